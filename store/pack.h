#ifndef FYR_STORE_PACK_H
#define FYR_STORE_PACK_H

/*
 * Numbers and texts as bytes, for what the index keeps as one value. Reading
 * checks every length: false on damage. Pure.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

void pack_number(struct buf *out, uint64_t number);
void pack_text(struct buf *out, struct str text);

/* Cut one off the front of *rest; the text is borrowed from it. */
bool unpack_number(struct str *rest, uint64_t *number);
bool unpack_text(struct str *rest, struct str *text);

/* Mix `bytes` into a 64-bit checksum (begin with any constant). */
uint64_t pack_sum(uint64_t sum, struct str bytes);

#endif
