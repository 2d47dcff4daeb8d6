#include "content/markdown_scan.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/*
 * Follows the blocks of a text line by line, as CommonMark's appendix
 * describes, only to know where a table or a footnote definition can stand
 * and how far it goes. What it then writes:
 *
 *   a row of a table     a heading for each cell. A heading ends a paragraph
 *                        and takes no lazy line, as a row does, and its
 *                        inlines see the document's reference definitions.
 *   a note's first line  an empty heading, which ends lists before it, and a
 *                        list item whose text is indented by 4, as a note's
 *                        is, beginning with another empty heading
 *   all other lines      themselves
 */

enum {
	COLUMNS_MOST = 1000,
	FILL_MOST = 200000, /* cells that rows of all tables may lack */
	GROWTH = 8, /* times the text, and a bit: then left alone */
	GROWTH_BIT = 1 << 20,
	CLOCK_LINES = 256, /* between two looks at the clock */
	CODE_INDENT = 4,
	NOTE_INDENT = 4,
	PADDING_MOST = 4
};

static struct str rest_of(const struct scan *scan)
{
	const struct markdown_place *place = &scan->place;

	return str_sub(place->line, place->next, place->line.len);
}

/* Containers this line does not continue end, and the leaf with them. */
static void close_boxes(struct scan *scan)
{
	scan->depth = scan->matched;
	scan->leaf = LEAF_NONE;
}

static void open_box(struct scan *scan, enum scan_box_kind kind, int indent)
{
	if (scan->depth == SCAN_DEPTH) {
		scan->failed = true;
		return;
	}
	scan->boxes[scan->depth++] = (struct scan_box){
		.kind = kind, .indent = indent, .empty = true};
	scan->matched = scan->depth;
	scan->opened = true;
}

static void pass_quote(struct scan *scan)
{
	struct markdown_place *place = &scan->place;

	markdown_advance(place, place->indent + 1);
	if (place->offset < place->line.len &&
		(place->line.data[place->offset] == ' ' ||
			place->line.data[place->offset] == '\t')) {
		markdown_advance(place, 1);
	}
}

static bool pass_box(struct scan *scan, const struct scan_box *box)
{
	struct markdown_place *place = &scan->place;

	if (box->kind == BOX_QUOTE) {
		if (place->blank || place->indent >= CODE_INDENT ||
			place->line.data[place->next] != '>') {
			return false;
		}
		pass_quote(scan);
		return true;
	}
	if (place->indent >= box->indent) {
		markdown_advance(place, box->indent);
		return true;
	}
	if (place->blank && !box->empty) {
		markdown_advance(place, place->indent);
		return true;
	}
	return false;
}

/*
 * A line within code or HTML is that and nothing else: true. The end of a
 * leaf is noted here too. All containers go on.
 */
static bool pass_leaf(struct scan *scan)
{
	const struct markdown_place *place = &scan->place;
	struct str rest = rest_of(scan);

	switch (scan->leaf) {
	case LEAF_FENCE:
		if (place->indent < CODE_INDENT && rest.len > 0 &&
			rest.data[0] == scan->fence) {
			size_t len = 0;

			while (len < rest.len &&
				rest.data[len] == scan->fence) {
				len++;
			}
			if (len >= scan->fence_len &&
				str_trim(str_sub(rest, len, rest.len)).len ==
					0) {
				scan->leaf = LEAF_NONE;
			}
		}
		return true;
	case LEAF_CODE:
		if (place->blank || place->indent >= CODE_INDENT) {
			return true;
		}
		break;
	case LEAF_HTML:
		if (!place->blank || scan->html <= 5) {
			if (markdown_html_end(scan->html, rest)) {
				scan->leaf = LEAF_NONE;
			}
			return true;
		}
		break;
	case LEAF_TABLE:
	case LEAF_PARAGRAPH:
		if (!place->blank) {
			return false;
		}
		break;
	case LEAF_NONE:
		break;
	}
	scan->leaf = LEAF_NONE;
	return false;
}

