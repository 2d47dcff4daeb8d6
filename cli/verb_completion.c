/* completion: scripts for shells, and the words they ask for. */

#include <stdlib.h>
#include <string.h>

#include "app/export.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/verb.h"

/*
 * The words so far go to "fyr completion words"; bash splits at colons and
 * wants what is after the last one.
 */
static const char bash_script[] =
	"_fyr() {\n"
	"	local line=${COMP_LINE:0:COMP_POINT} cur cut IFS=$' \\t\\n'\n"
	"	local -a words\n"
	"	read -ra words <<<\"$line\"\n"
	"	case $line in *[[:blank:]]) words+=('') ;; esac\n"
	"	cur=${words[${#words[@]}-1]}\n"
	"	cut=${cur%\"${cur##*[:=]}\"}\n"
	"	COMPREPLY=()\n"
	"	while IFS=$'\\t' read -r word rest; do\n"
	"		COMPREPLY+=(\"${word#\"$cut\"}\")\n"
	"	done < <(fyr completion words -- \"${words[@]:1}\" "
	"2>/dev/null)\n"
	"	case ${COMPREPLY-} in *[:=/]) compopt -o nospace ;; esac\n"
	"}\n"
	"complete -o default -F _fyr fyr\n";

static const char zsh_script[] =
	"#compdef fyr\n"
	"_fyr() {\n"
	"	local -a lines words_so_far shown\n"
	"	local line word\n"
	"	words_so_far=(\"${(@)words[2,CURRENT]}\")\n"
	"	lines=(\"${(@f)$(fyr completion words -- "
	"\"${(@)words_so_far}\" 2>/dev/null)}\")\n"
	"	for line in $lines; do\n"
	"		word=${line%%$'\\t'*}\n"
	"		[[ -n $word ]] || continue\n"
	"		shown=(\"$word  ${line#*$'\\t'}\")\n"
	"		if [[ $word == *[:=/] ]]; then\n"
	"			compadd -U -S '' -d shown -- \"$word\"\n"
	"		else\n"
	"			compadd -U -d shown -- \"$word\"\n"
	"		fi\n"
	"	done\n"
	"}\n"
	"compdef _fyr fyr\n";

static const char fish_script[] =
	"function __fyr_words\n"
	"	set -l words (commandline -opc) (commandline -ct)\n"
	"	fyr completion words -- $words[2..-1] 2>/dev/null\n"
	"end\n"
	"complete -c fyr -f -a '(__fyr_words)'\n";

/* --- words --- */

struct words {
	const struct call *call; /* words from 1 on */
	struct call typed; /* what is before the last one */
	struct str last;
	const char *previous; /* the word before it, or "" */
	struct buf out;
	char *argv[CALL_ARGS + 1];
	int argc;
};

static void offer(struct words *w, struct str word, const char *text)
{
	struct buf clean = {0};

	if (!str_eq(str_sub(word, 0, w->last.len), w->last))
		return;
	gate_text(&clean, word, GATE_LINE);
	buf_printf(&w->out, "%s\t", buf_text(&clean));
	gate_text(&w->out, str_from(text), GATE_LINE);
	buf_byte(&w->out, '\n');
	buf_clear(&clean);
}

static void offer_verbs(struct words *w)
{
	size_t i;

	for (i = 0; i < verb_count; i++) {
		if (!verb_table[i].hidden)
			offer(w, str_from(verb_table[i].name),
				_(verb_table[i].summary));
	}
}

static void offer_options(struct words *w)
{
	const struct verb *verb = w->typed.verb;
	struct buf name = {0};
	int i;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (i >= OPTION_FORMAT &&
			!(verb && (verb->options & OPTION_BIT(i))))
			continue;
		buf_cut(&name, 0);
		buf_printf(&name, "--%s", option_table[i].name);
		offer(w, buf_slice(&name), _(option_table[i].help));
	}
	buf_clear(&name);
}

static void offer_list(struct words *w, const char *list)
{
	struct str rest = str_from(list);
	struct str word;

	while (str_cut(&rest, ' ', &word))
		offer(w, word, "");
}

static void offer_hubs(struct words *w)
{
	struct config config = {0};
	size_t i;

	if (!config_load(&config, NULL))
		return;
	for (i = 0; i < config.hub_count; i++) {
		char *path = str_copy(config.hubs[i].path);

		offer(w, config.hubs[i].name, gate_name(path).text);
		free(path);
	}
	config_clear(&config);
}

/* An index as it is: nobody waits for one to be built. */
static bool open_hub(struct words *w, struct app **app)
{
	if (!verb_open(&w->typed, app, NULL))
		return false;
	if ((*app)->store)
		return true;
	app_close(*app);
	return false;
}

static void offer_kinds(struct words *w)
{
	struct app *app;
	size_t i;

	if (!open_hub(w, &app))
		return;
	for (i = 0; i < app->schema.kind_count; i++) {
		char *label = str_copy(
			app_kind_label(app, app->schema.kinds[i].id, true));

		offer(w, app->schema.kinds[i].id, label);
		free(label);
	}
	app_close(app);
}

