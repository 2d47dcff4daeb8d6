#include "content/render_private.h"

#include <limits.h>
#include <string.h>

#include "base/utf8.h"

static bool is_glue(struct str text, size_t at)
{
	return at < text.len && text.data[at] == RENDER_GLUE[0];
}

/* Letters one cell wide that no mark before or after them is part of. */
static bool is_latin(unsigned char lead)
{
	return lead >= 0xC3 && lead <= 0xC8;
}

/*
 * Go past one cluster; returns its cells. ASCII and Latin letters, which are
 * nearly all there is, are told by their first byte.
 */
static inline int step(struct str text, size_t *at)
{
	unsigned char lead = (unsigned char)text.data[*at];
	size_t next = *at + (lead < 0x80 ? 1 : 2);
	struct str rest;
	int cells;

	if ((lead < 0x80 || is_latin(lead)) && next <= text.len) {
		unsigned char after =
			next < text.len ? (unsigned char)text.data[next] : ' ';

		if (after < 0x80 || is_latin(after) || is_glue(text, *at)) {
			*at = next;
			return 1;
		}
	}
	rest = str_sub(text, *at, text.len);
	utf8_cluster(&rest, &cells);
	*at = text.len - rest.len;
	return cells;
}

/* Punctuation that begins no line, as Chinese and Japanese are set. */
static bool is_closing(uint32_t code)
{
	static const uint32_t closing[] = {0x3001, 0x3002, 0x3005, 0x3009,
		0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x30FB, 0x30FC,
		0xFF01, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D,
		0xFF5D};

	for (size_t i = 0; i < sizeof(closing) / sizeof(*closing); i++) {
		if (closing[i] == code) {
			return true;
		}
	}
	return false;
}

static bool is_opening(uint32_t code)
{
	return code == 0x3008 || code == 0x300A || code == 0x300C ||
		code == 0x300E || code == 0x3010 || code == 0x3014 ||
		code == 0x3016 || code == 0xFF08 || code == 0xFF3B ||
		code == 0xFF5B;
}

/* Korean is wide, but has blanks between its words. */
static bool is_hangul(uint32_t code)
{
	return (code >= 0x1100 && code <= 0x11FF) ||
		(code >= 0xAC00 && code <= 0xD7FF);
}

/* Between two wide characters, `from` and `at`, a line may be broken. */
static bool may_break(struct str text, size_t from, size_t at)
{
	struct str rest = str_sub(text, from, at);
	uint32_t before = utf8_next(&rest);
	uint32_t after;

	rest = str_sub(text, at, text.len);
	after = utf8_next(&rest);
	return !is_opening(before) && !is_closing(after) &&
		!(is_hangul(before) && is_hangul(after));
}

struct word {
	size_t end;
	int cells;
};

/*
 * The word at `at`, up to a blank, a break or the next wide character after a
 * wide one. A word wider than `most` is given up just behind that width.
 */
static struct word word_at(struct str text, size_t at, int most)
{
	struct word word = {at, 0};
	bool wide = false;
	size_t from = at;

	while (word.end < text.len && word.cells <= most) {
		char byte = text.data[word.end];
		size_t next = word.end;
		int cells;

		if (byte == ' ' || byte == '\n') {
			break;
		}
		cells = step(text, &next);
		if (cells > 1 && wide && may_break(text, from, word.end)) {
			break;
		}
		wide = cells > 1;
		from = word.end;
		word.cells += cells;
		word.end = next;
	}
	return word;
}

/*
 * As much of a word too wide for a line as fits: one cluster at least, and
 * without the number of a link if the rest fits.
 */
static struct word word_part(struct str text, size_t at, int most)
{
	struct word word = {at, 0};

	while (word.end < text.len) {
		size_t next = word.end;
		int cells = step(text, &next);

		if (word.end > at &&
			(word.cells + cells > most ||
				is_glue(text, word.end))) {
			break;
		}
		word.cells += cells;
		word.end = next;
	}
	return word;
}

static int skip_blanks(struct str text, size_t *at)
{
	size_t from = *at;

	while (*at < text.len && text.data[*at] == ' ') {
		++*at;
	}
	return *at - from < INT_MAX / 2 ? (int)(*at - from) : INT_MAX / 2;
}

struct wrap wrap_start(const struct flow *flow, struct range range, int width)
{
	return (struct wrap){flow, range, 0, width > 2 ? width : 2};
}

static struct str wrapped(const struct wrap *wrap)
{
	return str_sub(buf_slice(&wrap->flow->text), 0, wrap->left.to);
}

/* The span and the line of the source in which the cut begins. */
static void place(struct wrap *wrap, struct cut *cut)
{
	const struct flow *flow = wrap->flow;

	while (wrap->left.span < flow->span_count &&
		flow->spans[wrap->left.span].end <= cut->range.from) {
		wrap->left.span++;
	}
	while (wrap->brk < flow->break_count &&
		flow->breaks[wrap->brk] <= cut->range.from) {
		wrap->brk++;
	}
	cut->range.span = wrap->left.span;
	cut->breaks = (int)wrap->brk;
}

/*
 * Fill the line from `at`; returns where the next one begins. Blanks before
 * the first word are kept: they are there only where somebody meant them.
 */
static size_t fill(
	struct wrap *wrap, struct str text, struct cut *cut, bool *hard)
{
	size_t at = cut->range.from;

	if (is_glue(text, at)) {
		cut->range.from = cut->range.to = ++at;
	}
	for (;;) {
		int gap = skip_blanks(text, &at);
		struct word word;

		*hard = at < text.len && text.data[at] == '\n';
		if (at >= text.len || *hard) {
			return at + *hard;
		}
		word = word_at(text, at, wrap->width);
		if (gap + word.cells > wrap->width - cut->cells) {
			if (cut->range.to > cut->range.from) {
				return at;
			}
			cut->range.from = at;
			gap = 0;
		}
		if (word.cells > wrap->width) {
			word = word_part(text, at, wrap->width);
		}
		cut->cells += gap + word.cells;
		cut->range.to = at = word.end;
	}
}

bool wrap_next(struct wrap *wrap, struct cut *cut)
{
	struct str text = wrapped(wrap);
	bool hard;

	if (wrap->left.from >= wrap->left.to) {
		return false;
	}
	*cut = (struct cut){0};
	cut->range.from = cut->range.to = wrap->left.from;
	wrap->left.from = fill(wrap, text, cut, &hard);
	if (cut->range.to > cut->range.from &&
		is_glue(text, cut->range.to - 1)) {
		cut->range.to--;
		cut->cells--;
	}
	place(wrap, cut);
	return hard || cut->range.to > cut->range.from;
}

struct measure wrap_measure(const struct flow *flow, struct range range)
{
	struct str text = str_sub(buf_slice(&flow->text), 0, range.to);
	struct measure size = {0};
	size_t at = range.from;
	int line = 0;

	while (at < text.len) {
		struct word word;

		line += skip_blanks(text, &at);
		if (at >= text.len) {
			break;
		}
		if (text.data[at] == '\n') {
			line = 0;
			at++;
			continue;
		}
		word = word_at(text, at, INT_MAX / 4);
		at = word.end;
		line += word.cells;
		size.word = word.cells > size.word ? word.cells : size.word;
		size.whole = line > size.whole ? line : size.whole;
	}
	return size;
}
