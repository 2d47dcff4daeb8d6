/* JSON Feed 1.1 (jsonfeed.org): strings by jansson, then export_dump. */

#include "app/export_private.h"
#include "app/feed.h"
#include "base/gate.h"

static void set(json_t *object, const char *key, struct str value)
{
	struct buf clean = {0};

	gate_text(&clean, value, GATE_LINE);
	if (clean.len)
		json_object_set_new(
			object, key, export_text(buf_slice(&clean)));
	buf_clear(&clean);
}

static void set_time(json_t *object, const char *key, int64_t seconds)
{
	struct buf text = {0};

	outgoing_instant(&text, seconds, false);
	set(object, key, buf_slice(&text));
	buf_clear(&text);
}

static void add(json_t *list, struct str text)
{
	if (text.len)
		json_array_append_new(list, export_text(text));
}

static json_t *tags_of(const struct feed_entry *entry)
{
	json_t *list = json_array();
	struct str rest = entry->tags;
	struct str tag;

	add(list, entry->kind_label);
	add(list, entry->alert_label);
	while (str_cut(&rest, ',', &tag))
		add(list, str_trim(tag));
	return list;
}

static json_t *item_of(const struct feed_entry *entry)
{
	json_t *item = json_object();

	set(item, "id", entry->id);
	set(item, "url", entry->page);
	set(item, "external_url", entry->url);
	set(item, "title", entry->title);
	json_object_set_new(item, "content_html", export_text(entry->html));
	set(item, "summary", entry->summary);
	set_time(item, "date_published", entry->published);
	set_time(item, "date_modified", entry->updated);
	set(item, "language", entry->lang);
	json_object_set_new(item, "tags", tags_of(entry));
	return item;
}

void export_jsonfeed(struct buf *out, const struct feed *feed)
{
	json_t *root = json_object();
	json_t *items = json_array();
	json_t *author = json_object();
	json_t *authors = json_array();
	size_t i;

	json_object_set_new(root, "version",
		json_string("https://jsonfeed.org/version/1.1"));
	json_object_set_new(root, "title", export_text(feed->title));
	set(root, "home_page_url", feed->home);
	set(root, "feed_url", feed->self);
	set(root, "language", feed->lang);
	set(author, "name", feed->author);
	json_array_append_new(authors, author);
	json_object_set_new(root, "authors", authors);
	for (i = 0; i < feed->count; i++)
		json_array_append_new(items, item_of(&feed->items[i]));
	json_object_set_new(root, "items", items);
	export_dump(out, root, JSON_INDENT(2));
}
