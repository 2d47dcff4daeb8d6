/* Questions answered by typing: a name for a search; a word that means the
 * same, and the word that lets it be committed. */

#include <string.h>

#include "app/unsent.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/view.h"

enum {
	MARGIN = 60 /* columns from which there is one */
};

void ask_close(struct tui *tui)
{
	ask_clear(&tui->ask);
	tui_fit(tui);
}

void ask_begin(struct tui *tui, enum ask_type type, struct str about)
{
	struct buf copy = {0};

	buf_str(&copy, about);
	ask_clear(&tui->ask);
	tui->ask.about = copy;
	tui->ask.type = type;
}

/* --- a name for a search --- */

void ask_name(struct tui *tui, struct str query)
{
	query = str_trim(query);
	if (!query.len) {
		tui_say(tui, "%s",
			_("There is no search to keep: type one first."));
		return;
	}
	ask_begin(tui, ASK_NAME, query);
	buf_printf(&tui->ask.text,
		_("A name for the search %.*s. It is found again with saved: "
		  "and among the filters."),
		STR_ARG(query));
}

static void keep(struct tui *tui)
{
	struct ask *ask = &tui->ask;
	struct str name = str_trim(buf_slice(&ask->prompt.text));
	struct error err = {0};

	if (!name.len) {
		tui_say(tui, "%s", _("Nothing was kept."));
	} else if (app_saved_keep(
			   tui->app, name, buf_slice(&ask->about), &err)) {
		tui_say(tui, _("Kept as \"%.*s\"."), STR_ARG(name));
		facets_want(tui);
	} else {
		tui_fail(tui, &err);
		return;
	}
	ask_close(tui);
}

/* --- a word that means the same --- */

void ask_term(struct tui *tui, struct str words)
{
	words = str_trim(words);
	if (!words.len) {
		tui_say(tui, "%s",
			_("Only when hardly anything is found can a word be "
			  "added that means the same."));
		return;
	}
	ask_begin(tui, ASK_TERM, words);
	buf_put(&tui->ask.text,
		_("The hub's notes say it in other words? Type one they use; "
		  "next the change is shown."));
}

static void set_terms(const struct ask *ask, struct str terms[2],
	struct app_terms_change *change)
{
	terms[0] = buf_slice(&ask->about);
	terms[1] = buf_slice(&ask->term);
	memset(change, 0, sizeof(*change));
	change->terms = terms;
	change->count = 2;
}

static void changed_clear(struct app_terms_changed *changed)
{
	buf_clear(&changed->before);
	buf_clear(&changed->after);
}

/* What the commit will be, before it is made. */
static void show_change(struct tui *tui)
{
	struct ask *ask = &tui->ask;
	struct str terms[2];
	struct app_terms_change change;
	struct app_terms_changed changed = {0};
	struct error err = {0};
	struct str name;

	buf_cut(&ask->term, 0);
	buf_str(&ask->term, str_trim(buf_slice(&ask->prompt.text)));
	set_terms(ask, terms, &change);
	change.dry = true;
	if (!app_change_terms(tui->app, &change, &changed, &err)) {
		tui_fail(tui, &err);
	} else if (str_eq(buf_slice(&changed.before),
			   buf_slice(&changed.after))) {
		tui_say(tui, _("\"%.*s\" and \"%.*s\" mean the same already."),
			STR_ARG(terms[0]), STR_ARG(terms[1]));
		ask_close(tui);
	} else {
		name = app_terms_name(tui->app);
		ask->type = ASK_COMMIT;
		prompt_set(&ask->prompt, (struct str){0});
		buf_cut(&ask->text, 0);
		buf_printf(&ask->text,
			_("In %.*s one commit will say: %.*s = %.*s. Others "
			  "get it when it is shared. Esc changes nothing."),
			STR_ARG(name), STR_ARG(terms[0]), STR_ARG(terms[1]));
	}
	changed_clear(&changed);
}

static void add_term(struct tui *tui)
{
	struct ask *ask = &tui->ask;
	struct str terms[2];
	struct app_terms_change change;
	struct app_terms_changed changed = {0};
	struct error err = {0};

	set_terms(ask, terms, &change);
	if (app_change_terms(tui->app, &change, &changed, &err)) {
		tui->work.checked = false;
		tui->work.again = true;
		tui_say(tui, _("Added: %.*s = %.*s."), STR_ARG(terms[0]),
			STR_ARG(terms[1]));
	} else {
		tui_fail(tui, &err);
	}
	changed_clear(&changed);
	ask_close(tui);
}

/* Only the whole word is a yes. */
static void commit(struct tui *tui)
{
	struct str typed = str_trim(buf_slice(&tui->ask.prompt.text));

	if (str_eq_nocase(typed, str_from(_("yes")))) {
		add_term(tui);
		return;
	}
	tui_say(tui, "%s", _("Nothing was changed."));
	ask_close(tui);
}

