#ifndef FYR_STORE_EXPLAIN_H
#define FYR_STORE_EXPLAIN_H

/*
 * Telling how a search came to its results. Results are copies in an arena of
 * their own, freed by the clear function; errors as in store/store.h.
 */

#include "store/store.h"

/*
 * A search, and how it came to what it found: what the search itself used,
 * not a second reading of the query.
 */
enum store_why {
	WHY_SELF, /* the word itself */
	WHY_SPELLING, /* the same letters with other marks */
	WHY_INFLECTION,
	WHY_PREFIX, /* a longer word that begins so */
	WHY_JOIN, /* with its neighbour, one word */
	WHY_TERM, /* the hub's term list */
	WHY_COMPOUND, /* a longer word that begins or ends with it */
	WHY_SPLIT, /* its parts */
	WHY_TYPO, /* a word it may be a misspelling of */
	WHY_INITIALS /* of a title */
};

struct store_alternative {
	enum store_why why;
	struct str text; /* what is looked for; WHY_INITIALS: a title */
	struct str path; /* WHY_INITIALS: the note; else empty */
	double weight; /* up to 1 */
	size_t notes; /* that have it, roughly */
	bool names; /* looked for in titles, aliases and headings only */
};

struct store_word {
	struct str text; /* as typed, in lower case */
	bool phrase; /* several words in this order */
	bool wished; /* notes without it are found too */
	bool excluded; /* notes with it are not found */
	bool silent; /* says nothing alone ("och"), or is in every fourth
			note: it finds nothing beside rarer words */
	double weight; /* its share of the query, up to 1 */
	struct store_alternative *items; /* heaviest first */
	size_t count;
};

enum store_part_type {
	PART_WORD,
	PART_PHRASE,
	PART_FILTER,
	PART_ALL, /* of the deeper parts that follow */
	PART_ANY /* one of them */
};

/* What a note must meet, or not; the query's tree, first things first. */
struct store_part {
	enum store_part_type type;
	int depth; /* 0: of the query itself */
	bool negated;
	bool dropped; /* no note meets it: its words are wished for instead */
	struct str text; /* words as typed; a filter: key, operator, values */
	struct str key; /* "due", "stage"; of words "title", or empty */
	struct date from, to; /* days meant by a date; either may be none */
	size_t notes; /* that meet it, of depth 0 only */
};

/* score = (text + title + name + near) * found * status * links * spelling */
struct store_score {
	double text; /* the words, wherever they stand */
	double title; /* their share of the title, and of the query in it */
	double name; /* the query is a name of the note */
	double near; /* the words stand close together */
	double found; /* share of the query that was found, as a factor */
	double status; /* factor: less for drafts and what is no more valid */
	double review; /* factor: less for what is past its day of review */
	int32_t late; /* days it is past that; 0: not */
	double links; /* factor: more for what others link to */
	double spelling; /* factor: less when only other spellings are there */
};

struct store_explain {
	struct arena arena;
	struct store_word *words;
	size_t word_count;
	struct store_part *parts;
	size_t part_count;
	struct str sort; /* key, with + or -; empty: best first, or newest */
	struct str prefer; /* language in which notes are shown, or empty */
	struct str unknown; /* a key nobody knows; taken as text */
	struct str nearest; /* the known key most like it, or empty */
	struct str senseless; /* a filter whose value makes no sense for its
				 key, such as "due:soonish"; taken as text */
	bool cut; /* the query was too long; its end was left out */
	struct store_results results;
	struct store_score *scores; /* one a result; NULL when unranked */
};

bool store_explain(struct store *store, const struct store_request *request,
	struct store_explain *explain, struct error *err);
void store_explain_clear(struct store_explain *explain);

#endif
