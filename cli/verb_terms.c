/* terms: the words that mean the same, shown and changed. */

#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/verb.h"

enum {
	TERMS_MAX = 64,
	COMMIT_SHOWN = 10
};

/* "a = b = c"; one-way "a > b = c". */
static void write_group(struct buf *out, const struct term_group *group)
{
	size_t i;

	for (i = 0; i < group->count; i++) {
		if (i)
			buf_put(out, i == group->from ? " > " : " = ");
		gate_text(out, group->terms[i], GATE_LINE);
	}
	buf_byte(out, '\n');
}

static bool has_word(const struct term_group *group, struct str folded)
{
	struct buf term = {0};
	bool found = false;
	size_t i;

	for (i = 0; !found && i < group->count; i++) {
		buf_cut(&term, 0);
		utf8_fold(&term, group->terms[i]);
		found = utf8_contains(buf_slice(&term), folded);
	}
	buf_clear(&term);
	return found;
}

static void join_args(const struct call *call, int from, struct buf *out)
{
	int i;

	for (i = from; i < call->arg_count; i++) {
		if (i > from)
			buf_byte(out, ' ');
		buf_put(out, call->args[i]);
	}
}

static int list(const struct call *call, struct app *app, int from)
{
	struct buf typed = {0}, folded = {0}, out = {0};
	const struct terms *terms = &app->terms;
	size_t shown = 0, i;

	join_args(call, from, &typed);
	utf8_fold(&folded, buf_slice(&typed));
	app_terms(app);
	for (i = 0; i < terms->count; i++) {
		if (folded.len &&
			!has_word(&terms->groups[i], buf_slice(&folded)))
			continue;
		write_group(&out, &terms->groups[i]);
		shown++;
	}
	verb_print(&out);
	buf_cut(&out, 0);
	if (app_terms_problem(app, true, &out))
		verb_say(call, buf_text(&out));
	if (!shown && folded.len)
		verb_say(call,
			_("No term of the list has this word. fyr terms add "
			  "ONE = ANOTHER adds one."));
	else if (!shown)
		verb_say(call,
			_("This hub has no term list yet. fyr terms add ONE = "
			  "ANOTHER begins one."));
	buf_clear(&typed);
	buf_clear(&folded);
	buf_clear(&out);
	return shown ? 0 : EXIT_NOTHING;
}

/* With an equals sign anywhere the words between two of them are one term. */
static size_t take_terms(const struct call *call, struct buf *joined,
	struct str terms[TERMS_MAX])
{
	struct str rest;
	size_t count = 0;
	int i;

	join_args(call, 1, joined);
	rest = buf_slice(joined);
	if (str_find(rest, '=') < rest.len &&
		strcmp(call->args[0], "add") == 0) {
		while (count < TERMS_MAX &&
			str_cut(&rest, '=', &terms[count])) {
			terms[count] = str_trim(terms[count]);
			count += terms[count].len > 0;
		}
		return count;
	}
	for (i = 1; i < call->arg_count && count < TERMS_MAX; i++)
		terms[count++] = str_from(call->args[i]);
	return count;
}

/* The lines that differ, each file's once: what one change touches. */
static void write_difference(
	struct buf *out, struct str name, struct str old, struct str new)
{
	size_t start = 0, end = 0;
	struct str line;
	int number = 1;

	while (start < old.len &&
		start < new.len &&old.data[start] == new.data[start])
		start++;
	while (start > 0 && old.data[start - 1] != '\n')
		start--;
	while (end < old.len - start &&
		end < new.len - start &&old.data[old.len - end - 1] ==
			new.data[new.len - end - 1])
		end++;
	while (end > 0 && old.data[old.len - end - 1] != '\n' &&
		old.len - end > start)
		end--;
	for (size_t i = 0; i < start; i++)
		number += old.data[i] == '\n';
	gate_text(out, name, GATE_LINE);
	buf_printf(out, ":%d\n", number);
	old = str_sub(old, start, old.len - end);
	new = str_sub(new, start, new.len - end);
	while (str_cut(&old, '\n', &line)) {
		buf_put(out, "- ");
		gate_text(out, line, GATE_LINE);
		buf_byte(out, '\n');
	}
	while (str_cut(&new, '\n', &line)) {
		buf_put(out, "+ ");
		gate_text(out, line, GATE_LINE);
		buf_byte(out, '\n');
	}
}

