#ifndef FYR_CONTENT_TERMS_H
#define FYR_CONTENT_TERMS_H

/*
 * The term list of a hub, synonyms.yaml: groups of words and phrases that mean
 * the same to those who search.
 *
 *     groups:
 *       - [medical device, medicinteknisk produkt, MDR]
 *       - personal data = personuppgifter
 *     oneway:
 *       - {from: ChatGPT, to: [generative AI, language model]}
 *
 * Reading is liberal and total: the file may be the list of groups itself; a
 * group is a list or a text with equals signs; a one-way group is {from, to}
 * anywhere, and below `oneway:` also a list or text whose first term finds the
 * others. What is wrong is a problem with its place, and the rest holds.
 *
 * Changing keeps comments, order and layout: text is put in or cut out, and
 * the result is read again: unless it says exactly what was asked for it is
 * refused, with the line to be changed by hand.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "content/problem.h"

enum {
	TERMS_FILE_MAX = 1024 * 1024, /* bytes */
	TERMS_GROUPS = 20000,
	TERMS_IN_GROUP = 64,
	TERMS_BYTES = 200 /* of one term */
};

struct term_group {
	struct str *terms; /* trimmed, in order; at least two */
	size_t count;
	size_t from; /* one-way: so many of the first find the others, and are
			not found by them; 0: each finds all others */
	int line; /* in the file, from 1 */
	const struct yaml *node; /* for changes */
};

struct terms {
	struct arena arena;
	struct term_group *groups;
	size_t count, cap;
	const struct yaml *root; /* NULL: empty, or no YAML */
	struct problems problems;
};

/* `terms` is overwritten; terms_clear frees. The zero value is empty. */
void terms_parse(struct terms *terms, struct str text);
void terms_clear(struct terms *terms);

/* True when a file looks like a term list rather than like a fyr.yaml. */
bool terms_is_list(struct str text);

/* The same word: case does not matter. */
bool terms_same(struct str a, struct str b);

struct terms_change {
	const struct str *terms;
	size_t count; /* at least two to add; exactly one to remove */
	bool oneway; /* add: the first finds the others */
};

/*
 * Append to *out the text of the file with the change made; what is in the
 * file already changes nothing, and *out is then the same text. Adding puts
 * the terms into the first group that has one of them, else into a new one;
 * removing takes the term out of every group, and groups of one with it.
 * ERROR_INPUT: a term is unfit; ERROR_NOT_FOUND: the term to be removed is
 * nowhere; ERROR_CONFIG: the file is not read as YAML, or its layout is one
 * that must be changed by hand.
 */
bool terms_add(struct str text, const struct terms_change *change,
	struct buf *out, struct error *err);
bool terms_remove(struct str text, const struct terms_change *change,
	struct buf *out, struct error *err);

#endif
