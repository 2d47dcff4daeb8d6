/*
 * Any three texts, with a byte 0xFF between, are merged: what only one side
 * changed is taken byte for byte, and the sides can be swapped. The last two
 * are compared as well, for people and for programs.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "content/diff.h"
#include "content/merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool merge(
	struct str base, struct str published, struct str mine, struct buf *out)
{
	const struct merge_texts texts = {base, published, mine};
	struct buf clash = {0};
	bool clean;

	buf_cut(out, 0);
	clean = merge_note(&texts, MERGE_PUBLISHED, out, &clash);
	assert(clean == !clash.len);
	buf_clear(&clash);
	return clean;
}

static void check_one_side(struct str base, struct str side, struct buf *out)
{
	assert(merge(base, side, side, out));
	assert(str_eq(buf_slice(out), side));
	assert(merge(base, base, side, out));
	assert(str_eq(buf_slice(out), side));
	assert(merge(base, side, base, out));
	assert(str_eq(buf_slice(out), side));
}

struct words {
	struct buf old, new;
};

static void take_word(struct str piece, int mark, void *arg)
{
	struct words *words = arg;

	if (mark <= 0)
		buf_str(&words->old, piece);
	if (mark >= 0)
		buf_str(&words->new, piece);
}

static void take_change(const struct diff_change *change, void *arg)
{
	size_t *line = arg;
	struct words words = {0};

	assert(change->new_line >= *line);
	assert(change->old_count || change->new_count);
	*line = change->new_line + change->new_count;
	diff_words(change->old, change->new, take_word, &words);
	assert(str_eq(buf_slice(&words.old), change->old));
	assert(str_eq(buf_slice(&words.new), change->new));
	buf_clear(&words.old);
	buf_clear(&words.new);
}

static void check_difference(struct str old, struct str new)
{
	struct diff_lines lines = {0};
	struct diff_counts counts = {0};
	struct buf out = {0};
	size_t line = 0;
	size_t i;

	diff_text(&out, old, new, old.len % 2, &counts);
	assert(str_eq(old, new) ? !out.len : true);
	diff_changes(old, new, take_change, &line);
	diff_match(&lines, old, new);
	for (i = 0; i < lines.count; i++)
		assert(lines.from[i] >= DIFF_NEW &&
			lines.from[i] <= (int32_t)old.len);
	diff_lines_clear(&lines);
	buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = {(const char *)data, size};
	struct str sides[3] = {{0}};
	struct buf one = {0}, other = {0};
	size_t i;
	bool clean;

	for (i = 0; i < 3; i++)
		str_cut(&rest, '\xFF', &sides[i]);
	check_one_side(sides[0], sides[1], &one);
	check_one_side(sides[0], sides[2], &one);
	clean = merge(sides[0], sides[1], sides[2], &one);
	assert(merge(sides[0], sides[2], sides[1], &other) == clean);
	check_difference(sides[1], sides[2]);
	buf_clear(&one);
	buf_clear(&other);
	return 0;
}