/* --- the last commit, taken back --- */

void ask_undo(struct tui *tui)
{
	struct undone undone = {0};
	struct error err = {0};

	if (!waits_is_free(tui))
		return;
	if (app_undo(tui->app, true, &undone, &err)) {
		ask_begin(tui, ASK_UNDO, str_from(undone.commit));
		buf_printf(&tui->ask.text,
			_("Takes back the last commit, which nobody else has: "
			  "%s. Esc changes nothing."),
			buf_text(&undone.subject));
		tui_fit(tui);
	} else {
		tui_fail(tui, &err);
	}
	buf_clear(&undone.subject);
}

static void undo(struct tui *tui)
{
	struct str typed = str_trim(buf_slice(&tui->ask.prompt.text));
	struct undone undone = {0};
	struct error err = {0};
	struct buf commit = {0};
	bool yes = str_eq_nocase(typed, str_from(_("yes")));

	buf_str(&commit, buf_slice(&tui->ask.about));
	ask_close(tui);
	if (!yes || !waits_is_free(tui)) {
		if (!yes)
			tui_say(tui, "%s", _("Nothing was changed."));
	} else if (!app_undo(tui->app, true, &undone, &err)) {
		tui_fail(tui, &err);
	} else if (!str_is(buf_slice(&commit), undone.commit)) {
		tui_say(tui, "%s",
			_("There is another commit by now. Nothing was "
			  "changed."));
	} else {
		buf_clear(&undone.subject);
		if (app_undo(tui->app, false, &undone, &err)) {
			waits_changed(tui);
			tui_say(tui, _("Taken back: %s"),
				buf_text(&undone.subject));
		} else {
			tui_fail(tui, &err);
		}
	}
	buf_clear(&undone.subject);
	buf_clear(&commit);
}

/* --- the title of a note to be --- */

void ask_title(struct tui *tui, struct str kind)
{
	ask_begin(tui, ASK_TITLE, kind);
	buf_printf(&tui->ask.text,
		_("%.*s: give it a title. Enter opens your editor; the title "
		  "can be changed there."),
		STR_ARG(app_kind_label(
			tui->app, buf_slice(&tui->ask.about), false)));
	if (tui_view(tui) == VIEW_PICK)
		tui_pop(tui);
	tui_fit(tui);
}

static void add_note(struct tui *tui)
{
	struct buf kind = {0}, title = {0};

	buf_str(&kind, buf_slice(&tui->ask.about));
	buf_str(&title, str_trim(buf_slice(&tui->ask.prompt.text)));
	ask_close(tui);
	write_new(tui, buf_slice(&kind), buf_slice(&title));
	buf_clear(&kind);
	buf_clear(&title);
}

/* --- a draft, deleted --- */

void ask_drop(struct tui *tui, struct str name, struct str title)
{
	struct buf copy = {0};

	buf_str(&copy, title);
	ask_begin(tui, ASK_DROP, name);
	buf_printf(&tui->ask.text,
		_("Deletes the draft %s with all that is written in it, for "
		  "good. Esc keeps it."),
		buf_text(&copy));
	buf_clear(&copy);
	tui_fit(tui);
}

static void drop(struct tui *tui)
{
	struct str typed = str_trim(buf_slice(&tui->ask.prompt.text));
	bool yes = str_eq_nocase(typed, str_from(_("yes")));
	struct error err = {0};
	struct buf name = {0};

	buf_str(&name, buf_slice(&tui->ask.about));
	ask_close(tui);
	if (!yes) {
		tui_say(tui, "%s", _("Nothing was deleted."));
	} else if (!app_draft_remove(tui->app, buf_slice(&name), &err)) {
		tui_fail(tui, &err);
	} else {
		tui->waits.counted = false;
		tui_pop(tui);
		pick_open(tui, PICK_WAITING);
		tui_say(tui, "%s", _("The draft is deleted."));
	}
	buf_clear(&name);
}

/* --- a round that is done only if a person says so --- */

void ask_sync(struct tui *tui, const char *question)
{
	ask_begin(tui, ASK_SYNC, (struct str){0});
	buf_put(&tui->ask.text, question);
	tui_fit(tui);
}

static void agree(struct tui *tui)
{
	struct str typed = str_trim(buf_slice(&tui->ask.prompt.text));
	bool yes = str_eq_nocase(typed, str_from(_("yes")));

	ask_close(tui);
	if (!yes) {
		tui_say(tui, "%s", _("Nothing was changed."));
		return;
	}
	tui->work.agreed = true;
	work_start(tui, WORK_SYNC);
}

/* --- words for the rows of the desk --- */

