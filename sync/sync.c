#include "sync/sync.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/date.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "sync/clash.h"
#include "sync/commit_make.h"
#include "sync/fetch.h"
#include "sync/git.h"
#include "sync/loss.h"
#include "sync/merge.h"
#include "sync/push.h"
#include "sync/recover.h"
#include "sync/round.h"
#include "sync/say.h"

enum {
	TRIES = 20,
	PAUSE_FIRST_MS = 100,
	PAUSE_MOST_MS = 3000,
	TICK_MS = 50,
	NAMES_SHOWN = 3
};

/* Keeps what is being sent until it is there. */
#define OUTGOING "refs/fyr/outgoing/"

struct sync {
	const struct sync_options *options;
	struct sync_result *result;
	struct recover_run run;
	struct round round;
	bool again; /* somebody was faster */
};

static void put_reason(struct sync *s, const char *reason)
{
	struct buf text = {0};

	say_with(&text, reason, gate_name(s->round.up.remote).text);
	snprintf(s->result->reason, sizeof(s->result->reason), "%s",
		buf_text(&text));
	buf_clear(&text);
}

static bool leave(struct sync *s, const char *reason)
{
	put_reason(s, reason);
	s->result->outcome = SYNC_LEFT_ALONE;
	return true;
}

static bool ask(struct sync *s, const char *reason)
{
	put_reason(s, reason);
	s->result->outcome = SYNC_ASK;
	return true;
}

static void count_commits(struct sync *s)
{
	size_t ahead = 0, behind = 0;

	if (!s->round.head.unborn && !s->round.empty &&
		git_graph_ahead_behind(&ahead, &behind, s->round.repo,
			&s->round.head.id, &s->round.incoming) == 0) {
		s->result->sent = ahead;
		s->result->got = behind;
	}
}

static bool ask_removal(struct sync *s, const struct loss *loss)
{
	struct buf text = {0};

	buf_printf(&text,
		ngettext("Others removed %zu note, most of what is in this "
			 "hub. Nothing was changed here.",
			"Others removed %zu notes, most of what is in this "
			"hub. Nothing was changed here.",
			(unsigned long)loss->gone),
		loss->gone);
	ask(s, buf_text(&text));
	buf_clear(&text);
	return true;
}

/* Bring the branch to `to`; when files are in the way, `outcome` says so. */
static bool forward(struct sync *s, const git_oid *to,
	enum sync_outcome outcome, struct error *err)
{
	struct buf left = {0}, kept = {0};
	const char *reason = round_why_not_files(&s->round);
	bool ok = true;

	if (reason)
		buf_put(&left, _(reason));
	else
		ok = round_forward(&s->round, to, &left, &kept, err);
	if (ok && left.len) {
		leave(s, buf_text(&left));
	} else if (ok) {
		s->result->outcome = outcome;
		if (kept.len)
			snprintf(s->result->reason, sizeof(s->result->reason),
				_("Edited during the sync: %s. These files "
				  "hold your text, made on the older version: "
				  "compare them with 'git diff'."),
				buf_text(&kept));
	}
	buf_clear(&left);
	buf_clear(&kept);
	return ok;
}

static bool bring_forward(struct sync *s, struct error *err)
{
	struct loss loss = {0};

	if (s->options->send_only) {
		s->result->outcome = SYNC_NOTHING_NEW;
		return true;
	}
	if (!loss_find(&s->round, NULL, &loss, err))
		return false;
	if (loss.much && !s->options->agreed)
		return ask_removal(s, &loss);
	if (s->options->dry_run) {
		s->result->outcome = SYNC_FORWARDED;
		return true;
	}
	return forward(s, &s->round.incoming, SYNC_FORWARDED, err);
}

/* Send a commit that has all of `incoming` in its history. */
static bool send_commit(struct sync *s, const git_oid *id, struct error *err)
{
	static const git_oid none;
	struct buf ref = {0};
	struct push push = {.repo = s->round.repo,
		.remote = s->round.up.remote,
		.to = s->round.up.branch,
		.expect = s->round.empty ? &none : &s->round.incoming,
		.options = &s->options->pull};
	bool ok;

	buf_printf(&ref, "%s%s", OUTGOING, gitx_short(s->round.head.ref));
	push.from = buf_text(&ref);
	ok = round_set(&s->round, push.from, id, err) && push_run(&push, err);
	buf_clear(&ref);
	if (!ok)
		return false;
	s->again = push.behind;
	if (s->again)
		return true;
	fetch_note(s->round.repo);
	return round_remember(&s->round, id, false, err);
}

