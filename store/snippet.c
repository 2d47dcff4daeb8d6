#include "store/snippet.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/pack.h"
#include "store/schema.h"
#include "store/stmt.h"

enum {
	HITS = 2048,
	LENGTH = 160, /* of a snippet, bytes */
	TEXT_MAX = 64 << 10, /* looked through of one note */
	TOTAL_MAX = 512 << 10, /* of all notes of one search */
	TEXT_LITTLE = 4 << 10, /* of one note after that */
	SECTIONS = 4096
};

void snippet_init(struct snippet_maker *maker, struct store *store,
	const struct plan *plan)
{
	memset(maker, 0, sizeof(*maker));
	maker->store = store;
	maker->plan = plan;
	matcher_init(&maker->matcher, plan, store->fold);
	maker->hits = mem_array(HITS, sizeof(*maker->hits));
}

void snippet_clear(struct snippet_maker *maker)
{
	matcher_clear(&maker->matcher);
	free(maker->hits);
	memset(maker, 0, sizeof(*maker));
}

/* A hit on a word that says nothing alone is not shown. */
static bool is_shown(const struct plan *plan, const struct matcher_hit *hit)
{
	uint32_t mask = plan->atoms[hit->atom].concepts;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if ((mask >> i & 1) && !plan->concepts[i].stop)
			return true;
	}
	return false;
}

size_t snippet_mark(const struct snippet_maker *maker, struct str text,
	unsigned columns, struct store_range *ranges, size_t max)
{
	size_t count =
		matcher_find(&maker->matcher, text, columns, maker->hits, HITS);
	size_t marks = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		const struct matcher_hit *hit = &maker->hits[i];

		if (!is_shown(maker->plan, hit))
			continue;
		while (marks > 0 && ranges[marks - 1].from >= hit->from)
			marks--;
		if (marks > 0 && ranges[marks - 1].to >= hit->from) {
			if (ranges[marks - 1].to < hit->to)
				ranges[marks - 1].to = hit->to;
			continue;
		}
		if (marks == max)
			break;
		ranges[marks].from = hit->from;
		ranges[marks++].to = hit->to;
	}
	return marks;
}

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool is_inside(struct str text, size_t at)
{
	return at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80;
}

/* Back to the blank after which a word begins, at most some 24 bytes. */
static size_t word_before(struct str text, size_t at)
{
	size_t from = at;

	while (from > 0 && at - from < 24 && !is_space(text.data[from - 1]))
		from--;
	if (from > 0 && !is_space(text.data[from - 1]))
		from = at;
	while (is_inside(text, from))
		from--;
	return from;
}

static size_t word_after(struct str text, size_t at)
{
	size_t to = at;

	if (at >= text.len)
		return text.len;
	while (to > 0 && at - to < 24 && !is_space(text.data[to]))
		to--;
	if (!is_space(text.data[to]))
		to = at;
	while (is_inside(text, to))
		to++;
	return to;
}

void snippet_cut(struct buf *out, struct str text, size_t from, size_t to)
{
	size_t want = to - from < LENGTH ? LENGTH - (to - from) : 0;
	size_t before = want / 3 < from ? want / 3 : from;
	bool blank = false;
	size_t end, at;

	at = word_before(text, from - before);
	end = at + LENGTH > to ? at + LENGTH : to;
	end = word_after(text, end < text.len ? end : text.len);
	while (end > at && is_space(text.data[end - 1]))
		end--;
	if (at > 0)
		buf_put(out, "\xE2\x80\xA6");
	for (; at < end; at++) {
		if (is_space(text.data[at])) {
			blank = true;
			continue;
		}
		if (blank && out->len)
			buf_byte(out, ' ');
		blank = false;
		buf_byte(out, text.data[at]);
	}
	if (str_trim(str_sub(text, end, text.len)).len)
		buf_put(out, "\xE2\x80\xA6");
}

/* --- the best place --- */

struct section {
	int level, line;
	size_t from, to; /* bytes of the body */
	struct str heading, anchor;
	double heading_value;
	uint32_t concepts; /* in the heading */
};

struct sections {
	struct section *items;
	size_t count;
};

static void read_sections(
	struct sections *sections, struct str packed, size_t body)
{
	size_t cap = 0;
	uint64_t level, line, offset;
	struct str heading, anchor;

	while (sections->count < SECTIONS && unpack_number(&packed, &level) &&
		unpack_number(&packed, &line) &&
		unpack_number(&packed, &offset) &&
		unpack_text(&packed, &heading) &&
		unpack_text(&packed, &anchor)) {
		struct section *one;

		sections->items = mem_grow(sections->items, &cap,
			sections->count + 1, sizeof(*sections->items));
		one = &sections->items[sections->count++];
		one->level = (int)level;
		one->line = (int)line;
		one->from = offset < body ? (size_t)offset : body;
		one->to = body;
		one->heading = heading;
		one->anchor = anchor;
		if (sections->count > 1)
			one[-1].to = one->from;
	}
}

/* Concepts of an atom by their worth, those of `seen` left out. */
static double worth(const struct plan *plan, uint32_t concepts)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if ((concepts >> i & 1) && !plan->concepts[i].stop)
			sum += plan->concepts[i].idf;
	}
	return sum;
}

