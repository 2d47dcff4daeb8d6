#include "store/token.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

enum {
	TABLE_END = 0x250,
	FOLD_BYTES = 6,
	SOFT_HYPHEN = 0xAD
};

struct token_entry {
	char bytes[FOLD_BYTES];
	uint8_t len;
	bool word; /* may begin and continue a word */
	bool hyphen; /* continues one and vanishes */
};

struct token_table {
	struct token_entry entries[TABLE_END];
	char plain[256]; /* a byte that is a character: folded, or 0 */
};

static void entry_init(struct token_entry *entry, uint32_t code)
{
	struct buf one = {0};
	struct buf folded = {0};

	utf8_put(&one, code);
	utf8_fold(&folded, buf_slice(&one));
	entry->word = utf8_is_letter(code) || utf8_is_digit(code);
	entry->hyphen = code == SOFT_HYPHEN;
	if (entry->hyphen)
		folded.len = 0;
	if (folded.len > FOLD_BYTES)
		folded.len = FOLD_BYTES;
	entry->len = (uint8_t)folded.len;
	if (folded.len)
		memcpy(entry->bytes, folded.data, folded.len);
	buf_clear(&one);
	buf_clear(&folded);
}

struct token_table *token_table_new(void)
{
	struct token_table *table = mem_alloc(sizeof(*table));
	uint32_t code;

	for (code = 1; code < TABLE_END; code++)
		entry_init(&table->entries[code], code);
	for (code = 1; code < 0x80; code++) {
		if (table->entries[code].word)
			table->plain[code] = table->entries[code].bytes[0];
	}
	return table;
}

void token_table_free(struct token_table *table)
{
	free(table);
}

void token_scan_init(struct token_scan *scan, const struct token_table *table,
	struct str text)
{
	memset(scan, 0, sizeof(*scan));
	scan->table = table;
	scan->text = text;
}

void token_scan_clear(struct token_scan *scan)
{
	buf_clear(&scan->folded);
}

/*
 * The entry of the character at `at`, and its length; NULL for one the table
 * does not know (or that is no UTF-8).
 */
static const struct token_entry *entry_at(
	const struct token_scan *scan, size_t at, size_t *len)
{
	const unsigned char *p = (const unsigned char *)scan->text.data + at;
	uint32_t code;

	*len = 1;
	if (p[0] < 0x80)
		return &scan->table->entries[p[0]];
	if (p[0] < 0xC2 || p[0] > 0xC9 || at + 1 >= scan->text.len ||
		(p[1] & 0xC0) != 0x80)
		return NULL;
	code = ((p[0] & 0x1Fu) << 6) | (p[1] & 0x3Fu);
	if (code >= TABLE_END)
		return NULL; /* the table ends within 0xC9 */
	*len = 2;
	return &scan->table->entries[code];
}

/* Whether the character at `at`, unknown to the table, belongs to a word. */
static bool is_rare_word(const struct token_scan *scan, size_t at, size_t *len)
{
	struct str rest = str_sub(scan->text, at, scan->text.len);
	size_t before = rest.len;
	uint32_t code = utf8_next(&rest);

	*len = before - rest.len;
	return code != UTF8_REPLACEMENT &&
		(utf8_is_letter(code) || utf8_is_digit(code));
}

static size_t skip_blank(const struct token_scan *scan, size_t at)
{
	size_t len;

	const unsigned char *text = (const unsigned char *)scan->text.data;

	while (at < scan->text.len) {
		const struct token_entry *entry;

		if (text[at] < 0x80) {
			if (scan->table->plain[text[at]])
				break;
			at++;
			continue;
		}
		entry = entry_at(scan, at, &len);
		if (entry ? entry->word : is_rare_word(scan, at, &len))
			break;
		at += len;
	}
	return at;
}

/*
 * One byte a character, as long as there is room; returns how many. Most
 * words are nothing else.
 */
static size_t take_plain(struct token_scan *scan, size_t at)
{
	const unsigned char *text = (const unsigned char *)scan->text.data + at;
	const char *plain = scan->table->plain;
	char *out = scan->folded.data + scan->folded.len;
	size_t max = scan->text.len - at;
	size_t len = 0;

	if (max > 2 * TOKEN_MAX - scan->folded.len)
		max = 2 * TOKEN_MAX - scan->folded.len;
	while (len < max && (out[len] = plain[text[len]]) != 0)
		len++;
	scan->folded.len += len;
	return len;
}

/* A word with characters that are not in the table, folded anew. */
static void take_rare(struct token_scan *scan, size_t from, size_t to)
{
	if (to - from > 4 * TOKEN_MAX)
		to = from + 4 * TOKEN_MAX;
	scan->folded.len = 0;
	utf8_fold(&scan->folded, str_sub(scan->text, from, to));
}

/* Fold the word at `at`; returns where it ends. */
static size_t take_word(struct token_scan *scan, size_t at)
{
	size_t from = at;
	size_t len;
	bool rare = false;

	scan->folded.len = 0;
	if (scan->folded.cap < 3 * TOKEN_MAX)
		buf_room(&scan->folded, 3 * TOKEN_MAX);
	for (;;) {
		const struct token_entry *entry;

		if (scan->folded.len < 2 * TOKEN_MAX)
			at += take_plain(scan, at);
		if (at >= scan->text.len)
			break;
		entry = entry_at(scan, at, &len);
		if (!entry) {
			if (!is_rare_word(scan, at, &len))
				break;
			rare = true;
		} else if (!entry->word && !entry->hyphen) {
			break;
		} else if (scan->folded.len < 2 * TOKEN_MAX) {
			memcpy(scan->folded.data + scan->folded.len,
				entry->bytes, FOLD_BYTES);
			scan->folded.len += entry->len;
		}
		at += len;
	}
	if (rare)
		take_rare(scan, from, at);
	return at;
}

