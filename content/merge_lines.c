#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "content/merge_private.h"

enum {
	/* Of one comparison; beyond it the rest counts as replaced. */
	CHANGES_MAX = 2000
};

#define NONE UINT32_MAX

struct lines {
	struct str *raw; /* with their ends */
	uint32_t *ids; /* equal for equal lines, whatever their ends */
	uint32_t *match; /* of the base: the same line in another text */
	size_t count;
	bool crlf; /* of the first line */
};

/* A table of different lines. */
struct words {
	struct str *text;
	uint32_t *table;
	size_t count, size;
};

struct merging {
	struct lines sides[SIDES];
	enum merge_prefer prefer;
	bool crlf; /* of the result */
	struct buf *out;
	size_t start; /* of our part of it */
	bool clash;
};

bool merge_line(struct str *rest, struct str *line)
{
	size_t end;

	if (!rest->len)
		return false;
	end = str_find(*rest, '\n');
	end += end < rest->len;
	*line = str_sub(*rest, 0, end);
	*rest = str_sub(*rest, end, rest->len);
	return true;
}

struct str merge_bare(struct str line)
{
	if (line.len && line.data[line.len - 1] == '\n')
		line.len--;
	if (line.len && line.data[line.len - 1] == '\r')
		line.len--;
	return line;
}

static bool ends_crlf(struct str line)
{
	return str_ends(line, "\r\n");
}

static uint32_t hash(struct str text)
{
	uint32_t h = 2166136261u;
	size_t i;

	for (i = 0; i < text.len; i++)
		h = (h ^ (unsigned char)text.data[i]) * 16777619u;
	return h;
}

static uint32_t intern(struct words *words, struct str text)
{
	size_t at = hash(text) & (words->size - 1);

	while (words->table[at]) {
		if (str_eq(words->text[words->table[at] - 1], text))
			return words->table[at] - 1;
		at = (at + 1) & (words->size - 1);
	}
	words->text[words->count++] = text;
	words->table[at] = (uint32_t)words->count;
	return words->table[at] - 1;
}

static size_t count_lines(struct str text)
{
	size_t count = 0;
	struct str line;

	while (merge_line(&text, &line))
		count++;
	return count;
}

static void words_init(struct words *words, size_t lines)
{
	*words = (struct words){.size = 16};
	while (words->size < lines * 2)
		words->size *= 2;
	words->table = mem_array(words->size, sizeof(*words->table));
	words->text = mem_array(lines + 1, sizeof(*words->text));
}

static void words_clear(struct words *words)
{
	free(words->table);
	free(words->text);
}

static void lines_init(
	struct lines *lines, struct str text, struct words *words)
{
	size_t room = count_lines(text) + 1;
	struct str line;

	*lines = (struct lines){
		.raw = mem_array(room, sizeof(*lines->raw)),
		.ids = mem_array(room, sizeof(*lines->ids)),
	};
	while (merge_line(&text, &line)) {
		lines->raw[lines->count] = line;
		lines->ids[lines->count++] = intern(words, merge_bare(line));
	}
	lines->crlf = lines->count && ends_crlf(lines->raw[0]);
}

static void lines_clear(struct lines *lines)
{
	free(lines->raw);
	free(lines->ids);
	free(lines->match);
}

/* Two stretches of lines that are compared. */
struct pair {
	const uint32_t *a, *b;
	int32_t n, m;
	int32_t offset_a, offset_b; /* in the whole texts */
	uint32_t *match;
};

static void put_match(const struct pair *p, int32_t x, int32_t y)
{
	p->match[p->offset_a + x] = (uint32_t)(p->offset_b + y);
}

/* Walk back from the end over the steps kept in `trace`. */
static void trace_back(const struct pair *p, int32_t *const *trace, int32_t d)
{
	int32_t x = p->n, y = p->m;

	for (; d > 0; d--) {
		const int32_t *v = trace[d - 1] + d - 1;
		int32_t k = x - y;
		bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
		int32_t from = down ? k + 1 : k - 1;
		int32_t to_x = v[from], to_y = v[from] - from;

		while (x > to_x && y > to_y && x - !down > to_x &&
			y - down > to_y) {
			x--;
			y--;
			put_match(p, x, y);
		}
		x = to_x;
		y = to_y;
	}
	while (x > 0 && y > 0) {
		x--;
		y--;
		put_match(p, x, y);
	}
}

