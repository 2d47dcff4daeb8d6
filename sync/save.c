#include "sync/save.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/apply.h"
#include "sync/commit.h"
#include "sync/commit_make.h"
#include "sync/git.h"
#include "sync/lock.h"
#include "sync/move.h"
#include "sync/person.h"
#include "sync/recover.h"
#include "sync/sign.h"
#include "sync/tree.h"

enum {
	WAIT_MS = 10 * 1000, /* for another run */
	STEP_MS = 50
};

struct save {
	git_repository *repo; /* borrowed, both */
	const struct save_request *request;
	git_odb *odb;
	struct recover_run run;
	struct gitx_head head;
	git_oid old_tree, tree, commit;
	struct save_result result;
};

/* Why no commit can be made here now; NULL: one can. */
static const char *why_not(const struct save *s)
{
	if (s->head.detached)
		return N_("No branch is checked out (detached HEAD), so a "
			  "commit would be lost. Check one out: git switch "
			  "main");
	if (git_repository_is_bare(s->repo))
		return NULL;
	if (git_repository_state(s->repo) != GIT_REPOSITORY_STATE_NONE)
		return N_("A merge, rebase or the like is under way here. End "
			  "it with git first (git status tells how), then try "
			  "again.");
	if (s->head.unborn)
		return N_("There is no commit here yet. Make the first one "
			  "with git: git add . && git commit");
	if (gitx_is_sparse(s->repo))
		return N_("Only some of the files are checked out here (sparse "
			  "checkout). Commit with git itself.");
	return gitx_index_reason(s->repo);
}

static bool check_base(const struct save *s, struct error *err)
{
	const char *base = s->request->base;
	char now[SOURCE_ID] = "";

	if (!base)
		return true;
	if (!s->head.unborn)
		gitx_hex(&s->head.id, now);
	return strcmp(base, now) == 0 ||
		error_set(err, ERROR_CONFLICT,
			_("The branch %s was moved by another program "
			  "meanwhile. Try again."),
			gate_name(gitx_short(s->head.ref)).text);
}

/* What is there now: only files can be replaced. */
static bool check_file(const struct save *s, const struct save_file *file,
	struct tree_found *found, struct error *err)
{
	const char *reason = tree_unsafe(file->path);
	struct error why = {0};

	*found = (struct tree_found){.mode = 0};
	if (reason)
		return error_set(err, ERROR_REFUSED,
			_("The file %s is not written: %s."),
			gate_name(file->path).text, reason);
	if (!file->removed && file->bytes.len > SAVE_FILE_MAX)
		return error_set(err, ERROR_REFUSED,
			_("The file %s is larger than 50 MB and is not "
			  "written."),
			gate_name(file->path).text);
	if (s->head.unborn)
		return true;
	if (!tree_find(s->odb, &s->old_tree, file->path, found, &why)) {
		found->mode = 0;
		if (why.kind == ERROR_NOT_FOUND)
			return true;
		if (err)
			*err = why;
		return false;
	}
	return tree_is_file(found->mode) ||
		error_set(err, ERROR_REFUSED,
			_("The file %s is not written: it is a link, a folder "
			  "or a submodule."),
			gate_name(file->path).text);
}

/* Fill in `update`; one that changes nothing is left out (*take false). */
static bool make_update(struct save *s, const struct save_file *file,
	git_tree_update *update, bool *take, struct error *err)
{
	struct tree_found found;
	git_oid id;
	int code;

	*take = false;
	if (!check_file(s, file, &found, err))
		return false;
	update->path = file->path;
	if (file->removed) {
		*take = found.mode != 0;
		update->action = GIT_TREE_UPDATE_REMOVE;
		return true;
	}
	code = git_odb_write(&id, s->odb,
		file->bytes.data ? file->bytes.data : "", file->bytes.len,
		GIT_OBJECT_BLOB);
	if (code < 0)
		return gitx_fail(err, ERROR_IO, code,
			_("%s cannot be written into the repository"),
			gate_name(file->path).text);
	*take = !found.mode || !git_oid_equal(&id, &found.id);
	update->action = GIT_TREE_UPDATE_UPSERT;
	update->id = id;
	update->filemode = found.mode & 0100 ? GIT_FILEMODE_BLOB_EXECUTABLE
					     : GIT_FILEMODE_BLOB;
	return true;
}

