#ifndef FYR_STORE_GATHER_H
#define FYR_STORE_GATHER_H

/*
 * Private to store/: what the full-text table knows of the notes that a plan
 * finds, note by note in the order of their numbers, for store/rank.h.
 *
 * A note costs a look at every phrase of the expression, and a few common
 * words bring most of the notes, while a query's many other forms are in few.
 * So the rare ones are looked up first, by themselves, and kept; then the
 * common ones, and each note is ranked by both. What is found is the same.
 */

#include "store/db.h"
#include "store/plan.h"
#include "store/rank.h"

/* Rank every note with an atom of the plan; true as well when the time for it
 * was over, with what was found until then. */
bool gather_run(struct rank *rank, struct plan *plan, struct error *err);

/* One row, from the auxiliary function fyr_collect(fts) of the table. */
void gather_row(const Fts5ExtensionApi *api, Fts5Context *fts,
	sqlite3_context *context, int count, sqlite3_value **args);

#endif
