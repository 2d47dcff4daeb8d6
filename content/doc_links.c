#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "content/doc_private.h"

/* Slugs in use, so that the next heading of the same text gets a number. */
struct slug {
	struct str text; /* data NULL: free */
	int next; /* number to try */
};

struct slugs {
	struct slug *items;
	size_t cap; /* a power of two */
	size_t count;
};

static uint64_t hash_of(struct str text)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < text.len; i++) {
		hash ^= (unsigned char)text.data[i];
		hash *= UINT64_C(1099511628211);
	}
	return hash ^ hash >> 29;
}

static struct slug *find_slug(const struct slugs *slugs, struct str text)
{
	size_t at = (size_t)hash_of(text) & (slugs->cap - 1);

	while (slugs->items[at].text.data &&
		!str_eq(slugs->items[at].text, text)) {
		at = (at + 1) & (slugs->cap - 1);
	}
	return &slugs->items[at];
}

static void grow_slugs(struct slugs *slugs)
{
	struct slugs more = {.cap = slugs->cap ? 2 * slugs->cap : 16};

	more.items = mem_array(more.cap, sizeof(*more.items));
	for (size_t i = 0; i < slugs->cap; i++) {
		if (slugs->items[i].text.data) {
			*find_slug(&more, slugs->items[i].text) =
				slugs->items[i];
		}
	}
	free(slugs->items);
	more.count = slugs->count;
	*slugs = more;
}

/*
 * The slug of a text, or the first of "slug-1", "slug-2", … that is free.
 * Overwrites `out`.
 */
static struct str unique_slug(struct slugs *slugs, struct arena *arena,
	struct str text, struct buf *out)
{
	struct slug *slug;
	struct slug *first;
	size_t len;

	if (2 * slugs->count >= slugs->cap) {
		grow_slugs(slugs);
	}
	buf_cut(out, 0);
	doc_slug(out, text);
	len = out->len;
	first = find_slug(slugs, buf_slice(out));
	slug = first;
	while (slug->text.data) {
		buf_cut(out, len);
		buf_printf(out, "-%d", first->next++);
		slug = find_slug(slugs, buf_slice(out));
	}
	slug->text = arena_str(arena, buf_slice(out));
	slug->next = 1;
	slugs->count++;
	return slug->text;
}

/* The plain text of all below a node, on one line. */
static struct str text_of(
	struct doc *doc, const struct node *node, struct buf *scratch)
{
	const struct node *only = node->first;

	if (only && only->type == NODE_TEXT && !only->next) {
		return str_trim(only->text);
	}
	buf_cut(scratch, 0);
	for (const struct node *child = node->first; child;
		child = child->next) {
		doc_plain(scratch, child);
	}
	return arena_str(&doc->arena, str_trim(buf_slice(scratch)));
}

