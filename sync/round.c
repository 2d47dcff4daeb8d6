#include "sync/round.h"

#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "sync/apply.h"
#include "sync/fetch.h"
#include "sync/git.h"
#include "sync/move.h"

enum {
	LOCK_WAIT_MS = 10 * 1000
};

/* Where a rewritten branch is kept; what it replaced stays in GITX_INCOMING. */
#define REWRITTEN "refs/fyr/rewritten/"

bool round_look(struct round *p, struct error *err)
{
	if (!gitx_head(p->repo, &p->head, err))
		return false;
	if (gitx_upstream(p->repo, p->head.ref, &p->up, err))
		return true;
	if (err && err->kind == ERROR_NOT_FOUND)
		err->kind = ERROR_INPUT;
	return false;
}

const char *round_why_not(const struct round *p)
{
	if (p->head.detached)
		return N_("No branch is checked out (detached HEAD), so there "
			  "is nothing to bring forward. Check one out: git "
			  "switch main");
	if (git_repository_is_shallow(p->repo))
		return N_("This clone is shallow. Run 'git fetch "
			  "--unshallow' once, then sync again.");
	return NULL;
}

const char *round_why_not_files(const struct round *p)
{
	if (git_repository_is_bare(p->repo))
		return NULL;
	if (git_repository_state(p->repo) != GIT_REPOSITORY_STATE_NONE)
		return N_("A merge, rebase or the like is under way here. End "
			  "it with git first (git status tells how), then "
			  "sync again.");
	if (p->head.unborn)
		return N_("There is no commit here yet. Run 'git pull' once.");
	if (gitx_is_sparse(p->repo))
		return N_("Only some of the files are checked out here (sparse "
			  "checkout). Only git itself brings such a clone "
			  "forward: run 'git pull'.");
	return gitx_index_reason(p->repo);
}

/* A new clone of what was empty follows the first branch that appears. */
static bool adopt_default(
	struct round *p, struct fetch *fetch, struct error *err)
{
	struct buf ref = {0};
	bool ok = true;

	if (!fetch_default(fetch, &ref)) {
		p->empty = true;
	} else if (ref.len < sizeof(p->head.ref)) {
		memcpy(p->head.ref, buf_text(&ref), ref.len + 1);
		memcpy(p->up.branch, buf_text(&ref), ref.len + 1);
		p->up.tracking[0] = '\0';
		ok = move_head(p->repo, p->dir, p->head.ref, err);
	}
	buf_clear(&ref);
	return ok;
}

/* To be pasted into a shell as it is: others choose the names of branches. */
static bool is_plain_name(const char *name)
{
	return *name && *name != '-' &&
		strspn(name,
			"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
			"0123456789._/-") == strlen(name);
}

/* There are others: it was renamed there, or never sent from here. */
static bool fail_branch(
	const struct round *p, const char *other, struct error *err)
{
	const struct gate_name remote = gate_name(p->up.remote);
	const struct gate_name branch = gate_name(gitx_short(p->up.branch));
	const char *path = git_repository_path(p->repo);
	git_oid seen;

	if (!is_plain_name(gitx_short(p->head.ref)) || !is_plain_name(path) ||
		!is_plain_name(other) || !is_plain_name(p->up.remote))
		return error_set(err, ERROR_NETWORK,
			_("The remote %s has no branch %s (any more). Switch "
			  "to another branch, or ask those who run it."),
			remote.text, branch.text);
	if (gitx_incoming(p->repo, p->head.ref, &p->up, &seen))
		return error_set(err, ERROR_NETWORK,
			_("The remote %s no longer has the branch %s. Ask "
			  "those who run it. If it is called %s now, run this "
			  "once: git -C %s config branch.%s.merge %s"),
			remote.text, branch.text, gitx_short(other), path,
			gitx_short(p->head.ref), other);
	return error_set(err, ERROR_NETWORK,
		_("The remote %s does not have the branch %s. If it is yours "
		  "alone, send it there once: git -C %s push -u %s %s"),
		remote.text, branch.text, path, remote.text,
		gitx_short(p->head.ref));
}

static bool find_branch(struct round *p, struct fetch *fetch, struct error *err)
{
	struct buf any = {0};

	p->empty = false;
	if (fetch_find(fetch, p->up.branch, &p->incoming))
		return true;
	if (p->head.unborn && git_repository_is_bare(p->repo)) {
		if (!adopt_default(p, fetch, err) || p->empty)
			return p->empty;
		if (fetch_find(fetch, p->up.branch, &p->incoming))
			return true;
	}
	p->empty = !fetch_default(fetch, &any);
	if (!p->empty)
		fail_branch(p, buf_text(&any), err);
	buf_clear(&any);
	return p->empty;
}

bool round_receive(struct round *p, struct error *err)
{
	struct fetch fetch;
	git_remote *remote = NULL;
	int code = git_remote_lookup(&remote, p->repo, p->up.remote);
	bool ok;

	if (code < 0)
		return gitx_fail(err, ERROR_CONFIG, code,
			_("The remote this branch follows is not configured"));
	if (!fetch_open_take(&fetch, p->repo, remote, p->options, err))
		return false;
	ok = find_branch(p, &fetch, err) &&
		(p->empty || fetch_get(&fetch, p->up.branch, err));
	if (ok)
		fetch_note(p->repo);
	p->objects += fetch.transport.objects;
	p->bytes += fetch.transport.bytes;
	fetch_close(&fetch);
	p->has_seen = gitx_incoming(p->repo, p->head.ref, &p->up, &p->seen);
	return ok;
}

