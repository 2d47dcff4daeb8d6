#ifndef FYR_CONTENT_IDENTIFIER_H
#define FYR_CONTENT_IDENTIFIER_H

/*
 * Identifiers of legislation inside web addresses, so that a link to the
 * official page of an act is a link to the note about it.
 */

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"

/*
 * Append the identifier that `url` names, as notes write it:
 *
 *     …/eli/sfs/2018/447             2018:447    (Swedish Code of Statutes)
 *     …/eli/reg/2024/1689/oj         32024R1689  (CELEX, from an ELI)
 *     …?uri=CELEX:32016R0679         32016R0679
 *     https://doi.org/10.1136/x      10.1136/x
 *
 * False, and nothing appended, when it names none. Sources: the ELI templates
 * of the Publications Office (type, year, number) and the CELEX number's form
 * (sector, year, letter, four digits).
 */
bool identifier_of_address(struct str url, struct buf *out);

#endif
