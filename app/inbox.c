#include "app/inbox.h"

#include <stdlib.h>
#include <string.h>

#include "app/private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/feed_read.h"
#include "content/yaml.h"
#include "sync/web.h"

enum {
	INBOX_MAX = 64 * 1024 * 1024, /* bytes of the file */
	FIELDS = 12,
	SOURCES_MAX = 500,
	FETCH_MS = 10000
};

static struct str keep(struct inbox *inbox, struct str text)
{
	return arena_str(&inbox->arena, text);
}

/* --- the file: a line an item or a source, with tabs --- */

static struct inbox_source *add_source(struct inbox *inbox, struct str id)
{
	struct inbox_source *source;
	size_t i;

	for (i = 0; i < inbox->source_count; i++) {
		if (str_eq(inbox->sources[i].id, id))
			return &inbox->sources[i];
	}
	inbox->sources = mem_grow(inbox->sources, &inbox->source_cap,
		inbox->source_count + 1, sizeof(*inbox->sources));
	source = &inbox->sources[inbox->source_count++];
	*source = (struct inbox_source){.id = keep(inbox, id)};
	return source;
}

static size_t split(struct str line, struct str fields[FIELDS])
{
	size_t count = 0;

	while (count < FIELDS) {
		size_t tab = str_find(line, '\t');

		fields[count++] = str_sub(line, 0, tab);
		if (tab == line.len)
			break;
		line = str_sub(line, tab + 1, line.len);
	}
	return count;
}

static void take_item(struct inbox *inbox, const struct str *fields)
{
	struct inbox_item item = {0};
	long state;

	if (!str_number(fields[1], 1, 1000000000, &item.number) ||
		!str_number(fields[2], INBOX_NEW, INBOX_DISMISSED, &state) ||
		item.number < inbox->next)
		return;
	item.state = (enum inbox_state)state;
	item.source = fields[3];
	item.seen = fields[4];
	item.date = fields[5];
	item.decided = fields[6];
	item.link = fields[7];
	item.guid = fields[8];
	item.title = fields[9];
	item.summary = fields[10];
	item.reason = fields[11];
	inbox->items = mem_grow(
		inbox->items, &inbox->cap, inbox->count + 1, sizeof(item));
	inbox->items[inbox->count++] = item;
	inbox->next = item.number + 1;
}

static void take_source(struct inbox *inbox, const struct str *fields)
{
	struct inbox_source *source = add_source(inbox, fields[1]);

	source->etag = fields[2];
	source->modified = fields[3];
	source->success = fields[4];
	source->tried = fields[5];
	str_number(fields[6], 0, 1000000, &source->failures);
	source->error = fields[7];
}

static void take_text(struct inbox *inbox, struct str text)
{
	struct str line;

	text = keep(inbox, text);
	while (str_cut(&text, '\n', &line)) {
		struct str fields[FIELDS] = {{0}};
		size_t count = split(line, fields);

		if (count == FIELDS && str_is(fields[0], "item"))
			take_item(inbox, fields);
		else if (count == 8 && str_is(fields[0], "source"))
			take_source(inbox, fields);
	}
}

/* --- feeds.yaml --- */

static bool read_feeds(struct app *app, struct inbox *inbox, struct error *err)
{
	struct str path = app->schema.feeds;
	struct buf text = {0};
	struct problems problems = {0};
	struct yaml_input input = {.line = 1, .limits = &yaml_limits_file};
	const struct yaml *list;
	bool ok = true;

	if (path.len && app_source(app, err))
		ok = source_read(app->source, path.data, &text, err);
	input.text = buf_slice(&text);
	list = ok ? yaml_parse(&input, &inbox->arena, &problems) : NULL;
	list = list ? yaml_get(list, "feeds") : NULL;
	for (list = list && list->type == YAML_LIST ? list->first : NULL; list;
		list = list->next) {
		struct str id = yaml_text(list, "id");
		struct inbox_source *source;

		if (!id.len || inbox->source_count == SOURCES_MAX)
			continue;
		source = add_source(inbox, id);
		source->title = yaml_text(list, "title");
		source->url = yaml_text(list, "url");
	}
	if (ok && problems.count)
		ok = error_set(err, ERROR_CONFIG,
			_("The list of feeds, %.*s, is not as it should be: "
			  "%s"),
			STR_ARG(path), problems.items[0].text);
	buf_clear(&text);
	return ok;
}

