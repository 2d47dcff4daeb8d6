#include "content/feed_read.h"

#include <libxml/uri.h>
#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/feed_private.h"

enum {
	DEPTH_MAX = 32
};

enum part {
	PART_NONE,
	PART_GUID,
	PART_LINK,
	PART_TITLE,
	PART_SUMMARY,
	PART_DATE
};

struct reading {
	xmlTextReaderPtr xml;
	const char *base;
	struct feed_text *feed;
	struct feed_item item;
	int item_depth; /* -1: outside any */
	enum part part;
	int part_depth;
	struct buf text;
	bool known; /* the first element is a feed's */
	struct error *err;
};

static const struct {
	const char *name;
	enum part part;
} parts[] = {
	{"guid", PART_GUID},
	{"id", PART_GUID},
	{"link", PART_LINK},
	{"title", PART_TITLE},
	{"description", PART_SUMMARY},
	{"summary", PART_SUMMARY},
	{"content", PART_SUMMARY},
	{"pubDate", PART_DATE},
	{"published", PART_DATE},
	{"updated", PART_DATE},
	{"date", PART_DATE},
};

static struct str name_of(struct reading *r)
{
	return str_from((const char *)xmlTextReaderConstLocalName(r->xml));
}

/* Append the value of an attribute; nothing when it is not there. */
static void attribute(struct reading *r, const char *name, struct buf *out)
{
	xmlChar *value =
		xmlTextReaderGetAttribute(r->xml, (const xmlChar *)name);

	buf_put(out, value ? (const char *)value : "");
	xmlFree(value);
}

/* Whole, and http or https; else empty. */
static struct str whole_link(struct reading *r, struct str link)
{
	char *copy = str_copy(str_trim(link));
	xmlChar *whole = *copy
		? xmlBuildURI((const xmlChar *)copy, (const xmlChar *)r->base)
		: NULL;
	struct str text = str_from((const char *)whole);

	if ((str_starts(text, "https://") || str_starts(text, "http://")) &&
		str_find(text, ' ') == text.len && text.len <= FEED_TEXT)
		text = arena_str(&r->feed->arena, text);
	else
		text = (struct str){0};
	xmlFree(whole);
	free(copy);
	return text;
}

/* The first of its kind counts, but the summary before the content. */
static void end_part(struct reading *r)
{
	struct buf clean = {0};
	struct feed_item *item = &r->item;
	struct date date;
	struct str text;

	feed_clean(&clean, buf_slice(&r->text));
	text = arena_str(&r->feed->arena, buf_slice(&clean));
	switch (r->part) {
	case PART_GUID:
		item->guid = item->guid.len ? item->guid : text;
		break;
	case PART_LINK:
		if (!item->link.len)
			item->link = whole_link(r, text);
		break;
	case PART_TITLE:
		item->title = item->title.len ? item->title : text;
		break;
	case PART_SUMMARY:
		item->summary = item->summary.len ? item->summary : text;
		break;
	case PART_DATE:
		if (!item->date.year && feed_date(text, &date))
			item->date = date;
		break;
	case PART_NONE:
		break;
	}
	buf_clear(&clean);
	r->part = PART_NONE;
}

static void begin_item(struct reading *r, int depth)
{
	struct buf about = {0}, clean = {0};

	r->item = (struct feed_item){0};
	r->item_depth = depth;
	attribute(r, "rdf:about", &about);
	feed_clean(&clean, buf_slice(&about));
	r->item.guid = arena_str(&r->feed->arena, buf_slice(&clean));
	buf_clear(&about);
	buf_clear(&clean);
}

static void end_item(struct reading *r)
{
	struct feed_text *feed = r->feed;
	struct feed_item *item = &r->item;

	r->item_depth = -1;
	if (!item->link.len)
		item->link = whole_link(r, item->guid);
	if (!item->title.len)
		item->title = item->summary.len ? item->summary : item->link;
	if (!item->title.len)
		return;
	feed->items = mem_grow(
		feed->items, &feed->cap, feed->count + 1, sizeof(*feed->items));
	feed->items[feed->count++] = *item;
}

static void atom_link(struct reading *r)
{
	struct buf href = {0}, rel = {0};

	attribute(r, "href", &href);
	attribute(r, "rel", &rel);
	if (href.len && !r->item.link.len &&
		(!rel.len || str_is(buf_slice(&rel), "alternate")))
		r->item.link = whole_link(r, buf_slice(&href));
	buf_clear(&href);
	buf_clear(&rel);
}

static void begin_element(struct reading *r, int depth)
{
	struct str name = name_of(r);
	bool empty = xmlTextReaderIsEmptyElement(r->xml) == 1;
	size_t i;

	if (r->item_depth < 0 &&
		(str_is(name, "item") || str_is(name, "entry"))) {
		begin_item(r, depth);
		if (empty)
			end_item(r);
		return;
	}
	if (r->item_depth < 0 || depth != r->item_depth + 1)
		return;
	if (str_is(name, "link"))
		atom_link(r);
	for (i = 0; !empty && i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (str_is(name, parts[i].name)) {
			r->part = parts[i].part;
			r->part_depth = depth;
			buf_cut(&r->text, 0);
		}
	}
}

