#ifndef FYR_APP_EXPORT_CHECK_H
#define FYR_APP_EXPORT_CHECK_H

/*
 * A report of fyr check for people, programs and forges:
 *
 *   text    path:line:column: severity: rule: message, as compilers write;
 *           of a whole hub without notices (reviews that are due)
 *   json    one object, "schema": "fyr/check/1"
 *   github  workflow commands (::error file=…), which forges show beside the
 *           line (GitHub, Forgejo, Gitea)
 *
 * Texts pass the gate.
 */

#include <stdbool.h>

#include "app/check.h"
#include "base/buf.h"

enum check_format {
	CHECK_TEXT,
	CHECK_JSON,
	CHECK_GITHUB
};

/* By name; ERROR_INPUT lists the names. */
bool check_format_parse(
	const char *name, enum check_format *format, struct error *err);

void export_check(struct buf *out, const struct check_report *report,
	enum check_format format);

/* "212 notes: 2 errors, 3 warnings, 1 repaired." */
void export_check_sum(struct buf *out, const struct check_report *report);

#endif
