/*
 * The extensions: tables, tasks, strikethrough, bare addresses, footnotes and
 * wiki links. Trees are written as nested lists, texts quoted.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "content/markdown.h"

static const char *const names[] = {"doc", "quote", "ul", "li", "pre", "block",
	"p", "h", "hr", "table", "tr", "td", "note", "", "soft", "br", "code",
	"html", "em", "b", "del", "a", "img", "ref"};

static void put_attributes(struct buf *out, const struct node *node)
{
	if (node->type == NODE_ITEM && node->task != TASK_NONE) {
		buf_put(out, node->task == TASK_DONE ? "[x]" : "[ ]");
	}
	if (node->type == NODE_CELL && node->align != ALIGN_NONE) {
		buf_put(out,
			node->align == ALIGN_LEFT	     ? "<"
				: node->align == ALIGN_RIGHT ? ">"
							     : "=");
	}
	if (node->type == NODE_FOOTNOTE || node->type == NODE_FOOTNOTE_REF) {
		buf_printf(out, " %d", node->number);
	}
	if (node->type == NODE_LINK) {
		buf_put(out, node->wiki ? "/wiki" : node->bare ? "/bare" : "");
	}
	if (node->url.len > 0) {
		buf_byte(out, ' ');
		buf_str(out, node->url);
	}
}

static void put(struct buf *out, const struct node *node)
{
	if (node->type == NODE_TEXT) {
		buf_byte(out, '"');
		buf_str(out, node->text);
		buf_byte(out, '"');
		return;
	}
	buf_byte(out, '(');
	buf_put(out,
		node->type == NODE_LIST && node->ordered ? "ol"
							 : names[node->type]);
	if (node->type == NODE_LIST && !node->tight) {
		buf_put(out, "/loose");
	}
	put_attributes(out, node);
	if (node->text.len > 0) {
		buf_byte(out, ' ');
		buf_byte(out, '\'');
		buf_str(out, node->text);
		buf_byte(out, '\'');
	}
	for (const struct node *child = node->first; child;
		child = child->next) {
		assert_ptr_equal(child->parent, node);
		assert_int_equal(child->index, -1);
		if (!child->next) {
			assert_ptr_equal(child, node->last);
		}
		/* Neighbours are one text, and none is empty. */
		assert_false(child->type == NODE_TEXT &&
			(child->text.len == 0 ||
				(child->next &&
					child->next->type == NODE_TEXT)));
		buf_byte(out, ' ');
		put(out, child);
	}
	buf_byte(out, ')');
}

struct sample {
	const char *text;
	const char *tree;
};

static void check(const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct markdown_input input = {
			.text = str_from(samples[i].text), .line = 1};
		struct arena arena = {0};
		struct buf out = {0};
		bool bounded;

		put(&out, markdown_parse(&input, &arena, &bounded));
		assert_false(bounded);
		assert_string_equal(buf_text(&out), samples[i].tree);
		buf_clear(&out);
		arena_clear(&arena);
	}
}

#define CHECK(samples) check(samples, sizeof(samples) / sizeof((samples)[0]))