static void set_keys(struct inbox *inbox, struct inbox_item *item)
{
	struct buf key = {0};

	if (item->link.len)
		feed_link_key(&key, item->link);
	else
		buf_str(&key, item->guid.len ? item->guid : item->title);
	item->key = keep(inbox, buf_slice(&key));
	buf_clear(&key);
}

static void count_items(struct inbox *inbox)
{
	size_t i;

	for (i = 0; i < inbox->count; i++) {
		struct inbox_item *item = &inbox->items[i];
		struct inbox_source *source = add_source(inbox, item->source);

		source->seen++;
		source->kept += item->state == INBOX_KEPT;
		source->dismissed += item->state == INBOX_DISMISSED;
		set_keys(inbox, item);
	}
}

bool inbox_open(struct app *app, struct inbox *inbox, struct error *err)
{
	struct error why = {0};
	struct buf path = {0}, text = {0};
	bool ok = true;

	*inbox = (struct inbox){.next = 1};
	if (app->state_dir) {
		file_join(&path, app->state_dir, "inbox");
		ok = file_read(buf_text(&path), INBOX_MAX, &text, &why) ||
			why.kind == ERROR_NOT_FOUND;
	}
	if (!ok && err)
		*err = why;
	ok = ok && read_feeds(app, inbox, err);
	if (ok) {
		take_text(inbox, buf_slice(&text));
		count_items(inbox);
	}
	buf_clear(&text);
	buf_clear(&path);
	return ok;
}

static void put_field(struct buf *out, struct str text, char end)
{
	size_t i;

	for (i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.data[i];

		buf_byte(out, c < ' ' || c == 0x7f ? ' ' : text.data[i]);
	}
	buf_byte(out, end);
}

static void put_item(struct buf *out, const struct inbox_item *item)
{
	buf_printf(out, "item\t%ld\t%d\t", item->number, (int)item->state);
	put_field(out, item->source, '\t');
	put_field(out, item->seen, '\t');
	put_field(out, item->date, '\t');
	put_field(out, item->decided, '\t');
	put_field(out, item->link, '\t');
	put_field(out, item->guid, '\t');
	put_field(out, item->title, '\t');
	put_field(out, item->summary, '\t');
	put_field(out, item->reason, '\n');
}

static void put_source(struct buf *out, const struct inbox_source *source)
{
	buf_put(out, "source\t");
	put_field(out, source->id, '\t');
	put_field(out, source->etag, '\t');
	put_field(out, source->modified, '\t');
	put_field(out, source->success, '\t');
	put_field(out, source->tried, '\t');
	buf_printf(out, "%ld\t", source->failures);
	put_field(out, source->error, '\n');
}

bool inbox_save(struct app *app, const struct inbox *inbox, struct error *err)
{
	struct buf path = {0}, text = {0};
	size_t i;
	bool ok;

	if (app->readonly)
		return error_set(err, ERROR_REFUSED,
			_("Nothing is changed with --read-only."));
	if (!app->state_dir)
		return error_set(err, ERROR_CONFIG,
			_("There is no folder to keep the inbox in: HOME is "
			  "not set."));
	for (i = 0; i < inbox->count; i++)
		put_item(&text, &inbox->items[i]);
	for (i = 0; i < inbox->source_count; i++)
		put_source(&text, &inbox->sources[i]);
	file_join(&path, app->state_dir, "inbox");
	ok = file_mkdirs(app->state_dir, 0700, err) &&
		file_write(buf_text(&path), buf_slice(&text), 0600, err);
	buf_clear(&text);
	buf_clear(&path);
	return ok;
}

void inbox_close(struct inbox *inbox)
{
	free(inbox->items);
	free(inbox->sources);
	arena_clear(&inbox->arena);
	*inbox = (struct inbox){0};
}

/* --- taking items --- */

static struct str day_text(struct inbox *inbox, struct date date)
{
	struct buf day = {0};
	struct str text;

