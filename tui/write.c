/* Adding and editing: the draft, the editor, and what would be committed. */
#include <string.h>

#include "app/contribute.h"
#include "app/difference.h"
#include "app/inbox.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "tui/view.h"

/* --- beginning --- */

/* Whether somebody can write here now; the one before is put away. */
static bool begin(struct tui *tui)
{
	struct writing *writing = &tui->writing;
	struct error err = {0};

	if (!waits_is_free(tui))
		return false;
	write_close(tui);
	if (!tui->app->store) {
		tui_say(tui, "%s",
			_("The index is being built. Wait until it is ready."));
		return false;
	}
	if (app_may_write(tui->app, &err) &&
		editor_find(&writing->editor, &err))
		return true;
	tui_fail(tui, &err);
	return false;
}

/* The draft is there, or it is said why not. */
static void begun(struct tui *tui, bool ok, const struct error *err)
{
	struct writing *writing = &tui->writing;

	if (!ok) {
		tui_fail(tui, err);
		writing->draft = (struct draft){.lock = -1};
		write_close(tui);
		return;
	}
	writing->open = true;
	tui->waits.counted = false;
	tui->outside = OUTSIDE_WRITE;
}

void write_edit(struct tui *tui, struct str ref)
{
	struct error err = {0};
	struct buf copy = {0}; /* the draft before may own it */

	if (!ref.len) {
		tui_say(tui, "%s", _("Choose a note first."));
		return;
	}
	buf_str(&copy, ref);
	if (begin(tui))
		begun(tui,
			app_draft_edit(tui->app, buf_slice(&copy), true,
				&tui->writing.draft, &err),
			&err);
	buf_clear(&copy);
}

struct str write_subject(const struct tui *tui)
{
	const struct view_ops *ops = view_of(tui_view(tui));

	if (tui_view(tui) == VIEW_READER && tui->reader.open)
		return tui->reader.note.hit->path;
	return ops->focus ? ops->focus(tui) : (struct str){0};
}

void write_focus(struct tui *tui)
{
	write_edit(tui, write_subject(tui));
}

void write_language(struct tui *tui, struct str ref, struct str lang)
{
	struct error err = {0};
	struct buf copy = {0};

	buf_str(&copy, ref);
	if (begin(tui))
		begun(tui,
			app_draft_translate(tui->app, buf_slice(&copy), lang,
				&tui->writing.draft, &err),
			&err);
	buf_clear(&copy);
}

void write_translate(struct tui *tui)
{
	struct str langs[TRANSLATIONS];
	struct str ref = write_subject(tui);
	struct error err = {0};
	size_t count;

	if (!ref.len)
		tui_say(tui, "%s", _("Choose a note first."));
	else if (!tui->app->store ||
		!app_translations(tui->app, ref, langs, &count, &err))
		tui_fail(tui, &err);
	else if (count == 1)
		write_language(tui, ref, langs[0]);
	else
		pick_open(tui, PICK_LANGUAGES);
}

/* The person's own, if the hub's notes are written in it. */
static struct str own_language(const struct tui *tui)
{
	const struct schema *schema = &tui->app->schema;
	struct str lang = str_from(i18n_lang());
	size_t i;

	for (i = 0; i < schema->language_count; i++) {
		if (str_eq(schema->languages[i], lang))
			return schema->languages[i];
	}
	return (struct str){0};
}

void write_new(struct tui *tui, struct str kind, struct str title)
{
	struct draft_request request = {.kind = kind,
		.title = title,
		.lang = own_language(tui),
		.help = true};
	struct error err = {0};

	if (begin(tui))
		begun(tui,
			app_draft_new(
				tui->app, &request, &tui->writing.draft, &err),
			&err);
}

void write_signal(struct tui *tui, long number)
{
	const struct inbox_keeping keeping = {.number = number, .help = true};
	struct error err = {0};

	if (!begin(tui))
		return;
	tui->writing.signal = number;
	begun(tui,
		app_inbox_draft(tui->app, &keeping, &tui->writing.draft, &err),
		&err);
}

/* --- the screen after the editor --- */

static void put_problems(struct sheet *sheet, const struct proposal *p)
{
	struct buf line = {0};
	size_t i;

	for (i = 0; i < p->doc.problems.count; i++) {
		buf_cut(&line, 0);
		proposal_problem(p, i, &line);
		sheet_head(sheet, false, buf_slice(&line));
	}
	buf_clear(&line);
}

static const char *state_text(enum proposal_state state)
{
	switch (state) {
	case PROPOSAL_WRONG:
		return _("Not ready: there are errors. e edits again.");
	case PROPOSAL_CLASH:
		return _("Not ready: others changed the same. e edits again.");
	case PROPOSAL_SAME:
	case PROPOSAL_READY:
		break;
	}
	return _("Nothing is committed yet. This would be:");
}

static void show(struct tui *tui)
{
	struct sheet *sheet = &tui->paper.sheet;
	const struct proposal *p = &tui->writing.proposal;
	struct buf text = {0};
	struct str rest = buf_slice(&p->message);
	struct str line = {0};

	sheet_reset(sheet);
	str_cut(&rest, '\n', &line);
	sheet_head(sheet, true, line);
	sheet_head(sheet, false, buf_slice(&p->path));
	sheet_head(sheet, false, str_from(state_text(p->state)));
	proposal_tell(p, &text);
	if (text.len)
		sheet_head(sheet, false, buf_slice(&text));
	put_problems(sheet, p);
	sheet_head(sheet, false, (struct str){0});
	if (p->is_new)
		gate_text(&sheet->text, buf_slice(&p->text), GATE_BODY);
	else
		app_difference(&sheet->text, buf_slice(&p->old),
			buf_slice(&p->text), true, NULL);
	buf_clear(&text);
	sheet_open(tui, PAPER_PROPOSAL);
}