static void test_tables(void **state)
{
	static const struct sample samples[] = {
		{"| name | unit |\n| ---- | ---- |\n| ab | cd |\n",
			"(doc (table (tr (td \"name\") (td \"unit\")) (tr (td "
			"\"ab\") (td \"cd\"))))"},
		{"a | b | c | d\n:- | :-: | -: | -\n1 | 2 | 3 | 4\n",
			"(doc (table (tr (td< \"a\") (td= \"b\") (td> \"c\") "
			"(td \"d\")) (tr (td< \"1\") (td= \"2\") (td> \"3\") "
			"(td \"4\"))))"},
		{"| a | b |\n| --- |\n| c |\n",
			"(doc (p \"| a | b |\" (soft) \"| --- |\" (soft) \"| c "
			"|\"))"},
		{"| a |\n| --- | --- |\n",
			"(doc (p \"| a |\" (soft) \"| --- | --- |\"))"},
		{"| `x\\|y` | *z \\| w* |\n|--|--|\n| \\\\| 1 | 2\n",
			"(doc (table (tr (td (code 'x|y')) (td (em \"z | "
			"w\"))) (tr (td \"| 1\") (td \"2\"))))"},
		{"| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\nbare\n\nafter\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td)) (tr (td \"1\") (td \"2\")) (tr (td \"bare\") "
			"(td))) (p \"after\"))"},
		{"|a|b|\n|-|-|\n|1|2|\n> quote\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\"))) (quote (p \"quote\")))"},
		{"|a|b|\n|-|-|\n|1|2|\n# head\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\"))) (h \"head\"))"},
		{"|a|b|\n|-|-|\n|1|2|\n---\nx\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\"))) (hr) (p \"x\"))"},
		{"|a|b|\n|-|-|\n|1|2|\n===\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"1\") "
			"(td \"2\")) (tr (td \"===\") (td))))"},
		{"|a|b|\n|-|-|\n- item\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (ul (li (p "
			"\"item\"))))"},
		{"|a|b|\n|-|-|\n2. item\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (ol (li (p "
			"\"item\"))))"},
		{"|a|b|\n|-|-|\n```\n|c|d|\n```\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (pre "
			"'|c|d|\n'))"},
		{"|a|b|\n|-|-|\n<div>\n|c|d|\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (block "
			"'<div>\n|c|d|\n'))"},
		{"|a|b|\n|-|-|\n    code\n",
			"(doc (table (tr (td \"a\") (td \"b\"))) (pre "
			"'code\n'))"},
		{"text\nmore\n|a|b|\n|-|-|\n",
			"(doc (p \"text\" (soft) \"more\") (table (tr (td "
			"\"a\") (td \"b\"))))"},
		{"> |a|b|\n> |-|-|\n> |1|2|\nlazy | not\n",
			"(doc (quote (table (tr (td \"a\") (td \"b\")) (tr (td "
			"\"1\") (td \"2\")))) (p \"lazy | not\"))"},
		{"- x\n\n  |a|b|\n  |-|-|\n  |1|2|\n- |c|\n  |-|\n  |3|\n",
			"(doc (ul/loose (li (p \"x\") (table (tr (td \"a\") "
			"(td "
			"\"b\")) (tr (td \"1\") (td \"2\")))) (li (table (tr "
			"(td \"c\")) (tr (td \"3\"))))))"},
		{"1. > |a|\n   > |-|\n   > |1|\n",
			"(doc (ol (li (quote (table (tr (td \"a\")) (tr (td "
			"\"1\")))))))"},
		{"    |a|\n    |-|\n", "(doc (pre '|a|\n|-|\n'))"},
		{"```\n|a|\n|-|\n```\n", "(doc (pre '|a|\n|-|\n'))"},
		{"|a|\n    |-|\n", "(doc (p \"|a|\" (soft) \"|-|\"))"},
		{"| [r] | ![i](u) | <http://x.y> |\n|-|-|-|\n\n[r]: /url\n",
			"(doc (table (tr (td (a /url \"r\")) (td (img u "
			"\"i\")) (td (a http://x.y \"http://x.y\")))))"},
		{"| # a # | - b | > c | 1. d |\n|-|-|-|-|\n",
			"(doc (table (tr (td \"# a #\") (td \"- b\") (td \"> "
			"c\") (td \"1. d\"))))"},
		{"||\n|-|\n||\n|\n",
			"(doc (table (tr (td)) (tr (td))) (p \"|\"))"},
		{"a\n:-:\nb\n",
			"(doc (table (tr (td= \"a\")) (tr (td= \"b\"))))"},
		{"| a |\n|:--:|\n| http://x.y/z | w |\n| ~~s~~ |\n",
			"(doc (table (tr (td= \"a\")) (tr (td= (a/bare "
			"http://x.y/z \"http://x.y/z\"))) (tr (td= (del "
			"\"s\")))))"},
		{"|a|b|\n|-|-|\nc|d\n|-|-|\n",
			"(doc (table (tr (td \"a\") (td \"b\")) (tr (td \"c\") "
			"(td \"d\")) (tr (td \"-\") (td \"-\"))))"},
		{"> text\nlazy | x\n--|--\n",
			"(doc (quote (p \"text\" (soft) \"lazy | x\" (soft) "
			"\"--|--\")))"},
		{"~~~ a`\n|a|\n|-|\n~~~\n", "(doc (pre '|a|\n|-|\n'))"},
		{"``` a`\n|a|\n|-|\n",
			"(doc (p \"``` a`\") (table (tr (td \"a\"))))"},
		{"*a | b*\n- | -\n--|--\n",
			"(doc (p (em \"a | b\")) (ul (li (p \"| -\" (soft) "
			"\"--|--\"))))"},
		{"| a\t|\tb |\n|\t-|-\t|\n",
			"(doc (table (tr (td \"a\") (td \"b\"))))"},
		{"|a|\n|-|\n\n|b|\n|-|\n",
			"(doc (table (tr (td \"a\"))) (table (tr (td "
			"\"b\"))))"},
		{"| **a | b** |\n|--|--|\n| `c | d` |\n",
			"(doc (table (tr (td \"**a\") (td \"b**\")) (tr (td "
			"\"`c\") (td \"d`\"))))"},
	};

	(void)state;
	CHECK(samples);
}

