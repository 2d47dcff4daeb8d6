#ifndef FYR_TESTS_TTY_SCREEN_H
#define FYR_TESTS_TTY_SCREEN_H

/*
 * What must hold on every screen, and screens kept as text: rows, cursor and
 * styles in tests/screens, written anew by
 * `tests/run.sh UPDATE=1 build/release/tests/tty/test_x`.
 */

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "tests/tty/tty.h"

/* The program on a hub; `env`: one variable more, or NULL. */
static inline struct tty *screen_start(
	const char *hub, int rows, int cols, const char *lang, const char *env)
{
	const char *args[] = {"--hub", hub, NULL};
	const char *more[] = {env, NULL};
	struct tty_options options = {.rows = rows,
		.cols = cols,
		.lang = lang,
		.env = env ? more : NULL,
		.args = args};

	return tty_start(&options);
}

static inline void screen_text(struct tty *tty, struct buf *out)
{
	int row;

	for (row = 0; row < tty_rows(tty); row++)
		buf_printf(out, "|%s\n", tty_row(tty, row));
}

/* A heap copy of a row's text. */
static inline char *screen_row(struct tty *tty, int row)
{
	return strdup(tty_row(tty, row));
}

static inline int screen_cursor_row(struct tty *tty)
{
	int row;
	int col;
	bool visible;

	tty_cursor(tty, &row, &col, &visible);
	if (!visible)
		tty_fail(tty, "the cursor is hidden");
	return row;
}

/* A list: the cursor is on column 0 of the one row that has ">" and is in
 * reverse. Returns the row. */
static inline int screen_focus(struct tty *tty)
{
	int row;
	int col;
	int i;
	bool visible;

	tty_assert_focus(tty);
	tty_cursor(tty, &row, &col, &visible);
	if (col != 0)
		tty_fail(tty, "the cursor is not on column 0");
	for (i = 0; i < tty_rows(tty); i++) {
		if (tty_cell(tty, i, 0).reverse != (i == row))
			tty_fail(tty, "not the cursor's row is in reverse");
	}
	if (!tty_cell(tty, row, 1).reverse || !tty_cell(tty, row, 6).reverse)
		tty_fail(tty, "the row in focus is not in reverse");
	return row;
}

/* A field: the cursor stands behind `text`, the end of what is typed. */
static inline void screen_field(struct tty *tty, const char *text)
{
	const char *line;
	int row;
	int col;
	int i;
	bool visible;
	struct buf before = {0};

	tty_cursor(tty, &row, &col, &visible);
	if (!visible)
		tty_fail(tty, "the cursor is hidden");
	for (i = 0; i < col; i++) {
		struct tty_cell cell = tty_cell(tty, row, i);

		buf_put(&before, *cell.text ? cell.text : " ");
	}
	line = buf_text(&before);
	if (before.len < strlen(text) ||
		strcmp(line + before.len - strlen(text), text) != 0)
		tty_fail(tty, "the cursor is not behind what was typed");
	buf_clear(&before);
}

/* The reader: the cursor is in the text, or on the link in focus. */
static inline void screen_reading(struct tty *tty)
{
	int row;
	int col;
	bool visible;

	tty_cursor(tty, &row, &col, &visible);
	if (!visible)
		tty_fail(tty, "the cursor is hidden");
	if (row < 1 || row > tty_rows(tty) - 3 || col >= tty_cols(tty) - 1)
		tty_fail(tty, "the cursor is outside the text");
}

/* A title that names the program, and help in the row of keys. */
static inline void screen_frame(struct tty *tty)
{
	const char *keys = tty_row(tty, tty_rows(tty) - 1);
	const char *title = tty_row(tty, 0);

	if (strncmp(title, " fyr  ", 6) != 0 && strncmp(title, "fyr ", 4) != 0)
		tty_fail(tty, "the first row is no title");
	if (!strstr(keys, "? ") && !strstr(keys, "F1 "))
		tty_fail(tty, "no help in the row of keys");
	if (!strstr(keys, "q ") && !strstr(keys, "F10 "))
		tty_fail(tty, "no way out in the row of keys");
	if (!tty_alternate(tty))
		tty_fail(tty, "not on the alternate screen");
}

