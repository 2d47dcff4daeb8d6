#include "content/markdown_private.h"

#include <string.h>

/*
 * libcmark's tree does not tell "\~" from "~", so where a backslash makes one
 * of our trigger characters plain, both are replaced by one rare character
 * that libcmark takes for punctuation, as it takes the escaped one. Turned
 * back in the nodes: in code and HTML to both, elsewhere to the character.
 * Code points U+10A50 to U+10A55; a text that holds one of that row is left
 * alone.
 */
static const char row[] = "\xF0\x90\xA9";
static const char triggers[] = "[]~^:@";

enum {
	ROW = sizeof(row) - 1,
	FIRST = 0x90 /* the last byte of the first of them */
};

/* Length of the start of `text` without an escape that counts. */
static size_t plain_length(struct str text)
{
	size_t at = 0;

	while (at < text.len) {
		at += str_find(str_sub(text, at, text.len), '\\');
		if (at + 1 >= text.len) {
			return text.len;
		}
		if (strchr(triggers, text.data[at + 1]) &&
			text.data[at + 1] != '\0') {
			return at;
		}
		at += 2;
	}
	return text.len;
}

bool markdown_escape(struct buf *out, struct str text)
{
	size_t len = plain_length(text);

	if (len == text.len || str_find_text(text, row) < text.len) {
		return false;
	}
	while (len < text.len) {
		const char *trigger = strchr(triggers, text.data[len + 1]);

		buf_str(out, str_sub(text, 0, len));
		buf_put(out, row);
		buf_byte(out, (char)(FIRST + (trigger - triggers)));
		text = str_sub(text, len + 2, text.len);
		len = plain_length(text);
	}
	buf_str(out, text);
	return true;
}

static struct str restore(
	struct markdown_tree *tree, struct str text, bool backslash)
{
	size_t at = str_find_text(text, row);
	struct str rest = text;
	char *chars;
	size_t len = 0;

	if (at == text.len) {
		return text;
	}
	chars = markdown_chars(tree, text.len);
	while (at < rest.len) {
		unsigned which = (unsigned char)rest.data[at + ROW] - FIRST;

		memcpy(chars + len, rest.data, at);
		len += at;
		if (backslash) {
			chars[len++] = '\\';
		}
		chars[len++] = triggers[which % (sizeof(triggers) - 1)];
		rest = str_sub(rest, at + ROW + 1, rest.len);
		at = str_find_text(rest, row);
	}
	if (rest.len > 0) {
		memcpy(chars + len, rest.data, rest.len);
	}
	return (struct str){chars, len + rest.len};
}

struct str markdown_raw(struct markdown_tree *tree, struct str text)
{
	return tree->wants & WANT_ESCAPES ? restore(tree, text, true) : text;
}

struct str markdown_plain(struct markdown_tree *tree, struct str text)
{
	return tree->wants & WANT_ESCAPES ? restore(tree, text, false) : text;
}

void markdown_plain_all(struct markdown_tree *tree, struct node *parent)
{
	for (struct node *node = parent->first; node; node = node->next) {
		if (node->type == NODE_TEXT) {
			node->text = restore(tree, node->text, false);
		} else {
			markdown_plain_all(tree, node);
		}
	}
}
