#include "content/markdown_private.h"

#include <string.h>

enum {
	STRIKE_LEVELS = 4, /* one in another */
	SPLITS = WANT_WIKI | WANT_NOTES | WANT_WEB | WANT_WWW | WANT_MAIL,
	TASK = 3 /* bytes of "[ ]" */
};

static bool is_blank(char byte)
{
	return byte == ' ' || byte == '\t';
}

void markdown_piece(
	struct markdown_tree *tree, struct node *parent, struct str text)
{
	struct node *last = parent->last;
	struct node *node;

	if (text.len == 0) {
		return;
	}
	if (last && last->type == NODE_TEXT &&
		last->text.data + last->text.len == text.data) {
		last->text.len += text.len;
		return;
	}
	node = markdown_node(tree, NODE_TEXT);
	node->text = text;
	markdown_append(parent, node);
}

static struct node *add_link(struct markdown_tree *tree, struct node *parent,
	struct str url, struct str text)
{
	struct node *link = markdown_node(tree, NODE_LINK);

	tree->made++;
	link->url = url;
	markdown_piece(tree, link, text);
	markdown_append(parent, link);
	return link;
}

/*
 * What stands between "[[" and "]]" as a link: "id", "id#heading", each
 * perhaps with "|text". False when it names nothing.
 */
static bool add_wiki(
	struct markdown_tree *tree, struct node *parent, struct str inside)
{
	size_t bar = str_find(inside, '|');
	struct str url = str_trim(str_sub(inside, 0, bar));
	struct str text = str_trim(str_sub(inside, bar + 1, inside.len));
	size_t hash = str_find(url, '#');

	if (url.len == 0 || (url.len == 1 && hash == 0)) {
		return false;
	}
	if (text.len == 0) {
		text = hash > 0 ? str_trim(str_sub(url, 0, hash))
				: str_trim(str_sub(url, 1, url.len));
	}
	if (text.len == 0) {
		return false;
	}
	add_link(tree, parent, markdown_plain(tree, url), text)->wiki = true;
	return true;
}

/* Offset of the first bracket from `at` on; text.len if none. */
static size_t find_bracket(struct str text, size_t at)
{
	while (at < text.len && text.data[at] != '[' && text.data[at] != ']') {
		at++;
	}
	return at;
}

/* A wiki link or note at text[at], which is "["; how long, or 0. */
static size_t add_bracket(struct markdown_tree *tree, struct node *parent,
	struct str text, size_t at)
{
	char second = at + 1 < text.len ? text.data[at + 1] : '\0';
	size_t end = find_bracket(text, at + 2);
	struct str inside = str_sub(text, at + 2, end);
	struct markdown_note *note;
	struct node *ref;

	if (end >= text.len || end == at + 2 || text.data[end] != ']') {
		return 0;
	}
	if (second == '[' && tree->wants & WANT_WIKI) {
		if (end + 1 < text.len && text.data[end + 1] == ']' &&
			add_wiki(tree, parent, inside)) {
			return end + 2 - at;
		}
		return 0;
	}
	if (second != '^' || !(tree->wants & WANT_NOTES)) {
		return 0;
	}
	note = markdown_notes_find(tree->lines, inside);
	if (!note) {
		return 0;
	}
	tree->made++;
	ref = markdown_node(tree, NODE_FOOTNOTE_REF);
	ref->text = markdown_plain(tree, inside);
	markdown_append(parent, ref);
	markdown_notes_refer(tree, ref, note);
	return end + 1 - at;
}

/* An address may begin after this node. */
static bool may_precede(const struct node *node)
{
	return !node || node->type == NODE_SOFTBREAK ||
		node->type == NODE_LINEBREAK || node->type == NODE_EMPH ||
		node->type == NODE_STRONG;
}

static void add_address(struct markdown_tree *tree, struct node *parent,
	struct str text, const struct markdown_address *found)
{
	struct str shown = str_sub(text, found->from, found->to);
	size_t before = strlen(found->before);
	struct str url = shown;

	if (before > 0) {
		char *chars = markdown_chars(tree, before + shown.len);

		memcpy(chars, found->before, before);
		memcpy(chars + before, shown.data, shown.len);
		url = (struct str){chars, before + shown.len};
	}
	add_link(tree, parent, markdown_plain(tree, url), shown)->bare = true;
}

/* Append a text to `parent`, cut at what else it holds. */
static void split_text(
	struct markdown_tree *tree, struct node *parent, struct str text)
{
	bool address = markdown_has_address(tree->wants, text);
	size_t done = 0; /* what is before is appended */
	size_t at = 0;

	while (at < text.len && tree->made < MARKDOWN_MADE_MOST) {
		char byte = text.data[at];
		struct markdown_address found;
		size_t len;

		if (byte == '[' && tree->wants & (WANT_WIKI | WANT_NOTES)) {
			struct node *last;

			markdown_piece(tree, parent, str_sub(text, done, at));
			done = at;
			last = parent->last;
			len = add_bracket(tree, parent, text, at);
			if (last != parent->last) {
				done = at + len;
				at = done;
				continue;
			}
		} else if (address &&
			markdown_address(text, at, done, &found) &&
			(found.from > 0 || may_precede(parent->last))) {
			markdown_piece(
				tree, parent, str_sub(text, done, found.from));
			add_address(tree, parent, text, &found);
			done = found.to;
			at = done;
			continue;
		}
		at++;
	}
	markdown_piece(tree, parent, str_sub(text, done, text.len));
}

