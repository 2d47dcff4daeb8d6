/* The filters of a search with counts, and the searches that are kept. */

#include "base/i18n.h"
#include "tui/view.h"

enum {
	COUNT_CELLS = 14
};

static const struct facet_row *row_at(const struct facets *facets, size_t n)
{
	return n < facets->count ? &facets->rows[n] : NULL;
}

static void fit(struct tui *tui)
{
	list_fit(&tui->facets.list,
		(size_t)layout_of(tui, VIEW_FACETS).main.rows);
}

/* A heading of the list is no place for the focus. */
static void skip_headings(struct facets *facets, bool down)
{
	const struct facet_row *row = row_at(facets, facets->list.focus);
	size_t n = facets->list.focus;

	while (row && row->type == FACET_HEADING) {
		n += down ? 1 : (size_t)-1;
		row = row_at(facets, n);
	}
	if (!row) {
		n = facets->list.focus;
		while ((row = row_at(facets, n)) && row->type == FACET_HEADING)
			n += down ? (size_t)-1 : 1;
	}
	if (row)
		list_focus(&facets->list, n);
	if (facets->list.focus == 1)
		facets->list.top = facets->list.home = 0;
}

static void choose(struct tui *tui)
{
	const struct facet_row *row =
		row_at(&tui->facets, tui->facets.list.focus);

	if (row && row->type != FACET_HEADING)
		facets_choose(tui, row);
}

static bool run(struct tui *tui, enum command command)
{
	struct facets *facets = &tui->facets;
	const struct facet_row *row = row_at(facets, facets->list.focus);

	if (command == COMMAND_OPEN) {
		choose(tui);
	} else if (command == COMMAND_FACETS || command == COMMAND_FIELD ||
		command == COMMAND_SEARCH) {
		tui_pop(tui);
		tui->search.in_list = false;
	} else if (command == COMMAND_SAVE) {
		ask_name(tui, buf_slice(&tui->search.prompt.text));
	} else if (command == COMMAND_FORGET) {
		if (row && row->type == FACET_SAVED)
			facets_forget(tui, row);
		else
			tui_say(tui, "%s",
				_("Only a search that is kept can be "
				  "forgotten."));
	} else if (row_move(&facets->list, command)) {
		skip_headings(facets,
			command != COMMAND_UP && command != COMMAND_PAGE_UP &&
				command != COMMAND_HALF_UP &&
				command != COMMAND_LAST);
	} else {
		return false;
	}
	return true;
}

/* Space chooses, as in any list of boxes. */
static bool type(struct tui *tui, struct key key)
{
	if (key.press != PRESS_TEXT || key.code != ' ')
		return false;
	choose(tui);
	return true;
}

/* --- painting --- */

static void draw_counts(struct canvas *canvas, struct span *at, unsigned ink,
	const struct saved *saved)
{
	struct buf text = {0};

	if (saved->new_count)
		buf_printf(&text,
			ngettext("%zu new", "%zu new",
				(unsigned long)saved->new_count),
			saved->new_count);
	else
		buf_printf(&text, "%zu", saved->count);
	at->cells -= canvas_right(canvas, *at, ink, buf_slice(&text)) + 1;
	buf_clear(&text);
}

static void draw_row(const struct tui *tui, struct canvas *canvas,
	struct span at, const struct facet_row *row)
{
	const struct facets *facets = &tui->facets;
	const struct store_facet_value *value;
	unsigned ink = canvas_cell(canvas, at.row, at.col)->ink & INK_REVERSE;
	struct buf count = {0};

	if (row->type == FACET_SAVED) {
		const struct saved *saved = &facets->saved.items[row->facet];

		if (!facets->saved_wanted)
			draw_counts(canvas, &at, ink, saved);
		canvas_fit(canvas, at, ink, saved->name);
		return;
	}
	value = &facets->found.items[row->facet].values[row->value];
	buf_printf(&count, "%zu", value->count);
	at.cells -= canvas_right(canvas, at, ink, buf_slice(&count)) + 1;
	buf_clear(&count);
	canvas_text(canvas, at, ink, value->chosen ? "[x]" : "[ ]");
	canvas_fit(canvas, span_from(at, 4), ink,
		value->label.len ? value->label : value->value);
}

