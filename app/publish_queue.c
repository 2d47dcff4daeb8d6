/* The proposals that wait to be published. */

#include <stdlib.h>

#include "app/message.h"
#include "app/private.h"
#include "app/publish.h"
#include "base/mem.h"

struct queueing {
	struct app *app;
	struct publish_queue *queue;
};

struct str proposal_part(const struct doc *doc, const char *key)
{
	const struct yaml *list =
		doc->front ? yaml_get(doc->front, "proposes") : NULL;
	const struct yaml *item =
		list && list->type == YAML_LIST ? list->first : NULL;

	for (; item; item = item->next) {
		size_t equals = str_find(item->text, '=');

		if (str_is(str_sub(item->text, 0, equals), key))
			return str_sub(item->text, equals + 1, item->text.len);
	}
	return (struct str){0};
}

static void take_note(struct queueing *q, const char *path, struct doc *doc)
{
	const struct yaml *list =
		doc->front ? yaml_get(doc->front, "proposes") : NULL;
	struct publish_queue *queue = q->queue;
	struct publish_row row = {0};
	struct str lang;

	if (!list || doc_field(doc, "translated").len)
		return;
	row.path = arena_str(&queue->arena, str_from(path));
	row.id = arena_str(&queue->arena,
		record_id(&q->app->schema, false, row.path, &lang));
	row.title = arena_str(
		&queue->arena, message_title(&q->app->schema, row.path, doc));
	row.by = arena_str(&queue->arena, proposal_part(doc, "by"));
	date_parse(proposal_part(doc, "at"), &row.at);
	row.due = !row.at.year || date_days(row.at) <= date_days(q->app->today);
	queue->items = mem_grow(
		queue->items, &queue->cap, queue->count + 1, sizeof(row));
	queue->items[queue->count++] = row;
}

static bool visit(const struct source_file *file, void *arg)
{
	struct queueing *q = arg;
	struct buf text = {0};
	struct doc doc = {0};

	if (file->removed || !app_is_note(q->app, file->path) ||
		!source_read_version(
			q->app->source, file->path, file->version, &text, NULL))
		return true;
	if (str_find_text(buf_slice(&text), "\nproposes:") < text.len) {
		doc_parse_front(&doc, buf_slice(&text));
		take_note(q, file->path, &doc);
		doc_clear(&doc);
	}
	buf_clear(&text);
	return true;
}

static int by_day(const void *a, const void *b)
{
	const struct publish_row *one = a;
	const struct publish_row *other = b;
	int32_t left = one->at.year ? date_days(one->at) : INT32_MIN;
	int32_t right = other->at.year ? date_days(other->at) : INT32_MIN;

	if (left != right)
		return left < right ? -1 : 1;
	return str_cmp(one->path, other->path);
}

bool app_publish_queue(
	struct app *app, struct publish_queue *queue, struct error *err)
{
	struct queueing q = {app, queue};

	*queue = (struct publish_queue){0};
	if (!app_source(app, err) || !source_list(app->source, visit, &q, err))
		return false;
	if (queue->count)
		qsort(queue->items, queue->count, sizeof(*queue->items),
			by_day);
	return true;
}

void publish_queue_clear(struct publish_queue *queue)
{
	free(queue->items);
	arena_clear(&queue->arena);
	*queue = (struct publish_queue){0};
}
