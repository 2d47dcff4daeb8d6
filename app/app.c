#include "app/app.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/pull.h"

static const char *keep(struct app *app, struct str text)
{
	return arena_str(&app->arena, text).data;
}

/* FNV-1a, so that two folders of one name have each their own index. */
static uint64_t hash_path(struct str path)
{
	uint64_t hash = 14695981039346656037u;
	size_t i;

	for (i = 0; i < path.len; i++) {
		hash ^= (unsigned char)path.data[i];
		hash *= 1099511628211u;
	}
	return hash;
}

static bool no_hub(struct error *err)
{
	return error_set(err, ERROR_CONFIG,
		_("No hub is chosen yet. Join one with fyr clone ADDRESS, "
		  "begin one with fyr init FOLDER, or open a folder of "
		  "Markdown with fyr --hub FOLDER."));
}

/* What --hub or FYR_HUB says: a known name, else a folder. */
static bool take_named(struct app *app, const char *named, struct error *err)
{
	const struct hub *hub = NULL;
	struct buf path = {0};
	struct buf clean = {0};

	if (!strchr(named, '/'))
		hub = config_hub(&app->config, str_from(named));
	if (hub) {
		app->name = keep(app, hub->name);
		app->path = keep(app, hub->path);
		if (hub->schema.len && !app->schema_path)
			app->schema_path = keep(app, hub->schema);
		return true;
	}
	if (!file_exists(named)) {
		gate_text(&clean, str_from(named), GATE_LINE);
		error_set(err, ERROR_CONFIG,
			_("There is no hub and no folder called %s. fyr hubs "
			  "lists the hubs known here."),
			buf_text(&clean));
		buf_clear(&clean);
		return false;
	}
	file_absolute(&path, named);
	app->path = keep(app, buf_slice(&path));
	buf_clear(&path);
	return true;
}

static void take_found(struct app *app, struct str path)
{
	size_t i;

	app->path = keep(app, path);
	for (i = 0; i < app->config.hub_count; i++) {
		const struct hub *hub = &app->config.hubs[i];

		if (!str_eq(hub->path, path))
			continue;
		app->name = keep(app, hub->name);
		if (hub->schema.len && !app->schema_path)
			app->schema_path = keep(app, hub->schema);
	}
}

static bool find_hub(struct app *app, const char *named, struct error *err)
{
	struct buf path = {0};
	bool ok = false;

	if (!named || !*named)
		named = getenv("FYR_HUB");
	if (named && *named)
		return take_named(app, named, err);
	if (source_discover(".", &path)) {
		take_found(app, buf_slice(&path));
		ok = true;
	} else if (app->config.hub.len) {
		buf_str(&path, app->config.hub);
		ok = take_named(app, buf_text(&path), err);
	} else {
		no_hub(err);
	}
	buf_clear(&path);
	return ok;
}

/* A link in front of the folder must not give it a second index. */
static void settle_path(struct app *app)
{
	char *real = realpath(app->path, NULL);
	struct str path = str_from(real ? real : app->path);
	struct str last;

	while (path.len > 1 && path.data[path.len - 1] == '/')
		path.len--;
	app->path = keep(app, path);
	free(real);
	if (app->name)
		return;
	take_found(app, str_from(app->path));
	if (app->name)
		return;
	last = file_name(str_from(app->path));
	if (str_is(last, ".git"))
		last = file_name(file_dir(str_from(app->path)));
	else if (str_ends(last, ".git"))
		last.len -= 4;
	app->name = keep(app, last.len ? last : STR("hub"));
}

/* Where index and state are; either may be unknown (no home folder). */
static void settle_places(struct app *app)
{
	struct buf id = {0};
	struct buf path = {0};
	const char *cache = getenv("FYR_CACHE");
	bool known = true;

	buf_printf(&id, "/%s-%08x", app->name,
		(unsigned)(hash_path(str_from(app->path)) & 0xffffffffu));
	if (cache && *cache)
		file_absolute(&path, cache);
	else
		known = file_place(FILE_CACHE, &path, NULL);
	if (known) {
		buf_str(&path, buf_slice(&id));
		buf_put(&path, "/index.db");
		app->index_path = keep(app, buf_slice(&path));
	}
	buf_cut(&path, 0);
	if (file_place(FILE_STATE, &path, NULL)) {
		buf_str(&path, buf_slice(&id));
		app->state_dir = keep(app, buf_slice(&path));
	}
	buf_clear(&path);
	buf_clear(&id);
}