static void open_item(struct scan *scan, size_t marker)
{
	struct markdown_place *place = &scan->place;
	int indent = place->indent;
	struct markdown_place after;
	int padding;

	close_boxes(scan);
	markdown_advance(place, indent + (int)marker);
	after = *place;
	markdown_find(&after);
	padding = after.indent;
	if (after.blank || padding < 1 || padding > PADDING_MOST) {
		padding = 1;
	}
	open_box(scan, BOX_ITEM, indent + (int)marker + padding);
	markdown_advance(place, padding);
}

static void open_note(struct scan *scan, size_t len, struct str label)
{
	close_boxes(scan);
	scan_put_note(scan, label);
	open_box(scan, BOX_NOTE, NOTE_INDENT);
	if (!scan->failed) {
		scan->boxes[scan->depth - 1].empty = false;
		scan_put_note_text(scan, len);
	}
}

/* Blocks of one kind that only headings, fences, rules and HTML begin. */
static bool open_leaf(struct scan *scan, bool in_paragraph, bool lazy)
{
	struct str rest = rest_of(scan);
	int html;

	if (markdown_is_atx(rest)) {
		close_boxes(scan);
		return true;
	}
	if (markdown_fence(rest) > 0) {
		close_boxes(scan);
		scan->leaf = LEAF_FENCE;
		scan->fence = rest.data[0];
		scan->fence_len = markdown_fence(rest);
		return true;
	}
	html = markdown_html_start(rest, lazy);
	if (html > 0) {
		close_boxes(scan);
		scan->html = html;
		scan->leaf =
			markdown_html_end(html, rest) ? LEAF_NONE : LEAF_HTML;
		return true;
	}
	if ((in_paragraph && markdown_is_setext(rest)) ||
		markdown_is_rule(rest)) {
		close_boxes(scan);
		return true;
	}
	return false;
}

/* Begin what begins on this line; true when that leaves no text of it. */
static bool open_blocks(struct scan *scan)
{
	struct markdown_place *place = &scan->place;
	bool lazy = scan->leaf == LEAF_PARAGRAPH;
	bool in_paragraph = lazy && scan->matched == scan->depth;
	struct str label;
	size_t len;

	while (!scan->failed) {
		markdown_find(place);
		if (place->blank) {
			return false;
		}
		if (place->indent >= CODE_INDENT) {
			if (!lazy) {
				close_boxes(scan);
				scan->leaf = LEAF_CODE;
			}
			return !lazy;
		}
		if (place->line.data[place->next] == '>') {
			close_boxes(scan);
			pass_quote(scan);
			open_box(scan, BOX_QUOTE, 0);
		} else if (open_leaf(scan, in_paragraph, lazy)) {
			return true;
		} else if ((len = markdown_note_start(rest_of(scan), &label)) >
			0) {
			open_note(scan, len, label);
		} else if ((len = markdown_list_marker(
				    rest_of(scan), in_paragraph)) > 0) {
			open_item(scan, len);
		} else {
			return false;
		}
		lazy = false;
		in_paragraph = false;
	}
	return true;
}

/* The paragraph's last line is a header when this is its delimiter row. */
static bool open_table(struct scan *scan)
{
	struct markdown_lines *out = scan->out;
	struct str rest = rest_of(scan);
	int columns;
	struct markdown_table *table;

	if (scan->place.indent >= CODE_INDENT || !strchr("|:-", rest.data[0])) {
		return false;
	}
	columns = markdown_table_delimiter(rest, NULL);
	if (columns == 0 || columns > COLUMNS_MOST ||
		columns != markdown_table_cells(scan->last)) {
		return false;
	}
	out->tables = mem_grow(out->tables, &out->table_cap,
		out->table_count + 1, sizeof(*out->tables));
	table = &out->tables[out->table_count];
	table->columns = columns;
	table->aligns = mem_array((size_t)columns, sizeof(*table->aligns));
	markdown_table_delimiter(rest, table->aligns);
	scan->table = (int)out->table_count++;
	scan->row = 0;
	scan->leaf = LEAF_TABLE;
	buf_cut(&out->text, scan->last_at);
	out->mark_count = scan->last_marks;
	scan->number--;
	scan_put_cells(scan, scan->last, scan->last_prefix);
	scan->number++;
	return true;
}