bool round_set(
	struct round *p, const char *ref, const git_oid *id, struct error *err)
{
	struct move move = {.repo = p->repo,
		.dir = p->dir,
		.ref = ref,
		.to = id,
		.why = "fyr: fetch"};

	return move_ref(&move, err);
}

bool round_remember(
	struct round *p, const git_oid *id, bool rewritten, struct error *err)
{
	struct buf ref = {0};
	bool ok;

	buf_printf(&ref, "%s%s", rewritten ? REWRITTEN : GITX_INCOMING,
		gitx_short(p->head.ref));
	/* A courtesy to git: refs/remotes/origin/main. */
	ok = round_set(p, buf_text(&ref), id, err) &&
		(!p->up.tracking[0] || round_set(p, p->up.tracking, id, err));
	buf_clear(&ref);
	return ok;
}

/* Positive: `commit` has `ancestor` in its history, or is it. */
static int has(struct round *p, const git_oid *commit, const git_oid *ancestor)
{
	if (git_oid_equal(commit, ancestor))
		return 1;
	return git_graph_descendant_of(p->repo, commit, ancestor);
}

bool round_is_ahead(struct round *p)
{
	p->has_seen = !p->head.unborn &&
		gitx_incoming(p->repo, p->head.ref, &p->up, &p->seen);
	if (!p->has_seen || git_oid_equal(&p->head.id, &p->seen) ||
		has(p, &p->head.id, &p->seen) <= 0)
		return false;
	p->incoming = p->seen;
	p->empty = false;
	return true;
}

/*
 * The remote's branch no longer has what it had, so commits were taken back
 * there. Fine only if this branch was brought to the new state by hand.
 */
static int was_rewritten(struct round *p)
{
	int code;

	if (!p->has_seen || git_oid_equal(&p->head.id, &p->incoming))
		return 0;
	/* Moving forward loses nothing, whatever was seen before. */
	code = has(p, &p->incoming, &p->head.id);
	if (code != 0)
		return code < 0 ? code : 0;
	code = has(p, &p->incoming, &p->seen);
	if (code != 0)
		return code < 0 ? code : 0;
	code = has(p, &p->head.id, &p->incoming);
	if (code <= 0)
		return code < 0 ? code : 1;
	/* Merged by hand, or already without the old commits? */
	code = has(p, &p->seen, &p->incoming);
	if (code <= 0)
		return code;
	return has(p, &p->head.id, &p->seen);
}

bool round_relate(
	struct round *p, enum round_relation *relation, struct error *err)
{
	git_oid base;
	int code;

	if (p->empty) {
		*relation = p->has_seen ? ROUND_EMPTIED : ROUND_EMPTY;
		return true;
	}
	if (git_oid_equal(&p->head.id, &p->incoming)) {
		*relation = ROUND_EQUAL;
		return true;
	}
	if (p->head.unborn) {
		*relation = ROUND_BEHIND;
		return true;
	}
	code = was_rewritten(p);
	if (code == 0)
		code = git_merge_base(
			&base, p->repo, &p->head.id, &p->incoming);
	else if (code > 0) {
		*relation = ROUND_REWRITTEN;
		return true;
	}
	if (code < 0 && code != GIT_ENOTFOUND)
		return gitx_fail(err, ERROR_IO, code,
			_("The history of this hub cannot be read"));
	if (code == GIT_ENOTFOUND)
		*relation = ROUND_UNRELATED;
	else if (git_oid_equal(&base, &p->head.id))
		*relation = ROUND_BEHIND;
	else if (git_oid_equal(&base, &p->incoming))
		*relation = ROUND_AHEAD;
	else
		*relation = ROUND_DIVERGED;
	return true;
}

static bool tick(void *arg)
{
	const struct pull_options *options = ((struct round *)arg)->options;
	struct pull_progress now = {.phase = PULL_APPLY};

	return !options || !options->progress ||
		options->progress(&now, options->arg);
}

static bool forward_bare(struct round *p, const git_oid *to, struct error *err)
{
	struct move move = {.repo = p->repo,
		.dir = p->dir,
		.ref = p->head.ref,
		.from = &p->head.id,
		.to = to,
		.why = "fyr: fast-forward",
		.wait = {LOCK_WAIT_MS, tick, p}};

	return move_ref(&move, err);
}

bool round_forward(struct round *p, const git_oid *to, struct buf *left,
	struct buf *kept, struct error *err)
{
	struct apply apply = {.repo = p->repo,
		.dir = p->dir,
		.ref = p->head.ref,
		.old = p->head.id,
		.new = *to,
		.options = p->options};
	bool ok;

	if (git_repository_is_bare(p->repo))
		return forward_bare(p, to, err);
	ok = apply_forward(&apply, err);
	buf_str(left, buf_slice(&apply.left));
	buf_str(kept, buf_slice(&apply.kept));
	buf_clear(&apply.left);
	buf_clear(&apply.kept);
	return ok;
}
