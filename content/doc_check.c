#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/doc_private.h"

enum {
	SOURCE_MOST = 1024 * 1024,
	LINE_MOST = 64 * 1024,
	/* Lines of those too long to be looked at character by character. */
	COLUMN_MOST = 4096
};

void doc_warn_open(struct doc *doc)
{
	problem_add(&doc->problems, &doc->arena,
		&(struct problem){.line = 1, .rule = "front-matter-open"},
		_("The front matter is not closed. Put a line with --- after "
		  "its last key."));
}

static void check_source(struct doc *doc, struct str file)
{
	struct problem problem = {.rule = "too-large"};
	struct str line;

	if (file.len > SOURCE_MOST) {
		problem_add(&doc->problems, &doc->arena, &problem,
			_("The note is larger than 1 MB. Split it into "
			  "several notes."));
	}
	if (doc->replaced == 0) {
		return;
	}
	problem.rule = "invalid-utf8";
	for (int number = 1; str_cut(&file, '\n', &line); number++) {
		if (!utf8_valid(line) || str_find(line, '\0') < line.len) {
			problem.line = number;
			break;
		}
	}
	problem_add(&doc->problems, &doc->arena, &problem,
		_("Bytes that are not UTF-8 were replaced (%zu places). Save "
		  "the note as UTF-8."),
		doc->replaced);
}

/*
 * Characters below U+0300 but controls and the soft hyphen pass the gate, and
 * so do the dashes and quotes of running text: most lines need no closer look.
 */
static bool may_hide(struct str line)
{
	const unsigned char *p = (const unsigned char *)line.data;

	for (size_t i = 0; i < line.len; i++) {
		if (p[i] >= ' ' && p[i] < 0x7F) {
			continue;
		}
		if (p[i] < ' ' ? p[i] != '\t' : p[i] == 0x7F) {
			return true;
		}
		if (p[i] == 0xC2 && i + 1 < line.len &&
			(p[i + 1] < 0xA0 || p[i + 1] == 0xAD)) {
			return true;
		}
		if (p[i] == 0xE2 && i + 2 < line.len && p[i + 1] == 0x80 &&
			p[i + 2] >= 0x90 && p[i + 2] <= 0xA6) {
			i += 2;
			continue;
		}
		if (p[i] >= 0xCC) {
			return true;
		}
	}
	return false;
}

/* Column of the first character that the gate changes by itself; 0 if none. */
static int hidden_column(struct str line, struct buf *scratch)
{
	struct str rest = line;

	for (int column = 1; rest.len > 0 && column < COLUMN_MOST; column++) {
		struct str one = rest;

		utf8_next(&rest);
		one = str_sub(one, 0, one.len - rest.len);
		buf_cut(scratch, 0);
		if (gate_text(scratch, one, GATE_LINE) > 0) {
			return column;
		}
	}
	return 0;
}

static void check_hidden(
	struct doc *doc, struct str line, int number, struct buf *scratch)
{
	struct problem problem = {.rule = "hidden-characters", .line = number};
	size_t count;

	buf_cut(scratch, 0);
	count = gate_text(scratch, line, GATE_LINE);
	if (count == 0) {
		return;
	}
	problem.column = hidden_column(line, scratch);
	problem_add(&doc->problems, &doc->arena, &problem,
		_("The line holds characters that cannot be seen (%zu). "
		  "Delete them, or write what they stand for."),
		count);
}

static void check_lines(struct doc *doc)
{
	struct str rest = doc->source;
	struct buf scratch = {0};
	struct str line;

	for (int number = 1; str_cut(&rest, '\n', &line); number++) {
		if (line.len > LINE_MOST) {
			problem_add(&doc->problems, &doc->arena,
				&(struct problem){
					.rule = "too-large", .line = number},
				_("The line is longer than 64 KB. Break it "
				  "into paragraphs."));
		}
		if (str_starts(line, "<<<<<<< ") ||
			str_starts(line, ">>>>>>> ")) {
			problem_add(&doc->problems, &doc->arena,
				&(struct problem){.rule = "conflict-marker",
					.line = number},
				_("A marker of an unfinished merge. Keep the "
				  "text that is right and delete the "
				  "markers."));
		}
		if (may_hide(line)) {
			check_hidden(doc, line, number, &scratch);
		}
	}
	buf_clear(&scratch);
}

static void check_headings(struct doc *doc)
{
	for (size_t i = 1; i < doc->heading_count; i++) {
		const struct heading *heading = &doc->headings[i];
		int before = doc->headings[i - 1].level;

		if (heading->level <= before + 1) {
			continue;
		}
		problem_add(&doc->problems, &doc->arena,
			&(struct problem){
				.rule = "heading-jump", .line = heading->line},
			_("A heading of level %d follows one of level %d. Use "
			  "level %d."),
			heading->level, before, before + 1);
	}
}

static void check_images(struct doc *doc)
{
	for (size_t i = 0; i < doc->link_count; i++) {
		if (!doc->links[i].image || doc->links[i].text.len > 0) {
			continue;
		}
		problem_add(&doc->problems, &doc->arena,
			&(struct problem){.rule = "image-text",
				.line = doc->links[i].line},
			_("The image has no alternative text. Say between "
			  "the brackets what it shows."));
	}
}

void doc_check(struct doc *doc, struct str file)
{
	check_source(doc, file);
	check_lines(doc);
	check_headings(doc);
	check_images(doc);
}
