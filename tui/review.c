/* Reviewed, and still right: the dates that say so, seen before they are
 * committed. */
#include "app/contribute.h"
#include "app/difference.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "tui/view.h"

static void put_first_line(struct buf *out, const struct buf *message)
{
	struct str rest = buf_slice(message), line = {0};

	str_cut(&rest, '\n', &line);
	gate_text(out, line, GATE_LINE);
}

static void show(struct tui *tui, const struct reviewed *reviewed)
{
	struct sheet *sheet = &tui->paper.sheet;
	struct buf line = {0};

	sheet_reset(sheet);
	put_first_line(&line, &reviewed->message);
	sheet_head(sheet, true, buf_slice(&line));
	sheet_head(sheet, false, buf_slice(&tui->reviewing));
	sheet_head(sheet, false,
		str_from(_("You have read it and all is still right? Nothing "
			   "is committed yet. This would be:")));
	sheet_head(sheet, false, (struct str){0});
	app_difference(&sheet->text, buf_slice(&reviewed->old),
		buf_slice(&reviewed->text), true, NULL);
	sheet_open(tui, PAPER_REVIEW);
	buf_clear(&line);
}

void review_open(struct tui *tui)
{
	struct reviewed reviewed = {.dry = true};
	struct str ref = write_subject(tui);
	struct error err = {0};

	if (!ref.len) {
		tui_say(tui, "%s", _("Choose a note first."));
		return;
	}
	if (!waits_is_free(tui))
		return;
	buf_clear(&tui->reviewing);
	buf_str(&tui->reviewing, ref);
	if (!app_review(tui->app, ref, &reviewed, &err))
		tui_fail(tui, &err);
	else if (str_eq(buf_slice(&reviewed.old), buf_slice(&reviewed.text)))
		tui_say(tui, "%s", _("It was reviewed today already."));
	else
		show(tui, &reviewed);
	reviewed_clear(&reviewed);
}

static void commit(struct tui *tui)
{
	struct reviewed reviewed = {.dry = false};
	struct error err = {0};

	if (!waits_is_free(tui))
		return;
	if (app_review(tui->app, buf_slice(&tui->reviewing), &reviewed, &err)) {
		tui_pop(tui);
		waits_committed(tui, buf_slice(&reviewed.message));
	} else {
		tui_fail(tui, &err);
	}
	reviewed_clear(&reviewed);
}

bool review_run(struct tui *tui, enum command command)
{
	if (command == COMMAND_OPEN) {
		commit(tui);
	} else if (command == COMMAND_EDIT) {
		tui_pop(tui);
		write_edit(tui, buf_slice(&tui->reviewing));
	} else {
		return false;
	}
	return true;
}

void review_hint(struct buf *out)
{
	buf_put(out,
		_("Enter commits, e edits the note instead, Esc leaves it as "
		  "it is."));
}
