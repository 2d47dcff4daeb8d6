#include "content/doc.h"

#include <string.h>

#include "base/utf8.h"

static bool is_block(const struct node *node)
{
	return node->type < NODE_TEXT;
}

static void end_line(struct buf *out, size_t from)
{
	if (out->len > from && out->data[out->len - 1] != '\n') {
		buf_byte(out, '\n');
	}
}

/* What a node shows by itself. For the index: without tags and addresses. */
static void put_own(struct buf *out, const struct node *node, bool index)
{
	switch (node->type) {
	case NODE_HTML:
		if (index) {
			break;
		}
		buf_str(out, node->text);
		break;
	case NODE_TEXT:
	case NODE_CODE:
	case NODE_CODE_BLOCK:
	case NODE_HTML_BLOCK:
		buf_str(out, node->text);
		break;
	case NODE_SOFTBREAK:
	case NODE_LINEBREAK:
		buf_byte(out, ' ');
		break;
	case NODE_DOCUMENT:
	case NODE_QUOTE:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_PARAGRAPH:
	case NODE_HEADING:
	case NODE_RULE:
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_FOOTNOTE:
	case NODE_EMPH:
	case NODE_STRONG:
	case NODE_STRIKE:
	case NODE_LINK:
	case NODE_IMAGE:
	case NODE_FOOTNOTE_REF:
		break;
	}
}

/* A link whose text is its address; mail addresses are worth finding. */
static bool is_address(const struct node *node)
{
	return node->type == NODE_LINK && !node->wiki &&
		!str_starts(node->url, "mailto:") &&
		(node->bare ||
			(node->first && node->first == node->last &&
				node->first->type == NODE_TEXT &&
				str_eq(node->first->text, node->url)));
}

static void put(struct buf *out, const struct node *node, bool index);

static void put_children(struct buf *out, const struct node *node, bool index)
{
	for (const struct node *child = node->first; child;
		child = child->next) {
		put(out, child, index);
	}
}

static void put(struct buf *out, const struct node *node, bool index)
{
	size_t from = out->len;

	if (index && is_address(node)) {
		return;
	}
	put_own(out, node, index);
	put_children(out, node, index);
	if (node->type == NODE_CELL) {
		if (node->next) {
			buf_byte(out, ' ');
		}
	} else if (is_block(node)) {
		end_line(out, from);
	}
}

void doc_plain(struct buf *out, const struct node *node)
{
	put(out, node, false);
}

static void put_index(struct buf *out, const struct node *node, bool headings)
{
	for (const struct node *child = node->first; child;
		child = child->next) {
		switch (child->type) {
		case NODE_HEADING:
			if (headings) {
				put(out, child, true);
			}
			break;
		case NODE_QUOTE:
		case NODE_LIST:
		case NODE_ITEM:
		case NODE_FOOTNOTE:
			put_index(out, child, headings);
			break;
		case NODE_DOCUMENT:
		case NODE_CODE_BLOCK:
		case NODE_HTML_BLOCK:
		case NODE_PARAGRAPH:
		case NODE_RULE:
		case NODE_TABLE:
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
			put(out, child, true);
			break;
		}
	}
}

void doc_index_text(struct buf *out, const struct doc *doc, bool headings)
{
	if (doc->root) {
		put_index(out, doc->root, headings);
	}
}

/* ASCII and U+00C0 to U+00FF, as most headings are: false for others. */
static bool put_latin_slug(struct buf *out, struct str text)
{
	const unsigned char *p = (const unsigned char *)text.data;
	char *to = buf_room(out, text.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = p[i];

		if ((byte >= 'a' && byte <= 'z') ||
			(byte >= '0' && byte <= '9') || byte == '-' ||
			byte == '_') {
			to[len++] = (char)byte;
		} else if (byte >= 'A' && byte <= 'Z') {
			to[len++] = (char)(byte + ('a' - 'A'));
		} else if (byte == ' ' || (byte >= '\t' && byte <= '\r')) {
			to[len++] = '-';
		} else if (byte == 0xC3 && i + 1 < text.len) {
			byte = p[++i];
			if (byte == 0x97 || byte == 0xB7) {
				continue; /* times, divided by */
			}
			to[len++] = (char)0xC3;
			to[len++] = (char)(byte < 0x9F ? byte + 0x20 : byte);
		} else if (byte >= 0x80) {
			to[0] = '\0'; /* as it was */
			return false;
		}
	}
	to[len] = '\0';
	out->len += len;
	return true;
}

void doc_slug(struct buf *out, struct str text)
{
	struct buf lower = {0};
	struct str rest;

	text = str_trim(text);
	if (put_latin_slug(out, text)) {
		return;
	}
	utf8_lower_text(&lower, text);
	rest = buf_slice(&lower);
	while (rest.len > 0) {
		uint32_t code = utf8_next(&rest);

		if (utf8_is_space(code) || code == '\n' || code == '\t') {
			buf_byte(out, '-');
		} else if (code == '-' || code == '_' || utf8_is_letter(code) ||
			utf8_is_digit(code)) {
			utf8_put(out, code);
		}
	}
	buf_clear(&lower);
}
