#include "store/gather.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "store/match.h"
#include "store/stmt.h"

enum {
	ATOM_PLACES = 24, /* of one atom in one note, at most */
	LOOKS_MIN = 100000 /* fewer are not worth two passes */
};

/* One atom in one note, kept for later. */
struct record {
	int64_t id;
	uint64_t title;
	size_t place; /* first of its places */
	uint32_t number; /* in lookup */
	uint16_t count[COLUMNS];
	uint16_t places;
};

struct gather {
	size_t *lookup; /* all atoms to look up, by number */
	size_t lookup_count;
	size_t *numbers; /* phrase of this pass -> number */
	size_t *atoms; /* and its atom */
	size_t count;
	bool keep; /* for a later pass */
	struct record *records; /* by note, then by number */
	size_t record_count, record_cap, next;
	int32_t *places;
	size_t place_count, place_cap;
};

/* --- rows --- */

static int collect_phrase(struct rank *rank, const Fts5ExtensionApi *api,
	Fts5Context *fts, size_t phrase)
{
	size_t atom = rank->gather->atoms[phrase];
	struct rank_atom *row = &rank->atoms[atom];
	Fts5PhraseIter iter;
	int column, at;
	int rc = api->xPhraseFirst(fts, (int)phrase, &iter, &column, &at);

	if (rc != SQLITE_OK || column < 0)
		return rc;
	row->here = true;
	rank->here[rank->here_count++] = atom;
	for (; column >= 0; api->xPhraseNext(fts, &iter, &column, &at)) {
		if (column >= COLUMNS)
			break;
		if (row->count[column] < UINT16_MAX)
			row->count[column]++;
		if (column == COLUMN_TITLE && at < 64)
			row->title |= UINT64_C(1) << at;
		if (column == COLUMN_BODY && rank->place_count < RANK_PLACES &&
			row->count[column] <= ATOM_PLACES) {
			struct rank_place *place =
				&rank->places[rank->place_count++];

			place->at = at;
			place->atom = atom;
		}
	}
	return SQLITE_OK;
}

/* Keep what was just collected of the only atom, and forget it. */
static void keep_phrase(struct rank *rank, size_t number, int64_t id)
{
	struct gather *gather = rank->gather;
	struct rank_atom *row = &rank->atoms[rank->here[0]];
	struct record *record;
	size_t i;

	gather->records = mem_grow(gather->records, &gather->record_cap,
		gather->record_count + 1, sizeof(*gather->records));
	record = &gather->records[gather->record_count++];
	record->id = id;
	record->title = row->title;
	record->number = (uint32_t)number;
	memcpy(record->count, row->count, sizeof(record->count));
	record->place = gather->place_count;
	record->places = (uint16_t)rank->place_count;
	gather->places = mem_grow(gather->places, &gather->place_cap,
		gather->place_count + rank->place_count + 1,
		sizeof(*gather->places));
	for (i = 0; i < rank->place_count; i++)
		gather->places[gather->place_count++] = rank->places[i].at;
	memset(row, 0, sizeof(*row));
	rank->here_count = 0;
	rank->place_count = 0;
}

static void recall(struct rank *rank, const struct record *record)
{
	const struct gather *gather = rank->gather;
	size_t atom = gather->lookup[record->number];
	struct rank_atom *row = &rank->atoms[atom];
	size_t i;

	row->here = true;
	row->title = record->title;
	memcpy(row->count, record->count, sizeof(row->count));
	rank->here[rank->here_count++] = atom;
	for (i = 0; i < record->places && rank->place_count < RANK_PLACES;
		i++) {
		struct rank_place *place = &rank->places[rank->place_count++];

		place->at = gather->places[record->place + i];
		place->atom = atom;
	}
}

/* What was kept of the note, up to `number`: in order, as in one pass. */
static void recall_until(struct rank *rank, int64_t id, size_t number)
{
	struct gather *gather = rank->gather;

	while (gather->next < gather->record_count &&
		gather->records[gather->next].id == id &&
		gather->records[gather->next].number < number)
		recall(rank, &gather->records[gather->next++]);
}

/* Notes before `id` that only rare atoms have found. */
static void rank_kept(struct rank *rank, int64_t id)
{
	struct gather *gather = rank->gather;

	while (gather->next < gather->record_count &&
		gather->records[gather->next].id < id) {
		int64_t kept = gather->records[gather->next].id;

		recall_until(rank, kept, SIZE_MAX);
		rank_row(rank, kept);
	}
}

static int collect(struct rank *rank, const Fts5ExtensionApi *api,
	Fts5Context *fts, int64_t id)
{
	const struct gather *gather = rank->gather;
	int rc = SQLITE_OK;
	size_t i;

	for (i = 0; i < gather->count && rc == SQLITE_OK; i++) {
		if (!gather->keep)
			recall_until(rank, id, gather->numbers[i]);
		rc = collect_phrase(rank, api, fts, i);
		if (gather->keep && rank->here_count)
			keep_phrase(rank, gather->numbers[i], id);
	}
	return rc;
}

