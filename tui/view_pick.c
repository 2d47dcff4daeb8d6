/* A list to pick from, filtered by typing: help, palette, contents, links,
 * details. */

#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/view.h"

enum {
	KEY_CELLS = 22, /* the column of keys and labels */
	SIDE_CELLS = 20,
	SIDED = 44, /* cells from which a row has its side column */
	WIDE = 60
};

static const struct pick_item *item_at(const struct pick *pick, size_t n)
{
	return n < pick->shown_count ? &pick->items[pick->shown[n]] : NULL;
}

static void fit(struct tui *tui)
{
	list_fit(&tui->pick.list, (size_t)layout_of(tui, VIEW_PICK).main.rows);
}

/* A heading of the list is no place for the focus. */
static void skip_groups(struct pick *pick, bool down)
{
	size_t n = pick->list.focus;
	const struct pick_item *item;

	while ((item = item_at(pick, n)) && item->group)
		n += down ? 1 : (size_t)-1;
	if (!item) {
		n = pick->list.focus;
		while ((item = item_at(pick, n)) && item->group)
			n += down ? (size_t)-1 : 1;
	}
	if (item)
		list_focus(&pick->list, n);
}

/* In the contents begin at the heading that is being read. */
static void find_place(struct tui *tui)
{
	const struct reader *reader = &tui->reader;
	size_t i;

	for (i = 0; i < tui->pick.shown_count; i++) {
		const struct pick_item *item = item_at(&tui->pick, i);

		if (page_heading(&reader->page, (int)item->number) >
			reader->pager.top)
			break;
		list_focus(&tui->pick.list, i);
	}
}

void pick_open(struct tui *tui, enum pick_type type)
{
	enum view from = tui_view(tui);

	if (from == VIEW_PICK) {
		from = tui->pick.from;
		tui_pop(tui);
		if (tui->pick.type == type)
			return;
	}
	pick_clear(&tui->pick);
	tui->pick.type = type;
	tui->pick.from = from;
	pick_fill(tui);
	if (!tui->pick.count) {
		tui_say(tui, "%s",
			type == PICK_WAITING ? _("Nothing waits: all is "
						 "sent and decided.")
				: type == PICK_TOUCHES
				? _("Nothing follows from this note.")
				: type == PICK_RELATED
				? _("Nothing is related to this note.")
				: _("There are no headings in this note."));
		return;
	}
	pick_filter(&tui->pick);
	tui_push(tui, VIEW_PICK);
	if (type == PICK_CONTENTS)
		find_place(tui);
	skip_groups(&tui->pick, true);
}

static void choose_link(struct tui *tui, const struct pick_item *item)
{
	struct reader_goal goal = {0};

	if (item->path.len) {
		goal.ref = item->path;
		reader_open(tui, &goal);
	} else if (item->url.len) {
		tui_say(tui, "%.*s", STR_ARG(item->url));
	} else {
		tui_say(tui, "%.*s", STR_ARG(item->label));
	}
}

static void choose(struct tui *tui)
{
	const struct pick_item *item =
		item_at(&tui->pick, tui->pick.list.focus);
	struct error err = {0};

	if (!item || item->group)
		return;
	if (item->not_now.len) {
		tui_say(tui, _("\"%.*s\" does not work on this screen."),
			STR_ARG(item->label));
		if (keys_write(item->command) && !waits_may_write(tui) &&
			!app_may_write(tui->app, &err))
			tui_fail(tui, &err);
	} else if (item->picked) {
		pick_choose_waiting(tui, item);
	} else if (item->command) {
		enum command command = item->command;

		tui_pop(tui);
		tui_command(tui, command);
	} else if (tui->pick.type == PICK_CONTENTS) {
		size_t line =
			page_heading(&tui->reader.page, (int)item->number);

		tui_pop(tui);
		pager_go(&tui->reader.pager, line);
	} else {
		choose_link(tui, item);
	}
}

static bool run(struct tui *tui, enum command command)
{
	struct pick *pick = &tui->pick;

	if (command == COMMAND_OPEN) {
		choose(tui);
	} else if (command == COMMAND_FORGET) {
		pick_forget(tui, item_at(pick, pick->list.focus));
	} else if (row_move(&pick->list, command)) {
		pick->in_field = false;
		skip_groups(pick,
			command != COMMAND_UP && command != COMMAND_PAGE_UP &&
				command != COMMAND_LAST);
		if (pick->list.focus == 1)
			pick->list.top = 0;
	} else {
		return false;
	}
	return true;
}

static bool type(struct tui *tui, struct key key)
{
	struct pick *pick = &tui->pick;
	enum prompt_did did;

	if (key.press == PRESS_HOME || key.press == PRESS_END ||
		(key.press == PRESS_DELETE && !pick->prompt.text.len))
		return false;
	did = prompt_key(&pick->prompt, key);
	if (did == PROMPT_UNUSED)
		return false;
	pick->in_field = true;
	if (did == PROMPT_CHANGED) {
		pick_filter(pick);
		list_focus(&pick->list, 0);
		skip_groups(pick, true);
	}
	return true;
}

/* --- painting --- */

static int key_cells(const struct tui *tui, int cells)
{
	if (tui->pick.type != PICK_HELP && tui->pick.type != PICK_PALETTE &&
		tui->pick.type != PICK_DETAILS &&
		tui->pick.type != PICK_WAITING &&
		tui->pick.type != PICK_TOUCHES &&
		tui->pick.type != PICK_VERSIONS)
		return 0;
	return cells >= WIDE ? KEY_CELLS : cells / 3;
}