/* The furthest points after each number of changes; Myers 1986. */
static void compare(const struct pair *p)
{
	int32_t limit = p->n + p->m < CHANGES_MAX ? p->n + p->m : CHANGES_MAX;
	int32_t *room = mem_array((size_t)limit * 2 + 3, sizeof(*room));
	int32_t **trace = mem_array((size_t)limit + 1, sizeof(*trace));
	int32_t *v = room + limit + 1;
	int32_t d, k;
	bool met = false;

	for (d = 0; d <= limit && !met; d++) {
		for (k = -d; k <= d && !met; k += 2) {
			bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
			int32_t x = down ? v[k + 1] : v[k - 1] + 1;

			if (d == 0)
				x = 0;
			while (x < p->n && x - k < p->m &&
				p->a[x] == p->b[x - k])
				x++;
			v[k] = x;
			met = x >= p->n && x - k >= p->m;
		}
		trace[d] = mem_copy(v - d, ((size_t)d * 2 + 1) * sizeof(*room));
	}
	if (met)
		trace_back(p, trace, d - 1);
	for (d = 0; d <= limit; d++)
		free(trace[d]);
	free(trace);
	free(room);
}

/* Fill to->match: for each line of `from` the same one in `to`, or NONE. */
static void match(const struct lines *from, struct lines *to)
{
	size_t head = 0, tail = 0, i;
	size_t least = from->count < to->count ? from->count : to->count;
	struct pair p;

	to->match = mem_array(from->count + 1, sizeof(*to->match));
	for (i = 0; i < from->count; i++)
		to->match[i] = NONE;
	while (head < least && from->ids[head] == to->ids[head]) {
		to->match[head] = (uint32_t)head;
		head++;
	}
	while (tail < least - head &&
		from->ids[from->count - 1 - tail] ==
			to->ids[to->count - 1 - tail]) {
		to->match[from->count - 1 - tail] =
			(uint32_t)(to->count - 1 - tail);
		tail++;
	}
	p = (struct pair){from->ids + head, to->ids + head,
		(int32_t)(from->count - head - tail),
		(int32_t)(to->count - head - tail), (int32_t)head,
		(int32_t)head, to->match};
	if (p.n > 0 && p.m > 0)
		compare(&p);
}

/* One line into the result, with its kind of line end. */
static void put(struct merging *m, enum merge_side side, size_t at)
{
	struct str raw = m->sides[side].raw[at];
	struct str bare = merge_bare(raw);
	bool ended = raw.len && raw.data[raw.len - 1] == '\n';

	if (m->out->len > m->start && m->out->data[m->out->len - 1] != '\n')
		buf_put(m->out, m->crlf ? "\r\n" : "\n");
	if (ended && ends_crlf(raw) == m->sides[side].crlf) {
		buf_str(m->out, bare);
		buf_put(m->out, m->crlf ? "\r\n" : "\n");
	} else {
		buf_str(m->out, raw);
	}
}

/* A stretch of each text; what is between two common lines. */
struct chunk {
	size_t from[SIDES], to[SIDES];
};

static size_t chunk_len(const struct chunk *c, enum merge_side side)
{
	return c->to[side] - c->from[side];
}

static bool chunk_same(const struct merging *m, const struct chunk *c,
	enum merge_side a, enum merge_side b)
{
	size_t len = chunk_len(c, a);

	return len == chunk_len(c, b) &&
		(!len ||
			memcmp(m->sides[a].ids + c->from[a],
				m->sides[b].ids + c->from[b],
				len * sizeof(uint32_t)) == 0);
}

static void put_chunk(
	struct merging *m, const struct chunk *c, enum merge_side side)
{
	size_t i;

	for (i = c->from[side]; i < c->to[side]; i++)
		put(m, side, i);
}

static void put_mark(struct merging *m, const char *mark)
{
	if (m->out->len > m->start && m->out->data[m->out->len - 1] != '\n')
		buf_put(m->out, m->crlf ? "\r\n" : "\n");
	buf_put(m->out, mark);
	buf_put(m->out, m->crlf ? "\r\n" : "\n");
}

static void put_sides(struct merging *m, const struct chunk *c)
{
	switch (m->prefer) {
	case MERGE_PUBLISHED:
		put_chunk(m, c, SIDE_PUBLISHED);
		break;
	case MERGE_MINE:
		put_chunk(m, c, SIDE_MINE);
		break;
	case MERGE_BASE:
		put_chunk(m, c, SIDE_BASE);
		break;
	case MERGE_BOTH:
		put_mark(m, MERGE_MARK_PUBLISHED);
		put_chunk(m, c, SIDE_PUBLISHED);
		put_mark(m, MERGE_MARK_BETWEEN);
		put_chunk(m, c, SIDE_MINE);
		put_mark(m, MERGE_MARK_MINE);
		break;
	}
}

