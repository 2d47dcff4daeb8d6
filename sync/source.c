#include "sync/source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/commit.h"
#include "sync/source_private.h"
#include "sync/tree.h"

enum {
	SKIPPED_MAX = 10000
};

void source_clear_skipped(struct source *source)
{
	size_t i;

	for (i = 0; i < source->skipped_count; i++) {
		free(source->skipped[i].path);
		free(source->skipped[i].reason);
	}
	source->skipped_count = 0;
}

static void keep_skipped(
	struct source *source, const char *path, const char *reason)
{
	struct source_skipped *item;

	source->skipped = mem_grow(source->skipped, &source->skipped_cap,
		source->skipped_count + 1, sizeof(*source->skipped));
	item = &source->skipped[source->skipped_count++];
	item->path = mem_text(path);
	item->reason = mem_text(reason);
}

void source_add_skipped(const char *path, const char *reason, void *arg)
{
	struct source *source = arg;

	if (source->skipped_count < SKIPPED_MAX)
		keep_skipped(source, path, reason);
	else if (source->skipped_count == SKIPPED_MAX)
		keep_skipped(source, "",
			_("more than 10,000 entries were skipped; the rest is "
			  "not told"));
}

void source_skipped(struct source *source, source_skip *each, void *arg)
{
	size_t i;

	for (i = 0; i < source->skipped_count; i++)
		each(source->skipped[i].path, source->skipped[i].reason, arg);
}

static bool check_folder(const char *path, struct error *err)
{
	struct gate_name shown = gate_name(path);
	struct stat info;

	if (stat(path, &info) < 0 && (errno == ENOENT || errno == ENOTDIR))
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no folder %s. Check the path."),
			shown.text);
	if (stat(path, &info) < 0)
		return error_errno(err, ERROR_IO,
			_("The folder %s cannot be read"), shown.text);
	if (!S_ISDIR(info.st_mode))
		return error_set(err, ERROR_INPUT,
			_("%s is a file, not a folder. Name the folder that "
			  "holds the notes."),
			shown.text);
	if (access(path, R_OK | X_OK) < 0)
		return error_errno(err, ERROR_IO,
			_("The folder %s cannot be read"), shown.text);
	return true;
}

static bool open_repository(struct source *source, struct error *err)
{
	char id[SOURCE_ID];
	int code;

	if (!gitx_begin(err))
		return false;
	source->started = true;
	if (!gitx_open(source->path, &source->repo, err))
		return false;
	source->cache = tree_cache_new();
	code = git_repository_odb(&source->odb, source->repo);
	if (code < 0)
		return gitx_fail(err, ERROR_IO, code,
			_("The objects of the repository cannot be read"));
	source->type = git_repository_workdir(source->repo) ? SOURCE_WORK
							    : SOURCE_MANAGED;
	return source_head(source, id, err);
}

bool source_open(const char *path, struct source **source, struct error *err)
{
	struct source *opened;

	if (!check_folder(path, err))
		return false;
	opened = mem_alloc(sizeof(*opened));
	opened->path = mem_text(path);
	opened->type = SOURCE_FOLDER;
	if (gitx_looks_like(path) && !open_repository(opened, err)) {
		source_close(opened);
		return false;
	}
	trace_event("sync.open", "type=%d", (int)opened->type);
	*source = opened;
	return true;
}

void source_close(struct source *source)
{
	if (!source)
		return;
	source_clear_skipped(source);
	free(source->skipped);
	tree_cache_free(source->cache);
	git_odb_free(source->odb);
	git_repository_free(source->repo);
	if (source->started)
		gitx_end();
	buf_clear(&source->branch);
	free(source->path);
	free(source);
}

bool source_discover(const char *path, struct buf *out)
{
	struct buf at = {0};
	struct buf name = {0};
	bool found = false;

	file_absolute(&at, path);
	while (at.len && !found) {
		buf_cut(&name, 0);
		file_join(&name, buf_text(&at), "fyr.yaml");
		found = gitx_looks_like(buf_text(&at)) ||
			file_is_regular(buf_text(&name));
		if (found)
			buf_put(out, buf_text(&at));
		else if (at.len == 1)
			break;
		else
			buf_cut(&at, file_dir(buf_slice(&at)).len);
	}
	buf_clear(&at);
	buf_clear(&name);
	return found;
}

enum source_type source_type(const struct source *source)
{
	return source->type;
}

const char *source_path(const struct source *source)
{
	return source->path;
}

const char *source_branch(const struct source *source)
{
	return buf_text(&source->branch);
}

git_repository *source_repository(struct source *source)
{
	return source->repo;
}

bool source_look(
	struct source *source, struct source_base *base, struct error *err)
{
	struct error why = {0};
	char hex[SOURCE_ID];

	if (!gitx_head(source->repo, &base->head, err))
		return false;
	buf_cut(&source->branch, 0);
	buf_put(&source->branch, gitx_short(base->head.ref));
	base->empty = base->head.unborn;
	if (base->empty ||
		commit_tree(source->odb, &base->head.id, &base->tree, &why))
		return true;
	if (err)
		*err = why;
	gitx_hex(&base->head.id, hex);
	if (why.kind == ERROR_NOT_FOUND)
		error_set(err, ERROR_IO,
			_("The current commit %s is missing in the repository. "
			  "Try 'git fsck', or make a fresh clone."),
			hex);
	return false;
}

struct overlay_base source_overlay(
	const struct source *source, const struct source_base *base)
{
	return (struct overlay_base){source->repo, source->odb,
		base->empty ? NULL : &base->tree, source->cache};
}

bool source_head(struct source *source, char id[SOURCE_ID], struct error *err)
{
	struct gitx_head head;

	if (!source->repo) {
		*id = '\0';
		return true;
	}
	if (!gitx_head(source->repo, &head, err))
		return false;
	buf_cut(&source->branch, 0);
	buf_put(&source->branch, gitx_short(head.ref));
	if (head.unborn)
		*id = '\0';
	else
		gitx_hex(&head.id, id);
	return true;
}
