/* The frame of every screen: title, views, messages and keys. */

#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/view.h"

enum {
	ROWS_LEAST = 5,
	COLS_LEAST = 20,
	MESSAGE_ROWS = 5,
	COLS_MARGIN = 60 /* from here on the frame has a margin of one cell */
};

static struct span frame_row(const struct tui *tui, int row)
{
	int margin = tui->cols >= COLS_MARGIN ? 1 : 0;

	return (struct span){row, margin, tui->cols - 2 * margin};
}

void tui_place(const struct tui *tui, struct buf *out)
{
	view_of(tui_view(tui))->place(tui, out);
}

static void draw_title(const struct tui *tui, struct canvas *canvas)
{
	struct span at = frame_row(tui, 0);
	struct buf text = {0};
	int room = tui->cols >= COLS_MARGIN ? tui->cols / 2 : tui->cols / 3;
	int used;

	view_of(tui_view(tui))->side(tui, &text);
	waits_side(tui, &text);
	if (tui->work.offline) {
		buf_put(&text, text.len ? "  " : "");
		buf_put(&text, _("OFFLINE"));
	}
	/* In a narrow window what waits goes before where in the text we are;
	   which of several is shown goes before that. */
	if (canvas_width(buf_slice(&text)) > room) {
		buf_cut(&text, 0);
		if (tui_view(tui) != VIEW_SHEET)
			waits_side(tui, &text);
	}
	if (canvas_width(buf_slice(&text)) > tui->cols / 2)
		buf_cut(&text, 0);
	used = canvas_right(canvas, at, INK_PLAIN, buf_slice(&text));
	at.cells -= used ? used + 2 : 0;
	buf_cut(&text, 0);
	buf_put(&text, tui->cols >= COLS_MARGIN ? "fyr  " : "fyr ");
	tui_place(tui, &text);
	canvas_fit(canvas, at, INK_BOLD | INK_HEADING, buf_slice(&text));
	buf_clear(&text);
}

/* Number of the view that is on the screen, from 1; 0: none of them. */
static size_t current_tab(const struct tui *tui)
{
	const struct schema *schema = &tui->app->schema;
	size_t i;

	if (tui_view(tui) == VIEW_START)
		return 1;
	if (tui_view(tui) != VIEW_LIST || tui->listing.news)
		return 0;
	for (i = 0; i < schema->kind_count; i++) {
		if (str_eq(schema->kinds[i].id, buf_slice(&tui->listing.kind)))
			return i + 2;
	}
	return 0;
}

static void draw_tabs(const struct tui *tui, struct canvas *canvas)
{
	const struct schema *schema = &tui->app->schema;
	struct span at = frame_row(tui, 1);
	size_t current = current_tab(tui);
	struct buf text = {0};
	size_t i;

	for (i = 0; i < 9 && i <= schema->kind_count; i++) {
		struct str label = i ? app_kind_label(tui->app,
					       schema->kinds[i - 1].id, true)
				     : str_from(_("Start"));

		buf_cut(&text, 0);
		buf_printf(&text, "%zu %.*s", i + 1, STR_ARG(label));
		if (canvas_width(buf_slice(&text)) > at.cells)
			break;
		at = span_from(at,
			canvas_put(canvas, at,
				i + 1 == current ? INK_BOLD | INK_UNDERLINE
						 : INK_PLAIN,
				buf_slice(&text)) +
				2);
	}
	buf_clear(&text);
}

static void tell_arrived(const struct tui *tui, struct buf *out)
{
	buf_printf(out,
		tui->letters ? ngettext("%zu note has changed. u shows it.",
				       "%zu notes have changed. u shows them.",
				       (unsigned long)tui->arrived)
			     : ngettext("%zu note has changed. F5 shows it.",
				       "%zu notes have changed. F5 shows "
				       "them.",
				       (unsigned long)tui->arrived),
		tui->arrived);
}

/* A small list in focus is told before what may wait. */
static bool is_choosing(const struct tui *tui)
{
	return tui_view(tui) == VIEW_FACETS ||
		(tui_view(tui) == VIEW_SEARCH && tui->search.complete.open);
}

