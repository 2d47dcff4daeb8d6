/* The hub's term list: found, read and handed to the search. */

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"

static const char terms_name[] = "synonyms.yaml";

static const char *keep_if_there(struct app *app, struct buf *path)
{
	const char *kept = NULL;

	if (file_is_regular(buf_text(path)))
		kept = arena_str(&app->arena, buf_slice(path)).data;
	buf_clear(path);
	return kept;
}

/* The term list that the hub file `text` at `path` names, or one beside it. */
static const char *list_beside(
	struct app *app, const char *path, struct str text)
{
	struct buf list = {0};
	struct schema schema;

	buf_str(&list, file_dir(str_from(path)));
	buf_byte(&list, '/');
	schema_parse(&schema, text);
	buf_str(&list,
		schema.synonyms.len ? schema.synonyms : str_from(terms_name));
	schema_clear(&schema);
	return keep_if_there(app, &list);
}

void app_settle_schema(struct app *app)
{
	const char *given = app->schema_path;
	struct buf text = {0};
	struct buf path = {0};

	if (given && file_is_dir(given)) {
		file_join(&path, given, "fyr.yaml");
		app->schema_path = keep_if_there(app, &path);
		file_join(&path, given, terms_name);
		app->terms_path = keep_if_there(app, &path);
		/* Neither is there: the hub file is the one that is missed. */
		if (!app->schema_path && !app->terms_path) {
			file_join(&path, given, "fyr.yaml");
			app->schema_path =
				arena_str(&app->arena, buf_slice(&path)).data;
			buf_clear(&path);
		}
	}
	given = app->schema_path;
	if (!given || !file_read(given, TERMS_FILE_MAX, &text, NULL)) {
		buf_clear(&text);
		return;
	}
	if (terms_is_list(buf_slice(&text))) {
		app->terms_path = given;
		app->schema_path = NULL;
	} else {
		app->terms_path = list_beside(app, given, buf_slice(&text));
	}
	buf_clear(&text);
}

struct str app_terms_name(const struct app *app)
{
	return app->schema.synonyms.len && !app->schema_path
		? app->schema.synonyms
		: str_from(terms_name);
}

void app_read_terms(struct app *app, struct buf *text)
{
	struct str name = app_terms_name(app);
	struct buf path = {0};

	if (app->terms_path)
		return;
	buf_str(&path, name);
	source_read(app->source, buf_text(&path), text, NULL);
	/* One byte too many is enough to be told. */
	buf_cut(text, TERMS_FILE_MAX + 1);
	buf_clear(&path);
}

void app_forget_terms(struct app *app)
{
	terms_clear(&app->terms);
	app->terms_read = false;
}

static void give_terms(struct app *app)
{
	const struct terms *terms = &app->terms;
	struct store_group *groups = mem_array(terms->count, sizeof(*groups));
	size_t i;

	for (i = 0; i < terms->count; i++)
		groups[i] = (struct store_group){terms->groups[i].terms,
			terms->groups[i].count, terms->groups[i].from};
	store_synonyms(app->store, groups, terms->count);
	free(groups);
}

void app_terms(struct app *app)
{
	struct buf text = {0};

	if (app->terms_read || !app->store)
		return;
	app->terms_read = true;
	if (app->terms_path)
		file_read(app->terms_path, TERMS_FILE_MAX, &text, NULL);
	else
		store_value(app->store, "terms", &text, NULL);
	terms_parse(&app->terms, buf_slice(&text));
	give_terms(app);
	trace_event("app.terms", "groups=%zu problems=%zu", app->terms.count,
		app->terms.problems.count);
	buf_clear(&text);
}

bool app_terms_problem(struct app *app, bool any, struct buf *text)
{
	const struct problem *problem;
	struct str name = app_terms_name(app);
	size_t i = 0;

	app_terms(app);
	while (i < app->terms.problems.count && !any &&
		app->terms.problems.items[i].severity != SEVERITY_ERROR)
		i++;
	if (i == app->terms.problems.count)
		return false;
	problem = &app->terms.problems.items[i];
	buf_put(text, _("The term list is not as it should be"));
	if (app->terms_path)
		buf_printf(text, " (%s", app->terms_path);
	else
		buf_printf(text, " (%.*s", STR_ARG(name));
	buf_printf(text, ":%d): %s", problem->line, problem->text);
	return true;
}
