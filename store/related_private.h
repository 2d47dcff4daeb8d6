#ifndef FYR_STORE_RELATED_PRIVATE_H
#define FYR_STORE_RELATED_PRIVATE_H

/*
 * What store/related.c (all together) and store/related_find.c (words and
 * links) share.
 */

#include "base/arena.h"
#include "store/db.h"
#include "store/related.h"

enum {
	NEAR_OWN = 8, /* notes that share the id */
	NEAR_TERMS = 24, /* telling words; bits of a mask */
	NEAR_TAGS = 24,
	NEAR_IDS = 4096
};

struct near_term {
	struct str word; /* folded */
	struct str typed; /* as the note writes it, in lower case */
	double weight;
};

/* How near one note is; by its number less that of the first. */
struct near_note {
	float words, tags, cited;
	float score;
	uint32_t shared_words, shared_tags;
	unsigned why;
};

struct near {
	struct store *store;
	struct error *err;
	struct arena arena;
	int64_t id;
	struct str note; /* its id in the hub */
	int64_t own[NEAR_OWN];
	size_t own_count;
	struct near_term terms[NEAR_TERMS];
	size_t term_count;
	struct str tags[NEAR_TAGS], tag_names[NEAR_TAGS];
	size_t tag_count;
	struct near_note *notes;
	size_t count;
};

/* NULL for a note there is not. */
struct near_note *near_at(struct near *near, int64_t id);

/* Up to NEAR_IDS numbers that a statement with one text gives. */
bool near_ids(struct near *near, const char *sql, struct str text, int64_t *ids,
	size_t *count);

bool near_words(struct near *near);
bool near_links(struct near *near);

#endif