/* The signal that it is a draft of is kept, unless the draft was dropped. */
static void keep_signal(struct tui *tui)
{
	long number = tui->writing.signal;
	struct error err = {0};

	if (number &&
		!app_inbox_decide(
			tui->app, number, INBOX_KEPT, (struct str){0}, &err))
		tui_fail(tui, &err);
	tui->writing.signal = 0;
	if (number)
		view_desk.reload(tui);
}

static void leave(struct tui *tui)
{
	keep_signal(tui);
	if (tui_view(tui) == VIEW_SHEET && tui->paper.type == PAPER_PROPOSAL)
		tui_pop(tui);
	write_close(tui);
	tui->waits.counted = false;
}

/* A text that cannot be looked at: what is wrong, on the same screen. */
static void show_error(struct tui *tui, const struct error *err)
{
	struct sheet *sheet = &tui->paper.sheet;

	sheet_reset(sheet);
	sheet_head(sheet, true, str_from(_("This cannot be committed")));
	sheet_head(sheet, false, str_from(err->text));
	sheet_open(tui, PAPER_PROPOSAL);
}

static void unchanged(struct tui *tui)
{
	app_draft_drop(&tui->writing.draft);
	tui->writing.signal = 0;
	leave(tui);
	tui_say(tui, "%s", _("Nothing was changed, so nothing was committed."));
}

static void look(struct tui *tui)
{
	struct writing *writing = &tui->writing;
	struct error err = {0};

	proposal_clear(&writing->proposal);
	writing->proposed = app_propose(
		tui->app, &writing->draft, &writing->proposal, &err);
	if (!writing->proposed)
		show_error(tui, &err);
	else if (writing->proposal.state == PROPOSAL_SAME)
		unchanged(tui);
	else
		show(tui);
}

void write_outside(struct tui *tui)
{
	struct writing *writing = &tui->writing;
	struct error err = {0};

	if (app_draft_editor(&writing->draft, &writing->editor, &err)) {
		look(tui);
		return;
	}
	leave(tui);
	tui_say(tui, _("%s (F8 lists the drafts; Enter goes on with one.)"),
		err.text);
}

/* --- its keys --- */

static void commit(struct tui *tui)
{
	struct writing *writing = &tui->writing;
	struct proposal *p = &writing->proposal;
	struct save_result result = {.same = false};
	struct buf message = {0};
	struct error err = {0};

	if (!writing->proposed || p->state != PROPOSAL_READY) {
		tui_say(tui, "%s",
			_("This cannot be committed as it is. e edits again, "
			  "Esc keeps the draft."));
		return;
	}
	if (!waits_is_free(tui))
		return;
	if (!app_commit(tui->app, &writing->draft, p, &result, &err)) {
		tui_fail(tui, &err);
		return;
	}
	if (p->state == PROPOSAL_SAME) {
		unchanged(tui);
		return;
	}
	if (p->state != PROPOSAL_READY) {
		show(tui);
		return;
	}
	buf_str(&message, buf_slice(&p->message));
	if (p->is_new && !writing->signal)
		buf_str(&tui->work.open, buf_slice(&p->path));
	leave(tui);
	waits_committed(tui, buf_slice(&message));
	if (result.kept[0])
		tui_say(tui, "%s",
			_("Committed. A file was edited in between and holds "
			  "that text; look at it with git diff."));
	buf_clear(&message);
}

static void put_away(struct tui *tui)
{
	const struct draft *draft = &tui->writing.draft;
	struct buf text = {0};

	if (draft->in_place)
		buf_printf(&text,
			_("Nothing was committed. The text stays in %s; e "
			  "goes on with it, F5 commits and sends it."),
			draft->file);
	else
		buf_put(&text,
			_("Nothing was committed. The text is kept as a "
			  "draft: F8 lists it, Enter there goes on."));
	leave(tui);
	tui->waits.counted = false;
	tui_say(tui, "%s", buf_text(&text));
	buf_clear(&text);
}

bool write_run(struct tui *tui, enum command command)
{
	if (command == COMMAND_OPEN)
		commit(tui);
	else if (command == COMMAND_EDIT)
		tui->outside = OUTSIDE_WRITE;
	else if (command == COMMAND_CLOSE)
		put_away(tui);
	else
		return false;
	return true;
}

void write_hint(const struct tui *tui, struct buf *out)
{
	const struct writing *writing = &tui->writing;

	if (writing->proposed && writing->proposal.state == PROPOSAL_READY)
		buf_put(out,
			_("Enter commits, e edits again, Esc keeps the "
			  "draft."));
	else
		buf_put(out,
			_("Not ready. e edits again, Esc keeps the draft."));
}

void write_close(struct tui *tui)
{
	struct writing *writing = &tui->writing;

	if (writing->open)
		app_draft_close(&writing->draft);
	proposal_clear(&writing->proposal);
	editor_clear(&writing->editor);
	*writing = (struct writing){.draft = {.lock = -1}};
	tui->outside = OUTSIDE_NOTHING;
}
