#ifndef FYR_STORE_PRIOR_H
#define FYR_STORE_PRIOR_H

/*
 * What ranking needs of every note whatever the query: held in memory,
 * found by the note's number. The zero value is empty. Pure; filled by
 * store/words.h.
 */

#include <stddef.h>
#include <stdint.h>

enum prior_low {
	PRIOR_NORMAL, /* published, or no status we know */
	PRIOR_DRAFT, /* draft, review: not in listings, ranked a little lower */
	PRIOR_PAST /* superseded, archived, repealed …: ranked lower */
};

struct prior_row {
	uint32_t inlinks;
	uint32_t body_len; /* bytes */
	int32_t due; /* day of its next review; 0 none */
	uint16_t title_len; /* words */
	uint8_t low; /* enum prior_low */
	uint8_t used;
};

struct prior {
	struct prior_row *rows; /* of ids first, first + 1, … */
	int64_t first;
	size_t count; /* of rows, unused ones too */
	size_t notes;
	double title_mean, body_mean;
};

/* Room for ids [first, last]; then prior_set for each, then prior_settle. */
void prior_init(struct prior *prior, int64_t first, int64_t last);
void prior_set(struct prior *prior, int64_t id, const struct prior_row *row);
void prior_set_due(struct prior *prior, int64_t id, int32_t day);
void prior_settle(struct prior *prior);

/* NULL for a note there is not. */
const struct prior_row *prior_find(const struct prior *prior, int64_t id);

void prior_clear(struct prior *prior);

#endif
