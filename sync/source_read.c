/* Reading one file: see sync/source.h. */

#include "sync/source.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "sync/folder.h"
#include "sync/source_private.h"
#include "sync/tree.h"

static bool read_blob(struct source *source, const char *path,
	const git_oid *id, struct buf *out, struct error *err)
{
	git_odb_object *object = NULL;
	git_object_t type;
	size_t size;
	int code = git_odb_read_header(&size, &type, source->odb, id);

	if (code == 0 && type != GIT_OBJECT_BLOB) {
		git_error_set_str(GIT_ERROR_OBJECT, _("it is no file"));
		code = GIT_ERROR;
	}
	if (code == 0 && size > SOURCE_FILE_MAX)
		return error_set(err, ERROR_IO,
			_("%s is larger than 64 MiB and is not read."),
			gate_name(path).text);
	if (code == 0)
		code = git_odb_read(&object, source->odb, id);
	if (code < 0)
		return gitx_fail(err, ERROR_IO, code,
			_("The content of %s is missing or damaged in the "
			  "repository; try 'git fsck', or make a fresh clone"),
			gate_name(path).text);
	buf_add(out, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
	return true;
}

static bool read_disk(struct source *source, const char *path, struct buf *out,
	struct error *err)
{
	const char *folder = source->repo ? git_repository_workdir(source->repo)
					  : source->path;
	int root = folder ? folder_open(folder, err) : -1;
	bool ok;

	if (root < 0)
		return folder ? false
			      : error_set(err, ERROR_NOT_FOUND,
					_("There is no file %s in this hub."),
					gate_name(path).text);
	ok = file_read_beneath(root, path, SOURCE_FILE_MAX, out, err);
	close(root);
	return ok;
}

static bool check_path(const char *path, struct error *err)
{
	const char *reason = tree_unsafe(path);

	return !reason ||
		error_set(err, ERROR_REFUSED, _("The file %s is not read: %s."),
			gate_name(path).text, reason);
}

/* A link or submodule of the commit is no text. */
static bool read_committed(struct source *source,
	const struct source_base *base, const char *path, struct buf *out,
	struct error *err)
{
	const struct tree_walk walk = {
		.odb = source->odb, .cache = source->cache};
	struct tree_found found;

	if (base->empty)
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no file %s in this hub."),
			gate_name(path).text);
	if (!tree_find_next(&walk, &base->tree, path, &found, err))
		return false;
	if (!tree_is_file(found.mode))
		return error_set(err, ERROR_REFUSED,
			_("The file %s is not read: it is a link, a folder or "
			  "a submodule."),
			gate_name(path).text);
	return read_blob(source, path, &found.id, out, err);
}

bool source_read(struct source *source, const char *path, struct buf *out,
	struct error *err)
{
	struct source_base base;
	struct overlay_base under;
	struct overlay_text text;

	if (!check_path(path, err))
		return false;
	if (!source->repo)
		return read_disk(source, path, out, err);
	if (!source_look(source, &base, err))
		return false;
	if (source->type == SOURCE_MANAGED)
		return read_committed(source, &base, path, out, err);
	under = source_overlay(source, &base);
	if (!overlay_read(&under, path, out, &text, err))
		return false;
	return text.edited || read_blob(source, path, &text.id, out, err);
}

bool source_read_version(struct source *source, const char *path,
	const char *version, struct buf *out, struct error *err)
{
	git_oid id;

	if (!strncmp(version, "disk:", 5))
		return check_path(path, err) &&
			read_disk(source, path, out, err);
	if (!source->repo || !gitx_id(version, &id))
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no such version of %s."),
			gate_name(path).text);
	return read_blob(source, path, &id, out, err);
}
