/* Notes by name and by path, for links that are not in an index yet. */

#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"
#include "base/mem.h"
#include "store/name.h"

static uint64_t hash_of(struct str text)
{
	uint64_t hash = UINT64_C(14695981039346656037);
	size_t i;

	for (i = 0; i < text.len; i++) {
		hash ^= (unsigned char)text.data[i];
		hash *= UINT64_C(1099511628211);
	}
	return hash ^ hash >> 29;
}

static struct name_slot *find_slot(const struct checker *c, struct str norm)
{
	size_t at = (size_t)hash_of(norm) & (c->slot_cap - 1);

	while (c->slots[at].norm.data && !str_eq(c->slots[at].norm, norm))
		at = (at + 1) & (c->slot_cap - 1);
	return &c->slots[at];
}

static void add_entry(
	struct checker *c, const struct fact_name *name, long fact)
{
	struct name_slot *slot = find_slot(c, name->norm);
	struct name_entry *entry;

	if (!slot->norm.data) {
		slot->norm = name->norm;
		slot->first = (long)c->entry_count;
	} else {
		c->entries[slot->last].next = (long)c->entry_count;
	}
	entry = &c->entries[c->entry_count];
	entry->fact = fact;
	entry->rank = name->rank;
	entry->line = name->line;
	entry->next = -1;
	slot->last = (long)c->entry_count++;
}

void checker_index_names(struct checker *c)
{
	size_t names = 0;
	size_t i;
	size_t j;

	for (i = 0; i < c->count; i++)
		names += c->facts[i].name_count;
	c->slot_cap = 16;
	while (c->slot_cap < 2 * names)
		c->slot_cap *= 2;
	c->slots = mem_array(c->slot_cap, sizeof(*c->slots));
	c->entries = mem_array(names + 1, sizeof(*c->entries));
	for (i = 0; i < c->count; i++) {
		for (j = 0; j < c->facts[i].name_count; j++)
			add_entry(c, &c->facts[i].names[j], (long)i);
	}
}

long checker_entries(struct checker *c, struct str norm)
{
	struct name_slot *slot = find_slot(c, norm);

	return slot->norm.data ? slot->first : -1;
}

/* As store/links.c: by rank, then in the reader's language, then the primary,
 * then by path; entries come in the order of their paths. */
static int distance(const struct checker *c, const struct name_entry *entry,
	const struct fact *from)
{
	const struct fact *to = &c->facts[entry->fact];

	return entry->rank * 4 + (str_eq(to->lang, from->lang) ? 0 : 2) +
		(to->translation ? 1 : 0);
}

long checker_find_name(
	struct checker *c, const struct fact *from, struct str name)
{
	struct buf norm = {0};
	long best = -1;
	long at;

	name_norm(&norm, name);
	at = checker_entries(c, buf_slice(&norm));
	buf_clear(&norm);
	for (; at >= 0; at = c->entries[at].next) {
		if (best < 0 ||
			distance(c, &c->entries[at], from) <
				distance(c, &c->entries[best], from))
			best = at;
	}
	return best < 0 ? -1 : c->entries[best].fact;
}

long checker_find_path(struct checker *c, struct str path)
{
	size_t from = 0;
	size_t to = c->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = str_cmp(c->facts[middle].path, path);

		if (order == 0)
			return (long)middle;
		if (order < 0)
			from = middle + 1;
		else
			to = middle;
	}
	return -1;
}

long checker_primary(const struct checker *c, const struct fact *fact)
{
	const struct name_slot *slot = find_slot(c, fact->names[0].norm);
	long at;

	for (at = slot->norm.data ? slot->first : -1; at >= 0;
		at = c->entries[at].next) {
		const struct fact *other = &c->facts[c->entries[at].fact];

		if (c->entries[at].rank == NAME_ID && !other->translation &&
			str_eq(other->id, fact->id))
			return c->entries[at].fact;
	}
	return -1;
}

struct str checker_status(const struct checker *c, const struct fact *fact)
{
	long primary = fact->translation ? checker_primary(c, fact) : -1;

	return primary < 0 ? fact->status : c->facts[primary].status;
}

enum severity checker_severity(const struct checker *c, const struct fact *fact)
{
	return str_is(checker_status(c, fact), "published") &&
			str_is(fact->status, "published")
		? SEVERITY_ERROR
		: SEVERITY_WARNING;
}
