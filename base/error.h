#ifndef FYR_BASE_ERROR_H
#define FYR_BASE_ERROR_H

/*
 * An error is a value on the caller's stack: what kind it is, so that a
 * caller can act, and one text in the user's language that says what happened,
 * why, and what to do. Whoever detects an error describes it; everyone above
 * passes it on, or prefixes what only they know (the name of the note, say).
 * Nothing is allocated and nothing is global.
 *
 * A function that can fail returns bool and takes `struct error *err` last;
 * err may be NULL. On failure its other outputs are untouched unless its
 * header says otherwise. Callers branch on the kind, never on the text.
 */

#include <stdbool.h>

enum error_kind {
	ERROR_NONE,
	ERROR_NOT_FOUND, /* nothing of that name; exit 1 */
	ERROR_INPUT, /* what the user typed makes no sense; exit 2 */
	ERROR_CONFIG, /* configuration or fyr.yaml; exit 3 */
	ERROR_IO, /* the file system or the repository; exit 3 */
	ERROR_INDEX, /* the index; rebuilding it helps; exit 3 */
	ERROR_NETWORK, /* remote, transport or credentials; exit 4 */
	ERROR_CONFLICT, /* waits for a person; exit 5 */
	ERROR_REFUSED, /* not allowed here; exit 6 */
	ERROR_CANCELLED /* stopped on request; exit 130 */
};

enum {
	ERROR_TEXT = 512
};

struct error {
	enum error_kind kind;
	char text[ERROR_TEXT]; /* UTF-8, cut between characters */
};

/* Describe an error. Always returns false, so failing is one line. */
bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* As error_set, with ": " and the text of errno at the end. */
bool error_errno(struct error *err, enum error_kind kind, const char *format,
	...) __attribute__((format(printf, 3, 4)));

/* Put "<text>: " before an error already described. Returns false. */
bool error_prefix(struct error *err, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