void gather_row(const Fts5ExtensionApi *api, Fts5Context *fts,
	sqlite3_context *context, int count, sqlite3_value **args)
{
	struct store *store = api->xUserData(fts);
	struct rank *rank = store->rank;
	int64_t id = api->xRowid(fts);
	int rc;

	(void)count;
	(void)args;
	sqlite3_result_null(context);
	if (!rank || (rank->allowed && !bitset_has(rank->allowed, id)))
		return;
	if (!rank->gather->keep)
		rank_kept(rank, id);
	rc = collect(rank, api, fts, id);
	if (rc != SQLITE_OK) {
		sqlite3_result_error_code(context, rc);
	} else if (!rank->gather->keep) {
		recall_until(rank, id, SIZE_MAX);
		rank_row(rank, id);
	}
}

/* --- passes --- */

static bool run_pass(
	struct rank *rank, const struct plan *plan, struct error *err)
{
	struct store *store = rank->store;
	struct buf text = {0};
	sqlite3_stmt *stmt = stmt_get(store,
		"SELECT fyr_collect(fts) FROM fts WHERE fts MATCH ?1", err);
	bool row = true;
	bool ok = stmt != NULL;

	match_phrases(plan, rank->gather->atoms, rank->gather->count, &text);
	if (ok)
		stmt_text(stmt, 1, buf_slice(&text));
	store->rank = rank;
	while (ok && row)
		ok = stmt_row(store, stmt, &row, err);
	store->rank = NULL;
	buf_clear(&text);
	/* What was found until the time was over is worth showing. */
	return ok || store->watch.late;
}

/* Notes with the atom, roughly: a beginning stands for many words. */
static size_t atom_notes(const struct plan *plan, size_t atom)
{
	const struct plan_atom *one = &plan->atoms[atom];
	size_t notes = one->prefix ? 4 * (size_t)one->notes : one->notes;

	return notes < plan->notes ? notes : plan->notes;
}

static int compare_down(const void *a, const void *b)
{
	size_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x < y) - (x > y);
}

static size_t looks(const struct plan *plan, size_t notes, size_t phrases)
{
	return (notes < plan->notes ? notes : plan->notes) * phrases;
}

/* Atoms in fewer notes than this are rare; 0: one pass does. */
static size_t find_limit(const struct gather *gather, const struct plan *plan)
{
	size_t *notes = mem_array(gather->lookup_count, sizeof(*notes));
	size_t limit = 0;
	size_t all = 0;
	size_t sum = 0;
	size_t least, i;

	for (i = 0; i < gather->lookup_count; i++) {
		notes[i] = atom_notes(plan, gather->lookup[i]);
		all += notes[i];
	}
	qsort(notes, gather->lookup_count, sizeof(*notes), compare_down);
	/* A quarter less, at least. */
	least = looks(plan, all, gather->lookup_count);
	least = least < LOOKS_MIN ? 0 : least - least / 4;
	for (i = 1; i < gather->lookup_count; i++) {
		size_t two;

		sum += notes[i - 1];
		two = looks(plan, sum, i) +
			looks(plan, all - sum, gather->lookup_count - i);
		if (two < least && notes[i] < notes[i - 1]) {
			least = two;
			limit = notes[i - 1];
		}
	}
	free(notes);
	return limit;
}

/* The atoms in [from, to) notes become those of the pass. */
static void choose(
	struct gather *gather, const struct plan *plan, size_t from, size_t to)
{
	size_t i;

	gather->count = 0;
	for (i = 0; i < gather->lookup_count; i++) {
		size_t notes = atom_notes(plan, gather->lookup[i]);

		if (notes < from || notes >= to)
			continue;
		gather->numbers[gather->count] = i;
		gather->atoms[gather->count++] = gather->lookup[i];
	}
}

static bool run_passes(
	struct rank *rank, const struct plan *plan, struct error *err)
{
	struct gather *gather = rank->gather;
	size_t limit = find_limit(gather, plan);
	bool ok = true;

	if (limit) {
		choose(gather, plan, 0, limit);
		gather->keep = true;
		ok = run_pass(rank, plan, err);
		gather->keep = false;
	}
	choose(gather, plan, limit, SIZE_MAX);
	ok = ok && run_pass(rank, plan, err);
	if (ok)
		rank_kept(rank, INT64_MAX);
	return ok;
}

bool gather_run(struct rank *rank, struct plan *plan, struct error *err)
{
	struct gather gather = {0};
	size_t room = plan->atom_count + 1;
	bool ok = true;

	gather.lookup = mem_array(room, sizeof(*gather.lookup));
	gather.numbers = mem_array(room, sizeof(*gather.numbers));
	gather.atoms = mem_array(room, sizeof(*gather.atoms));
	gather.lookup_count = match_all(plan, gather.lookup);
	rank->gather = &gather;
	if (gather.lookup_count)
		ok = run_passes(rank, plan, err);
	rank->gather = NULL;
	free(gather.lookup);
	free(gather.numbers);
	free(gather.atoms);
	free(gather.records);
	free(gather.places);
	return ok;
}
