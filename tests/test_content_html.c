/* Documents as HTML: content/html.h. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/address.h"
#include "content/doc.h"
#include "content/html.h"

static void make(struct buf *out, const char *markdown,
	const struct html_options *options)
{
	struct doc doc = {0};

	doc_parse(&doc, str_from(markdown));
	html_doc(out, &doc, options);
	doc_clear(&doc);
}

static void expect(const char *markdown, const char *expected)
{
	struct buf out = {0};

	make(&out, markdown, NULL);
	assert_string_equal(buf_text(&out), expected);
	buf_clear(&out);
}

static void test_text(void **state)
{
	struct buf out = {0};

	(void)state;
	html_text(&out, STR("<a href=\"x\" b='c'>&\x01\x1B\t\n\xEF\xBF\xBEå"));
	assert_string_equal(buf_text(&out),
		"&lt;a href=&quot;x&quot; b=&#39;c&#39;&gt;&amp;\t\nå");
	buf_cut(&out, 0);
	html_text(&out, STR("\xFFx\xC3"));
	assert_string_equal(buf_text(&out), "\xEF\xBF\xBDx\xEF\xBF\xBD");
	buf_clear(&out);
	expect("", "");
}

static void test_blocks(void **state)
{
	(void)state;
	expect("Hello *a* **b** `c<` ~~d~~\nnext  \nbreak",
		"<p>Hello <em>a</em> <strong>b</strong> <code>c&lt;</code> "
		"<del>d</del>\nnext<br />\nbreak</p>\n");
	expect("# A b\n## A b\n###### Å",
		"<h1 id=\"a-b\">A b</h1>\n<h2 id=\"a-b-1\">A b</h2>\n"
		"<h6 id=\"å\">Å</h6>\n");
	expect("> q\n\n***", "<blockquote>\n<p>q</p>\n</blockquote>\n<hr />\n");
	expect("```c++ x\na < b\n```\n\n    plain",
		"<pre><code class=\"language-c++\">a &lt; b\n</code></pre>\n"
		"<pre><code>plain\n</code></pre>\n");
	expect("```a\"b<c>'\nx\n```",
		"<pre><code class=\"language-abc\">x\n</code></pre>\n");
}

static void test_raw_html_is_text(void **state)
{
	(void)state;
	expect("<script>alert(1)</script>",
		"<pre>&lt;script&gt;alert(1)&lt;/script&gt;</pre>\n");
	expect("a <b onclick='x'>", "<p>a &lt;b onclick=&#39;x&#39;&gt;</p>\n");
}

static void test_lists(void **state)
{
	(void)state;
	expect("- a\n- b\n  - c",
		"<ul>\n<li>a</li>\n<li>b\n<ul>\n<li>c</li>\n</ul>\n</li>\n"
		"</ul>\n");
	expect("3. a\n\n4. b",
		"<ol start=\"3\">\n<li>\n<p>a</p>\n</li>\n<li>\n<p>b</p>\n"
		"</li>\n</ol>\n");
	expect("- [x] a\n- [ ] b",
		"<ul>\n<li><input type=\"checkbox\" disabled=\"\" checked=\"\" "
		"aria-label=\"done\" /> a</li>\n"
		"<li><input type=\"checkbox\" disabled=\"\" "
		"aria-label=\"not done\" /> b</li>\n</ul>\n");
	expect("- [x] a\n\n- b",
		"<ul>\n<li>\n<p><input type=\"checkbox\" disabled=\"\" "
		"checked=\"\" aria-label=\"done\" /> a</p>\n</li>\n"
		"<li>\n<p>b</p>\n</li>\n</ul>\n");
}

static void test_table(void **state)
{
	(void)state;
	expect("|a|b|\n|-|-:|\n|1|2|",
		"<table>\n<thead>\n<tr>\n<th scope=\"col\">a</th>\n"
		"<th scope=\"col\" style=\"text-align: right\">b</th>\n</tr>\n"
		"</thead>\n<tbody>\n<tr>\n<td>1</td>\n"
		"<td style=\"text-align: right\">2</td>\n</tr>\n</tbody>\n"
		"</table>\n");
}

static void test_footnotes(void **state)
{
	(void)state;
	expect("A[^x] b[^x].\n\n[^x]: Note.",
		"<p>A<sup><a id=\"fnref:1\" href=\"#fn:1\" "
		"role=\"doc-noteref\">1</a></sup> b<sup><a id=\"fnref:1:2\" "
		"href=\"#fn:1\" role=\"doc-noteref\">1</a></sup>.</p>\n"
		"<section class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n"
		"<li id=\"fn:1\">\n<p>Note. <a href=\"#fnref:1\" "
		"role=\"doc-backlink\" aria-label=\"Back to place 1 in the "
		"text that names footnote 1\">\u21a9</a> <a "
		"href=\"#fnref:1:2\" "
		"role=\"doc-backlink\" aria-label=\"Back to place 2 in the "
		"text that names footnote 1\">\u21a9</a></p>\n</li>\n"
		"</ol>\n</section>\n");
}

static void test_links(void **state)
{
	(void)state;
	expect("[a](b.md#c \"t<\")",
		"<p><a href=\"b.md#c\" title=\"t&lt;\">a</a></p>\n");
	expect("[a](<b c\"d.md>?)", "<p>[a](&lt;b c&quot;d.md&gt;?)</p>\n");
	expect("[a](<b c\"'ö.md>)",
		"<p><a href=\"b%20c%22%27%C3%B6.md\">a</a></p>\n");
	expect("[a](https://x.org/?a=1&b=2)",
		"<p><a href=\"https://x.org/?a=1&amp;b=2\">a</a></p>\n");
	expect("[a](HTTP://x.org) [b](mailto:x@y.org) [c](tel:+46)",
		"<p><a href=\"HTTP://x.org\">a</a> "
		"<a href=\"mailto:x@y.org\">b</a> "
		"<a href=\"tel:+46\">c</a></p>\n");
	expect("[![i](a.png)](b)",
		"<p><a href=\"b\"><img src=\"a.png\" alt=\"i\" /></a></p>\n");
}

static void test_images(void **state)
{
	(void)state;
	expect("![a \"b\" *c*](d.png)",
		"<p><img src=\"d.png\" alt=\"a &quot;b&quot; c\" /></p>\n");
	expect("![](https://x.org/d.png)",
		"<p><img src=\"https://x.org/d.png\" alt=\"\" /></p>\n");
	expect("![a](http://x.org/d.png)", "<p>a</p>\n");
	expect("![a](data:image/png;base64,AA)", "<p>a</p>\n");
	expect("![](file:///etc/x)", "<p>file:///etc/x</p>\n");
}

/* None of these becomes a link; the text stays. */
static void test_refused(void **state)
{
	static const char *const refused[] = {"javascript:alert(1)",
		"JavaScript:alert(1)", "javascript&colon;alert(1)",
		"&#106;avascript:alert(1)", "<java\tscript:alert(1)>",
		"<java&#10;script:alert(1)>", "<&#1;javascript:alert(1)>",
		"<  javascript:alert(1)>", "javascript%3Aalert(1)",
		"java&amp;#115;cript:alert(1)", "vbscript:x",
		"data:text/html,x", "file:///etc/passwd", "//evil.example/x",
		"\\\\\\\\evil/x", "/\\evil/x", "x-y:z",
		"<&#x2028;javascript:x>", "\xEF\xBB\xBFjavascript:x",
		"<java\x7Fscript:x>", "javascript&amp;colon;alert(1)"};

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		struct buf in = {0};
		struct buf out = {0};

		buf_printf(
			&in, "[text](%s) ![alt](%s)", refused[i], refused[i]);
		make(&out, buf_text(&in), NULL);
		if (strstr(buf_text(&out), "href") ||
			strstr(buf_text(&out), "<img")) {
			fail_msg("%s gives %s", refused[i], buf_text(&out));
		}
		assert_non_null(strstr(buf_text(&out), "text"));
		assert_non_null(strstr(buf_text(&out), "alt"));
		buf_clear(&in);
		buf_clear(&out);
	}
}

