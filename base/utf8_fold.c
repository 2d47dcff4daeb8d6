/* The part of base/utf8.h that folds, lowers and makes sort keys. */
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

#include <utf8proc.h>

#include "base/mem.h"

enum {
	LATIN_FIRST = 0x80,
	LATIN_END = 0x180, /* after Latin Extended-A */
	MARKS = 0x300, /* the combining marks of Latin; below all is composed */
	MARKS_END = 0x370,
	LEAD_MARKS = 0xCC, /* the first byte of MARKS */
	PARTS = 16 /* one code point, case folded and decomposed */
};

/*
 * Sort keys are words of these: a blank before digits, digits before letters,
 * letters before the letters of other scripts, which are written as UTF-8.
 */
enum {
	KEY_SPACE = 0x02,
	KEY_DIGITS = 0x10,
	KEY_A = 0x40,
	KEY_RING = KEY_A + 26,
	KEY_AE,
	KEY_OE,
	KEY_MANY = 255 /* digits counted by one byte */
};

/*
 * U+0080 to U+017F folded: the letters of nearly every word we meet, so that
 * folding them costs one look-up.
 */
static const char latin[LATIN_END - LATIN_FIRST][4] = {"\xC2\x80", "\xC2\x81",
	"\xC2\x82", "\xC2\x83", "\xC2\x84", "\xC2\x85", "\xC2\x86", "\xC2\x87",
	"\xC2\x88", "\xC2\x89", "\xC2\x8A", "\xC2\x8B", "\xC2\x8C", "\xC2\x8D",
	"\xC2\x8E", "\xC2\x8F", "\xC2\x90", "\xC2\x91", "\xC2\x92", "\xC2\x93",
	"\xC2\x94", "\xC2\x95", "\xC2\x96", "\xC2\x97", "\xC2\x98", "\xC2\x99",
	"\xC2\x9A", "\xC2\x9B", "\xC2\x9C", "\xC2\x9D", "\xC2\x9E", "\xC2\x9F",
	"\xC2\xA0", "\xC2\xA1", "\xC2\xA2", "\xC2\xA3", "\xC2\xA4", "\xC2\xA5",
	"\xC2\xA6", "\xC2\xA7", "\xC2\xA8", "\xC2\xA9", "\xC2\xAA", "\xC2\xAB",
	"\xC2\xAC", "", "\xC2\xAE", "\xC2\xAF", "\xC2\xB0", "\xC2\xB1",
	"\xC2\xB2", "\xC2\xB3", "\xC2\xB4", "\xCE\xBC", "\xC2\xB6", "\xC2\xB7",
	"\xC2\xB8", "\xC2\xB9", "\xC2\xBA", "\xC2\xBB", "\xC2\xBC", "\xC2\xBD",
	"\xC2\xBE", "\xC2\xBF", "a", "a", "a", "a", "a", "a", "ae", "c", "e",
	"e", "e", "e", "i", "i", "i", "i", "\xC3\xB0", "n", "o", "o", "o", "o",
	"o", "\xC3\x97", "o", "u", "u", "u", "u", "y", "th", "ss", "a", "a",
	"a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"\xC3\xB0", "n", "o", "o", "o", "o", "o", "\xC3\xB7", "o", "u", "u",
	"u", "u", "y", "th", "y", "a", "a", "a", "a", "a", "a", "c", "c", "c",
	"c", "c", "c", "c", "c", "d", "d", "d", "d", "e", "e", "e", "e", "e",
	"e", "e", "e", "e", "e", "g", "g", "g", "g", "g", "g", "g", "g", "h",
	"h", "\xC4\xA7", "\xC4\xA7", "i", "i", "i", "i", "i", "i", "i", "i",
	"i", "\xC4\xB1", "\xC4\xB3", "\xC4\xB3", "j", "j", "k", "k", "\xC4\xB8",
	"l", "l", "l", "l", "l", "l", "\xC5\x80", "\xC5\x80", "l", "l", "n",
	"n", "n", "n", "n", "n", "\xCA\xBCn", "\xC5\x8B", "\xC5\x8B", "o", "o",
	"o", "o", "o", "o", "\xC5\x93", "\xC5\x93", "r", "r", "r", "r", "r",
	"r", "s", "s", "s", "s", "s", "s", "s", "s", "t", "t", "t", "t",
	"\xC5\xA7", "\xC5\xA7", "u", "u", "u", "u", "u", "u", "u", "u", "u",
	"u", "u", "u", "w", "w", "y", "y", "y", "z", "z", "z", "z", "z", "z",
	"s"};

/* True when the text, in lower case, needs no composing. */
static bool is_composed(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		if ((unsigned char)text.data[i] >= LEAD_MARKS) {
			return false;
		}
	}
	return true;
}

static void lower_plain(struct buf *out, struct str text)
{
	while (text.len > 0) {
		utf8_put(out, utf8_lower(utf8_next(&text)));
	}
}

static utf8proc_int32_t lower_part(utf8proc_int32_t code, void *unused)
{
	(void)unused;
	return (utf8proc_int32_t)utf8_lower((uint32_t)code);
}

/* Valid text in lower case and NFC. */
static void lower_composed(struct buf *out, struct str text)
{
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text.data;
	utf8proc_ssize_t room = (utf8proc_ssize_t)text.len * 4;
	utf8proc_int32_t *codes = mem_array((size_t)room, sizeof(*codes));
	utf8proc_ssize_t count;

	/* No code point of n bytes has more than 4n canonical parts. */
	count = utf8proc_decompose_custom(bytes, (utf8proc_ssize_t)text.len,
		codes, room, UTF8PROC_COMPOSE | UTF8PROC_STABLE, lower_part,
		NULL);
	assert(count >= 0 && count <= room);
	count = utf8proc_normalize_utf32(
		codes, count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		utf8_put(out, (uint32_t)codes[i]);
	}
	free(codes);
}

