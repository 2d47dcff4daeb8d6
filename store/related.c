#include "store/related.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "store/hit.h"
#include "store/name.h"
#include "store/prior.h"
#include "store/related_private.h"
#include "store/stmt.h"
#include "store/words.h"

enum {
	LIMIT = 8,
	LIMIT_MAX = 50,
	LOOKED_AT = 4, /* times the limit: groups among the best notes */
	SHARED = 4 /* words named as shared */
};

/* What each kind of nearness is worth at most. */
static const double WORDS = 1;
static const double LINKS_HERE = .5;
static const double LINKED = .6;
static const double CITED = .6;
static const double TAGS = .5;
static const double IDENTIFIER = .3;
static const double LEAST = .12;
static const double LOW_FACTOR[] = {1, .8, .35};

struct near_note *near_at(struct near *n, int64_t id)
{
	int64_t first = n->store->prior.first;

	if (id < first || (size_t)(id - first) >= n->count ||
		!prior_find(&n->store->prior, id))
		return NULL;
	return &n->notes[id - first];
}

/* --- the note itself --- */

/* Every note that shares its id. */
static bool read_own(struct near *n, struct str path)
{
	sqlite3_stmt *stmt = stmt_get(n->store,
		"SELECT s.id, s.path = ?1, s.note FROM doc d JOIN doc s"
		" ON s.note = d.note WHERE d.path = ?1 LIMIT 8",
		n->err);
	bool row = true;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, path);
	while (row) {
		if (!stmt_row(n->store, stmt, &row, n->err))
			return false;
		if (!row || n->own_count == NEAR_OWN)
			continue;
		n->own[n->own_count++] = stmt_column_int(stmt, 0);
		if (stmt_column_int(stmt, 1)) {
			n->id = stmt_column_int(stmt, 0);
			n->note = arena_str(&n->arena, stmt_column(stmt, 2));
		}
	}
	return true;
}

/* Notes with one of its tags; a rare one tells more. */
static bool find_tags(struct near *n)
{
	static const char sql[] =
		"SELECT doc FROM tag WHERE norm = ?1 LIMIT 20000";
	size_t i;

	for (i = 0; i < n->tag_count; i++) {
		int64_t ids[NEAR_IDS];
		size_t count;
		double worth;
		size_t k;

		if (!near_ids(n, sql, n->tags[i], ids, &count))
			return false;
		worth = log(1 +
			(double)n->store->prior.notes / (1 + (double)count));
		for (k = 0; k < count; k++) {
			struct near_note *note = near_at(n, ids[k]);

			if (!note)
				continue;
			note->tags += (float)worth;
			note->shared_tags |= UINT32_C(1) << i;
			note->why |= RELATED_TAGS;
		}
	}
	return true;
}

static bool has_tag(const struct near *n, struct str tag)
{
	size_t i;

	for (i = 0; i < n->tag_count && !str_eq(n->tags[i], tag); i++)
		;
	return i < n->tag_count;
}

static bool read_tags(struct near *n)
{
	size_t i;

	for (i = 0; i < n->own_count; i++) {
		sqlite3_stmt *stmt = stmt_get(n->store,
			"SELECT norm, tag FROM tag WHERE doc = ?1 LIMIT 24",
			n->err);
		bool row = true;

		if (!stmt)
			return false;
		stmt_int(stmt, 1, n->own[i]);
		while (row) {
			if (!stmt_row(n->store, stmt, &row, n->err))
				return false;
			if (!row || n->tag_count == NEAR_TAGS ||
				has_tag(n, stmt_column(stmt, 0)))
				continue;
			n->tags[n->tag_count] =
				arena_str(&n->arena, stmt_column(stmt, 0));
			n->tag_names[n->tag_count++] =
				arena_str(&n->arena, stmt_column(stmt, 1));
		}
	}
	return find_tags(n);
}

/* --- all together --- */

