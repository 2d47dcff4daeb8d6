/* What adding and removing share: see content/terms_private.h. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/terms_private.h"

void edit_want(
	struct buf *out, const struct str *terms, size_t count, size_t from)
{
	size_t i;

	buf_printf(out, "%zu", from);
	for (i = 0; i < count; i++)
		buf_printf(out, "\t%.*s", STR_ARG(terms[i]));
	buf_byte(out, '\n');
}

static int by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The lines in order, so that only what is there counts. */
static struct str *sort_lines(struct str text, size_t *count)
{
	size_t cap = 0;
	struct str *lines = mem_grow(NULL, &cap, 1, sizeof(*lines));
	struct str line;

	*count = 0;
	while (str_cut(&text, '\n', &line)) {
		lines = mem_grow(lines, &cap, *count + 1, sizeof(*lines));
		lines[(*count)++] = line;
	}
	if (lines)
		qsort(lines, *count, sizeof(*lines), by_text);
	return lines;
}

static bool same_lines(struct str a, struct str b)
{
	size_t x, y, i;
	struct str *first = sort_lines(a, &x);
	struct str *second = sort_lines(b, &y);
	bool same = x == y;

	for (i = 0; same && first && second && i < x; i++)
		same = str_eq(first[i], second[i]);
	free(first);
	free(second);
	return same;
}

/* The result, read again, says what it shall, and nothing is worse. */
bool edit_is_right(const struct edit *edit)
{
	struct terms now;
	struct buf have = {0};
	bool right;
	size_t i;

	terms_parse(&now, buf_slice(&edit->out));
	for (i = 0; i < now.count; i++)
		edit_want(&have, now.groups[i].terms, now.groups[i].count,
			now.groups[i].from);
	right = same_lines(buf_slice(&have), buf_slice(&edit->want)) &&
		now.problems.count <= edit->terms.problems.count &&
		edit->out.len <= TERMS_FILE_MAX;
	buf_clear(&have);
	terms_clear(&now);
	return right;
}

bool edit_by_hand(const struct edit *edit, struct error *err)
{
	return error_set(err, ERROR_CONFIG,
		_("The term list is written in a way that is not changed "
		  "without you. Change it in an editor, at line %d."),
		edit->line ? edit->line : 1);
}

bool edit_check(const struct terms_change *change, struct error *err)
{
	size_t i;

	for (i = 0; i < change->count; i++) {
		struct str rest = change->terms[i];
		bool word = false;
		bool bad = rest.len > TERMS_BYTES || !utf8_valid(rest);

		while (!bad && rest.len) {
			uint32_t code = utf8_next(&rest);

			word |= utf8_is_letter(code) || utf8_is_digit(code);
			bad = code < ' ' || (code >= 127 && code < 160) ||
				code == '=' || code == 0xFEFF ||
				code == 0x2028 || code == 0x2029;
		}
		if (bad || !word)
			return error_set(err, ERROR_INPUT,
				_("A term is a word or a few, on one line, of "
				  "at most 200 bytes, with a letter or a digit "
				  "in it and without an equals sign."));
	}
	return true;
}

bool edit_open(struct edit *edit, struct str text, struct error *err)
{
	const struct problems *problems = &edit->terms.problems;
	size_t i;

	memset(edit, 0, sizeof(*edit));
	edit->text = text;
	edit->crlf = str_find_text(text, "\r\n") < text.len;
	terms_parse(&edit->terms, text);
	for (i = 0; i < problems->count; i++) {
		if (problems->items[i].severity == SEVERITY_ERROR)
			return error_set(err, ERROR_CONFIG,
				_("The term list cannot be read, so it is not "
				  "changed. Line %d: %s"),
				problems->items[i].line,
				problems->items[i].text);
	}
	return true;
}

void edit_close(struct edit *edit)
{
	terms_clear(&edit->terms);
	buf_clear(&edit->out);
	buf_clear(&edit->want);
}

/* Replace [from, to) of the text. */
void edit_splice(struct edit *edit, size_t from, size_t to, struct str with)
{
	buf_cut(&edit->out, 0);
	buf_str(&edit->out, str_sub(edit->text, 0, from));
	buf_str(&edit->out, with);
	buf_str(&edit->out, str_sub(edit->text, to, edit->text.len));
}

bool edit_has(const struct term_group *group, struct str term)
{
	size_t i;

	for (i = 0; i < group->count; i++) {
		if (terms_same(group->terms[i], term))
			return true;
	}
	return false;
}

const struct yaml *edit_place(const struct term_group *group)
{
	const struct yaml *to = yaml_get(group->node, "to");

	return to ? to : group->node;
}

static bool is_plain(struct str term)
{
	static const char *const words[] = {
		"null", "true", "false", "yes", "no", "on", "off"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (str_eq_nocase(term, str_from(words[i])))
			return false;
	}
	for (i = 0; i < term.len; i++) {
		if (strchr(",[]{}:#\"\\&*!|>'%@`~", term.data[i]))
			return false;
	}
	return term.len && !strchr("0123456789-?.+<=", term.data[0]);
}

static void put_quoted(struct buf *out, struct str text)
{
	size_t i;

	buf_byte(out, '"');
	for (i = 0; i < text.len; i++) {
		if (text.data[i] == '"' || text.data[i] == '\\')
			buf_byte(out, '\\');
		buf_byte(out, text.data[i]);
	}
	buf_byte(out, '"');
}

void edit_put(struct buf *out, struct str term)
{
	if (is_plain(term))
		buf_str(out, term);
	else
		put_quoted(out, term);
}

void edit_text(struct edit *edit, const struct yaml *node, struct str text)
{
	struct str rest = text;
	struct str part;
	struct buf value = {0};
	bool plain = node->plain;

	while (str_cut(&rest, '=', &part))
		plain = plain && is_plain(str_trim(part));
	if (plain)
		buf_str(&value, text);
	else
		put_quoted(&value, text);
	edit_splice(edit, place_of(edit->text, node),
		place_end(edit->text, node, false), buf_slice(&value));
	buf_clear(&value);
}
