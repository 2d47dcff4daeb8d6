#ifndef FYR_STORE_FLUSH_H
#define FYR_STORE_FLUSH_H

/*
 * Private to store/: the end of a transaction. Notes wait until then to go
 * out of and into the full-text table, each in ascending order, because it
 * writes a segment whenever the number of a note goes down; and inbound links
 * are counted again where they may have changed.
 */

#include "store/db.h"

bool flush_pending(struct store *store, struct error *err);

/* The end of a bulk load: word list, inbound links, history, settings. */
bool flush_bulk(struct store *store, struct error *err);

/* Drop what was pending. */
void flush_forget(struct store *store);

/* Take one note out of the full-text table and drop its text. */
bool flush_gone(struct store *store, int64_t id, struct error *err);

/* Notes whose inbound links may change: by a link's two ways to lead. */
void flush_touch(struct store *store, struct str path, struct str name);

/* An id whose translations may have another status now. */
void flush_touch_note(struct store *store, struct str id);

#endif
