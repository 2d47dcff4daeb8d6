#ifndef FYR_STORE_RELATED_H
#define FYR_STORE_RELATED_H

/*
 * Notes near a note. Results are copies in an arena of their own, freed by the
 * clear function; errors as in store/store.h.
 */

#include "store/store.h"

/* Notes near a note, and why. */
enum {
	RELATED_LINKS_HERE = 1, /* it links to the note */
	RELATED_LINKED = 2, /* the note links to it */
	RELATED_CITED = 4, /* both link to, or are linked from, the same */
	RELATED_TAGS = 8,
	RELATED_IDENTIFIER = 16, /* it names the same act or the note itself */
	RELATED_WORDS = 32
};

struct store_related_row {
	struct store_hit hit; /* without snippet */
	unsigned why; /* RELATED_… bits */
	struct str shared; /* tags and telling words in common, ", " between */
};

struct store_related {
	struct arena arena;
	struct store_related_row *items; /* nearest first */
	size_t count;
};

/*
 * Notes near the one at `path`: not itself nor its translations, of a note
 * and its translations one (in language `lang`, else the primary). An unknown
 * path is an empty list.
 */
struct store_near {
	struct str path;
	struct str lang;
	struct date today;
	size_t limit; /* 0: 8 */
};
bool store_related(struct store *store, const struct store_near *near,
	struct store_related *related, struct error *err);
void store_related_clear(struct store_related *related);

#endif