/*
 * [[id]] where [id] is defined is a link between brackets by now. `next` is
 * what follows the link; the bracket before it ends the last node of parent.
 */
static bool add_wiki_link(struct markdown_tree *tree, struct node *parent,
	struct node *link, struct node *next)
{
	struct node *last = parent->last;

	if (link->type != NODE_LINK || link->number != LINK_SHORTCUT ||
		!(tree->wants & WANT_WIKI) || !last ||
		last->type != NODE_TEXT || !str_ends(last->text, "[") ||
		!next || next->type != NODE_TEXT ||
		!str_starts(next->text, "]") ||
		!add_wiki(tree, parent, link->first->text)) {
		return false;
	}
	next->text = str_sub(next->text, 1, next->text.len);
	last->text.len--;
	if (last->text.len == 0) {
		/* The new link takes the place of the empty text. */
		struct node *wiki = parent->last;

		last->type = wiki->type;
		last->url = wiki->url;
		last->wiki = true;
		last->first = wiki->first;
		last->last = wiki->last;
		last->first->parent = last;
		last->next = NULL;
		parent->last = last;
	}
	return true;
}

/* A quick look at the texts that split_all would cut. */
static bool is_whole(
	const struct markdown_tree *tree, const struct node *parent)
{
	const struct node *node = parent->first;

	for (; node; node = node->next) {
		struct str text = node->text;

		if (node->type == NODE_TEXT) {
			if (markdown_has_address(tree->wants, text) ||
				(tree->wants & (WANT_WIKI | WANT_NOTES) &&
					str_find(text, '[') < text.len)) {
				return false;
			}
		} else if ((node->type == NODE_EMPH ||
				   node->type == NODE_STRONG) &&
			!is_whole(tree, node)) {
			return false;
		}
	}
	return true;
}

static void split_all(struct markdown_tree *tree, struct node *parent)
{
	struct node *node = parent->first;

	parent->first = NULL;
	parent->last = NULL;
	while (node) {
		struct node *next = node->next;

		if (node->type == NODE_TEXT) {
			split_text(tree, parent, node->text);
		} else if (!add_wiki_link(tree, parent, node, next)) {
			markdown_append(parent, node);
			if (node->type == NODE_EMPH ||
				node->type == NODE_STRONG) {
				split_all(tree, node);
			}
		}
		node = next;
	}
}

static void clear_forms(struct node *parent)
{
	for (struct node *node = parent->first; node; node = node->next) {
		if (node->type == NODE_LINK) {
			node->number = 0;
		}
		clear_forms(node);
	}
}

void markdown_inlines(struct markdown_tree *tree, struct node *block)
{
	if (!block->first) {
		return;
	}
	if (tree->wants & SPLITS && !is_whole(tree, block)) {
		split_all(tree, block);
	}
	if (tree->wants & WANT_STRIKE) {
		markdown_strike(tree, block, STRIKE_LEVELS);
	}
	if (tree->wants & WANT_ESCAPES) {
		markdown_plain_all(tree, block);
	}
	if (tree->forms) {
		clear_forms(block);
		tree->forms = false;
	}
}

/* "[x]" at the start of a text, or as a link because [x] is defined. */
static enum node_task task_of(const struct node *first, size_t *len)
{
	struct str text = first->text;
	char sign;

	if (first->type == NODE_LINK && first->number == LINK_SHORTCUT &&
		first->next && first->next->type == NODE_TEXT &&
		first->first->text.len == 1) {
		sign = first->first->text.data[0];
		text = first->next->text;
		*len = 0;
	} else if (first->type == NODE_TEXT && text.len > TASK &&
		text.data[0] == '[' && text.data[2] == ']') {
		sign = text.data[1];
		*len = TASK;
	} else {
		return TASK_NONE;
	}
	if (text.len <= *len || !is_blank(text.data[*len])) {
		return TASK_NONE;
	}
	while (*len < text.len && is_blank(text.data[*len])) {
		++*len;
	}
	return sign == ' '		     ? TASK_OPEN
		: sign == 'x' || sign == 'X' ? TASK_DONE
					     : TASK_NONE;
}

void markdown_task(struct node *paragraph)
{
	struct node *first = paragraph->first;
	size_t len;
	enum node_task task = first ? task_of(first, &len) : TASK_NONE;

	if (task == TASK_NONE) {
		return;
	}
	paragraph->parent->task = task;
	if (first->type == NODE_LINK) {
		first = first->next;
		paragraph->first = first;
	}
	first->text = str_sub(first->text, len, first->text.len);
	if (first->text.len == 0) {
		paragraph->first = first->next;
		if (!first->next) {
			paragraph->last = NULL;
		}
	}
}