static void test_tasks(void **state)
{
	static const struct sample samples[] = {
		{"- [ ] open\n- [x] done\n* [X] *big*\n",
			"(doc (ul (li[ ] (p \"open\")) (li[x] (p \"done\"))) "
			"(ul (li[x] (p (em \"big\")))))"},
		{"1. [ ] one\n   - [x] two\n",
			"(doc (ol (li[ ] (p \"one\") (ul (li[x] (p "
			"\"two\"))))))"},
		{"- [ ]\n- [x]\n  text\n- [y] no\n- [x]no\n- [  ] no\n",
			"(doc (ul (li (p \"[ ]\")) (li (p \"[x]\" (soft) "
			"\"text\")) (li (p \"[y] no\")) (li (p \"[x]no\")) (li "
			"(p \"[  ] no\"))))"},
		{"- \\[ ] no\n- `[ ]` no\n- [ ](u) x\n",
			"(doc (ul (li (p \"[ ] no\")) (li (p (code '[ ]') \" "
			"no\")) (li (p (a u \" \") \" x\"))))"},
		{"- a\n\n  [ ] second\n- # [ ] head\n\n[ ] text\n",
			"(doc (ul/loose (li (p \"a\") (p \"[ ] second\")) (li "
			"(h \"[ "
			"] head\"))) (p \"[ ] text\"))"},
		{"- [x] link\n\n[x]: /u\n", "(doc (ul (li[x] (p \"link\"))))"},
		{"- [ ]   [[a]]\n", "(doc (ul (li[ ] (p (a/wiki a \"a\")))))"},
	};

	(void)state;
	CHECK(samples);
}

static void test_strike(void **state)
{
	static const struct sample samples[] = {
		{"~~a~~ ~b~ ~~~c~~~ ~~d~ ~e~~\n",
			"(doc (p (del \"a\") \" \" (del \"b\") \" ~~~c~~~ ~~d~ "
			"~e~~\"))"},
		{"~~a *b* `c` [d](e)~~\n",
			"(doc (p (del \"a \" (em \"b\") \" \" (code 'c') \" \" "
			"(a e \"d\"))))"},
		{"*a ~~b~~ c* [x ~~y~~](z) **~q~**\n",
			"(doc (p (em \"a \" (del \"b\") \" c\") \" \" (a z \"x "
			"\" (del \"y\")) \" \" (b (del \"q\"))))"},
		{"~~ a ~~ b~~c~~d a~ b ~c\n",
			"(doc (p \"~~ a ~~ b\" (del \"c\") \"d a~ b ~c\"))"},
		{"`~~a~~` \\~~b~~ ~\\~c~~ \\~d\\~\n",
			"(doc (p (code '~~a~~') \" ~~b~~ ~~c~~ ~d~\"))"},
		{"~~a\nb~~\n\n~~a\n\nb~~\n",
			"(doc (p (del \"a\" (soft) \"b\")) (p \"~~a\") (p "
			"\"b~~\"))"},
		{"~a ~~b~~ c~ ~~\"d\"~~ x~~\"e\"~~\n",
			"(doc (p (del \"a \" (del \"b\") \" c\") \" \" (del "
			"\"\"d\"\") \" x~~\"e\"~~\"))"},
		{"<http://a.se/~b~> http://a.se/~b~c [[a|~b~]]\n",
			"(doc (p (a http://a.se/~b~ \"http://a.se/~b~\") \" \" "
			"(a/bare http://a.se/~b~c \"http://a.se/~b~c\") \" \" "
			"(a/wiki a \"~b~\")))"},
		{"# ~~h~~\n", "(doc (h (del \"h\")))"},
	};

	(void)state;
	CHECK(samples);
}

