#include "sync/by_git_private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sync/git.h"

enum {
	REFS_MAX = 100 * 1000
};

bool by_git_is(const struct transport *t)
{
	return t->options && t->options->by_git &&
		t->address.type != ADDRESS_LOCAL;
}

/* "ref: refs/heads/main TAB HEAD", or "<id> TAB <name>". */
static void take_ref(struct bundle *list, struct str line, struct buf *head)
{
	size_t tab = str_find(line, '\t');
	struct str value = str_sub(line, 0, tab);
	struct str name = str_sub(line, tab + 1, line.len);
	git_oid id;

	if (str_starts(value, "ref: ") && str_is(name, "HEAD")) {
		buf_cut(head, 0);
		buf_str(head, str_sub(value, strlen("ref: "), value.len));
	} else if (tab == GIT_OID_HEXSZ && name.len && list->count < REFS_MAX &&
		git_oid_fromstrn(&id, line.data, GIT_OID_HEXSZ) == 0) {
		list->refs = mem_grow(list->refs, &list->cap, list->count + 1,
			sizeof(*list->refs));
		list->refs[list->count].id = id;
		list->refs[list->count++].name = str_copy(name);
	}
}

bool by_git_list(
	const struct by_git *git, struct bundle *list, struct buf *head)
{
	const char *const verb[] = {"ls-remote", "--symref", "--", git->remote,
		"HEAD", "refs/heads/*", NULL};
	struct by_git_run run = {.git = git, .verb = verb};
	struct str rest, line;
	bool ok = transport_phase(git->t, PULL_CONNECT) && by_git_run(&run);

	rest = buf_slice(&run.out);
	while (ok && str_cut(&rest, '\n', &line))
		take_ref(list, line, head);
	git->t->asked = true;
	buf_clear(&run.out);
	return ok;
}

struct wanted {
	git_repository *repo;
	const git_oid *id;
};

/* Stops the walk at a reference to it. */
static int is_at(const char *name, void *arg)
{
	const struct wanted *wanted = arg;
	git_oid id;

	if (git_reference_name_to_id(&id, wanted->repo, name) < 0)
		return 0;
	return git_oid_equal(&id, wanted->id) ? 1 : 0;
}

bool by_git_get(const struct by_git *git, const git_oid *id)
{
	struct wanted wanted = {git->repo, id};
	char hex[SOURCE_ID];
	const char *const verb[] = {"fetch", "--progress", "--no-tags",
		"--no-write-fetch-head", "--no-recurse-submodules",
		"--no-prune", "--refmap=", "--", git->remote, hex, NULL};
	struct by_git_run run = {.git = git, .verb = verb};
	bool ok;

	/* What a reference here stands for is here whole. */
	if (git_reference_foreach_name(git->repo, is_at, &wanted) == 1)
		return true;
	gitx_hex(id, hex);
	ok = by_git_run(&run);
	buf_clear(&run.out);
	return ok;
}

/*
 * "! <from>:<to> TAB [remote rejected] (why)"; other marks mean that it was
 * taken. A remote that did not say so is neither.
 */
static void take_answer(struct str line, struct by_git_send *send)
{
	size_t tab = str_find(line, '\t');
	struct str why = str_sub(line, tab + 1, line.len);

	if (tab != 1)
		return;
	if (line.data[0] != '!') {
		send->answered = true;
		return;
	}
	tab = str_find(why, '\t');
	why = str_sub(why, tab + 1, why.len);
	tab = str_find(why, '(');
	if (tab < why.len)
		why = str_sub(why, tab + 1, why.len - 1);
	if (str_find_text(why, "failed to report") == why.len) {
		send->answered = true;
		send->status = str_copy(why);
	}
}

/* Without it git itself refuses what is no step forward. */
static void put_lease(const struct by_git *git, const struct by_git_send *send,
	struct buf *out)
{
	char hex[SOURCE_ID];
	git_oid own;

	if (git_oid_is_zero(send->expect)) {
		buf_printf(out, "--force-with-lease=%s:", send->to);
		return;
	}
	if (git_reference_name_to_id(&own, git->repo, send->from) < 0 ||
		git_graph_descendant_of(git->repo, &own, send->expect) != 1)
		return;
	gitx_hex(send->expect, hex);
	buf_printf(out, "--force-with-lease=%s:%s", send->to, hex);
}

bool by_git_push(const struct by_git *git, struct by_git_send *send)
{
	struct buf lease = {0}, spec = {0};
	struct by_git_run run = {.git = git, .refusable = true};
	struct str rest, line;
	bool ok;

	put_lease(git, send, &lease);
	buf_printf(&spec, "%s:%s", send->from, send->to);

	const char *const verb[] = {"push", "--porcelain", "--progress",
		"--no-verify", "--no-follow-tags", "--recurse-submodules=no",
		lease.len ? buf_text(&lease) : "--no-force-with-lease", "--",
		git->remote, buf_text(&spec), NULL};

	run.verb = verb;
	ok = transport_phase(git->t, PULL_SEND) && by_git_run(&run);
	rest = buf_slice(&run.out);
	while (ok && str_cut(&rest, '\n', &line))
		take_answer(line, send);
	buf_clear(&run.out);
	buf_clear(&lease);
	buf_clear(&spec);
	return ok;
}
