#ifndef FYR_STORE_PLAN_H
#define FYR_STORE_PLAN_H

/*
 * Private to store/: what a query looks for. Every word or phrase of the user
 * is a concept: it may be met by one of several alternatives, each with a
 * weight (the word itself 1, a correction less). An alternative is one or more
 * terms that must all be there; a term is a set of atoms counted as one (a
 * word and its inflections). An atom is what the full-text table can look up:
 * a word or an exact phrase, in all columns or in some.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"
#include "store/vocab.h"
#include "store/wordmap.h"

enum {
	PLAN_CONCEPTS = 32, /* bits of a mask */
	PLAN_USES = 60, /* atoms for one concept, at most */
	PLAN_SHARED = 60, /* and for joined words and synonyms */
	PLAN_DOCS = 20, /* notes found by their initials */
	SPELLING_RIVALS = 4 /* other spellings compared with */
};

struct plan_atom {
	struct str text; /* folded; words of a phrase apart by a blank */
	unsigned columns; /* bits of schema.h's columns */
	bool phrase;
	bool prefix; /* every word that begins so */
	uint32_t notes; /* with it; of a phrase at most so many */
	uint32_t concepts; /* mask of those that use it */
	int number; /* in the MATCH expression; -1: not looked up */
};

struct plan_use {
	size_t atom;
	float weight;
};

struct plan_term {
	struct plan_use *uses;
	size_t count;
	double idf;
	uint32_t notes; /* roughly */
	bool common; /* in so many notes that it finds nothing */
};

enum plan_source {
	PLAN_SELF,
	PLAN_FOLDED, /* the same letters with other marks */
	PLAN_PREFIX,
	PLAN_JOIN,
	PLAN_SYNONYM,
	PLAN_COMPOUND,
	PLAN_SPLIT,
	PLAN_TYPO
};

struct plan_alternative {
	enum plan_source source;
	float weight;
	struct plan_term *terms;
	size_t count;
};

struct plan_doc {
	int64_t id;
	float weight;
};

struct plan_concept {
	struct str word; /* folded */
	struct str typed; /* as written, in lower case */
	size_t run; /* concepts of one run stand side by side in the query */
	bool stop; /* a word that says nothing alone */
	bool common;
	bool phrase;
	bool whole; /* an identifier */
	bool plain; /* a plain word: wished for, not required */
	unsigned columns; /* it must stand in; 0: any */
	struct plan_alternative *items;
	size_t count, cap;
	size_t uses; /* atoms used so far */
	size_t rivals[SPELLING_RIVALS]; /* atoms: with marks, as not typed */
	size_t rival_count;
	bool spelled; /* its first alternative is the word with its marks */
	double idf;
	struct plan_doc docs[PLAN_DOCS];
	size_t doc_count;
};

struct plan {
	struct arena arena;
	struct plan_atom *atoms;
	size_t atom_count, atom_cap;
	struct wordmap index; /* atom text and columns -> number */
	struct plan_concept concepts[PLAN_CONCEPTS];
	size_t count;
	double idf; /* of all concepts */
	size_t notes; /* in the index */
};

/* Inverse document frequency. */
double plan_idf(const struct plan *plan, uint32_t notes);

/* A new concept, or NULL when there are too many. */
struct plan_concept *plan_add(
	struct plan *plan, struct str word, struct str typed);

/* The atom with that text and columns (0: all), made if new. */
size_t plan_atom(
	struct plan *plan, struct str text, unsigned columns, bool prefix);

/* Room for a term of up to `max` uses; then plan_use for each. */
void plan_term(struct plan *plan, struct plan_term *term, size_t max);
void plan_use(
	struct plan *plan, struct plan_term *term, size_t atom, float weight);

/*
 * Give the concept an alternative; the terms are copied, their atoms count.
 * One without any atom, or beyond the concept's share, is left out: false.
 */
struct plan_offer {
	enum plan_source source;
	float weight;
	const struct plan_term *terms;
	size_t count;
};
bool plan_give(struct plan *plan, struct plan_concept *concept,
	const struct plan_offer *offer);

/* When all alternatives are there: idf of concepts, masks of atoms. */
void plan_settle(struct plan *plan);

void plan_clear(struct plan *plan);

#endif
