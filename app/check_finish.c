/* Judging when all notes are there, and the report put in order. */

#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"

static int by_place(const void *a, const void *b)
{
	const struct check_problem *one = a;
	const struct check_problem *other = b;
	int order = str_cmp(one->path, other->path);

	if (order == 0)
		order = (one->line > other->line) - (one->line < other->line);
	if (order == 0)
		order = (one->column > other->column) -
			(one->column < other->column);
	if (order == 0)
		order = str_cmp(one->rule, other->rule);
	return order ? order : str_cmp(one->text, other->text);
}

/* Two links on one line that are broken in the same way are one problem. */
static void drop_twins(struct check_report *report)
{
	size_t kept = 0;
	size_t i;

	for (i = 0; i < report->count; i++) {
		if (kept &&
			by_place(&report->items[kept - 1], &report->items[i]) ==
				0)
			continue;
		report->items[kept++] = report->items[i];
	}
	report->count = kept;
}

void checker_finish(struct checker *checker)
{
	struct check_report *report = checker->report;
	size_t i;

	checker_index_names(checker);
	checker_links(checker);
	checker_groups(checker);
	checker_rings(checker);
	if (report->count)
		qsort(report->items, report->count, sizeof(*report->items),
			by_place);
	drop_twins(report);
	for (i = 0; i < report->count; i++) {
		switch (report->items[i].severity) {
		case SEVERITY_ERROR:
			report->errors++;
			break;
		case SEVERITY_WARNING:
			report->warnings++;
			break;
		case SEVERITY_NOTICE:
			report->notices++;
			break;
		}
	}
}

void check_report_clear(struct check_report *report)
{
	if (!report)
		return;
	free(report->items);
	free(report->fixed);
	arena_clear(&report->arena);
	memset(report, 0, sizeof(*report));
}
