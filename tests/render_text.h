#ifndef FYR_TESTS_RENDER_TEXT_H
#define FYR_TESTS_RENDER_TEXT_H

/* Markdown as the text of its lines: what the tests of the renderer share. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/utf8.h"
#include "content/doc.h"
#include "content/render.h"

struct shown {
	struct doc doc;
	struct render render;
};

static const struct render_options plain40 = {
	.width = 40, .numbers = true, .plain = true};

static inline void show(struct shown *shown, const char *markdown,
	const struct render_options *options)
{
	*shown = (struct shown){0};
	doc_parse(&shown->doc, str_from(markdown));
	render_doc(&shown->render, &shown->doc, options);
}

static inline void clear(struct shown *shown)
{
	render_clear(&shown->render);
	doc_clear(&shown->doc);
}

static inline void line_text(struct buf *out, const struct line *line)
{
	for (int i = 0; i < line->run_count; i++) {
		buf_str(out, line->runs[i].text);
	}
}

static inline void all_text(struct buf *out, const struct render *render)
{
	for (size_t i = 0; i < render->line_count; i++) {
		line_text(out, &render->lines[i]);
		buf_byte(out, '\n');
	}
}

/* What must hold for every line of every document. */
static inline void check_lines(const struct render *render)
{
	struct buf text = {0};

	for (size_t i = 0; i < render->line_count; i++) {
		const struct line *line = &render->lines[i];

		buf_cut(&text, 0);
		line_text(&text, line);
		assert_int_equal(line->cells, utf8_cells(buf_slice(&text)));
		assert_true(utf8_valid(buf_slice(&text)));
		if (!line->code) {
			assert_in_range(line->cells, 0, render->width);
		}
		if (str_ends(buf_slice(&text), " ") && !line->code) {
			fail_msg("blank at the end of \"%s\"", buf_text(&text));
		}
		for (size_t b = 0; b < text.len; b++) {
			unsigned char byte = (unsigned char)text.data[b];

			assert_true(byte >= ' ' && byte != 0x7F);
		}
		for (int r = 1; r < line->run_count; r++) {
			const struct run *run = &line->runs[r];

			assert_true(run->text.len > 0);
			assert_false(run->style == run[-1].style &&
				run->link == run[-1].link);
		}
	}
	buf_clear(&text);
}

static inline void expect_as(const char *markdown,
	const struct render_options *options, const char *expected)
{
	struct shown shown;
	struct buf out = {0};

	show(&shown, markdown, options);
	all_text(&out, &shown.render);
	assert_string_equal(buf_text(&out), expected);
	check_lines(&shown.render);
	buf_clear(&out);
	clear(&shown);
}

static inline void expect(const char *markdown, const char *expected)
{
	expect_as(markdown, &plain40, expected);
}

/* Every word of `words` (blank-separated) is in the text. */
static inline void assert_words(const char *text, const char *words, int width)
{
	struct str rest = str_from(words);
	struct str word;

	while (str_cut(&rest, ' ', &word)) {
		char *copy = str_copy(word);

		if (!strstr(text, copy)) {
			fail_msg("width %d: \"%s\" is lost in\n%s", width, copy,
				text);
		}
		free(copy);
	}
}

#endif
