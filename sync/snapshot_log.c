/* Commits in order, what was the tip at a time, and signatures. */

#include "sync/snapshot.h"

#include <limits.h>
#include <string.h>

#include "base/i18n.h"
#include "sync/commit.h"
#include "sync/git.h"
#include "sync/graph.h"
#include "sync/snapshot_private.h"

/* Seconds of the committer line; 0 when it is garbled. */
static int64_t committed(const struct commit *commit)
{
	struct str rest = {git_odb_object_data(commit->object),
		git_odb_object_size(commit->object)};
	struct str line;
	size_t from;
	long seconds;

	while (str_cut(&rest, '\n', &line) && line.len) {
		if (!str_starts(line, "committer "))
			continue;
		from = line.len;
		while (from && line.data[from - 1] != '>')
			from--;
		line = str_trim(str_sub(line, from, line.len));
		line = str_sub(line, 0, str_find(line, ' '));
		return str_number(line, 0, LONG_MAX, &seconds) ? seconds : 0;
	}
	return 0;
}

static bool tell(struct snapshot *snapshot, const git_oid *id,
	struct snapshot_info *info, struct commit *commit, struct error *err)
{
	git_oid parent;

	if (!commit_read(snapshot_odb(snapshot), id, commit, err))
		return false;
	gitx_hex(id, info->id);
	info->parent[0] = '\0';
	if (commit_parent(commit, 0, &parent) &&
		!snapshot_lacks(snapshot, &parent))
		gitx_hex(&parent, info->parent);
	info->second[0] = '\0';
	if (commit_parent(commit, 1, &parent) &&
		!snapshot_lacks(snapshot, &parent))
		gitx_hex(&parent, info->second);
	info->author = commit->author;
	info->email = commit->email;
	info->subject = commit->subject;
	info->message = commit->message;
	info->time = committed(commit);
	return true;
}

static bool start(struct snapshot *snapshot, const struct snapshot_range *range,
	git_revwalk **walk)
{
	git_oid id;

	if (!gitx_id(range->to, &id) ||
		git_revwalk_new(walk, snapshot_repo(snapshot)) < 0)
		return false;
	git_revwalk_sorting(*walk, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE);
	if (git_revwalk_push(*walk, &id) < 0)
		return false;
	return !range->from ||
		(gitx_id(range->from, &id) &&
			git_revwalk_hide(*walk, &id) == 0);
}

struct walking {
	struct snapshot *snapshot;
	struct graph graph;
	bool (*each)(const struct snapshot_info *info, void *arg);
	void *arg;
	struct error *err;
	bool ok;
};

static bool visit(size_t index, void *arg)
{
	struct walking *walking = arg;
	const struct graph_node *node = &walking->graph.nodes[index];
	struct snapshot_info info = {0};
	struct commit commit = {0};
	bool more;

	if (node->missing || (node->marks & GRAPH_B))
		return true;
	walking->ok = tell(
		walking->snapshot, &node->id, &info, &commit, walking->err);
	more = walking->ok && walking->each(&info, walking->arg);
	commit_clear(&commit);
	return more;
}

/* libgit2 1.5 walks no history that a shallow clone has cut off. */
static bool cut_commits(
	struct walking *walking, const struct snapshot_range *range)
{
	struct graph *graph = &walking->graph;
	git_oid id;
	size_t head;

	if (!gitx_id(range->to, &id))
		return false;
	head = graph_add(graph, &id);
	graph_reach(graph, head, SIZE_MAX, GRAPH_A);
	if (range->from && gitx_id(range->from, &id))
		graph_reach(graph, graph_add(graph, &id), SIZE_MAX, GRAPH_B);
	walking->ok = true;
	graph_each(graph, head, GRAPH_A, visit, walking);
	graph_clear(graph);
	return walking->ok;
}

