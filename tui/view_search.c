/* Search as you type: a field, and under it the notes found. */

#include <string.h>

#include "base/i18n.h"
#include "tui/view.h"

enum {
	PASSAGE = 48 /* bytes that tell a passage from others */
};

static void need(struct tui *tui)
{
	struct search *search = &tui->search;
	struct error err = {0};

	if (!rows_need(&search->rows, tui->app, search->list.top,
		    search->list.top + search->list.rows + 1, &err))
		tui_fail(tui, &err);
}

static void fit(struct tui *tui)
{
	struct layout layout = layout_of(tui, VIEW_SEARCH);

	if (tui_view(tui) == VIEW_FACETS) {
		layout = layout_of(tui, VIEW_FACETS);
		layout.main = layout.preview;
	}
	list_fit(&tui->search.list, (size_t)(layout.main.rows / HIT_ROWS));
	complete_fit(tui);
	need(tui);
}

bool search_give_up(void *arg)
{
	struct tui *tui = arg;

	return tui->waiting && tui->waiting(tui->arg);
}

bool search_update(struct tui *tui, bool wait)
{
	struct search *search = &tui->search;
	struct store_request request = {0};
	struct error err = {0};

	complete_update(tui);
	if (!search->dirty)
		return true;
	request.query = buf_slice(&search->prompt.text);
	request.typing = true;
	request.stop = wait ? NULL : search_give_up;
	request.arg = tui;
	if (!rows_open(&search->rows, tui->app, &request, &err)) {
		search->dirty = false;
		tui_fail(tui, &err);
		return true;
	}
	if (search->rows.stopped)
		return false;
	search->dirty = false;
	search->answered = true;
	list_reset(&search->list, search->rows.total);
	fit(tui);
	preview_want(tui);
	return true;
}

void search_open(struct tui *tui, struct str query)
{
	struct search *search = &tui->search;

	if (tui_view(tui) == VIEW_SEARCH && !query.len) {
		search->in_list = false;
		return;
	}
	if (tui_view(tui) == VIEW_PICK)
		tui_pop(tui);
	complete_close(tui);
	tui->reader.finding = false;
	prompt_set(&search->prompt, query);
	search->in_list = false;
	search->dirty = true;
	search->answered = false;
	rows_clear(&search->rows);
	list_reset(&search->list, 0);
	tui_push(tui, VIEW_SEARCH);
}

/* The beginning of the passage shown of a hit: from its first mark on. */
static void take_passage(const struct store_hit *hit, struct buf *passage)
{
	struct str text = hit->snippet;
	size_t end;

	if (!hit->snippet_mark_count)
		return;
	text = str_sub(text, hit->snippet_marks[0].from, text.len);
	end = text.len < PASSAGE ? text.len : PASSAGE;
	while (end > 0 && end < text.len && text.data[end] != ' ')
		end--;
	text = str_sub(text, 0, end);
	if (str_ends(text, "\xE2\x80\xA6"))
		text.len -= 3;
	buf_str(passage, text);
}

static void open_focus(struct tui *tui)
{
	const struct store_hit *hit;
	struct reader_goal goal = {0};
	struct buf passage = {0};

	complete_close(tui);
	search_update(tui, true);
	hit = rows_hit(&tui->search.rows, tui->search.list.focus);
	if (!hit)
		return;
	take_passage(hit, &passage);
	goal.ref = hit->path;
	goal.line = hit->line;
	goal.passage = passage.len ? buf_text(&passage) : NULL;
	goal.query = buf_slice(&tui->search.prompt.text);
	goal.ranked = hit->score > 0;
	reader_open(tui, &goal);
	buf_clear(&passage);
}

static bool is_move(enum command command)
{
	return command == COMMAND_UP || command == COMMAND_DOWN ||
		command == COMMAND_PAGE_UP || command == COMMAND_PAGE_DOWN ||
		command == COMMAND_FIRST || command == COMMAND_LAST;
}

