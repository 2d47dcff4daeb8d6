/* The options and how a command line is taken apart. */

#include <limits.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

const struct option_info option_table[OPTION_COUNT] = {
	[OPTION_HUB] = {"hub", 0, N_("NAME|FOLDER"),
		N_("the hub to use: a known name, or a folder")},
	[OPTION_SCHEMA] = {"schema", 0, N_("FILE|FOLDER"),
		N_("a hub file, a term list, or a folder with them, outside "
		   "the repository")},
	[OPTION_LANG] = {"lang", 0, N_("LANG"),
		N_("language of messages and of notes: sv or en")},
	[OPTION_COLOR] = {"color", 0, N_("WHEN"),
		N_("bold and underline: auto, always, never")},
	[OPTION_PLAIN] = {"plain", 0, NULL,
		N_("plain lines without any terminal control")},
	[OPTION_QUIET] = {"quiet", 'q', NULL,
		N_("no counts and progress on standard error")},
	[OPTION_READ_ONLY] = {"read-only", 0, NULL,
		N_("refuse everything that changes a hub")},
	[OPTION_HELP] = {"help", 'h', NULL, N_("help for the verb")},
	[OPTION_VERSION] = {"version", 'V', NULL, N_("the version")},
	[OPTION_FORMAT] = {"format", 'f', N_("FORMAT"),
		N_("how results are written")},
	[OPTION_FORMAT_VERSION] = {"format-version", 0, N_("NUMBER"),
		N_("version of the JSON format wanted; there is only 1")},
	[OPTION_LIMIT] = {"limit", 'n', N_("NUMBER"),
		N_("at most so many results")},
	[OPTION_OFFSET] = {"offset", 0, N_("NUMBER"),
		N_("leave out the first results")},
	[OPTION_SORT] = {"sort", 's', N_("KEY"),
		N_("order: title, modified-, created+, due, or any field")},
	[OPTION_KIND] = {"kind", 'k', N_("KIND"),
		N_("only notes of this kind")},
	[OPTION_ALL] = {"all", 'a', NULL,
		N_("drafts, superseded and archived notes too")},
	[OPTION_NUL] = {"null", '0', NULL,
		N_("NUL instead of a line end between results")},
	[OPTION_WIDTH] = {"width", 'w', N_("COLUMNS"), N_("width of the text")},
	[OPTION_BROKEN] = {"broken", 0, NULL,
		N_("links that lead nowhere, in the whole hub")},
	[OPTION_REBUILD] = {"rebuild", 0, NULL,
		N_("build the index from nothing")},
	[OPTION_VERIFY] = {"verify", 0, NULL,
		N_("check the index against one built from nothing")},
	[OPTION_STATS] = {"stats", 0, NULL, N_("what the index holds")},
	[OPTION_PULL] = {"pull", 0, NULL,
		N_("only fetch what others wrote, and merge it")},
	[OPTION_PUSH] = {"push", 0, NULL, N_("only send")},
	[OPTION_NO_COMMIT] = {"no-commit", 0, NULL,
		N_("leave edited notes as they are")},
	[OPTION_MINE] = {"mine", 0, NULL,
		N_("where both changed it: the version that was not "
		   "published")},
	[OPTION_THEIRS] = {"theirs", 0, NULL,
		N_("where both changed it: the published version")},
	[OPTION_EDIT] = {"edit", 0, NULL, N_("decide in the editor")},
	[OPTION_YES] = {"yes", 0, NULL,
		N_("yes to a question about removing much")},
	[OPTION_FORGET] = {"forget", 0, NULL,
		N_("forget the kept query, hub or draft named; notes stay")},
	[OPTION_ONEWAY] = {"oneway", 0, NULL,
		N_("the first term finds the others, not they it")},
	[OPTION_DRY_RUN] = {"dry-run", 0, NULL,
		N_("show what would be changed, and change nothing")},
	[OPTION_NO_INPUT] = {"no-input", 0, NULL,
		N_("no editor and no questions")},
	[OPTION_FIELD] = {"field", 0, N_("KEY=VALUE"),
		N_("set a field of the note; can be given several times")},
	[OPTION_TEXT] = {"text", 0, N_("FILE"),
		N_("take the text from a file, or from standard input: -")},
	[OPTION_MESSAGE] = {"message", 'm', N_("TEXT"),
		N_("the message of the commit")},
	[OPTION_REV] = {"rev", 0, N_("REVISION"),
		N_("as it was: a commit, a branch, or a date")},
	[OPTION_LINES] = {"lines", 0, NULL,
		N_("each line, with who wrote it and when")},
	[OPTION_KEY] = {"key", 0, N_("COLUMN"),
		N_("the column that tells one row from another")},
	[OPTION_MAN] = {"man", 0, NULL, N_("the manual page, as roff")},
	[OPTION_EXPLAIN] = {"explain", 0, NULL,
		N_("how the query was understood, and each score")},
	[OPTION_FACETS] = {"facets", 0, NULL,
		N_("counts by kind, status, tag, owner, year ...")},
	[OPTION_SAVE] = {"save", 0, N_("NAME"),
		N_("keep the query; saved:NAME stands for it")},
	[OPTION_SAVED] = {"saved", 0, NULL,
		N_("the kept queries, and what is new in each")},
	[OPTION_COMPLETE] = {"complete", 0, N_("TEXT"),
		N_("what may be typed next after TEXT, one query a line")},
	[OPTION_FIX] = {"fix", 0, NULL,
		N_("repair what is safe to repair, and say what was done")},
	[OPTION_PRE_RECEIVE] = {"pre-receive", 0, NULL,
		N_("judge a push, as a hook of a git server")},
	[OPTION_PUSHER] = {"pusher", 0, N_("NAME"),
		N_("who pushes, as the server knows it")},
	[OPTION_FROM] = {"from", 0, N_("DATE"), N_("the first day")},
	[OPTION_TO] = {"to", 0, N_("DATE"), N_("the last day")},
	[OPTION_DAYS] = {"days", 0, N_("NUMBER"),
		N_("so many days ahead; 90 when not given")},
	[OPTION_ONLY] = {"only", 0, N_("WHAT"),
		N_("deadlines, events or reviews, or some of them with "
		   "commas")},
	[OPTION_AS_OF] = {"as-of", 0, N_("DATE"),
		N_("what the hub said at the end of that day")},
	[OPTION_SINCE] = {"since", 0, "last|REV|DATE",
		N_("since the last visit, a commit or a day")},
	[OPTION_OUTPUT] = {"output", 'o', N_("FILE"),
		N_("write to this file, whole or not at all")},
	[OPTION_BASE] = {"base", 0, N_("ADDRESS"),
		N_("where the exported site stands on the web")},
	[OPTION_SEARCH] = {"search-page", 0, NULL,
		N_("a page to search the site, with a script")},
	[OPTION_SIGNATURES] = {"signatures", 0, NULL,
		N_("whose SSH signature each commit has, verified")},
	[OPTION_WEEK] = {"week", 0, N_("WEEK"), N_("a week: 2026-W48")},
	[OPTION_UNTIL] = {"until", 0, N_("DATE"), N_("the last day")},
	[OPTION_ABOUT] = {"about", 0, N_("NOTES"),
		N_("what the published change is about, with commas")},
	[OPTION_ALERT] = {"alert", 0, N_("LEVEL"),
		N_("how much it matters: info, plan, act")},
	[OPTION_SUMMARY] = {"summary", 0, N_("TEXT"),
		N_("what changed, in at most 300 characters")},
	[OPTION_SOURCE] = {"source", 0, N_("ADDRESS"),
		N_("where the change is published")},
	[OPTION_STAGE] = {"stage", 0, N_("STAGE"),
		N_("the stage that the rule has now")},
	[OPTION_DATE] = {"date", 0, N_("EVENT=DATE"),
		N_("a date of the rule, new or moved; DATE,expected when it "
		   "is not decided; can be given several times")},
	[OPTION_AT] = {"at", 0, N_("DATE"),
		N_("keep it as a proposal until that day")},
	[OPTION_CORRECT] = {"correct", 0, N_("NOTE"),
		N_("the published change that this one corrects")},
	[OPTION_WITHDRAW] = {"withdraw", 0, N_("NOTE"),
		N_("the published change that this one takes back")},
	[OPTION_NO_SEND] = {"no-send", 0, NULL,
		N_("make the commit here, and send it later")},
	[OPTION_OWNER] = {"owner", 0, N_("OWNER"),
		N_("only notes of this owner")},
	[OPTION_FILE] = {"file", 0, N_("FILE"),
		N_("read the feed from a file")},
	[OPTION_TIMELINE] = {"timeline", 0, NULL,
		N_("a row for each note, a column for each month")},
};

