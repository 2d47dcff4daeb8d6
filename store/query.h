#ifndef FYR_STORE_QUERY_H
#define FYR_STORE_QUERY_H

/*
 * What a user types into the search field, as a tree. Any string is a query;
 * parsing never fails: what makes no sense as syntax is plain text. Pure.
 *
 *   patientdata lag    words: wished for, best first
 *   "exact phrase"     all of it, in this order
 *   a OR b   a | b     either; binds tighter than blanks
 *   ( … )              a group
 *   -x   NOT x         without; before words, phrases, filters, groups
 *   bioba*   =word     the beginning of a word; this spelling exactly
 *   title: head: body: words in that part of the note
 *   key:value          a filter: kind tag status lang path id owner from due
 *                      created modified year is has no links linked, or any
 *                      front-matter key; Swedish names too
 *   key:a,b  key:"a b"  key:<x  key:>=x  key:a..b  key:a..  key:..b
 *   sort:key  sort:key-  sort:key+
 *
 * Filters of one list with the same key are alternatives, as with a comma,
 * unless they compare or the key says something about a note of which several
 * hold at once (is has no links linked). A front-matter key of the hub wins
 * over our second names (type, text, author, …), never over the first.
 *
 * Only upper-case OR, AND and NOT are operators. An unclosed quote or bracket,
 * an operator without an operand, a key that is not known or is followed by a
 * blank, and a date that is none, are plain text.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/str.h"

enum {
	QUERY_BYTES = 1024,
	QUERY_LEAVES = 32,
	QUERY_DEPTH = 8,
	QUERY_VALUES = 16
};

enum query_type {
	QUERY_WORD,
	QUERY_PHRASE,
	QUERY_FILTER,
	QUERY_AND, /* of its children */
	QUERY_OR
};

enum query_key {
	KEY_NONE,
	KEY_TITLE, /* these three search text, not fields */
	KEY_HEAD,
	KEY_BODY,
	KEY_KIND,
	KEY_TAG,
	KEY_STATUS,
	KEY_LANG,
	KEY_PATH,
	KEY_ID,
	KEY_OWNER,
	KEY_FROM,
	KEY_DUE,
	KEY_CREATED,
	KEY_MODIFIED,
	KEY_IS,
	KEY_HAS,
	KEY_NO,
	KEY_LINKS,
	KEY_LINKED,
	KEY_SORT,
	KEY_FIELD, /* any front-matter key: query_node.field */
	KEY_YEAR
};

enum query_op {
	OP_IS,
	OP_LESS,
	OP_LESS_IS,
	OP_MORE,
	OP_MORE_IS,
	OP_RANGE
};

enum query_is {
	IS_NONE,
	IS_OPEN,
	IS_OVERDUE,
	IS_DRAFT,
	IS_REVIEW,
	IS_PUBLISHED,
	IS_SUPERSEDED,
	IS_ARCHIVED,
	IS_EDITED,
	IS_PROBLEM
};

struct query_node {
	enum query_type type;
	bool negated;
	bool exact; /* a word: =word */
	bool prefix; /* a word: word* */
	bool last; /* a word at the very end of what was typed */
	struct str text; /* of a word or phrase, as typed */
	enum query_key key; /* of a filter; of a word or phrase: KEY_NONE, or
			       the part of the note it must stand in */
	struct str name; /* the key as typed */
	struct str field; /* the front-matter key of a KEY_FIELD */
	enum query_op op;
	struct str values[QUERY_VALUES]; /* alternatives; a range has two */
	size_t value_count;
	struct query_node *first, *next;
};

struct query {
	struct arena arena;
	struct query_node root; /* QUERY_AND */
	struct str sort; /* of sort:, or empty */
	struct str unknown; /* a key nobody knows, or empty */
	struct str senseless; /* a filter whose value makes none, or empty */
	bool cut; /* longer than a query may be */
};

/*
 * Answers which front-matter key of the hub a name means: *key; false when it
 * means none. With `exact` only the key of that very name counts.
 */
struct query_fields {
	bool (*find)(struct str name, bool exact, struct str *key, void *arg);
	void *arg;
};

/* `query` is overwritten; query_clear frees. `fields` may be NULL. */
void query_parse(struct query *query, struct str text,
	const struct query_fields *fields);
void query_clear(struct query *query);

/* The key of that name, Swedish or English; KEY_NONE if it is none of ours. */
enum query_key query_key_of(struct str name);

/*
 * Our names of keys: the first of each key is the one of search.md, in
 * English. Ends with a NULL name.
 */
struct query_name {
	const char *name; /* as typed */
	enum query_key key;
	bool second; /* gives way to a front-matter key of that name */
	bool swedish;
};
const struct query_name *query_names(void);

/* The entry a typed name is, in any case, without diacritics too; or NULL. */
const struct query_name *query_name_of(struct str name);

/* The first name of a key: "due". */
const char *query_key_name(enum query_key key);

/* Our words for is:, ends with NULL. */
struct query_word {
	const char *name;
	enum query_is is;
	bool swedish;
};
const struct query_word *query_is_words(void);

/* What is:value means. */
enum query_is query_is_of(struct str value);

/*
 * Days [*first, *last] that a date of a filter means: 2026, 2026-01,
 * 2026-01-31, today, yesterday, tomorrow, 30d, -2w, 6m, 1y from `today`.
 */
bool query_days(
	struct str text, struct date today, int32_t *first, int32_t *last);

/*
 * Take "a..b" in a filter's value apart. False when its values make no sense
 * for its key.
 */
bool query_settle_values(struct query_node *node);

/* True for due:overdue, Swedish too. */
bool query_is_overdue(struct str text);

#endif