static struct str heading(
	const struct facets *facets, const struct facet_row *row)
{
	const struct store_facet *facet;

	if (row->facet >= facets->found.count)
		return str_from(_("Searches you keep"));
	facet = &facets->found.items[row->facet];
	if (facet->label.len && !str_eq(facet->label, facet->key))
		return facet->label;
	if (str_is(facet->key, "year"))
		return str_from(_("Year"));
	return str_is(facet->key, "tag") ? str_from(_("Tag")) : facet->key;
}

static void draw_list(
	const struct tui *tui, struct canvas *canvas, struct area area)
{
	const struct facets *facets = &tui->facets;
	int row;

	canvas_cursor(canvas, area.row, area.col);
	for (row = 0; row < area.rows; row++) {
		size_t n = facets->list.top + (size_t)row;
		const struct facet_row *one = row_at(facets, n);
		struct span at = area_row(area, row);

		if (!one)
			break;
		if (one->type == FACET_HEADING) {
			canvas_fit(canvas, span_from(at, 1),
				INK_BOLD | INK_HEADING, heading(facets, one));
			continue;
		}
		at = row_begin(tui, canvas, at, n == facets->list.focus);
		if (n == facets->list.focus)
			at = row_place(tui, canvas, at, &facets->list);
		draw_row(tui, canvas, at, one);
	}
}

static void draw(const struct tui *tui, struct canvas *canvas)
{
	struct layout layout = layout_of(tui, VIEW_FACETS);

	search_draw_field(tui, canvas);
	if (layout.preview.rows > 0) {
		layout_bar(tui, canvas, &layout);
		search_draw_hits(tui, canvas, layout.preview);
	}
	draw_list(tui, canvas, layout.main);
	if (!tui->facets.count)
		canvas_fit(canvas, span_from(area_row(layout.main, 0), 1),
			INK_PLAIN,
			str_from(tui->facets.wanted
					? _("Counting.")
					: _("There is nothing to filter by.")));
}

/* --- words --- */

static enum bar bar(const struct tui *tui)
{
	(void)tui;
	return BAR_FACETS;
}

static void place(const struct tui *tui, struct buf *out)
{
	(void)tui;
	buf_put(out, _("Filters"));
}

static void side(const struct tui *tui, struct buf *out)
{
	view_search.side(tui, out);
}

static void hint_value(const struct facets *facets, const struct facet_row *row,
	struct buf *out)
{
	const struct store_facet *facet = &facets->found.items[row->facet];
	const struct store_facet_value *value = &facet->values[row->value];

	buf_printf(out, "%.*s: %.*s, ", STR_ARG(heading(facets, row)),
		STR_ARG(value->label.len ? value->label : value->value));
	buf_printf(out,
		ngettext("%zu note", "%zu notes", (unsigned long)value->count),
		value->count);
	if (value->chosen) {
		buf_put(out, ", ");
		buf_put(out, _("chosen"));
	}
}

static void hint(const struct tui *tui, struct buf *out)
{
	const struct facets *facets = &tui->facets;
	const struct facet_row *row = row_at(facets, facets->list.focus);

	if (!row || row->type == FACET_HEADING)
		return;
	if (row->type == FACET_SAVED)
		buf_printf(out, "%.*s: %.*s",
			STR_ARG(facets->saved.items[row->facet].name),
			STR_ARG(facets->saved.items[row->facet].query));
	else
		hint_value(facets, row, out);
}

static void reload(struct tui *tui)
{
	facets_want(tui);
}

const struct view_ops view_facets = {
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
