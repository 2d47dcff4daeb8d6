#ifndef FYR_SYNC_SIMILAR_H
#define FYR_SYNC_SIMILAR_H

/*
 * How much two blobs have in common, for telling a rename with changes from a
 * file that went and another that came. Private to sync/.
 */

#include <git2.h>

/*
 * Bytes in lines that both have, of the larger one, per cent. 0 when one cannot
 * be read or is larger than 1 MB.
 */
int similar_blobs(git_odb *odb, const git_oid *a, const git_oid *b);

#endif