/* What both added alike at the start and the end of a clash is no clash. */
static void put_clash(struct merging *m, struct chunk c)
{
	const uint32_t *a = m->sides[SIDE_PUBLISHED].ids;
	const uint32_t *b = m->sides[SIDE_MINE].ids;
	size_t tail = 0, i;

	while (chunk_len(&c, SIDE_PUBLISHED) && chunk_len(&c, SIDE_MINE) &&
		a[c.from[SIDE_PUBLISHED]] == b[c.from[SIDE_MINE]]) {
		put(m, SIDE_PUBLISHED, c.from[SIDE_PUBLISHED]++);
		c.from[SIDE_MINE]++;
	}
	while (chunk_len(&c, SIDE_PUBLISHED) && chunk_len(&c, SIDE_MINE) &&
		a[c.to[SIDE_PUBLISHED] - 1] == b[c.to[SIDE_MINE] - 1]) {
		c.to[SIDE_PUBLISHED]--;
		c.to[SIDE_MINE]--;
		tail++;
	}
	m->clash = true;
	put_sides(m, &c);
	for (i = 0; i < tail; i++)
		put(m, SIDE_PUBLISHED, c.to[SIDE_PUBLISHED] + i);
}

static void settle(struct merging *m, const struct chunk *c)
{
	if (chunk_same(m, c, SIDE_BASE, SIDE_MINE) ||
		chunk_same(m, c, SIDE_PUBLISHED, SIDE_MINE))
		put_chunk(m, c, SIDE_PUBLISHED);
	else if (chunk_same(m, c, SIDE_BASE, SIDE_PUBLISHED))
		put_chunk(m, c, SIDE_MINE);
	else
		put_clash(m, *c);
}

/* A line that all three have: its end is that of who changed it. */
static void put_common(
	struct merging *m, size_t base, size_t published, size_t mine)
{
	bool changed = !str_eq(
		m->sides[SIDE_BASE].raw[base], m->sides[SIDE_MINE].raw[mine]);

	if (changed)
		put(m, SIDE_MINE, mine);
	else
		put(m, SIDE_PUBLISHED, published);
}

static void walk(struct merging *m)
{
	const struct lines *sides = m->sides;
	struct chunk c = {{0}, {0}};
	size_t i;

	for (i = 0; i < sides[SIDE_BASE].count; i++) {
		uint32_t published = sides[SIDE_PUBLISHED].match[i];
		uint32_t mine = sides[SIDE_MINE].match[i];

		if (published == NONE || mine == NONE)
			continue;
		c.to[SIDE_BASE] = i;
		c.to[SIDE_PUBLISHED] = published;
		c.to[SIDE_MINE] = mine;
		settle(m, &c);
		put_common(m, i, published, mine);
		c.from[SIDE_BASE] = i + 1;
		c.from[SIDE_PUBLISHED] = published + 1;
		c.from[SIDE_MINE] = mine + 1;
	}
	for (i = 0; i < SIDES; i++)
		c.to[i] = sides[i].count;
	settle(m, &c);
}

bool merge_lines(const struct merge_texts *texts, enum merge_prefer prefer,
	struct buf *out)
{
	const struct str all[SIDES] = {
		texts->base, texts->published, texts->mine};
	struct merging m = {.prefer = prefer, .out = out, .start = out->len};
	struct words words;
	size_t total = 0, i;

	if (str_eq(texts->base, texts->mine) ||
		str_eq(texts->published, texts->mine)) {
		buf_str(out, texts->published);
		return true;
	}
	if (str_eq(texts->base, texts->published)) {
		buf_str(out, texts->mine);
		return true;
	}
	for (i = 0; i < SIDES; i++)
		total += count_lines(all[i]);
	assert(total < INT32_MAX);
	words_init(&words, total);
	for (i = 0; i < SIDES; i++)
		lines_init(&m.sides[i], all[i], &words);
	match(&m.sides[SIDE_BASE], &m.sides[SIDE_PUBLISHED]);
	match(&m.sides[SIDE_BASE], &m.sides[SIDE_MINE]);
	m.crlf = m.sides[SIDE_MINE].crlf == m.sides[SIDE_BASE].crlf
		? m.sides[SIDE_PUBLISHED].crlf
		: m.sides[SIDE_MINE].crlf;
	if (!m.sides[SIDE_BASE].count || !m.sides[SIDE_MINE].count)
		m.crlf = m.sides[SIDE_PUBLISHED].crlf;
	walk(&m);
	for (i = 0; i < SIDES; i++)
		lines_clear(&m.sides[i]);
	words_clear(&words);
	return !m.clash;
}
