/* Personal numbers and personal addresses in the text of a note. */

#include <string.h>

#include "base/i18n.h"
#include "content/check_private.h"

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

static bool is_letter(char byte)
{
	return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
		(unsigned char)byte >= 0x80;
}

/* Luhn's sum over ten digits: twice every second, from the first on. */
static bool sum_is_right(const char *digits)
{
	int sum = 0;

	for (int i = 0; i < 10; i++) {
		int n = (digits[i] - '0') * (i % 2 == 0 ? 2 : 1);

		sum += n > 9 ? n - 9 : n;
	}
	return sum % 10 == 0;
}

/* YYMMDD, the day perhaps with 60 added; a century that has the day counts. */
static bool is_day(const char *digits, int century)
{
	int year = (digits[0] - '0') * 10 + digits[1] - '0';
	int day = (digits[4] - '0') * 10 + digits[5] - '0';
	char iso[11] = "2000-00-00";
	struct date date;

	if (century > 0) {
		year += century * 100;
	} else {
		/* Any year of the right length. */
		year = year % 4 == 0 ? 2000 : 1999;
	}
	day -= day > 60 ? 60 : 0;
	iso[0] = (char)('0' + year / 1000);
	iso[1] = (char)('0' + year / 100 % 10);
	iso[2] = (char)('0' + year / 10 % 10);
	iso[3] = (char)('0' + year % 10);
	iso[5] = digits[2];
	iso[6] = digits[3];
	iso[8] = (char)('0' + day / 10);
	iso[9] = (char)('0' + day % 10);
	return date_parse((struct str){iso, 10}, &date);
}

/* Bytes of a dash, "+" or nothing between the two parts. */
static size_t separator(struct str text)
{
	static const char *const dashes[] = {"-", "+", "\xE2\x80\x90",
		"\xE2\x80\x91", "\xE2\x80\x92", "\xE2\x80\x93", "\xE2\x88\x92"};

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
		if (str_starts(text, dashes[i])) {
			return strlen(dashes[i]);
		}
	}
	return 0;
}

static size_t count_digits(struct str text, size_t most)
{
	size_t n = 0;

	while (n < text.len && n < most && is_digit(text.data[n])) {
		n++;
	}
	return n;
}

bool check_is_personal_number(struct str text, size_t *len)
{
	char digits[10];
	size_t head = count_digits(text, 13);
	size_t date = head;
	size_t gap = 0;
	size_t end;
	int century = 0;

	if (head == 10 || head == 12) {
		date = head - 4;
	} else if (head == 6 || head == 8) {
		gap = separator(str_sub(text, head, text.len));
		if (gap == 0) {
			return false;
		}
	} else {
		return false;
	}
	end = date + gap + 4;
	if (count_digits(str_sub(text, date + gap, text.len), 5) != 4 ||
		(end < text.len && is_letter(text.data[end]))) {
		return false;
	}
	if (date == 8) {
		century = (text.data[0] - '0') * 10 + text.data[1] - '0';
		if (century < 18 || century > 20) {
			return false;
		}
	}
	memcpy(digits, text.data + date - 6, 6);
	memcpy(digits + 6, text.data + date + gap, 4);
	if (memcmp(digits + 6, "000", 3) == 0 || !sum_is_right(digits) ||
		!is_day(digits, century)) {
		return false;
	}
	*len = end;
	return true;
}

/* A number that is a part of an address, version or word is none. */
static bool begins_number(struct str line, size_t at)
{
	char before = at > 0 ? line.data[at - 1] : ' ';

	return !is_digit(before) && !is_letter(before) && before != '/' &&
		before != '.' && before != '_' && before != '=' &&
		before != '%' &&
		!(before == '-' && at > 1 && is_digit(line.data[at - 2]));
}

static int column_of(struct str line, size_t at)
{
	int column = 1;

	for (size_t i = 0; i < at; i++) {
		column += ((unsigned char)line.data[i] & 0xC0) != 0x80;
	}
	return column;
}

