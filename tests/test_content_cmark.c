/*
 * A text without extensions gives exactly libcmark's tree: both trees are
 * written down in the same form and compared, for samples of every construct
 * and for thousands of documents put together at random from their pieces.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>

#include "base/buf.h"
#include "content/markdown.h"

static const char *const type_names[] = {"document", "quote", "list", "item",
	"code_block", "html_block", "paragraph", "heading", "rule", "table",
	"row", "cell", "footnote", "text", "softbreak", "linebreak", "code",
	"html", "emph", "strong", "strike", "link", "image", "footnote_ref"};

struct entry {
	const char *name;
	int depth, line, level;
	bool ordered, tight;
	char delimiter;
	struct str text, url, title;
};

static void put(struct buf *out, const struct entry *entry)
{
	buf_fill(out, ' ', (size_t)entry->depth);
	buf_printf(out, "%s %d %d %d %d %d", entry->name, entry->line,
		entry->level, entry->ordered, entry->tight, entry->delimiter);
	buf_put(out, " <");
	buf_str(out, entry->text);
	buf_put(out, "> <");
	buf_str(out, entry->url);
	buf_put(out, "> <");
	buf_str(out, entry->title);
	buf_put(out, ">\n");
}

/* Ours; everything that only extensions set makes a difference. */
static void put_ours(struct buf *out, const struct node *node, int depth)
{
	struct entry entry = {.name = type_names[node->type],
		.depth = depth,
		.line = node->line,
		.level = node->level,
		.ordered = node->ordered,
		.tight = node->tight,
		.delimiter = node->delimiter,
		.text = node->text,
		.url = node->url,
		.title = node->title};

	put(out, &entry);
	if (node->wiki || node->bare || node->number || node->index != -1 ||
		node->task != TASK_NONE || node->align != ALIGN_NONE) {
		buf_put(out, "extension\n");
	}
	for (const struct node *child = node->first; child;
		child = child->next) {
		if (child->parent != node ||
			(!child->next && node->last != child)) {
			buf_put(out, "broken links\n");
		}
		put_ours(out, child, depth + 1);
	}
}

static const char *name_of(cmark_node *node)
{
	static const struct {
		cmark_node_type theirs;
		enum node_type ours;
	} types[] = {{CMARK_NODE_DOCUMENT, NODE_DOCUMENT},
		{CMARK_NODE_BLOCK_QUOTE, NODE_QUOTE},
		{CMARK_NODE_LIST, NODE_LIST}, {CMARK_NODE_ITEM, NODE_ITEM},
		{CMARK_NODE_CODE_BLOCK, NODE_CODE_BLOCK},
		{CMARK_NODE_HTML_BLOCK, NODE_HTML_BLOCK},
		{CMARK_NODE_PARAGRAPH, NODE_PARAGRAPH},
		{CMARK_NODE_HEADING, NODE_HEADING},
		{CMARK_NODE_THEMATIC_BREAK, NODE_RULE},
		{CMARK_NODE_TEXT, NODE_TEXT},
		{CMARK_NODE_SOFTBREAK, NODE_SOFTBREAK},
		{CMARK_NODE_LINEBREAK, NODE_LINEBREAK},
		{CMARK_NODE_CODE, NODE_CODE},
		{CMARK_NODE_HTML_INLINE, NODE_HTML},
		{CMARK_NODE_EMPH, NODE_EMPH}, {CMARK_NODE_STRONG, NODE_STRONG},
		{CMARK_NODE_LINK, NODE_LINK}, {CMARK_NODE_IMAGE, NODE_IMAGE}};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		if (cmark_node_get_type(node) == types[i].theirs) {
			return type_names[types[i].ours];
		}
	}
	return "unknown";
}

static void put_theirs(struct buf *out, cmark_node *node, int depth)
{
	cmark_node_type type = cmark_node_get_type(node);
	bool ordered = type == CMARK_NODE_LIST &&
		cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
	struct entry entry = {.name = name_of(node),
		.depth = depth,
		.line = type <= CMARK_NODE_LAST_BLOCK
			? cmark_node_get_start_line(node)
			: 0,
		.level = ordered ? cmark_node_get_list_start(node)
				 : cmark_node_get_heading_level(node),
		.ordered = ordered,
		.tight = type == CMARK_NODE_LIST &&
			cmark_node_get_list_tight(node),
		.text = str_from(cmark_node_get_literal(node)),
		.url = str_from(cmark_node_get_url(node)),
		.title = str_from(cmark_node_get_title(node))};

	if (ordered) {
		entry.delimiter =
			cmark_node_get_list_delim(node) == CMARK_PAREN_DELIM
			? ')'
			: '.';
	}
	if (type == CMARK_NODE_CODE_BLOCK) {
		entry.title = str_from(cmark_node_get_fence_info(node));
	}
	if (type == CMARK_NODE_TEXT && entry.text.len == 0) {
		return;
	}
	put(out, &entry);
	for (cmark_node *child = cmark_node_first_child(node); child;
		child = cmark_node_next(child)) {
		put_theirs(out, child, depth + 1);
	}
}

