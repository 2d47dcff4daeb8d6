#include "store/collect.h"

#include "store/rank.h"

static int collect_phrase(struct rank *rank, const Fts5ExtensionApi *api,
	Fts5Context *fts, size_t number)
{
	size_t atom = rank->lookup[number];
	struct rank_atom *row = &rank->atoms[atom];
	Fts5PhraseIter iter;
	int column, at;
	int rc = api->xPhraseFirst(fts, (int)number, &iter, &column, &at);

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
			row->count[column] <= 24) {
			struct rank_place *place =
				&rank->places[rank->place_count++];

			place->at = at;
			place->atom = atom;
		}
	}
	return SQLITE_OK;
}

void collect_row(const Fts5ExtensionApi *api, Fts5Context *fts,
	sqlite3_context *context, int count, sqlite3_value **args)
{
	struct store *store = api->xUserData(fts);
	struct rank *rank = store->rank;
	int64_t id = api->xRowid(fts);
	size_t i;

	(void)count;
	(void)args;
	sqlite3_result_null(context);
	if (!rank || (rank->allowed && !bitset_has(rank->allowed, id)))
		return;
	for (i = 0; i < rank->lookup_count; i++) {
		int rc = collect_phrase(rank, api, fts, i);

		if (rc != SQLITE_OK) {
			sqlite3_result_error_code(context, rc);
			return;
		}
	}
	rank_row(rank, id);
}