static void test_addresses(void **state)
{
	static const struct sample samples[] = {
		{"www.example.org/help and http://example.org. End\n",
			"(doc (p (a/bare http://www.example.org/help "
			"\"www.example.org/help\") \" and \" (a/bare "
			"http://example.org \"http://example.org\") \". "
			"End\"))"},
		{"(see https://a.se/x_(y)) (www.a.se/q?s=(b))+(c)\n",
			"(doc (p \"(see \" (a/bare https://a.se/x_(y) "
			"\"https://a.se/x_(y)\") \") (\" (a/bare "
			"http://www.a.se/q?s=(b))+(c \"www.a.se/q?s=(b))+(c\") "
			"\")\"))"},
		{"www.a.se/s?q=x&hl=en www.a.se/s?q=x&hl; http://a.se/a<b\n",
			"(doc (p (a/bare http://www.a.se/s?q=x&hl=en "
			"\"www.a.se/s?q=x&hl=en\") \" \" (a/bare "
			"http://www.a.se/s?q=x \"www.a.se/s?q=x\") \"&hl; \" "
			"(a/bare http://a.se/a \"http://a.se/a\") \"<b\"))"},
		{"me@a.se, a.b-c_d+e@f-g.h_i.se. a@b no@a.se- x@y.z_\n",
			"(doc (p (a/bare mailto:me@a.se \"me@a.se\") \", \" "
			"(a/bare mailto:a.b-c_d+e@f-g.h_i.se "
			"\"a.b-c_d+e@f-g.h_i.se\") \". a@b no@a.se- "
			"x@y.z_\"))"},
		{"xhttp://a.se \"http://b.se\" *http://c.se* _www.d.se_\n",
			"(doc (p \"xhttp://a.se \"http://b.se\" \" (em (a/bare "
			"http://c.se \"http://c.se\")) \" \" (em (a/bare "
			"http://www.d.se \"www.d.se\"))))"},
		{"[http://a.se](u) `www.a.se` <b title='www.a.se'> "
		 "![www.a.se](u)\n",
			"(doc (p (a u \"http://a.se\") \" \" (code 'www.a.se') "
			"\" \" (html '<b title='www.a.se'>') \" \" (img u "
			"\"www.a.se\")))"},
		{"http://a_b.se http://a_b.c.se www.a_b.c_d.se http:// www. "
		 "www.a\n",
			"(doc (p \"http://a_b.se \" (a/bare http://a_b.c.se "
			"\"http://a_b.c.se\") \" www.a_b.c_d.se http:// www. "
			"\" (a/bare http://www.a \"www.a\")))"},
		{"HTTP://A.SE http\\://a.se http://localhost:80/x "
		 "mailto:a@b.se "
		 "ftp://a.se\n",
			"(doc (p (a/bare HTTP://A.SE \"HTTP://A.SE\") \" "
			"http://a.se \" (a/bare http://localhost:80/x "
			"\"http://localhost:80/x\") \" \" (a/bare "
			"mailto:a@b.se \"mailto:a@b.se\") \" ftp://a.se\"))"},
		{"http://a.se/\xC3\xA5\xC3\xA4?!...,: www.\xC3\xA5.se*\n",
			"(doc (p (a/bare http://a.se/\xC3\xA5"
			"\xC3\xA4"
			" \"http://a.se/\xC3\xA5"
			"\xC3\xA4"
			"\") \"?!...,: \" (a/bare http://www.\xC3\xA5"
			".se \"www.\xC3\xA5"
			".se\") \"*\"))"},
		{"line\nwww.a.se\n~www.b.se~ http://a.se/'x'\n",
			"(doc (p \"line\" (soft) (a/bare http://www.a.se "
			"\"www.a.se\") (soft) (del (a/bare http://www.b.se "
			"\"www.b.se\")) \" \" (a/bare http://a.se/'x "
			"\"http://a.se/'x\") \"'\"))"},
	};

	(void)state;
	CHECK(samples);
}