static void compare(struct str text)
{
	struct markdown_input input = {.text = text, .line = 1};
	struct arena arena = {0};
	struct buf ours = {0};
	struct buf theirs = {0};
	bool bounded;
	cmark_node *root;

	put_ours(&ours, markdown_parse(&input, &arena, &bounded), 0);
	root = cmark_parse_document(text.data, text.len, CMARK_OPT_DEFAULT);
	cmark_consolidate_text_nodes(root);
	put_theirs(&theirs, root, 0);
	assert_false(bounded);
	if (!str_eq(buf_slice(&ours), buf_slice(&theirs))) {
		print_message("text:\n%.*s\n", STR_ARG(text));
	}
	assert_string_equal(buf_text(&ours), buf_text(&theirs));
	cmark_node_free(root);
	buf_clear(&theirs);
	buf_clear(&ours);
	arena_clear(&arena);
}

static const char *const samples[] = {
	/* paragraphs, breaks */
	"one", "one\n", "\n\none\n\n\ntwo\n", "hard  \nbreak\\\nhere\nsoft\n",
	"   three blanks\n    and a continued line\n", "tail   \n",
	/* headings */
	"# one\n## two ##\n### three #x\n#### four \\#\n##### #\n",
	"###### six\n####### seven\n#none\n",
	"Setext\n===\n\nOver *two\nlines*\n---\n", "a\n=\nb\n-\n",
	"# *emph* `code`\n#\n",
	/* rules */
	"***\n- - -\n__ _ __\n--\n+++\n", "text\n***\ntext\n",
	/* code */
	"    indented\n\n    more\n  less\n",
	"```c info\nint x;\n\n```\n~~~\n`\n", "```\nopen\n",
	"> ```\n> in a quote\nout\n", "- ```\n  in an item\n  ```\n- next\n",
	"\ttab\n  \tmixed\n", "````\n```\n````\n",
	/* HTML */
	"<div>\n*no*\n\n*yes*\n</div>\n", "<!-- a\n\nb -->\nafter\n",
	"<script>\n\n</script> x\ny\n", "<?php\n\n?>\n<!DOCTYPE x>\n",
	"<![CDATA[\n\n]]>\nz\n", "text\n<x>\n\n<x>\ntext\n",
	"a <b c=\"d\" e='f' g=h i> j </b> <!-- k --> <?l?> <!M n>\n",
	"<a\nb>\n\n<a b='>\n",
	/* quotes and lists */
	"> one\n> > two\nlazy\n\n> three\n", ">\n> \n>x\n", "- a\n- b\n\n- c\n",
	"* a\n\n  b\n\n      code\n* c\n", "1. a\n2. b\n3) c\n10) d\n",
	"text\n2. no\n1. yes\n", "-\n  a\n-\n\n  b\n",
	"- a\n - b\n  - c\n   - d\n    - e\n", "- a\n\n  > q\n\n- b\n",
	"123456789. a\n1234567890. b\n", "- a\n+ b\n* c\n", "1.\n2.  \n",
	"- - 1. deep\n", "- # h\n- ***\n",
	/* emphasis */
	"*a* **b** ***c*** _d_ __e__ a_b_c a*b*c\n", "*a **b* c**\n",
	"**a *b** c*\n", "* a*\n", "*(*a*)*\n",
	"\xC2\xA0*\xC2\xA0* *\xC3\xA5*\n", "**** ____\n", "*a _b* c_\n",
	/* code spans */
	"`a` `` b`c `` ` `` ` `d\n", "`a\nb`  `*c*`\n", "`` ` ``\n",
	/* links and images */
	"[a](b) [c](<d e> \"f\") [g](h 'i') [j](k (l))\n", "[a] (b)\n",
	"[r]\n[R][] [x][r] [none] [y][none]\n\n[r]: /url\n  'title'\n",
	"[a]: <>\n[b]: c 'd' e\n\n[a] [b]\n", "[*a*](b)\n[a [b](c)](d)\n",
	"![alt *em*](src \"title\") ![r]\n\n[r]: x\n",
	"[a](b\\)c) [d](e&amp;f)\n", "<http://a.b/c?d> <me@x.se> <no space>\n",
	"[a](b \"c\nd\")\n", "[a]: /b\n[a]: /c\n# [a]\n",
	"[\\]]\n\n[\\]]: /x\n",
	/* escapes and entities */
	"\\*no\\* \\# \\[x\\] \\a \\\\ &amp; &copy; &#65; &#x41; &#0; &none;\n",
	"a & b < c > d \" e\n", "&nbsp;a\n",
	/* odd */
	"\t\n", "", " ", "\n", "a\tb\n", "*\n", "- \n\n- \n", "[]()", "![]",
	"\xE2\x80\xAE \xEF\xBB\xBF x\n"};

