/* What the reader does: open, lay out, go back, find, follow links. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/mark.h"
#include "tui/view.h"

/* --- history --- */

static void forget_from(struct reader *reader, size_t n)
{
	while (reader->visit_count > n)
		free(reader->visits[--reader->visit_count].path);
}

static void save_place(struct reader *reader)
{
	struct visit *visit;

	if (reader->visit >= reader->visit_count)
		return;
	visit = &reader->visits[reader->visit];
	visit->source = reader->pager.source;
	visit->cells = reader->pager.cells;
	visit->link = reader->link;
}

static void add_visit(struct reader *reader)
{
	struct visit *visit;

	reader->visits = mem_grow(reader->visits, &reader->visit_cap,
		reader->visit_count + 1, sizeof(*reader->visits));
	visit = &reader->visits[reader->visit_count];
	*visit = (struct visit){.link = -1};
	visit->path = str_copy(reader->note.hit->path);
	reader->visit = reader->visit_count++;
}

static bool on_stack(const struct tui *tui)
{
	int i;

	for (i = 0; i < tui->depth; i++) {
		if (tui->stack[i] == VIEW_READER)
			return true;
	}
	return false;
}

/* --- laying out --- */

static int text_width(const struct tui *tui)
{
	struct layout layout = layout_of(tui, VIEW_READER);
	int width = layout.main.cols - (layout.main.cols >= 60 ? 4 : 1);

	if (width > tui->app->config.measure)
		width = tui->app->config.measure;
	return width < 10 ? 10 : width;
}

/* The words of the search that led here, or what is typed in the field. */
static void look(struct tui *tui)
{
	struct reader *reader = &tui->reader;
	struct store_marker *marker = NULL;

	if (!reader->marked.len)
		find_run(&reader->find, reader->page.lines, reader->page.count);
	else if (app_marker(
			 tui->app, buf_slice(&reader->marked), &marker, NULL))
		mark_page(&reader->find, &reader->page, marker);
	store_marker_close(marker);
}

static void lay_out(struct tui *tui)
{
	struct reader *reader = &tui->reader;
	struct page_options options = {
		text_width(tui), tui->ascii, tui->spoken};
	size_t at = reader->find.count
		? reader->find.items[reader->find.at].number
		: 0;

	page_clear(&reader->page);
	page_init(&reader->page, tui->app, &reader->note, &options);
	reader->pager.rows = (size_t)layout_of(tui, VIEW_READER).main.rows;
	pager_lines(&reader->pager, reader->page.lines, reader->page.count);
	look(tui);
	while (reader->find.at + 1 < reader->find.count &&
		reader->find.items[reader->find.at].number < at)
		find_step(&reader->find, true);
}

void reader_fit(struct tui *tui)
{
	struct reader *reader = &tui->reader;

	if (!reader->open)
		return;
	if (reader->page.width != text_width(tui))
		lay_out(tui);
	else
		pager_fit(&reader->pager,
			(size_t)layout_of(tui, VIEW_READER).main.rows);
}

/* Take a note over and show its beginning. */
static void show_note(struct tui *tui, struct note *note)
{
	struct reader *reader = &tui->reader;

	note_clear(&reader->note);
	reader->note = *note;
	/* Its hit is of the note itself, which has moved. */
	reader->note.hit = &reader->note.meta.items[0];
	reader->open = true;
	reader->link = -1;
	reader->asked = -1;
	reader->pan = 0;
	reader->finding = false;
	reader_unmark(reader);
	reader->pager = (struct pager){0};
	lay_out(tui);
}

static void show_match(struct reader *reader)
{
	if (reader->find.count)
		pager_show(&reader->pager,
			reader->find.items[reader->find.at].line);
}

/* The words of a search, the focus on the passage that was shown of it. */
static void go_to_passage(
	struct tui *tui, const struct reader_goal *goal, size_t line)
{
	struct reader *reader = &tui->reader;
	size_t at = reader->page.count;

	buf_str(&reader->marked, goal->query);
	look(tui);
	if (goal->passage)
		at = mark_passage(&reader->page, goal->passage, line);
	find_from(&reader->find, at < reader->page.count ? at : line);
	show_match(reader);
	if (!reader->find.count && goal->ranked)
		tui_say(tui, "%s",
			_("The words of the search do not stand in this text: "
			  "it was found by its name, its fields or its "
			  "links."));
}