static double most(const struct near *n, size_t offset)
{
	double best = 0;
	size_t i;

	for (i = 0; i < n->count; i++) {
		float value;

		memcpy(&value, (const char *)&n->notes[i] + offset,
			sizeof(value));
		best = value > best ? value : best;
	}
	return best > 0 ? best : 1;
}

static void forget_own(struct near *n)
{
	size_t i;

	for (i = 0; i < n->own_count; i++) {
		struct near_note *note = near_at(n, n->own[i]);

		if (note)
			memset(note, 0, sizeof(*note));
	}
}

static void score_all(struct near *n)
{
	double words, cited, tags;
	size_t i;

	forget_own(n);
	words = most(n, offsetof(struct near_note, words));
	cited = most(n, offsetof(struct near_note, cited));
	tags = most(n, offsetof(struct near_note, tags));
	/* One weak tie is not made strong by being the only one. */
	cited = cited < 2 ? 2 : cited;
	tags = tags < 4 ? 4 : tags;
	for (i = 0; i < n->count; i++) {
		struct near_note *note = &n->notes[i];
		const struct prior_row *row;

		if (!note->why)
			continue;
		row = prior_find(
			&n->store->prior, n->store->prior.first + (int64_t)i);
		note->score = (float)((WORDS * note->words / words +
					      CITED * note->cited / cited +
					      TAGS * note->tags / tags +
					      (note->why & RELATED_LINKS_HERE
							      ? LINKS_HERE
							      : 0) +
					      (note->why & RELATED_LINKED
							      ? LINKED
							      : 0) +
					      (note->why & RELATED_IDENTIFIER
							      ? IDENTIFIER
							      : 0)) *
			(row ? LOW_FACTOR[row->low <= PRIOR_PAST ? row->low : 0]
			     : 0));
	}
}

struct best {
	size_t at; /* number in near.notes */
	struct str note; /* id */
	unsigned why;
	uint32_t words, tags;
};

/* The best notes, best first. */
static size_t find_best(const struct near *n, struct best *list, size_t max)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < n->count; i++) {
		size_t at = count;

		if (n->notes[i].score < LEAST ||
			(count == max &&
				n->notes[i].score <=
					n->notes[list[max - 1].at].score))
			continue;
		while (at > 0 &&
			n->notes[list[at - 1].at].score < n->notes[i].score)
			at--;
		if (count < max)
			count++;
		memmove(&list[at + 1], &list[at],
			(count - at - 1) * sizeof(*list));
		memset(&list[at], 0, sizeof(*list));
		list[at].at = i;
	}
	return count;
}

/* A note and its translations once, with the reasons of all. */
static bool join_groups(struct near *n, struct best *list, size_t *count)
{
	size_t kept = 0;
	size_t i, k;

	for (i = 0; i < *count; i++) {
		const struct near_note *note = &n->notes[list[i].at];
		sqlite3_stmt *stmt = stmt_get(
			n->store, "SELECT note FROM doc WHERE id = ?1", n->err);
		struct str name;
		bool row;

		if (!stmt)
			return false;
		stmt_int(stmt, 1, n->store->prior.first + (int64_t)list[i].at);
		if (!stmt_row(n->store, stmt, &row, n->err))
			return false;
		if (!row)
			continue;
		name = arena_str(&n->arena, stmt_column(stmt, 0));
		stmt_end(stmt);
		for (k = 0; k < kept && !str_eq(list[k].note, name); k++)
			;
		if (k == kept) {
			list[kept].at = list[i].at;
			list[kept].note = name;
			list[kept].why = list[kept].words = list[kept].tags = 0;
			kept++;
		}
		list[k].why |= note->why;
		list[k].words |= note->shared_words;
		list[k].tags |= note->shared_tags;
	}
	*count = kept;
	return true;
}

/* Whether a telling word is a tag that is named already. */
static bool is_tag(const struct near *n, const struct best *best, size_t term)
{
	size_t i;

	for (i = 0; i < n->tag_count; i++) {
		if ((best->tags >> i & 1) &&
			str_eq(n->tags[i], n->terms[term].word))
			return true;
	}
	return false;
}

