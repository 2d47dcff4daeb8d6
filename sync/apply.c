#include "sync/apply.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/apply_private.h"
#include "sync/git.h"
#include "sync/lock.h"
#include "sync/move.h"
#include "sync/say.h"

enum {
	LOCK_WAIT_MS = 10 * 1000,
	RECOVER_WAIT_MS = 1000,
	TICK_MS = 50,
	KEPT_SHOWN = 200, /* bytes of names */
	JOURNAL_MAX = 4096
};

static const char journal_name[] = "journal";
static const char journal_head[] = "fyr apply 1";

static bool open_folder(
	const char *dir, const char *name, int *fd, struct error *err)
{
	struct buf path = {0};
	bool ok;

	file_join(&path, dir, name);
	ok = file_mkdirs(buf_text(&path), 0700, err);
	if (ok) {
		*fd = open(buf_text(&path),
			O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		ok = *fd >= 0 ||
			error_errno(err, ERROR_IO, _("%s cannot be opened"),
				gate_name(buf_text(&path)).text);
	}
	buf_clear(&path);
	return ok;
}

static void read_config(struct apply_work *work)
{
	git_config *config = NULL;
	git_config_entry *entry = NULL;
	int on = 1;

	work->file_mode = work->auto_crlf = true;
	if (git_repository_config_snapshot(&config, work->apply->repo) < 0)
		return;
	if (git_config_get_bool(&on, config, "core.filemode") == 0)
		work->file_mode = on != 0;
	/* "input" is no bool, and not false either. */
	if (git_config_get_entry(&entry, config, "core.autocrlf") ==
			GIT_ENOTFOUND ||
		(git_config_get_bool(&on, config, "core.autocrlf") == 0 && !on))
		work->auto_crlf = false;
	git_config_entry_free(entry);
	git_config_free(config);
}

static void work_close(struct apply_work *work)
{
	for (size_t i = 0; i < work->count; i++)
		free(work->changes[i].path);
	free(work->changes);
	buf_clear(&work->names);
	git_odb_free(work->odb);
	if (work->root >= 0)
		close(work->root);
	if (work->stage >= 0)
		close(work->stage);
	if (work->displaced >= 0)
		close(work->displaced);
}

static bool work_open(
	struct apply_work *work, struct apply *apply, struct error *err)
{
	int code = git_repository_odb(&work->odb, apply->repo);

	work->apply = apply;
	work->root = work->stage = work->displaced = -1;
	if (code < 0)
		return gitx_fail(err, ERROR_IO, code,
			_("The objects of the repository cannot be read"));
	work->root = open(git_repository_workdir(apply->repo),
		O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (work->root < 0)
		return error_errno(err, ERROR_IO, _("%s cannot be opened"),
			gate_name(git_repository_workdir(apply->repo)).text);
	read_config(work);
	return open_folder(apply->dir, "stage", &work->stage, err) &&
		open_folder(apply->dir, "displaced", &work->displaced, err);
}

/* Swapping needs both on one disk. */
static bool is_one_disk(const struct apply_work *work)
{
	struct stat a, b;

	return fstat(work->root, &a) == 0 && fstat(work->stage, &b) == 0 &&
		a.st_dev == b.st_dev;
}

static void say_cause(struct apply_work *work)
{
	struct buf *names = &work->names;

	if (work->named > 3)
		buf_printf(names, _(" and %zu more"), work->named - 3);
	say_with(&work->apply->left, apply_cause_text(work), buf_text(names));
}

static bool tell(struct apply_work *work, size_t done, int64_t *last)
{
	const struct pull_options *options = work->apply->options;
	struct pull_progress now = {
		.phase = PULL_APPLY, .done = done, .total = work->count};

	if (!options || !options->progress || date_ticks_ms() - *last < TICK_MS)
		return true;
	*last = date_ticks_ms();
	return options->progress(&now, options->arg);
}

static bool stage_all(struct apply_work *work, struct error *err)
{
	int64_t last = 0;

	for (size_t i = 0; i < work->count; i++) {
		if (!tell(work, 0, &last))
			return error_set(
				err, ERROR_CANCELLED, _("Stopped on request."));
		if (!apply_stage(work, i, err))
			return false;
	}
	return true;
}

/* All of it on disk: one call instead of one for each file. */
static void flush(const struct apply_work *work)
{
	syscall(SYS_syncfs, work->stage);
}

static void put_journal(const struct apply *apply, struct buf *path)
{
	file_join(path, apply->dir, journal_name);
}

static bool write_journal(const struct apply *apply, struct error *err)
{
	struct buf path = {0}, text = {0};
	char old[SOURCE_ID], new[SOURCE_ID];
	bool ok;

	gitx_hex(&apply->old, old);
	gitx_hex(&apply->new, new);
	put_journal(apply, &path);
	buf_printf(
		&text, "%s\n%s\n%s\n%s\n", journal_head, old, new, apply->ref);
	ok = file_write(buf_text(&path), buf_slice(&text), 0600, err);
	buf_clear(&path);
	buf_clear(&text);
	return ok;
}

static void remove_journal(const struct apply *apply)
{
	struct buf path = {0};

	put_journal(apply, &path);
	unlink(buf_text(&path));
	lock_flush_dir(buf_text(&path));
	buf_clear(&path);
}

/* For the next save: these hold a text made on the old commit. */
static void list_kept(struct apply_work *work)
{
	struct buf path = {0}, lines = {0};
	char old[SOURCE_ID];
	int fd;

	gitx_hex(&work->apply->old, old);
	for (size_t i = 0; i < work->count; i++) {
		const char *name = work->changes[i].path;

		/* Where the new text was before, the edit was made on that. */
		if (!work->changes[i].kept || work->changes[i].there)
			continue;
		buf_printf(&lines, "%s %s\n", old, name);
		if (work->apply->kept.len < KEPT_SHOWN)
			buf_printf(&work->apply->kept, "%s%s",
				work->apply->kept.len > 0 ? ", " : "",
				gate_name(name).text);
	}
	file_join(&path, work->apply->dir, "kept");
	if (lines.len > 0) {
		fd = open(buf_text(&path),
			O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
		if (fd >= 0) {
			if (write(fd, lines.data, lines.len) >= 0)
				fsync(fd);
			close(fd);
		}
	}
	buf_clear(&path);
	buf_clear(&lines);
}

/* From here on there is no way back, only forward. */
static bool finish(struct apply_work *work, struct lock *index,
	struct move *move, struct error *err)
{
	int64_t last = 0;

	/* Removals first, so that a folder can take the place of a file. */
	for (size_t i = 0; i < work->count; i++) {
		if (!work->changes[i].mode && !apply_swap(work, i, err))
			return false;
	}
	for (size_t i = 0; i < work->count; i++) {
		tell(work, i, &last);
		if (work->changes[i].mode && !apply_swap(work, i, err))
			return false;
	}
	if (!apply_write_index(work, index->fd, err))
		return false;
	flush(work);
	list_kept(work);
	if (!lock_commit(index, err) || !move_commit(move, err))
		return false;
	remove_journal(work->apply);
	apply_clear_stage(work);
	return true;
}

static bool tick(void *arg)
{
	const struct apply *apply = arg;
	struct pull_progress now = {.phase = PULL_APPLY};

	return !apply->options || !apply->options->progress ||
		apply->options->progress(&now, apply->options->arg);
}

static bool take_locks(struct apply_work *work, int64_t wait_ms,
	struct lock *index, struct move *move, struct error *err)
{
	struct buf own = {0}, target = {0};
	bool ok;

	move->wait = (struct lock_wait){wait_ms, tick, work->apply};
	file_join(&own, work->apply->dir, "index.lock");
	file_join(&target, git_repository_path(work->apply->repo), "index");
	ok = lock_take(index, buf_text(&own), buf_text(&target), &move->wait,
		     err) &&
		move_begin(move, err);
	buf_clear(&own);
	buf_clear(&target);
	return ok;
}

static bool on_branch(const struct apply *apply, struct gitx_head *head)
{
	return gitx_head(apply->repo, head, NULL) &&
		strcmp(head->ref, apply->ref) == 0;
}

/* Those who switch hold the index's lock: until then they may have. */
static bool check_branch(const struct apply *apply, struct error *err)
{
	struct gitx_head head;

	return on_branch(apply, &head) ||
		error_set(err, ERROR_CONFLICT,
			_("Another branch was checked out meanwhile. Try "
			  "again."));
}

static bool run(struct apply_work *work, struct error *err)
{
	struct apply *apply = work->apply;
	struct lock index = {0};
	struct move move = {.repo = apply->repo,
		.dir = apply->dir,
		.ref = apply->ref,
		.from = &apply->old,
		.to = &apply->new,
		.why = apply->why ? apply->why : "fyr: fast-forward"};
	bool begun = false, ok = false;

	if (!stage_all(work, err))
		goto out;
	flush(work);
	if (!take_locks(work, LOCK_WAIT_MS, &index, &move, err) ||
		!check_branch(apply, err) || !apply_check_index(work, err))
		goto out;
	if (work->cause) {
		say_cause(work);
		ok = true;
		goto out;
	}
	begun = write_journal(apply, err);
	ok = begun && finish(work, &index, &move, err);
out:
	/* A run that failed midway keeps its journal: recovery goes on. */
	lock_drop(&index);
	move_drop(&move);
	if (!begun)
		apply_clear_stage(work);
	return ok;
}

bool apply_forward(struct apply *apply, struct error *err)
{
	struct apply_work work = {0};
	bool ok = work_open(&work, apply, err) && apply_collect(&work, err);

	if (ok && !is_one_disk(&work))
		buf_put(&apply->left,
			apply->saving
				? _("The .git folder and the files are on "
				    "different disks. Only git itself commits "
				    "in such a clone.")
				: _("The .git folder and the files are on "
				    "different disks. Only git itself brings "
				    "such a clone forward: run 'git pull'."));
	else if (ok)
		ok = apply_check(&work, err);
	if (ok && work.cause)
		say_cause(&work);
	if (ok && apply->left.len == 0)
		ok = run(&work, err);
	trace_event("sync.apply", "files=%zu left=%d", work.count,
		apply->left.len > 0);
	work_close(&work);
	return ok;
}

/* False: there is none, or one of another version. */
static bool read_journal(struct apply *apply, struct buf *ref)
{
	struct buf path = {0}, text = {0};
	struct str rest, part;
	char *line[4] = {NULL};
	size_t count = 0;
	bool ok = false;

	put_journal(apply, &path);
	if (file_read(buf_text(&path), JOURNAL_MAX, &text, NULL)) {
		rest = buf_slice(&text);
		while (count < 4 && str_cut(&rest, '\n', &part))
			line[count++] = str_copy(part);
		ok = count == 4 && strcmp(line[0], journal_head) == 0 &&
			gitx_id(line[1], &apply->old) &&
			gitx_id(line[2], &apply->new);
		if (ok)
			buf_put(ref, line[3]);
	}
	for (size_t i = 0; i < count; i++)
		free(line[i]);
	buf_clear(&path);
	buf_clear(&text);
	return ok;
}

/* A person may have moved on with git since: then there is nothing to end. */
static bool is_still_ours(const struct apply *apply)
{
	struct gitx_head head;

	return on_branch(apply, &head) &&
		(git_oid_equal(&head.id, &apply->old) ||
			git_oid_equal(&head.id, &apply->new));
}

static bool resume(struct apply_work *work, struct error *err)
{
	struct apply *apply = work->apply;
	struct lock index = {0};
	struct move move = {.repo = apply->repo,
		.dir = apply->dir,
		.ref = apply->ref,
		.to = &apply->new,
		.why = "fyr: finished"};
	bool ok = apply_collect(work, err) &&
		take_locks(work, RECOVER_WAIT_MS, &index, &move, err);

	for (size_t i = 0; ok && i < work->count; i++) {
		if (apply_look(work, &work->changes[i]) != APPLY_NEW)
			ok = apply_stage(work, i, err);
	}
	ok = ok && finish(work, &index, &move, err);
	lock_drop(&index);
	move_drop(&move);
	return ok;
}

bool apply_recover(git_repository *repo, const char *dir, struct error *err)
{
	struct apply apply = {.repo = repo, .dir = dir};
	struct apply_work work = {0};
	struct buf own = {0}, target = {0}, ref = {0};
	bool ok = false, begun;

	file_join(&own, dir, "index.lock");
	file_join(&target, git_repository_path(repo), "index");
	lock_recover(buf_text(&own), buf_text(&target));
	if (!work_open(&work, &apply, err))
		goto out;
	begun = read_journal(&apply, &ref);
	apply.ref = buf_text(&ref);
	if (begun && is_still_ours(&apply)) {
		trace_event("sync.resume", "ref=%s", apply.ref);
		ok = resume(&work, err);
		goto out;
	}
	apply_clear_stage(&work);
	remove_journal(&apply);
	ok = true;
out:
	work_close(&work);
	buf_clear(&own);
	buf_clear(&target);
	buf_clear(&ref);
	buf_clear(&apply.kept);
	return ok;
}
