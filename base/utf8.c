#include "base/utf8.h"

#include <string.h>

#include <utf8proc.h>

enum {
	CODE_MOST = 0x10FFFF,
	/* Below this no code point joins the one before or after it, but LF. */
	CODE_PLAIN = 0x300,
	LEAD_PLAIN = 0xCC, /* the first byte of that code point */
	CLUSTER_CELLS = 2
};

/*
 * The code point at `p`, of which `len` (not 0) bytes may be read, and how many
 * it took; false with the length of the maximal subpart when it is none.
 */
static bool decode(
	const unsigned char *p, size_t len, uint32_t *code, size_t *used)
{
	unsigned char low = 0x80;
	unsigned char high = 0xBF;
	size_t need;

	*used = 1;
	*code = p[0];
	if (p[0] < 0x80) {
		return true;
	}
	if (p[0] < 0xC2 || p[0] > 0xF4) {
		return false;
	}
	if (p[0] < 0xE0) {
		need = 2;
		*code = p[0] & 0x1F;
	} else if (p[0] < 0xF0) {
		need = 3;
		*code = p[0] & 0x0F;
		low = p[0] == 0xE0 ? 0xA0 : 0x80;
		high = p[0] == 0xED ? 0x9F : 0xBF;
	} else {
		need = 4;
		*code = p[0] & 0x07;
		low = p[0] == 0xF0 ? 0x90 : 0x80;
		high = p[0] == 0xF4 ? 0x8F : 0xBF;
	}
	while (*used < need) {
		if (*used == len || p[*used] < low || p[*used] > high) {
			return false;
		}
		*code = *code << 6 | (p[*used] & 0x3F);
		low = 0x80;
		high = 0xBF;
		++*used;
	}
	return true;
}

uint32_t utf8_next(struct str *rest)
{
	const unsigned char *p = (const unsigned char *)rest->data;
	uint32_t code;
	size_t used;

	if (!decode(p, rest->len, &code, &used)) {
		code = UTF8_REPLACEMENT;
	}
	rest->data += used;
	rest->len -= used;
	return code;
}

void utf8_put(struct buf *out, uint32_t code)
{
	char bytes[4];
	size_t len = 1;

	if (code > CODE_MOST || (code >= 0xD800 && code <= 0xDFFF)) {
		code = UTF8_REPLACEMENT;
	}
	if (code < 0x80) {
		buf_byte(out, (char)code);
		return;
	}
	len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = len - 1; i > 0; i--) {
		bytes[i] = (char)(0x80 | (code & 0x3F));
		code >>= 6;
	}
	bytes[0] = (char)((0xF00 >> len & 0xF0) | code);
	buf_add(out, bytes, len);
}

/* Length of the ASCII at the start, eight bytes at a time. */
static size_t ascii_length(struct str s)
{
	size_t i = 0;

	while (s.len - i >= sizeof(uint64_t)) {
		uint64_t word;

		memcpy(&word, s.data + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080)) {
			break;
		}
		i += sizeof(word);
	}
	while (i < s.len && (unsigned char)s.data[i] < 0x80) {
		i++;
	}
	return i;
}

bool utf8_valid(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.data;
	size_t at = ascii_length(s);

	while (at < s.len) {
		uint32_t code;
		size_t used;

		if (!decode(p + at, s.len - at, &code, &used)) {
			return false;
		}
		at += used;
		if (at < s.len && p[at] < 0x80) {
			at += ascii_length(str_sub(s, at, s.len));
		}
	}
	return true;
}

/* Length of the start of `s` that utf8_repair keeps as it is. */
static size_t sound_length(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.data;
	size_t at = 0;

	while (at < s.len && p[at] != '\0' && p[at] != '\r') {
		uint32_t code;
		size_t used;

		if (!decode(p + at, s.len - at, &code, &used)) {
			break;
		}
		at += used;
	}
	return at;
}

size_t utf8_repair(struct buf *out, struct str text)
{
	size_t replaced = 0;

	if (str_starts(text, "\xEF\xBB\xBF")) {
		text = str_sub(text, 3, text.len);
	}
	while (text.len > 0) {
		size_t len = sound_length(text);

		buf_add(out, text.data, len);
		text = str_sub(text, len, text.len);
		if (text.len == 0) {
			break;
		}
		if (text.data[0] == '\r') {
			text = str_sub(text, 1, text.len);
			if (text.len == 0 || text.data[0] != '\n') {
				buf_byte(out, '\n');
			}
			continue;
		}
		utf8_next(&text);
		utf8_put(out, UTF8_REPLACEMENT);
		replaced++;
	}
	return replaced;
}

