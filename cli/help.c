/* Help texts and the manual page, from the tables. */

#include <string.h>

#include "app/job.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/verb.h"

enum {
	WIDTH = 78,
	INDENT = 26
};

/* Append `text` wrapped at WIDTH, each line after the first indented. */
static void wrap(
	struct buf *out, const char *text, size_t indent, size_t column)
{
	struct str rest = str_from(text);
	struct str word;

	while (str_cut(&rest, ' ', &word)) {
		size_t cells = utf8_cells(word);

		if (column > indent && column + 1 + cells > WIDTH) {
			buf_byte(out, '\n');
			buf_fill(out, ' ', indent);
			column = indent;
		} else if (column > indent) {
			buf_byte(out, ' ');
			column++;
		}
		buf_str(out, word);
		column += cells;
	}
	buf_byte(out, '\n');
}

static void option_name(struct buf *out, const struct option_info *info)
{
	if (info->letter)
		buf_printf(out, "-%c, ", info->letter);
	buf_printf(out, "--%s", info->name);
	if (info->argument)
		buf_printf(out, " %s", _(info->argument));
}

static void option_line(struct buf *out, const struct option_info *info)
{
	size_t start = out->len;
	size_t cells;

	buf_put(out, "  ");
	option_name(out, info);
	cells = utf8_cells(str_sub(buf_slice(out), start, out->len));
	if (cells + 2 > INDENT) {
		buf_byte(out, '\n');
		cells = 0;
	}
	buf_fill(out, ' ', INDENT - cells);
	wrap(out, _(info->help), INDENT, INDENT);
}

/* Whether the option is the verb's; without one, whether every verb has it. */
static bool takes(const struct verb *verb, int option)
{
	if (option < OPTION_FORMAT)
		return !verb;
	return verb && (verb->options & OPTION_BIT(option));
}

/* Rarely used ones are in the manual page, not on the screen of --help. */
static void verb_options(
	struct buf *out, const struct verb *verb, uint64_t without)
{
	const uint64_t rare = without | OPTION_BIT(OPTION_FORMAT_VERSION) |
		OPTION_BIT(OPTION_OFFSET) | OPTION_BIT(OPTION_NUL) |
		OPTION_BIT(OPTION_COMPLETE);
	int i;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (takes(verb, i) && (!verb || !(rare & OPTION_BIT(i))))
			option_line(out, &option_table[i]);
	}
}

enum {
	SCREEN = 24 /* lines; the help of a verb is to fit on it */
};

static size_t count_lines(struct str text)
{
	size_t lines = 0;
	struct str line;

	while (str_cut(&text, '\n', &line))
		lines++;
	return lines;
}

/* Options that mean the same in many verbs: where room is short they are named
 * in one paragraph, and the manual page explains them. */
static const uint64_t common = OPTION_BIT(OPTION_LIMIT) |
	OPTION_BIT(OPTION_SORT) | OPTION_BIT(OPTION_KIND) |
	OPTION_BIT(OPTION_ALL) | OPTION_BIT(OPTION_FORMAT) |
	OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_DRY_RUN) |
	OPTION_BIT(OPTION_YES) | OPTION_BIT(OPTION_NO_INPUT) |
	OPTION_BIT(OPTION_NO_SEND) | OPTION_BIT(OPTION_FIELD) |
	OPTION_BIT(OPTION_TEXT) | OPTION_BIT(OPTION_FROM) |
	OPTION_BIT(OPTION_TO);

static void common_options(struct buf *out, const struct verb *verb)
{
	struct buf names = {0};
	int i;

	buf_printf(&names, "%s ", _("And, told in man fyr:"));
	for (i = OPTION_FORMAT; i < OPTION_COUNT; i++) {
		if (!takes(verb, i) || !(common & OPTION_BIT(i)))
			continue;
		if (names.data[names.len - 1] != ' ')
			buf_put(&names, "; ");
		option_name(&names, &option_table[i]);
	}
	buf_byte(&names, '.');
	buf_put(out, "  ");
	wrap(out, buf_text(&names), 2, 2);
	buf_clear(&names);
}

static const char *usage_of(const struct verb *verb)
{
	return verb->usage[0] ? _(verb->usage) : "";
}

/* The verbs by what a person wants to do; a test sees that none is missing. */
static const struct {
	const char *title;
	const char *verbs[12];
} groups[] = {
	{N_("Read"),
		{"today", "search", "list", "show", "links", "log", "diff",
			"agenda", "changes", "touches"}},
	{N_("Write"),
		{"new", "edit", "translate", "review", "mv", "import", "terms",
			"undo"}},
	{N_("Share"), {"status", "sync", "conflicts", "resolve"}},
	{N_("Watch and publish"),
		{"inbox", "reviews", "check", "publish", "digest", "export",
			"metrics"}},
	{N_("Hubs and this computer"),
		{"clone", "init", "hubs", "index", "doctor", "version",
			"completion", "help"}},
};

