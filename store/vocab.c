#include "store/vocab.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/pack.h"
#include "store/token.h"

void vocab_add(struct vocab *vocab, struct str word, uint32_t notes)
{
	if (vocab->count + 2 > vocab->at_cap ||
		vocab->count + 1 > vocab->notes_cap) {
		vocab->at = mem_grow(vocab->at, &vocab->at_cap,
			vocab->count + 2, sizeof(*vocab->at));
		vocab->notes = mem_grow(vocab->notes, &vocab->notes_cap,
			vocab->count + 1, sizeof(*vocab->notes));
	}
	buf_str(&vocab->bytes, word);
	vocab->notes[vocab->count++] = notes;
	vocab->at[vocab->count] = (uint32_t)vocab->bytes.len;
}

struct str vocab_word(const struct vocab *vocab, size_t i)
{
	struct str word;

	word.data = vocab->bytes.data + vocab->at[i];
	word.len = vocab->at[i + 1] - vocab->at[i];
	return word;
}

/* Number of the first word not less than `word`. */
static size_t lower_bound(const struct vocab *vocab, struct str word)
{
	size_t low = 0;
	size_t high = vocab->count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (str_cmp(vocab_word(vocab, mid), word) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t vocab_find(const struct vocab *vocab, struct str word)
{
	size_t i = lower_bound(vocab, word);

	if (i < vocab->count && str_eq(vocab_word(vocab, i), word))
		return i;
	return VOCAB_NONE;
}

uint32_t vocab_notes(const struct vocab *vocab, struct str word)
{
	size_t i = vocab_find(vocab, word);

	return i == VOCAB_NONE ? 0 : vocab->notes[i];
}

static bool begins(struct str word, struct str prefix)
{
	return word.len >= prefix.len &&
		memcmp(word.data, prefix.data, prefix.len) == 0;
}

void vocab_prefix(
	const struct vocab *vocab, struct str prefix, size_t *from, size_t *to)
{
	size_t low = lower_bound(vocab, prefix);
	size_t high = vocab->count;

	*from = low;
	if (!prefix.len) {
		*to = vocab->count;
		return;
	}
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (begins(vocab_word(vocab, mid), prefix))
			low = mid + 1;
		else
			high = mid;
	}
	*to = low;
}

size_t vocab_commonest(const struct vocab *vocab, size_t from, size_t to,
	size_t *words, size_t max)
{
	size_t count = 0;

	for (; from < to; from++) {
		size_t at = count;

		if (count == max &&
			vocab->notes[from] <= vocab->notes[words[max - 1]])
			continue;
		while (at > 0 &&
			vocab->notes[words[at - 1]] < vocab->notes[from])
			at--;
		if (count < max)
			count++;
		memmove(&words[at + 1], &words[at],
			(count - at - 1) * sizeof(*words));
		words[at] = from;
	}
	return count;
}

uint32_t vocab_letter_set(struct str word)
{
	uint32_t set = 0;
	size_t i;

	for (i = 0; i < word.len; i++)
		set |= UINT32_C(1) << ((unsigned char)word.data[i] & 31);
	return set;
}

void vocab_letters(struct vocab *vocab)
{
	size_t i;

	if (vocab->letters)
		return;
	vocab->letters = mem_array(vocab->count + 1, sizeof(*vocab->letters));
	for (i = 0; i < vocab->count; i++)
		vocab->letters[i] = vocab_letter_set(vocab_word(vocab, i));
}

/* Each word as what it shares with the one before, the rest, and its notes. */
void vocab_pack(const struct vocab *vocab, struct buf *out)
{
	struct str last = {0};
	size_t i;

	pack_number(out, vocab->count);
	pack_number(out, vocab->bytes.len);
	for (i = 0; i < vocab->count; i++) {
		struct str word = vocab_word(vocab, i);
		size_t same = 0;

		while (same < word.len && same < last.len &&
			word.data[same] == last.data[same])
			same++;
		pack_number(out, same);
		pack_number(out, word.len - same);
		pack_number(out, vocab->notes[i]);
		buf_str(out, str_sub(word, same, word.len));
		last = word;
	}
}

/* As unpack_number, quick for the small numbers that nearly all are. */
static bool unpack_small(struct str *rest, size_t *number)
{
	uint64_t large;

	if (rest->len && (unsigned char)rest->data[0] < 0x80) {
		*number = (unsigned char)rest->data[0];
		rest->data++;
		rest->len--;
		return true;
	}
	if (!unpack_number(rest, &large) || large > UINT32_MAX)
		return false;
	*number = (size_t)large;
	return true;
}

/* All words, to room for `bytes` of them and for their offsets. */
static bool unpack_words(
	struct vocab *vocab, struct str rest, size_t count, size_t bytes)
{
	char *to = vocab->bytes.data;
	size_t last = 0;
	size_t end = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		size_t same, more, notes;

		if (!unpack_small(&rest, &same) ||
			!unpack_small(&rest, &more) ||
			!unpack_small(&rest, &notes) || same > end - last ||
			more > rest.len || same + more > bytes - end)
			return false;
		memcpy(to + end, to + last, same);
		memcpy(to + end + same, rest.data, more);
		rest = str_sub(rest, more, rest.len);
		last = end;
		end += same + more;
		vocab->notes[i] = (uint32_t)notes;
		vocab->at[i + 1] = (uint32_t)end;
	}
	return end == bytes;
}

bool vocab_unpack(struct vocab *vocab, struct str packed)
{
	uint64_t count, bytes;

	/* A word takes four bytes at least, and is no longer than a token:
	 * no memory for what is damaged. */
	if (!unpack_number(&packed, &count) ||
		!unpack_number(&packed, &bytes) || count > packed.len / 4 ||
		bytes > count * TOKEN_MAX)
		return false;
	vocab->at = mem_grow(vocab->at, &vocab->at_cap, (size_t)count + 1,
		sizeof(*vocab->at));
	vocab->notes = mem_grow(vocab->notes, &vocab->notes_cap,
		(size_t)count + 1, sizeof(*vocab->notes));
	buf_room(&vocab->bytes, (size_t)bytes + 1);
	if (!unpack_words(vocab, packed, (size_t)count, (size_t)bytes))
		return false;
	vocab->count = (size_t)count;
	vocab->bytes.len = (size_t)bytes;
	return true;
}

void vocab_clear(struct vocab *vocab)
{
	buf_clear(&vocab->bytes);
	free(vocab->at);
	free(vocab->notes);
	free(vocab->letters);
	memset(vocab, 0, sizeof(*vocab));
}
