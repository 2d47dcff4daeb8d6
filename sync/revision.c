#include "sync/revision.h"

#include <string.h>

#include "base/date.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "sync/commit.h"
#include "sync/graph.h"
#include "sync/source_private.h"
#include "sync/tree.h"

enum {
	REVISION_MAX = 200 /* bytes of what a person writes */
};

static bool no_revision(const char *rev, struct error *err)
{
	return error_set(err, ERROR_NOT_FOUND,
		_("There is no revision %s. Name a commit (fyr log lists "
		  "those of a note), a branch, or a date such as 2026-11-23."),
		gate_name(rev).text);
}

/* The last commit on or before `day`, along first parents. */
static bool find_day(struct source *source, struct date day, git_oid *id)
{
	int32_t wanted = date_days(day);
	struct source_base base;
	struct commit commit;
	bool found = false;

	if (!source_look(source, &base, NULL) || base.empty)
		return false;
	*id = base.head.id;
	while (!found && commit_read(source->odb, id, &commit, NULL)) {
		found = date_days(date_local(commit.time)) <= wanted;
		if (!found && !commit_parent(&commit, 0, id)) {
			commit_clear(&commit);
			return false;
		}
		commit_clear(&commit);
	}
	return found;
}

bool revision_find(struct source *source, const char *rev, char id[SOURCE_ID],
	struct error *err)
{
	git_object *object = NULL, *commit = NULL;
	struct date day;
	git_oid found;
	bool ok = false;

	if (!source->repo)
		return error_set(err, ERROR_REFUSED,
			_("This hub is a plain folder, not a git repository; "
			  "it has no history."));
	if (date_parse(str_from(rev), &day) && day.day) {
		ok = find_day(source, day, &found);
	} else if (*rev && *rev != '-' && strlen(rev) <= REVISION_MAX &&
		git_revparse_single(&object, source->repo, rev) == 0 &&
		git_object_peel(&commit, object, GIT_OBJECT_COMMIT) == 0) {
		found = *git_object_id(commit);
		ok = true;
	}
	git_object_free(commit);
	git_object_free(object);
	if (!ok)
		return no_revision(rev, err);
	gitx_hex(&found, id);
	return true;
}

bool revision_read(struct source *source, struct revision_file *file,
	struct buf *out, struct error *err)
{
	struct tree_found found;
	git_oid id, tree;

	if (!source->repo || !gitx_id(file->commit, &id))
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no file %s."), gate_name(file->path).text);
	if (!commit_tree(source->odb, &id, &tree, err) ||
		!tree_find(source->odb, &tree, file->path, &found, err))
		return false;
	if (!tree_is_file(found.mode))
		return error_set(err, ERROR_REFUSED,
			_("%s is a link, a folder or a submodule, not a "
			  "file."),
			gate_name(file->path).text);
	gitx_hex(&found.id, file->blob);
	return source_read_version(source, file->path, file->blob, out, err);
}

static void reach(struct graph *graph, const char *commit, enum graph_mark mark)
{
	git_oid id;

	if (gitx_id(commit, &id))
		graph_reach(graph, graph_add(graph, &id), SIZE_MAX, mark);
}

void revision_between(struct source *source, const char *from, const char *to,
	struct revision_member *members, size_t count)
{
	struct graph graph = {.odb = source->odb};
	size_t i;
	git_oid id;

	reach(&graph, from, GRAPH_A);
	reach(&graph, to, GRAPH_B);
	for (i = 0; i < count; i++) {
		size_t at = gitx_id(members[i].commit, &id)
			? graph_add(&graph, &id)
			: graph.count;

		members[i].in = graph.nodes && at < graph.count &&
			(graph.nodes[at].marks & (GRAPH_A | GRAPH_B)) ==
				GRAPH_B;
	}
	graph_clear(&graph);
}

bool revision_subject(
	struct source *source, const char *commit, struct buf *out)
{
	struct commit read = {0};
	git_oid id;

	if (!source->repo || !gitx_id(commit, &id) ||
		!commit_read(source->odb, &id, &read, NULL))
		return false;
	utf8_repair(out, read.subject);
	commit_clear(&read);
	return true;
}