static void test_footnotes(void **state)
{
	static const struct sample samples[] = {
		{"a[^2] b[^1] c[^2]\n\n[^1]: one\n[^2]: two\n",
			"(doc (p \"a\" (ref 1 '2') \" b\" (ref 2 '1') \" c\" "
			"(ref 1 '2')) (note 1 '2' (p \"two\")) (note 2 '1' (p "
			"\"one\")))"},
		{"[^n]\n\n[^n]: first\nlazy\n\n    second\n\n    - item\n\n"
		 "      deep\n\nout\n",
			"(doc (p (ref 1 'n')) (p \"out\") (note 1 'n' (p "
			"\"first\" (soft) \"lazy\") (p \"second\") (ul/loose "
			"(li (p "
			"\"item\") (p \"deep\")))))"},
		{"[^x] [^X]\n\n[^x]: word\n[^X]: again\n[^unused]: left\n",
			"(doc (p (ref 1 'x') \" \" (ref 1 'X')) (note 1 'x' (p "
			"\"word\")) (note 0 'X' (p \"again\")) (note 0 "
			"'unused' (p \"left\")))"},
		{"text\n[^1]: breaks a paragraph[^1]\n",
			"(doc (p \"text\") (note 1 '1' (p \"breaks a "
			"paragraph\" (ref 1 '1'))))"},
		{"[^none] \\[^1] `[^1]` [^ 1] [^]\n\n[^1]: x\n",
			"(doc (p \"[^none] [^1] \" (code '[^1]') \" [^ 1] "
			"[^]\") (note 0 '1' (p \"x\")))"},
		{"[^1]: a\n\n    b\n- c\n- d\n",
			"(doc (ul (li (p \"c\")) (li (p \"d\"))) (note 0 '1' "
			"(p "
			"\"a\") (p \"b\")))"},
		{"* 1\n+ 2\n- 3\n1. 4\n1) 5\n[^1]: n\n1) 6\n",
			"(doc (ul (li (p \"1\"))) (ul (li (p \"2\"))) (ul (li "
			"(p "
			"\"3\"))) (ol (li (p \"4\"))) (ol (li (p \"5\"))) (ol "
			"(li (p \"6\"))) (note 0 '1' (p \"n\")))"},
		{"- a\n[^1]: b\n- c [^1]\n",
			"(doc (ul (li (p \"a\"))) (ul (li (p \"c \" (ref 1 "
			"'1')))) (note 1 '1' (p \"b\")))"},
		{"> [^1]: quoted\n> on\n\nsee[^1]\n",
			"(doc (quote) (p \"see\" (ref 1 '1')) (note 1 '1' (p "
			"\"quoted\" (soft) \"on\")))"},
		{"- item\n\n  [^1]: inside\n\n      more\n\n  back[^1]\n",
			"(doc (ul (li (p \"item\") (p \"back\" (ref 1 '1')))) "
			"(note 1 '1' (p \"inside\") (p \"more\")))"},
		{"[^1]\n\n[^1]: > q\n    > r\n[^2]: ```\n    code\n    ```\n",
			"(doc (p (ref 1 '1')) (note 1 '1' (quote (p \"q\" "
			"(soft) \"r\"))) (note 0 '2' (pre 'code\n')))"},
		{"[^a]\n\n[^a]: see [^b]\n[^b]: see [^a]\n",
			"(doc (p (ref 1 'a')) (note 1 'a' (p \"see \" (ref 2 "
			"'b'))) (note 2 'b' (p \"see \" (ref 1 'a'))))"},
		{"```\n[^1]: code\n```\n    [^2]: code\n\n[^1] [^2]\n",
			"(doc (pre '[^1]: code\n') (pre '[^2]: code\n') (p "
			"\"[^1] [^2]\"))"},
		{"[^1]\n\n[^1]: |a|b|\n    |-|-|\n    |1|2|\n",
			"(doc (p (ref 1 '1')) (note 1 '1' (table (tr (td "
			"\"a\") (td \"b\")) (tr (td \"1\") (td \"2\")))))"},
		{"[^1]\n\n[^1]:\n    later\n",
			"(doc (p (ref 1 '1')) (note 1 '1' (p \"later\")))"},
		{"[a](b)[^1] *[^1]* [^1](u)\n\n[^1]: [^2]: both\n",
			"(doc (p (a b \"a\") (ref 1 '1') \" \" (em (ref 1 "
			"'1')) \" \" (a u \"^1\")) (note 1 '1') (note 0 '2' (p "
			"\"both\")))"},
		{"[^\xC3\x85]\n\n[^\xC3\xA5]: ring\n",
			"(doc (p (ref 1 '\xC3\x85"
			"')) (note 1 '\xC3\xA5"
			"' (p \"ring\")))"},
	};

	(void)state;
	CHECK(samples);
}

