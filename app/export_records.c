/* Notes with all their fields, as JSON. */

#include <stdlib.h>

#include "app/export_private.h"
#include "app/records_private.h"

static void set_time(json_t *object, const char *key, int64_t seconds)
{
	struct buf text = {0};

	if (!seconds)
		return;
	outgoing_instant(&text, seconds, false);
	export_set(object, key, buf_slice(&text));
	buf_clear(&text);
}

static json_t *dated_json(const struct value *value)
{
	json_t *object = json_object();

	export_set(object, "date", value->text);
	export_set(object, "event", value->event);
	export_set(object, "scope", value->scope);
	export_set(object, "certainty",
		value->expected ? STR("expected") : STR("binding"));
	export_set(object, "source", value->source);
	return object;
}

static void each_value(const struct value *value, void *arg)
{
	json_t *fields = arg;
	json_t *list;
	char *key = str_copy(value->key);

	list = json_object_get(fields, key);
	if (!list) {
		list = json_array();
		json_object_set_new(fields, key, list);
	}
	json_array_append_new(list,
		value->type == TYPE_DATED ? dated_json(value)
					  : export_text(value->text));
	free(key);
}

static json_t *note_json(
	struct app *app, const struct store_hit *hit, const struct facts *facts)
{
	json_t *object = json_object();
	json_t *fields = json_object();
	struct buf tag = {0};

	app_tag(app, hit->id, &tag);
	export_set(object, "id", hit->id);
	export_set(object, "tag", buf_slice(&tag));
	export_set(object, "path", hit->path);
	export_set(object, "kind", hit->kind);
	export_set(object, "kind_label", app_kind_label(app, hit->kind, false));
	export_set(object, "title", hit->title);
	export_set(object, "status", hit->status);
	export_set(object, "lang", hit->lang);
	export_set(object, "summary", hit->summary);
	set_time(object, "created", hit->created);
	set_time(object, "changed", hit->modified);
	records_values(facts, each_value, fields);
	json_object_set_new(object, "fields", fields);
	buf_clear(&tag);
	return object;
}

bool app_records_json(struct app *app, const struct outgoing_request *request,
	struct buf *out, size_t *count, struct error *err)
{
	struct store_results results = {0};
	json_t *root = json_object();
	json_t *list = json_array();
	bool ok = app_outgoing(app, request, &results, err);
	struct facts facts;
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/records/1"));
	json_object_set_new(root, "hub", export_text(app_title(app)));
	for (i = 0; ok && i < results.count; i++) {
		ok = app_facts(app, results.items[i].path, false, &facts, err);
		if (ok) {
			json_array_append_new(list,
				note_json(app, &results.items[i], &facts));
			facts_clear(&facts);
		}
	}
	json_object_set_new(root, "notes", list);
	*count = results.count;
	if (ok)
		export_dump(out, root, JSON_INDENT(2));
	else
		json_decref(root);
	store_results_clear(&results);
	return ok;
}
