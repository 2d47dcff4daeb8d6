/*
 * A hundred thousand notes of the texts there are: cut at headings into pieces
 * of at least PIECE bytes, each with front matter of its own; when the texts
 * are at an end, again from the start with other front matter.
 */

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "bench/bench.h"

enum {
	PIECE = 800,
	PER_FOLDER = 100,
	TAGS = 40
};

struct split {
	const struct bench *from;
	const char *dir;
	size_t made, round;
};

static struct str without_front_matter(struct str text)
{
	size_t end;

	if (!str_starts(text, "---\n"))
		return text;
	end = str_find_text(text, "\n---");
	if (end >= text.len)
		return (struct str){0};
	return str_sub(text, end + 4, text.len);
}

static bool write_piece(
	struct split *s, const struct text *text, struct str piece)
{
	static const char *const states[] = {
		"published", "published", "published", "draft", "archived"};
	size_t n = s->made++;
	struct buf out = {0};
	struct buf path = {0};
	struct str line = str_trim(piece);
	bool ok;

	line = str_sub(line, 0, str_find(line, '\n'));
	while (line.len && (line.data[0] == '#' || line.data[0] == ' '))
		line = str_sub(line, 1, line.len);
	if (line.len > 80)
		line.len = 0; /* no heading */
	buf_printf(&out, "---\nid: n%zu\ntitle: >-\n  %s, %.*s", n, text->title,
		STR_ARG(line));
	if (s->round)
		buf_printf(&out, " (%zu)", s->round + 1);
	buf_printf(&out,
		"\ndate: %zu-%02zu-%02zu\nstatus: %s\ntags: [t%zu, u%zu]\n"
		"---\n",
		1990 + n % 37, n % 12 + 1, n % 28 + 1, states[n % 5], n % TAGS,
		n / 7 % TAGS);
	buf_str(&out, piece);
	buf_byte(&out, '\n');
	buf_printf(&path, "%s/d%zu", s->dir, n / PER_FOLDER);
	ok = file_mkdirs(buf_text(&path), 0755, NULL);
	buf_printf(&path, "/n%zu.md", n);
	ok = ok && file_write(buf_text(&path), buf_slice(&out), 0644, NULL);
	buf_clear(&path);
	buf_clear(&out);
	return ok;
}

/* The piece ends before the first heading after PIECE bytes; what would be
 * left over too short belongs to it. */
static size_t piece_end(struct str rest)
{
	size_t at = PIECE;

	while (at < rest.len) {
		at += str_find_text(str_sub(rest, at, rest.len), "\n#") + 1;
		if (at + PIECE < rest.len)
			return at;
	}
	return rest.len;
}

static bool split_text(struct split *s, const struct text *text)
{
	struct str rest = without_front_matter(text->bytes);

	while (rest.len >= PIECE && s->made < LARGE_NOTES) {
		size_t end = piece_end(rest);

		if (!write_piece(s, text, str_sub(rest, 0, end)))
			return false;
		rest = str_sub(rest, end, rest.len);
	}
	return true;
}

bool split_write(const struct bench *from, const char *dir)
{
	struct split s = {from, dir, 0, 0};

	while (s.made < LARGE_NOTES) {
		size_t before = s.made;
		size_t i;

		for (i = 0; i < from->count && s.made < LARGE_NOTES; i++) {
			if (!split_text(&s, &from->texts[i]))
				return false;
		}
		if (s.made == before)
			return false; /* no text at all */
		s.round++;
	}
	return true;
}