static void test_samples(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(samples) / sizeof(samples[0]); i++) {
		compare(str_from(samples[i]));
	}
}

/* No piece, and no two, make a trigger of an extension. */
static const char *const pieces[] = {"a", "b ", "word ", "\n", "\n", "\n\n",
	"  \n", "\\\n", "    ", "  ", " ", "\t", "> ", ">", "- ", "-", "* ",
	"+ ", "1. ", "2) ", "10. ", "# ", "## ", "#", "===\n", "---\n", "***\n",
	"```", "```\n", "``", "`", "*", "**", "***", "_", "__", "a_b", "<div>",
	"</div>\n", "<b>", "</b>", "<!-- ", "-->", "<?", "?>", "<x y='",
	"<script>", "</script>", "<http://x.y/z>", "[a]", "(b)", "[a](b)", "](",
	"![i](j)", "[r]: /u\n", "\n[r]: </v> \"t\"\n", "\"t\"", "(", ")", "!",
	"\\", "\\*", "\\[", "&amp;", "&#42;", "&", ";", "<", ">\n", "\xC3\xA5",
	"\xC2\xA0", "\xE2\x80\x93", ".", ",", "1", "=", "\n\n\n", "'", "\""};

static uint32_t next_random(uint32_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

static bool has_extension(struct str text)
{
	static const char *const triggers[] = {"[[", "[^", "www.", "[ ]"};

	for (size_t i = 0; i < sizeof(triggers) / sizeof(triggers[0]); i++) {
		if (str_find_text(text, triggers[i]) < text.len) {
			return true;
		}
	}
	return false;
}

static void test_random(void **state)
{
	uint32_t seed = 20261126;
	struct buf text = {0};
	int compared = 0;

	(void)state;
	for (int i = 0; i < 8000; i++) {
		uint32_t count = 1 + next_random(&seed) % 40;

		buf_cut(&text, 0);
		while (count-- > 0) {
			buf_put(&text,
				pieces[next_random(&seed) %
					(sizeof(pieces) / sizeof(pieces[0]))]);
		}
		if (!has_extension(buf_slice(&text))) {
			compare(buf_slice(&text));
			compared++;
		}
	}
	assert_true(compared > 6000);
	buf_clear(&text);
}

/*
 * The same where the text is rewritten because it ends with a note: all before
 * it is to stay as it is.
 */
static void test_rewritten(void **state)
{
	uint32_t seed = 5;
	struct buf text = {0};
	int compared = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		uint32_t count = 1 + next_random(&seed) % 30;
		struct markdown_input input = {.line = 1};
		struct arena arena = {0};
		struct buf ours = {0};
		struct buf alone = {0};
		struct node *root;
		bool bounded;
		size_t len;

		buf_cut(&text, 0);
		while (count-- > 0) {
			buf_put(&text,
				pieces[next_random(&seed) %
					(sizeof(pieces) / sizeof(pieces[0]))]);
		}
		if (has_extension(buf_slice(&text))) {
			continue;
		}
		/* A heading ends what is open, but code and HTML. */
		buf_put(&text, "\n\n# end\n");
		len = text.len;
		input.text = buf_slice(&text);
		root = markdown_parse(&input, &arena, &bounded);
		put_ours(&alone, root, 0);
		buf_put(&text, "\n[^note]: text\n");
		input.text = buf_slice(&text);
		root = markdown_parse(&input, &arena, &bounded);
		if (root->last && root->last->type == NODE_FOOTNOTE) {
			struct node *last = root->first;

			while (last->next && last->next != root->last) {
				last = last->next;
			}
			last->next = NULL;
			root->last = last;
			put_ours(&ours, root, 0);
			if (!str_eq(buf_slice(&ours), buf_slice(&alone))) {
				print_message("text:\n%.*s\n", (int)len,
					buf_text(&text));
			}
			assert_string_equal(buf_text(&ours), buf_text(&alone));
			compared++;
		}
		buf_clear(&alone);
		buf_clear(&ours);
		arena_clear(&arena);
	}
	assert_true(compared > 1000);
	buf_clear(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_samples),
		cmocka_unit_test(test_random),
		cmocka_unit_test(test_rewritten)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
