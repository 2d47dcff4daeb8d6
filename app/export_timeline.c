/* The timeline for people: a grid of signs, or each date in words. */

#include "app/export_agenda.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum {
	TITLE_CELLS = 40
};

static void put_gap(
	const struct timeline *timeline, int column, struct buf *out)
{
	if (column && timeline_month(timeline, column).month == 1)
		buf_byte(out, ' ');
}

static void put_end(struct buf *out)
{
	while (out->len && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
	buf_byte(out, '\n');
}

/* The years above their first month, where there is room for one. */
static void put_years(
	const struct timeline *timeline, int cells, struct buf *out)
{
	int column;
	int skip = 0;

	buf_fill(out, ' ', (size_t)cells + 2);
	for (column = 0; column < timeline->months; column++) {
		struct date month = timeline_month(timeline, column);
		bool first = column == 0 || month.month == 1;

		if (!skip)
			put_gap(timeline, column, out);
		if (first && !skip && (column || month.month <= 9)) {
			buf_printf(out, "%04d", month.year);
			skip = 4;
		}
		if (skip)
			skip--;
		else
			buf_byte(out, ' ');
	}
	put_end(out);
}

static void put_months(
	const struct timeline *timeline, int cells, struct buf *out)
{
	/* TRANSLATORS: the first letters of January to December */
	struct str letters = str_from(_("JFMAMJJASOND"));
	int column;

	buf_fill(out, ' ', (size_t)cells + 2);
	for (column = 0; column < timeline->months; column++) {
		size_t at = (size_t)timeline_month(timeline, column).month - 1;

		put_gap(timeline, column, out);
		buf_byte(out, at < letters.len ? letters.data[at] : ' ');
	}
	buf_byte(out, '\n');
}

static void put_row(const struct timeline *timeline,
	const struct timeline_row *row, int cells, struct buf *out)
{
	struct buf title = {0};
	struct str fits;
	int column;

	gate_text(&title, row->title, GATE_LINE);
	fits = utf8_fit(buf_slice(&title), (size_t)cells);
	buf_str(out, fits);
	buf_fill(out, ' ', (size_t)cells - utf8_cells(fits) + 2);
	for (column = 0; column < timeline->months; column++) {
		put_gap(timeline, column, out);
		buf_byte(out, timeline_sign(timeline, row, column));
	}
	buf_byte(out, '\n');
	buf_clear(&title);
}

static void put_words(const struct timeline *timeline,
	const struct timeline_row *row, struct buf *out)
{
	struct buf text = {0};
	size_t i;

	gate_text(out, row->title, GATE_LINE);
	buf_byte(out, '\n');
	for (i = 0; i < row->count; i++) {
		buf_cut(&text, 0);
		timeline_tell(&text, &timeline->marks[row->first + i]);
		buf_put(out, "    ");
		gate_text(out, buf_slice(&text), GATE_LINE);
		buf_byte(out, '\n');
	}
	buf_clear(&text);
}

static int title_cells(const struct timeline *timeline)
{
	size_t cells = 1;
	size_t i;

	for (i = 0; i < timeline->count; i++) {
		size_t wide = utf8_cells(timeline->rows[i].title);

		cells = wide > cells ? wide : cells;
	}
	return cells < TITLE_CELLS ? (int)cells : TITLE_CELLS;
}

void export_timeline(struct buf *out, const struct timeline *timeline,
	const struct export_options *options)
{
	int cells = title_cells(timeline);
	size_t i;

	if (!timeline->count || options->format > FORMAT_FULL)
		return;
	if (options->format == FORMAT_FULL) {
		for (i = 0; i < timeline->count; i++)
			put_words(timeline, &timeline->rows[i], out);
		return;
	}
	put_years(timeline, cells, out);
	put_months(timeline, cells, out);
	for (i = 0; i < timeline->count; i++)
		put_row(timeline, &timeline->rows[i], cells, out);
	timeline_legend(out);
	buf_byte(out, '\n');
}
