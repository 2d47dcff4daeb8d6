#include <stdint.h>
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

void doc_warn_shape(struct doc *doc, int line)
{
	problem_add(&doc->problems, &doc->arena,
		&(struct problem){.line = line,
			.severity = SEVERITY_ERROR,
			.rule = "yaml"},
		_("The front matter is not a list of keys. Write each line as "
		  "key: value."));
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

/* Eight printable characters of ASCII at once. */
static bool is_printable_word(const unsigned char *p)
{
	const uint64_t ones = UINT64_C(0x0101010101010101);
	uint64_t word;

	memcpy(&word, p, sizeof(word));
	/* Top bits: not ASCII; DEL or not ASCII; below a blank. */
	return ((word | (word + ones) | (word - 0x20 * ones)) & 0x80 * ones) ==
		0;
}

static bool continues(unsigned char byte)
{
	return byte >= 0x80 && byte < 0xC0;
}

/*
 * Length of the character of running text at `p`: tab, line end, printable
 * ASCII, Latin letters and signs below U+0300 but the soft hyphen, dashes,
 * quotes and dots. 0 for all others, and for what is no UTF-8.
 */
static size_t plain_length(const unsigned char *p, size_t len)
{
	if (p[0] < 0x80) {
		return (p[0] >= ' ' && p[0] < 0x7F) || p[0] == '\n' ||
			p[0] == '\t';
	}
	if (len >= 2 && p[0] >= 0xC2 && p[0] < 0xCC && continues(p[1])) {
		return p[0] == 0xC2 && (p[1] < 0xA0 || p[1] == 0xAD) ? 0 : 2;
	}
	if (len >= 3 && p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x90 &&
		p[2] <= 0xA6) {
		return 3;
	}
	return 0;
}

size_t doc_find_odd(struct str text, size_t from)
{
	const unsigned char *p = (const unsigned char *)text.data;
	size_t i = from;

	while (i < text.len) {
		size_t len;

		if (i + sizeof(uint64_t) <= text.len &&
			is_printable_word(p + i)) {
			i += sizeof(uint64_t);
			continue;
		}
		len = plain_length(p + i, text.len - i);
		if (len == 0) {
			return i;
		}
		i += len;
	}
	return text.len;
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

static void check_line(struct doc *doc, struct str line, int number)
{
	struct problem problem = {.line = number};

	if (line.len > LINE_MOST) {
		problem.rule = "too-large";
		problem_add(&doc->problems, &doc->arena, &problem,
			_("The line is longer than 64 KB. Break it into "
			  "paragraphs."));
	}
	if (str_starts(line, "<<<<<<< ") || str_starts(line, ">>>>>>> ")) {
		problem.rule = "conflict-marker";
		problem_add(&doc->problems, &doc->arena, &problem,
			_("A marker of an unfinished merge. Keep the text that "
			  "is right and delete the markers."));
	}
}

static bool has_marker(struct str text)
{
	return str_find_text(text, "<<<<<<< ") < text.len ||
		str_find_text(text, ">>>>>>> ") < text.len;
}

static void check_lines(struct doc *doc, size_t odd)
{
	struct str rest = doc->source;
	struct buf scratch = {0};
	struct str line;

	if (odd == rest.len && rest.len <= LINE_MOST && !has_marker(rest)) {
		return;
	}
	for (int number = 1; str_cut(&rest, '\n', &line); number++) {
		size_t end = (size_t)(line.data - doc->source.data) + line.len;

		if (line.len > LINE_MOST ||
			(line.len > 0 &&
				(line.data[0] == '<' || line.data[0] == '>'))) {
			check_line(doc, line, number);
		}
		if (odd < end && doc->problems.count < PROBLEMS_MAX) {
			check_hidden(doc, line, number, &scratch);
			odd = doc_find_odd(doc->source, end);
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

void doc_check(struct doc *doc, struct str file, size_t odd)
{
	check_source(doc, file);
	check_lines(doc, odd);
	check_headings(doc);
	check_images(doc);
}
