#ifndef FYR_CONTENT_PROBLEM_H
#define FYR_CONTENT_PROBLEM_H

/*
 * What is wrong with a note or with fyr.yaml: data, not an error. Every problem
 * has a place and a rule name that scripts can rely on; its text is in the
 * user's language and ends with the remedy. A note with problems is still a
 * note.
 */

#include <stddef.h>

#include "base/arena.h"

enum severity {
	SEVERITY_NOTICE = -1, /* not wrong, but due: a review, say */
	SEVERITY_WARNING = 0,
	SEVERITY_ERROR
};

struct problem {
	int line; /* from 1, in the file; 0: the file as a whole */
	int column; /* from 1, in code points; 0: the line as a whole */
	enum severity severity;
	const char *rule; /* "yaml", "unknown-kind", "bad-date": kebab case */
	const char *text; /* in the arena the list was given */
};

struct problems {
	struct problem *items; /* in the order found; sort by line to show */
	size_t count, cap;
	size_t more; /* found beyond PROBLEMS_MAX; one entry stands for them */
};

enum {
	PROBLEMS_MAX = 200
}; /* kept per file; more are counted as one */

/* Text and list are kept in `arena`. */
void problem_add(struct problems *list, struct arena *arena,
	const struct problem *problem, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

#endif
