/* Repairing notes: on disk, or as one commit where there are no files. */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/check_private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/save.h"

struct fixing {
	struct app *app;
	struct check_report *report;
	size_t cap;
	int root; /* of the files on disk; -1 a clone without any */
	struct save_file *files;
	size_t file_count, file_cap;
};

static void report_fixed(struct fixing *f, const struct check_entry *entry,
	const struct check_repairs *repairs)
{
	struct check_report *report = f->report;
	size_t i;

	for (i = 0; i < repairs->count; i++) {
		const struct check_repair *one = &repairs->items[i];
		struct check_fixed *fixed;

		report->fixed = mem_grow(report->fixed, &f->cap,
			report->fixed_count + 1, sizeof(*report->fixed));
		fixed = &report->fixed[report->fixed_count++];
		fixed->path = arena_str(&report->arena, str_from(entry->path));
		fixed->line = one->line;
		fixed->rule = str_from(one->rule);
		fixed->was = one->was;
		fixed->is = one->is;
		fixed->count = one->count;
	}
}

/* In a clone without files: kept until all are there, for one commit. */
static void keep_fixed(
	struct fixing *f, const struct check_entry *entry, struct buf *text)
{
	struct save_file *file;

	f->files = mem_grow(
		f->files, &f->file_cap, f->file_count + 1, sizeof(*f->files));
	file = &f->files[f->file_count++];
	file->path = entry->path;
	file->bytes.len = text->len;
	file->bytes.data = buf_take(text);
}

static bool write_fixed(struct fixing *f, const struct check_entry *entry,
	struct str text, struct error *err)
{
	struct stat info;
	struct buf path = {0};
	bool ok;

	file_join(&path, f->app->path, entry->path);
	ok = fstatat(f->root, entry->path, &info, AT_SYMLINK_NOFOLLOW) == 0;
	if (!ok)
		error_errno(err, ERROR_IO, _("Cannot read %s"),
			gate_name(entry->path).text);
	else
		ok = file_write(
			buf_text(&path), text, info.st_mode & 0777, err);
	buf_clear(&path);
	return ok;
}

/* The bytes on disk are repaired, whatever git would make of them. */
static bool read_one(
	struct fixing *f, const struct check_entry *entry, struct buf *bytes)
{
	if (f->root < 0)
		return source_read_version(f->app->source, entry->path,
			entry->version, bytes, NULL);
	return file_read_beneath(
		f->root, entry->path, SOURCE_FILE_MAX, bytes, NULL);
}

static bool fix_one(
	struct fixing *f, const struct check_entry *entry, struct error *err)
{
	const struct check_repairing how = {
		&f->app->schema, str_from(entry->path), &f->report->arena};
	struct check_repairs repairs = {0};
	struct buf bytes = {0};
	struct buf out = {0};
	bool ok = true;

	if (read_one(f, entry, &bytes) &&
		check_repair(&how, buf_slice(&bytes), &out, &repairs)) {
		if (f->root < 0)
			keep_fixed(f, entry, &out);
		else
			ok = write_fixed(f, entry, buf_slice(&out), err);
		if (ok)
			report_fixed(f, entry, &repairs);
	}
	buf_clear(&out);
	buf_clear(&bytes);
	return ok;
}

static bool commit_fixed(struct fixing *f, const char *head, struct error *err)
{
	struct save_result result = {0};
	const struct save_request request = {.files = f->files,
		.count = f->file_count,
		.message = "check: repair what is safe",
		.base = head};

	if (!f->file_count)
		return true;
	if (!save_run(f->app->source, &request, &result, err))
		return false;
	f->report->commit =
		arena_str(&f->report->arena, str_from(result.commit));
	return true;
}

static bool fix_all(
	struct fixing *f, const struct check_files *files, struct error *err)
{
	char head[SOURCE_ID];
	bool ok = source_head(f->app->source, head, err);
	size_t i;

	for (i = 0; ok && i < files->count; i++) {
		if (files->items[i].selected && !files->items[i].is_template)
			ok = fix_one(f, &files->items[i], err);
	}
	if (ok)
		ok = commit_fixed(f, head, err);
	for (i = 0; i < f->file_count; i++)
		free((void *)(uintptr_t)f->files[i].bytes.data);
	free(f->files);
	return ok;
}

bool check_fix(struct app *app, const struct check_files *files,
	struct check_report *report, struct error *err)
{
	struct fixing f = {.app = app, .report = report, .root = -1};
	bool ok;

	if (app->readonly)
		return error_set(err, ERROR_REFUSED,
			_("Nothing was repaired: --read-only refuses changes "
			  "to a hub."));
	if (source_type(app->source) != SOURCE_MANAGED) {
		f.root = open(app->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (f.root < 0)
			return error_errno(err, ERROR_IO,
				_("The folder %s cannot be read"),
				gate_name(app->path).text);
	}
	ok = fix_all(&f, files, err);
	if (f.root >= 0)
		close(f.root);
	return ok;
}
