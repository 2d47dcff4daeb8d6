#include "app/export_inbox.h"

#include "app/export_private.h"

enum {
	COLUMNS = 10
};

static const char *state_id(enum inbox_state state)
{
	switch (state) {
	case INBOX_NEW:
		return "new";
	case INBOX_KEPT:
		return "kept";
	case INBOX_DISMISSED:
		return "dismissed";
	}
	return "";
}

static json_t *item_json(const struct inbox_item *item)
{
	json_t *one = json_object();

	json_object_set_new(one, "number", json_integer(item->number));
	json_object_set_new(one, "state", json_string(state_id(item->state)));
	export_set(one, "source", item->source);
	export_set(one, "title", item->title);
	export_set(one, "link", item->link);
	export_set(one, "date", item->date);
	export_set(one, "seen", item->seen);
	export_set(one, "decided", item->decided);
	export_set(one, "reason", item->reason);
	export_set(one, "summary", item->summary);
	return one;
}

static void item_row(struct buf *out, const struct inbox_item *item, bool csv)
{
	struct buf number = {0};

	buf_printf(&number, "%ld", item->number);
	export_row(out,
		(const struct str[]){buf_slice(&number),
			str_from(state_id(item->state)), item->source,
			item->title, item->link, item->date, item->seen,
			item->decided, item->reason, item->summary},
		COLUMNS, csv);
	buf_clear(&number);
}

static json_t *source_json(const struct inbox_source *source)
{
	json_t *one = json_object();

	export_set(one, "id", source->id);
	export_set(one, "title", source->title);
	export_set(one, "url", source->url);
	export_set(one, "read", source->success);
	export_set(one, "tried", source->tried);
	json_object_set_new(one, "failures", json_integer(source->failures));
	export_set(one, "error", source->error);
	json_object_set_new(
		one, "seen", json_integer((json_int_t)source->seen));
	json_object_set_new(
		one, "kept", json_integer((json_int_t)source->kept));
	json_object_set_new(
		one, "dismissed", json_integer((json_int_t)source->dismissed));
	return one;
}

static void source_row(
	struct buf *out, const struct inbox_source *source, bool csv)
{
	const size_t counts[4] = {(size_t)source->failures, source->seen,
		source->kept, source->dismissed};
	struct buf numbers[4] = {{0}};
	size_t i;

	for (i = 0; i < 4; i++)
		buf_printf(&numbers[i], "%zu", counts[i]);
	export_row(out,
		(const struct str[]){source->id, source->title, source->url,
			source->success, source->tried, buf_slice(&numbers[0]),
			source->error, buf_slice(&numbers[1]),
			buf_slice(&numbers[2]), buf_slice(&numbers[3])},
		COLUMNS, csv);
	for (i = 0; i < 4; i++)
		buf_clear(&numbers[i]);
}

/* One list of either, in the format asked for. */
struct rows {
	const struct inbox *inbox;
	bool all; /* items that were decided about too */
	bool sources;
};

static size_t row_count(const struct rows *rows)
{
	return rows->sources ? rows->inbox->source_count : rows->inbox->count;
}

static bool is_shown(const struct rows *rows, size_t i)
{
	return rows->sources || rows->all ||
		rows->inbox->items[i].state == INBOX_NEW;
}

static json_t *row_json(const struct rows *rows, size_t i)
{
	return rows->sources ? source_json(&rows->inbox->sources[i])
			     : item_json(&rows->inbox->items[i]);
}

static void write_json(struct buf *out, const struct rows *rows, bool lines)
{
	json_t *root = json_object();
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < row_count(rows); i++) {
		if (!is_shown(rows, i))
			continue;
		if (lines)
			export_dump(out, row_json(rows, i), JSON_COMPACT);
		else
			json_array_append_new(list, row_json(rows, i));
	}
	json_object_set_new(root, "schema",
		json_string(
			rows->sources ? "fyr/inbox-sources/1" : "fyr/inbox/1"));
	json_object_set_new(root, rows->sources ? "sources" : "items", list);
	if (lines)
		json_decref(root);
	else
		export_dump(out, root, JSON_INDENT(2));
}

static void write_table(struct buf *out, const struct rows *rows, bool csv)
{
	static const struct str heads[COLUMNS] = {{"number", 6}, {"state", 5},
		{"source", 6}, {"title", 5}, {"link", 4}, {"date", 4},
		{"seen", 4}, {"decided", 7}, {"reason", 6}, {"summary", 7}};
	static const struct str source_heads[COLUMNS] = {{"id", 2},
		{"title", 5}, {"url", 3}, {"read", 4}, {"tried", 5},
		{"failures", 8}, {"error", 5}, {"seen", 4}, {"kept", 4},
		{"dismissed", 9}};
	size_t i;

	export_row(out, rows->sources ? source_heads : heads, COLUMNS, csv);
	for (i = 0; i < row_count(rows); i++) {
		if (!is_shown(rows, i))
			continue;
		if (rows->sources)
			source_row(out, &rows->inbox->sources[i], csv);
		else
			item_row(out, &rows->inbox->items[i], csv);
	}
}

static bool write_rows(
	struct buf *out, const struct rows *rows, enum format format)
{
	if (format == FORMAT_JSON || format == FORMAT_JSONL)
		write_json(out, rows, format == FORMAT_JSONL);
	else if (format == FORMAT_CSV || format == FORMAT_TSV)
		write_table(out, rows, format == FORMAT_CSV);
	else
		return false;
	return true;
}

bool export_inbox(struct buf *out, const struct inbox *inbox, bool all,
	enum format format)
{
	return write_rows(out, &(struct rows){inbox, all, false}, format);
}

bool export_inbox_sources(
	struct buf *out, const struct inbox *inbox, enum format format)
{
	return write_rows(out, &(struct rows){inbox, true, true}, format);
}
