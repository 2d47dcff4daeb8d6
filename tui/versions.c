/* The versions of the note that is read: a list, what each changed, and the
 * text it left. Read-only. */
#include "app/difference.h"
#include "app/history.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "tui/view.h"

void versions_open(struct tui *tui)
{
	struct history *history = &tui->history;
	struct error err = {0};
	struct buf path = {0};

	if (!tui->reader.open)
		return;
	buf_str(&path, tui->reader.note.hit->path);
	versions_clear(&history->versions);
	if (!app_versions(tui->app, buf_slice(&path), &history->versions, &err))
		tui_fail(tui, &err);
	else if (!history->versions.rows.count)
		tui_say(tui, "%s", _("This note has no history yet."));
	else
		pick_open(tui, PICK_VERSIONS);
	buf_clear(&path);
}

void pick_fill_versions(struct tui *tui)
{
	const struct store_history *rows = &tui->history.versions.rows;
	struct pick *pick = &tui->pick;
	struct buf date = {0};
	size_t i;

	for (i = 0; i < rows->count; i++) {
		const struct store_change *row = &rows->items[i];
		struct pick_item *item = pick_add(pick, row->subject);

		buf_cut(&date, 0);
		date_iso(&date, date_local(row->time));
		item->key = pick_keep(pick, buf_slice(&date));
		item->detail = pick_keep(pick, row->author);
		item->number = i;
		item->picked = PICKED_VERSION;
	}
	buf_clear(&date);
}

static void put_head(struct tui *tui, const struct store_change *row)
{
	struct sheet *sheet = &tui->paper.sheet;
	struct buf text = {0};

	date_iso(&text, date_local(row->time));
	buf_printf(&text, "  %.*s  %.*s", STR_ARG(row->author),
		STR_ARG(str_sub(row->commit, 0, 10)));
	sheet_head(sheet, true, row->subject);
	sheet_head(sheet, false, buf_slice(&text));
	sheet_head(sheet, false,
		str_from(tui->history.whole ? _("The whole text as it was:")
					    : _("What it changed:")));
	sheet_head(sheet, false, (struct str){0});
	buf_clear(&text);
}

static bool read_version(
	struct tui *tui, size_t n, struct buf *text, struct error *err)
{
	const struct versions *versions = &tui->history.versions;

	return n >= versions->rows.count || versions->rows.items[n].op == 'D' ||
		app_version_text(tui->app, versions,
			versions->rows.items[n].commit.data, text, err);
}

static void show(struct tui *tui)
{
	struct history *history = &tui->history;
	struct sheet *sheet = &tui->paper.sheet;
	struct buf old = {0}, new = {0};
	struct error err = {0};

	sheet_reset(sheet);
	put_head(tui, &history->versions.rows.items[history->at]);
	if (!read_version(tui, history->at, &new, &err) ||
		!read_version(tui, history->at + 1, &old, &err))
		sheet_head(sheet, false, str_from(err.text));
	else if (history->whole)
		gate_text(&sheet->text, buf_slice(&new), GATE_BODY);
	else
		app_difference(&sheet->text, buf_slice(&old), buf_slice(&new),
			true, NULL);
	buf_clear(&old);
	buf_clear(&new);
	sheet_open(tui, PAPER_VERSION);
}

void versions_show(struct tui *tui, size_t n)
{
	if (n >= tui->history.versions.rows.count)
		return;
	tui->history.at = n;
	tui->history.whole = false;
	show(tui);
}

bool versions_run(struct tui *tui, enum command command)
{
	struct history *history = &tui->history;
	bool next = command == COMMAND_NEXT;

	if (command == COMMAND_OPEN) {
		history->whole = !history->whole;
		show(tui);
	} else if (next || command == COMMAND_PREVIOUS) {
		if (next ? history->at + 1 == history->versions.rows.count
			 : history->at == 0)
			tui_say(tui, "%s",
				next ? _("This is the oldest version.")
				     : _("This is the newest version."));
		else
			versions_show(
				tui, next ? history->at + 1 : history->at - 1);
	} else if (command == COMMAND_MINE || command == COMMAND_THEIRS ||
		command == COMMAND_EDIT) {
		tui_say(tui, "%s",
			_("A version that was is only read. Esc goes back."));
	} else {
		return false;
	}
	return true;
}

void versions_place(const struct tui *tui, struct buf *out)
{
	buf_printf(out, _("Version %zu of %zu"), tui->history.at + 1,
		tui->history.versions.rows.count);
}

void versions_hint(const struct tui *tui, struct buf *out)
{
	buf_put(out,
		tui->history.whole
			? _("Enter shows what it changed. n older, N newer.")
			: _("Enter shows the whole text. n older, N newer."));
}