void tui_message(const struct tui *tui, struct buf *out)
{
	if (tui->message.len)
		buf_str(out, buf_slice(&tui->message));
	else if (tui->ask.type)
		buf_str(out, buf_slice(&tui->ask.text));
	else if (tui->work.text.len)
		buf_str(out, buf_slice(&tui->work.text));
	else if (tui->arrived && !is_choosing(tui))
		tell_arrived(tui, out);
	else
		view_of(tui_view(tui))->hint(tui, out);
}

/* The start of a text that fits in a row, cut at a blank if there is one. */
static struct str row_of(struct str text, int cells)
{
	struct str fits = utf8_fit(text, (size_t)cells);
	size_t end = fits.len;

	if (fits.len == text.len)
		return fits;
	while (end > 0 && text.data[end] != ' ')
		end--;
	return str_sub(text, 0, end ? end : fits.len);
}

int tui_message_rows(const struct tui *tui)
{
	int cells = frame_row(tui, 0).cells;
	struct buf raw = {0};
	struct buf text = {0};
	struct str rest;
	int count = 0;

	tui_message(tui, &raw);
	gate_text(&text, buf_slice(&raw), GATE_LINE);
	for (rest = buf_slice(&text); rest.len && count < MESSAGE_ROWS; count++)
		rest = str_trim(
			str_sub(rest, row_of(rest, cells).len, rest.len));
	buf_clear(&raw);
	buf_clear(&text);
	return count;
}

/*
 * A message that is longer than its row takes rows above it until the next
 * key, but never the one the cursor is on.
 */
static void draw_long(
	const struct tui *tui, struct canvas *canvas, struct str text)
{
	struct span at = frame_row(tui, tui->rows - 2);
	struct str rows[MESSAGE_ROWS];
	int most = tui->rows - 2 - canvas->cursor_row;
	int count = 0;
	int i;

	most = most > MESSAGE_ROWS ? MESSAGE_ROWS : most < 1 ? 1 : most;
	while (text.len && count < most) {
		rows[count] = count + 1 < most ? row_of(text, at.cells) : text;
		text = str_trim(str_sub(text, rows[count].len, text.len));
		count++;
	}
	for (i = 0; i < count; i++) {
		at.row = tui->rows - 1 - count + i;
		canvas_fill(canvas, (struct span){at.row, 0, tui->cols},
			INK_PLAIN, ' ');
		canvas_fit(canvas, at, INK_PLAIN, rows[i]);
	}
}

static void draw_message(const struct tui *tui, struct canvas *canvas)
{
	struct span at = frame_row(tui, tui->rows - 2);
	struct buf raw = {0};
	struct buf text = {0};

	tui_message(tui, &raw);
	if (tui->spoken && raw.len)
		buf_printf(&text, "%s ", _("Message:"));
	gate_text(&text, buf_slice(&raw), GATE_LINE);
	if (tui->message.len || tui->ask.type)
		draw_long(tui, canvas, buf_slice(&text));
	else
		canvas_fit(canvas, at, INK_PLAIN, buf_slice(&text));
	buf_clear(&raw);
	buf_clear(&text);
}

/* A field takes all letters that are typed. */
static bool has_letters(enum bar bar)
{
	return bar != BAR_FIELD && bar != BAR_HITS && bar != BAR_COMPLETE &&
		bar != BAR_ASK && bar != BAR_FIND && bar != BAR_PICK;
}

static enum bar bar_of(const struct tui *tui)
{
	return tui->ask.type ? BAR_ASK : view_of(tui_view(tui))->bar(tui);
}

bool tui_has_letters(const struct tui *tui)
{
	return tui->letters && has_letters(bar_of(tui));
}

/* Append "Enter Open"; false when the command has no key that works here. */
static bool key_text(const struct tui *tui, enum bar bar,
	const struct bar_item *item, struct buf *out)
{
	const struct command_row *row = keys_of(item->command);
	const struct key *key =
		keys_shown(row, tui->letters && has_letters(bar));
	const char *brief = item->brief ? item->brief : row->brief;

	if (!key || !brief ||
		(keys_write(item->command) && !waits_may_write(tui)))
		return false;
	key_label(out, *key);
	buf_byte(out, ' ');
	buf_put(out, *brief ? _(brief) : "");
	return true;
}