static void go_to_goal(struct tui *tui, const struct reader_goal *goal)
{
	struct reader *reader = &tui->reader;
	int heading = -1;
	size_t line = 0;

	if (goal->anchor.len)
		heading = doc_find_heading(&reader->note.doc, goal->anchor);
	if (goal->anchor.len && heading < 0)
		tui_say(tui, _("There is no heading \"%.*s\" in this note."),
			STR_ARG(goal->anchor));
	if (heading >= 0)
		line = page_heading(&reader->page, heading);
	else if (goal->line > 0)
		line = pager_source(&reader->pager, goal->line);
	if (line)
		pager_go(&reader->pager, line);
	if (goal->query.len)
		go_to_passage(tui, goal, line);
}

static void say_hidden(struct tui *tui)
{
	size_t hidden = tui->reader.page.render.hidden;

	if (hidden && !tui->message.len)
		tui_say(tui,
			ngettext("This note has %zu hidden character: a code "
				 "shows it, or it is left out.",
				"This note has %zu hidden characters: codes "
				"show them, or they are left out.",
				(unsigned long)hidden),
			hidden);
}

bool reader_open(struct tui *tui, const struct reader_goal *goal)
{
	struct reader *reader = &tui->reader;
	struct note note = {0};
	struct error err = {0};

	if (!app_note(tui->app, goal->ref, &note, &err)) {
		tui_fail(tui, &err);
		return false;
	}
	if (on_stack(tui)) {
		save_place(reader);
		forget_from(reader, reader->visit + 1);
	} else {
		forget_from(reader, 0);
	}
	show_note(tui, &note);
	add_visit(reader);
	go_to_goal(tui, goal);
	if (tui_view(tui) == VIEW_PICK)
		tui_pop(tui);
	tui_push(tui, VIEW_READER);
	say_hidden(tui);
	return true;
}

void reader_reload(struct tui *tui)
{
	struct reader *reader = &tui->reader;
	struct note note = {0};
	struct error err = {0};

	if (!reader->open)
		return;
	if (!app_note(tui->app, reader->note.hit->path, &note, &err)) {
		reader->note.field_count = 0;
		return;
	}
	note_clear(&reader->note);
	reader->note = note;
	reader->note.hit = &reader->note.meta.items[0];
	if (reader->link >= (int)reader->note.doc.link_count)
		reader->link = -1;
	lay_out(tui);
}

void reader_history(struct tui *tui, int step)
{
	struct reader *reader = &tui->reader;
	const struct visit *visit;
	struct note note = {0};
	struct error err = {0};

	if (step < 0 && reader->visit == 0) {
		tui_pop(tui);
		return;
	}
	if (step > 0 && reader->visit + 1 >= reader->visit_count) {
		tui_say(tui, "%s", _("There is nothing further on."));
		return;
	}
	visit = &reader->visits[step < 0 ? reader->visit - 1
					 : reader->visit + 1];
	if (!app_note(tui->app, str_from(visit->path), &note, &err)) {
		tui_fail(tui, &err);
		return;
	}
	save_place(reader);
	reader->visit = (size_t)(visit - reader->visits);
	show_note(tui, &note);
	reader->pager.source = visit->source;
	reader->pager.cells = visit->cells;
	pager_fit(&reader->pager, reader->pager.rows);
	if (visit->link < (int)reader->note.doc.link_count)
		reader->link = visit->link;
}

void reader_find(struct tui *tui)
{
	struct reader *reader = &tui->reader;
	struct str text = str_trim(buf_slice(&reader->prompt.text));

	buf_cut(&reader->marked, 0);
	buf_cut(&reader->find.words, 0);
	buf_str(&reader->find.words, text);
	find_run(&reader->find, reader->page.lines, reader->page.count);
	find_from(&reader->find, reader->pager.top);
	show_match(reader);
}

void reader_unmark(struct reader *reader)
{
	buf_cut(&reader->marked, 0);
	find_clear(&reader->find);
}

void reader_clear(struct reader *reader)
{
	buf_clear(&reader->marked);
	note_clear(&reader->note);
	page_clear(&reader->page);
	find_clear(&reader->find);
	prompt_clear(&reader->prompt);
	forget_from(reader, 0);
	free(reader->visits);
	memset(reader, 0, sizeof(*reader));
}