static bool resolve(const struct link *link, struct buf *out, void *arg)
{
	int *calls = arg;

	++*calls;
	if (str_is(link->url, "none")) {
		return false;
	}
	if (str_is(link->url, "bad")) {
		buf_put(out, "javascript:x");
		return true;
	}
	buf_put(out, "notes/");
	buf_str(out, link->url);
	buf_put(out, ".html");
	return true;
}

static void test_resolve(void **state)
{
	int calls = 0;
	const struct html_options options = {.resolve = resolve, .arg = &calls};
	struct buf out = {0};

	(void)state;
	make(&out, "[[a]] [b](none) [c](bad) ![d](e)", &options);
	assert_string_equal(buf_text(&out),
		"<p><a href=\"notes/a.html\">a</a> b c "
		"<img src=\"notes/e.html\" alt=\"d\" /></p>\n");
	assert_int_equal(calls, 4);
	buf_clear(&out);
}

/* No tag, attribute or entity comes from a note: "<" is always ours. */
static void test_nothing_escapes(void **state)
{
	static const char bad[] = "\"><script>'&";
	static const char *const frames[] = {"%s", "# %s", "- %s", "`%s`",
		"```%s\n%s\n```", "|%s|\n|-|\n|%s|", "[%s](<x%s> '%s')",
		"![%s](x \"%s\")", "[[%s]]", "[[a|%s]]", "x[^1]\n\n[^1]: %s",
		"> %s", "~~%s~~", "https://a.b/%s"};

	(void)state;
	for (size_t i = 0; i < sizeof(frames) / sizeof(*frames); i++) {
		struct str rest = str_from(frames[i]);
		struct buf in = {0};
		struct buf out = {0};

		while (rest.len > 0) {
			size_t at = str_find_text(rest, "%s");

			buf_str(&in, str_sub(rest, 0, at));
			buf_put(&in, at < rest.len ? bad : "");
			rest = str_sub(rest, at + 2, rest.len);
		}
		make(&out, buf_text(&in), NULL);
		assert_null(strstr(buf_text(&out), "<script"));
		assert_null(strstr(buf_text(&out), "\">&gt;<"));
		assert_null(strstr(buf_text(&out), "&<"));
		buf_clear(&in);
		buf_clear(&out);
	}
}

