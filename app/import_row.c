/* One row of a table put into the text of a note. */

#include <string.h>

#include "app/import_private.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/front.h"

/* Compared without case and marks, "_" as a blank. */
bool import_is_named(struct str heading, struct str name)
{
	struct buf a = {0}, b = {0};
	size_t i;
	bool same;

	utf8_fold(&a, heading);
	utf8_fold(&b, name);
	for (i = 0; i < a.len; i++)
		a.data[i] = a.data[i] == '_' ? ' ' : a.data[i];
	for (i = 0; i < b.len; i++)
		b.data[i] = b.data[i] == '_' ? ' ' : b.data[i];
	same = name.len && str_eq(buf_slice(&a), buf_slice(&b));
	buf_clear(&a);
	buf_clear(&b);
	return same;
}

static bool bad_value(struct import_row *row, struct import *im, size_t column,
	const char *why)
{
	struct buf text = {0};

	buf_printf(&text, "%.*s: %s", STR_ARG(im->headings[column]), why);
	row->bad = arena_str(im->arena, buf_slice(&text)).data;
	buf_clear(&text);
	return false;
}

/* The id of a vocabulary's value, from its id or a label. */
static bool find_value(const struct vocabulary *words, struct str *value)
{
	size_t i;

	for (i = 0; i < words->count; i++) {
		const struct label *label = &words->values[i];

		if (import_is_named(*value, label->id) ||
			import_is_named(*value, label->sv) ||
			import_is_named(*value, label->en)) {
			*value = label->id;
			return true;
		}
	}
	return false;
}

static bool is_part_end(char c)
{
	return c == ',' || c == ';' || c == '\n' || c == '|';
}

static bool set_many(struct import *im, struct import_row *row,
	struct buf *note, size_t column, struct str value)
{
	const struct schema_field *field = im->columns[column];
	struct str parts[CSV_COLUMNS];
	size_t count = 0, from = 0, i;

	for (i = 0; i <= value.len && count < CSV_COLUMNS; i++) {
		if (i < value.len && !is_part_end(value.data[i]))
			continue;
		parts[count] = str_trim(str_sub(value, from, i));
		from = i + 1;
		if (!parts[count].len)
			continue;
		if (field->type == TYPE_ENUM && field->vocabulary &&
			!find_value(field->vocabulary, &parts[count]))
			return bad_value(row, im, column,
				_("a value is not one of the vocabulary"));
		count++;
	}
	return front_set_list(note, field->key, parts, count);
}

static bool set_cell(struct import *im, struct import_row *row,
	struct buf *note, size_t column, struct str value)
{
	const struct schema_field *field = im->columns[column];

	if (field->many)
		return set_many(im, row, note, column, value);
	if (field->type == TYPE_ENUM && field->vocabulary &&
		!find_value(field->vocabulary, &value))
		return bad_value(row, im, column,
			_("the value is not one of the vocabulary"));
	return front_set(note, field->key, value);
}

/* An answer that is no field: a part of the text. */
static void put_answer(struct buf *note, struct str heading, struct str value)
{
	struct str rest = value, line;

	buf_printf(note, "\n## %.*s\n\n", STR_ARG(heading));
	while (str_cut(&rest, '\n', &line)) {
		/* Words, never a heading or front matter of their own. */
		if (line.len && strchr("#-=>`~+*|", line.data[0]))
			buf_byte(note, '\\');
		buf_str(note, line);
		buf_byte(note, '\n');
	}
}

bool import_fill(struct import *im, struct import_row *row,
	const struct csv_row *cells, struct buf *note)
{
	size_t i;

	for (i = 0; i < cells->count; i++) {
		struct str value = cells->fields[i];

		if (!value.len || i == im->title)
			continue;
		if (im->columns[i]) {
			if (!set_cell(im, row, note, i, value))
				return row->bad
					? false
					: bad_value(row, im, i,
						  _("it cannot be set"));
		} else if (i != im->key) {
			put_answer(note, im->headings[i], value);
		}
	}
	return front_set(note, IMPORT_KEY, cells->fields[im->key]) ||
		bad_value(row, im, im->key, _("it cannot be set"));
}
