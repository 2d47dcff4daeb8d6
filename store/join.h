#ifndef FYR_STORE_JOIN_H
#define FYR_STORE_JOIN_H

/*
 * Private to store/: alternatives of several words at once: neighbours
 * written together ("patient data lag" is patientdatalag), and the term list.
 */

#include "store/expand.h"

void join_neighbours(struct expand *e);
void join_synonyms(struct expand *e);

#endif
