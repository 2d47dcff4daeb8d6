#include "content/diff.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

enum {
	AROUND = 2, /* lines shown before and after a change */
	LINES_APART = 1500, /* changed lines that are looked for */
	WORDS_APART = 600, /* and words of one block */
	WORDS_MAX = 20000 /* of one block; beyond: as a whole */
};

/* A text as a row of pieces, lines or words. */
struct pieces {
	struct str *items;
	size_t count, cap;
	bool *kept; /* is in both */
};

static void add_piece(struct pieces *pieces, struct str piece)
{
	pieces->items = mem_grow(pieces->items, &pieces->cap, pieces->count + 1,
		sizeof(*pieces->items));
	pieces->items[pieces->count++] = piece;
}

static void clear_pieces(struct pieces *pieces)
{
	free(pieces->items);
	free(pieces->kept);
}

/* Without their ends: that one is missing at the end is no difference. */
static void cut_lines(struct pieces *pieces, struct str text)
{
	while (text.len) {
		size_t end = str_find(text, '\n');

		add_piece(pieces, str_sub(text, 0, end));
		text = str_sub(text, end + 1, text.len);
	}
}

enum piece_type {
	PIECE_WORD,
	PIECE_BLANK,
	PIECE_END, /* of a line */
	PIECE_OTHER
};

static enum piece_type type_of(uint32_t code)
{
	if (code == '\n')
		return PIECE_END;
	if (utf8_is_letter(code) || utf8_is_digit(code))
		return PIECE_WORD;
	return utf8_is_space(code) ? PIECE_BLANK : PIECE_OTHER;
}

static void cut_words(struct pieces *pieces, struct str text)
{
	while (text.len) {
		struct str rest = text;
		enum piece_type type = type_of(utf8_next(&rest));

		while (rest.len &&
			(type == PIECE_WORD || type == PIECE_BLANK)) {
			struct str next = rest;

			if (type_of(utf8_next(&next)) != type)
				break;
			rest = next;
		}
		add_piece(pieces, str_sub(text, 0, text.len - rest.len));
		text = rest;
	}
}

struct matching {
	const struct str *a, *b;
	bool *kept_a, *kept_b;
	int32_t n, m;
};

/* Walk the furthest ways back from the end, keeping what is common. */
static void trace_back(
	const struct matching *t, int32_t *const *ways, int32_t d)
{
	int32_t x = t->n, y = t->m;

	for (; d > 0; d--) {
		const int32_t *v = ways[d - 1] + d;
		int32_t k = x - y;
		bool down = k == -d || (k != d && v[k - 1] < v[k + 1]);
		int32_t from = down ? k + 1 : k - 1;
		int32_t fx = v[from], fy = fx - from;

		while (x > fx && y > fy && x > 0 && y > 0 &&
			x - (down ? 0 : 1) > fx) {
			x--;
			y--;
			t->kept_a[x] = t->kept_b[y] = true;
		}
		x = fx;
		y = fy;
	}
	while (x > 0 && y > 0) {
		x--;
		y--;
		t->kept_a[x] = t->kept_b[y] = true;
	}
}

/* Myers' greedy way; nothing is kept when they are more than `most` apart. */
static void match(const struct matching *t, int32_t most)
{
	int32_t **ways = mem_array((size_t)most + 1, sizeof(*ways));
	int32_t *v = mem_array(2 * (size_t)most + 3, sizeof(*v));
	int32_t *mid = v + most + 1;
	int32_t d, k, made = 0;
	bool done = false;

	for (d = 0; !done && d <= most; d++) {
		for (k = -d; !done && k <= d; k += 2) {
			int32_t x = d == 0 ? 0
				: k == -d || (k != d && mid[k - 1] < mid[k + 1])
				? mid[k + 1]
				: mid[k - 1] + 1;
			int32_t y = x - k;

			while (x < t->n && y >= 0 && y < t->m &&
				str_eq(t->a[x], t->b[y])) {
				x++;
				y++;
			}
			mid[k] = x;
			done = x >= t->n && y >= t->m;
		}
		if (done)
			break;
		/* What the next round starts from: [-d-1, d+1]. */
		ways[d] =
			mem_copy(mid - d - 1, (2 * (size_t)d + 3) * sizeof(*v));
		made = d + 1;
	}
	if (done)
		trace_back(t, ways, d);
	while (made > 0)
		free(ways[--made]);
	free(ways);
	free(v);
}

