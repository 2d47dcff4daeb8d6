/* The notes of a kind, or what is new, in a list with a preview. */

#include <string.h>

#include "base/i18n.h"
#include "tui/view.h"

enum {
	LOOKED = 2000 /* rows in which a note is looked for */
};

/* Fetch what is seen. */
static void need(struct tui *tui)
{
	struct listing *listing = &tui->listing;
	struct error err = {0};

	if (!rows_need(&listing->rows, tui->app, listing->list.top,
		    listing->list.top + listing->list.rows + 1, &err))
		tui_fail(tui, &err);
}

static void fit(struct tui *tui)
{
	struct layout layout = layout_of(tui, VIEW_LIST);

	list_fit(&tui->listing.list, (size_t)layout.main.rows);
	need(tui);
}

/* Kinds of events and of news by their date, others by title. */
static void choose_sort(
	const struct app *app, struct str kind, struct buf *sort)
{
	static const enum role roles[] = {ROLE_START, ROLE_ALERT};
	const struct kind *known = schema_kind(&app->schema, kind);
	const struct schema_field *field;

	if (!known || app->schema.built_in) {
		buf_put(sort, "modified-");
		return;
	}
	field = kind_role(known, roles[0]);
	if (!field && kind_role(known, roles[1])) {
		field = kind_role(known, ROLE_DATE);
		buf_put(sort, field ? "" : "modified-");
	}
	if (field)
		buf_printf(sort, "%.*s-", STR_ARG(field->key));
	else if (!sort->len)
		buf_put(sort, "title");
}

static bool ask(struct tui *tui, struct error *err)
{
	struct listing *listing = &tui->listing;
	struct store_request request = {0};
	struct buf sort = {0};
	bool ok;

	request.kind = buf_slice(&listing->kind);
	request.all = listing->all;
	if (listing->news)
		app_ask_news(tui->app, &request, &sort);
	else
		choose_sort(tui->app, request.kind, &sort);
	request.sort = buf_slice(&sort);
	ok = rows_open(&listing->rows, tui->app, &request, err);
	if (ok && listing->news && tui->start.today.news &&
		listing->rows.total > tui->start.today.news)
		listing->rows.total = tui->start.today.news;
	buf_clear(&sort);
	return ok;
}

static bool show(struct tui *tui, struct str kind, bool all)
{
	struct listing *listing = &tui->listing;
	struct error err = {0};
	struct buf id = {0};

	buf_str(&id, kind); /* may be ours */
	buf_clear(&listing->kind);
	listing->kind = id;
	listing->news = !kind.len;
	listing->all = all;
	if (!ask(tui, &err)) {
		tui_fail(tui, &err);
		return false;
	}
	list_reset(&listing->list, listing->rows.total);
	tui_home(tui);
	tui_push(tui, VIEW_LIST);
	return true;
}

void list_show_kind(struct tui *tui, struct str kind)
{
	show(tui, kind, false);
}

static bool focus_on(struct tui *tui, struct str path)
{
	struct listing *listing = &tui->listing;
	size_t last =
		listing->rows.total < LOOKED ? listing->rows.total : LOOKED;
	size_t n;

	rows_need(&listing->rows, tui->app, 0, last, NULL);
	n = rows_find(&listing->rows, path);
	if (n >= listing->rows.total)
		return false;
	list_focus(&listing->list, n);
	need(tui);
	return true;
}

void list_show_note(struct tui *tui, struct str path)
{
	struct reader_goal goal = {.ref = path};
	struct store_results one = {0};
	struct buf kind = {0};
	bool there =
		store_find(tui->app->store, path, (struct str){0}, &one, NULL);

	store_results_clear(&one);
	if (!there || !reader_open(tui, &goal))
		return;
	buf_str(&kind, tui->reader.note.hit->kind);
	if (kind.len && show(tui, buf_slice(&kind), false) &&
		!focus_on(tui, path) && show(tui, buf_slice(&kind), true))
		focus_on(tui, path);
	tui_push(tui, VIEW_READER);
	buf_clear(&kind);
}

