/* The exact place of a link: the parser knows the block it stands in. */

#include <string.h>

#include "app/check_private.h"
#include "base/utf8.h"

enum {
	BLOCK_MAX = 1 << 16
};

/* Forward to the line the block begins on. */
static void go_to(struct check_place *place, int line)
{
	struct str passed;

	while (place->line < line && str_cut(&place->rest, '\n', &passed)) {
		place->begin = place->rest.data;
		place->line++;
	}
}

/* A link is behind "[[", "(" or "<". */
static bool opens(const struct check_place *place, size_t at, bool wiki)
{
	const char *c = place->rest.data + at;

	if (at == 0)
		return false;
	if (wiki)
		return at > 1 && c[-1] == '[' && c[-2] == '[';
	return c[-1] == '(' || c[-1] == '<';
}

static size_t find(const struct check_place *place, struct str url,
	struct str block, bool wiki)
{
	size_t at = 0;

	while (at + url.len <= block.len) {
		const char *hit =
			memchr(block.data + at, url.data[0], block.len - at);

		if (!hit)
			break;
		at = (size_t)(hit - block.data);
		if (at + url.len <= block.len &&
			memcmp(hit, url.data, url.len) == 0 &&
			opens(place, at, wiki))
			return at;
		at++;
	}
	return block.len;
}

void checker_place(struct check_place *place, const struct link *link,
	int *line, int *column)
{
	struct str block, passed;
	size_t at;

	*line = link->line;
	*column = 0;
	go_to(place, link->line);
	if (!link->url.len || !place->rest.len)
		return;
	block = str_sub(place->rest, 0,
		place->rest.len < BLOCK_MAX ? place->rest.len : BLOCK_MAX);
	block = str_sub(block, 0, str_find_text(block, "\n\n"));
	at = find(place, link->url, block, link->wiki);
	if (at == block.len)
		return;
	block = str_sub(block, 0, at);
	while (str_find(block, '\n') < block.len &&
		str_cut(&block, '\n', &passed)) {
		place->begin = block.data;
		place->line++;
	}
	place->rest = str_sub(place->rest, at, place->rest.len);
	*line = place->line;
	*column = 1 +
		(int)utf8_length((struct str){place->begin,
			(size_t)(place->rest.data - place->begin)});
}