static void say_done(const struct call *call, const struct app *app,
	const struct app_terms_changed *changed)
{
	struct str name = app_terms_name(app);
	struct buf text = {0};

	if (!changed->written) {
		buf_put(&text, _("Nothing is changed by this: --dry-run."));
	} else if (!changed->save.commit[0]) {
		buf_printf(&text,
			_("%.*s is written. This hub is a plain folder, so "
			  "there is no commit."),
			STR_ARG(name));
	} else {
		buf_printf(&text, _("Committed: %.*s"), COMMIT_SHOWN,
			changed->save.commit);
	}
	verb_say(call, buf_text(&text));
	if (changed->save.hooks)
		verb_say(call, _("The hooks of this repository were not run."));
	if (changed->save.kept[0]) {
		buf_cut(&text, 0);
		buf_printf(&text,
			_("Edited in the same moment: %s. The file holds that "
			  "text; compare with 'git diff'."),
			changed->save.kept);
		verb_say(call, buf_text(&text));
	}
	buf_clear(&text);
}

static bool change(const struct call *call, struct app *app, bool removes,
	struct error *err)
{
	struct str terms[TERMS_MAX];
	struct app_terms_change how = {terms, 0, false, removes, false};
	struct app_terms_changed changed = {0};
	struct buf joined = {0}, out = {0};
	bool ok;

	how.oneway = call_has(call, OPTION_ONEWAY);
	how.dry = call_has(call, OPTION_DRY_RUN);
	how.count = take_terms(call, &joined, terms);
	if (removes) {
		terms[0] = str_sub(buf_slice(&joined), 0, joined.len);
		how.count = 1;
	}
	ok = app_change_terms(app, &how, &changed, err);
	if (ok &&
		str_eq(buf_slice(&changed.before), buf_slice(&changed.after))) {
		verb_say(call,
			_("The term list says this already; nothing is "
			  "changed."));
	} else if (ok) {
		write_difference(&out, app_terms_name(app),
			buf_slice(&changed.before), buf_slice(&changed.after));
		verb_print(&out);
		say_done(call, app, &changed);
	}
	buf_clear(&changed.before);
	buf_clear(&changed.after);
	buf_clear(&joined);
	buf_clear(&out);
	return ok;
}

static bool check(const struct call *call, bool *changes, struct error *err)
{
	const char *what = call->arg_count ? call->args[0] : "list";
	bool adds = strcmp(what, "add") == 0;

	*changes = adds || strcmp(what, "remove") == 0;
	if (!*changes &&
		(call_has(call, OPTION_ONEWAY) ||
			call_has(call, OPTION_DRY_RUN)))
		return error_set(err, ERROR_INPUT,
			_("--oneway and --dry-run are for fyr terms add and "
			  "remove."));
	if (!*changes && strcmp(what, "list") != 0)
		return error_set(err, ERROR_INPUT,
			_("fyr terms knows list, add and remove. fyr terms "
			  "list WORD shows the groups with a word."));
	if (*changes && call->arg_count < 2)
		return error_set(err, ERROR_INPUT,
			adds ? _("Name the terms: fyr terms add \"one\" = "
				 "\"another\".")
			     : _("Name the term that is to be removed."));
	return !*changes || verb_may_change(call, err);
}

int verb_terms(const struct call *call)
{
	struct app *app = NULL;
	struct error err = {0};
	bool changes;
	int status = 0;

	if (!check(call, &changes, &err) || !verb_ready(call, &app, &err))
		return verb_fail(&err);
	if (!changes)
		status = list(call, app, call->arg_count ? 1 : 0);
	else if (!change(call, app, strcmp(call->args[0], "remove") == 0, &err))
		status = verb_fail(&err);
	app_close(app);
	return status;
}