enum {
	OPTIONS_EVERYWHERE = OPTION_FORMAT
};

const struct verb *verb_find(const char *name)
{
	size_t i;

	for (i = 0; i < verb_count; i++) {
		const struct verb *verb = &verb_table[i];

		if (strcmp(verb->name, name) == 0 ||
			(verb->alias && strcmp(verb->alias, name) == 0))
			return verb;
	}
	return NULL;
}

/* A usage error about a word of the command line. */
/* `what`: a word that was typed, or the long name of an option. */
static bool usage(struct error *err, const char *why, const char *what)
{
	struct buf clean = {0};

	gate_text(&clean, str_from(what), GATE_LINE);
	error_set(err, ERROR_INPUT, "%s: %s", buf_text(&clean), why);
	buf_clear(&clean);
	return false;
}

static bool option_usage(struct error *err, const char *why, int option)
{
	struct buf name = {0};
	bool ok;

	buf_printf(&name, "--%s", option_table[option].name);
	ok = usage(err, why, buf_text(&name));
	buf_clear(&name);
	return ok;
}

/* With the words that the verb wants. */
static bool words_usage(
	struct error *err, const char *why, const struct verb *verb)
{
	struct buf text = {0};
	bool ok;

	buf_printf(&text, "%s: fyr %s %s", why, verb->name,
		verb->usage[0] ? _(verb->usage) : "");
	buf_cut(&text, str_trim(buf_slice(&text)).len);
	ok = usage(err, buf_text(&text), verb->name);
	buf_clear(&text);
	return ok;
}