static void put_groups(struct buf *out)
{
	size_t i;
	const char *const *name;

	for (i = 0; i < sizeof(groups) / sizeof(groups[0]); i++) {
		buf_printf(out, "\n%s:\n", _(groups[i].title));
		for (name = groups[i].verbs; *name; name++) {
			const struct verb *verb = verb_find(*name);

			buf_printf(out, "  %-10s ", verb->name);
			wrap(out, _(verb->summary), 13, 13);
		}
	}
}

static void program_help(struct buf *out)
{
	buf_printf(out, "%s: fyr [%s] [%s]\n\n", _("Usage"), _("OPTIONS"),
		_("VERB ..."));
	wrap(out,
		_("A knowledge and network hub for the terminal: notes in git, "
		  "found and read. Without a verb fyr opens the application."),
		0, 0);
	put_groups(out);
	buf_printf(out, "\n%s:\n", _("Options for every verb"));
	verb_options(out, NULL, 0);
}

/* `brief`: without an empty line and with the common options in one. */
static void put_verb(struct buf *out, const struct verb *verb, bool brief)
{
	buf_printf(out, "%s: fyr %s%s%s\n%s", _("Usage"), verb->name,
		verb->usage[0] ? " " : "", usage_of(verb), brief ? "" : "\n");
	wrap(out, _(verb->summary), 0, 0);
	if (verb->text) {
		buf_byte(out, '\n');
		wrap(out, _(verb->text), 0, 0);
	}
	if (verb->options) {
		buf_printf(out, "\n%s:\n", _("Options"));
		verb_options(out, verb, brief ? common : 0);
		if (brief && (verb->options & common))
			common_options(out, verb);
	}
	buf_printf(out, "%s%s:\n  %s\n  %s\n", brief ? "" : "\n", _("Examples"),
		verb->examples[0], verb->examples[1]);
}

void help_text(struct buf *out, const struct verb *verb)
{
	struct buf text = {0};

	if (!verb) {
		program_help(out);
		return;
	}
	put_verb(&text, verb, false);
	if (count_lines(buf_slice(&text)) > SCREEN) {
		buf_cut(&text, 0);
		put_verb(&text, verb, true);
	}
	buf_str(out, buf_slice(&text));
	buf_clear(&text);
}

/* roff: a backslash and a leading dot or quote are taken literally. */
static void roff(struct buf *out, const char *text)
{
	const char *at;

	for (at = text; *at; at++) {
		if (*at == '\\')
			buf_put(out, "\\e");
		else if (*at == '-')
			buf_put(out, "\\-");
		else if ((*at == '.' || *at == '\'') && at == text)
			buf_printf(out, "\\&%c", *at);
		else
			buf_byte(out, *at);
	}
}

static void roff_options(struct buf *out, const struct verb *verb)
{
	struct buf name = {0};
	int i;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (!takes(verb, i))
			continue;
		buf_put(out, ".TP\n.B ");
		buf_cut(&name, 0);
		option_name(&name, &option_table[i]);
		roff(out, buf_text(&name));
		buf_byte(out, '\n');
		roff(out, _(option_table[i].help));
		buf_byte(out, '\n');
	}
	buf_clear(&name);
}

static void roff_verb(struct buf *out, const struct verb *verb)
{
	buf_put(out, ".SS ");
	roff(out, verb->name);
	buf_byte(out, ' ');
	roff(out, usage_of(verb));
	buf_byte(out, '\n');
	roff(out, _(verb->summary));
	buf_put(out, ".\n");
	if (verb->text) {
		buf_put(out, ".PP\n");
		roff(out, _(verb->text));
		buf_byte(out, '\n');
	}
	roff_options(out, verb);
	buf_put(out, ".PP\n.nf\n");
	roff(out, verb->examples[0]);
	buf_byte(out, '\n');
	roff(out, verb->examples[1]);
	buf_put(out, "\n.fi\n");
}

struct man_row {
	const char *name, *text;
};

static void roff_rows(struct buf *out, const char *title,
	const struct man_row *rows, size_t count)
{
	size_t i;

	buf_printf(out, ".SH %s\n", title);
	for (i = 0; i < count; i++) {
		buf_put(out, ".TP\n.B ");
		roff(out, _(rows[i].name));
		buf_byte(out, '\n');
		roff(out, _(rows[i].text));
		buf_byte(out, '\n');
	}
}

static const struct man_row exit_rows[] = {
	{"0", N_("Done.")},
	{"1", N_("Nothing found.")},
	{"2", N_("The command line makes no sense.")},
	{"3", N_("Configuration, hub file or files.")},
	{"4", N_("Network or sync.")},
	{"5", N_("A conflict waits for a person.")},
	{"6", N_("Refused.")},
	{"20, 21", N_("The format version asked for is too old, too new.")},
	{"130", N_("Interrupted.")},
};

static const struct man_row file_rows[] = {
	{"$XDG_CONFIG_HOME/fyr/config.yaml",
		N_("What you choose: lang, theme, borders, measure, keys, "
		   "owner, hub, hubs. With net.transport: git the git program "
		   "fetches and sends over ssh and https, for networks where "
		   "fyr itself does not get through.")},
	{"$XDG_STATE_HOME/fyr/",
		N_("What fyr remembers: hubs, last visit, drafts. Never "
		   "deleted.")},
	{"$XDG_CACHE_HOME/fyr/",
		N_("The search index of each hub. Can be deleted.")},
	{"$XDG_DATA_HOME/fyr/", N_("Hubs joined with fyr clone.")},
};

