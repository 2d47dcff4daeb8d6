#include "sync/move.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "sync/git.h"

enum {
	WAIT_MS = 10 * 1000
};

/* Which reference is being moved, for move_recover. */
static const char name_file[] = "ref";
static const char lock_file[] = "ref.lock";

/* HEAD is each work tree's own; references are shared. */
static void put_target(git_repository *repo, const char *ref, struct buf *out)
{
	const char *dir = strcmp(ref, "HEAD") == 0 ? git_repository_path(repo)
						   : gitx_common_dir(repo);

	file_join(out, dir, ref);
}

static bool take(const struct move *move, struct lock *lock, struct error *err)
{
	const char *dir = move->dir, *ref = move->ref;
	struct lock_wait wait = move->wait;
	struct buf own = {0}, name = {0}, target = {0}, parent = {0};
	bool ok;

	file_join(&own, dir, lock_file);
	file_join(&name, dir, name_file);
	put_target(move->repo, ref, &target);
	if (wait.ms <= 0)
		wait.ms = WAIT_MS;
	buf_str(&parent, file_dir(buf_slice(&target)));
	ok = file_write(buf_text(&name), str_from(ref), 0600, err) &&
		file_mkdirs(buf_text(&parent), 0777, err) &&
		lock_take(lock, buf_text(&own), buf_text(&target), &wait, err);
	buf_clear(&own);
	buf_clear(&name);
	buf_clear(&target);
	buf_clear(&parent);
	return ok;
}

static bool read_ref(struct move *move, struct error *err)
{
	int code = git_reference_name_to_id(&move->was, move->repo, move->ref);

	if (code == GIT_ENOTFOUND) {
		memset(&move->was, 0, sizeof(move->was));
		return true;
	}
	return code == 0 ||
		gitx_fail(err, ERROR_IO, code, _("A branch cannot be read"));
}

bool move_begin(struct move *move, struct error *err)
{
	if (!take(move, &move->lock, err))
		return false;
	if (!read_ref(move, err)) {
		move_drop(move);
		return false;
	}
	if (move->from && !git_oid_equal(move->from, &move->was)) {
		move_drop(move);
		return error_set(err, ERROR_CONFLICT,
			_("The branch %s was moved by another program "
			  "meanwhile. Sync again."),
			gitx_short(move->ref));
	}
	return true;
}

static void put_person(git_repository *repo, struct buf *out)
{
	git_signature *who = NULL;

	if (git_signature_default(&who, repo) == 0)
		buf_printf(out, "%s <%s> ", who->name, who->email);
	else
		buf_put(out, "fyr <fyr@localhost> ");
	if (!who)
		git_signature_now(&who, "fyr", "fyr@localhost");
	if (who)
		buf_printf(out, "%lld %c%02d%02d", (long long)who->when.time,
			who->when.offset < 0 ? '-' : '+',
			abs(who->when.offset) / 60, abs(who->when.offset) % 60);
	git_signature_free(who);
}

/* As git: one line at the end of a log that is there already. */
static void log_to(const char *dir, const char *ref, struct str line)
{
	struct buf path = {0};
	int fd;

	buf_printf(&path, "%s/logs/%s", dir, ref);
	fd = open(buf_text(&path), O_WRONLY | O_APPEND | O_CLOEXEC);
	if (fd >= 0) {
		file_write_all(fd, line);
		close(fd);
	}
	buf_clear(&path);
}

static void log_move(const struct move *move)
{
	char from[SOURCE_ID], to[SOURCE_ID];
	struct buf line = {0};
	git_reference *head = NULL;
	const char *target;

	gitx_hex(&move->was, from);
	gitx_hex(move->to, to);
	buf_printf(&line, "%s %s ", from, to);
	put_person(move->repo, &line);
	buf_printf(&line, "\t%s\n", move->why ? move->why : "fyr");
	log_to(gitx_common_dir(move->repo), move->ref, buf_slice(&line));
	if (git_reference_lookup(&head, move->repo, "HEAD") == 0) {
		target = git_reference_symbolic_target(head);
		if (target && strcmp(target, move->ref) == 0)
			log_to(git_repository_path(move->repo), "HEAD",
				buf_slice(&line));
	}
	git_reference_free(head);
	buf_clear(&line);
}

bool move_commit(struct move *move, struct error *err)
{
	char hex[SOURCE_ID];
	struct buf text = {0};
	bool ok = false;

	if (git_oid_equal(&move->was, move->to)) {
		move_drop(move);
		return true;
	}
	gitx_hex(move->to, hex);
	buf_printf(&text, "%s\n", hex);
	if (file_write_all(move->lock.fd, buf_slice(&text))) {
		ok = lock_commit(&move->lock, err);
	} else {
		error_errno(err, ERROR_IO, _("Writing a branch failed"));
		move_drop(move);
	}
	buf_clear(&text);
	if (ok)
		log_move(move);
	return ok;
}

void move_drop(struct move *move)
{
	if (move)
		lock_drop(&move->lock);
}

bool move_ref(struct move *move, struct error *err)
{
	if (!move->from && read_ref(move, NULL) &&
		git_oid_equal(&move->was, move->to))
		return true;
	return move_begin(move, err) && move_commit(move, err);
}

bool move_head(git_repository *repo, const char *dir, const char *ref,
	struct error *err)
{
	const struct move move = {.repo = repo, .dir = dir, .ref = "HEAD"};
	struct lock lock = {0};
	struct buf text = {0};
	bool ok = false;

	buf_printf(&text, "ref: %s\n", ref);
	if (!take(&move, &lock, err))
		goto out;
	if (!file_write_all(lock.fd, buf_slice(&text))) {
		error_errno(err, ERROR_IO, _("Writing HEAD failed"));
		goto out;
	}
	ok = lock_commit(&lock, err);
out:
	lock_drop(&lock);
	buf_clear(&text);
	return ok;
}

void move_recover(git_repository *repo, const char *dir)
{
	struct buf own = {0}, name = {0}, ref = {0}, target = {0};
	int valid = 0;

	file_join(&own, dir, lock_file);
	file_join(&name, dir, name_file);
	if (!file_exists(buf_text(&own)))
		goto out;
	if (file_read(buf_text(&name), GITX_REF, &ref, NULL) &&
		git_reference_name_is_valid(&valid, buf_text(&ref)) == 0 &&
		valid) {
		put_target(repo, buf_text(&ref), &target);
		lock_recover(buf_text(&own), buf_text(&target));
	}
out:
	unlink(buf_text(&name));
	buf_clear(&own);
	buf_clear(&name);
	buf_clear(&ref);
	buf_clear(&target);
}