static void compare(struct pieces *a, struct pieces *b, int32_t most)
{
	size_t head = 0, tail = 0, i;
	struct matching t;

	a->kept = mem_array(a->count + 1, sizeof(bool));
	b->kept = mem_array(b->count + 1, sizeof(bool));
	while (head < a->count && head < b->count &&
		str_eq(a->items[head], b->items[head]))
		head++;
	while (tail < a->count - head && tail < b->count - head &&
		str_eq(a->items[a->count - 1 - tail],
			b->items[b->count - 1 - tail]))
		tail++;
	for (i = 0; i < head; i++)
		a->kept[i] = b->kept[i] = true;
	for (i = 0; i < tail; i++)
		a->kept[a->count - 1 - i] = b->kept[b->count - 1 - i] = true;
	if (head + tail == a->count || head + tail == b->count)
		return;
	t = (struct matching){a->items + head, b->items + head, a->kept + head,
		b->kept + head, (int32_t)(a->count - head - tail),
		(int32_t)(b->count - head - tail)};
	match(&t, most < t.n + t.m ? most : t.n + t.m);
}

/* --- writing --- */

struct writing {
	struct buf *out;
	bool colours;
	struct diff_counts counts;
	int mark; /* open: -1 gone, 1 new, 0 none */
};

static void set_mark(struct writing *w, int mark)
{
	static const char *const begin[] = {"[-", "", "{+"};
	static const char *const end[] = {"-]", "", "+}"};
	static const char *const colour[] = {"\033[31m", "", "\033[32m"};

	if (w->mark == mark)
		return;
	buf_put(w->out, end[w->mark + 1]);
	if (w->mark && w->colours)
		buf_put(w->out, "\033[0m");
	if (mark && w->colours)
		buf_put(w->out, colour[mark + 1]);
	buf_put(w->out, begin[mark + 1]);
	w->mark = mark;
}

static bool is_end(struct str piece)
{
	return piece.len && piece.data[piece.len - 1] == '\n';
}

static bool is_word(struct str piece)
{
	return piece.len && type_of(utf8_next(&piece)) == PIECE_WORD;
}

static void put_piece(struct str piece, int mark, void *arg)
{
	struct writing *w = arg;

	if (is_end(piece)) {
		set_mark(w, 0);
		buf_byte(w->out, '\n');
		return;
	}
	set_mark(w, mark);
	buf_str(w->out, piece);
	w->counts.gone += mark < 0 && is_word(piece);
	w->counts.new += mark > 0 && is_word(piece);
}

/* A blank between two changes reads better as a part of both. */
static void join_blanks(struct pieces *p)
{
	size_t i;

	for (i = 1; i + 1 < p->count; i++) {
		struct str piece = p->items[i];

		if (p->kept[i] && !p->kept[i - 1] && !p->kept[i + 1] &&
			type_of(utf8_next(&piece)) == PIECE_BLANK)
			p->kept[i] = false;
	}
}

/* The blanks taken out of one side must be out of the other. */
static void join(struct pieces *a, struct pieces *b)
{
	size_t i = 0, k = 0;
	bool *was = mem_copy(a->kept, (a->count + 1) * sizeof(bool));

	join_blanks(a);
	while (i < a->count && k < b->count) {
		if (!was[i]) {
			i++;
		} else if (!b->kept[k]) {
			k++;
		} else {
			b->kept[k++] = a->kept[i];
			i++;
		}
	}
	free(was);
}

void diff_words(struct str old, struct str new,
	void (*each)(struct str piece, int mark, void *arg), void *arg)
{
	struct pieces a = {0}, b = {0};
	size_t i = 0, k = 0;

	cut_words(&a, old);
	cut_words(&b, new);
	if (a.count < WORDS_MAX && b.count < WORDS_MAX) {
		compare(&a, &b, WORDS_APART);
		join(&a, &b);
	} else {
		a.kept = mem_array(a.count + 1, sizeof(bool));
		b.kept = mem_array(b.count + 1, sizeof(bool));
	}
	while (i < a.count || k < b.count) {
		while (i < a.count && !a.kept[i])
			each(a.items[i++], -1, arg);
		while (k < b.count && !b.kept[k])
			each(b.items[k++], 1, arg);
		if (i < a.count && k < b.count) {
			each(b.items[k++], 0, arg);
			i++;
		}
	}
	clear_pieces(&a);
	clear_pieces(&b);
}

static void put_block(struct writing *w, struct str old, struct str new)
{
	diff_words(old, new, put_piece, w);
	set_mark(w, 0);
	if (w->out->len && w->out->data[w->out->len - 1] != '\n')
		buf_byte(w->out, '\n');
}

static struct str join_lines(const struct pieces *p, size_t from, size_t to)
{
	struct str first, last;

	if (from >= to)
		return (struct str){0};
	first = p->items[from];
	last = p->items[to - 1];
	return (struct str){
		first.data, (size_t)(last.data + last.len - first.data)};
}