static void add_text(struct reading *r)
{
	const char *value = (const char *)xmlTextReaderConstValue(r->xml);
	size_t room =
		r->text.len < FEED_TEXT * 4 ? FEED_TEXT * 4 - r->text.len : 0;

	if (r->part && value)
		buf_str(&r->text, str_sub(str_from(value), 0, room));
}

static bool refuse(struct reading *r, const char *why)
{
	return error_set(r->err, ERROR_INPUT, "%s", why);
}

static bool check_first(struct reading *r)
{
	struct str name = name_of(r);

	r->known = str_is(name, "rss") || str_is(name, "RDF") ||
		str_is(name, "feed");
	return r->known ||
		refuse(r,
			_("This is no feed: neither Atom nor RSS. Perhaps the "
			  "address leads to a web page."));
}

static bool take_node(struct reading *r)
{
	int depth = xmlTextReaderDepth(r->xml);

	if (depth > DEPTH_MAX)
		return refuse(r, _("The feed is nested too deeply."));
	switch (xmlTextReaderNodeType(r->xml)) {
	case XML_READER_TYPE_DOCUMENT_TYPE:
	case XML_READER_TYPE_ENTITY_REFERENCE:
	case XML_READER_TYPE_ENTITY:
		return refuse(r,
			_("The feed declares a document type or entities, "
			  "which can be made to do harm. It was not read."));
	case XML_READER_TYPE_ELEMENT:
		if (!r->known && !check_first(r))
			return false;
		begin_element(r, depth);
		break;
	case XML_READER_TYPE_END_ELEMENT:
		if (r->part && depth == r->part_depth)
			end_part(r);
		else if (depth == r->item_depth)
			end_item(r);
		break;
	case XML_READER_TYPE_TEXT:
	case XML_READER_TYPE_CDATA:
		add_text(r);
		break;
	default:
		break;
	}
	return true;
}

static bool read_all(struct reading *r)
{
	int more = 0;

	while (r->feed->count < FEED_ITEMS &&
		(more = xmlTextReaderRead(r->xml)) == 1) {
		if (!take_node(r))
			return false;
	}
	r->feed->cut = r->feed->count >= FEED_ITEMS;
	if (more < 0)
		return error_set(r->err, ERROR_INPUT,
			_("The feed is damaged at line %d: it is no proper "
			  "XML."),
			xmlTextReaderGetParserLineNumber(r->xml));
	return r->known || refuse(r, _("The feed is empty."));
}

/* libxml2 says it on standard error unless somebody listens. */
static void ignore(void *arg, xmlErrorPtr error)
{
	(void)arg;
	(void)error;
}

static bool read_once(struct reading *r, struct str bytes, const char *encoding)
{
	const int options =
		XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
	bool ok;

	r->item_depth = -1;
	r->part = PART_NONE;
	r->part_depth = -1;
	r->xml = xmlReaderForMemory(
		bytes.data, (int)bytes.len, NULL, encoding, options);
	if (!r->xml)
		return refuse(r, _("The feed cannot be read."));
	xmlTextReaderSetStructuredErrorHandler(r->xml, ignore, NULL);
	ok = read_all(r);
	xmlFreeTextReader(r->xml);
	buf_clear(&r->text);
	return ok;
}

/* Says which encoding it has, or begins with a mark that does. */
static bool names_encoding(struct str bytes)
{
	struct str first = str_sub(bytes, 0, 200);

	return str_find_text(first, "encoding=") < first.len ||
		str_starts(bytes, "\xEF\xBB\xBF") ||
		str_starts(bytes, "\xFF\xFE") || str_starts(bytes, "\xFE\xFF");
}

bool feed_read(struct str bytes, const char *base, struct feed_text *feed,
	struct error *err)
{
	bool western = !names_encoding(bytes) && !utf8_valid(bytes);
	struct reading r = {.base = base, .feed = feed, .err = err};

	*feed = (struct feed_text){0};
	if (bytes.len > FEED_MAX)
		return refuse(&r, _("The feed is larger than 2 MB."));
	if (!bytes.len)
		return refuse(&r, _("The feed is empty."));
	/* Before the parser keeps any of it; take_node sees what is hidden in
	 * another encoding. */
	if (str_find_text(bytes, "<!DOCTYPE") < bytes.len ||
		str_find_text(bytes, "<!ENTITY") < bytes.len)
		return refuse(&r,
			_("The feed declares a document type or entities, "
			  "which can be made to do harm. It was not read."));
	return read_once(&r, bytes, western ? "windows-1252" : NULL);
}

void feed_text_clear(struct feed_text *feed)
{
	free(feed->items);
	arena_clear(&feed->arena);
	*feed = (struct feed_text){0};
}
