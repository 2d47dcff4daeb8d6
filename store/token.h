#ifndef FYR_STORE_TOKEN_H
#define FYR_STORE_TOKEN_H

/*
 * Text to words, the same for notes and for queries: a word is a run of
 * letters and digits, folded (base/utf8.h), soft hyphens dropped. A number
 * with inner ':' or '/' and at least four digits in all (2008:355,
 * 2007/08:126, 2016/679) is also given whole, right after its first part and
 * at the same position. Pure; the full-text table uses it through store/fts.h.
 *
 * A change here changes what is in an index: raise SCHEMA_VERSION.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

/* A longer folded word is cut to this many bytes. */
enum {
	TOKEN_MAX = 64
};

/* How the code points below 0x250 fold; made once, shared by all scans. */
struct token_table;

struct token_table *token_table_new(void);
void token_table_free(struct token_table *table);

struct token {
	struct str text; /* folded; borrowed until the next token_next */
	size_t from, to; /* bytes of it in the text */
	size_t position; /* number of the word; whole ones share */
	bool whole; /* a whole identifier */
};

struct token_scan {
	const struct token_table *table;
	struct str text;
	struct buf folded;
	size_t at;
	size_t position;
	size_t whole_from, whole_to; /* identifier still to be given */
	size_t plain_to; /* no identifier begins before this */
};

/*
 * How the words that are looked for begin: all others need not be folded.
 * By the first letter, and by the first two, five bits of each.
 */
struct token_begins {
	bool first[128];
	bool pairs[1 << 10];
};

/* `word`: folded. `open`: anything may follow its first letter. */
void token_begins_add(struct token_begins *begins, struct str word, bool open);

void token_scan_init(struct token_scan *scan, const struct token_table *table,
	struct str text);
bool token_next(struct token_scan *scan, struct token *token);

/* The same, but words that begin otherwise are only counted; not all are. */
bool token_next_of(struct token_scan *scan, const struct token_begins *begins,
	struct token *token);
void token_scan_clear(struct token_scan *scan);

/* Append all words of `text`, whole identifiers left out, blanks between. */
void token_join(
	struct buf *out, const struct token_table *table, struct str text);

#endif