static bool send_own(struct sync *s, struct error *err)
{
	if (!s->options->send || s->options->dry_run) {
		s->result->outcome = SYNC_AHEAD;
		return true;
	}
	s->result->outcome = SYNC_SENT;
	return send_commit(s, &s->round.head.id, err);
}

static void tell_clashes(struct sync *s, const struct merge *merge)
{
	struct buf names = {0};
	size_t i;

	s->result->clashes = merge->clash_count;
	for (i = 0; i < merge->clash_count && i < NAMES_SHOWN; i++)
		buf_printf(&names, "%s%s", i ? ", " : "",
			gate_name(merge->clashes[i].path).text);
	snprintf(s->result->clash_names, sizeof(s->result->clash_names), "%s",
		buf_text(&names));
	buf_clear(&names);
	if (merge->twins.len)
		snprintf(s->result->reason, sizeof(s->result->reason),
			_("New names differ only in capital letters: %s. Some "
			  "computers cannot hold both; rename one."),
			buf_text(&merge->twins));
}

static bool make_merge(struct sync *s, const struct merge *merge, git_oid *id,
	struct error *err)
{
	struct buf message = {0};
	struct commit_make make = {.repo = s->round.repo,
		.tree = &merge->tree,
		.parents = {&s->round.incoming, &s->round.head.id}};
	bool ok;

	buf_put(&message, "Merge what was written elsewhere meanwhile\n");
	for (size_t i = 0; i < merge->clash_count; i++) {
		buf_put(&message, i ? "" : "\n");
		clash_put(&message, &merge->clashes[i]);
	}
	make.message = buf_slice(&message);
	ok = commit_make(&make, id, err);
	buf_clear(&message);
	return ok;
}

/* The merge is made: send it, and go to it. */
static bool finish_merge(
	struct sync *s, const struct merge *merge, struct error *err)
{
	git_oid id;

	if (!make_merge(s, merge, &id, err))
		return false;
	if (s->options->send && !send_commit(s, &id, err))
		return false;
	if (s->again)
		return true;
	tell_clashes(s, merge);
	return forward(s, &id, SYNC_MERGED, err);
}

static const char *why_not_merge(const struct sync *s)
{
	if (s->options->send_only)
		return N_("Others wrote at %s meanwhile, so your commits "
			  "cannot be sent as they are. Run: fyr sync");
	if (!s->options->merge)
		return N_("There are new commits both here and at %s; they "
			  "have to be merged: fyr sync");
	return round_why_not_files(&s->round);
}

static bool unite(struct sync *s, struct error *err)
{
	struct merge merge = {.repo = s->round.repo,
		.texts = s->options->merge,
		.published = s->round.incoming,
		.mine = s->round.head.id};
	const char *reason = why_not_merge(s);
	struct loss loss = {0};
	bool ok;

	if (reason)
		return leave(s, _(reason));
	ok = merge_run(&merge, err) &&
		loss_find(&s->round, &merge.tree, &loss, err);
	if (ok && loss.much && !s->options->agreed) {
		ask_removal(s, &loss);
	} else if (ok && s->options->dry_run) {
		tell_clashes(s, &merge);
		s->result->outcome = SYNC_MERGED;
	} else if (ok) {
		ok = finish_merge(s, &merge, err);
	}
	merge_clear(&merge);
	return ok;
}

/* Nothing is at the remote: a new one, or one that lost everything? */
static bool fill_empty(struct sync *s, bool emptied, struct error *err)
{
	if (s->round.head.unborn) {
		s->result->outcome = SYNC_NOTHING_NEW;
		return true;
	}
	if (emptied && !(s->options->agreed && s->options->send))
		return ask(s,
			_("The remote %s is empty now, though it had this hub "
			  "before. Nothing was changed here. Ask those who run "
			  "it what happened."));
	return send_own(s, err);
}

static bool act(struct sync *s, enum round_relation relation, struct error *err)
{
	switch (relation) {
	case ROUND_EQUAL:
		s->result->outcome = SYNC_NOTHING_NEW;
		return true;
	case ROUND_AHEAD:
		return send_own(s, err);
	case ROUND_BEHIND:
		return bring_forward(s, err);
	case ROUND_DIVERGED:
		return unite(s, err);
	case ROUND_REWRITTEN:
		return leave(s,
			_("The history at %s was rewritten: commits that were "
			  "there are gone. Nothing was changed here. Ask "
			  "those who run it; to take over their state, make a "
			  "new clone."));
	case ROUND_UNRELATED:
		return leave(s,
			_("This hub and %s have no history in common. Check "
			  "the address of the remote: git remote -v"));
	case ROUND_EMPTY:
	case ROUND_EMPTIED:
		return fill_empty(s, relation == ROUND_EMPTIED, err);
	}
	return true;
}