static int digit_of(char byte)
{
	if (byte >= '0' && byte <= '9') {
		return byte - '0';
	}
	byte = (char)(byte | ('a' - 'A'));
	return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* %C3%A5 -> å; what is no UTF-8 afterwards is repaired. */
static struct str decode(struct doc *doc, struct str text)
{
	struct buf raw = {0};
	struct buf out = {0};
	struct str result;

	if (str_find(text, '%') == text.len) {
		return text;
	}
	for (size_t i = 0; i < text.len; i++) {
		int high = -1;
		int low = -1;

		if (text.data[i] == '%' && i + 2 < text.len) {
			high = digit_of(text.data[i + 1]);
			low = digit_of(text.data[i + 2]);
		}
		if (high >= 0 && low >= 0) {
			buf_byte(&raw, (char)(high * 16 + low));
			i += 2;
		} else {
			buf_byte(&raw, text.data[i]);
		}
	}
	utf8_repair(&out, buf_slice(&raw));
	result = arena_str(&doc->arena, buf_slice(&out));
	buf_clear(&out);
	buf_clear(&raw);
	return result;
}

static bool has_scheme(struct str url)
{
	size_t i = 0;

	if (str_starts(url, "//")) {
		return true;
	}
	while (i < url.len &&
		((url.data[i] | 0x20) >= 'a' && (url.data[i] | 0x20) <= 'z')) {
		i++;
	}
	while (i > 0 && i < url.len &&
		(((url.data[i] | 0x20) >= 'a' && (url.data[i] | 0x20) <= 'z') ||
			(url.data[i] >= '0' && url.data[i] <= '9') ||
			strchr("+-.", url.data[i])) &&
		url.data[i] != '\0') {
		i++;
	}
	/* One letter is a drive or a slip, not a scheme. */
	return i > 1 && i < url.len && url.data[i] == ':';
}

static void add_heading(struct doc *doc, struct node *node, struct slugs *slugs,
	struct buf *text)
{
	struct heading *heading = &doc->headings[doc->heading_count];

	node->index = (int)doc->heading_count++;
	heading->level = node->level;
	heading->line = node->line;
	heading->node = node;
	heading->text = text_of(doc, node, text);
	heading->anchor = unique_slug(slugs, &doc->arena, heading->text, text);
}

static void add_link(
	struct doc *doc, struct node *node, int line, struct buf *text)
{
	struct link *link = &doc->links[doc->link_count];
	size_t hash = str_find(node->url, '#');

	node->index = (int)doc->link_count++;
	link->node = node;
	link->url = node->url;
	link->line = line;
	link->wiki = node->wiki;
	link->image = node->type == NODE_IMAGE;
	link->external = !link->wiki && has_scheme(node->url);
	link->text = text_of(doc, node, text);
	link->target = str_sub(node->url, 0, hash);
	link->anchor = decode(doc, str_sub(node->url, hash + 1, node->url.len));
}

static struct node *following(struct node *node)
{
	if (node->first) {
		return node->first;
	}
	while (node && !node->next) {
		node = node->parent;
	}
	return node ? node->next : NULL;
}

void doc_collect(struct doc *doc)
{
	size_t headings = 0;
	size_t links = 0;
	struct slugs slugs = {0};
	struct buf text = {0};
	int line = doc->body_line;

	for (struct node *node = doc->root; node; node = following(node)) {
		headings += node->type == NODE_HEADING;
		links += node->type == NODE_LINK || node->type == NODE_IMAGE;
	}
	if (headings + links == 0) {
		return;
	}
	doc->headings =
		arena_alloc(&doc->arena, headings * sizeof(*doc->headings));
	doc->links = arena_alloc(&doc->arena, links * sizeof(*doc->links));
	for (struct node *node = doc->root; node; node = following(node)) {
		if (node->type < NODE_TEXT) {
			line = node->line;
		}
		if (node->type == NODE_HEADING) {
			add_heading(doc, node, &slugs, &text);
		} else if (node->type == NODE_LINK ||
			node->type == NODE_IMAGE) {
			add_link(doc, node, line, &text);
		}
	}
	free(slugs.items);
	buf_clear(&text);
}

int doc_find_heading(const struct doc *doc, struct str anchor)
{
	struct buf wanted = {0};
	struct buf text = {0};
	int found = -1;

	for (size_t i = 0; i < doc->heading_count; i++) {
		if (str_eq(doc->headings[i].anchor, anchor)) {
			return (int)i;
		}
	}
	utf8_fold(&wanted, str_trim(anchor));
	for (size_t i = 0; i < doc->heading_count && found < 0; i++) {
		buf_cut(&text, 0);
		utf8_fold(&text, doc->headings[i].text);
		if (str_eq(buf_slice(&text), buf_slice(&wanted))) {
			found = (int)i;
			break;
		}
		buf_cut(&text, 0);
		utf8_fold(&text, doc->headings[i].anchor);
		if (str_eq(buf_slice(&text), buf_slice(&wanted))) {
			found = (int)i;
		}
	}
	buf_clear(&text);
	buf_clear(&wanted);
	return found;
}
