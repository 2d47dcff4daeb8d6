/*
 * Any bytes are a table and a calendar: rows and events in the order of the
 * text, each with a reason or fit for use; a table written again reads as
 * before.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/date.h"
#include "content/csv.h"
#include "content/ics_read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put_field(struct buf *out, struct str field)
{
	size_t i;

	buf_byte(out, '"');
	for (i = 0; i < field.len; i++) {
		if (field.data[i] == '"')
			buf_byte(out, '"');
		buf_byte(out, field.data[i]);
	}
	buf_byte(out, '"');
}

/* The row, quoted throughout and read alone, is the same. */
static void check_again(const struct csv_row *row, struct arena *arena)
{
	static struct csv_row again;
	struct csv csv;
	struct buf text = {0};
	size_t i;

	for (i = 0; i < row->count; i++) {
		if (i)
			buf_byte(&text, ',');
		put_field(&text, row->fields[i]);
	}
	buf_byte(&text, '\n');
	csv_open(&csv, buf_slice(&text));
	csv.separator = ',';
	assert(csv_next(&csv, arena, &again) && !again.bad);
	assert(again.count == row->count);
	for (i = 0; i < row->count; i++)
		assert(str_eq(again.fields[i], row->fields[i]));
	assert(!csv_next(&csv, arena, &again));
	buf_clear(&text);
}

static void read_table(struct str text)
{
	static struct csv_row row;
	struct arena arena = {0};
	struct csv csv;
	int line = 0;
	size_t i;

	csv_open(&csv, text);
	while (csv_next(&csv, &arena, &row)) {
		assert(row.line > line && row.count <= CSV_COLUMNS);
		line = row.line;
		for (i = 0; i < row.count; i++)
			assert(str_eq(str_trim(row.fields[i]), row.fields[i]));
		if (!row.bad)
			check_again(&row, &arena);
	}
	arena_clear(&arena);
}

static void check_moment(struct str text)
{
	struct date date;

	assert(text.len >= 10 && date_parse_prefix(text, &date) && date.day);
}

static void read_calendar(struct str text)
{
	struct ics ics;
	struct error err = {0};
	int line = 0;
	size_t i;

	if (!ics_read(text, &ics, &err))
		assert(err.kind == ERROR_INPUT && !ics.count);
	assert(ics.count <= ICS_EVENTS);
	for (i = 0; i < ics.count; i++) {
		const struct ics_event *event = &ics.items[i];

		assert(event->line > line);
		line = event->line;
		if (event->bad)
			continue;
		assert(event->uid.len && event->title.len);
		check_moment(event->start);
		check_moment(event->end);
	}
	ics_clear(&ics);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str text = {(const char *)data, size};
	struct buf calendar = {0};

	read_table(text);
	read_calendar(text);
	buf_put(&calendar, "BEGIN:VCALENDAR\nBEGIN:VEVENT\n");
	buf_str(&calendar, text);
	buf_put(&calendar, "\nEND:VEVENT\n");
	read_calendar(buf_slice(&calendar));
	buf_clear(&calendar);
	return 0;
}
