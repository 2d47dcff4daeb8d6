/* Strikethrough, bare addresses, footnotes and wiki links. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/test_content_tree.h"

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
			"(doc (ul/loose (li (p \"item\") (p \"back\" (ref 1 "
			"'1')))) "
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

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_strike),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_footnotes), cmocka_unit_test(test_wiki)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
