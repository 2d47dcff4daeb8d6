#include "store/link_pack.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/pack.h"
#include "store/wordmap.h"

enum {
	PARTS = 3 /* of a target */
};

/* The number of a text, from 1; 0 is the empty one. */
static uint32_t number_of(struct wordmap *texts, struct str text)
{
	bool added;
	int64_t *number;

	if (!text.len)
		return 0;
	number = wordmap_add(texts, text, &added);
	if (added)
		*number = (int64_t)texts->count;
	return (uint32_t)*number;
}

/* The number of a target, whose three numbers are its name here. */
static uint32_t target_of(struct wordmap *targets, const uint32_t parts[PARTS])
{
	struct str key = {(const char *)parts, PARTS * sizeof(*parts)};

	return number_of(targets, key) - 1;
}

static void pack_lists(struct buf *out, const struct wordmap *texts,
	const struct wordmap *targets)
{
	uint32_t parts[PARTS];
	size_t i, n;

	pack_number(out, texts->count);
	for (i = 0; i < texts->count; i++)
		pack_text(out, texts->entries[i].word);
	pack_number(out, targets->count);
	for (i = 0; i < targets->count; i++) {
		memcpy(parts, targets->entries[i].word.data, sizeof(parts));
		for (n = 0; n < PARTS; n++)
			pack_number(out, parts[n]);
	}
}

void link_pack(struct buf *out, const struct link_row *rows, size_t count)
{
	struct wordmap texts = {0};
	struct wordmap targets = {0};
	struct buf links = {0};
	size_t i;

	for (i = 0; i < count; i++) {
		const struct link_row *row = &rows[i];
		uint32_t parts[PARTS] = {number_of(&texts, row->path),
			number_of(&texts, row->name),
			number_of(&texts, row->url)};
		uint32_t field = number_of(&texts, row->field);
		uint64_t line = row->line > 0 ? (uint64_t)row->line : 0;

		pack_number(&links, target_of(&targets, parts));
		pack_number(&links, number_of(&texts, row->anchor));
		pack_number(&links, number_of(&texts, row->text));
		pack_number(&links, line << 1 | (field != 0));
		if (field)
			pack_number(&links, field);
	}
	pack_lists(out, &texts, &targets);
	pack_number(out, count);
	buf_str(out, buf_slice(&links));
	wordmap_clear(&texts);
	wordmap_clear(&targets);
	buf_clear(&links);
}

/* A count of things of which each takes `least` bytes at least. */
static bool unpack_count(struct str *rest, size_t least, size_t *count)
{
	uint64_t number;

	if (!unpack_number(rest, &number) || number > rest->len / least)
		return false;
	*count = (size_t)number;
	return true;
}

static bool unpack_part(struct str *rest, size_t count, uint32_t *part)
{
	uint64_t number;

	if (!unpack_number(rest, &number) || number >= count)
		return false;
	*part = (uint32_t)number;
	return true;
}

bool link_list_open(struct link_list *list, struct str packed)
{
	size_t i;

	memset(list, 0, sizeof(*list));
	list->rest = packed;
	if (!packed.len)
		return true;
	if (!unpack_count(&list->rest, 1, &list->text_count))
		return false;
	list->texts = mem_array(++list->text_count, sizeof(*list->texts));
	for (i = 1; i < list->text_count; i++) {
		if (!unpack_text(&list->rest, &list->texts[i]))
			return false;
	}
	if (!unpack_count(&list->rest, PARTS, &list->target_count))
		return false;
	list->targets =
		mem_array(PARTS * list->target_count, sizeof(*list->targets));
	for (i = 0; i < PARTS * list->target_count; i++) {
		if (!unpack_part(
			    &list->rest, list->text_count, &list->targets[i]))
			return false;
	}
	return unpack_count(&list->rest, 4, &list->left);
}

bool link_list_next(struct link_list *list, struct link_row *row)
{
	uint32_t target, anchor, text;
	uint32_t field = 0;
	uint64_t line;
	const uint32_t *parts;

	if (!list->left ||
		!unpack_part(&list->rest, list->target_count, &target) ||
		!unpack_part(&list->rest, list->text_count, &anchor) ||
		!unpack_part(&list->rest, list->text_count, &text) ||
		!unpack_number(&list->rest, &line) || line >> 1 > INT32_MAX ||
		((line & 1) &&
			!unpack_part(&list->rest, list->text_count, &field)))
		return false;
	list->left--;
	parts = &list->targets[(size_t)target * PARTS];
	row->path = list->texts[parts[0]];
	row->name = list->texts[parts[1]];
	row->url = list->texts[parts[2]];
	row->anchor = list->texts[anchor];
	row->text = list->texts[text];
	row->field = list->texts[field];
	row->line = (int)(line >> 1);
	return true;
}

void link_list_clear(struct link_list *list)
{
	free(list->texts);
	free(list->targets);
	memset(list, 0, sizeof(*list));
}