static int code_cells(uint32_t code)
{
	if (code < CODE_PLAIN) {
		return code >= 0xA0 || (code >= 0x20 && code < 0x7F) ? 1 : 0;
	}
	return utf8proc_charwidth((utf8proc_int32_t)code);
}

/* True when nothing can join the cluster that `rest` follows. */
static bool ends_plain(struct str rest)
{
	return rest.len == 0 || (unsigned char)rest.data[0] < LEAD_PLAIN;
}

struct str utf8_cluster(struct str *rest, int *cells)
{
	const char *start = rest->data;
	utf8proc_int32_t state = 0;
	uint32_t code;

	*cells = 0;
	if (rest->len == 0) {
		return (struct str){0};
	}
	code = utf8_next(rest);
	*cells = code_cells(code);
	if (code < CODE_PLAIN && code != '\r' && ends_plain(*rest)) {
		return (struct str){start, (size_t)(rest->data - start)};
	}
	while (rest->len > 0) {
		struct str after = *rest;
		uint32_t next = utf8_next(&after);

		if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)code,
			    (utf8proc_int32_t)next, &state)) {
			break;
		}
		*rest = after;
		*cells += code_cells(next);
		*cells = *cells > CLUSTER_CELLS ? CLUSTER_CELLS : *cells;
		code = next;
	}
	return (struct str){start, (size_t)(rest->data - start)};
}

/* Number of printable ASCII characters at the start that stand alone. */
static size_t plain_length(struct str s)
{
	size_t i = 0;

	while (i < s.len && s.data[i] >= 0x20 && s.data[i] < 0x7F) {
		i++;
	}
	if (i > 0 && i < s.len && (unsigned char)s.data[i] >= LEAD_PLAIN) {
		i--;
	}
	return i;
}

size_t utf8_cells(struct str s)
{
	size_t sum = 0;

	while (s.len > 0) {
		size_t plain = plain_length(s);
		int cells;

		sum += plain;
		s = str_sub(s, plain, s.len);
		utf8_cluster(&s, &cells);
		sum += (size_t)cells;
	}
	return sum;
}

struct str utf8_fit(struct str s, size_t cells)
{
	struct str rest = s;

	while (rest.len > 0) {
		struct str after = rest;
		int wide;

		utf8_cluster(&after, &wide);
		if ((size_t)wide > cells) {
			break;
		}
		cells -= (size_t)wide;
		rest = after;
	}
	return str_sub(s, 0, s.len - rest.len);
}

size_t utf8_length(struct str s)
{
	size_t count = 0;

	while (s.len > 0) {
		size_t ascii = ascii_length(s);

		count += ascii;
		s = str_sub(s, ascii, s.len);
		if (s.len > 0) {
			utf8_next(&s);
			count++;
		}
	}
	return count;
}

static utf8proc_category_t category(uint32_t code)
{
	return utf8proc_category((utf8proc_int32_t)code);
}

bool utf8_is_letter(uint32_t code)
{
	utf8proc_category_t kind = category(code);

	return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_ME;
}

bool utf8_is_digit(uint32_t code)
{
	return category(code) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_space(uint32_t code)
{
	if (code < 0x80) {
		return code == ' ' || (code >= '\t' && code <= '\r');
	}
	return code == 0x85 || code == 0xA0 || code == 0x1680 ||
		(code >= 0x2000 && code <= 0x200A) || code == 0x2028 ||
		code == 0x2029 || code == 0x202F || code == 0x205F ||
		code == 0x3000;
}

bool utf8_is_punct(uint32_t code)
{
	utf8proc_category_t kind = category(code);

	return kind >= UTF8PROC_CATEGORY_PC && kind <= UTF8PROC_CATEGORY_SO;
}

bool utf8_is_upper(uint32_t code)
{
	return category(code) == UTF8PROC_CATEGORY_LU;
}

uint32_t utf8_lower(uint32_t code)
{
	if (code < 0x80) {
		return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
	}
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)code);
}

uint32_t utf8_upper(uint32_t code)
{
	if (code < 0x80) {
		return code >= 'a' && code <= 'z' ? code - ('a' - 'A') : code;
	}
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)code);
}

bool utf8_contains(struct str hay, struct str needle)
{
	while (hay.len >= needle.len) {
		struct str starts;
		size_t at;

		if (needle.len == 0) {
			return true;
		}
		starts = str_sub(hay, 0, hay.len - needle.len + 1);
		at = str_find(starts, needle.data[0]);
		if (at == starts.len) {
			break;
		}
		if (memcmp(hay.data + at, needle.data, needle.len) == 0) {
			return true;
		}
		hay = str_sub(hay, at + 1, hay.len);
	}
	return false;
}
