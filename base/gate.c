#include "base/gate.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

enum {
	MARKS_MOST = 4, /* on one letter */
	TAB_STOP = 8,
	JOINER = 0x200D,
	REGIONAL_FIRST = 0x1F1E6,
	REGIONAL_LAST = 0x1F1FF,
	TONE_FIRST = 0x1F3FB,
	TONE_LAST = 0x1F3FF
};

/* What happens to one code point, looked at alone. */
enum fate {
	FATE_KEEP,
	FATE_MARK, /* a combining mark: kept while there are few */
	FATE_EMOJI, /* kept, unless joined to the one before */
	FATE_TONE, /* a skin tone: kept, unless an emoji has it */
	FATE_SHOW, /* written as <U+001B> */
	FATE_DROP, /* counted */
	FATE_REPLACE, /* by U+FFFD */
	FATE_LETTER, /* of a flag */
	FATE_BLANK /* tabs and line ends */
};

struct gate {
	struct buf *out;
	enum gate_mode mode;
	size_t stop; /* where in out the column was last a multiple of 8 */
	size_t hidden; /* dropped or made visible */
	int marks; /* on the letter before */
	bool emoji; /* the character before is one */
	bool joined; /* and a joiner follows it */
};

static bool is_between(uint32_t code, uint32_t first, uint32_t last)
{
	return code >= first && code <= last;
}

static bool is_bidi(uint32_t code)
{
	return code == 0x061C || is_between(code, 0x200E, 0x200F) ||
		is_between(code, 0x2028, 0x202E) ||
		is_between(code, 0x2066, 0x2069);
}

static enum fate fate_by_category(uint32_t code)
{
	switch (utf8proc_category((utf8proc_int32_t)code)) {
	case UTF8PROC_CATEGORY_CC:
		return FATE_SHOW;
	case UTF8PROC_CATEGORY_CN:
	case UTF8PROC_CATEGORY_CO:
	case UTF8PROC_CATEGORY_CS:
		return FATE_REPLACE;
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
	case UTF8PROC_CATEGORY_ME:
		return FATE_MARK;
	default:
		return FATE_KEEP;
	}
}

static enum fate fate_of(uint32_t code)
{
	const utf8proc_property_t *is;
	enum fate fate;

	if (is_between(code, 0x20, 0x7E)) {
		return FATE_KEEP;
	}
	if (code == '\t' || code == '\n' || code == '\r') {
		return FATE_BLANK;
	}
	if (is_bidi(code)) {
		return FATE_SHOW;
	}
	if (is_between(code, REGIONAL_FIRST, REGIONAL_LAST)) {
		return FATE_LETTER;
	}
	if (is_between(code, TONE_FIRST, TONE_LAST)) {
		return FATE_TONE;
	}
	if (is_between(code, 0xE0000, 0xE01EF) ||
		is_between(code, 0xFFF9, 0xFFFB)) {
		return FATE_DROP;
	}
	is = utf8proc_get_property((utf8proc_int32_t)code);
	fate = fate_by_category(code);
	if (is->ignorable && fate != FATE_REPLACE) {
		return FATE_DROP;
	}
	if (is->boundclass == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC &&
		fate == FATE_KEEP) {
		return FATE_EMOJI;
	}
	return fate;
}

/* Put a character that stands alone. */
static void put(struct gate *gate, uint32_t code)
{
	utf8_put(gate->out, code);
	gate->marks = 0;
	gate->emoji = false;
	gate->joined = false;
}

static void put_blank(struct gate *gate, uint32_t code)
{
	struct buf *out = gate->out;
	size_t cells;

	put(gate, ' ');
	if (code == '\t') {
		cells = utf8_cells(
			str_sub(buf_slice(out), gate->stop, out->len));
		buf_fill(out, ' ', (TAB_STOP - cells % TAB_STOP) % TAB_STOP);
		gate->stop = out->len;
	} else if (gate->mode == GATE_BODY) {
		out->data[out->len - 1] = '\n';
		gate->stop = out->len;
	}
}

static void show(struct gate *gate, uint32_t code)
{
	put(gate, '<');
	buf_printf(gate->out, "U+%04lX>", (unsigned long)code);
	gate->hidden++;
}

static void put_emoji(struct gate *gate, uint32_t code)
{
	if (gate->joined) {
		gate->joined = false;
		gate->hidden++;
		return;
	}
	put(gate, code);
	gate->emoji = true;
}