/* After keys and sizes were sent without waiting: until all is done. Only ^C
 * has this answer; then a round for signals that came meanwhile. */
static inline void screen_settle(struct tty *tty)
{
	tty_send_raw(tty, "\003", 1);
	tty_until(tty, "Nothing is running.");
	tty_keys(tty, "<C-l><C-l>");
}

/* Painting all anew must show what is there: nothing was left behind, and
 * nothing moved on its own. */
static inline void screen_repaint(struct tty *tty)
{
	struct buf before = {0};
	struct buf after = {0};

	tty_quiet(tty);
	screen_text(tty, &before);
	tty_signal(tty, SIGCONT);
	tty_idle(tty);
	screen_text(tty, &after);
	if (strcmp(buf_text(&before), buf_text(&after)) != 0) {
		fprintf(stderr, "# it was:\n%s", buf_text(&before));
		tty_fail(tty, "painting anew changes the screen");
	}
	buf_clear(&before);
	buf_clear(&after);
}

/* --- kept screens --- */

static inline char screen_style(struct tty_cell cell)
{
	if (cell.reverse)
		return 'r';
	if (cell.underline)
		return cell.bold ? 'B' : 'u';
	return cell.bold ? 'b' : '.';
}

/* "style 3 r0-79": runs of one style in the rows that have any. */
static inline void screen_styles(struct tty *tty, struct buf *out)
{
	int row;
	int col;

	for (row = 0; row < tty_rows(tty); row++) {
		size_t before = out->len;
		bool any = false;

		buf_printf(out, "style %d", row);
		for (col = 0; col < tty_cols(tty); col++) {
			char style = screen_style(tty_cell(tty, row, col));
			int from = col;

			while (col + 1 < tty_cols(tty) &&
				screen_style(tty_cell(tty, row, col + 1)) ==
					style)
				col++;
			if (style == '.')
				continue;
			buf_printf(out, " %c%d-%d", style, from, col);
			any = true;
		}
		buf_byte(out, '\n');
		if (!any)
			buf_cut(out, before);
	}
}

static inline void screen_dump(struct tty *tty, struct buf *out)
{
	int row;
	int col;
	bool visible;

	screen_text(tty, out);
	tty_cursor(tty, &row, &col, &visible);
	buf_printf(out, "cursor %d %d%s\n", row, col, visible ? "" : " hidden");
	screen_styles(tty, out);
}

/* Compare with tests/screens/NAME-COLSxROWS-LANG.txt, or write it. */
static inline void screen_kept(
	struct tty *tty, const char *name, const char *lang)
{
	const char *update = getenv("UPDATE");
	struct error err = {0};
	struct buf path = {0};
	struct buf kept = {0};
	struct buf now = {0};

	buf_printf(&path, "%s/tests/screens/%s-%dx%d-%s.txt",
		getenv("FYR_ROOT"), name, tty_cols(tty), tty_rows(tty), lang);
	screen_dump(tty, &now);
	if (update && *update) {
		assert_true(file_write(
			buf_text(&path), buf_slice(&now), 0644, &err));
	} else if (!file_read(buf_text(&path), 1 << 20, &kept, &err)) {
		tty_fail(tty, err.text);
	} else if (strcmp(buf_text(&kept), buf_text(&now)) != 0) {
		fprintf(stderr, "# %s has:\n%s# and now it is:\n%s",
			buf_text(&path), buf_text(&kept), buf_text(&now));
		fail_msg("%s differs; UPDATE=1 keeps the new one", name);
	}
	buf_clear(&path);
	buf_clear(&kept);
	buf_clear(&now);
}

#endif
