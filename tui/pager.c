#include "tui/pager.h"

static size_t last_top(const struct pager *pager)
{
	return pager->count > pager->rows ? pager->count - pager->rows : 0;
}

/* Lines of the same paragraph above line `n`. */
static size_t paragraph(const struct pager *pager, size_t n)
{
	while (n > 0 && pager->lines[n - 1].source == pager->lines[n].source)
		n--;
	return n;
}

static void remember(struct pager *pager)
{
	size_t n;

	pager->source = 0;
	pager->cells = 0;
	if (pager->top >= pager->count)
		return;
	pager->source = pager->lines[pager->top].source;
	for (n = paragraph(pager, pager->top); n < pager->top; n++)
		pager->cells += pager->lines[n].cells + 1;
}

size_t pager_source(const struct pager *pager, int source)
{
	size_t n;

	for (n = 0; n < pager->count; n++) {
		if (pager->lines[n].source >= source)
			return n;
	}
	return pager->count ? pager->count - 1 : 0;
}

static size_t find_place(const struct pager *pager)
{
	size_t n = pager_source(pager, pager->source);
	int cells = 0;

	while (n + 1 < pager->count &&
		pager->lines[n + 1].source == pager->source) {
		cells += pager->lines[n].cells + 1;
		if (cells > pager->cells)
			break;
		n++;
	}
	return n;
}

void pager_lines(struct pager *pager, const struct line *lines, size_t count)
{
	pager->lines = lines;
	pager->count = count;
	pager->top = count ? find_place(pager) : 0;
	if (pager->top > last_top(pager))
		pager->top = last_top(pager);
}

void pager_fit(struct pager *pager, size_t rows)
{
	pager->rows = rows;
	pager->top = pager->count ? find_place(pager) : 0;
	if (pager->top > last_top(pager))
		pager->top = last_top(pager);
}

void pager_go(struct pager *pager, size_t line)
{
	pager->top = line > last_top(pager) ? last_top(pager) : line;
	remember(pager);
}

bool pager_sees(const struct pager *pager, size_t line)
{
	return line >= pager->top && line < pager->top + pager->rows;
}

void pager_show(struct pager *pager, size_t line)
{
	if (!pager_sees(pager, line))
		pager_go(pager, line > 2 && pager->rows > 4 ? line - 2 : line);
}

static size_t back(size_t from, size_t by)
{
	return from > by ? from - by : 0;
}

bool pager_step(struct pager *pager, enum list_move move)
{
	size_t was = pager->top;
	size_t page = pager->rows > 2 ? pager->rows - 1 : 1;
	size_t half = pager->rows > 3 ? pager->rows / 2 : 1;

	switch (move) {
	case LIST_UP:
		pager_go(pager, back(was, 1));
		break;
	case LIST_DOWN:
		pager_go(pager, was + 1);
		break;
	case LIST_PAGE_UP:
		pager_go(pager, back(was, page));
		break;
	case LIST_PAGE_DOWN:
		pager_go(pager, was + page);
		break;
	case LIST_HALF_UP:
		pager_go(pager, back(was, half));
		break;
	case LIST_HALF_DOWN:
		pager_go(pager, was + half);
		break;
	case LIST_FIRST:
		pager_go(pager, 0);
		break;
	case LIST_LAST:
		pager_go(pager, pager->count);
		break;
	}
	return pager->top != was;
}

int pager_percent(const struct pager *pager)
{
	size_t seen = pager->top + pager->rows;

	if (seen >= pager->count)
		return 100;
	return (int)(seen * 100 / pager->count);
}
