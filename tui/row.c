/* Rows of lists. */

#include "base/i18n.h"
#include "tui/view.h"

enum {
	STATE_CELLS = 5,
	SIDE_CELLS = 18,
	DATE_CELLS = 12,
	WIDE = 64, /* cells from which a row has its side column */
	NARROW = 44, /* and below which it has no date */
	/* of a dated row */
	DATED_SIDE = 20,
	DATED_WIDE = 72, /* cells from which it has its side column */
	DATED_MIDDLE = 50 /* and from which it has its date */
};

struct span row_begin(const struct tui *tui, struct canvas *canvas,
	struct span at, bool focus)
{
	(void)tui;
	canvas_fill(canvas, at, focus ? INK_REVERSE : INK_PLAIN, ' ');
	if (focus) {
		canvas_text(canvas, at, INK_REVERSE, ">");
		canvas_cursor(canvas, at.row, at.col);
	}
	return span_from(at, ROW_MARK);
}

struct span row_place(const struct tui *tui, struct canvas *canvas,
	struct span at, const struct list *list)
{
	struct buf text = {0};
	struct span rest = at;

	if (!tui->spoken)
		return at;
	buf_printf(&text, _("%zu of %zu"), list->focus + 1, list->count);
	rest.cells -=
		canvas_right(canvas, at, INK_REVERSE, buf_slice(&text)) + 1;
	buf_clear(&text);
	return rest;
}

void row_rest(struct buf *out, struct str text, int cells)
{
	if (canvas_width(text) > cells)
		buf_str(out, text);
}

const char *row_news(const struct tui *tui, const struct store_hit *hit)
{
	int64_t since = tui->app->last_visit;

	if (!since || hit->modified <= since)
		return "";
	return hit->created > since ? _("NEW") : _("UPD");
}

static unsigned state_ink(const char *state)
{
	return *state ? INK_BOLD | INK_OK : INK_PLAIN;
}

/* Stage, due date or status: what a reader should know before opening. */
static unsigned side_text(
	const struct tui *tui, const struct store_hit *hit, struct buf *out)
{
	const struct kind *kind = schema_kind(&tui->app->schema, hit->kind);
	const struct schema_field *stage =
		kind ? kind_role(kind, ROLE_STAGE) : NULL;
	int32_t today = date_days(tui->app->today);
	struct buf date = {0};

	if (hit->due.year && date_days(hit->due) < today) {
		buf_put(out, _("! OVERDUE"));
		return INK_ERROR;
	}
	if (hit->affected.len) {
		buf_put(out, _("! MAY BE AFFECTED"));
		return INK_WARNING;
	}
	if (hit->due.year && date_days(hit->due) <= today + 30) {
		date_human(&date, hit->due, tui->app->today);
		buf_printf(out, _("! DUE %s"), buf_text(&date));
		buf_clear(&date);
		return INK_WARNING;
	}
	if (hit->status.len && !str_is(hit->status, "published"))
		buf_str(out, app_status_label(tui->app, hit->status));
	else if (hit->stage.len)
		buf_str(out,
			stage ? field_value_label(
					stage, hit->stage, i18n_lang())
			      : hit->stage);
	return INK_PLAIN;
}

static void row_date(
	const struct tui *tui, const struct store_hit *hit, struct buf *out)
{
	if (hit->start.year)
		date_human(out, hit->start, tui->app->today);
	else if (hit->modified)
		date_human(out, date_local(hit->modified), tui->app->today);
}

int row_title_cells(const struct tui *tui, int cells)
{
	cells -= ROW_MARK;
	if (cells >= NARROW)
		cells -= DATE_CELLS + 1;
	if (cells + DATE_CELLS >= WIDE)
		cells -= SIDE_CELLS + 1;
	return cells - (tui->app->last_visit ? STATE_CELLS : 0);
}