/* What the query before the last word and the word itself may become. */
static void offer_query(struct words *w, struct str before, bool ids)
{
	struct store_completions found = {0};
	struct buf text = {0};
	struct buf word = {0};
	struct app *app;
	size_t start;
	size_t i;

	if (!open_hub(w, &app))
		return;
	buf_str(&text, before);
	start = text.len;
	buf_put(&text, ids ? "id:" : "");
	buf_str(&text, w->last);
	app_complete(app, buf_slice(&text), text.len, &found, NULL);
	for (i = 0; i < found.count; i++) {
		const struct store_completion *one = &found.items[i];
		char *label;

		if (one->from < start || one->type == COMPLETION_TITLE)
			continue;
		buf_cut(&word, 0);
		buf_str(&word,
			str_sub(buf_slice(&text), start + (ids ? 3 : 0),
				one->from));
		buf_str(&word, str_trim(one->insert));
		label = str_copy(one->label);
		offer(w, buf_slice(&word), label);
		free(label);
	}
	store_completions_clear(&found);
	buf_clear(&word);
	buf_clear(&text);
	app_close(app);
}

static bool is_option(const char *word, enum option option)
{
	const struct option_info *info = &option_table[option];

	if (word[0] == '-' && word[1] == '-')
		return strcmp(word + 2, info->name) == 0;
	return word[0] == '-' && info->letter && word[1] == info->letter &&
		!word[2];
}

static const char *formats_of(const struct verb *verb)
{
	static const char *const own[][2] = {
		{"show", "text md html json"},
		{"log", "text json"},
		{"diff", "text json"},
		{"check", "text json github"},
		{"digest", "md text html"},
		{"metrics", "text csv json"},
	};
	size_t i;

	for (i = 0; verb && i < sizeof(own) / sizeof(own[0]); i++) {
		if (strcmp(verb->name, own[i][0]) == 0)
			return own[i][1];
	}
	return "oneline short full path id json jsonl tsv csv";
}

/* The value of an option; false when the word before is none. */
static bool offer_value(struct words *w)
{
	int i;

	for (i = 0; i < OPTION_COUNT; i++) {
		if (option_table[i].argument &&
			is_option(w->previous, (enum option)i))
			break;
	}
	switch (i) {
	case OPTION_COUNT:
		return false;
	case OPTION_HUB:
		offer_hubs(w);
		break;
	case OPTION_LANG:
		offer_list(w, "sv en");
		break;
	case OPTION_COLOR:
		offer_list(w, "auto always never");
		break;
	case OPTION_KIND:
		offer_kinds(w);
		break;
	case OPTION_SORT:
		offer_list(w, "title modified- created- due owner kind");
		break;
	case OPTION_FORMAT:
		offer_list(w, formats_of(w->typed.verb));
		break;
	default:
		break;
	}
	return true;
}

static void offer_argument(struct words *w)
{
	const char *name = w->typed.verb->name;
	struct buf before = {0};
	int i;

	if (strcmp(name, "search") == 0 || strcmp(name, "list") == 0) {
		for (i = 0; i < w->typed.arg_count; i++)
			buf_printf(&before, "%s ", w->typed.args[i]);
		offer_query(w, buf_slice(&before), false);
	} else if (strcmp(name, "show") == 0 || strcmp(name, "links") == 0) {
		offer_query(w, (struct str){0}, true);
	} else if (strcmp(name, "help") == 0) {
		offer_verbs(w);
	} else if (strcmp(name, "hubs") == 0) {
		offer_hubs(w);
	} else if (strcmp(name, "completion") == 0) {
		offer_list(w, "bash zsh fish");
	}
	buf_clear(&before);
}

static void take_words(struct words *w)
{
	int i;

	w->argv[w->argc++] = str_copy(STR("fyr"));
	for (i = 1; i + 1 < w->call->arg_count; i++)
		w->argv[w->argc++] = str_copy(str_from(w->call->args[i]));
	if (w->call->arg_count > 1)
		w->last = str_from(w->call->args[w->call->arg_count - 1]);
	w->previous = w->argc > 1 ? w->argv[w->argc - 1] : "";
	/* What does not parse is half typed: what was taken so far counts. */
	call_parse(&w->typed, w->argc, w->argv, NULL);
}

static void write_words(const struct call *call, struct buf *out)
{
	struct words w = {0};

	w.call = call;
	take_words(&w);
	if (!offer_value(&w)) {
		if (str_starts(w.last, "-"))
			offer_options(&w);
		else if (w.typed.verb)
			offer_argument(&w);
		else
			offer_verbs(&w);
	}
	buf_str(out, buf_slice(&w.out));
	buf_clear(&w.out);
	while (w.argc > 0)
		free(w.argv[--w.argc]);
}

int verb_completion(const struct call *call)
{
	const char *shell = call->args[0];
	struct error err = {0};
	struct buf out = {0};

	if (strcmp(shell, "words") == 0)
		write_words(call, &out);
	else if (strcmp(shell, "bash") == 0)
		buf_put(&out, bash_script);
	else if (strcmp(shell, "zsh") == 0)
		buf_put(&out, zsh_script);
	else if (strcmp(shell, "fish") == 0)
		buf_put(&out, fish_script);
	else {
		error_set(&err, ERROR_INPUT,
			_("completion knows the shells bash, zsh and fish."));
		return verb_fail(&err);
	}
	verb_print(&out);
	buf_clear(&out);
	return 0;
}