void ask_words(struct tui *tui, struct str words)
{
	ask_begin(tui, ASK_WORDS, (struct str){0});
	prompt_set(&tui->ask.prompt, words);
	buf_put(&tui->ask.text,
		_("Words of a title, an event, an owner or a kind. Empty shows "
		  "all."));
	tui_fit(tui);
}

static void filter(struct tui *tui)
{
	struct buf words = {0};

	buf_str(&words, str_trim(buf_slice(&tui->ask.prompt.text)));
	ask_close(tui);
	desk_filter(tui, buf_slice(&words));
	buf_clear(&words);
}

/* --- keys --- */

static void answer(struct tui *tui)
{
	switch (tui->ask.type) {
	case ASK_NOTHING:
		break;
	case ASK_NAME:
		keep(tui);
		break;
	case ASK_TERM:
		if (str_trim(buf_slice(&tui->ask.prompt.text)).len)
			show_change(tui);
		break;
	case ASK_COMMIT:
		commit(tui);
		break;
	case ASK_UNDO:
		undo(tui);
		break;
	case ASK_TITLE:
		add_note(tui);
		break;
	case ASK_DROP:
		drop(tui);
		break;
	case ASK_SYNC:
		agree(tui);
		break;
	case ASK_WORDS:
		filter(tui);
		break;
	case ASK_REASON:
		desk_dismissed(tui);
		break;
	case ASK_CHANGE:
		if (!form_answer(tui))
			publish_plan(tui);
		break;
	case ASK_PUBLISH:
		publish_commit(tui);
		break;
	}
}

void ask_key(struct tui *tui, struct key key)
{
	bool known;

	if (key.press == PRESS_ENTER) {
		answer(tui);
	} else if (key.press == PRESS_ESCAPE) {
		ask_close(tui);
	} else if (prompt_key(&tui->ask.prompt, key) == PROMPT_UNUSED) {
		enum command command = keys_find(tui_view(tui), key, &known);

		/* What leaves the screen works; help is what stands below. */
		if (command == COMMAND_QUIT || command == COMMAND_REDRAW ||
			command == COMMAND_SUSPEND || command == COMMAND_CANCEL)
			tui_command(tui, command);
		else if (command != COMMAND_HELP)
			tui_say(tui, "%s",
				_("Enter answers, Esc leaves it be."));
	}
}

/* --- painting --- */

static void label(const struct ask *ask, struct buf *out)
{
	switch (ask->type) {
	case ASK_NOTHING:
		break;
	case ASK_NAME:
		buf_put(out, _("Keep as:"));
		break;
	case ASK_TERM:
		buf_printf(out, _("%.*s means the same as:"),
			STR_ARG(buf_slice(&ask->about)));
		break;
	case ASK_COMMIT:
		buf_put(out, _("Type yes to add it:"));
		break;
	case ASK_UNDO:
		buf_put(out, _("Type yes to take it back:"));
		break;
	case ASK_TITLE:
		buf_put(out, _("Title:"));
		break;
	case ASK_DROP:
		buf_put(out, _("Type yes to delete it:"));
		break;
	case ASK_SYNC:
		buf_put(out, _("Type yes to go on all the same:"));
		break;
	case ASK_WORDS:
		buf_put(out, _("Only with:"));
		break;
	case ASK_REASON:
		buf_put(out, _("Dismiss it, why:"));
		break;
	case ASK_CHANGE:
		form_label(ask, out);
		break;
	case ASK_PUBLISH:
		buf_printf(out, _("Type %s to go on:"), buf_text(&ask->about));
		break;
	}
}

void ask_draw(const struct tui *tui, struct canvas *canvas)
{
	int margin = tui->cols >= MARGIN ? 1 : 0;
	struct span at = {0, margin, tui->cols - 2 * margin};
	struct buf text = {0};
	bool apart;
	int row;

	if (!tui->ask.type)
		return;
	label(&tui->ask, &text);
	/* A long label has a row of its own: there must be room to type. */
	apart = canvas_width(buf_slice(&text)) > at.cells / 2;
	at.row = tui->rows - 2 - tui_message_rows(tui) - apart;
	at.row = at.row > 1 ? at.row : 1;
	for (row = at.row; row < tui->rows - 1; row++)
		canvas_fill(canvas, (struct span){row, 0, tui->cols}, INK_PLAIN,
			' ');
	row = canvas_fit(canvas, at, INK_BOLD, buf_slice(&text)) + 1;
	at.row += apart;
	prompt_draw(
		&tui->ask.prompt, canvas, span_from(at, apart ? 0 : row), true);
	buf_clear(&text);
}

void ask_clear(struct ask *ask)
{
	prompt_clear(&ask->prompt);
	buf_clear(&ask->about);
	buf_clear(&ask->term);
	buf_clear(&ask->text);
	memset(ask, 0, sizeof(*ask));
}
