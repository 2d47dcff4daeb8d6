/* Which editor, and running it. */

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/contribute.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/proc.h"

static bool is_program(const char *name)
{
	const char *path = getenv("PATH");
	struct str rest = str_from(path ? path : "/usr/bin:/bin");
	struct str dir;
	struct buf full = {0};
	bool found = false;

	while (!found && str_cut(&rest, ':', &dir)) {
		buf_cut(&full, 0);
		buf_printf(&full, "%.*s/%s", STR_ARG(dir), name);
		found = dir.len && file_is_regular(buf_text(&full)) &&
			access(buf_text(&full), X_OK) == 0;
	}
	buf_clear(&full);
	return found;
}

/* The words of `value` into the text; their number. */
static size_t take_words(struct editor *editor, struct str value)
{
	size_t words = 0;
	struct str word;

	while (str_cut(&value, ' ', &word)) {
		word = str_trim(word);
		if (!word.len)
			continue;
		buf_str(&editor->text, word);
		buf_byte(&editor->text, '\0');
		words++;
	}
	return words;
}

static bool chosen(struct editor *editor, struct error *err)
{
	static const char *const names[] = {"FYR_EDITOR", "VISUAL", "EDITOR"};
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct str value = str_trim(str_from(getenv(names[i])));

		if (!value.len)
			continue;
		editor->chosen = true;
		editor->words = take_words(editor, value);
		if (editor->words <= EDITOR_WORDS)
			return true;
		return error_set(err, ERROR_CONFIG,
			_("The variable %s has too many words for an editor."),
			names[i]);
	}
	if (is_program("nano"))
		editor->words = take_words(editor, STR("nano"));
	else if (is_program("vi"))
		editor->words = take_words(editor, STR("vi"));
	else
		return error_set(err, ERROR_CONFIG,
			_("There is no editor. Name one in the variable "
			  "FYR_EDITOR, or install nano."));
	return true;
}

bool editor_find(struct editor *editor, struct error *err)
{
	const char *at;
	size_t i;

	*editor = (struct editor){0};
	if (!chosen(editor, err)) {
		editor_clear(editor);
		return false;
	}
	at = buf_text(&editor->text);
	for (i = 0; i < editor->words; i++) {
		editor->argv[i] = at;
		at += strlen(at) + 1;
	}
	return true;
}

void editor_clear(struct editor *editor)
{
	buf_clear(&editor->text);
	*editor = (struct editor){0};
}

static bool failed(const struct draft *draft, const struct editor *editor,
	int status, struct error *err)
{
	struct gate_name program = gate_name(editor->argv[0]);
	const char *name = draft->in_place ? draft->path : draft->name;

	if (status > 128)
		return error_set(err, ERROR_IO,
			_("The editor %s was ended by signal %d. Nothing was "
			  "committed; what was saved is kept: fyr edit %s"),
			program.text, status - 128, name);
	return error_set(err, ERROR_IO,
		_("The editor %s ended with status %d. Nothing was committed; "
		  "what was saved is kept: fyr edit %s"),
		program.text, status, name);
}

bool app_draft_editor(const struct draft *draft, const struct editor *editor,
	struct error *err)
{
	const char *argv[EDITOR_WORDS + 2] = {NULL};
	struct proc_command command = {
		.argv = argv, .dir = draft->dir, .flags = PROC_TERMINAL};
	struct sigaction ignore = {0}, interrupt, quit;
	struct proc proc = {0};
	int status = 0;
	bool ok;

	memcpy(argv, editor->argv, editor->words * sizeof(argv[0]));
	argv[editor->words] = draft->file;
	/* Ctrl-C in the editor is the editor's. */
	ignore.sa_handler = SIG_IGN;
	sigaction(SIGINT, &ignore, &interrupt);
	sigaction(SIGQUIT, &ignore, &quit);
	ok = proc_start(&proc, &command, err);
	while (ok && !proc_wait(&proc, -1, &status))
		;
	sigaction(SIGINT, &interrupt, NULL);
	sigaction(SIGQUIT, &quit, NULL);
	if (!ok)
		return error_prefix(
			err, "%s", _("The editor cannot be started"));
	return status == 0 || failed(draft, editor, status, err);
}