static bool has_side(const struct pick_item *item, int cells)
{
	return (item->not_now.len || item->detail.len) && cells >= SIDED;
}

/* Cells for the label in a row of `cells`. */
static int label_cells(
	const struct tui *tui, const struct pick_item *item, int cells)
{
	cells -= ROW_MARK;
	cells -= key_cells(tui, cells);
	if (has_side(item, cells))
		cells -= SIDE_CELLS + 1;
	return cells - item->indent;
}

static void draw_item(const struct tui *tui, struct canvas *canvas,
	struct span at, const struct pick_item *item)
{
	const struct cell *ground = canvas_cell(canvas, at.row, at.col);
	unsigned ink = ground ? ground->ink & (unsigned)INK_REVERSE : 0;
	struct str side = item->not_now.len ? item->not_now : item->detail;
	struct span key = at;

	key.cells = key_cells(tui, at.cells);
	if (key.cells) {
		canvas_fit(canvas,
			(struct span){key.row, key.col, key.cells - 1}, ink,
			item->key);
		at = span_from(at, key.cells);
	}
	if (has_side(item, at.cells)) {
		struct span end = span_from(at, at.cells - SIDE_CELLS);

		canvas_right(canvas, end, ink | INK_MUTED, side);
		at.cells -= SIDE_CELLS + 1;
	}
	at = span_from(at, item->indent);
	canvas_fit(canvas, at, ink, item->label);
}

static void draw_list(
	const struct tui *tui, struct canvas *canvas, struct area area)
{
	const struct pick *pick = &tui->pick;
	int row;

	for (row = 0; row < area.rows; row++) {
		size_t n = pick->list.top + (size_t)row;
		const struct pick_item *item = item_at(pick, n);
		struct span at = area_row(area, row);

		if (!item)
			break;
		if (item->group) {
			canvas_fit(canvas, span_from(at, 1),
				INK_BOLD | INK_HEADING, item->label);
			continue;
		}
		at = row_begin(tui, canvas, at, n == pick->list.focus);
		if (n == pick->list.focus)
			at = row_place(tui, canvas, at, &pick->list);
		draw_item(tui, canvas, at, item);
	}
}

static void draw(const struct tui *tui, struct canvas *canvas)
{
	const struct pick *pick = &tui->pick;
	struct layout layout = layout_of(tui, VIEW_PICK);
	struct span at = layout.field;
	int used;

	if (tui->cols >= WIDE)
		at = span_from(at, 1);
	draw_list(tui, canvas, layout.main);
	if (!pick->shown_count)
		canvas_fit(canvas, span_from(area_row(layout.main, 0), 1),
			INK_PLAIN,
			str_from(_("Nothing here has these letters. Backspace "
				   "takes the last one away.")));
	used = canvas_text(canvas, at, INK_BOLD, _("Filter:"));
	prompt_draw(&pick->prompt, canvas, span_from(at, used + 1),
		pick->in_field || !pick->shown_count);
}

/* --- words --- */

static enum bar bar(const struct tui *tui)
{
	const struct pick_item *item =
		item_at(&tui->pick, tui->pick.list.focus);

	return item && item->picked == PICKED_DRAFT ? BAR_DRAFT : BAR_PICK;
}

static void place(const struct tui *tui, struct buf *out)
{
	switch (tui->pick.type) {
	case PICK_HELP:
		buf_put(out, _("Help: keys of this screen"));
		break;
	case PICK_PALETTE:
		buf_put(out, _("Commands"));
		break;
	case PICK_CONTENTS:
		buf_put(out, _("Contents"));
		break;
	case PICK_RELATED:
		buf_put(out, _("Related"));
		break;
	case PICK_DETAILS:
		buf_put(out, _("Details"));
		break;
	case PICK_WAITING:
		buf_put(out, _("What waits"));
		return;
	case PICK_VERSIONS:
		buf_put(out, _("Versions"));
		break;
	case PICK_LANGUAGES:
		buf_put(out, _("Translate to which language?"));
		return;
	case PICK_TOUCHES:
		buf_put(out, _("A change touches"));
		break;
	case PICK_KINDS:
		buf_put(out, _("Add a note of which kind?"));
		return;
	}
	if (tui->pick.type >= PICK_CONTENTS && tui->cols >= WIDE) {
		buf_put(out, ": ");
		buf_str(out, tui->reader.note.hit->title);
	}
}

static void side(const struct tui *tui, struct buf *out)
{
	(void)tui;
	(void)out;
}

/* The label where the row cuts it, and what the row has no room for. */
static void hint_item(const struct tui *tui, const struct pick_item *item,
	int cells, struct buf *out)
{
	row_rest(out, item->label, label_cells(tui, item, cells));
	if (item->more.len)
		buf_printf(out, "%s%.*s", out->len ? ": " : "",
			STR_ARG(item->more));
}

static void hint(const struct tui *tui, struct buf *out)
{
	const struct pick_item *item =
		item_at(&tui->pick, tui->pick.list.focus);
	struct layout layout = layout_of(tui, VIEW_PICK);

	if (!item)
		return;
	if (item->command)
		buf_put(out,
			_("Type to filter. Enter runs the command, Esc "
			  "closes."));
	else
		hint_item(tui, item, layout.main.cols, out);
}

static void reload(struct tui *tui)
{
	(void)tui;
}

const struct view_ops view_pick = {
	.draw = draw,
	.run = run,
	.type = type,
	.bar = bar,
	.place = place,
	.side = side,
	.hint = hint,
	.fit = fit,
	.reload = reload,
};