static bool called(const struct link *link, struct buf *out, void *arg)
{
	(void)arg;
	buf_printf(out, "The <%.*s>", STR_ARG(link->target));
	return !str_is(link->target, "none");
}

/* For a page with a heading, a style and a site of its own. */
static void test_page(void **state)
{
	const struct html_options options = {.headings = 2,
		.title = STR("Same"),
		.name = called,
		.rel = "external noopener",
		.page = true};
	struct buf out = {0};

	(void)state;
	make(&out, "# Same\n\n# One\n\n#### Deep\n\n## Two\n\n# Same",
		&options);
	assert_string_equal(buf_text(&out),
		"<h2 id=\"one\">One</h2>\n<h3 id=\"deep\">Deep</h3>\n"
		"<h3 id=\"two\">Two</h3>\n<h2 id=\"same-1\">Same</h2>\n");
	buf_cut(&out, 0);
	make(&out, "#### A\n\n##### B\n\n# C", &options);
	assert_string_equal(buf_text(&out),
		"<h2 id=\"a\">A</h2>\n<h3 id=\"b\">B</h3>\n"
		"<h2 id=\"c\">C</h2>\n");
	buf_cut(&out, 0);
	make(&out,
		"[[a]] [[b|t]] [[none]] [e](HTTPS://e.example) <m@e.example>",
		&options);
	assert_string_equal(buf_text(&out),
		"<p><a href=\"a\">The &lt;a&gt;</a> <a href=\"b\">t</a> "
		"<a href=\"none\">none</a> <a href=\"HTTPS://e.example\" "
		"rel=\"external noopener\">e</a> "
		"<a href=\"mailto:m@e.example\">m@e.example</a></p>\n");
	buf_cut(&out, 0);
	make(&out, "| a |\n|--:|\n| 1 |", &options);
	assert_non_null(strstr(buf_text(&out), "<td class=\"right\">1"));
	assert_null(strstr(buf_text(&out), "style="));
	assert_non_null(strstr(buf_text(&out),
		"<div class=\"wide\" role=\"group\" tabindex=\"0\" "));
	buf_cut(&out, 0);
	make(&out, "| | b |\n|-|-|\n| 1 | |", &options);
	assert_non_null(strstr(buf_text(&out),
		"<tr>\n<td></td>\n<th scope=\"col\">b</th>\n</tr>"));
	buf_cut(&out, 0);
	make(&out, "a[^1]\n\n[^1]: b", &options);
	assert_non_null(strstr(buf_text(&out),
		"<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>"));
	buf_cut(&out, 0);
	make(&out, "a  \nb\n\n***\n\n- [x] c", &options);
	assert_string_equal(buf_text(&out),
		"<p>a<br>\nb</p>\n<hr>\n<ul>\n<li><input type=\"checkbox\" "
		"disabled checked aria-label=\"done\"> c</li>\n</ul>\n");
	buf_clear(&out);
}

/* What shows nothing names nothing: no heading, no link without a word. */
static void test_blank(void **state)
{
	(void)state;
	expect("##\n\n## \u200b\n\n## \x01\n\nx", "<p>x</p>\n");
	expect("## ![](a.png)", "<p><img src=\"a.png\" alt=\"\" /></p>\n");
	expect("[](a) [\u200b](b)",
		"<p><a href=\"a\">a</a> <a href=\"b\">\u200bb</a></p>\n");
	expect("[![](p.png)](c)",
		"<p><a href=\"c\"><img src=\"p.png\" alt=\"\" />c</a></p>\n");
}

/* Addresses that a browser could not read are text. */
static void test_addresses(void **state)
{
	static const char *const none[] = {"http://[::1/", "https://",
		"https://a.example:99999/", "https://a.example:x/", "http:a",
		"https://a%41.example/", "https:///path", "https://u@/",
		"http://a\"b/"};

	(void)state;
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++)
		assert_false(address_is_web(str_from(none[i])));
	assert_true(address_is_web(STR("HTTPS://u:p@a.example:8080/x?y#z")));
	assert_true(address_is_web(STR("http://räksmörgås.example")));
	expect("[a](https://a.example:99999/)", "<p>a</p>\n");
	expect("[a](https://a.example/%zz%41%?[#x#y)",
		"<p><a href=\"https://a.example/%25zz%41%25?%5B#x%23y\">a</a>"
		"</p>\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_blank),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_raw_html_is_text),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_footnotes),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_images),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_nothing_escapes),
		cmocka_unit_test(test_page),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