static void test_wiki(void **state)
{
	static const struct sample samples[] = {
		{"[[a-b]] [[a|text]] [[a#h]] [[a#h|text]] [[#h]]\n",
			"(doc (p (a/wiki a-b \"a-b\") \" \" (a/wiki a "
			"\"text\") \" \" (a/wiki a#h \"a\") \" \" (a/wiki a#h "
			"\"text\") \" \" (a/wiki #h \"h\")))"},
		{"[[ a b ]] [[a| ]] [[]] [[|x]] [[#]] [[a\nb]]\n",
			"(doc (p (a/wiki a b \"a b\") \" \" (a/wiki a \"a\") "
			"\" [[]] [[|x]] [[#]] [[a\" (soft) \"b]]\"))"},
		{"`[[a]]` \\[[a]] [\\[a]] [[a\\]] [[a]\\] ![[a]] [[[a]]]\n",
			"(doc (p (code '[[a]]') \" [[a]] [[a]] [[a]] [[a]] !\" "
			"(a/wiki a \"a\") \" [\" (a/wiki a \"a\") \"]\"))"},
		{"[[a]] [[a|t]] [x [[a]]](u) [[a](u)] [[a][]]\n\n[a]: /d\n"
		 "[a|t]: /e\n",
			"(doc (p (a/wiki a \"a\") \" \" (a/wiki a \"t\") \" [x "
			"\" (a/wiki a \"a\") \"](u) [\" (a u \"a\") \"] [\" (a "
			"/d \"a\") \"]\"))"},
		{"*x [[a]]* ~~[[b]]~~ # [[c]]\n\n# [[d]]\n",
			"(doc (p (em \"x \" (a/wiki a \"a\")) \" \" (del "
			"(a/wiki b \"b\")) \" # \" (a/wiki c \"c\")) (h "
			"(a/wiki d \"d\")))"},
		{"| [[a\\|b]] | [[c|d]] |\n|---|---|---|\n",
			"(doc (table (tr (td (a/wiki a \"b\")) (td \"[[c\") "
			"(td \"d]]\"))))"},
		{"    [[code]]\n\n<div>[[html]]\n\n[[a_b_c]] [[a*b*c]]\n",
			"(doc (pre '[[code]]\n') (block '<div>[[html]]\n') (p "
			"(a/wiki a_b_c \"a_b_c\") \" [[a\" (em \"b\") "
			"\"c]]\"))"},
		{"\\\\[[a]] \\\\\\[[b]]\n",
			"(doc (p \"\\\" (a/wiki a \"a\") \" \\[[b]]\"))"},
		{"[[a\\~b]] [[a\\:b|\\@c]]\n",
			"(doc (p (a/wiki a~b \"a~b\") \" \" (a/wiki a:b "
			"\"@c\")))"},
		{"[[a [b] c]] [[a]] b]] [[ [[x]]\n",
			"(doc (p \"[[a [b] c]] \" (a/wiki a \"a\") \" b]] [[ "
			"\" (a/wiki x \"x\")))"},
	};

	(void)state;
	CHECK(samples);
}

static const struct node *find(const struct node *root, enum node_type type)
{
	const struct node *node = root;

	while (node && node->type != type) {
		node = node_next(root, node);
	}
	return node;
}

