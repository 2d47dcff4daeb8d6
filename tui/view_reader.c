/* The reader: one note, its links, and what was found in it. */

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/links.h"
#include "tui/view.h"

enum {
	PAN_CELLS = 8
};

/* --- links --- */

/* Number of the next link in reading order; -1 if there is none. */
static int next_link(const struct reader *reader)
{
	size_t n = reader->pager.top;
	bool passed = true;
	int i;

	if (reader->link >= 0) {
		size_t line = page_link(&reader->page, reader->link, 0);

		if (pager_sees(&reader->pager, line)) {
			n = line;
			passed = false;
		}
	}
	for (; n < reader->page.count; n++) {
		const struct line *line = &reader->page.lines[n];

		for (i = 0; i < line->run_count; i++) {
			int link = line->runs[i].link;

			if (link == reader->link)
				passed = true;
			else if (passed && link >= 0)
				return link;
		}
	}
	return -1;
}

static int previous_link(const struct reader *reader)
{
	size_t end = reader->pager.top + reader->pager.rows;
	int found = -1;
	size_t n;
	int i;

	if (reader->link >= 0 &&
		pager_sees(&reader->pager,
			page_link(&reader->page, reader->link, 0)))
		end = page_link(&reader->page, reader->link, 0) + 1;
	for (n = 0; n < end && n < reader->page.count; n++) {
		const struct line *line = &reader->page.lines[n];

		for (i = 0; i < line->run_count; i++) {
			int link = line->runs[i].link;

			if (link == reader->link && n + 1 == end)
				return found;
			if (link >= 0 && link != reader->link)
				found = link;
		}
	}
	return found;
}

static void move_link(struct tui *tui, bool forward)
{
	struct reader *reader = &tui->reader;
	int link = forward ? next_link(reader) : previous_link(reader);

	if (link < 0) {
		tui_say(tui, "%s",
			!reader->note.doc.link_count
				? _("There are no links in this note.")
				: forward
				? _("There is no further link below.")
				: _("There is no further link above."));
		return;
	}
	reader->link = link;
	reader->asked = -1;
	pager_show(&reader->pager, page_link(&reader->page, link, 0));
}

static void follow(struct tui *tui)
{
	struct reader *reader = &tui->reader;
	struct reader_goal goal = {0};
	struct str path;

	if (reader->link < 0) {
		tui_say(tui, "%s",
			reader->note.doc.link_count
				? _("No link is chosen. Right goes to the "
				    "first one on the screen.")
				: _("There are no links in this note."));
		return;
	}
	switch (note_link_target(
		&reader->note, (size_t)reader->link, &path, &goal.anchor)) {
	case TARGET_NOTE:
		goal.ref = path;
		reader_open(tui, &goal);
		break;
	case TARGET_ADDRESS:
		tui_say(tui, _("%.*s  (o opens it in a browser)"),
			STR_ARG(path));
		break;
	case TARGET_BROKEN:
		tui_say(tui, _("This link leads nowhere: %.*s"), STR_ARG(path));
		break;
	}
}

static void open_outside(struct tui *tui)
{
	struct reader *reader = &tui->reader;
	const struct link *link;
	struct error err = {0};
	char *url;

	if (reader->link < 0 ||
		!reader->note.doc.links[reader->link].external) {
		tui_say(tui, "%s",
			_("Choose a link to a web address first: Right goes to "
			  "the next one."));
		return;
	}
	link = &reader->note.doc.links[reader->link];
	if (!link_may_open(link->url)) {
		tui_say(tui,
			_("Only http, https and mailto are opened, not %.*s"),
			STR_ARG(link->url));
		return;
	}
	if (link_is_odd(link->text, link->url) &&
		reader->asked != reader->link) {
		reader->asked = reader->link;
		tui_say(tui,
			_("The text says %.*s, but the address is %.*s. o once "
			  "more opens it."),
			STR_ARG(link->text), STR_ARG(link->url));
		return;
	}
	url = str_copy(link->url);
	if (link_open(url, &err))
		tui_say(tui, _("Opened: %s"), url);
	else
		tui_fail(tui, &err);
	free(url);
}

/* --- finding --- */

static void move_match(struct tui *tui, bool forward)
{
	struct reader *reader = &tui->reader;
	struct find *find = &reader->find;
	bool round;

	if (!find->count) {
		tui_say(tui, "%s",
			_("Nothing has been found here. f finds in the note."));
		return;
	}
	round = find_step(find, forward);
	reader->link = -1;
	pager_show(&reader->pager, find->items[find->at].line);
	if (round)
		tui_say(tui,
			forward ? _("Place %zu of %zu, from the top again")
				: _("Place %zu of %zu, from the end again"),
			find->items[find->at].number, find->places);
}

static void end_finding(struct tui *tui, bool keep)
{
	struct reader *reader = &tui->reader;
	size_t count = reader->find.places;

	reader->finding = false;
	reader_fit(tui);
	if (!keep)
		reader_unmark(reader);
	else if (count)
		tui_say(tui,
			ngettext("%zu place. n and N move between them.",
				"%zu places. n and N move between them.",
				(unsigned long)count),
			count);
	else if (reader->prompt.text.len)
		tui_say(tui, _("\"%s\" is not in this note."),
			buf_text(&reader->prompt.text));
}

static bool type(struct tui *tui, struct key key)
{
	struct reader *reader = &tui->reader;
	enum prompt_did did;

	if (!reader->finding)
		return false;
	if (key.press == PRESS_ENTER || key.press == PRESS_ESCAPE) {
		end_finding(tui, key.press == PRESS_ENTER);
		return true;
	}
	did = prompt_key(&reader->prompt, key);
	if (did == PROMPT_CHANGED)
		reader_find(tui);
	return did != PROMPT_UNUSED;
}

