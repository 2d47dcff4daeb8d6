#include "sync/unsent.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "sync/apply.h"
#include "sync/commit.h"
#include "sync/graph.h"
#include "sync/move.h"
#include "sync/recover.h"
#include "sync/source_private.h"

#define KEPT "refs/fyr/kept/"

struct unsent {
	struct graph graph;
	bool (*each)(const struct unsent_commit *commit, void *arg);
	void *arg;
	struct arena arena; /* of one commit */
};

/* Mark what the remote has, by our last fetch and by git's. */
static bool mark_sent(
	struct source *source, const char *ref, struct graph *graph)
{
	struct gitx_upstream upstream = {0};
	git_oid id;
	bool known = false;

	if (!gitx_upstream(source->repo, ref, &upstream, NULL))
		return false;
	if (gitx_incoming(source->repo, ref, &upstream, &id)) {
		graph_reach(graph, graph_add(graph, &id), SIZE_MAX, GRAPH_B);
		known = true;
	}
	if (upstream.tracking[0] &&
		git_reference_name_to_id(
			&id, source->repo, upstream.tracking) == 0) {
		graph_reach(graph, graph_add(graph, &id), SIZE_MAX, GRAPH_B);
		known = true;
	}
	return known;
}

static const char *keep(struct unsent *unsent, struct str text)
{
	struct buf repaired = {0};
	const char *kept;

	utf8_repair(&repaired, text);
	kept = arena_str(&unsent->arena, buf_slice(&repaired)).data;
	buf_clear(&repaired);
	return kept;
}

static bool visit(size_t index, void *arg)
{
	struct unsent *unsent = arg;
	const struct graph_node *node = &unsent->graph.nodes[index];
	struct unsent_commit row = {0};
	struct commit commit = {0};
	char hex[SOURCE_ID];

	if (node->missing || (node->marks & GRAPH_B) ||
		!commit_read(unsent->graph.odb, &node->id, &commit, NULL))
		return true;
	arena_reset(&unsent->arena);
	gitx_hex(&node->id, hex);
	row.commit = hex;
	row.author = keep(unsent, commit.author);
	row.subject = keep(unsent, commit.subject);
	row.time = commit.time;
	commit_clear(&commit);
	return unsent->each(&row, unsent->arg);
}

bool unsent_list(struct source *source,
	bool (*each)(const struct unsent_commit *commit, void *arg), void *arg,
	bool *remote, struct error *err)
{
	struct unsent unsent = {
		.graph = {.odb = source->odb}, .each = each, .arg = arg};
	struct source_base base;
	size_t head;

	*remote = false;
	if (!source->repo)
		return true;
	if (!source_look(source, &base, err))
		return false;
	if (!base.empty && mark_sent(source, base.head.ref, &unsent.graph)) {
		*remote = true;
		head = graph_add(&unsent.graph, &base.head.id);
		/* Nothing is new when the remote has the commit itself. */
		if (!(unsent.graph.nodes[head].marks & GRAPH_B)) {
			graph_reach(&unsent.graph, head, SIZE_MAX, GRAPH_A);
			graph_each(
				&unsent.graph, head, GRAPH_A, visit, &unsent);
		}
	}
	graph_clear(&unsent.graph);
	arena_clear(&unsent.arena);
	return true;
}

/* --- taking back --- */

struct undo {
	struct source *source;
	struct recover_run run;
	struct source_base base;
	git_oid id, parent;
};

static bool check_sent(struct undo *undo, struct error *err)
{
	struct graph graph = {.odb = undo->source->odb};
	bool sent = mark_sent(undo->source, undo->base.head.ref, &graph) &&
		(graph.nodes[graph_add(&graph, &undo->id)].marks & GRAPH_B);

	graph_clear(&graph);
	return !sent ||
		error_set(err, ERROR_REFUSED,
			_("The last commit has been sent already, so it is not "
			  "taken back. Change the note again instead."));
}

static bool check(struct undo *undo, struct error *err)
{
	struct commit commit = {0};
	bool ok;

	if (!source_look(undo->source, &undo->base, err))
		return false;
	if (undo->base.empty || undo->base.head.detached ||
		!git_oid_equal(&undo->base.head.id, &undo->id))
		return error_set(err, ERROR_CONFLICT,
			_("The branch was moved by another program meanwhile. "
			  "Try again."));
	if (!git_repository_is_bare(undo->source->repo) &&
		git_repository_state(undo->source->repo) !=
			GIT_REPOSITORY_STATE_NONE)
		return error_set(err, ERROR_REFUSED,
			_("A merge, rebase or the like is under way here. End "
			  "it with git first (git status tells how), then try "
			  "again."));
	if (!commit_read(undo->source->odb, &undo->id, &commit, err))
		return false;
	ok = commit.parent_count == 1 &&
		commit_parent(&commit, 0, &undo->parent);
	commit_clear(&commit);
	if (!ok)
		return error_set(err, ERROR_REFUSED,
			_("The last commit is a merge or the first one; it is "
			  "not taken back."));
	return check_sent(undo, err);
}

/* The texts stay where git does not clear them away. */
static bool keep_commit(struct undo *undo, struct error *err)
{
	char ref[GITX_REF], hex[SOURCE_ID];
	struct move move = {.repo = undo->source->repo,
		.dir = buf_text(&undo->run.dir),
		.ref = ref,
		.to = &undo->id,
		.why = "undo"};

	gitx_hex(&undo->id, hex);
	snprintf(ref, sizeof(ref), KEPT "undo-%s", hex);
	return move_ref(&move, err);
}

static bool move_back(struct undo *undo, struct error *err)
{
	struct move move = {.repo = undo->source->repo,
		.dir = buf_text(&undo->run.dir),
		.ref = undo->base.head.ref,
		.from = &undo->id,
		.to = &undo->parent,
		.why = "undo: moved back by fyr"};
	struct apply apply = {.repo = move.repo,
		.dir = move.dir,
		.ref = move.ref,
		.old = undo->id,
		.new = undo->parent,
		.why = move.why,
		.saving = true};
	bool ok;

	if (git_repository_is_bare(move.repo))
		return move_ref(&move, err);
	ok = apply_forward(&apply, err);
	if (ok && apply.left.len)
		ok = error_set(err, ERROR_REFUSED, "%s", buf_text(&apply.left));
	buf_clear(&apply.left);
	buf_clear(&apply.kept);
	return ok;
}

bool unsent_undo(struct source *source, const char *commit, struct error *err)
{
	struct undo undo = {.source = source};
	struct error why = {0};
	bool ok;

	if (!source->repo || !gitx_id(commit, &undo.id))
		return error_set(err, ERROR_REFUSED,
			_("There is no commit to take back."));
	ok = recover_begin(&undo.run, source->repo, &why) &&
		check(&undo, &why) && keep_commit(&undo, &why) &&
		move_back(&undo, &why);
	recover_end(&undo.run, ok || why.kind == ERROR_REFUSED);
	trace_event("sync.undo", "ok=%d", ok);
	if (!ok && err)
		*err = why;
	return ok;
}