/* Lines count from the text's first line in the file, rewritten or not. */
static void test_lines(void **state)
{
	struct markdown_input input = {
		.text = STR(
			"a\n\n- b\n\n  |x|\n  |-|\n  |y|\n  |z|\n\n[^1]: n\n\n"
			"    m\n\n# h [^1]\n```\nc\n```\n"),
		.line = 10};
	struct arena arena = {0};
	bool bounded;
	const struct node *root = markdown_parse(&input, &arena, &bounded);
	const struct node *table = find(root, NODE_TABLE);
	const struct node *note = find(root, NODE_FOOTNOTE);

	(void)state;
	assert_int_equal(root->line, 10);
	assert_int_equal(root->first->line, 10);
	assert_int_equal(find(root, NODE_ITEM)->line, 12);
	assert_int_equal(table->line, 14);
	assert_int_equal(table->first->line, 14);
	assert_int_equal(table->first->next->line, 16);
	assert_int_equal(table->last->line, 17);
	assert_int_equal(table->last->first->line, 17);
	assert_int_equal(note->line, 19);
	assert_int_equal(note->first->line, 19);
	assert_int_equal(note->last->line, 21);
	assert_int_equal(find(root, NODE_HEADING)->line, 23);
	assert_int_equal(find(root, NODE_CODE_BLOCK)->line, 24);
	arena_clear(&arena);
}

static int depth_of(const struct node *node)
{
	int depth = 0;

	while (node->parent) {
		node = node->parent;
		depth++;
	}
	return depth;
}

static void check_depth(const struct buf *text, const char *word)
{
	struct markdown_input input = {.text = buf_slice(text), .line = 1};
	struct arena arena = {0};
	bool bounded;
	bool found = false;
	const struct node *root = markdown_parse(&input, &arena, &bounded);

	assert_false(bounded);
	for (const struct node *node = root; node;
		node = node_next(root, node)) {
		assert_true(depth_of(node) <= NODE_DEPTH);
		if (node->type == NODE_ITEM) {
			assert_int_equal(node->parent->type, NODE_LIST);
		} else if (node->parent) {
			assert_int_not_equal(node->parent->type, NODE_LIST);
		}
		found = found ||
			(node->type == NODE_TEXT &&
				str_find_text(node->text, word) <
					node->text.len);
	}
	assert_true(found);
	arena_clear(&arena);
}

static void test_depth(void **state)
{
	static const char *const openers[] = {"> ", "- ", "1. > ", "- > * "};
	struct buf text = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(openers) / sizeof(openers[0]); i++) {
		buf_cut(&text, 0);
		for (int n = 0; n < 300; n++) {
			buf_put(&text, openers[i]);
		}
		buf_put(&text, "needle [[a]] ~~b~~\n");
		check_depth(&text, "needle");
	}
	buf_cut(&text, 0);
	for (int n = 0; n < 300; n++) {
		buf_put(&text, n % 2 ? "~a *" : "~~b _");
	}
	buf_put(&text, "needle");
	for (int n = 300; n-- > 0;) {
		buf_put(&text, n % 2 ? "* c~" : "_ d~~");
	}
	check_depth(&text, "needle");
	buf_cut(&text, 0);
	for (int n = 0; n < 200; n++) {
		buf_put(&text, "*a **b ");
	}
	buf_put(&text, "needle");
	for (int n = 0; n < 200; n++) {
		buf_put(&text, "** c*");
	}
	check_depth(&text, "needle");
	buf_clear(&text);
}

static void test_walk(void **state)
{
	struct markdown_input input = {
		.text = STR("a *b* c\n\n- d\n"), .line = 1};
	struct arena arena = {0};
	bool bounded;
	const struct node *root = markdown_parse(&input, &arena, &bounded);
	const struct node *paragraph = node_next(root, root);
	const struct node *emph = find(root, NODE_EMPH);
	int count = 0;

	(void)state;
	for (const struct node *node = root; node;
		node = node_next(root, node)) {
		count++;
	}
	assert_int_equal(count, 10);
	assert_int_equal(node_skip(root, paragraph)->type, NODE_LIST);
	assert_ptr_equal(node_next(emph, emph->first), NULL);
	assert_ptr_equal(node_skip(root, emph), emph->next);
	assert_ptr_equal(node_skip(root, root), NULL);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_tables),
		cmocka_unit_test(test_tasks), cmocka_unit_test(test_strike),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_footnotes), cmocka_unit_test(test_wiki),
		cmocka_unit_test(test_lines), cmocka_unit_test(test_depth),
		cmocka_unit_test(test_walk)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