	if (date.year)
		date_iso(&day, date);
	text = keep(inbox, buf_slice(&day));
	buf_clear(&day);
	return text;
}

static bool is_known(const struct inbox *inbox, const struct inbox_item *item)
{
	size_t i;

	for (i = 0; i < inbox->count; i++) {
		const struct inbox_item *other = &inbox->items[i];

		if (str_eq(other->key, item->key) ||
			(item->guid.len && str_eq(other->guid, item->guid) &&
				str_eq(other->source, item->source)))
			return true;
	}
	return false;
}

static void take_feed(struct app *app, struct inbox *inbox, struct str source,
	const struct feed_text *feed, struct inbox_got *got)
{
	size_t i;

	for (i = 0; i < feed->count; i++) {
		const struct feed_item *from = &feed->items[i];
		struct inbox_item item = {.source = source};

		item.link = keep(inbox, from->link);
		item.guid = keep(inbox, from->guid);
		item.title = keep(inbox, from->title);
		item.summary = keep(inbox, from->summary);
		set_keys(inbox, &item);
		if (is_known(inbox, &item)) {
			got->known++;
			continue;
		}
		item.number = inbox->next++;
		item.seen = day_text(inbox, app->today);
		item.date = day_text(inbox, from->date);
		inbox->items = mem_grow(inbox->items, &inbox->cap,
			inbox->count + 1, sizeof(item));
		inbox->items[inbox->count++] = item;
		got->fresh++;
	}
	got->cut = feed->cut;
}

static bool get(struct app *app, struct inbox *inbox,
	struct inbox_source *source, struct inbox_got *got, struct error *err)
{
	char *url = str_copy(source->url), *etag = str_copy(source->etag),
	     *modified = str_copy(source->modified);
	const struct web_request request = {
		url, etag, modified, FEED_MAX, FETCH_MS};
	struct web_answer answer = {0};
	struct feed_text feed = {0};
	bool ok = web_get(&request, &answer, err) &&
		(answer.same ||
			feed_read(buf_slice(&answer.body),
				buf_text(&answer.url), &feed, err));

	if (ok) {
		take_feed(app, inbox, source->id, &feed, got);
		got->same = answer.same;
	}
	if (ok && !answer.same) {
		source->etag = keep(inbox, buf_slice(&answer.etag));
		source->modified = keep(inbox, buf_slice(&answer.modified));
	}
	feed_text_clear(&feed);
	web_clear(&answer);
	free(url);
	free(etag);
	free(modified);
	return ok;
}

bool inbox_fetch(struct app *app, struct inbox *inbox,
	struct inbox_source *source, struct inbox_got *got, struct error *err)
{
	struct error why = {0};

	*got = (struct inbox_got){0};
	source->tried = day_text(inbox, app->today);
	if (get(app, inbox, source, got, &why)) {
		source->success = source->tried;
		source->failures = 0;
		source->error = (struct str){0};
		source->seen += got->fresh;
		return true;
	}
	source->failures++;
	source->error = keep(inbox, str_from(why.text));
	if (err)
		*err = why;
	return false;
}

bool inbox_fetch_file(struct app *app, struct inbox *inbox, const char *file,
	struct inbox_got *got, struct error *err)
{
	struct buf bytes = {0};
	struct feed_text feed = {0};
	struct str name = keep(inbox, file_name(str_from(file)));
	bool ok = file_read(file, FEED_MAX, &bytes, err) &&
		feed_read(buf_slice(&bytes), "", &feed, err);

	*got = (struct inbox_got){0};
	if (ok)
		take_feed(app, inbox, name, &feed, got);
	feed_text_clear(&feed);
	buf_clear(&bytes);
	return ok;
}

struct inbox_item *inbox_find(struct inbox *inbox, long number)
{
	size_t i;

	for (i = 0; i < inbox->count; i++) {
		if (inbox->items[i].number == number)
			return &inbox->items[i];
	}
	return NULL;
}

void inbox_decide(struct app *app, struct inbox *inbox, struct inbox_item *item,
	enum inbox_state state, struct str reason)
{
	item->state = state;
	item->decided = day_text(inbox, app->today);
	item->reason = keep(inbox, reason);
}
