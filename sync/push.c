#include "sync/push.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/bundle.h"
#include "sync/by_git.h"
#include "sync/git.h"
#include "sync/transport.h"

/* One conversation; the payload of all callbacks is the transport. */
struct sending {
	struct transport transport; /* first: callbacks get it */
	struct push *push;
	git_remote *remote;
	char *status; /* why the branch was not moved there; NULL: it was */
	bool answered;
};

static int on_pack(int stage, uint32_t current, uint32_t total, void *payload)
{
	struct transport *t = payload;

	(void)stage;
	t->alive = date_ticks_ms();
	t->now.phase = PULL_SEND;
	t->now.done = current;
	t->now.total = total;
	return transport_tick(t) ? 0 : transport_stop(t);
}

static int on_transfer(
	unsigned current, unsigned total, size_t bytes, void *payload)
{
	struct transport *t = payload;

	t->now.phase = PULL_SEND;
	t->now.done = current;
	t->now.total = total;
	t->sent = bytes;
	return transport_tick(t) ? 0 : transport_stop(t);
}

static int on_answer(const char *ref, const char *status, void *payload)
{
	struct sending *s = payload;

	(void)ref;
	s->answered = true;
	if (status && !s->status)
		s->status = mem_text(status);
	return 0;
}

static void set_callbacks(struct sending *s, git_remote_callbacks *callbacks)
{
	transport_callbacks(&s->transport, callbacks);
	callbacks->pack_progress = on_pack;
	callbacks->push_transfer_progress = on_transfer;
	callbacks->push_update_reference = on_answer;
}

/* Words of servers for: somebody else moved the branch just now. */
static bool is_race(const char *status)
{
	static const char *const said[] = {"non-fast-forward", "fetch first",
		"failed to update ref", "failed to lock", "cannot lock",
		"old value", "stale info", "already exists", "needs force"};

	for (size_t i = 0; i < sizeof(said) / sizeof(said[0]); i++)
		if (strstr(status, said[i]))
			return true;
	return false;
}

/* What the remote wrote while it judged; else the status it gave. */
static void put_words(
	const struct sending *s, const char *status, struct buf *out)
{
	if (s->transport.said.len)
		buf_str(out, buf_slice(&s->transport.said));
	else
		gate_remote(out, str_from(status));
}

static bool refuse(struct sending *s, const char *status, struct error *err)
{
	struct buf words = {0};

	put_words(s, status, &words);
	if (strstr(status, "checked out"))
		error_set(err, ERROR_REFUSED,
			_("The remote is somebody's working folder, and its "
			  "branch is checked out there, so nothing can be sent "
			  "to it. Those who run it should make it a bare "
			  "repository. Your commits are kept here."));
	else if (strstr(status, "shallow"))
		error_set(err, ERROR_REFUSED,
			_("The remote takes nothing from a shallow clone. Run "
			  "'git fetch --unshallow' once, then sync again."));
	else
		error_set(err, ERROR_REFUSED,
			_("The remote does not take your commits: %s. They "
			  "are kept here. Mend what it says, or ask those who "
			  "run it whether you may write to this branch."),
			buf_text(&words));
	buf_clear(&words);
	return false;
}

/* The remote could not even store what it got: too big, a full disk. */
static bool explain(struct sending *s, int code, struct error *err)
{
	const git_error *last = git_error_last();
	const char *text = last && last->message ? last->message : "";
	struct buf words = {0};

	if (s->transport.err.kind == ERROR_NONE && strstr(text, "unpack")) {
		put_words(s, text, &words);
		error_set(err, ERROR_REFUSED,
			_("The remote could not store what was sent: %s. Your "
			  "commits are kept here. Ask those who run it whether "
			  "there is a limit, or no room left."),
			buf_text(&words));
		buf_clear(&words);
		return false;
	}
	return transport_failed(&s->transport, code, err);
}

