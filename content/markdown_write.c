#include "content/markdown_scan.h"

#include <string.h>

#include "base/mem.h"

static void mark(
	struct scan *scan, enum markdown_kind kind, int index, int row, int col)
{
	struct markdown_lines *out = scan->out;

	buf_byte(&out->text, '\n');
	out->marks = mem_grow(out->marks, &out->mark_cap, out->mark_count + 1,
		sizeof(*out->marks));
	out->marks[out->mark_count++] = (struct markdown_mark){.kind = kind,
		.line = scan->number,
		.index = index,
		.row = row,
		.column = col};
}

void scan_put_line(struct scan *scan)
{
	buf_str(&scan->out->text, scan->place.line);
	mark(scan, MARK_TEXT, 0, 0, 0);
	scan->done = true;
}

/* What a line begins with that continues all open containers. */
static void put_prefix(struct buf *out, const struct scan *scan)
{
	for (int i = 0; i < scan->depth; i++) {
		if (scan->boxes[i].kind == BOX_QUOTE) {
			buf_put(out, "> ");
		} else {
			buf_fill(out, ' ', (size_t)scan->boxes[i].indent);
		}
	}
}

void scan_put_cells(struct scan *scan, struct str row, struct str prefix)
{
	struct buf *out = &scan->out->text;
	int columns = scan->out->tables[scan->table].columns;
	struct str rest = markdown_table_row(row);

	for (int i = 0; i < columns && rest.len > 0; i++) {
		struct str cell = markdown_table_cell(&rest);

		if (cell.len == 0 && i > 0) {
			continue;
		}
		if (prefix.data) {
			buf_str(out, prefix);
			prefix = (struct str){0};
		} else {
			put_prefix(out, scan);
		}
		buf_byte(out, '#');
		if (cell.len > 0) {
			buf_byte(out, ' ');
			markdown_table_text(out, cell);
		}
		mark(scan, MARK_CELL, scan->table, scan->row, i);
	}
	scan->row++;
	scan->done = true;
}

void scan_put_note(struct scan *scan, struct str label)
{
	struct markdown_lines *lines = scan->out;
	struct buf *out = &lines->text;
	struct markdown_note *note;

	lines->notes = mem_grow(lines->notes, &lines->note_cap,
		lines->note_count + 1, sizeof(*lines->notes));
	note = &lines->notes[lines->note_count];
	note->label = arena_str(scan->arena, label);
	note->order = (int)lines->note_count;
	buf_str(out, str_sub(scan->place.line, 0, scan->place.next));
	buf_byte(out, '#');
	mark(scan, MARK_DROP, 0, 0, 0);
	put_prefix(out, scan);
	buf_put(out, scan->marker);
	mark(scan, MARK_NOTE, note->order, 0, 0);
	lines->note_count++;
}

void scan_put_note_text(struct scan *scan, size_t len)
{
	struct markdown_place *place = &scan->place;
	struct buf *line = &scan->line[1 - scan->made];
	struct str rest =
		str_sub(place->line, place->next + len, place->line.len);

	buf_cut(line, 0);
	put_prefix(line, scan);
	place->offset = line->len;
	place->column = (int)line->len;
	place->in_tab = false;
	buf_str(line, rest);
	scan->made = 1 - scan->made;
	place->line = buf_slice(line);
	scan->done = rest.len == 0;
}

/* A line of these characters alone may be a delimiter row. */
static bool may_delimit(struct str line)
{
	size_t i = 0;
	bool dash = false;
	bool other = false;

	while (i < line.len && strchr(" \t>", line.data[i]) &&
		line.data[i] != '\0') {
		i++;
	}
	for (; i < line.len; i++) {
		switch (line.data[i]) {
		case '-':
			dash = true;
			break;
		case '|':
		case ':':
			other = true;
			break;
		case ' ':
		case '\t':
			break;
		default:
			return false;
		}
	}
	return dash && other;
}

static bool has_table(struct str text)
{
	struct str line;

	/* A delimiter row holds one of these: most texts need no more. */
	if (str_find(text, '|') == text.len &&
		str_find_text(text, ":-") == text.len &&
		str_find_text(text, "-:") == text.len) {
		return false;
	}
	while (str_cut(&text, '\n', &line)) {
		if (may_delimit(line)) {
			return true;
		}
	}
	return false;
}

static bool has_note(struct str text)
{
	struct str label;

	while (text.len > 0) {
		size_t at = str_find_text(text, "[^");

		text = str_sub(text, at, text.len);
		if (markdown_note_start(text, &label) > 0) {
			return true;
		}
		text = str_sub(text, 2, text.len);
	}
	return false;
}

/*
 * A list marker the text does not use, so that a list after a note is not
 * taken for one with it. When all are used, the last will do.
 */
const char *scan_marker(struct str text)
{
	static const char *const markers[] = {
		"*   #", "+   #", "-   #", "1.  #", "1)  #"};
	static const char signs[] = "*+-.)";
	bool used[sizeof(signs)] = {false};
	struct str line;

	while (str_cut(&text, '\n', &line)) {
		for (size_t i = 0; i < line.len; i++) {
			const char *sign = strchr(signs, line.data[i]);

			if (line.data[i] == '\0' ||
				!strchr(" \t>*+-.)0123456789", line.data[i])) {
				break;
			}
			if (sign) {
				used[sign - signs] = true;
			}
		}
	}
	for (size_t i = sizeof(markers) / sizeof(markers[0]); i > 0; i--) {
		if (!used[i - 1]) {
			return markers[i - 1];
		}
	}
	return markers[sizeof(markers) / sizeof(markers[0]) - 1];
}

bool scan_is_needed(struct str text)
{
	return has_table(text) || has_note(text);
}