static void find_numbers(struct doc *doc, struct str line, int number)
{
	for (size_t at = 0; at < line.len; at++) {
		struct problem problem = {.line = number,
			.severity = SEVERITY_ERROR,
			.rule = "personal-number"};
		struct str rest = str_sub(line, at, line.len);
		size_t len = count_digits(rest, line.len);

		if (len == 0) {
			continue;
		}
		if (len < 6 || len > 12 || !begins_number(line, at) ||
			!check_is_personal_number(rest, &len)) {
			at += len - 1;
			continue;
		}
		problem.column = column_of(line, at);
		at += len - 1;
		problem_add(&doc->problems, &doc->arena, &problem,
			_("The line holds a Swedish personal identity number. "
			  "Remove it now: what is once committed stays in the "
			  "history of every copy."));
	}
}

static bool is_word_byte(char byte)
{
	return is_letter(byte) || byte == '-';
}

static bool is_function(struct str word)
{
	static const char *const words[] = {"info", "kontakt", "contact",
		"support", "registrator", "centrum", "center", "centre",
		"office", "team", "helpdesk", "service", "no", "reply",
		"noreply", "press", "admin", "sekretariat", "kansli", "projekt",
		"project", "ai", "data", "it", "dataskydd", "gdpr", "privacy"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_eq_nocase(word, str_from(words[i]))) {
			return true;
		}
	}
	return false;
}

/* "first.last": two or more words, none of which names a function. */
static bool is_person(struct str local)
{
	struct str word;
	int words = 0;

	while (str_cut(&local, '.', &word)) {
		if (word.len < 2 || is_function(word)) {
			return false;
		}
		for (size_t i = 0; i < word.len; i++) {
			if (!is_word_byte(word.data[i])) {
				return false;
			}
		}
		words++;
	}
	return words > 1;
}

static bool in_contact(const struct check_context *context, int line)
{
	const struct values *values = context->values;

	for (size_t i = 0; i < values->count; i++) {
		const struct value *value = &values->items[i];
		struct str key = value->key;
		const struct schema_field *field;

		if (value->line != line || !context->kind) {
			continue;
		}
		field = kind_field(
			context->kind, str_sub(key, 0, str_find(key, '.')));
		if (field && field->type == TYPE_CONTACT) {
			return true;
		}
	}
	return false;
}

static void find_addresses(struct doc *doc, const struct check_context *context,
	struct str line, int number)
{
	size_t from = 0;
	size_t at;

	while ((at = from + str_find(str_sub(line, from, line.len), '@')) <
		line.len) {
		struct problem problem = {
			.line = number, .rule = "personal-email"};
		size_t start = at;
		struct str host = str_sub(line, at + 1, line.len);

		from = at + 1;
		while (start > 0 &&
			(is_word_byte(line.data[start - 1]) ||
				is_digit(line.data[start - 1]) ||
				line.data[start - 1] == '.')) {
			start--;
		}
		if (host.len == 0 || !is_letter(host.data[0]) ||
			!is_person(str_sub(line, start, at)) ||
			in_contact(context, number)) {
			continue;
		}
		problem.column = column_of(line, start);
		problem_add(&doc->problems, &doc->arena, &problem,
			_("The address of a person stands outside a contact "
			  "field. Write a function's address, or move it to "
			  "the contacts."));
	}
}

/* Six digits in a row begin what may be a number; most lines have none. */
static bool may_hold_number(struct str line)
{
	size_t run = 0;

	for (size_t i = 0; i < line.len; i++) {
		run = is_digit(line.data[i]) ? run + 1 : 0;
		if (run == 6) {
			return true;
		}
	}
	return false;
}

void check_text(struct doc *doc, const struct check_context *context)
{
	struct str rest = doc->source;
	bool at = str_find(rest, '@') < rest.len;
	struct str line;

	for (int number = 1; str_cut(&rest, '\n', &line); number++) {
		if (may_hold_number(line)) {
			find_numbers(doc, line, number);
		}
		if (at) {
			find_addresses(doc, context, line, number);
		}
	}
}
