#include "app/export_dates.h"

#include "app/export_private.h"
#include "base/i18n.h"

static const char *type_id(enum agenda_type type)
{
	switch (type) {
	case AGENDA_DEADLINE:
		return "deadline";
	case AGENDA_END:
		return "end";
	case AGENDA_EVENT:
		return "event";
	case AGENDA_REVIEW:
		return "review";
	}
	return "";
}

static json_t *move_json(const struct move *move, bool whole)
{
	json_t *object = json_object();

	if (whole) {
		export_set(object, "id", move->id);
		export_set(object, "path", move->path);
		export_set(object, "title", move->title);
		export_set(object, "field", move->key);
		export_set(object, "event", move->event);
		export_set(object, "scope", move->scope);
	}
	export_set(object, "from", move->from_text);
	export_set(object, "to", move->to_text);
	json_object_set_new(
		object, "from_expected", json_boolean(move->from_expected));
	json_object_set_new(
		object, "to_expected", json_boolean(move->to_expected));
	export_set(object, "commit", move->commit);
	json_object_set_new(object, "time", json_integer(move->time));
	export_set(object, "author", move->author);
	export_set(object, "subject", move->subject);
	export_set(object, "update", move->update);
	export_set(object, "update_title", move->update_title);
	return object;
}

static json_t *entry_json(const struct agenda_entry *entry)
{
	json_t *object = json_object();
	json_t *moves = json_array();
	size_t i;

	json_object_set_new(object, "type", json_string(type_id(entry->type)));
	export_set_date(object, "date", entry->date);
	export_set(object, "time", entry->time);
	export_set_date(object, "end", entry->end);
	export_set(object, "end_time", entry->end_time);
	json_object_set_new(object, "days", json_integer(entry->days));
	json_object_set_new(object, "expected", json_boolean(entry->expected));
	export_set(object, "id", entry->id);
	export_set(object, "path", entry->path);
	export_set(object, "title", entry->title);
	export_set(object, "kind", entry->kind);
	export_set(object, "status", entry->status);
	export_set(object, "owner", entry->owner);
	export_set(object, "field", entry->key);
	export_set(object, "event", entry->event);
	export_set(object, "event_label", entry->event_label);
	export_set(object, "scope", entry->scope);
	export_set(object, "source", entry->source);
	if (entry->affected.len)
		json_object_set_new(object, "affected",
			export_affected(entry->affected, entry->affected_title,
				entry->affected_date));
	for (i = 0; i < entry->move_count; i++)
		json_array_append_new(
			moves, move_json(&entry->moves[i], false));
	json_object_set_new(object, "moves", moves);
	return object;
}

static void write_json(
	struct buf *out, const struct app *app, const struct agenda *agenda)
{
	json_t *root = json_object();
	json_t *entries = json_array();
	json_t *moved = json_array();
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/agenda/1"));
	export_set(root, "hub", str_from(app->name));
	export_set_date(root, "today", agenda->today);
	export_set_date(root, "from", agenda->from);
	export_set_date(root, "to", agenda->to);
	export_set(root, "commit", str_from(agenda->commit));
	for (i = 0; i < agenda->count; i++)
		json_array_append_new(entries, entry_json(&agenda->items[i]));
	for (i = 0; i < agenda->moved.count; i++)
		json_array_append_new(
			moved, move_json(&agenda->moved.items[i], true));
	json_object_set_new(root, "moved", moved);
	json_object_set_new(root, "entries", entries);
	export_dump(out, root, JSON_INDENT(2));
}

static void write_lines(struct buf *out, const struct agenda *agenda)
{
	size_t i;

	for (i = 0; i < agenda->count; i++) {
		json_t *one = entry_json(&agenda->items[i]);

		json_object_set_new(
			one, "schema", json_string("fyr/agenda-entry/1"));
		export_dump(out, one, JSON_COMPACT);
	}
}

enum {
	COLUMNS = 13
};

static void write_row(
	struct buf *out, const struct agenda_entry *entry, bool csv)
{
	struct buf date = {0};
	struct buf end = {0};
	struct buf days = {0};

	date_iso(&date, entry->date);
	date_iso(&end, entry->end);
	buf_printf(&days, "%d", (int)entry->days);
	const struct str cells[COLUMNS] = {buf_slice(&date), buf_slice(&end),
		buf_slice(&days), str_from(type_id(entry->type)),
		entry->expected ? STR("expected") : STR("binding"), entry->id,
		entry->path, entry->title, entry->event, entry->scope,
		entry->owner, entry->status, entry->source};

	export_row(out, cells, COLUMNS, csv);
	buf_clear(&days);
	buf_clear(&end);
	buf_clear(&date);
}

static void write_table(struct buf *out, const struct agenda *agenda, bool csv)
{
	static const char *const names[COLUMNS] = {"date", "end", "days",
		"type", "certainty", "id", "path", "title", "event", "scope",
		"owner", "status", "source"};
	struct str cells[COLUMNS];
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		cells[i] = str_from(names[i]);
	export_row(out, cells, COLUMNS, csv);
	for (i = 0; i < agenda->count; i++)
		write_row(out, &agenda->items[i], csv);
}

bool export_agenda_data(struct buf *out, const struct app *app,
	const struct agenda *agenda, enum format format)
{
	if (format == FORMAT_JSON)
		write_json(out, app, agenda);
	else if (format == FORMAT_JSONL)
		write_lines(out, agenda);
	else if (format == FORMAT_CSV || format == FORMAT_TSV)
		write_table(out, agenda, format == FORMAT_CSV);
	else
		return false;
	return true;
}
