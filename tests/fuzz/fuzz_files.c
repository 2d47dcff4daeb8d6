/*
 * Any bytes are one of the small files beside the notes: the configuration, the
 * known hubs, the feeds, the kept searches, the inbox. Each is read, and what
 * the program writes itself reads as before. The first byte says which it is.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "app/inbox.h"
#include "app/saved.h"
#include "base/file.h"
#include "store/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum {
	FILES = 5,
	PATH = 256
};

static struct {
	char dir[32];
	char hub[PATH];
	char paths[FILES][PATH];
} place;

static void remove_place(void)
{
	file_remove_tree(place.dir, NULL);
}

static void write_text(const char *path, const void *data, size_t size)
{
	FILE *file = fopen(path, "wb");

	if (!file || fwrite(data, 1, size, file) != size || fclose(file))
		abort();
}

static struct app *open_hub(void)
{
	const struct app_options options = {.hub = place.hub};
	struct app *app = NULL;
	struct error err = {0};

	if (!app_open(&app, &options, &err)) {
		fprintf(stderr, "%s\n", err.text);
		abort();
	}
	return app;
}

static void make_place(void)
{
	static const char schema[] = "format: 1\nfeeds: feeds.yaml\n"
				     "kinds:\n  note: {folder: n}\n";
	char path[PATH + 16];
	struct app *app;

	snprintf(place.dir, sizeof(place.dir), "/tmp/fyr-fuzz.XXXXXX");
	if (!mkdtemp(place.dir))
		abort();
	atexit(remove_place);
	setenv("HOME", place.dir, 1);
	setenv("XDG_STATE_HOME", place.dir, 1);
	setenv("XDG_CACHE_HOME", place.dir, 1);
	snprintf(place.paths[0], PATH, "%s/config.yaml", place.dir);
	setenv("FYR_CONFIG", place.paths[0], 1);
	snprintf(place.hub, PATH, "%s/hub", place.dir);
	snprintf(path, sizeof(path), "%s/fyr.yaml", place.hub);
	if (!file_mkdirs(place.hub, 0700, NULL))
		abort();
	write_text(path, schema, sizeof(schema) - 1);
	app = open_hub();
	if (!file_mkdirs(app->state_dir, 0700, NULL))
		abort();
	snprintf(place.paths[1], PATH, "%s/fyr/hubs.yaml", place.dir);
	snprintf(place.paths[2], PATH, "%s/feeds.yaml", place.hub);
	snprintf(place.paths[3], PATH, "%s/searches", app->state_dir);
	snprintf(place.paths[4], PATH, "%s/inbox", app->state_dir);
	app_close(app);
}

static void read_searches(struct app *app, struct str text)
{
	struct saved_list before = {0}, after = {0};
	struct buf query = {0};

	assert(app_saved(app, &before, NULL));
	app_saved_expand(app, text, &query);
	assert(query.len <= text.len + 20 * QUERY_BYTES);
	if (app_saved_keep(app, STR("mine"), STR("a b"), NULL)) {
		assert(app_saved(app, &after, NULL));
		assert(after.damaged == before.damaged);
		assert(after.count ==
			before.count + !saved_find(&before, STR("mine")));
		saved_clear(&after);
	}
	saved_clear(&before);
	buf_clear(&query);
}

static void read_inbox(struct app *app)
{
	struct inbox inbox, again;
	size_t i;

	if (!inbox_open(app, &inbox, NULL)) {
		inbox_close(&inbox);
		return;
	}
	assert(inbox_save(app, &inbox, NULL));
	assert(inbox_open(app, &again, NULL));
	assert(again.count == inbox.count && again.next == inbox.next);
	assert(again.source_count == inbox.source_count);
	for (i = 0; i < inbox.count; i++)
		assert(str_eq(again.items[i].key, inbox.items[i].key));
	inbox_close(&inbox);
	inbox_close(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct app *app;
	struct str text;
	int i;

	if (!*place.dir)
		make_place();
	if (!size)
		return 0;
	text = (struct str){(const char *)data + 1, size - 1};
	write_text(place.paths[data[0] % FILES], text.data, text.len);
	app = open_hub();
	read_searches(app, text);
	read_inbox(app);
	app_close(app);
	for (i = 0; i < FILES; i++)
		remove(place.paths[i]);
	return 0;
}