/* How help and the way out are shown, which are never left out. */
struct tail {
	int gap; /* cells between keys */
	bool brief; /* the way out without its word */
};

static void tail_text(const struct tui *tui, enum bar bar,
	const struct tail *tail, struct buf *out)
{
	static const struct bar_item help = {COMMAND_HELP, NULL};
	struct bar_item quit = {COMMAND_QUIT, tail->brief ? "" : NULL};

	buf_cut(out, 0);
	if (tail->brief && key_text(tui, bar, &quit, out))
		buf_cut(out, out->len - 1);
	buf_printf(out, "%*s", out->len ? tail->gap : 0, "");
	key_text(tui, bar, &help, out);
	buf_printf(out, "%*s", tail->gap, "");
	if (!tail->brief)
		key_text(tui, bar, &quit, out);
}

/* Cells of the two most useful keys. */
static int first_cells(const struct tui *tui, enum bar bar, int gap)
{
	const struct bar_item *item = keys_bar(bar);
	struct buf text = {0};
	int cells;
	int count;

	for (count = 0; count < 2 && item->command != COMMAND_NONE; item++) {
		if (key_text(tui, bar, item, &text)) {
			buf_printf(&text, "%*s", gap, "");
			count++;
		}
	}
	cells = canvas_width(buf_slice(&text));
	buf_clear(&text);
	return cells;
}

/* In a narrow window the two most useful keys go before words. */
static struct tail choose_tail(
	const struct tui *tui, enum bar bar, int cells, struct buf *text)
{
	static const struct tail tails[] = {{2, false}, {1, false}, {1, true}};
	size_t i;

	for (i = 0;; i++) {
		tail_text(tui, bar, &tails[i], text);
		if (i + 1 == sizeof(tails) / sizeof(tails[0]) ||
			first_cells(tui, bar, tails[i].gap) +
					canvas_width(buf_slice(text)) <=
				cells)
			return tails[i];
	}
}

static void draw_keys(const struct tui *tui, struct canvas *canvas)
{
	enum bar bar = bar_of(tui);
	const struct bar_item *item = keys_bar(bar);
	struct span at = frame_row(tui, tui->rows - 1);
	struct buf text = {0};
	struct buf ends = {0};
	struct tail tail = choose_tail(tui, bar, at.cells, &ends);
	int end = canvas_width(buf_slice(&ends));

	for (; item->command != COMMAND_NONE; item++) {
		buf_cut(&text, 0);
		if (!key_text(tui, bar, item, &text) ||
			canvas_width(buf_slice(&text)) + tail.gap + end >
				at.cells)
			continue;
		at = span_from(at,
			canvas_put(canvas, at, INK_PLAIN, buf_slice(&text)) +
				tail.gap);
	}
	canvas_put(canvas, at, INK_PLAIN, buf_slice(&ends));
	buf_clear(&text);
	buf_clear(&ends);
}

bool tui_is_small(const struct tui *tui)
{
	return tui->rows < ROWS_LEAST || tui->cols < COLS_LEAST;
}

static void draw_small(const struct tui *tui, struct canvas *canvas)
{
	struct buf text = {0};

	buf_printf(&text, _("Window too small (%dx%d)"), tui->cols, tui->rows);
	canvas_put(canvas, (struct span){0, 0, tui->cols}, INK_PLAIN,
		buf_slice(&text));
	buf_clear(&text);
}

void tui_draw(const struct tui *tui, struct canvas *canvas)
{
	enum view view = tui_view(tui);

	canvas_wipe(canvas);
	if (tui_is_small(tui)) {
		draw_small(tui, canvas);
		return;
	}
	draw_title(tui, canvas);
	if (layout_of(tui, view).tabs)
		draw_tabs(tui, canvas);
	draw_keys(tui, canvas);
	view_of(view)->draw(tui, canvas);
	ask_draw(tui, canvas);
	draw_message(tui, canvas);
}
