#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/str.h"
#include "sync/merge_private.h"
#include "sync/tree.h"

enum {
	COMPARED_MAX = 1024 * 1024, /* bytes of a file */
	CANDIDATES_MAX = 300
};

/* The lines of a text as numbers, sorted. */
struct lines {
	uint64_t *items; /* hash and length */
	size_t count;
};

static int compare(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool read_lines(
	struct merge_work *work, const git_oid *id, struct lines *lines)
{
	git_odb_object *object = NULL;
	struct str text, line;
	size_t cap = 0;

	*lines = (struct lines){0};
	if (git_odb_read(&object, work->odb, id) < 0)
		return false;
	text.data = git_odb_object_data(object);
	text.len = git_odb_object_size(object);
	if (text.len > COMPARED_MAX)
		text.len = 0;
	while (str_cut(&text, '\n', &line)) {
		uint32_t hash = 2166136261u;

		line = str_trim(line);
		if (!line.len)
			continue;
		for (size_t i = 0; i < line.len; i++)
			hash = (hash ^ (unsigned char)line.data[i]) * 16777619u;
		lines->items = mem_grow(lines->items, &cap, lines->count + 1,
			sizeof(*lines->items));
		lines->items[lines->count++] =
			(uint64_t)hash << 32 | (uint32_t)line.len;
	}
	git_odb_object_free(object);
	if (lines->count)
		qsort(lines->items, lines->count, sizeof(*lines->items),
			compare);
	return lines->count > 0;
}

static uint64_t weight(uint64_t line)
{
	return line & UINT32_MAX;
}

/* In percent: how much of the bytes of both are in common lines. */
static unsigned likeness(const struct lines *a, const struct lines *b)
{
	uint64_t common = 0, all = 0;
	size_t i, k = 0;

	for (i = 0; i < b->count; i++)
		all += weight(b->items[i]);
	for (i = 0; i < a->count; i++) {
		all += weight(a->items[i]);
		while (k < b->count && b->items[k] < a->items[i])
			k++;
		if (k < b->count && b->items[k] == a->items[i]) {
			common += 2 * weight(a->items[i]);
			k++;
		}
	}
	return all ? (unsigned)(common * 100 / all) : 0;
}

/* The new file on that side that is most like the removed one. */
static struct merge_change *find_new(struct merge_work *work,
	const struct merge_changes *side, const struct merge_change *gone)
{
	struct merge_change *best = NULL;
	struct lines old, new;
	unsigned most = 49;
	size_t tried = 0, i;

	for (i = 0; i < side->count; i++) {
		struct merge_change *item = &side->items[i];

		if (!item->old_mode && item->mode && !item->from &&
			git_oid_equal(&item->id, &gone->old_id))
			return item;
	}
	if (!tree_is_file(gone->old_mode) ||
		!read_lines(work, &gone->old_id, &old))
		return NULL;
	for (i = 0; i < side->count && tried < CANDIDATES_MAX; i++) {
		struct merge_change *item = &side->items[i];

		if (item->old_mode || !tree_is_file(item->mode) || item->from)
			continue;
		tried++;
		if (read_lines(work, &item->id, &new) &&
			likeness(&old, &new) > most) {
			most = likeness(&old, &new);
			best = item;
		}
		free(new.items);
	}
	free(old.items);
	return best;
}

static void pair_one(struct merge_work *work, struct merge_changes *side,
	const struct merge_changes *other)
{
	size_t i;

	for (i = 0; i < side->count; i++) {
		struct merge_change *gone = &side->items[i];
		struct merge_change *there = merge_find(other, gone->path);
		struct merge_change *new;

		if (gone->mode || !there || !tree_is_file(gone->old_mode) ||
			(there->mode && !tree_is_file(there->mode)))
			continue;
		new = find_new(work, side, gone);
		if (new)
			new->from = gone;
	}
}

/*
 * A rename counts only where the other side has not used the new name, or has
 * renamed the same file to it.
 */
static void drop_doubtful(
	struct merge_changes *side, const struct merge_changes *other)
{
	size_t i;

	for (i = 0; i < side->count; i++) {
		struct merge_change *new = &side->items[i];
		const struct merge_change *there = merge_find(other, new->path);

		if (new->from && there &&
			(!there->from ||
				strcmp(there->from->path, new->from->path) !=
					0))
			new->from = NULL;
	}
}

void merge_find_renames(struct merge_work *work)
{
	pair_one(work, &work->theirs, &work->ours);
	pair_one(work, &work->ours, &work->theirs);
	drop_doubtful(&work->theirs, &work->ours);
	/* Again, for what the other one was paired with. */
	drop_doubtful(&work->ours, &work->theirs);
	drop_doubtful(&work->theirs, &work->ours);
}
