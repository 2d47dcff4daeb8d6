#include "sync/edited.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/conflict.h"
#include "sync/git.h"
#include "sync/recover.h"
#include "sync/save.h"

enum {
	KEPT_MAX = 1024 * 1024, /* bytes of the list of kept files */
	NAMED_MAX = 50 /* in the message of a commit */
};

struct edited {
	struct source *source;
	git_repository *repo;
	struct save_file *files;
	size_t count, cap, removed;
	char **owned; /* paths and texts of the files */
	size_t owned_count, owned_cap;
	struct buf kept; /* the list */
	struct buf still; /* the lines of it that still are true */
	struct buf left;
	struct error err;
};

static char *own(struct edited *e, char *text)
{
	e->owned = mem_grow(
		e->owned, &e->owned_cap, e->owned_count + 1, sizeof(char *));
	return e->owned[e->owned_count++] = text;
}

static void leave_out(struct edited *e, const char *path, const char *reason)
{
	buf_printf(&e->left, "%s%s (%s)", e->left.len ? ", " : "",
		gate_name(path).text, reason);
}

/* A line "<commit> <path>". */
static bool is_kept(struct edited *e, const char *path)
{
	struct str rest = buf_slice(&e->kept), line, commit;
	bool found = false;

	while (str_cut(&rest, '\n', &line)) {
		struct str whole = line;

		if (!str_cut(&line, ' ', &commit) || !str_is(line, path))
			continue;
		buf_str(&e->still, whole);
		buf_byte(&e->still, '\n');
		found = true;
	}
	return found;
}

/* A file that is as the commit has it again is no longer kept. */
static void forget_kept(struct edited *e, const char *path)
{
	struct recover_run run;
	struct buf now = {0};

	if (e->still.len == e->kept.len || !recover_begin(&run, e->repo, NULL))
		return;
	/* Unless another run has added to it meanwhile. */
	if (file_read(path, KEPT_MAX, &now, NULL) &&
		str_eq(buf_slice(&now), buf_slice(&e->kept)))
		file_write(path, buf_slice(&e->still), 0600, NULL);
	recover_end(&run, true);
	buf_clear(&now);
}

static bool is_filtered(const struct edited *e, const char *path)
{
	static const char *const names[] = {"filter", "working-tree-encoding"};
	const char *value = NULL;

	for (size_t i = 0; i < 2; i++)
		if (git_attr_get(&value, e->repo, 0, path, names[i]) == 0 &&
			git_attr_value(value) == GIT_ATTR_VALUE_STRING)
			return true;
	return false;
}

/* As git stores it: line ends. */
static bool clean(struct edited *e, const char *path, struct buf *text)
{
	git_filter_list *filters = NULL;
	git_buf stored = {0};
	const char *reason;
	int code = git_filter_list_load(&filters, e->repo, NULL, path,
		GIT_FILTER_TO_ODB, GIT_FILTER_ALLOW_UNSAFE);

	if (code == 0 && filters) {
		code = git_filter_list_apply_to_buffer(
			&stored, filters, buf_text(text), text->len);
		if (code == 0) {
			buf_cut(text, 0);
			buf_add(text, stored.ptr, stored.size);
		}
	}
	git_buf_dispose(&stored);
	git_filter_list_free(filters);
	if (code < 0 && (reason = gitx_index_reason(e->repo)))
		return error_set(&e->err, ERROR_REFUSED, "%s", _(reason));
	return code == 0 ||
		gitx_fail(&e->err, ERROR_IO, code, _("%s cannot be read"),
			gate_name(path).text);
}

/* Read the text, or leave the file out: then *reason is set. */
static bool read_text(struct edited *e, const struct source_file *file,
	struct buf *text, const char **reason)
{
	if (is_kept(e, file->path))
		*reason = _("made on an older version: compare it with git "
			    "diff, and commit it with git");
	else if (is_filtered(e, file->path))
		*reason = _("only git itself writes it, through a filter");
	if (*reason || file->removed)
		return true;
	if (!source_read(e->source, file->path, text, &e->err) ||
		!clean(e, file->path, text))
		return false;
	if (conflict_has_markers(buf_slice(text)))
		*reason = _("it has conflict markers");
	else if (text->len > SAVE_FILE_MAX)
		*reason = _("it is larger than 50 MB");
	return true;
}

static bool take(const struct source_file *file, void *arg)
{
	struct edited *e = arg;
	const char *reason = NULL;
	struct buf text = {0};
	struct save_file *taken;

	if (!read_text(e, file, &text, &reason)) {
		buf_clear(&text);
		return false;
	}
	if (reason) {
		leave_out(e, file->path, reason);
		buf_clear(&text);
		return true;
	}
	e->files = mem_grow(e->files, &e->cap, e->count + 1, sizeof(*e->files));
	taken = &e->files[e->count++];
	taken->path = own(e, mem_text(file->path));
	taken->removed = file->removed;
	taken->bytes.len = text.len;
	taken->bytes.data = own(e, buf_take(&text));
	e->removed += file->removed;
	return true;
}

static void put_message(const struct edited *e, struct buf *message)
{
	if (e->count == 1) {
		buf_printf(message, "%s %s\n",
			e->files[0].removed ? "Remove" : "Edit",
			e->files[0].path);
		return;
	}
	buf_printf(message, "Edit %zu notes\n\n", e->count);
	for (size_t i = 0; i < e->count && i < NAMED_MAX; i++)
		buf_printf(message, "%s%s\n",
			e->files[i].removed ? "remove " : "", e->files[i].path);
}

static bool save(struct edited *e, const struct edited_options *options,
	struct edited_result *result, struct error *err)
{
	struct buf message = {0};
	struct save_request request = {.files = e->files, .count = e->count};
	struct save_result saved = {.same = false};
	bool ok = true;

	snprintf(result->left, sizeof(result->left), "%s", buf_text(&e->left));
	result->asks = e->removed > EDITED_REMOVED && !options->agreed;
	result->count = e->count;
	if (e->count && !result->asks && !options->dry_run) {
		put_message(e, &message);
		request.message = buf_text(&message);
		ok = save_run(e->source, &request, &saved, err);
		result->hooks = saved.hooks;
	}
	buf_clear(&message);
	return ok;
}

bool edited_save(struct source *source, const struct edited_options *options,
	struct edited_result *result, struct error *err)
{
	struct edited e = {.source = source, .repo = source_repository(source)};
	struct edited_result got = {.count = 0};
	struct buf path = {0};
	bool ok;

	if (!e.repo || source_type(source) != SOURCE_WORK) {
		*result = got;
		return true;
	}
	file_join(&path, git_repository_path(e.repo), "fyr/kept");
	file_read(buf_text(&path), KEPT_MAX, &e.kept, NULL);
	ok = source_edited(source, take, &e, err);
	if (ok && e.err.kind) {
		ok = false;
		if (err)
			*err = e.err;
	}
	if (ok && !options->dry_run)
		forget_kept(&e, buf_text(&path));
	ok = ok && save(&e, options, &got, err);
	if (ok)
		*result = got;
	while (e.owned_count)
		free(e.owned[--e.owned_count]);
	free(e.owned);
	free(e.files);
	buf_clear(&e.kept);
	buf_clear(&e.still);
	buf_clear(&e.left);
	buf_clear(&path);
	return ok;
}