/* From the field, Down enters the list; Up from its first row leaves it. */
static void move(struct tui *tui, enum command command)
{
	struct search *search = &tui->search;

	complete_close(tui);
	search_update(tui, true);
	if (!search->list.count)
		return;
	if (!search->in_list) {
		search->in_list = command != COMMAND_UP;
		if (command == COMMAND_PAGE_DOWN)
			row_move(&search->list, command);
	} else if (command == COMMAND_UP && search->list.focus == 0) {
		search->in_list = false;
	} else {
		row_move(&search->list, command);
	}
	need(tui);
}

struct str search_weak(const struct tui *tui)
{
	const struct search *search = &tui->search;

	if (!search->answered || !search->rows.page_count ||
		!search->rows.pages[0].weak)
		return (struct str){0};
	return search->rows.pages[0].words;
}

/* From the list to the field, in the field to what may be put in. */
static void field(struct tui *tui)
{
	if (tui->search.in_list)
		tui->search.in_list = false;
	else
		complete_open(tui);
}

static bool run(struct tui *tui, enum command command)
{
	if (command == COMMAND_OPEN) {
		open_focus(tui);
	} else if (command == COMMAND_FIELD) {
		field(tui);
	} else if (command == COMMAND_FACETS) {
		facets_open(tui);
	} else if (command == COMMAND_SAVE) {
		ask_name(tui, buf_slice(&tui->search.prompt.text));
	} else if (command == COMMAND_TERM) {
		search_update(tui, true);
		ask_term(tui, search_weak(tui));
	} else if (is_move(command)) {
		move(tui, command);
	} else {
		return false;
	}
	return true;
}

static bool is_sideways(struct key key)
{
	return key.press == PRESS_HOME || key.press == PRESS_END ||
		key.press == PRESS_LEFT || key.press == PRESS_RIGHT;
}

/* ^F, ^R and ^P are commands; in the list Home and End move there. */
static bool type(struct tui *tui, struct key key)
{
	struct search *search = &tui->search;
	enum prompt_did did;

	if (search->in_list && is_sideways(key))
		return false;
	if (!search->in_list && complete_key(tui, key))
		return true;
	did = prompt_key(&search->prompt, key);
	if (did == PROMPT_UNUSED)
		return false;
	search->in_list = false;
	complete_typed(tui);
	if (did == PROMPT_CHANGED)
		search->dirty = true;
	return true;
}

static enum bar bar(const struct tui *tui)
{
	if (tui->search.complete.open)
		return BAR_COMPLETE;
	return tui->search.in_list ? BAR_HITS : BAR_FIELD;
}

static void place(const struct tui *tui, struct buf *out)
{
	(void)tui;
	buf_put(out, _("Search everything"));
}

static void side(const struct tui *tui, struct buf *out)
{
	if (tui->search.answered && tui->search.prompt.text.len)
		buf_printf(out,
			ngettext("%zu hit", "%zu hits",
				(unsigned long)tui->search.rows.total),
			tui->search.rows.total);
}

/* Asked for again, the focus in the same row. */
static void reload(struct tui *tui)
{
	struct search *search = &tui->search;
	size_t top = search->list.top;
	size_t focus = search->list.focus;

	if (!tui->app->store ||
		(!search->answered && tui_view(tui) != VIEW_SEARCH &&
			tui_view(tui) != VIEW_FACETS))
		return;
	search->dirty = true;
	search_update(tui, true);
	search->list.top = top;
	list_focus(&search->list, focus);
}

static struct str focus(const struct tui *tui)
{
	const struct store_hit *hit =
		rows_hit(&tui->search.rows, tui->search.list.focus);

	return hit ? hit->path : (struct str){0};
}

const struct view_ops view_search = {
	.draw = search_draw,
	.run = run,
	.type = type,
	.bar = bar,
	.place = place,
	.side = side,
	.hint = search_hint,
	.fit = fit,
	.reload = reload,
	.focus = focus,
};
