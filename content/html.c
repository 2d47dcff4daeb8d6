#include "content/html.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "content/html_private.h"

enum {
	BACK_MOST = 20 /* links back from one footnote */
};

static void blocks(struct html *html, const struct node *parent, bool tight);

/* The level to write: below those that are open, and none left out. */
static int heading_level(struct html *html, int level)
{
	int base = html->options ? html->options->headings : 0;

	level = level < 1 ? 1 : level > 6 ? 6 : level;
	if (base <= 0) {
		return level;
	}
	while (html->depth > 0 && html->levels[html->depth - 1] >= level) {
		html->depth--;
	}
	html->levels[html->depth++] = level;
	level = base + html->depth - 1;
	return level > 6 ? 6 : level;
}

/* A first heading that only says the title again. */
static bool is_title(const struct html *html, const struct node *node)
{
	const struct html_options *options = html->options;
	struct buf text = {0};
	bool same;

	if (html->begun || !options || options->title.len == 0) {
		return false;
	}
	doc_plain(&text, node);
	same = str_eq(str_trim(buf_slice(&text)), str_trim(options->title));
	buf_clear(&text);
	return same;
}

/* A heading without words names nothing: at most a picture is left of it. */
static void nameless(struct html *html, const struct node *node)
{
	const struct node *below = node;

	while ((below = node_next(node, below)) != NULL) {
		if (below->type == NODE_IMAGE) {
			buf_put(html->out, "<p>");
			html_inlines(html, node);
			buf_put(html->out, "</p>\n");
			return;
		}
	}
}

static void heading(struct html *html, const struct node *node)
{
	int level;

	if (is_title(html, node)) {
		return;
	}
	if (html_is_blank(node)) {
		nameless(html, node);
		return;
	}
	level = heading_level(html, node->level);
	buf_printf(html->out, "<h%d", level);
	if (node->index >= 0 &&
		(size_t)node->index < html->doc->heading_count &&
		html->doc->headings[node->index].anchor.len > 0) {
		html_attribute(html->out, "id",
			html->doc->headings[node->index].anchor);
	}
	buf_byte(html->out, '>');
	html_inlines(html, node);
	buf_printf(html->out, "</h%d>\n", level);
}