static void value_headings(
	const struct snippet_maker *maker, struct sections *sections)
{
	size_t i, n;

	for (i = 0; i < sections->count; i++) {
		struct section *one = &sections->items[i];
		size_t count = matcher_find(&maker->matcher, one->heading,
			1 << COLUMN_HEAD, maker->hits, 64);

		for (n = 0; n < count; n++)
			one->concepts |= maker->plan->atoms[maker->hits[n].atom]
						 .concepts;
		one->heading_value = worth(maker->plan, one->concepts);
	}
}

struct place {
	size_t from, to; /* of the body */
	double value;
	const struct section *section;
	bool found;
};

static const struct section *section_at(
	const struct sections *sections, size_t at)
{
	size_t low = 0;
	size_t high = sections->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (sections->items[mid].from <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low ? &sections->items[low - 1] : NULL;
}

/* The window of the body with the most concepts, its heading counted in. */
static void best_window(const struct snippet_maker *maker, size_t count,
	const struct sections *sections, struct place *place)
{
	const struct plan *plan = maker->plan;
	size_t i, n;

	for (i = 0; i < count; i++) {
		const struct matcher_hit *hit = &maker->hits[i];
		const struct section *section = section_at(sections, hit->from);
		uint32_t seen = 0;
		size_t to = hit->to;
		double value;

		for (n = i; n < count &&
			maker->hits[n].to <= hit->from + LENGTH * 3 / 4;
			n++) {
			seen |= plan->atoms[maker->hits[n].atom].concepts;
			to = maker->hits[n].to > to ? maker->hits[n].to : to;
		}
		value = worth(plan, seen);
		if (section && value > 0)
			value += .5 * worth(plan, section->concepts & ~seen) +
				.2 * section->heading_value;
		if (value <= place->value + .0001)
			continue;
		place->found = true;
		place->value = value;
		place->section = section;
		place->from = hit->from;
		place->to = to;
	}
}

/* No word in the text: the section whose heading has most. */
static void best_heading(const struct sections *sections, struct place *place)
{
	size_t i;

	for (i = 0; i < sections->count; i++) {
		const struct section *one = &sections->items[i];

		if (one->heading_value <= place->value + .0001)
			continue;
		place->found = true;
		place->value = one->heading_value;
		place->section = one;
		place->from = place->to = one->from;
	}
}

static void tell_place(
	struct arena *arena, const struct place *place, struct store_hit *hit)
{
	if (!place->section)
		return;
	hit->section = arena_str(arena, place->section->heading);
	hit->anchor = arena_str(arena, place->section->anchor);
	hit->line = place->section->line;
}

static void cut_snippet(struct buf *out, struct str body,
	const struct sections *sections, const struct place *place)
{
	size_t start = 0;
	size_t from = place->from;

	if (place->section)
		start = place->section->from;
	(void)sections;
	while (from < body.len && place->from == place->to &&
		is_space(body.data[from]))
		from++;
	body = str_sub(body, start, body.len);
	snippet_cut(out, body, from - start,
		(place->to > from ? place->to : from) - start);
}

/* What the note says of itself when no word of it was found in the text. */
static void own_words(
	struct buf *out, struct str body, const struct store_hit *hit)
{
	if (hit->summary.len)
		snippet_cut(out, hit->summary, 0, 0);
	else
		snippet_cut(out, str_trim(body), 0, 0);
}

static void make_snippet(struct snippet_maker *maker, struct arena *arena,
	struct str body, struct str packed, struct store_hit *hit)
{
	struct sections sections = {0};
	struct place place = {0};
	struct buf out = {0};
	size_t max = maker->bytes > TOTAL_MAX ? TEXT_LITTLE : TEXT_MAX;
	size_t count;

	read_sections(&sections, packed, body.len);
	value_headings(maker, &sections);
	maker->bytes += body.len < max ? body.len : max;
	count = matcher_find(&maker->matcher, str_sub(body, 0, max),
		1 << COLUMN_BODY, maker->hits, HITS);
	best_window(maker, count, &sections, &place);
	if (!place.found)
		best_heading(&sections, &place);
	if (place.found)
		cut_snippet(&out, body, &sections, &place);
	else
		own_words(&out, body, hit);
	tell_place(arena, &place, hit);
	hit->snippet = arena_str(arena, buf_slice(&out));
	hit->snippet_mark_count = (int)snippet_mark(maker, hit->snippet,
		1 << COLUMN_BODY | 1 << COLUMN_META, hit->snippet_marks,
		STORE_RANGES);
	free(sections.items);
	buf_clear(&out);
}

bool snippet_make(struct snippet_maker *maker, struct arena *arena,
	struct store_hit *hit, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(maker->store,
		"SELECT t.body, s.list FROM doc_text t"
		" LEFT JOIN section s ON s.doc = t.id WHERE t.id = ?1",
		err);
	bool row;

	if (!stmt)
		return false;
	hit->title_mark_count = (int)snippet_mark(maker, hit->title,
		1 << COLUMN_TITLE, hit->title_marks, STORE_RANGES);
	stmt_int(stmt, 1, hit->number);
	if (!stmt_row(maker->store, stmt, &row, err))
		return false;
	if (!row)
		return true;
	make_snippet(
		maker, arena, stmt_column(stmt, 0), stmt_column(stmt, 1), hit);
	stmt_end(stmt);
	return true;
}