static void drop(struct gate *gate, uint32_t code)
{
	gate->joined = code == JOINER && gate->emoji;
	gate->hidden++;
}

static void put_mark(struct gate *gate, uint32_t code)
{
	if (gate->marks == MARKS_MOST) {
		gate->hidden++;
		return;
	}
	utf8_put(gate->out, code);
	gate->marks++;
}

static void pass(struct gate *gate, uint32_t code)
{
	switch (fate_of(code)) {
	case FATE_KEEP:
		put(gate, code);
		break;
	case FATE_MARK:
		put_mark(gate, code);
		break;
	case FATE_EMOJI:
		put_emoji(gate, code);
		break;
	case FATE_TONE:
		if (gate->emoji) {
			gate->hidden++;
		} else {
			put(gate, code);
		}
		break;
	case FATE_SHOW:
		show(gate, code);
		break;
	case FATE_DROP:
		drop(gate, code);
		break;
	case FATE_REPLACE:
		put(gate, UTF8_REPLACEMENT);
		break;
	case FATE_LETTER:
		put(gate, 'A' + (code - REGIONAL_FIRST));
		break;
	case FATE_BLANK:
		put_blank(gate, code);
		break;
	}
}

/* Length of the printable ASCII at the start. */
static size_t plain_length(struct str text)
{
	size_t len = 0;

	while (len < text.len && text.data[len] >= 0x20 &&
		text.data[len] < 0x7F) {
		len++;
	}
	return len;
}

size_t gate_text(struct buf *out, struct str text, enum gate_mode mode)
{
	struct gate gate = {.out = out, .mode = mode, .stop = out->len};

	while (text.len > 0) {
		size_t plain = plain_length(text);
		uint32_t code;

		if (plain > 0) {
			put(&gate, (unsigned char)text.data[0]);
			buf_str(out, str_sub(text, 1, plain));
			text = str_sub(text, plain, text.len);
			continue;
		}
		code = utf8_next(&text);
		if (code == '\r' && str_starts(text, "\n")) {
			continue;
		}
		pass(&gate, code);
	}
	return gate.hidden;
}

bool gate_is_blank(struct str text)
{
	struct buf clean = {0};
	struct str rest;
	bool blank = true;

	gate_text(&clean, text, GATE_LINE);
	rest = buf_slice(&clean);
	while (blank && rest.len > 0) {
		blank = utf8_is_space(utf8_next(&rest));
	}
	buf_clear(&clean);
	return blank;
}

bool gate_is_clean(struct str text, enum gate_mode mode)
{
	bool emoji = false;
	int marks = 0;

	if (!utf8_valid(text)) {
		return false;
	}
	while (text.len > 0) {
		size_t plain = plain_length(text);
		uint32_t code;
		enum fate fate;

		if (plain > 0) {
			text = str_sub(text, plain, text.len);
			emoji = false;
			marks = 0;
			continue;
		}
		code = utf8_next(&text);
		fate = fate_of(code);
		if (fate >= FATE_SHOW && (code != '\n' || mode != GATE_BODY)) {
			return false;
		}
		if ((fate == FATE_TONE && emoji) ||
			(fate == FATE_MARK && marks == MARKS_MOST)) {
			return false;
		}
		marks = fate == FATE_MARK ? marks + 1 : 0;
		emoji = fate == FATE_EMOJI || (emoji && fate == FATE_MARK);
	}
	return true;
}

/* The first byte of the character at or after `at`. */
static size_t char_start(struct str text, size_t at)
{
	while (at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80) {
		at++;
	}
	return at;
}

struct gate_name gate_name(const char *path)
{
	static const char dots[] = "\xE2\x80\xA6";
	int saved = errno;
	struct gate_name name = {""};
	struct buf clean = {0};
	struct str text;
	size_t at = 0;

	gate_text(&clean, str_from(path), GATE_LINE);
	text = buf_slice(&clean);
	if (text.len >= GATE_NAME) {
		memcpy(name.text, dots, sizeof(dots));
		at = sizeof(dots) - 1;
		text = str_sub(text,
			char_start(text, text.len - (GATE_NAME - 1 - at)),
			text.len);
	}
	memcpy(name.text + at, text.data, text.len);
	buf_clear(&clean);
	errno = saved;
	return name;
}
