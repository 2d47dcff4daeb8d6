#ifndef FYR_STORE_LINK_PACK_H
#define FYR_STORE_LINK_PACK_H

/*
 * Private to store/: the links of a note as bytes: every text once, every
 * target (path, name, url) once, then each link as numbers of them. Reading
 * checks every length and number. Pure.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct link_row {
	struct str path, name, url; /* where to: store_link, the id folded */
	struct str anchor, text, field;
	int line;
};

void link_pack(struct buf *out, const struct link_row *rows, size_t count);

struct link_list {
	struct str rest;
	struct str *texts; /* number 0 is the empty text */
	size_t text_count;
	uint32_t *targets; /* three numbers of texts each */
	size_t target_count;
	size_t left; /* links to come */
};

/* Texts are borrowed from `packed`. Clear it in any case. */
bool link_list_open(struct link_list *list, struct str packed);
bool link_list_next(struct link_list *list, struct link_row *row);
void link_list_clear(struct link_list *list);

#endif