/* Whether the remote still has what was fetched. */
static bool has_moved(const struct sending *s)
{
	const git_remote_head **heads = NULL;
	size_t count = 0;

	if (git_remote_ls(&heads, &count, s->remote) < 0)
		count = 0;
	for (size_t i = 0; i < count; i++)
		if (strcmp(heads[i]->name, s->push->to) == 0)
			return !git_oid_equal(&heads[i]->oid, s->push->expect);
	return !git_oid_is_zero(s->push->expect);
}

static bool connect_remote(struct sending *s, struct error *err)
{
	git_remote_connect_options options;
	int code;

	git_remote_connect_options_init(
		&options, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
	set_callbacks(s, &options.callbacks);
	code = git_remote_connect_ext(s->remote, GIT_DIRECTION_PUSH, &options);
	return code == 0 || transport_failed(&s->transport, code, err);
}

/* What became of it, from libgit2's code and the remote's answer. */
static bool judge(struct sending *s, int code, struct error *err)
{
	if (code == GIT_ENONFASTFORWARD || (s->status && is_race(s->status))) {
		s->push->behind = true;
		return true;
	}
	if (s->status)
		return refuse(s, s->status, err);
	if (code < 0)
		return explain(s, code, err);
	return s->answered ||
		error_set(err, ERROR_NETWORK,
			_("The remote did not say whether it took your "
			  "commits. Sync again to find out."));
}

static bool upload(struct sending *s, struct error *err)
{
	struct buf text = {0};
	char *spec;
	git_strarray specs = {&spec, 1};
	git_push_options options;
	int code;

	buf_printf(&text, "%s:%s", s->push->from, s->push->to);
	spec = buf_take(&text);
	git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);
	set_callbacks(s, &options.callbacks);
	s->transport.listening = true;
	code = git_remote_upload(s->remote, &specs, &options);
	free(spec);
	return judge(s, code, err);
}

static bool upload_by_git(struct sending *s, struct error *err)
{
	const struct by_git git = {
		&s->transport, s->push->repo, s->push->remote};
	struct by_git_send send = {.from = s->push->from,
		.to = s->push->to,
		.expect = s->push->expect};
	bool ok;

	s->transport.listening = true;
	ok = by_git_push(&git, &send);
	s->status = send.status;
	s->answered = send.answered;
	return judge(s, ok ? 0 : -1, err);
}

static const char *address_of(git_remote *remote)
{
	const char *url = git_remote_pushurl(remote);

	return url ? url : git_remote_url(remote);
}

static bool is_bundle(const struct transport *t)
{
	struct buf path = {0};
	bool yes;

	if (t->address.type != ADDRESS_LOCAL)
		return false;
	transport_path(t, &path);
	yes = bundle_is(buf_text(&path));
	buf_clear(&path);
	return yes;
}

bool push_run(struct push *push, struct error *err)
{
	struct sending s = {.push = push};
	int code = git_remote_lookup(&s.remote, push->repo, push->remote);
	bool ok;

	push->behind = false;
	if (code < 0)
		return gitx_fail(err, ERROR_CONFIG, code,
			_("The remote this branch follows is not configured"));
	ok = transport_open(&s.transport, push->repo, address_of(s.remote),
		push->options, err);
	if (ok && is_bundle(&s.transport)) {
		ok = error_set(err, ERROR_REFUSED,
			_("The remote is a bundle: a file that can only be "
			  "read. Your commits are kept here; set another "
			  "address with 'git remote set-url'."));
	} else if (ok && by_git_is(&s.transport)) {
		ok = upload_by_git(&s, err);
	} else if (ok) {
		ok = connect_remote(&s, err);
		if (ok && has_moved(&s))
			push->behind = true;
		else if (ok)
			ok = upload(&s, err);
	}
	trace_event("sync.push", "ok=%d behind=%d status=%s", ok, push->behind,
		s.status ? s.status : "-");
	git_remote_free(s.remote);
	transport_close(&s.transport);
	free(s.status);
	return ok;
}