/* --- passing words over --- */

static size_t pair_of(unsigned char first, unsigned char second)
{
	return (size_t)(first & 31) << 5 | (second & 31);
}

void token_begins_add(struct token_begins *begins, struct str word, bool open)
{
	unsigned char first = word.len ? (unsigned char)word.data[0] : 0x80;
	unsigned char second = 0;
	int i;

	/* Words that do not begin with ASCII are never passed over. */
	if (first >= 0x80)
		return;
	begins->first[first] = true;
	if (word.len > 1)
		second = (unsigned char)word.data[1];
	for (i = 0; open && i < 32; i++)
		begins->pairs[pair_of(first, (unsigned char)i)] = true;
	begins->pairs[pair_of(first, second)] = true;
}

/*
 * Whether the word at `at` begins as none that is looked for. Numbers, which
 * may be identifiers, and letters beyond ASCII are looked at more closely.
 */
static bool is_other(const struct token_scan *scan,
	const struct token_begins *begins, size_t at)
{
	const unsigned char *text = (const unsigned char *)scan->text.data;
	unsigned char first, second;

	if (text[at] >= 0x80)
		return false;
	first = (unsigned char)scan->table->plain[text[at]];
	if (first >= '0' && first <= '9')
		return false;
	if (!begins->first[first])
		return true;
	second = at + 1 < scan->text.len ? text[at + 1] : 0;
	if (second >= 0x80)
		return false;
	second = (unsigned char)scan->table->plain[second];
	return !begins->pairs[pair_of(first, second)];
}

/* Where the word at `at` ends, as take_word says. */
static size_t pass_word(const struct token_scan *scan, size_t at)
{
	const unsigned char *text = (const unsigned char *)scan->text.data;
	const char *plain = scan->table->plain;
	size_t len;

	for (;;) {
		const struct token_entry *entry;

		while (at < scan->text.len && plain[text[at]])
			at++;
		if (at >= scan->text.len || text[at] < 0x80)
			return at;
		entry = entry_at(scan, at, &len);
		if (entry ? !entry->word && !entry->hyphen
			  : !is_rare_word(scan, at, &len))
			return at;
		at += len;
	}
}

static size_t digits_end(struct str text, size_t at)
{
	while (at < text.len && text.data[at] >= '0' && text.data[at] <= '9')
		at++;
	return at;
}

/* End of the identifier whose first number is [from, to); `to` if none. */
static size_t whole_end(struct str text, size_t from, size_t to)
{
	size_t end = to;
	size_t digits = to - from;

	if (end >= text.len || (text.data[end] != ':' && text.data[end] != '/'))
		return to;
	if (digits_end(text, from) != to)
		return to;
	while (end < text.len &&
		(text.data[end] == ':' || text.data[end] == '/')) {
		size_t next = digits_end(text, end + 1);

		if (next == end + 1)
			break;
		digits += next - end - 1;
		end = next;
	}
	return digits >= 4 && end - from <= TOKEN_MAX ? end : to;
}

/* A cut must not leave part of a character. */
static void cut_word(struct buf *folded)
{
	size_t len = TOKEN_MAX;

	if (folded->len <= TOKEN_MAX)
		return;
	while (len > 0 && ((unsigned char)folded->data[len] & 0xC0) == 0x80)
		len--;
	folded->len = len;
}

bool token_next_of(struct token_scan *scan, const struct token_begins *begins,
	struct token *token)
{
	if (scan->whole_to) {
		token->text =
			str_sub(scan->text, scan->whole_from, scan->whole_to);
		token->from = scan->whole_from;
		token->to = scan->whole_to;
		token->position = scan->position - 1;
		token->whole = true;
		scan->whole_to = 0;
		return true;
	}
	for (;;) {
		size_t from = skip_blank(scan, scan->at);
		size_t to;

		if (from >= scan->text.len)
			return false;
		if (begins && is_other(scan, begins, from)) {
			scan->at = pass_word(scan, from);
			scan->position++;
			continue;
		}
		to = scan->at = take_word(scan, from);
		cut_word(&scan->folded);
		if (!scan->folded.len)
			continue;
		token->text.data = scan->folded.data;
		token->text.len = scan->folded.len;
		token->from = from;
		token->to = to;
		token->position = scan->position++;
		token->whole = false;
		if (from >= scan->plain_to) {
			size_t end = whole_end(scan->text, from, to);

			if (end > to) {
				scan->whole_from = from;
				scan->whole_to = scan->plain_to = end;
			}
		}
		return true;
	}
}

bool token_next(struct token_scan *scan, struct token *token)
{
	return token_next_of(scan, NULL, token);
}

void token_join(
	struct buf *out, const struct token_table *table, struct str text)
{
	struct token_scan scan;
	struct token token;
	bool first = true;

	token_scan_init(&scan, table, text);
	while (token_next(&scan, &token)) {
		if (token.whole)
			continue;
		if (!first)
			buf_byte(out, ' ');
		first = false;
		buf_str(out, token.text);
	}
	token_scan_clear(&scan);
}
