#ifndef FYR_STORE_LINKS_ALL_H
#define FYR_STORE_LINKS_ALL_H

/*
 * All links of an index at once, from note to note: what follows ways through
 * a whole hub asks this, instead of store_links for every note. A note and its
 * translations are one; links that lead out of the hub, nowhere or to the note
 * itself are left out.
 */

#include "store/store.h"

struct store_linked_note {
	struct str note; /* its id */
	struct str path, title, kind, status; /* of the primary */
};

struct store_note_link {
	uint32_t from, to; /* numbers of notes */
	uint32_t field; /* number of the key it stands under; 0: in the text */
};

struct store_graph {
	struct arena arena; /* holds the texts */
	struct store_linked_note *notes; /* by path, primaries first */
	size_t note_count, note_cap;
	struct store_note_link *links; /* in no order */
	size_t link_count, link_cap;
	struct str *fields; /* number 0 is the empty key */
	size_t field_count, field_cap;
};

/* On failure there is nothing to clear. */
bool store_links_all(
	struct store *store, struct store_graph *graph, struct error *err);
void store_graph_clear(struct store_graph *graph);

/* Another number than before when the index may hold something else. */
bool store_stamp(struct store *store, int64_t *stamp, struct error *err);

#endif
