#include "app/unsent.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/revision.h"
#include "sync/unsent.h"

enum {
	MADE_MAX = 16 * 1024 * 1024, /* bytes of the list of own commits */
	HEX = 40
};

/* --- which commits were made here --- */

static bool made_path(const struct app *app, struct buf *path)
{
	if (app->state_dir)
		file_join(path, app->state_dir, "made");
	return app->state_dir != NULL;
}

/* A line more. What cannot be noted can only not be undone by fyr. */
static void note_made(const struct app *app, const char *commit)
{
	struct buf path = {0}, line = {0};
	int fd = -1;

	if (made_path(app, &path) && file_mkdirs(app->state_dir, 0700, NULL))
		fd = open(buf_text(&path),
			O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW,
			0600);
	buf_printf(&line, "%s\n", commit);
	if (fd >= 0) {
		if (write(fd, line.data, line.len) == (ssize_t)line.len)
			fsync(fd);
		close(fd);
	}
	buf_clear(&line);
	buf_clear(&path);
}

static bool is_made(const struct app *app, const char *commit)
{
	struct buf path = {0}, text = {0};
	bool yes = made_path(app, &path) &&
		file_read(buf_text(&path), MADE_MAX, &text, NULL) &&
		str_find_text(buf_slice(&text), commit) < text.len;

	buf_clear(&text);
	buf_clear(&path);
	return yes && strlen(commit) == HEX;
}

void app_made(const struct app *app, const struct save_result *saved)
{
	if (!saved->same)
		note_made(app, saved->commit);
}

bool app_save(struct app *app, const struct save_request *request,
	struct save_result *result, struct error *err)
{
	if (!app_source(app, err) ||
		!save_run(app->source, request, result, err))
		return false;
	app_made(app, result);
	return true;
}

/* --- what is not sent --- */

struct gathering {
	struct unsent *unsent;
	size_t cap;
};

/* The last ones count: oldest first come in, the oldest go. */
static bool gather(const struct unsent_commit *commit, void *arg)
{
	struct gathering *g = arg;
	struct unsent *unsent = g->unsent;
	struct unsent_row *row;

	if (unsent->count == UNSENT_ROWS) {
		memmove(unsent->items, unsent->items + 1,
			(UNSENT_ROWS - 1) * sizeof(*unsent->items));
		unsent->count--;
	}
	unsent->items = mem_grow(unsent->items, &g->cap, unsent->count + 1,
		sizeof(*unsent->items));
	row = &unsent->items[unsent->count++];
	row->commit = arena_str(&unsent->arena, str_from(commit->commit)).data;
	row->author = arena_str(&unsent->arena, str_from(commit->author)).data;
	row->subject =
		arena_str(&unsent->arena, str_from(commit->subject)).data;
	row->time = commit->time;
	unsent->total++;
	return true;
}

static void newest_first(struct unsent *unsent)
{
	size_t i;

	for (i = 0; i < unsent->count / 2; i++) {
		struct unsent_row row = unsent->items[i];

		unsent->items[i] = unsent->items[unsent->count - 1 - i];
		unsent->items[unsent->count - 1 - i] = row;
	}
}

bool app_unsent(struct app *app, struct unsent *unsent, struct error *err)
{
	struct gathering g = {unsent, 0};

	*unsent = (struct unsent){0};
	if (!app_source(app, err) ||
		!unsent_list(app->source, gather, &g, &unsent->remote, err)) {
		unsent_clear(unsent);
		return false;
	}
	newest_first(unsent);
	app_drafts(app, &unsent->drafts);
	return true;
}

void unsent_clear(struct unsent *unsent)
{
	app_drafts_clear(&unsent->drafts);
	free(unsent->items);
	arena_clear(&unsent->arena);
	*unsent = (struct unsent){0};
}

/* --- taking back --- */

bool app_undo(
	struct app *app, bool dry, struct undone *undone, struct error *err)
{
	if (!app_may_write(app, err) ||
		!source_head(app->source, undone->commit, err))
		return false;
	if (!is_made(app, undone->commit))
		return error_set(err, ERROR_REFUSED,
			_("The last commit was not made here by fyr, so fyr "
			  "does not take it back. Change the note again "
			  "instead."));
	if (!revision_subject(app->source, undone->commit, &undone->subject))
		buf_put(&undone->subject, undone->commit);
	return dry || unsent_undo(app->source, undone->commit, err);
}