static bool add_row(struct scan *scan)
{
	struct str rest = rest_of(scan);
	int columns = scan->out->tables[scan->table].columns;
	int cells = markdown_table_cells(rest);

	if (cells == 0) {
		return false;
	}
	if (cells < columns) {
		scan->filled += (size_t)(columns - cells);
		if (scan->filled > FILL_MOST) {
			return false;
		}
	}
	scan_put_cells(scan, rest, (struct str){0});
	return true;
}

static void add_text(struct scan *scan)
{
	const struct markdown_place *place = &scan->place;
	bool lazy = !scan->opened && scan->leaf == LEAF_PARAGRAPH &&
		scan->matched < scan->depth;

	if (place->blank) {
		close_boxes(scan);
		return;
	}
	if (!lazy) {
		if (scan->matched < scan->depth) {
			close_boxes(scan);
		}
		if (scan->leaf == LEAF_TABLE) {
			if (add_row(scan)) {
				return;
			}
			scan->leaf = LEAF_NONE;
		} else if (scan->leaf == LEAF_PARAGRAPH && open_table(scan)) {
			return;
		}
	}
	scan->last_prefix = (struct str){0};
	if (scan->leaf != LEAF_PARAGRAPH) {
		scan->last_prefix = str_sub(place->line, 0, place->next);
		if (!scan->last_prefix.data) {
			scan->last_prefix = STR("");
		}
	}
	scan->leaf = LEAF_PARAGRAPH;
	scan->last = rest_of(scan);
	scan->last_at = scan->out->text.len;
	scan->last_marks = scan->out->mark_count;
}

static void take_line(struct scan *scan, struct str line)
{
	bool blank;

	scan->place = (struct markdown_place){.line = line};
	scan->matched = 0;
	scan->opened = false;
	scan->done = false;
	markdown_find(&scan->place);
	while (scan->matched < scan->depth &&
		pass_box(scan, &scan->boxes[scan->matched])) {
		scan->matched++;
		markdown_find(&scan->place);
	}
	if (!(scan->matched == scan->depth && pass_leaf(scan)) &&
		!open_blocks(scan)) {
		add_text(scan);
	}
	markdown_find(&scan->place);
	blank = scan->place.blank;
	if (!scan->done) {
		scan_put_line(scan);
	}
	for (int i = 0; i < scan->depth && !blank; i++) {
		scan->boxes[i].empty = false;
	}
	/* A container in an item is contents, too, blank or not. */
	for (int i = 0; i + 1 < scan->depth; i++) {
		scan->boxes[i].empty = false;
	}
}

bool markdown_lines_make(struct markdown_lines *lines, struct str text,
	struct arena *arena, const struct markdown_clock *clock)
{
	size_t most = GROWTH * text.len + GROWTH_BIT;
	struct scan scan = {.out = lines, .arena = arena};
	struct str line;
	bool late = false;

	if (!scan_is_needed(text)) {
		return true;
	}
	scan.marker = scan_marker(text);
	while (!scan.failed && !late && str_cut(&text, '\n', &line)) {
		take_line(&scan, line);
		scan.number++;
		scan.failed = scan.failed || lines->text.len > most;
		late = scan.number % CLOCK_LINES == 0 &&
			markdown_clock_late(clock);
	}
	buf_clear(&scan.line[0]);
	buf_clear(&scan.line[1]);
	lines->used = lines->table_count > 0 || lines->note_count > 0;
	if (scan.failed || late) {
		markdown_lines_clear(lines);
	} else {
		markdown_notes_sort(lines, arena);
	}
	return !late;
}

void markdown_lines_clear(struct markdown_lines *lines)
{
	for (size_t i = 0; i < lines->table_count; i++) {
		free(lines->tables[i].aligns);
	}
	free(lines->tables);
	free(lines->marks);
	free(lines->notes);
	free(lines->sorted);
	buf_clear(&lines->text);
	*lines = (struct markdown_lines){0};
}