static void put_lines(
	struct writing *w, const struct pieces *p, size_t from, size_t to)
{
	struct str text = join_lines(p, from, to);

	buf_str(w->out, text);
	if (from < to)
		buf_byte(w->out, '\n');
}

/* Lines that both have from here on. */
static size_t count_same(const struct pieces *b, size_t at)
{
	size_t n = 0;

	while (at + n < b->count && b->kept[at + n])
		n++;
	return n;
}

/* A lone empty line has no words to be marked. */
static void put_change(
	struct writing *w, struct str old, struct str new, bool added)
{
	if (old.len || new.len)
		put_block(w, old, new);
	else
		buf_put(w->out, added ? "{++}\n" : "[--]\n");
}

/* The next place where they differ: lines a[from_i..i) and b[from_k..k). */
struct place {
	const struct pieces *a, *b;
	size_t from_i, i, from_k, k;
};

static bool next_place(struct place *p)
{
	while (p->i < p->a->count || p->k < p->b->count) {
		size_t same = 0;

		if (p->i < p->a->count && p->a->kept[p->i])
			same = count_same(p->b, p->k);
		while (same && p->i < p->a->count && p->a->kept[p->i]) {
			p->i++;
			p->k++;
			same--;
		}
		p->from_i = p->i;
		p->from_k = p->k;
		while (p->i < p->a->count && !p->a->kept[p->i])
			p->i++;
		while (p->k < p->b->count && !p->b->kept[p->k])
			p->k++;
		if (p->i > p->from_i || p->k > p->from_k)
			return true;
	}
	return false;
}

static void put_all(
	struct writing *w, const struct pieces *a, const struct pieces *b)
{
	struct place p = {.a = a, .b = b};
	size_t shown = 0; /* lines of b up to here are written */

	while (next_place(&p)) {
		if (!w->out->len || p.from_k > shown + 2 * AROUND) {
			size_t begin =
				p.from_k > AROUND ? p.from_k - AROUND : 0;

			if (shown)
				put_lines(w, b, shown,
					shown + AROUND < begin ? shown + AROUND
							       : begin);
			buf_printf(
				w->out, "@@ %s %zu @@\n", _("line"), begin + 1);
			put_lines(w, b, begin, p.from_k);
		} else {
			put_lines(w, b, shown, p.from_k);
		}
		put_change(w, join_lines(a, p.from_i, p.i),
			join_lines(b, p.from_k, p.k), p.from_k < p.k);
		shown = p.k;
	}
	if (w->out->len)
		put_lines(w, b, shown,
			shown + AROUND < b->count ? shown + AROUND : b->count);
}

void diff_changes(struct str old, struct str new,
	void (*each)(const struct diff_change *change, void *arg), void *arg)
{
	struct pieces a = {0}, b = {0};
	struct place p = {.a = &a, .b = &b};

	cut_lines(&a, old);
	cut_lines(&b, new);
	compare(&a, &b, LINES_APART);
	while (next_place(&p)) {
		const struct diff_change change = {
			.old_line = p.from_i + 1,
			.new_line = p.from_k + 1,
			.old_count = p.i - p.from_i,
			.new_count = p.k - p.from_k,
			.old = join_lines(&a, p.from_i, p.i),
			.new = join_lines(&b, p.from_k, p.k),
		};

		each(&change, arg);
	}
	clear_pieces(&a);
	clear_pieces(&b);
}

void diff_text(struct buf *out, struct str old, struct str new, bool colours,
	struct diff_counts *counts)
{
	struct buf text = {0};
	struct writing w = {&text, colours, {0}, 0};
	struct pieces a = {0}, b = {0};

	cut_lines(&a, old);
	cut_lines(&b, new);
	compare(&a, &b, LINES_APART);
	put_all(&w, &a, &b);
	buf_str(out, buf_slice(&text));
	if (counts)
		*counts = w.counts;
	buf_clear(&text);
	clear_pieces(&a);
	clear_pieces(&b);
}

void diff_match(struct diff_lines *lines, struct str old, struct str new)
{
	struct pieces a = {0}, b = {0};
	size_t i = 0, k;

	cut_lines(&a, old);
	cut_lines(&b, new);
	compare(&a, &b, LINES_APART);
	lines->from = mem_array(b.count + 1, sizeof(*lines->from));
	lines->count = b.count;
	for (k = 0; k < b.count; k++) {
		while (b.kept[k] && i < a.count && !a.kept[i])
			i++;
		lines->from[k] = b.kept[k] ? (int32_t)i++ : DIFF_NEW;
	}
	clear_pieces(&a);
	clear_pieces(&b);
}

void diff_lines_clear(struct diff_lines *lines)
{
	free(lines->from);
	*lines = (struct diff_lines){0};
}