bool snapshot_commits(struct snapshot *snapshot,
	const struct snapshot_range *range,
	bool (*each)(const struct snapshot_info *info, void *arg), void *arg,
	struct error *err)
{
	git_revwalk *walk = NULL;
	git_oid id;
	int code = 0;
	struct walking cut = {.snapshot = snapshot,
		.graph = {.odb = snapshot_odb(snapshot)},
		.each = each,
		.arg = arg,
		.err = err};
	bool ok, more = true;

	if (snapshot_is_cut(snapshot))
		return cut_commits(&cut, range);
	ok = start(snapshot, range, &walk);
	if (!ok)
		gitx_fail(err, ERROR_IO, GIT_ERROR,
			_("The history of %s cannot be read"), range->to);
	while (ok && more && (code = git_revwalk_next(&id, walk)) == 0) {
		struct snapshot_info info = {0};
		struct commit commit = {0};

		ok = tell(snapshot, &id, &info, &commit, err);
		if (ok)
			more = each(&info, arg);
		commit_clear(&commit);
	}
	if (ok && code < 0 && code != GIT_ITEROVER)
		ok = gitx_fail(err, ERROR_IO, code,
			_("The history of %s cannot be read"), range->to);
	git_revwalk_free(walk);
	return ok;
}

bool snapshot_tips(struct snapshot *snapshot, const char *tip,
	bool (*each)(const struct snapshot_info *info, void *arg), void *arg,
	struct error *err)
{
	git_oid id;
	bool ok = true;
	bool more = gitx_id(tip, &id);

	while (ok && more) {
		struct snapshot_info info = {0};
		struct commit commit = {0};

		ok = tell(snapshot, &id, &info, &commit, err);
		if (ok)
			more = each(&info, arg) && gitx_id(info.parent, &id);
		commit_clear(&commit);
	}
	return ok;
}

struct seeking {
	int64_t time;
	char *commit;
	bool found;
};

static bool each_tip(const struct snapshot_info *info, void *arg)
{
	struct seeking *seeking = arg;

	if (info->time > seeking->time)
		return true;
	memcpy(seeking->commit, info->id, SOURCE_ID);
	seeking->found = true;
	return false;
}

bool snapshot_tip_at(struct snapshot *snapshot, const char *tip, int64_t time,
	char commit[SOURCE_ID], struct error *err)
{
	struct seeking seeking = {time, commit, false};

	if (!snapshot_tips(snapshot, tip, each_tip, &seeking, err))
		return false;
	return seeking.found ||
		error_set(err, ERROR_NOT_FOUND,
			_("The history of this hub begins later than that "
			  "date."));
}

bool snapshot_is_ancestor(
	struct snapshot *snapshot, const char *old, const char *commit)
{
	git_oid a;
	git_oid b;

	if (!gitx_id(old, &a) || !gitx_id(commit, &b))
		return false;
	return git_oid_equal(&a, &b) ||
		git_graph_descendant_of(snapshot_repo(snapshot), &b, &a) == 1;
}

bool snapshot_signature(struct snapshot *snapshot, const char *commit,
	struct buf *signature, struct buf *content)
{
	git_buf sign = GIT_BUF_INIT;
	git_buf data = GIT_BUF_INIT;
	git_oid id;
	bool found = gitx_id(commit, &id) &&
		git_commit_extract_signature(
			&sign, &data, snapshot_repo(snapshot), &id, NULL) == 0;

	if (found) {
		buf_add(signature, sign.ptr, sign.size);
		buf_add(content, data.ptr, data.size);
	}
	git_buf_dispose(&sign);
	git_buf_dispose(&data);
	return found;
}

void snapshot_signers(struct snapshot *snapshot, struct buf *path)
{
	git_buf value = GIT_BUF_INIT;
	git_config *config = NULL;

	if (git_repository_config_snapshot(&config, snapshot_repo(snapshot)) ==
			0 &&
		git_config_get_path(
			&value, config, "gpg.ssh.allowedSignersFile") == 0)
		buf_add(path, value.ptr, value.size);
	git_buf_dispose(&value);
	git_config_free(config);
}
