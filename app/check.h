#ifndef FYR_APP_CHECK_H
#define FYR_APP_CHECK_H

/*
 * Checking a hub: every rule for one note (content/check.h and below) and those
 * that need the others: links, identifiers, translations, rings. Works on the
 * source, not on the index; edited files of a work clone count as they are.
 * A problem is data; functions here fail only when the hub cannot be read.
 *
 * Rules across notes: duplicate-id duplicate-identifier alias-taken
 * broken-link broken-anchor wrong-kind link-superseded ring no-successor
 * orphan-translation same-language translation-stale unsafe-entry.
 */

#include <stdbool.h>
#include <stddef.h>

#include "app/app.h"
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "content/problem.h"

struct check_problem {
	struct str path; /* in the hub; "fyr.yaml" too */
	int line, column; /* from 1; 0 as struct problem */
	enum severity severity;
	struct str rule, text;
};

struct check_fixed {
	struct str path;
	int line;
	struct str rule, was, is; /* texts empty for hidden characters */
	size_t count; /* of hidden characters */
};

struct check_report {
	struct arena arena;
	struct check_problem *items; /* by path, line, column, rule */
	size_t count;
	struct check_fixed *fixed; /* by path and line */
	size_t fixed_count;
	struct str commit; /* that holds the repairs, or empty: on disk */
	size_t notes, errors, warnings, notices; /* of what was checked */
	bool whole; /* the hub, not notes that were named */
};

struct check_request {
	/* Notes and folders, relative to the hub or to the current folder, or
	 * ids; none: the whole hub. */
	const char *const *paths;
	size_t path_count;
	/* Repair what is safe first (content/check.h): on disk, and in a
	 * managed clone, which has no files, as one commit. --read-only is
	 * ERROR_REFUSED. */
	bool fix;
};

/*
 * Check the hub, or the notes named, against the whole hub. A path that names
 * no note is ERROR_NOT_FOUND. `report` is overwritten; check_report_clear
 * frees.
 */
bool app_check(struct app *app, const struct check_request *request,
	struct check_report *report, struct error *err);

/*
 * Check one text that is not saved yet, as if it stood at `path`: what new,
 * edit and publish ask before they save. The report holds its problems only.
 */
bool app_check_text(struct app *app, struct str path, struct str text,
	struct check_report *report, struct error *err);

void check_report_clear(struct check_report *report);

#endif
