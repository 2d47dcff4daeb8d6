#ifndef FYR_CONTENT_CHECK_H
#define FYR_CONTENT_CHECK_H

/*
 * What is wrong with one note, beyond what parsing (content/doc.h) and its
 * fields alone (content/schema.h) say: values that contradict each other or the
 * day, and text that should not stand in a hub. What needs other notes is
 * app/check.h's. Problems go to doc->problems; no text repeats what may be
 * personal.
 *
 * Rules: too-deep long-summary review-overdue verified-old not-verified
 * no-source stage-dates act-without-action end-before-start
 * registration-after-event lang-mismatch translation-fields personal-number
 * personal-email.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"
#include "content/doc.h"
#include "content/schema.h"

struct check_context {
	const struct schema *schema;
	const struct kind *kind; /* NULL: unknown */
	const struct values *values; /* of schema_values */
	struct str path_lang; /* language in the file's name, or empty */
	struct date today;
};

/* After doc_parse and schema_values. */
void check_note(struct doc *doc, const struct check_context *context);

/* The status in `values`, "published" without one. */
struct str check_status(const struct values *values);

/* The first value with that role or key; NULL. */
const struct value *check_role(const struct values *values, enum role role);
const struct value *check_key(const struct values *values, const char *key);

/*
 * True when `text` begins with a Swedish personal identity number or
 * coordination number whose checksum is right: YYMMDD-NNNN, YYYYMMDD-NNNN, with
 * "+", a dash of any kind or nothing between. *len gets its length. The byte
 * before `text` is not looked at. (Skatteverket: Luhn's sum over ten
 * digits; a coordination number has 60 added to the day.)
 */
bool check_is_personal_number(struct str text, size_t *len);

/* --- what can be repaired without asking --- */

struct check_repair {
	int line; /* in the file, from 1 */
	const char *rule; /* that it answers */
	struct str was, is; /* of a value; empty for hidden characters */
	size_t count; /* of hidden characters removed; 0 a value */
};

struct check_repairs {
	struct check_repair *items; /* in `arena`, by line */
	size_t count;
};

/*
 * Append `file` with what is safe to repair repaired, byte for byte as it was
 * otherwise (comments, order, line ends, byte order mark):
 *
 *   unknown-value       other case or the label of exactly one value: its id
 *   bad-date            2026-1-5, 2026/01/05, 2026.01.05, 20260105 as a date
 *   hidden-characters   control and direction characters, zero width blanks
 *
 * False, and nothing appended, when there is nothing to repair or the result
 * would not read better than before.
 */
struct check_repairing {
	const struct schema *schema;
	struct str path;
	struct arena *arena; /* of the list */
};
bool check_repair(const struct check_repairing *how, struct str file,
	struct buf *out, struct check_repairs *repairs);

#endif