void utf8_lower_text(struct buf *out, struct str text)
{
	struct buf whole = {0};

	if (is_composed(text)) {
		lower_plain(out, text);
	} else if (utf8_valid(text)) {
		lower_composed(out, text);
	} else {
		while (text.len > 0) {
			utf8_put(&whole, utf8_next(&text));
		}
		lower_composed(out, buf_slice(&whole));
		buf_clear(&whole);
	}
}

/* ASCII at the start of the text, folded. */
static void fold_ascii(struct buf *out, struct str *text)
{
	size_t len = 0;
	char *to;

	while (len < text->len && (unsigned char)text->data[len] < 0x80) {
		len++;
	}
	if (len == 0) {
		return;
	}
	to = buf_room(out, len);
	for (size_t i = 0; i < len; i++) {
		char byte = text->data[i];

		to[i] = byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
	}
	out->len += len;
	*text = str_sub(*text, len, text->len);
}

static void fold_latin(struct buf *out, uint32_t code)
{
	if (code >= LATIN_FIRST && code < LATIN_END) {
		buf_put(out, latin[code - LATIN_FIRST]);
	} else {
		utf8_put(out, code);
	}
}

static void fold_other(struct buf *out, uint32_t code)
{
	utf8proc_int32_t parts[PARTS];
	utf8proc_ssize_t count;
	int state = 0;

	count = utf8proc_decompose_char((utf8proc_int32_t)code, parts, PARTS,
		UTF8PROC_CASEFOLD | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK,
		&state);
	assert(count >= 0 && count <= PARTS);
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		fold_latin(out, (uint32_t)parts[i]);
	}
}

static void fold_code(struct buf *out, uint32_t code)
{
	if (code < 0x80) {
		buf_byte(out, (char)utf8_lower(code));
	} else if (code < LATIN_END) {
		fold_latin(out, code);
	} else if (code < MARKS || code >= MARKS_END) {
		fold_other(out, code);
	}
}

void utf8_fold(struct buf *out, struct str text)
{
	for (;;) {
		fold_ascii(out, &text);
		if (text.len == 0) {
			break;
		}
		fold_code(out, utf8_next(&text));
	}
}

static bool is_digit(char byte)
{
	return byte >= '0' && byte <= '9';
}

/* A run of digits by value: how many there are, then the digits. */
static void key_digits(struct buf *out, struct str *rest)
{
	size_t end = 0;
	size_t from = 0;
	size_t count;

	while (end < rest->len && is_digit(rest->data[end])) {
		end++;
	}
	while (from + 1 < end && rest->data[from] == '0') {
		from++;
	}
	buf_byte(out, KEY_DIGITS);
	for (count = end - from; count >= KEY_MANY; count -= KEY_MANY) {
		buf_byte(out, (char)KEY_MANY);
	}
	buf_byte(out, (char)count);
	buf_str(out, str_sub(*rest, from, end));
	*rest = str_sub(*rest, end, rest->len);
}

/*
 * The Swedish letters, and those that Swedish readers look for with them; 0 for
 * what sorts as its folded form.
 */
static char key_letter(uint32_t code)
{
	switch (code) {
	case 0xE5: /* a with ring */
		return KEY_RING;
	case 0xE4: /* a with diaeresis */
	case 0xE6: /* ae */
		return KEY_AE;
	case 0xF6: /* o with diaeresis */
	case 0xF8: /* o with stroke */
	case 0x151: /* o with double acute */
	case 0x153: /* oe */
		return KEY_OE;
	case 0xFC: /* u with diaeresis */
	case 0x171: /* u with double acute */
		return KEY_A + ('y' - 'a');
	}
	return 0;
}

/* A code point in lower case, neither a digit nor white space. */
static void key_code(struct buf *out, uint32_t code)
{
	char letter = key_letter(code);
	size_t from = out->len;

	if (letter != 0) {
		buf_byte(out, letter);
		return;
	}
	if (!utf8_is_letter(code) && !utf8_is_digit(code)) {
		return;
	}
	fold_code(out, code);
	for (size_t i = from; i < out->len; i++) {
		if (out->data[i] >= 'a' && out->data[i] <= 'z') {
			out->data[i] = (char)(KEY_A + (out->data[i] - 'a'));
		}
	}
}

void utf8_sort_key(struct buf *out, struct str text)
{
	struct buf lower = {0};
	struct buf word = {0};
	size_t start = out->len;
	bool space = false;
	struct str rest;

	utf8_lower_text(&lower, text);
	rest = buf_slice(&lower);
	while (rest.len > 0) {
		struct str after = rest;
		uint32_t code = utf8_next(&after);

		buf_cut(&word, 0);
		if (code >= '0' && code <= '9') {
			key_digits(&word, &rest);
		} else {
			space = space || utf8_is_space(code);
			key_code(&word, code);
			rest = after;
		}
		if (word.len > 0 && space && out->len > start) {
			buf_byte(out, KEY_SPACE);
		}
		space = space && word.len == 0;
		buf_str(out, buf_slice(&word));
	}
	buf_clear(&word);
	buf_clear(&lower);
}

bool utf8_has_words(struct str text, struct str words)
{
	struct buf wanted = {0}, folded = {0};
	struct str rest, word;
	bool all = true;

	utf8_fold(&wanted, words);
	utf8_fold(&folded, text);
	rest = buf_slice(&wanted);
	while (all && str_cut(&rest, ' ', &word))
		all = utf8_contains(buf_slice(&folded), word);
	buf_clear(&wanted);
	buf_clear(&folded);
	return all;
}
