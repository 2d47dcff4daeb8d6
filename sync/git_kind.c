/* The part of sync/git.h that tells kinds of clones apart. */

#include "base/buf.h"
#include "base/file.h"
#include "sync/git.h"

static bool is_set(git_config *config, const char *key)
{
	int yes = 0;

	return config && git_config_get_bool(&yes, config, key) == 0 && yes;
}

/* `git sparse-checkout` writes to a file that the library does not read. */
bool gitx_is_sparse(git_repository *repo)
{
	static const char key[] = "core.sparsecheckout";
	struct buf path = {0};
	git_config *all = NULL, *own = NULL;
	bool yes;

	file_join(&path, git_repository_path(repo), "config.worktree");
	if (git_repository_config_snapshot(&all, repo) < 0)
		all = NULL;
	if (!file_is_regular(buf_text(&path)) ||
		git_config_open_ondisk(&own, buf_text(&path)) < 0)
		own = NULL;
	yes = is_set(all, key) || is_set(own, key);
	git_config_free(all);
	git_config_free(own);
	buf_clear(&path);
	return yes;
}
