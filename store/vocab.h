#ifndef FYR_STORE_VOCAB_H
#define FYR_STORE_VOCAB_H

/*
 * All words of the index, sorted by bytes, with the number of notes each
 * stands in: held in memory for completion, inflection, compounds and typing
 * errors. The zero value is empty. Pure; what fills it is store/words.h.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct vocab {
	struct buf bytes; /* of all words, one after the other */
	uint32_t *at; /* count + 1 offsets */
	uint32_t *notes;
	uint32_t *letters; /* set of letters; made by vocab_letters */
	size_t count, at_cap, notes_cap;
};

#define VOCAB_NONE ((size_t)-1)

/* Append a word after all there are (they come sorted). */
void vocab_add(struct vocab *vocab, struct str word, uint32_t notes);

struct str vocab_word(const struct vocab *vocab, size_t i);

/* Number of a word, or VOCAB_NONE. */
size_t vocab_find(const struct vocab *vocab, struct str word);

/* Notes with the word; 0 if unknown. */
uint32_t vocab_notes(const struct vocab *vocab, struct str word);

/* Words that begin with `prefix`: [*from, *to). */
void vocab_prefix(
	const struct vocab *vocab, struct str prefix, size_t *from, size_t *to);

/*
 * Fill `words` with the numbers of the words of [from, to) that most notes
 * hold, commonest first; how many there are, at most `max` (> 0).
 */
size_t vocab_commonest(const struct vocab *vocab, size_t from, size_t to,
	size_t *words, size_t max);

/* The letters of a word as bits, and those of all words. */
uint32_t vocab_letter_set(struct str word);
void vocab_letters(struct vocab *vocab);

/* Append as bytes; read them back (false: damaged). */
void vocab_pack(const struct vocab *vocab, struct buf *out);
bool vocab_unpack(struct vocab *vocab, struct str packed);

void vocab_clear(struct vocab *vocab);

#endif