static void start_finding(struct tui *tui)
{
	struct reader *reader = &tui->reader;

	reader->finding = true;
	reader->link = -1;
	prompt_set(&reader->prompt, (struct str){0});
	reader_unmark(reader);
	reader_fit(tui);
}

/* --- commands --- */

static void pan(struct reader *reader, int cells)
{
	int widest = 0;
	size_t n;

	for (n = 0; n < reader->page.count; n++) {
		if (reader->page.lines[n].code &&
			reader->page.lines[n].cells > widest)
			widest = reader->page.lines[n].cells;
	}
	reader->pan += cells;
	if (reader->pan > widest - reader->page.width + PAN_CELLS)
		reader->pan = widest - reader->page.width + PAN_CELLS;
	if (reader->pan < 0)
		reader->pan = 0;
}

static bool scroll(struct tui *tui, enum command command)
{
	enum list_move way;

	if (!row_way(command, &way))
		return false;
	pager_step(&tui->reader.pager, way);
	return true;
}

static bool run(struct tui *tui, enum command command)
{
	struct reader *reader = &tui->reader;

	if (command == COMMAND_LEFT || command == COMMAND_RIGHT)
		move_link(tui, command == COMMAND_RIGHT);
	else if (command == COMMAND_OPEN)
		follow(tui);
	else if (command == COMMAND_OUTSIDE)
		open_outside(tui);
	else if (command == COMMAND_BACK || command == COMMAND_FORWARD)
		reader_history(tui, command == COMMAND_BACK ? -1 : 1);
	else if (command == COMMAND_FIND)
		start_finding(tui);
	else if (command == COMMAND_NEXT || command == COMMAND_PREVIOUS)
		move_match(tui, command == COMMAND_NEXT);
	else if (command == COMMAND_CLEAR) {
		reader_unmark(reader);
		reader->link = -1;
	} else if (command == COMMAND_CONTENTS)
		pick_open(tui, PICK_CONTENTS);
	else if (command == COMMAND_VERSIONS)
		versions_open(tui);
	else if (command == COMMAND_RELATED)
		pick_open(tui, PICK_RELATED);
	else if (command == COMMAND_TOUCHES)
		pick_open(tui, PICK_TOUCHES);
	else if (command == COMMAND_DETAILS)
		pick_open(tui, PICK_DETAILS);
	else if (command == COMMAND_PAN_LEFT || command == COMMAND_PAN_RIGHT)
		pan(reader,
			command == COMMAND_PAN_LEFT ? -PAN_CELLS : PAN_CELLS);
	else
		return scroll(tui, command);
	return true;
}

static enum bar bar(const struct tui *tui)
{
	return tui->reader.finding ? BAR_FIND : BAR_READER;
}

static void place(const struct tui *tui, struct buf *out)
{
	const struct store_hit *hit = tui->reader.note.hit;

	if (!tui->reader.open)
		return;
	if (tui->cols >= 60) {
		buf_str(out, app_kind_label(tui->app, hit->kind, false));
		buf_put(out, " > ");
	}
	buf_str(out, hit->title.len ? hit->title : hit->path);
}

static void side(const struct tui *tui, struct buf *out)
{
	const struct pager *pager = &tui->reader.pager;
	size_t seen = pager->top + pager->rows;

	buf_printf(out, _("%d%%  line %zu/%zu"), pager_percent(pager),
		seen < pager->count ? seen : pager->count, pager->count);
}

/* What a link of the hub leads to, by name. */
static struct str target_title(const struct note *note, struct str path)
{
	size_t i;

	for (i = 0; i < note->out.count; i++) {
		if (str_eq(note->out.items[i].path, path) &&
			note->out.items[i].title.len)
			return note->out.items[i].title;
	}
	return path;
}

/* Where among the places found; nothing for the reader to remember. */
static void hint_find(const struct tui *tui, struct buf *out)
{
	const struct reader *reader = &tui->reader;
	const struct find *find = &reader->find;

	if (find->count)
		buf_printf(out, _("Place %zu of %zu"),
			find->items[find->at].number, find->places);
	else if (reader->finding && reader->prompt.text.len)
		buf_printf(out, _("\"%s\" is not in this note."),
			buf_text(&reader->prompt.text));
	if (find->count && !reader->finding && tui->letters)
		buf_put(out, _(". n next, N previous, c clears."));
}

static void hint(const struct tui *tui, struct buf *out)
{
	const struct reader *reader = &tui->reader;
	const struct note *note = &reader->note;
	struct str path;
	struct str anchor;
	struct str what;

	if (!reader->open)
		return;
	if (reader->link < 0) {
		hint_find(tui, out);
		return;
	}
	buf_printf(out, _("Link %d of %zu: "), reader->link + 1,
		note->doc.link_count);
	switch (note_link_target(note, (size_t)reader->link, &path, &anchor)) {
	case TARGET_NOTE:
		what = target_title(note, path);
		buf_printf(out, _("%.*s. Enter opens it."), STR_ARG(what));
		break;
	case TARGET_ADDRESS:
		what = link_host(path);
		buf_printf(out,
			_("%.*s - %.*s. Enter shows the address, o "
			  "opens it."),
			STR_ARG(what),
			STR_ARG(note->doc.links[reader->link].text));
		break;
	case TARGET_BROKEN:
		buf_printf(out, _("it leads nowhere (%.*s)."), STR_ARG(path));
		break;
	}
}

const struct view_ops view_reader = {
	.draw = reader_draw,
	.run = run,
	.type = type,
	.bar = bar,
	.place = place,
	.side = side,
	.hint = hint,
	.fit = reader_fit,
	.reload = reader_reload,
};
