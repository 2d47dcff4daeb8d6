#include "content/csv.h"

#include "base/buf.h"
#include "base/i18n.h"

/* What the first row has most of outside quotes. */
static char find_separator(struct str text)
{
	size_t commas = 0, semicolons = 0, tabs = 0, i;
	bool quoted = false;

	for (i = 0; i < text.len && (quoted || text.data[i] != '\n'); i++) {
		if (text.data[i] == '"')
			quoted = !quoted;
		commas += !quoted && text.data[i] == ',';
		semicolons += !quoted && text.data[i] == ';';
		tabs += !quoted && text.data[i] == '\t';
	}
	if (semicolons > commas && semicolons >= tabs)
		return ';';
	return tabs > commas ? '\t' : ',';
}

void csv_open(struct csv *csv, struct str text)
{
	if (str_starts(text, "\xEF\xBB\xBF"))
		text = str_sub(text, 3, text.len);
	*csv = (struct csv){text, find_separator(text), 1};
}

static bool at_end_of_line(const struct csv *csv)
{
	return !csv->rest.len || csv->rest.data[0] == '\n' ||
		str_starts(csv->rest, "\r\n");
}

static char take(struct csv *csv)
{
	char c = csv->rest.data[0];

	csv->rest = str_sub(csv->rest, 1, csv->rest.len);
	csv->line += c == '\n';
	return c;
}

static const char *take_quoted(struct csv *csv, struct buf *field)
{
	take(csv);
	while (csv->rest.len) {
		char c = take(csv);

		if (c == '"' && csv->rest.len && csv->rest.data[0] == '"')
			take(csv);
		else if (c == '"')
			return at_end_of_line(csv) ||
					csv->rest.data[0] == csv->separator
				? NULL
				: _("text stands behind a closing quote");
		while (c == '\n' && field->len &&
			field->data[field->len - 1] == '\r')
			buf_cut(field, field->len - 1);
		buf_byte(field, c);
	}
	return _("a quote is not closed before the end of the file");
}

static const char *take_plain(struct csv *csv, struct buf *field)
{
	const char *bad = NULL;

	while (!at_end_of_line(csv) && csv->rest.data[0] != csv->separator) {
		char c = take(csv);

		if (c == '"')
			bad = _("a quote stands inside a field without quotes");
		buf_byte(field, c);
	}
	return bad;
}

static void skip_line(struct csv *csv)
{
	while (csv->rest.len && take(csv) != '\n')
		;
}

static void take_field(
	struct csv *csv, struct arena *arena, struct csv_row *row)
{
	struct buf field = {0};
	bool quoted = csv->rest.len && csv->rest.data[0] == '"';

	row->bad = quoted ? take_quoted(csv, &field) : take_plain(csv, &field);
	if (!row->bad && field.len > CSV_FIELD_MAX)
		row->bad = _("a field is longer than 100,000 bytes");
	if (!row->bad && row->count == CSV_COLUMNS)
		row->bad = _("there are more than 200 columns");
	if (!row->bad)
		row->fields[row->count++] =
			arena_str(arena, str_trim(buf_slice(&field)));
	buf_clear(&field);
}

static bool is_empty(const struct csv_row *row)
{
	size_t i;

	for (i = 0; i < row->count; i++) {
		if (row->fields[i].len)
			return false;
	}
	return !row->bad;
}

bool csv_next(struct csv *csv, struct arena *arena, struct csv_row *row)
{
	while (csv->rest.len) {
		row->line = csv->line;
		row->count = 0;
		row->bad = NULL;
		take_field(csv, arena, row);
		while (!row->bad && !at_end_of_line(csv)) {
			take(csv);
			take_field(csv, arena, row);
		}
		skip_line(csv);
		if (!is_empty(row))
			return true;
	}
	return false;
}
