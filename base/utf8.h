#ifndef FYR_BASE_UTF8_H
#define FYR_BASE_UTF8_H

/*
 * UTF-8: decoding that never fails, repair, width in terminal cells, folding
 * for comparison and a sort key. Home of libutf8proc. Text is repaired once,
 * where it enters the program; everything inside may assume valid UTF-8, and
 * still nothing here reads past a slice that is not.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum {
	UTF8_REPLACEMENT = 0xFFFD
};

/*
 * Cut one code point off the front of *rest (which is not empty). Bytes that
 * are no UTF-8 give U+FFFD, one for each maximal subpart as the Unicode
 * Standard, section 3.9 (table 3-8) recommends.
 */
uint32_t utf8_next(struct str *rest);

/* Append one code point; what is none (surrogates, > 10FFFF) as U+FFFD. */
void utf8_put(struct buf *out, uint32_t code);

bool utf8_valid(struct str s);

/*
 * Append `text` as it is to be kept: valid UTF-8, without a byte order mark at
 * the start, CRLF and lone CR as LF, NUL as U+FFFD. Returns the number of
 * places where bytes had to be replaced by U+FFFD.
 */
size_t utf8_repair(struct buf *out, struct str text);

/*
 * Cut one grapheme cluster (UAX #29) off the front of *rest, *cells wide in a
 * terminal: 0, 1 or 2. A control character has width 0 here; the text gate
 * (base/gate.h) removes those before anything is painted.
 */
struct str utf8_cluster(struct str *rest, int *cells);

/* Width of a whole text in cells. */
size_t utf8_cells(struct str s);

/* The longest start of s that fits in `cells`, cut between clusters. */
struct str utf8_fit(struct str s, size_t cells);

/* Number of code points. */
size_t utf8_length(struct str s);

bool utf8_is_letter(uint32_t code); /* letters and marks */
bool utf8_is_digit(uint32_t code);
bool utf8_is_space(uint32_t code); /* Unicode white space */
bool utf8_is_punct(uint32_t code); /* categories P and S */
bool utf8_is_upper(uint32_t code);

/* Simple case of one code point. */
uint32_t utf8_lower(uint32_t code);
uint32_t utf8_upper(uint32_t code);

/* Append the text in lower case, NFC, diacritics kept ("ÅR" -> "år"). */
void utf8_lower_text(struct buf *out, struct str text);

/*
 * Append the text folded for search: case folded, decomposed, marks dropped,
 * so å ä -> a, ö -> o, é -> e; ß -> ss, æ -> ae, ø -> o, đ -> d, þ -> th,
 * ł -> l; soft hyphens dropped. Other characters are kept.
 */
void utf8_fold(struct buf *out, struct str text);

/*
 * Append a sort key: comparing two keys with memcmp sorts as Swedish readers
 * expect (å ä ö after z, w after v, é as e, digits before letters, runs of
 * digits by value, case ignored, punctuation ignored), and as English readers
 * expect for English words. Needs no installed locale.
 */
void utf8_sort_key(struct buf *out, struct str text);

/* "kommun": true when `needle` occurs in `hay`, both already folded. */
bool utf8_contains(struct str hay, struct str needle);

/* True when each of the words, as typed, occurs in `text`, folded both. */
bool utf8_has_words(struct str text, struct str words);

#endif