void row_hit(const struct tui *tui, struct canvas *canvas, struct span at,
	const struct store_hit *hit)
{
	const struct cell *ground = canvas_cell(canvas, at.row, at.col);
	unsigned ink = ground ? ground->ink & (unsigned)INK_REVERSE : 0;
	const char *state = row_news(tui, hit);
	struct buf text = {0};
	int used;

	if (at.cells >= NARROW) {
		struct span date = span_from(at, at.cells - DATE_CELLS);

		row_date(tui, hit, &text);
		canvas_right(canvas, date, ink, buf_slice(&text));
		at.cells -= DATE_CELLS + 1;
	}
	buf_cut(&text, 0);
	if (at.cells + DATE_CELLS >= WIDE) {
		struct span side = span_from(at, at.cells - SIDE_CELLS);
		unsigned role = side_text(tui, hit, &text);

		canvas_fit(canvas, side, ink | role, buf_slice(&text));
		if (text.len)
			at.cells -= SIDE_CELLS + 1;
	}
	if (tui->app->last_visit) {
		used = canvas_text(canvas, at, ink | state_ink(state), state);
		at = span_from(
			at, at.cells >= NARROW || used ? STATE_CELLS : 0);
	}
	canvas_fit(canvas, at, ink, hit->title.len ? hit->title : hit->path);
	buf_clear(&text);
}

void row_dated(struct canvas *canvas, struct span at,
	const struct row_columns *columns, const struct row_dated *row)
{
	const struct cell *ground = canvas_cell(canvas, at.row, at.col);
	unsigned ink = ground ? ground->ink & (unsigned)INK_REVERSE : 0;
	int wide = at.cells;
	struct span part = at;
	int used;

	part.cells = columns->state;
	used = canvas_fit(canvas, wide >= DATED_MIDDLE ? part : at,
		ink | row->ink, row->state);
	at = span_from(at, (wide >= DATED_MIDDLE ? columns->state : used) + 1);
	if (wide >= DATED_MIDDLE && row->date.len) {
		part = at;
		part.cells = columns->date;
		canvas_right(canvas, part, ink, row->date);
		at = span_from(at, columns->date + 2);
	}
	if (wide >= DATED_WIDE && row->side.len) {
		part = span_from(at, at.cells - DATED_SIDE);
		canvas_right(canvas, part, ink, row->side);
		at.cells -= DATED_SIDE + 1;
	}
	canvas_fit(canvas, at, ink, row->text);
}

bool row_has_side(int cells)
{
	return cells >= DATED_WIDE;
}

int row_dated_cells(const struct row_columns *columns,
	const struct row_dated *row, int cells)
{
	int left = cells - 1;

	left -= cells >= DATED_MIDDLE ? columns->state
				      : canvas_width(row->state);
	if (cells >= DATED_MIDDLE && row->date.len)
		left -= columns->date + 2;
	if (cells >= DATED_WIDE && row->side.len)
		left -= DATED_SIDE + 1;
	return left;
}

bool row_way(enum command command, enum list_move *way)
{
	static const struct {
		enum command command;
		enum list_move way;
	} ways[] = {
		{COMMAND_UP, LIST_UP},
		{COMMAND_DOWN, LIST_DOWN},
		{COMMAND_PAGE_UP, LIST_PAGE_UP},
		{COMMAND_PAGE_DOWN, LIST_PAGE_DOWN},
		{COMMAND_HALF_UP, LIST_HALF_UP},
		{COMMAND_HALF_DOWN, LIST_HALF_DOWN},
		{COMMAND_FIRST, LIST_FIRST},
		{COMMAND_LAST, LIST_LAST},
	};
	size_t i;

	for (i = 0; i < sizeof(ways) / sizeof(ways[0]); i++) {
		if (ways[i].command == command) {
			*way = ways[i].way;
			return true;
		}
	}
	return false;
}

bool row_move(struct list *list, enum command command)
{
	enum list_move way;

	if (!row_way(command, &way))
		return false;
	list_step(list, way);
	return true;
}
