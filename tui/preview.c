/* The note in focus, beside its list: loaded when there is time for it. */

#include "base/date.h"
#include "base/i18n.h"
#include "tui/view.h"

enum {
	REST_MS = 100 /* the focus rests before its note is shown */
};

static struct layout layout_now(const struct tui *tui)
{
	return layout_of(tui, tui_view(tui));
}

void preview_want(struct tui *tui)
{
	struct preview *preview = &tui->preview;
	const struct view_ops *ops = view_of(tui_view(tui));
	struct layout layout = layout_now(tui);
	struct str path = {0};

	preview->due_ms = 0;
	if (!ops->focus)
		return; /* it will be seen again as it is */
	if (layout.preview.rows > 0)
		path = ops->focus(tui);
	if (str_eq(path, buf_slice(&preview->path)) &&
		preview->width == layout.preview.cols && preview->ready)
		return;
	if (!str_eq(path, buf_slice(&preview->path))) {
		buf_cut(&preview->path, 0);
		buf_str(&preview->path, path);
	}
	preview->width = layout.preview.cols;
	preview->ready = false;
	if (!path.len) {
		page_clear(&preview->page);
		buf_cut(&preview->problem, 0);
		preview->shown = false;
		return;
	}
	/* A move sends its two rows, not every note that it passes. */
	preview->due_ms = date_ticks_ms() + (preview->shown ? REST_MS : 0);
}

bool preview_load(struct tui *tui, int64_t now)
{
	struct preview *preview = &tui->preview;
	struct page_options options = {0};
	struct note note = {0};
	struct error err = {0};

	if (!preview->due_ms || now < preview->due_ms)
		return false;
	preview->due_ms = 0;
	preview->ready = true;
	page_clear(&preview->page);
	buf_cut(&preview->problem, 0);
	options.width = preview->width;
	if (options.width > tui->app->config.measure)
		options.width = tui->app->config.measure;
	options.ascii = tui->ascii;
	if (app_note(tui->app, buf_slice(&preview->path), &note, &err)) {
		page_init(&preview->page, tui->app, &note, &options);
		note_clear(&note);
	} else {
		buf_put(&preview->problem, err.text);
	}
	preview->shown = true;
	return true;
}

void preview_forget(struct tui *tui)
{
	tui->preview.ready = false;
}

static void draw_rule(const struct tui *tui, struct canvas *canvas, int row)
{
	struct span at = {row, 0, tui->cols};
	struct span text = span_from(at, 3);

	canvas_fill(canvas, at, INK_PLAIN, '-');
	canvas_text(canvas, text, INK_PLAIN, _(" Preview "));
}

void preview_draw(const struct tui *tui, struct canvas *canvas,
	const struct layout *layout)
{
	const struct preview *preview = &tui->preview;
	struct page_look look = {0, 0, -1, NULL, false};

	if (layout->preview.rows <= 0)
		return;
	layout_bar(tui, canvas, layout);
	if (layout->rule >= 0)
		draw_rule(tui, canvas, layout->rule);
	page_draw(&preview->page, canvas, layout->preview, &look);
	canvas_fit(canvas, area_row(layout->preview, 0), INK_PLAIN,
		buf_slice(&preview->problem));
}