static int find_long(struct str name)
{
	int i;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (str_is(name, option_table[i].name))
			return i;
	}
	return -1;
}

static int find_letter(char letter)
{
	int i;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (letter && option_table[i].letter == letter)
			return i;
	}
	return -1;
}

struct parsing {
	struct call *call;
	int argc, at;
	char **argv;
};

/* `value` is what stands in the same word, or NULL. */
static bool take(
	struct parsing *p, int option, const char *value, struct error *err)
{
	const struct option_info *info = &option_table[option];

	if (!info->argument) {
		if (value)
			return option_usage(
				err, _("this option takes no value"), option);
		value = "";
	} else if (!value) {
		if (p->at + 1 >= p->argc)
			return option_usage(
				err, _("this option needs a value"), option);
		value = p->argv[++p->at];
	}
	p->call->values[option] = value;
	if (option == OPTION_FIELD) {
		if (p->call->field_count == CALL_FIELDS)
			return option_usage(err, _("too many times"), option);
		p->call->fields[p->call->field_count++] = value;
	}
	if (option == OPTION_DATE) {
		if (p->call->date_count == CALL_DATES)
			return option_usage(err, _("too many times"), option);
		p->call->dates[p->call->date_count++] = value;
	}
	return true;
}

static bool take_long(struct parsing *p, const char *word, struct error *err)
{
	struct str name = str_from(word + 2);
	size_t equals = str_find(name, '=');
	const char *value = equals < name.len ? name.data + equals + 1 : NULL;
	int option = find_long(str_sub(name, 0, equals));

	if (option < 0)
		return usage(err,
			_("there is no such option; fyr help lists them"),
			word);
	return take(p, option, value, err);
}

static bool take_letters(struct parsing *p, const char *word, struct error *err)
{
	const char *at;

	for (at = word + 1; *at; at++) {
		int option = find_letter(*at);

		if (option < 0)
			return usage(err,
				_("there is no such option; fyr help lists "
				  "them"),
				word);
		if (option_table[option].argument)
			return take(p, option, at[1] ? at + 1 : NULL, err);
		if (!take(p, option, NULL, err))
			return false;
	}
	return true;
}