static struct str shared_of(
	const struct near *n, const struct best *best, struct arena *arena)
{
	struct buf text = {0};
	struct str kept;
	size_t words = 0;
	size_t i;

	for (i = 0; i < n->tag_count; i++) {
		if (!(best->tags >> i & 1))
			continue;
		buf_put(&text, text.len ? ", " : "");
		buf_str(&text, n->tag_names[i]);
	}
	for (i = 0; i < n->term_count && words < SHARED; i++) {
		if (!(best->words >> i & 1) || is_tag(n, best, i))
			continue;
		buf_put(&text, text.len ? ", " : "");
		buf_str(&text, n->terms[i].typed);
		words++;
	}
	kept = arena_str(arena, buf_slice(&text));
	buf_clear(&text);
	return kept;
}

/* Of a group the note in the language asked for, else the primary. */
static bool read_best(struct near *n, const struct store_near *asked,
	const struct best *best, struct store_related *out)
{
	const struct hit_reader reader = {n->store, &out->arena, asked->today};
	struct store_related_row *row = &out->items[out->count];
	sqlite3_stmt *stmt = stmt_get(n->store,
		"SELECT id FROM doc WHERE note = ?1 ORDER BY lang <> ?2,"
		" translation_of <> '', path LIMIT 1",
		n->err);
	int64_t id;
	bool found;

	if (!stmt)
		return false;
	stmt_text(stmt, 1, best->note);
	stmt_text(stmt, 2, asked->lang);
	if (!stmt_row(n->store, stmt, &found, n->err))
		return false;
	if (!found)
		return true;
	id = stmt_column_int(stmt, 0);
	stmt_end(stmt);
	if (!hit_read(&reader, id, &row->hit, &found, n->err))
		return false;
	row->hit.score = n->notes[best->at].score;
	row->why = best->why;
	row->shared = shared_of(n, best, &out->arena);
	out->count += found;
	return true;
}

static bool give(struct near *n, const struct store_near *asked,
	struct store_related *out)
{
	struct best list[LIMIT_MAX * LOOKED_AT] = {0};
	size_t limit = asked->limit ? asked->limit : LIMIT;
	size_t count;
	size_t i;

	if (limit > LIMIT_MAX)
		limit = LIMIT_MAX;
	count = find_best(n, list, limit * LOOKED_AT);
	if (!join_groups(n, list, &count))
		return false;
	out->items = arena_alloc(&out->arena, limit * sizeof(*out->items));
	for (i = 0; i < count && i < limit; i++) {
		if (!read_best(n, asked, &list[i], out))
			return false;
	}
	return true;
}

static bool find(struct near *n, const struct store_near *asked,
	struct store_related *out)
{
	if (!words_warm(n->store, n->err) || !read_own(n, asked->path))
		return false;
	if (!n->id)
		return true;
	n->count = n->store->prior.count;
	n->notes = mem_array(n->count + 1, sizeof(*n->notes));
	if (!near_words(n) || !read_tags(n) || !near_links(n))
		return false;
	score_all(n);
	return give(n, asked, out);
}

bool store_related(struct store *store, const struct store_near *asked,
	struct store_related *related, struct error *err)
{
	struct near *n;
	bool own;
	bool ok;

	memset(related, 0, sizeof(*related));
	if (!db_read_begin(store, &own, err))
		return false;
	n = mem_alloc(sizeof(*n));
	n->store = store;
	n->err = err;
	ok = find(n, asked, related);
	db_read_end(store, own);
	free(n->notes);
	arena_clear(&n->arena);
	free(n);
	if (!ok)
		store_related_clear(related);
	return ok;
}

void store_related_clear(struct store_related *related)
{
	arena_clear(&related->arena);
	memset(related, 0, sizeof(*related));
}
