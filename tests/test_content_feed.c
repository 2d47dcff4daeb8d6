/* Feeds: content/feed_read.h. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "content/feed_read.h"

static void read_item(
	struct feed_text *feed, const char *text, struct feed_item *item)
{
	struct error err = {0};

	assert_true(feed_read(
		str_from(text), "https://example.org/a/f", feed, &err));
	assert_int_equal(feed->count, 1);
	*item = feed->items[0];
}

#define EXPECT(got, wanted)                                                    \
	do {                                                                   \
		assert_int_equal((got).len, strlen(wanted));                   \
		assert_memory_equal((got).data, wanted, (got).len);            \
	} while (0)

static void test_atom(void **state)
{
	struct feed_text feed;
	struct feed_item item;

	(void)state;
	read_item(&feed,
		"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title>"
		"<entry><id>tag:x</id><title type='html'>A &amp;lt;b "
		"&amp;amp; <![CDATA[<i>c</i>]]></title>"
		"<link rel='self' href='/s'/><link href='b?c=d'/>"
		"<updated>2026-11-23T10:00:00Z</updated>"
		"<content>long</content></entry></feed>",
		&item);
	EXPECT(item.guid, "tag:x");
	EXPECT(item.title, "A <b & c");
	EXPECT(item.link, "https://example.org/a/b?c=d");
	EXPECT(item.summary, "long");
	assert_int_equal(item.date.day, 23);
	feed_text_clear(&feed);
}

/* An attribute may hold what the text between two tags may hold. */
static void test_rss_1(void **state)
{
	struct feed_text feed;
	struct feed_item item;

	(void)state;
	read_item(&feed,
		"<r:RDF xmlns:rdf='urn:a' xmlns:r='urn:a'>"
		"<item rdf:about='a&#10;&lt;b&gt;&#9;c&#x1f600;'>"
		"<title>T</title></item></r:RDF>",
		&item);
	EXPECT(item.guid, "a c\xF0\x9F\x98\x80");
	EXPECT(item.link, "");
	feed_text_clear(&feed);
}

static void test_links(void **state)
{
	struct feed_text feed;
	struct feed_item item;
	struct buf text = {0};

	(void)state;
	read_item(&feed,
		"<rss><item><title>T</title><link>javascript:x</link>"
		"<guid>http://example.org/g</guid></item></rss>",
		&item);
	EXPECT(item.link, "http://example.org/g");
	feed_text_clear(&feed);
	buf_put(&text, "<feed><entry><title>T</title><link href='/");
	buf_fill(&text, 'x', FEED_TEXT);
	buf_put(&text, "'/></entry></feed>");
	read_item(&feed, buf_text(&text), &item);
	EXPECT(item.link, "");
	feed_text_clear(&feed);
	buf_clear(&text);
}

static void test_refused(void **state)
{
	static const char *const texts[] = {"", "x", "<html/>", "<rss>",
		"<!DOCTYPE rss><rss/>", "\xFE\xFF", "<rss><item></rss>"};
	struct feed_text feed;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct error err = {0};

		assert_false(feed_read(str_from(texts[i]), "", &feed, &err));
		assert_int_equal(err.kind, ERROR_INPUT);
		assert_true(*err.text);
		feed_text_clear(&feed);
	}
}

static void test_dates(void **state)
{
	static const char *const days[] = {"Tue, 24 Nov 2026 10:00:00 GMT",
		"24 nov 26", "2026-11-24", "2026-11-24T10:00:00Z",
		"Tue 24  Nov 2026"};
	static const char *const none[] = {
		"", "Tue", "31 Feb 2026", "24 Foo 2026", "2026", "0 Jan 2026"};
	struct date date;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(days) / sizeof(days[0]); i++) {
		assert_true(feed_date(str_from(days[i]), &date));
		assert_int_equal(date.year, 2026);
		assert_int_equal(date.month, 11);
		assert_int_equal(date.day, 24);
	}
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		assert_true(!feed_date(str_from(none[i]), &date) || !date.day);
	}
}

/* A page is one page, however it is linked to. */
static void test_keys(void **state)
{
	static const char *const links[][2] = {
		{"https://www.Example.org/a/", "example.org/a"},
		{"http://example.org/a?utm_source=x&b=C#d",
			"example.org/a?b=C"},
		{"https://example.org?utm_source=a/b", "example.org"},
		{"https://example.org?q=A/B", "example.org?q=A/B"},
		{"https://example.org", "example.org"},
		{"", ""},
	};
	struct buf key = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
		buf_cut(&key, 0);
		feed_link_key(&key, str_from(links[i][0]));
		assert_string_equal(buf_text(&key), links[i][1]);
	}
	buf_clear(&key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_atom),
		cmocka_unit_test(test_rss_1),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_dates),
		cmocka_unit_test(test_keys),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