/* Those who wait equally long meet again. */
static bool pause_a_while(struct sync *s, struct error *err)
{
	const struct pull_options *options = &s->options->pull;
	struct pull_progress now = {.phase = PULL_SEND};
	unsigned shift = s->result->tries < 5 ? s->result->tries : 5;
	uint32_t random = 0;
	int64_t most = PAUSE_FIRST_MS << shift, end;

	if (getrandom(&random, sizeof(random), 0) < 0)
		random = (uint32_t)date_ticks_ms();
	if (most > PAUSE_MOST_MS)
		most = PAUSE_MOST_MS;
	end = date_ticks_ms() + (int64_t)(random % (uint32_t)most);
	do {
		if (options->progress && !options->progress(&now, options->arg))
			return error_set(
				err, ERROR_CANCELLED, _("Stopped on request."));
		poll(NULL, 0, TICK_MS);
	} while (date_ticks_ms() < end);
	return true;
}

static bool once(struct sync *s, struct error *err)
{
	struct round *round = &s->round;
	enum round_relation relation = ROUND_EQUAL;
	const char *reason;

	s->again = false;
	if (!round_look(round, err))
		return false;
	reason = round_why_not(round);
	if (reason)
		return leave(s, _(reason));
	if (!round_receive(round, err) || !round_relate(round, &relation, err))
		return false;
	trace_event("sync.relation", "relation=%d", (int)relation);
	if (!round->empty) {
		gitx_hex(&round->incoming, s->result->incoming);
		if (!round_remember(round, &round->incoming,
			    relation == ROUND_REWRITTEN, err))
			return false;
	}
	count_commits(s);
	return act(s, relation, err);
}

/*
 * With commits to send, and nothing new the last time, sending comes first: the
 * remote says itself when it has moved on, and one connection is spared.
 */
static bool send_first(struct sync *s, bool *done, struct error *err)
{
	struct round *round = &s->round;

	*done = false;
	if (!s->options->send || s->options->dry_run)
		return true;
	if (!round_look(round, err))
		return false;
	if (round_why_not(round) || !round_is_ahead(round))
		return true;
	gitx_hex(&round->incoming, s->result->incoming);
	count_commits(s);
	if (!send_own(s, err))
		return false;
	*done = !s->again;
	return true;
}

static bool sync_locked(struct sync *s, struct error *err)
{
	struct gitx_head now;
	bool done = false;

	if (!gitx_head(s->round.repo, &now, err))
		return false;
	if (!now.unborn)
		gitx_hex(&now.id, s->result->old_head);
	memcpy(s->result->new_head, s->result->old_head, SOURCE_ID);
	if (!send_first(s, &done, err))
		return false;
	while (!done) {
		if (!once(s, err))
			return false;
		if (!s->again)
			break;
		if (++s->result->tries >= TRIES)
			return error_set(err, ERROR_NETWORK,
				_("Others are sending all the time, and were "
				  "faster %d times. Your commits are kept "
				  "here; try again later."),
				TRIES);
		if (!pause_a_while(s, err))
			return false;
	}
	s->result->objects = s->round.objects;
	s->result->bytes = s->round.bytes;
	if (!gitx_head(s->round.repo, &now, err))
		return false;
	if (!now.unborn)
		gitx_hex(&now.id, s->result->new_head);
	return true;
}

bool sync_run(struct source *source, const struct sync_options *options,
	struct sync_result *result, struct error *err)
{
	struct sync_result got = {.outcome = SYNC_NOTHING_NEW};
	struct error why = {0};
	struct sync s = {.options = options, .result = &got};
	bool ok;

	s.round.repo = source_repository(source);
	s.round.options = &options->pull;
	if (!s.round.repo)
		return error_set(err, ERROR_INPUT,
			_("This hub is a plain folder, not a git repository; "
			  "there is nothing to sync with."));
	if (!recover_begin(&s.run, s.round.repo, err))
		return false;
	s.round.dir = buf_text(&s.run.dir);
	ok = sync_locked(&s, &why);
	/* What stopped in the middle of writing is finished the next time. */
	recover_end(&s.run, ok || why.kind == ERROR_REFUSED);
	trace_event("sync.round", "ok=%d outcome=%d objects=%zu tries=%u", ok,
		(int)got.outcome, got.objects, got.tries);
	if (ok)
		*result = got;
	else if (err)
		*err = why;
	return ok;
}