static const struct man_row environment_rows[] = {
	{"FYR_HUB", N_("The hub, when --hub is not given.")},
	{"FYR_CONFIG", N_("The configuration file.")},
	{"FYR_CACHE", N_("The folder of the indexes.")},
	{"FYR_EDITOR, VISUAL, EDITOR",
		N_("The editor and its options, split at blanks; else nano, "
		   "vi.")},
	{"FYR_NOW", N_("A date that replaces the clock.")},
	{"FYR_TRACE", N_("A file that gets one line an event.")},
	{"NO_COLOR", N_("No colours and no styles.")},
	{"LANGUAGE, LC_ALL, LC_MESSAGES, LANG", N_("The language: sv or en.")},
};

static const struct man_row hook_rows[] = {
	{"hooks/pre-receive",
		N_("On a git server with hooks of its own (a bare repository, "
		   "Gitea, Forgejo, GitLab), a script that ends with: exec fyr "
		   "check --pre-receive. It guards the branch that HEAD "
		   "names.")},
	{N_("what is refused"),
		N_("Errors of fyr check that the branch did not have; links, "
		   "submodules and bad names; deleting and rewinding the "
		   "branch; and publishing by somebody who is no editor: a "
		   "note published, withdrawn or renamed, its stage or dates "
		   "changed, a published update altered, fyr.yaml, .fyr/ and "
		   "the file of signers changed.")},
	{"editors:",
		N_("In fyr.yaml: who may publish, named as the server does "
		   "(an address or a user name), or an SSH key. Without it "
		   "everybody may. The branch as it was decides, never the "
		   "push.")},
	{"--pusher NAME",
		N_("Who pushes. Else the first of GITEA_PUSHER_EMAIL, "
		   "GITEA_PUSHER_NAME, GL_USERNAME and REMOTE_USER that is "
		   "set. With plain ssh, set one in the key's environment or "
		   "command in authorized_keys, and never let clients send "
		   "it (AcceptEnv).")},
	{"signers: FILE",
		N_("In fyr.yaml: a file of the hub with allowed signers "
		   "(ssh-keygen(1)). Then each commit that publishes must "
		   "also be signed by an editor named there. Where the server "
		   "does not say who pushes, the signature alone decides.")},
};

#define ROWS(rows) (rows), sizeof(rows) / sizeof((rows)[0])

void help_man(struct buf *out)
{
	size_t i;

	buf_put(out, ".TH FYR 1 \"\" \"fyr " FYR_VERSION "\"\n.SH NAME\n");
	buf_put(out, "fyr \\- ");
	roff(out, _("knowledge and network hub for the terminal"));
	buf_put(out, "\n.SH SYNOPSIS\n.B fyr\n");
	roff(out, "[--hub NAME|FOLDER] [VERB ...]");
	buf_put(out, "\n.SH DESCRIPTION\n");
	roff(out,
		_("fyr opens a hub: a git repository or a folder of Markdown "
		  "notes. It finds, shows and fetches them. Without a verb it "
		  "opens the application in a terminal, and prints the day's "
		  "page elsewhere. Inside the application ? shows the keys."));
	buf_put(out, "\n.SH OPTIONS\n");
	roff_options(out, NULL);
	buf_put(out, ".SH VERBS\n");
	for (i = 0; i < verb_count; i++) {
		if (!verb_table[i].hidden)
			roff_verb(out, &verb_table[i]);
	}
	roff_rows(out, "EXIT STATUS", ROWS(exit_rows));
	roff_rows(out, "FILES", ROWS(file_rows));
	roff_rows(out, "ENVIRONMENT", ROWS(environment_rows));
	roff_rows(out, "SERVER HOOK", ROWS(hook_rows));
}

int verb_help(const struct call *call)
{
	const struct verb *verb = NULL;
	struct buf out = {0};

	if (call_has(call, OPTION_MAN)) {
		help_man(&out);
	} else {
		if (call->arg_count)
			verb = verb_find(call->args[0]);
		if (call->arg_count && (!verb || verb->hidden)) {
			struct error err = {0};

			error_set(&err, ERROR_NOT_FOUND,
				_("There is no verb %s."), call->args[0]);
			return verb_fail(&err);
		}
		help_text(&out, verb);
	}
	verb_print(&out);
	buf_clear(&out);
	return 0;
}

int verb_version(const struct call *call)
{
	struct str rest = str_from(FYR_LIBRARIES);
	struct buf out = {0};
	struct str library;

	(void)call;
	buf_put(&out, "fyr " FYR_VERSION "\n");
	while (str_cut(&rest, ' ', &library))
		buf_printf(&out, "%.*s\n", STR_ARG(library));
	verb_print(&out);
	buf_clear(&out);
	return 0;
}

int verb_worker(const struct call *call)
{
	return job_worker(call->values[OPTION_HUB], call->values[OPTION_SCHEMA],
		call->args);
}
