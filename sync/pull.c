#include "sync/pull.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "sync/apply.h"
#include "sync/fetch.h"
#include "sync/git.h"
#include "sync/move.h"
#include "sync/recover.h"
#include "sync/say.h"

enum {
	LOCK_WAIT_MS = 10 * 1000
};

/* Where a rewritten branch is kept; what it replaced stays in GITX_INCOMING. */
#define REWRITTEN "refs/fyr/rewritten/"

/* What one pull knows. */
struct pull {
	git_repository *repo; /* borrowed */
	const struct pull_options *options;
	struct pull_result *result;
	struct recover_run run;
	struct gitx_head head;
	struct gitx_upstream up;
	git_oid incoming; /* what the remote has */
	git_oid seen; /* what it had last time */
	bool has_seen;
	bool empty; /* the remote has no branches at all */
};

enum relation {
	EQUAL,
	AHEAD,
	BEHIND,
	DIVERGED,
	REWRITTEN_REMOTE,
	UNRELATED
};

static bool leave(struct pull *p, const char *reason)
{
	struct buf text = {0};

	say_with(&text, reason, gate_name(p->up.remote).text);
	p->result->outcome = PULL_LEFT_ALONE;
	snprintf(p->result->reason, sizeof(p->result->reason), "%s",
		buf_text(&text));
	buf_clear(&text);
	return true;
}

/* Why a clone is better left to its owner for now; NULL: go on. */
static const char *why_not_now(struct pull *p)
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

/* As why_not_now, of what concerns the files only: fetching is fine. */
static const char *why_not_files(struct pull *p)
{
	git_config *config = NULL;
	int sparse = 0;

	if (git_repository_is_bare(p->repo))
		return NULL;
	if (git_repository_state(p->repo) != GIT_REPOSITORY_STATE_NONE)
		return N_("A merge, rebase or the like is under way here. End "
			  "it with git first (git status tells how), then "
			  "sync again.");
	if (p->head.unborn)
		return N_("There is no commit here yet. Run 'git pull' once.");
	if (git_repository_config_snapshot(&config, p->repo) == 0 &&
		git_config_get_bool(&sparse, config, "core.sparsecheckout") < 0)
		sparse = 0;
	git_config_free(config);
	if (sparse)
		return N_("Only some of the files are checked out here (sparse "
			  "checkout). Only git itself brings such a clone "
			  "forward: run 'git pull'.");
	return NULL;
}

static bool find_upstream(struct pull *p, struct error *err)
{
	if (gitx_upstream(p->repo, p->head.ref, &p->up, err))
		return true;
	if (err && err->kind == ERROR_NOT_FOUND)
		err->kind = ERROR_INPUT;
	return false;
}

/* A new clone of what was empty follows the first branch that appears. */
static bool adopt_default(
	struct pull *p, struct fetch *fetch, struct error *err)
{
	struct buf ref = {0};
	bool ok = true;

	if (!fetch_default(fetch, &ref)) {
		p->empty = true;
	} else if (ref.len < sizeof(p->head.ref)) {
		memcpy(p->head.ref, buf_text(&ref), ref.len + 1);
		memcpy(p->up.branch, buf_text(&ref), ref.len + 1);
		p->up.tracking[0] = '\0';
		ok = move_head(
			p->repo, buf_text(&p->run.dir), p->head.ref, err);
	}
	buf_clear(&ref);
	return ok;
}

static bool find_branch(struct pull *p, struct fetch *fetch, struct error *err)
{
	if (fetch_find(fetch, p->up.branch, &p->incoming))
		return true;
	if (p->head.unborn && git_repository_is_bare(p->repo)) {
		if (!adopt_default(p, fetch, err) || p->empty)
			return p->empty;
		if (fetch_find(fetch, p->up.branch, &p->incoming))
			return true;
	}
	return error_set(err, ERROR_NETWORK,
		_("The remote %s has no branch %s (any more). Switch to "
		  "another branch, or ask those who run it."),
		gate_name(p->up.remote).text,
		gate_name(gitx_short(p->up.branch)).text);
}

static bool receive(struct pull *p, struct error *err)
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
	p->result->objects = fetch.transport.objects;
	p->result->bytes = fetch.transport.bytes;
	fetch_close(&fetch);
	return ok;
}

/* A ref of our own, or a courtesy to git: refs/remotes/origin/main. */
static bool set_ref(
	struct pull *p, const char *prefix, const char *name, struct error *err)
{
	struct buf ref = {0};
	struct move move = {.repo = p->repo,
		.dir = buf_text(&p->run.dir),
		.to = &p->incoming,
		.why = "fyr: fetch"};
	bool ok;

	buf_printf(&ref, "%s%s", prefix, name);
	move.ref = buf_text(&ref);
	ok = move_ref(&move, err);
	buf_clear(&ref);
	return ok;
}

/* Positive: `commit` has `ancestor` in its history, or is it. */
static int has(struct pull *p, const git_oid *commit, const git_oid *ancestor)
{
	if (git_oid_equal(commit, ancestor))
		return 1;
	return git_graph_descendant_of(p->repo, commit, ancestor);
}

/*
 * The remote's branch no longer has what it had, so commits were taken back
 * there. Fine only if this branch was brought to the new state by hand.
 */
static int was_rewritten(struct pull *p)
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

