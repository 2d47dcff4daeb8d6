#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "sync/transport.h"

/* Nothing of our own repository may leak into the other one. */
static const char *const clean_env[] = {"GIT_DIR", "GIT_WORK_TREE",
	"GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY",
	"GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_NAMESPACE",
	"GIT_PREFIX", "GIT_PROTOCOL", "GIT_QUARANTINE_PATH", "LC_ALL=C.UTF-8",
	"LANGUAGE=en", NULL};

static bool command(struct transport *t, const char *service,
	bool (*run)(const struct transport_command *command, void *arg),
	void *arg)
{
	struct buf path = {0};
	struct transport_command run_this = {.env = clean_env};
	bool ok;

	transport_path(t, &path);
	const char *const argv[] = {"git", "-c", "core.fsmonitor=false",
		service + strlen("git-"), buf_text(&path), NULL};

	run_this.argv = argv;
	ok = run(&run_this, arg);
	buf_clear(&path);
	return ok;
}

static void explain(struct transport *t, struct str text, int status)
{
	struct buf said = {0}, path = {0}, shown = {0};

	transport_path(t, &path);
	gate_text(&shown, buf_slice(&path), GATE_LINE);
	gate_remote(&said, str_trim(text));
	if (!file_exists(buf_text(&path)))
		error_set(&t->err, ERROR_NETWORK,
			_("There is no repository at %s. Check the address, "
			  "and that the folder or disk is connected."),
			buf_text(&shown));
	else if (str_find_text(text, "dubious ownership") < text.len)
		error_set(&t->err, ERROR_REFUSED,
			_("The repository %s belongs to another user. If you "
			  "trust it, run: git config --global --add "
			  "safe.directory '%s'"),
			buf_text(&shown), buf_text(&shown));
	else if (str_find_text(text, "does not appear to be a git") < text.len)
		error_set(&t->err, ERROR_NETWORK,
			_("%s is no git repository and no bundle, or you may "
			  "not read it."),
			buf_text(&shown));
	else
		error_set(&t->err, ERROR_NETWORK,
			_("Reading the repository %s failed (%d): %s"),
			buf_text(&shown), status, buf_text(&said));
	buf_clear(&said);
	buf_clear(&path);
	buf_clear(&shown);
}

git_smart_subtransport *transport_local(struct transport *t)
{
	static const struct transport_program program = {command, explain};

	return transport_stream(t, &program);
}
