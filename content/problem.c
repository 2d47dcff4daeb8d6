#include "content/problem.h"

#include <stdarg.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/str.h"

static struct problem *room(struct problems *list, struct arena *arena)
{
	if (list->count == list->cap) {
		size_t cap = list->cap ? 2 * list->cap : 8;
		struct problem *items =
			arena_alloc(arena, cap * sizeof(*items));

		if (list->count > 0) {
			memcpy(items, list->items,
				list->count * sizeof(*items));
		}
		list->items = items;
		list->cap = cap;
	}
	return &list->items[list->count++];
}

/* The entry after the last one kept stands for all that follow. */
static void add_more(
	struct problems *list, struct arena *arena, enum severity severity)
{
	struct problem *more;

	if (list->count == PROBLEMS_MAX) {
		more = room(list, arena);
		*more = (struct problem){.rule = "more-problems"};
		more->text = _("There are more problems than are kept. Repair "
			       "these first.");
	}
	more = &list->items[PROBLEMS_MAX];
	if (severity > more->severity) {
		more->severity = severity;
	}
	list->more++;
}

void problem_add(struct problems *list, struct arena *arena,
	const struct problem *problem, const char *format, ...)
{
	struct buf text = {0};
	struct problem *item;
	va_list args;

	if (list->count >= PROBLEMS_MAX) {
		add_more(list, arena, problem->severity);
		return;
	}
	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	item = room(list, arena);
	*item = *problem;
	item->text = arena_str(arena, buf_slice(&text)).data;
	buf_clear(&text);
}
