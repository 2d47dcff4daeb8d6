#include "tui/list.h"

size_t list_scroll(size_t top, size_t line, size_t count, size_t rows)
{
	size_t last = count > rows ? count - rows : 0;

	if (!rows)
		return 0;
	if (line < top)
		top = line;
	else if (line >= top + rows)
		top = line - rows + 1;
	return top > last ? last : top;
}

static void show(struct list *list)
{
	if (list->count && list->focus >= list->count)
		list->focus = list->count - 1;
	if (!list->count)
		list->focus = 0;
	list->top =
		list_scroll(list->top, list->focus, list->count, list->rows);
	list->home = list->top;
}

void list_set(struct list *list, size_t count)
{
	list->count = count;
	show(list);
}

void list_fit(struct list *list, size_t rows)
{
	list->rows = rows;
	list->top =
		list_scroll(list->home, list->focus, list->count, list->rows);
}

void list_focus(struct list *list, size_t n)
{
	list->focus = n;
	show(list);
}

void list_reset(struct list *list, size_t count)
{
	list->count = count;
	list->focus = 0;
	list->top = 0;
	list->home = 0;
}

static size_t back(size_t from, size_t by)
{
	return from > by ? from - by : 0;
}

bool list_step(struct list *list, enum list_move move)
{
	size_t was = list->focus;
	size_t page = list->rows > 1 ? list->rows - 1 : 1;
	size_t half = list->rows > 3 ? list->rows / 2 : 1;

	switch (move) {
	case LIST_UP:
		list->focus = back(was, 1);
		break;
	case LIST_DOWN:
		list->focus = was + 1;
		break;
	case LIST_PAGE_UP:
		list->focus = back(was, page);
		break;
	case LIST_PAGE_DOWN:
		list->focus = was + page;
		break;
	case LIST_HALF_UP:
		list->focus = back(was, half);
		break;
	case LIST_HALF_DOWN:
		list->focus = was + half;
		break;
	case LIST_FIRST:
		list->focus = 0;
		break;
	case LIST_LAST:
		list->focus = back(list->count, 1);
		break;
	}
	show(list);
	return list->focus != was;
}
