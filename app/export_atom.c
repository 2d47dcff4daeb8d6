/*
 * Atom (RFC 4287). Every text goes through html_text, which escapes what is
 * markup and drops what XML 1.0 cannot hold.
 */

#include "app/feed.h"
#include "base/gate.h"
#include "content/html.h"

/* One line of clean text, escaped. */
static void text(struct buf *out, struct str value)
{
	struct buf clean = {0};

	gate_text(&clean, value, GATE_LINE);
	html_text(out, buf_slice(&clean));
	buf_clear(&clean);
}

static void element(struct buf *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	buf_printf(out, "<%s>", name);
	text(out, value);
	buf_printf(out, "</%s>\n", name);
}

static void instant(struct buf *out, const char *name, int64_t seconds)
{
	buf_printf(out, "<%s>", name);
	outgoing_instant(out, seconds, false);
	buf_printf(out, "</%s>\n", name);
}

static void attribute(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, " %s=\"", name);
	text(out, value);
	buf_byte(out, '"');
}

static void link(
	struct buf *out, const char *rel, const char *type, struct str address)
{
	if (!address.len)
		return;
	buf_printf(out, "<link rel=\"%s\"", rel);
	if (type)
		buf_printf(out, " type=\"%s\"", type);
	attribute(out, "href", address);
	buf_put(out, "/>\n");
}

static void category(struct buf *out, struct str term, struct str label)
{
	if (!term.len)
		return;
	buf_put(out, "<category");
	attribute(out, "term", term);
	if (label.len)
		attribute(out, "label", label);
	buf_put(out, "/>\n");
}

static void categories(struct buf *out, const struct feed_entry *entry)
{
	struct str rest = entry->tags;
	struct str tag;

	category(out, entry->kind, entry->kind_label);
	category(out, entry->alert, entry->alert_label);
	while (str_cut(&rest, ',', &tag))
		category(out, str_trim(tag), (struct str){0});
}

static void write_entry(struct buf *out, const struct feed_entry *entry)
{
	buf_put(out, "<entry");
	if (entry->lang.len)
		attribute(out, "xml:lang", entry->lang);
	buf_put(out, ">\n");
	element(out, "id", entry->id);
	buf_put(out, "<title>");
	text(out, entry->title);
	buf_put(out, "</title>\n");
	instant(out, "updated", entry->updated);
	instant(out, "published", entry->published);
	link(out, "alternate", entry->page.len ? "text/html" : NULL,
		entry->page.len ? entry->page : entry->url);
	if (entry->page.len)
		link(out, "via", NULL, entry->url);
	categories(out, entry);
	element(out, "summary", entry->summary);
	buf_put(out, "<content type=\"html\">");
	html_text(out, entry->html);
	buf_put(out, "</content>\n</entry>\n");
}

void export_atom(struct buf *out, const struct feed *feed)
{
	size_t i;

	buf_put(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
	buf_put(out, "<feed xmlns=\"http://www.w3.org/2005/Atom\"");
	attribute(out, "xml:lang", feed->lang);
	buf_put(out, ">\n");
	element(out, "id", feed->id);
	buf_put(out, "<title>");
	text(out, feed->title);
	buf_put(out, "</title>\n");
	instant(out, "updated", feed->updated);
	buf_put(out, "<author>");
	element(out, "name", feed->author);
	buf_put(out, "</author>\n<generator>fyr</generator>\n");
	link(out, "self", "application/atom+xml", feed->self);
	link(out, "alternate", "text/html", feed->home);
	for (i = 0; i < feed->count; i++)
		write_entry(out, &feed->items[i]);
	buf_put(out, "</feed>\n");
}