static bool write_tree(struct save *s, const git_tree_update *updates,
	size_t count, struct error *err)
{
	git_treebuilder *none = NULL;
	git_tree *old = NULL;
	git_oid empty = {{0}};
	int code = 0;

	if (s->head.unborn) {
		code = git_treebuilder_new(&none, s->repo, NULL);
		if (code == 0)
			code = git_treebuilder_write(&empty, none);
		git_treebuilder_free(none);
		s->old_tree = empty;
	}
	if (code == 0)
		code = git_tree_lookup(&old, s->repo, &s->old_tree);
	if (code == 0)
		code = git_tree_create_updated(
			&s->tree, s->repo, old, count, updates);
	git_tree_free(old);
	return code == 0 ||
		gitx_fail(err, ERROR_IO, code,
			_("The change cannot be written into the repository"));
}

/* The tree of the branch with the files of the request. */
static bool make_tree(struct save *s, struct error *err)
{
	const struct save_request *request = s->request;
	git_tree_update *updates = mem_array(request->count, sizeof(*updates));
	size_t count = 0, i;
	bool take, ok = true;

	for (i = 0; ok && i < request->count; i++) {
		ok = make_update(
			s, &request->files[i], &updates[count], &take, err);
		if (ok && take)
			count++;
	}
	s->result.same = count == 0 && (request->count > 0 || s->head.unborn);
	s->tree = s->old_tree;
	ok = ok && (count == 0 || write_tree(s, updates, count, err));
	free(updates);
	return ok;
}

static bool make_commit(struct save *s, struct error *err)
{
	const struct commit_make make = {.repo = s->repo,
		.tree = &s->tree,
		.parents = {s->head.unborn ? NULL : &s->head.id},
		.message = str_from(s->request->message)};

	return commit_make(&make, &s->commit, err);
}

/* As git's own log has it: the first line of the message. */
static void put_why(const struct save *s, struct buf *why)
{
	struct str rest = str_trim(str_from(s->request->message));
	struct str line = {0};

	str_cut(&rest, '\n', &line);
	buf_printf(why, "commit: %.*s", STR_ARG(line));
}

static bool move_branch(struct save *s, const char *why, struct error *err)
{
	struct move move = {.repo = s->repo,
		.dir = buf_text(&s->run.dir),
		.ref = s->head.ref,
		.from = &s->head.id,
		.to = &s->commit,
		.why = why};

	return move_ref(&move, err);
}

static bool move_files(struct save *s, const char *why, struct error *err)
{
	struct apply apply = {.repo = s->repo,
		.dir = buf_text(&s->run.dir),
		.ref = s->head.ref,
		.old = s->head.id,
		.new = s->commit,
		.why = why,
		.saving = true};
	bool ok = apply_forward(&apply, err);

	if (ok && apply.left.len)
		ok = error_set(err, ERROR_REFUSED, "%s", buf_text(&apply.left));
	snprintf(s->result.kept, sizeof(s->result.kept), "%s",
		buf_text(&apply.kept));
	buf_clear(&apply.left);
	buf_clear(&apply.kept);
	return ok;
}

static bool has_hook(const struct save *s)
{
	static const char *const names[] = {
		"pre-commit", "commit-msg", "post-commit"};
	struct buf path = {0};
	bool found = false;
	size_t i;

	for (i = 0; !found && i < sizeof(names) / sizeof(*names); i++) {
		buf_cut(&path, 0);
		buf_printf(&path, "%s/hooks/%s", gitx_common_dir(s->repo),
			names[i]);
		found = access(buf_text(&path), X_OK) == 0;
	}
	buf_clear(&path);
	return found;
}