static bool relate(struct pull *p, enum relation *relation, struct error *err)
{
	git_oid base;
	int code;

	if (git_oid_equal(&p->head.id, &p->incoming)) {
		*relation = EQUAL;
		return true;
	}
	if (p->head.unborn) {
		*relation = BEHIND;
		return true;
	}
	code = was_rewritten(p);
	if (code == 0)
		code = git_merge_base(
			&base, p->repo, &p->head.id, &p->incoming);
	else if (code > 0) {
		*relation = REWRITTEN_REMOTE;
		return true;
	}
	if (code < 0 && code != GIT_ENOTFOUND)
		return gitx_fail(err, ERROR_IO, code,
			_("The history of this hub cannot be read"));
	if (code == GIT_ENOTFOUND)
		*relation = UNRELATED;
	else if (git_oid_equal(&base, &p->head.id))
		*relation = BEHIND;
	else if (git_oid_equal(&base, &p->incoming))
		*relation = AHEAD;
	else
		*relation = DIVERGED;
	return true;
}

static bool tick(void *arg)
{
	const struct pull_options *options = ((struct pull *)arg)->options;
	struct pull_progress now = {.phase = PULL_APPLY};

	return !options || !options->progress ||
		options->progress(&now, options->arg);
}

static bool forward_bare(struct pull *p, struct error *err)
{
	struct move move = {.repo = p->repo,
		.dir = buf_text(&p->run.dir),
		.ref = p->head.ref,
		.from = &p->head.id,
		.to = &p->incoming,
		.why = "fyr: fast-forward",
		.wait = {LOCK_WAIT_MS, tick, p}};

	if (!move_ref(&move, err))
		return false;
	p->result->outcome = PULL_FORWARDED;
	return true;
}

static bool forward_work(struct pull *p, struct error *err)
{
	struct apply apply = {.repo = p->repo,
		.dir = buf_text(&p->run.dir),
		.ref = p->head.ref,
		.old = p->head.id,
		.new = p->incoming,
		.options = p->options};
	bool ok = apply_forward(&apply, err);

	if (ok && apply.left.len > 0) {
		leave(p, buf_text(&apply.left));
	} else if (ok) {
		p->result->outcome = PULL_FORWARDED;
		if (apply.kept.len > 0)
			snprintf(p->result->reason, sizeof(p->result->reason),
				_("Edited during the sync: %s. These files "
				  "hold your text, made on the older version: "
				  "compare them with 'git diff'."),
				buf_text(&apply.kept));
	}
	buf_clear(&apply.left);
	buf_clear(&apply.kept);
	return ok;
}

static bool forward(struct pull *p, struct error *err)
{
	const char *reason = why_not_files(p);

	if (reason)
		return leave(p, _(reason));
	return git_repository_is_bare(p->repo) ? forward_bare(p, err)
					       : forward_work(p, err);
}

static bool act(struct pull *p, enum relation relation, struct error *err)
{
	switch (relation) {
	case EQUAL:
		p->result->outcome = PULL_NOTHING_NEW;
		return true;
	case AHEAD:
		p->result->outcome = PULL_AHEAD;
		return true;
	case BEHIND:
		return forward(p, err);
	case DIVERGED:
		return leave(p,
			_("There are new commits both here and at %s; they "
			  "have to be merged: git pull, then git push."));
	case REWRITTEN_REMOTE:
		return leave(p,
			_("The history at %s was rewritten: commits that were "
			  "there are gone. Nothing was changed here. Ask "
			  "those who run it; to take over their state, make a "
			  "new clone."));
	case UNRELATED:
		return leave(p,
			_("This hub and %s have no history in common. Check "
			  "the address of the remote: git remote -v"));
	}
	return true;
}

static bool bring_forward(struct pull *p, struct error *err)
{
	enum relation relation = EQUAL;
	const char *name = gitx_short(p->head.ref);

	gitx_hex(&p->incoming, p->result->incoming);
	p->has_seen = gitx_incoming(p->repo, p->head.ref, &p->up, &p->seen);
	if (!relate(p, &relation, err))
		return false;
	if (!set_ref(p,
		    relation == REWRITTEN_REMOTE ? REWRITTEN : GITX_INCOMING,
		    name, err))
		return false;
	if (p->up.tracking[0] && !set_ref(p, "", p->up.tracking, err))
		return false;
	trace_event("sync.relation", "relation=%d", (int)relation);
	return act(p, relation, err);
}

static bool pull_locked(struct pull *p, struct error *err)
{
	const char *reason;
	struct gitx_head now;

	if (!gitx_head(p->repo, &p->head, err))
		return false;
	if (!p->head.unborn)
		gitx_hex(&p->head.id, p->result->old_head);
	memcpy(p->result->new_head, p->result->old_head, SOURCE_ID);
	if (!find_upstream(p, err))
		return false;
	reason = why_not_now(p);
	if (reason)
		return leave(p, _(reason));
	if (!receive(p, err))
		return false;
	if (p->empty) {
		p->result->outcome = PULL_NOTHING_NEW;
		return true;
	}
	if (!bring_forward(p, err) || !gitx_head(p->repo, &now, err))
		return false;
	if (!now.unborn)
		gitx_hex(&now.id, p->result->new_head);
	return true;
}

bool pull_run(struct source *source, const struct pull_options *options,
	struct pull_result *result, struct error *err)
{
	struct pull_result got = {.outcome = PULL_NOTHING_NEW};
	struct error why = {0};
	struct pull p = {.repo = source_repository(source),
		.options = options,
		.result = &got};
	bool ok;

	if (!p.repo)
		return error_set(err, ERROR_INPUT,
			_("This hub is a plain folder, not a git repository; "
			  "there is nothing to sync with."));
	if (!recover_begin(&p.run, p.repo, err))
		return false;
	ok = pull_locked(&p, &why);
	/* What stopped in the middle of writing is finished the next time. */
	recover_end(&p.run, ok);
	trace_event("sync.pull", "ok=%d outcome=%d objects=%zu bytes=%llu", ok,
		(int)got.outcome, got.objects, (unsigned long long)got.bytes);
	if (ok)
		*result = got;
	else if (err)
		*err = why;
	return ok;
}
