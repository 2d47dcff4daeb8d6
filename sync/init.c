#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "sync/git.h"
#include "sync/pull.h"
#include "sync/tree.h"

/* 0 adds the path, > 0 leaves it out. */
static int choose(const char *path, const char *matched, void *arg)
{
	(void)matched;
	(void)arg;
	return tree_unsafe(path) ? 1 : 0;
}

static int make(git_repository **repo, const char *dir)
{
	git_repository_init_options options;

	git_repository_init_options_init(
		&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_MKDIR;
	options.initial_head = "main";
	return git_repository_init_ext(repo, dir, &options);
}

static int sign(git_signature **who, git_repository *repo)
{
	if (git_signature_default(who, repo) == 0)
		return 0;
	return git_signature_now(who, "fyr", "fyr@localhost");
}

static int commit(git_repository *repo, const char *message)
{
	git_index *index = NULL;
	git_signature *who = NULL;
	git_tree *tree = NULL;
	git_oid id;
	int code = git_repository_index(&index, repo);

	if (code == 0)
		code = git_index_add_all(index, NULL,
			GIT_INDEX_ADD_DISABLE_PATHSPEC_MATCH, choose, NULL);
	if (code == 0)
		code = git_index_write_tree(&id, index);
	if (code == 0)
		code = git_index_write(index);
	if (code == 0)
		code = git_tree_lookup(&tree, repo, &id);
	if (code == 0)
		code = sign(&who, repo);
	if (code == 0)
		code = git_commit_create(&id, repo, "HEAD", who, who, "UTF-8",
			message, tree, 0, NULL);
	git_signature_free(who);
	git_tree_free(tree);
	git_index_free(index);
	return code;
}

/* One that was begun and not ended is taken up again. */
static bool is_free(const char *dir, struct error *err)
{
	git_repository *repo = NULL;
	struct gitx_head head = {.unborn = false};
	bool ok;

	if (!gitx_looks_like(dir))
		return true;
	ok = gitx_open(dir, &repo, err);
	if (ok && (!gitx_head(repo, &head, NULL) || !head.unborn))
		ok = error_set(err, ERROR_INPUT,
			_("%s already is a repository with a history."),
			gate_name(dir).text);
	git_repository_free(repo);
	return ok;
}

bool pull_init(const char *dir, const char *message, struct error *err)
{
	git_repository *repo = NULL;
	bool ok = false;
	int code;

	if (!file_is_dir(dir))
		return error_set(err, ERROR_INPUT, _("%s is not a folder."),
			gate_name(dir).text);
	if (!gitx_begin(err))
		return false;
	if (!is_free(dir, err))
		goto out;
	code = make(&repo, dir);
	if (code == 0)
		code = commit(repo, message);
	ok = code == 0 ||
		gitx_fail(err, ERROR_IO, code,
			_("%s cannot be made a repository"),
			gate_name(dir).text);
	trace_event("sync.init", "ok=%d", ok);
out:
	git_repository_free(repo);
	gitx_end();
	return ok;
}