/* The same note stays in focus, in the same row of the screen. */
static void reload(struct tui *tui)
{
	struct listing *listing = &tui->listing;
	const struct store_hit *hit;
	struct buf path = {0};
	size_t above = listing->list.focus - listing->list.top;
	struct error err = {0};
	size_t n;

	if (!listing->rows.page_count || !tui->app->store)
		return;
	hit = rows_hit(&listing->rows, listing->list.focus);
	if (hit)
		buf_str(&path, hit->path);
	if (!ask(tui, &err)) {
		tui_fail(tui, &err);
	} else {
		n = rows_find(&listing->rows, buf_slice(&path));
		list_set(&listing->list, listing->rows.total);
		if (n < listing->rows.total) {
			listing->list.top = n > above ? n - above : 0;
			list_focus(&listing->list, n);
		}
	}
	buf_clear(&path);
}

static void open_focus(struct tui *tui)
{
	const struct store_hit *hit =
		rows_hit(&tui->listing.rows, tui->listing.list.focus);
	struct reader_goal goal = {0};

	if (!hit)
		return;
	goal.ref = hit->path;
	reader_open(tui, &goal);
}

/* Search among these. */
static void find_here(struct tui *tui)
{
	struct buf query = {0};

	if (!tui->listing.news)
		buf_printf(&query, "kind:%s ", buf_text(&tui->listing.kind));
	search_open(tui, buf_slice(&query));
	buf_clear(&query);
}

static void save_this(struct tui *tui)
{
	struct buf query = {0};

	if (!tui->listing.news)
		buf_printf(&query, "kind:%s", buf_text(&tui->listing.kind));
	ask_name(tui, buf_slice(&query));
	buf_clear(&query);
}

static bool run(struct tui *tui, enum command command)
{
	if (command == COMMAND_OPEN) {
		open_focus(tui);
	} else if (command == COMMAND_FIND) {
		find_here(tui);
	} else if (command == COMMAND_FACETS) {
		find_here(tui);
		facets_open(tui);
	} else if (command == COMMAND_SAVE) {
		save_this(tui);
	} else if (row_move(&tui->listing.list, command)) {
		need(tui);
	} else {
		return false;
	}
	return true;
}

static void draw(const struct tui *tui, struct canvas *canvas)
{
	const struct listing *listing = &tui->listing;
	struct layout layout = layout_of(tui, VIEW_LIST);
	int row;

	canvas_cursor(canvas, layout.main.row, 0);
	if (!listing->list.count)
		canvas_fit(canvas, span_from(area_row(layout.main, 0), 1),
			INK_PLAIN,
			str_from(_("There is nothing here yet. / searches "
				   "everything, Esc goes back.")));
	for (row = 0; row < layout.main.rows; row++) {
		size_t n = listing->list.top + (size_t)row;
		const struct store_hit *hit = rows_hit(&listing->rows, n);
		struct span at = area_row(layout.main, row);

		if (!hit)
			continue;
		at = row_begin(tui, canvas, at, n == listing->list.focus);
		if (n == listing->list.focus)
			at = row_place(tui, canvas, at, &listing->list);
		row_hit(tui, canvas, at, hit);
	}
	preview_draw(tui, canvas, &layout);
}

static enum bar bar(const struct tui *tui)
{
	(void)tui;
	return BAR_LIST;
}

static void place(const struct tui *tui, struct buf *out)
{
	if (tui->listing.news)
		buf_put(out, _("What is new"));
	else
		buf_str(out,
			app_kind_label(
				tui->app, buf_slice(&tui->listing.kind), true));
	if (tui->listing.all)
		buf_printf(out, ", %s", _("drafts too"));
}

static void side(const struct tui *tui, struct buf *out)
{
	if (tui->listing.list.count)
		buf_printf(out, _("%zu of %zu"), tui->listing.list.focus + 1,
			tui->listing.list.count);
}

/* What the row cut off; and where there is no preview, the summary. */
static void hint(const struct tui *tui, struct buf *out)
{
	const struct store_hit *hit =
		rows_hit(&tui->listing.rows, tui->listing.list.focus);
	struct layout layout = layout_of(tui, VIEW_LIST);

	if (!hit)
		return;
	row_rest(out, hit->title, row_title_cells(tui, layout.main.cols));
	if (layout.preview.rows > 0 || !hit->summary.len)
		return;
	buf_put(out, out->len ? " - " : "");
	buf_str(out, hit->summary);
}

static struct str focus(const struct tui *tui)
{
	const struct store_hit *hit =
		rows_hit(&tui->listing.rows, tui->listing.list.focus);

	return hit ? hit->path : (struct str){0};
}

const struct view_ops view_list = {
	.draw = draw,
	.run = run,
	.bar = bar,
	.place = place,
	.side = side,
	.hint = hint,
	.fit = fit,
	.reload = reload,
	.focus = focus,
};