static bool take_word(struct parsing *p, const char *word, struct error *err)
{
	struct call *call = p->call;

	if (!call->verb && !call->arg_count) {
		call->verb = verb_find(word);
		if (call->verb)
			return true;
	}
	if (call->arg_count == CALL_ARGS)
		return usage(err, _("too many words"), word);
	call->args[call->arg_count++] = word;
	return true;
}

/* A query may hold words that begin with "-": those after a verb that searches
 * and that are no option are words. */
static bool is_query_word(const struct call *call, const char *word)
{
	const char *name = call->verb ? call->verb->name : "";
	struct str text = str_from(word + 1);
	size_t colon = str_find(text, ':');

	if (strcmp(name, "search") != 0 && strcmp(name, "list") != 0 &&
		strcmp(name, "export") != 0)
		return false;
	if (word[1] == '-' || !word[1])
		return false;
	return colon < text.len || word[1] == '"' || (find_letter(word[1]) < 0);
}

static bool check(const struct call *call, struct error *err)
{
	const struct verb *verb = call->verb;
	int i;

	if (call_has(call, OPTION_HELP) || call_has(call, OPTION_VERSION))
		return true;
	for (i = OPTIONS_EVERYWHERE; i < OPTION_COUNT; i++) {
		if (call->values[i] &&
			(!verb || !(verb->options & OPTION_BIT(i))))
			return option_usage(
				err, _("this option is not for this verb"), i);
	}
	if (!verb)
		return true;
	if (call->arg_count < verb->min_args)
		return words_usage(err, _("too few words"), verb);
	if (verb->max_args >= 0 && call->arg_count > verb->max_args)
		return words_usage(err, _("too many words"), verb);
	return true;
}

bool call_parse(struct call *call, int argc, char **argv, struct error *err)
{
	struct parsing p = {call, argc, 1, argv};
	bool words = false;
	bool ok = true;

	memset(call, 0, sizeof(*call));
	for (; ok && p.at < argc; p.at++) {
		const char *word = argv[p.at];

		if (!words && strcmp(word, "--") == 0)
			words = true;
		else if (words || word[0] != '-' || !word[1] ||
			is_query_word(call, word))
			ok = take_word(&p, word, err);
		else if (word[1] == '-')
			ok = take_long(&p, word, err);
		else
			ok = take_letters(&p, word, err);
		/* A program of its own parses its own words. */
		if (call->arg_count && !call->verb)
			return ok;
	}
	return ok && check(call, err);
}

bool call_number(const struct call *call, enum option option, long otherwise,
	long *value, struct error *err)
{
	*value = otherwise;
	if (!call->values[option])
		return true;
	if (str_number(str_from(call->values[option]), 0, INT_MAX, value))
		return true;
	return error_set(err, ERROR_INPUT,
		_("The option --%s wants a number from 0 on."),
		option_table[option].name);
}

bool call_date(const struct call *call, enum option option, struct date *date,
	struct error *err)
{
	const char *text = call->values[option];

	return !text || date_parse(str_from(text), date) ||
		error_set(err, ERROR_INPUT,
			_("The option --%s wants a date: 2026-11-26, 2026-11 "
			  "or 2026."),
			option_table[option].name);
}

bool call_base(const struct call *call, struct buf *base, struct error *err)
{
	struct str text = str_from(call->values[OPTION_BASE]);
	size_t i = 0;

	if (!call_has(call, OPTION_BASE))
		return true;
	while (i < text.len && text.data[i] > ' ' && text.data[i] < 0x7f &&
		!strchr("\"<>\\^`{|}?#", text.data[i]))
		i++;
	if (i < text.len ||
		(!str_starts(text, "https://") && !str_starts(text, "http://")))
		return error_set(err, ERROR_INPUT,
			_("The option --base wants a web address: "
			  "https://example.org/hub/"));
	buf_str(base, text);
	if (!str_ends(text, "/"))
		buf_byte(base, '/');
	return true;
}
