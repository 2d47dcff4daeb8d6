#include "store/typo.h"

#include <stdlib.h>
#include <string.h>

enum {
	WORD_MAX = 64,
	LONG = 8,
	SHORTEST = 4,
	POLL = 8192
};

static int least(int a, int b)
{
	return a < b ? a : b;
}

int typo_distance(struct str a, struct str b, int max)
{
	int rows[3][WORD_MAX + 1];
	size_t i, j;

	if (a.len > WORD_MAX || b.len > WORD_MAX)
		return max + 1;
	for (j = 0; j <= b.len; j++)
		rows[0][j] = (int)j;
	for (i = 1; i <= a.len; i++) {
		int *row = rows[i % 3];
		const int *last = rows[(i + 2) % 3];
		const int *before = rows[(i + 1) % 3];
		int best = row[0] = (int)i;

		for (j = 1; j <= b.len; j++) {
			bool same = a.data[i - 1] == b.data[j - 1];

			row[j] = least(least(last[j], row[j - 1]) + 1,
				last[j - 1] + !same);
			if (i > 1 && j > 1 && a.data[i - 1] == b.data[j - 2] &&
				a.data[i - 2] == b.data[j - 1])
				row[j] = least(row[j], before[j - 2] + 1);
			best = least(best, row[j]);
		}
		if (best > max)
			return max + 1;
	}
	return rows[a.len % 3][b.len];
}

static int count_bits(uint32_t set)
{
	int count = 0;

	for (; set; set &= set - 1)
		count++;
	return count;
}

static bool is_better(
	const struct vocab *vocab, struct typo a, const struct typo *b)
{
	if (a.distance != b->distance)
		return a.distance < b->distance;
	return vocab->notes[a.word] > vocab->notes[b->word];
}

static void keep(const struct vocab *vocab, struct typo *found, size_t *count,
	struct typo typo)
{
	size_t at = *count;

	while (at > 0 && is_better(vocab, typo, &found[at - 1]))
		at--;
	if (at == TYPO_MAX)
		return;
	if (*count < TYPO_MAX)
		(*count)++;
	memmove(&found[at + 1], &found[at], (*count - at - 1) * sizeof(*found));
	found[at] = typo;
}

size_t typo_find(struct vocab *vocab, struct str word, struct watch *watch,
	struct typo found[TYPO_MAX])
{
	int max = word.len >= LONG ? 2 : 1;
	uint32_t letters = vocab_letter_set(word);
	size_t count = 0;
	size_t i;

	if (word.len < SHORTEST)
		return 0;
	vocab_letters(vocab);
	for (i = 0; i < vocab->count; i++) {
		size_t len = vocab->at[i + 1] - vocab->at[i];
		struct typo typo;

		if (i % POLL == 0 && watch_poll(watch))
			break;
		if (len + (size_t)max < word.len ||
			word.len + (size_t)max < len ||
			count_bits(letters ^ vocab->letters[i]) > 2 * max)
			continue;
		typo.word = i;
		typo.distance = typo_distance(word, vocab_word(vocab, i), max);
		if (typo.distance > 0 && typo.distance <= max)
			keep(vocab, found, &count, typo);
	}
	return count;
}