static void read_visit(struct app *app)
{
	struct buf path = {0};
	struct buf text = {0};
	long when;

	if (!app->state_dir)
		return;
	file_join(&path, app->state_dir, "visit");
	if (file_read(buf_text(&path), 64, &text, NULL) &&
		str_number(str_trim(buf_slice(&text)), 0, LONG_MAX, &when))
		app->last_visit = when;
	buf_clear(&text);
	buf_clear(&path);
}

bool app_open(
	struct app **out, const struct app_options *options, struct error *err)
{
	struct app *app = mem_alloc(sizeof(*app));
	struct buf path = {0};

	app->readonly = options->readonly;
	app->today = date_today();
	schema_init_built_in(&app->schema);
	if (!config_load(&app->config, err))
		goto fail;
	if (options->schema) {
		file_absolute(&path, options->schema);
		app->schema_path = keep(app, buf_slice(&path));
		buf_clear(&path);
	}
	if (!find_hub(app, options->hub, err))
		goto fail;
	settle_path(app);
	settle_places(app);
	app_settle_schema(app);
	read_visit(app);
	if (app->index_path)
		app_reopen(app, NULL);
	trace_event(
		"app.open", "hub=%s index=%d", app->name, app->store != NULL);
	*out = app;
	return true;
fail:
	app_close(app);
	return false;
}

void app_close(struct app *app)
{
	struct buf dir = {0};

	if (!app)
		return;
	store_close(app->store);
	source_close(app->source);
	if (app->temporary && app->index_path) {
		buf_str(&dir, file_dir(str_from(app->index_path)));
		file_remove_tree(buf_text(&dir), NULL);
		buf_clear(&dir);
	}
	app_forget_terms(app);
	app_forget_affected(app);
	schema_clear(&app->schema);
	config_clear(&app->config);
	arena_clear(&app->arena);
	free(app);
}

bool app_source(struct app *app, struct error *err)
{
	if (app->source)
		return true;
	/* What a killed run left half written is finished first. */
	if (!app->readonly)
		pull_recover(app->path, NULL);
	return source_open(app->path, &app->source, err);
}

void app_take_schema(struct app *app, struct str text)
{
	app_forget_affected(app);
	schema_clear(&app->schema);
	if (text.len)
		schema_parse(&app->schema, text);
	else
		schema_init_built_in(&app->schema);
}

bool app_reopen(struct app *app, struct error *err)
{
	struct buf text = {0};
	bool ok;

	store_close(app->store);
	app->store = NULL;
	app_forget_terms(app);
	app_forget_affected(app);
	if (!app->index_path)
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no index of this hub yet."));
	ok = store_open(app->index_path, true, &app->store, err);
	if (ok && store_value(app->store, "schema", &text, NULL))
		app_take_schema(app, buf_slice(&text));
	if (ok)
		app_give_names(app);
	buf_clear(&text);
	return ok;
}

bool app_schema_problem(const struct app *app, struct buf *text)
{
	const struct problems *problems = &app->schema.problems;
	size_t i;

	for (i = 0; i < problems->count; i++) {
		const struct problem *problem = &problems->items[i];

		if (problem->severity != SEVERITY_ERROR)
			continue;
		buf_printf(text,
			_("The hub file is not as it should be (%s:%d): %s"),
			app->schema_path ? app->schema_path : "fyr.yaml",
			problem->line, problem->text);
		return true;
	}
	return false;
}

struct str app_title(const struct app *app)
{
	struct str title = label_text(&app->schema.name, i18n_lang());

	return title.len ? title : str_from(app->name);
}

bool app_visited(struct app *app, struct error *err)
{
	struct buf path = {0};
	struct buf text = {0};
	bool ok;

	if (!app->state_dir)
		return true;
	file_join(&path, app->state_dir, "visit");
	buf_printf(&text, "%lld\n", (long long)date_now());
	ok = file_mkdirs(app->state_dir, 0700, err) &&
		file_write(buf_text(&path), buf_slice(&text), 0600, err);
	buf_clear(&text);
	buf_clear(&path);
	return ok;
}
