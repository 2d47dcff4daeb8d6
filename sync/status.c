/* What `fyr status` says: see sync/source.h. */

#include "sync/source.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/gate.h"
#include "sync/graph.h"
#include "sync/source_private.h"

static void copy_text(char *to, size_t size, struct str text)
{
	if (text.len >= size)
		text.len = size - 1;
	if (text.len)
		memcpy(to, text.data, text.len);
	to[text.len] = '\0';
}

/* What git has begun in the working tree and not ended. */
static const char *busy_with(git_repository *repo)
{
	switch (git_repository_state(repo)) {
	case GIT_REPOSITORY_STATE_MERGE:
		return "merge";
	case GIT_REPOSITORY_STATE_REVERT:
	case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
		return "revert";
	case GIT_REPOSITORY_STATE_CHERRYPICK:
	case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
		return "cherry-pick";
	case GIT_REPOSITORY_STATE_BISECT:
		return "bisect";
	case GIT_REPOSITORY_STATE_REBASE:
	case GIT_REPOSITORY_STATE_REBASE_INTERACTIVE:
	case GIT_REPOSITORY_STATE_REBASE_MERGE:
		return "rebase";
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
	case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
		return "am";
	default:
		return "";
	}
}

static int64_t changed_at(const char *dir, const char *name)
{
	struct buf path = {0};
	struct stat info;
	int64_t when = 0;

	file_join(&path, dir, name);
	if (stat(buf_text(&path), &info) == 0)
		when = info.st_mtim.tv_sec;
	buf_clear(&path);
	return when;
}

/* The last contact, whether this program or git made it. */
static int64_t fetched_at(git_repository *repo)
{
	int64_t ours = changed_at(gitx_common_dir(repo), GITX_FETCHED);
	int64_t gits = changed_at(git_repository_path(repo), "FETCH_HEAD");

	return ours > gits ? ours : gits;
}

/* Exact and slow: for histories that libgit2 cannot follow to their end. */
static void count_all(git_odb *odb, const git_oid *ours, const git_oid *theirs,
	struct source_status *status)
{
	struct graph graph = {.odb = odb};
	size_t a = graph_add(&graph, ours);
	size_t b = graph_add(&graph, theirs);
	size_t i;

	graph_reach(&graph, a, SIZE_MAX, GRAPH_A);
	graph_reach(&graph, b, SIZE_MAX, GRAPH_B);
	for (i = 0; i < graph.count; i++) {
		unsigned marks = graph.nodes[i].marks & (GRAPH_A | GRAPH_B);

		if (graph.nodes[i].missing)
			continue;
		status->ahead += marks == GRAPH_A;
		status->behind += marks == GRAPH_B;
	}
	graph_clear(&graph);
}

static void look_upstream(struct source *source, const struct gitx_head *head,
	struct source_status *status)
{
	struct gitx_upstream upstream;
	struct buf shown = {0};
	git_oid theirs;

	if (!gitx_upstream(source->repo, head->ref, &upstream, NULL))
		return;
	gate_remote(&shown, str_from(upstream.url));
	copy_text(status->remote, sizeof(status->remote), buf_slice(&shown));
	buf_clear(&shown);
	if (!*head->ref ||
		!gitx_incoming(source->repo, head->ref, &upstream, &theirs))
		return;
	status->upstream = true;
	if (head->unborn)
		return;
	if (git_graph_ahead_behind(&status->ahead, &status->behind,
		    source->repo, &head->id, &theirs) < 0) {
		status->ahead = 0;
		status->behind = 0;
		count_all(source->odb, &head->id, &theirs, status);
	}
}

static bool count(const struct source_file *file, void *arg)
{
	size_t *edited = arg;

	(void)file;
	(*edited)++;
	return true;
}

bool source_status(
	struct source *source, struct source_status *status, struct error *err)
{
	struct source_status found = {0};
	struct gitx_head head;

	if (!source->repo) {
		*status = found;
		return true;
	}
	if (!gitx_head(source->repo, &head, err))
		return false;
	found.repository = true;
	found.bare = source->type == SOURCE_MANAGED;
	found.unborn = head.unborn;
	found.detached = head.detached;
	copy_text(found.branch, sizeof(found.branch),
		str_from(gitx_short(head.ref)));
	if (!head.unborn)
		gitx_hex(&head.id, found.head);
	look_upstream(source, &head, &found);
	found.fetched = fetched_at(source->repo);
	copy_text(found.busy, sizeof(found.busy),
		str_from(busy_with(source->repo)));
	if (!source_edited(source, count, &found.edited, err))
		return false;
	*status = found;
	return true;
}