static bool save_locked(struct save *s, struct error *err)
{
	struct buf why = {0};
	const char *reason;
	bool ok;

	if (!gitx_head(s->repo, &s->head, err))
		return false;
	reason = why_not(s);
	if (reason)
		return error_set(err, ERROR_REFUSED, "%s", _(reason));
	if (!check_base(s, err) ||
		(!s->head.unborn &&
			!commit_tree(s->odb, &s->head.id, &s->old_tree, err)) ||
		!make_tree(s, err))
		return false;
	s->commit = s->head.id;
	if (s->result.same)
		return true;
	put_why(s, &why);
	ok = make_commit(s, err) &&
		(git_repository_is_bare(s->repo)
				? move_branch(s, buf_text(&why), err)
				: move_files(s, buf_text(&why), err));
	s->result.hooks = ok && has_hook(s);
	buf_clear(&why);
	return ok;
}

/* Another save is over soon; a sync that waits for the network is not. */
static bool begin(struct save *s, struct error *err)
{
	const struct timespec step = {0, STEP_MS * 1000000L};
	int64_t until = date_ticks_ms() + WAIT_MS;

	while (!recover_begin(&s->run, s->repo, err)) {
		if (!s->run.busy || date_ticks_ms() >= until)
			return false;
		nanosleep(&step, NULL);
	}
	return true;
}

static bool check_request(const struct save_request *request, struct error *err)
{
	if (request->count <= SAVE_FILES)
		return true;
	return error_set(err, ERROR_REFUSED,
		_("More than 10,000 files at once are committed with git "
		  "itself."));
}

static bool no_commits(struct error *err)
{
	return error_set(err, ERROR_REFUSED,
		_("This hub is a plain folder, not a git repository; "
		  "there is nothing to commit to."));
}

static bool may_write(const struct save *s, struct error *err)
{
	const char *dir = gitx_common_dir(s->repo);

	return access(dir, W_OK) == 0 ||
		error_set(err, ERROR_REFUSED,
			_("The repository %s cannot be written by you, so "
			  "nothing can be added to this hub here."),
			gate_name(dir).text);
}

bool save_possible(struct source *source, struct error *err)
{
	struct save s = {.repo = source_repository(source)};
	struct buf person = {0};
	const char *reason;
	bool ok;

	if (!s.repo)
		return no_commits(err);
	if (!gitx_head(s.repo, &s.head, err) || !may_write(&s, err))
		return false;
	reason = why_not(&s);
	if (reason)
		return error_set(err, ERROR_REFUSED, "%s", _(reason));
	ok = person_line(s.repo, PERSON_AUTHOR, &person, err) &&
		person_line(s.repo, PERSON_COMMITTER, &person, err) &&
		sign_possible(s.repo, err);
	buf_clear(&person);
	return ok;
}

/*
 * What stopped in the middle of writing is finished now, so that a commit is
 * either made and said to be, or not made. If that cannot be, it is told what
 * comes of it.
 */
static bool settle(struct save *s, bool *whole, struct error *why)
{
	struct gitx_head now;

	*whole = recover_now(&s->run, NULL);
	if (gitx_head(s->repo, &now, NULL) && !git_oid_is_zero(&s->commit) &&
		git_oid_equal(&now.id, &s->commit) &&
		!git_oid_equal(&s->head.id, &s->commit))
		return true;
	if (!*whole)
		error_prefix(why,
			_("What was begun is finished as soon as fyr can write "
			  "here again"));
	return false;
}

bool save_run(struct source *source, const struct save_request *request,
	struct save_result *result, struct error *err)
{
	struct save s = {.repo = source_repository(source), .request = request};
	struct error why = {0};
	bool ok, whole = true;
	int code;

	if (!s.repo)
		return no_commits(err);
	if (!check_request(request, err))
		return false;
	code = git_repository_odb(&s.odb, s.repo);
	if (code < 0)
		return gitx_fail(err, ERROR_IO, code,
			_("The objects of the repository cannot be read"));
	ok = begin(&s, &why);
	if (ok) {
		ok = save_locked(&s, &why);
		if (!ok && why.kind != ERROR_REFUSED)
			ok = settle(&s, &whole, &why);
		recover_end(&s.run, whole);
	}
	git_odb_free(s.odb);
	trace_event("sync.save", "ok=%d same=%d files=%zu", ok, s.result.same,
		request->count);
	if (ok) {
		gitx_hex(&s.commit, s.result.commit);
		*result = s.result;
	} else if (err) {
		*err = why;
	}
	return ok;
}
