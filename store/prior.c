#include "store/prior.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void prior_init(struct prior *prior, int64_t first, int64_t last)
{
	memset(prior, 0, sizeof(*prior));
	prior->first = first;
	if (last < first)
		return;
	prior->count = (size_t)(last - first) + 1;
	prior->rows = mem_array(prior->count, sizeof(*prior->rows));
}

void prior_set(struct prior *prior, int64_t id, const struct prior_row *row)
{
	if (id < prior->first || (size_t)(id - prior->first) >= prior->count)
		return;
	prior->rows[id - prior->first] = *row;
	prior->rows[id - prior->first].used = 1;
	prior->notes++;
	prior->title_mean += row->title_len;
	prior->body_mean += row->body_len;
}

void prior_set_due(struct prior *prior, int64_t id, int32_t day)
{
	if (prior_find(prior, id))
		prior->rows[id - prior->first].due = day;
}

void prior_settle(struct prior *prior)
{
	if (!prior->notes)
		return;
	prior->title_mean /= (double)prior->notes;
	prior->body_mean /= (double)prior->notes;
}

const struct prior_row *prior_find(const struct prior *prior, int64_t id)
{
	const struct prior_row *row;

	if (id < prior->first || (size_t)(id - prior->first) >= prior->count)
		return NULL;
	row = &prior->rows[id - prior->first];
	return row->used ? row : NULL;
}

void prior_clear(struct prior *prior)
{
	free(prior->rows);
	memset(prior, 0, sizeof(*prior));
}