/* The first word of the info string as a class, of harmless letters only. */
static void code_block(struct html *html, const struct node *node)
{
	struct str info = str_trim(node->title);
	struct buf name = {0};

	for (size_t i = 0; i < info.len && info.data[i] != ' '; i++) {
		char byte = info.data[i];

		if ((byte >= '0' && byte <= '9') ||
			((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
			(byte && strchr("+-_.#", byte))) {
			buf_byte(&name, byte);
		}
	}
	buf_put(html->out, "<pre><code");
	if (name.len > 0) {
		buf_printf(
			html->out, " class=\"language-%s\"", buf_text(&name));
	}
	buf_byte(html->out, '>');
	html_text(html->out, node->text);
	buf_put(html->out, "</code></pre>\n");
	buf_clear(&name);
}

static bool is_page(const struct html *html)
{
	return html->options && html->options->page;
}

/* An attribute that is there or not. */
static void flag(struct html *html, const char *name)
{
	buf_printf(html->out, is_page(html) ? " %s" : " %s=\"\"", name);
}

static void check_box(struct html *html, const struct node *item)
{
	bool done = item->task == TASK_DONE;

	if (item->task == TASK_NONE) {
		return;
	}
	buf_put(html->out, "<input type=\"checkbox\"");
	flag(html, "disabled");
	if (done) {
		flag(html, "checked");
	}
	html_attribute(html->out, "aria-label",
		str_from(done ? _("done") : _("not done")));
	html_void(html);
	buf_byte(html->out, ' ');
}

/* Blocks of an item; `tight` paragraphs stand without <p>. */
static void list_item(struct html *html, const struct node *item, bool tight)
{
	const struct node *first = item->first;

	buf_put(html->out, "<li>");
	if (first && first->type == NODE_PARAGRAPH && !tight) {
		html->item = item; /* the box goes into the paragraph */
	} else {
		check_box(html, item);
	}
	if (first && (first->type != NODE_PARAGRAPH || !tight)) {
		buf_byte(html->out, '\n');
	}
	blocks(html, item, tight);
	buf_put(html->out, "</li>\n");
}

static void list_block(struct html *html, const struct node *list)
{
	const char *tag = list->ordered ? "ol" : "ul";

	buf_printf(html->out, "<%s", tag);
	if (list->ordered && list->level != 1) {
		buf_printf(html->out, " start=\"%d\"", list->level);
	}
	buf_put(html->out, ">\n");
	for (const struct node *item = list->first; item; item = item->next) {
		list_item(html, item, list->tight);
	}
	buf_printf(html->out, "</%s>\n", tag);
}

static void paragraph(struct html *html, const struct node *node, bool tight)
{
	const struct node *item = html->item;

	html->item = NULL;
	if (tight) {
		html_inlines(html, node);
		if (node->next) {
			buf_byte(html->out, '\n');
		}
		return;
	}
	buf_put(html->out, "<p>");
	if (item) {
		check_box(html, item);
	}
	html_inlines(html, node);
	buf_put(html->out, "</p>\n");
}

static void table_row(
	struct html *html, const struct node *row, const char *open)
{
	static const char *const aligns[] = {[ALIGN_NONE] = "",
		[ALIGN_LEFT] = " style=\"text-align: left\"",
		[ALIGN_CENTER] = " style=\"text-align: center\"",
		[ALIGN_RIGHT] = " style=\"text-align: right\""};
	static const char *const classes[] = {[ALIGN_NONE] = "",
		[ALIGN_LEFT] = " class=\"left\"",
		[ALIGN_CENTER] = " class=\"center\"",
		[ALIGN_RIGHT] = " class=\"right\""};
	buf_put(html->out, "<tr>\n");
	for (const struct node *cell = row->first; cell; cell = cell->next) {
		/* A head without words is none. */
		bool none = is_page(html) && html_is_blank(cell);

		buf_printf(html->out, "<%s%s>", none ? "td" : open,
			(is_page(html) ? classes : aligns)[cell->align]);
		html_inlines(html, cell);
		buf_printf(html->out, "</%.2s>\n", none ? "td" : open);
	}
	buf_put(html->out, "</tr>\n");
}

static void table(struct html *html, const struct node *node)
{
	const struct node *row = node->first;

	if (!row) {
		return;
	}
	if (is_page(html)) {
		buf_put(html->out,
			"<div class=\"wide\" role=\"group\" tabindex=\"0\"");
		html_attribute(html->out, "aria-label", str_from(_("Table")));
		buf_put(html->out, ">\n");
	}
	buf_put(html->out, "<table>\n<thead>\n");
	table_row(html, row, "th scope=\"col\"");
	buf_put(html->out, "</thead>\n");
	if (row->next) {
		buf_put(html->out, "<tbody>\n");
		while ((row = row->next) != NULL) {
			table_row(html, row, "td");
		}
		buf_put(html->out, "</tbody>\n");
	}
	buf_put(html->out, "</table>\n");
	buf_put(html->out, is_page(html) ? "</div>\n" : "");
}

static void raw(struct html *html, const struct node *node)
{
	struct str text = node->text;

	while (str_ends(text, "\n")) {
		text.len--;
	}
	buf_put(html->out, "<pre>");
	html_text(html->out, text);
	buf_put(html->out, "</pre>\n");
}

static void block(struct html *html, const struct node *node, bool tight)
{
	switch (node->type) {
	case NODE_PARAGRAPH:
		paragraph(html, node, tight);
		break;
	case NODE_HEADING:
		heading(html, node);
		break;
	case NODE_RULE:
		buf_put(html->out, "<hr");
		html_void(html);
		buf_byte(html->out, '\n');
		break;
	case NODE_CODE_BLOCK:
		code_block(html, node);
		break;
	case NODE_HTML_BLOCK:
		raw(html, node);
		break;
	case NODE_QUOTE:
		buf_put(html->out, "<blockquote>\n");
		blocks(html, node, false);
		buf_put(html->out, "</blockquote>\n");
		break;
	case NODE_LIST:
		list_block(html, node);
		break;
	case NODE_TABLE:
		table(html, node);
		break;
	case NODE_FOOTNOTE:
		footnotes_add(&html->notes, node);
		break;
	case NODE_DOCUMENT:
	case NODE_ITEM:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_TEXT:
	case NODE_SOFTBREAK:
	case NODE_LINEBREAK:
	case NODE_CODE:
	case NODE_HTML:
	case NODE_EMPH:
	case NODE_STRONG:
	case NODE_STRIKE:
	case NODE_LINK:
	case NODE_IMAGE:
	case NODE_FOOTNOTE_REF:
		break;
	}
}

static void blocks(struct html *html, const struct node *parent, bool tight)
{
	for (const struct node *node = parent->first; node; node = node->next) {
		block(html, node, tight);
		html->begun = true;
	}
}

/* Links to the places that name footnote `number`. */
static void put_backs(struct html *html, int number)
{
	bool known = number > 0 && (size_t)number < html->uses_cap;
	int uses = known ? html->uses[number] : 0;

	for (int use = 1; use <= uses && use <= BACK_MOST; use++) {
		struct buf label = {0};

		buf_printf(html->out, " <a href=\"#fnref:%d", number);
		if (use > 1) {
			buf_printf(html->out, ":%d", use);
		}
		buf_put(html->out, "\" role=\"doc-backlink\"");
		buf_printf(&label,
			_("Back to place %d in the text that names footnote "
			  "%d"),
			use, number);
		html_attribute(html->out, "aria-label", buf_slice(&label));
		buf_put(html->out, ">\u21a9</a>");
		buf_clear(&label);
	}
}

/* One definition, its links back at the end of its last paragraph. */
static void put_note(
	struct html *html, const struct node *note, struct str body)
{
	struct buf *out = html->out;
	bool open = str_ends(body, "</p>\n");

	if (note->number > 0) {
		buf_printf(out, "<li id=\"fn:%d\">\n", note->number);
	} else {
		buf_put(out, "<li>\n");
	}
	buf_str(out, open ? str_sub(body, 0, body.len - 5) : body);
	put_backs(html, note->number);
	buf_put(out, open ? "</p>\n</li>\n" : "\n</li>\n");
}

/*
 * All texts are made before any is written: a note may name another note, or
 * hold one, and the links back have to be counted first.
 */
static void footnotes(struct html *html)
{
	/* A section of a page has a heading; these have none. */
	const char *tag = is_page(html) ? "div" : "section";
	struct buf *out = html->out;
	struct buf *bodies = NULL;
	size_t cap = 0;

	footnotes_sort(&html->notes);
	for (size_t i = 0; i < html->notes.count; i++) {
		bodies = mem_grow(bodies, &cap, i + 1, sizeof(*bodies));
		html->out = &bodies[i];
		blocks(html, html->notes.items[i].node, false);
	}
	html->out = out;
	buf_printf(out,
		"<%s class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n", tag);
	for (size_t i = 0; i < html->notes.count; i++) {
		put_note(
			html, html->notes.items[i].node, buf_slice(&bodies[i]));
		buf_clear(&bodies[i]);
	}
	buf_printf(out, "</ol>\n</%s>\n", tag);
	free(bodies);
}

void html_doc(struct buf *out, const struct doc *doc,
	const struct html_options *options)
{
	struct html html = {.out = out, .doc = doc, .options = options};

	if (doc->root) {
		blocks(&html, doc->root, false);
	}
	if (html.notes.count > 0) {
		footnotes(&html);
	}
	footnotes_clear(&html.notes);
	free(html.uses);
}
