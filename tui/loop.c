/* Key, act, paint; and between keys what can be done meanwhile. */

#include <signal.h>
#include <string.h>

#include "base/date.h"
#include "base/trace.h"
#include "tui/term.h"
#include "tui/tui.h"
#include "tui/view.h"

enum {
	FRAME_MS = 250, /* paint at least so often while keys stream in */
	VISIT_MS = 60000, /* a session this long was a visit */
	PROGRESS_MS = 1000 /* between looks at running work */
};

struct loop {
	struct tui tui;
	struct canvas canvas;
	bool dirty; /* the screen is not up to date */
	bool unsettled; /* something happened since the last idle mark */
	bool shown; /* the first screen with notes in it */
	int64_t painted_ms;
};

static void paint(struct loop *loop)
{
	struct tui *tui = &loop->tui;
	struct buf title = {0};

	if (loop->canvas.rows != tui->rows || loop->canvas.cols != tui->cols) {
		canvas_clear(&loop->canvas);
		canvas_init(&loop->canvas, tui->rows, tui->cols, tui->ascii);
	}
	if (tui->redraw)
		term_redraw();
	tui->redraw = false;
	tui_draw(tui, &loop->canvas);
	term_paint(&loop->canvas);
	buf_put(&title, "fyr - ");
	tui_place(tui, &title);
	term_title(buf_slice(&title));
	buf_clear(&title);
	loop->dirty = false;
	loop->unsettled = true;
	if (!loop->painted_ms)
		trace_event(
			"tui.frame", "rows=%d cols=%d", tui->rows, tui->cols);
	if (!loop->shown && !tui->start.waits) {
		trace_event("tui.first-paint", "rows=%d cols=%d", tui->rows,
			tui->cols);
		loop->shown = true;
	}
	loop->painted_ms = date_ticks_ms();
}

static void take_size(struct loop *loop)
{
	int rows;
	int cols;

	term_size(&rows, &cols);
	tui_resize(&loop->tui, rows, cols);
	loop->dirty = true;
}

static void take_events(struct loop *loop, unsigned events)
{
	if (events & TERM_ENDED)
		loop->tui.quit = true;
	if (events & TERM_OTHER) {
		work_read(&loop->tui);
		/* Progress is told by the clock, an end at once. */
		if (loop->tui.work.job.fd < 0)
			loop->dirty = true;
	}
	if (events & TERM_CANCEL) {
		tui_command(&loop->tui, COMMAND_CANCEL);
		loop->dirty = true;
	}
	if (events & TERM_SUSPEND)
		loop->tui.suspend = true;
	if (events & TERM_RESIZED)
		take_size(loop);
}

static bool is_waiting(void *arg)
{
	(void)arg;
	return term_waiting();
}

/* Long work in this process: paint, and let only its end be asked for. */
static void show(void *arg)
{
	struct loop *loop = arg;
	struct key key;

	while (term_key(&key)) {
		bool known;
		enum command command = keys_find(VIEW_START, key, &known);

		if (command == COMMAND_QUIT || command == COMMAND_CANCEL)
			loop->tui.quit = true;
	}
	take_events(loop, term_wait(-1, 0));
	paint(loop);
}

static bool is_late(const struct loop *loop)
{
	return loop->painted_ms + FRAME_MS < date_ticks_ms();
}

/* False when there may be more: it is time to look at the rest. */
static bool read_keys(struct loop *loop)
{
	struct tui *tui = &loop->tui;
	struct key key;
	bool all = true;

	while (all && !tui->quit && !tui->suspend && !tui->outside &&
		term_key(&key)) {
		tui_key(tui, key);
		loop->dirty = true;
		all = !is_late(loop);
	}
	if (tui->suspend && !tui->quit) {
		tui->suspend = false;
		term_leave();
		/* The whole group, as when the terminal had been asked. */
		kill(0, SIGTSTP);
		term_return();
		take_size(loop);
	}
	if (tui->outside && !tui->quit) {
		term_leave();
		tui_go_outside(tui);
		term_return();
		take_size(loop);
	}
	return all;
}

/* One thing that was put off until no key waits; false when there is none. */
static bool do_later(struct loop *loop)
{
	struct tui *tui = &loop->tui;
	int64_t now = date_ticks_ms();

	if (tui->start.waits) {
		if (start_load(tui))
			tui_fit(tui);
		loop->dirty = true;
		return true;
	}
	if (work_tell(tui, now) || preview_load(tui, now)) {
		loop->dirty = true;
		return true;
	}
	if (facets_count(tui)) {
		loop->dirty = true;
		return true;
	}
	if (tui->preview.due_ms)
		return false;
	if (waits_count(tui)) {
		loop->dirty = true;
		return true;
	}
	if (!tui->work.checked)
		return work_check(tui, &loop->dirty);
	else if (tui->work.in_process)
		work_here(tui);
	else
		return false;
	loop->dirty = true;
	return true;
}

static int64_t wait_ms(const struct tui *tui)
{
	int64_t now = date_ticks_ms();
	int64_t ms = -1;

	if (tui->work.job.state == JOB_RUNNING)
		ms = PROGRESS_MS;
	if (tui->preview.due_ms)
		ms = tui->preview.due_ms > now ? tui->preview.due_ms - now : 0;
	return ms;
}

static void settle(struct loop *loop)
{
	struct tui *tui = &loop->tui;

	if (loop->unsettled && tui->work.job.fd < 0 && !tui->preview.due_ms) {
		term_idle();
		loop->unsettled = false;
	}
	take_events(loop, term_wait(tui->work.job.fd, wait_ms(tui)));
}

/* Ask for what was typed, if no key waits; false: it is still to be asked. */
static bool answer(struct loop *loop)
{
	if (!loop->tui.search.dirty)
		return true;
	loop->dirty = true;
	return search_update(&loop->tui, false);
}

static void step(struct loop *loop)
{
	bool rest = read_keys(loop);

	if (loop->tui.quit)
		return;
	rest = rest && answer(loop);
	if (loop->dirty && (!term_waiting() || is_late(loop)))
		paint(loop);
	if (!rest || term_waiting())
		take_events(loop, term_wait(-1, 0));
	else if (!do_later(loop))
		settle(loop);
}

bool tui_run(struct app *app, struct error *err)
{
	struct term_options options = {
		app->config.theme.data, app->config.escape_ms};
	int64_t started = date_ticks_ms();
	struct loop loop;
	int rows;
	int cols;

	memset(&loop, 0, sizeof(loop));
	if (!term_open(&options, err))
		return false;
	term_size(&rows, &cols);
	tui_init(&loop.tui, app, rows, cols);
	loop.tui.waiting = is_waiting;
	loop.tui.show = show;
	loop.tui.arg = &loop;
	if (term_remark())
		tui_say(&loop.tui, "%s", term_remark());
	loop.dirty = true;
	while (!loop.tui.quit)
		step(&loop);
	term_close();
	tui_clear(&loop.tui);
	canvas_clear(&loop.canvas);
	if (date_ticks_ms() - started >= VISIT_MS && app->store)
		return app_visited(app, err);
	return true;
}
