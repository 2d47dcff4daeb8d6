#include "sync/recover.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "sync/apply.h"
#include "sync/displaced.h"
#include "sync/git.h"
#include "sync/lock.h"
#include "sync/move.h"
#include "sync/pull.h"

enum {
	HOUR = 60 * 60,
	REF_DEPTH = 16
};

static const char running_name[] = "running";

static time_t age_of(const char *path)
{
	struct stat info;

	return lstat(path, &info) == 0 ? time(NULL) - info.st_mtime : 0;
}

/* Call `sweep` for each entry of dir whose name starts with `prefix`. */
static void each_entry(const char *dir, const char *prefix,
	void (*sweep)(const char *path, const char *name, void *arg), void *arg)
{
	DIR *stream = opendir(dir);
	struct dirent *entry;
	struct buf path = {0};

	while (stream && (entry = readdir(stream))) {
		if (!str_starts(str_from(entry->d_name), prefix) ||
			strcmp(entry->d_name, ".") == 0 ||
			strcmp(entry->d_name, "..") == 0)
			continue;
		buf_cut(&path, 0);
		file_join(&path, dir, entry->d_name);
		sweep(buf_text(&path), entry->d_name, arg);
	}
	if (stream)
		closedir(stream);
	buf_clear(&path);
}

static void sweep_temporary(const char *path, const char *name, void *arg)
{
	(void)name;
	(void)arg;
	unlink(path);
}

/* In a managed clone nobody else writes packs; elsewhere they may be young. */
static void sweep_pack(const char *path, const char *name, void *arg)
{
	const bool *managed = arg;

	(void)name;
	if (*managed || age_of(path) > HOUR)
		unlink(path);
}

static bool sweep_lock(const struct file_entry *entry, bool *skip, void *arg)
{
	const int *root = arg;

	(void)skip;
	if (S_ISREG(entry->info.st_mode) &&
		str_ends(str_from(entry->path), ".lock"))
		unlinkat(*root, entry->path, 0);
	return true;
}

/* refs/fyr is ours alone: whatever lock is there, we left it. */
static void sweep_refs(git_repository *repo)
{
	struct buf path = {0};
	int root;

	file_join(&path, gitx_common_dir(repo), "refs/fyr");
	root = open(buf_text(&path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root >= 0) {
		file_walk(root, REF_DEPTH, sweep_lock, &root, NULL);
		close(root);
	}
	buf_clear(&path);
}

static void sweep_files(git_repository *repo, const char *dir)
{
	bool managed = git_repository_is_bare(repo);
	struct buf path = {0};

	file_join(&path, gitx_common_dir(repo), "objects/pack");
	each_entry(buf_text(&path), "pack_git2_", sweep_pack, &managed);
	/* Of the git program; in a work clone git itself prunes them. */
	if (managed)
		each_entry(buf_text(&path), "tmp_", sweep_pack, &managed);
	displaced_sweep(dir);
	each_entry(dir, ".fyr-", sweep_temporary, NULL);
	each_entry(dir, "index.new", sweep_temporary, NULL);
	buf_clear(&path);
}

static bool repair(git_repository *repo, const char *dir, struct error *err)
{
	trace_event("sync.repair", "dir=%s", dir);
	sweep_refs(repo);
	move_recover(repo, dir);
	return git_repository_is_bare(repo) || apply_recover(repo, dir, err);
}

static bool is_running(const struct recover_run *run)
{
	struct buf path = {0};
	bool yes;

	file_join(&path, buf_text(&run->dir), running_name);
	yes = file_exists(buf_text(&path));
	buf_clear(&path);
	return yes;
}

static bool mark(const struct recover_run *run, struct error *err)
{
	struct buf path = {0}, text = {0};
	bool ok;

	file_join(&path, buf_text(&run->dir), running_name);
	buf_printf(&text, "%ld\n", (long)getpid());
	ok = file_write(buf_text(&path), buf_slice(&text), 0600, err);
	buf_clear(&path);
	buf_clear(&text);
	return ok;
}

static void give_back(struct recover_run *run)
{
	if (run->lock > 0)
		close(run->lock);
	buf_clear(&run->dir);
	*run = (struct recover_run){0};
}

bool recover_begin(
	struct recover_run *run, git_repository *repo, struct error *err)
{
	enum lock_run got;

	*run = (struct recover_run){.repo = repo};
	file_join(&run->dir, git_repository_path(repo), "fyr");
	got = lock_run(buf_text(&run->dir), &run->lock, err);
	if (got == LOCK_BUSY)
		error_set(err, ERROR_IO,
			_("Another sync of this hub is under way. Wait for it "
			  "and try again."));
	if (got == LOCK_TAKEN &&
		(!is_running(run) || repair(repo, buf_text(&run->dir), err)) &&
		mark(run, err)) {
		sweep_files(repo, buf_text(&run->dir));
		return true;
	}
	give_back(run);
	run->busy = got == LOCK_BUSY;
	return false;
}

bool recover_now(struct recover_run *run, struct error *err)
{
	return repair(run->repo, buf_text(&run->dir), err);
}

void recover_end(struct recover_run *run, bool whole)
{
	struct buf path = {0};

	if (run->dir.len > 0 && whole) {
		file_join(&path, buf_text(&run->dir), running_name);
		unlink(buf_text(&path));
		buf_clear(&path);
	}
	give_back(run);
}

/* Without the git library: most of the time there is nothing to repair. */
static bool may_need_repair(const char *path)
{
	struct buf name = {0};
	bool yes;

	buf_printf(&name, "%s/fyr/%s", path, running_name);
	yes = file_exists(buf_text(&name));
	buf_cut(&name, 0);
	buf_printf(&name, "%s/.git", path);
	/* A linked worktree's .git is a file: only git knows the folder. */
	yes = yes || file_is_regular(buf_text(&name));
	buf_printf(&name, "/fyr/%s", running_name);
	yes = yes || file_exists(buf_text(&name));
	buf_clear(&name);
	return yes;
}

bool pull_recover(const char *path, struct error *err)
{
	struct recover_run run = {0};
	git_repository *repo = NULL;
	bool ok = false;

	if (!may_need_repair(path))
		return true;
	if (!gitx_begin(err))
		return false;
	if (!gitx_open(path, &repo, err))
		goto out;
	run.repo = repo;
	file_join(&run.dir, git_repository_path(repo), "fyr");
	ok = true;
	if (is_running(&run) &&
		lock_run(buf_text(&run.dir), &run.lock, NULL) == LOCK_TAKEN) {
		ok = repair(repo, buf_text(&run.dir), err);
		if (ok)
			sweep_files(repo, buf_text(&run.dir));
	}
	/* A run that holds the lock is alive, and ends its work itself. */
	recover_end(&run, ok && run.lock > 0);
out:
	git_repository_free(repo);
	gitx_end();
	return ok;
}
