/* Any bytes are a feed: what is taken is text on one line, links are whole. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/gate.h"
#include "base/utf8.h"
#include "content/feed_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(struct str text)
{
	size_t i;

	assert(utf8_valid(text) && text.len <= FEED_TEXT + 4);
	for (i = 0; i < text.len; i++)
		assert((unsigned char)text.data[i] >= ' ' &&
			text.data[i] != 0x7f);
}

static void check_item(const struct feed_item *item)
{
	struct buf key = {0};

	check_text(item->guid);
	check_text(item->link);
	check_text(item->title);
	check_text(item->summary);
	assert(item->title.len);
	assert(!item->link.len || str_starts(item->link, "https://") ||
		str_starts(item->link, "http://"));
	assert(str_find(item->link, ' ') == item->link.len);
	feed_link_key(&key, item->link);
	buf_clear(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str bytes = {(const char *)data, size};
	struct feed_text feed;
	struct error err = {0};
	struct date date;
	struct buf key = {0};
	size_t i;

	if (!feed_read(bytes, "https://example.org/a/feed", &feed, &err))
		assert(err.kind == ERROR_INPUT && *err.text);
	assert(feed.count <= FEED_ITEMS);
	for (i = 0; i < feed.count; i++)
		check_item(&feed.items[i]);
	feed_text_clear(&feed);
	if (feed_date(str_sub(bytes, 0, 80), &date))
		assert(date.year);
	feed_link_key(&key, bytes);
	assert(key.len <= size + 1);
	buf_clear(&key);
	return 0;
}
