#include "tui/decode.h"

#include "base/utf8.h"

enum {
	ESCAPE = 27,
	SEQUENCE_MS = 30, /* between the bytes of one sequence */
	PASTE_MS = 1000, /* between the pieces of one paste */
	SEQUENCE_MAX = 4096,
	PASTE_MAX = 65536,
	NO_CHARACTER = 0xFFFD /* what bytes that are no UTF-8 become */
};

static const struct sequence sequences[] = {
	{"\033[200~", {RAW_PASTE, PRESS_NONE, 0}},
	{"\033[201~", {RAW_PASTED, PRESS_NONE, 0}},
	{"\033[A", {RAW_PRESS, PRESS_UP, 0}},
	{"\033[B", {RAW_PRESS, PRESS_DOWN, 0}},
	{"\033[C", {RAW_PRESS, PRESS_RIGHT, 0}},
	{"\033[D", {RAW_PRESS, PRESS_LEFT, 0}},
	{"\033OA", {RAW_PRESS, PRESS_UP, 0}},
	{"\033OB", {RAW_PRESS, PRESS_DOWN, 0}},
	{"\033OC", {RAW_PRESS, PRESS_RIGHT, 0}},
	{"\033OD", {RAW_PRESS, PRESS_LEFT, 0}},
	{"\033[H", {RAW_PRESS, PRESS_HOME, 0}},
	{"\033[F", {RAW_PRESS, PRESS_END, 0}},
	{"\033OH", {RAW_PRESS, PRESS_HOME, 0}},
	{"\033OF", {RAW_PRESS, PRESS_END, 0}},
	{"\033[1~", {RAW_PRESS, PRESS_HOME, 0}},
	{"\033[4~", {RAW_PRESS, PRESS_END, 0}},
	{"\033[7~", {RAW_PRESS, PRESS_HOME, 0}},
	{"\033[8~", {RAW_PRESS, PRESS_END, 0}},
	{"\033[2~", {RAW_PRESS, PRESS_INSERT, 0}},
	{"\033[3~", {RAW_PRESS, PRESS_DELETE, 0}},
	{"\033[5~", {RAW_PRESS, PRESS_PAGE_UP, 0}},
	{"\033[6~", {RAW_PRESS, PRESS_PAGE_DOWN, 0}},
	{"\033[Z", {RAW_PRESS, PRESS_BACK_TAB, 0}},
	{"\033OM", {RAW_PRESS, PRESS_ENTER, 0}},
	{"\033[1;2C", {RAW_PRESS, PRESS_SHIFT_RIGHT, 0}},
	{"\033[1;2D", {RAW_PRESS, PRESS_SHIFT_LEFT, 0}},
	{"\033[1;3C", {RAW_PRESS, PRESS_ALT_RIGHT, 0}},
	{"\033[1;3D", {RAW_PRESS, PRESS_ALT_LEFT, 0}},
	{"\033\033[C", {RAW_PRESS, PRESS_ALT_RIGHT, 0}},
	{"\033\033[D", {RAW_PRESS, PRESS_ALT_LEFT, 0}},
	{"\033OP", {RAW_PRESS, PRESS_F, 1}},
	{"\033OQ", {RAW_PRESS, PRESS_F, 2}},
	{"\033OR", {RAW_PRESS, PRESS_F, 3}},
	{"\033OS", {RAW_PRESS, PRESS_F, 4}},
	{"\033[11~", {RAW_PRESS, PRESS_F, 1}},
	{"\033[12~", {RAW_PRESS, PRESS_F, 2}},
	{"\033[13~", {RAW_PRESS, PRESS_F, 3}},
	{"\033[14~", {RAW_PRESS, PRESS_F, 4}},
	{"\033[15~", {RAW_PRESS, PRESS_F, 5}},
	{"\033[[A", {RAW_PRESS, PRESS_F, 1}},
	{"\033[[B", {RAW_PRESS, PRESS_F, 2}},
	{"\033[[C", {RAW_PRESS, PRESS_F, 3}},
	{"\033[[D", {RAW_PRESS, PRESS_F, 4}},
	{"\033[[E", {RAW_PRESS, PRESS_F, 5}},
	{"\033[17~", {RAW_PRESS, PRESS_F, 6}},
	{"\033[18~", {RAW_PRESS, PRESS_F, 7}},
	{"\033[21~", {RAW_PRESS, PRESS_F, 10}},
};

const struct sequence *decode_sequence(size_t n)
{
	return n < sizeof(sequences) / sizeof(sequences[0]) ? &sequences[n]
							    : NULL;
}

static struct raw take(struct decoder *decoder, int64_t ms)
{
	struct raw held = decoder->held;

	if (held.type == RAW_NONE)
		return decoder->read(decoder->arg, ms);
	decoder->held = (struct raw){0};
	return held;
}

/* Bytes of the character that begins so; 1: it is one by itself, or none. */
static size_t length_of(uint32_t byte)
{
	if (byte >= 0xC2 && byte < 0xE0)
		return 2;
	if (byte >= 0xE0 && byte < 0xF0)
		return 3;
	return byte >= 0xF0 && byte < 0xF5 ? 4 : 1;
}

/* The next character or key; the rest of a character comes at once. */
static struct raw next(struct decoder *decoder, int64_t ms)
{
	struct raw raw = take(decoder, ms);
	char bytes[4];
	struct str text = {bytes, 1};
	size_t length;

	if (raw.type != RAW_CHARACTER || raw.code < 0x80)
		return raw;
	length = length_of(raw.code);
	bytes[0] = (char)raw.code;
	while (text.len < length) {
		struct raw more = take(decoder, SEQUENCE_MS);

		if (more.type != RAW_CHARACTER || (more.code & 0xC0) != 0x80 ||
			more.code > 0xBF) {
			decoder->held = more;
			break;
		}
		bytes[text.len++] = (char)more.code;
	}
	raw.code = text.len == length ? utf8_next(&text) : NO_CHARACTER;
	return raw;
}

/* CSI: up to a letter. */
static enum press skip_control(struct decoder *decoder)
{
	struct raw raw = next(decoder, SEQUENCE_MS);
	bool answer = raw.type == RAW_CHARACTER && raw.code == '?';
	int i;

	for (i = 0; i < SEQUENCE_MAX && raw.type == RAW_CHARACTER; i++) {
		if (raw.code >= 0x40 && raw.code <= 0x7E)
			break;
		raw = next(decoder, SEQUENCE_MS);
	}
	return answer ? PRESS_NONE : PRESS_OTHER;
}

/* OSC, DCS and their like: up to BEL or ESC \. */
static enum press skip_string(struct decoder *decoder)
{
	uint32_t last = 0;
	int i;

	for (i = 0; i < SEQUENCE_MAX; i++) {
		struct raw raw = next(decoder, SEQUENCE_MS);

		if (raw.type == RAW_NONE || raw.type == RAW_PASTE)
			break;
		if (raw.code == '\a' || (last == ESCAPE && raw.code == '\\'))
			break;
		last = raw.code;
	}
	return i > 0 ? PRESS_NONE : PRESS_OTHER;
}

static void after_escape(struct decoder *decoder, struct key *key)
{
	struct raw raw = next(decoder, 0);

	key->press = PRESS_ESCAPE;
	if (raw.type == RAW_NONE)
		return;
	if (raw.type != RAW_CHARACTER) {
		key->press = PRESS_OTHER;
		return;
	}
	if (raw.code == ESCAPE) {
		decoder->held = raw;
		return;
	}
	key->code = raw.code;
	if (raw.code == '[') {
		key->press = skip_control(decoder);
	} else if (raw.code == ']' || raw.code == 'P' || raw.code == '_' ||
		raw.code == '^') {
		key->press = skip_string(decoder);
	} else if (raw.code == 'O') {
		next(decoder, SEQUENCE_MS);
		key->press = PRESS_OTHER;
	} else {
		key->press = raw.code > ' ' ? PRESS_ALT : PRESS_OTHER;
	}
}

static void take_character(
	struct decoder *decoder, struct key *key, uint32_t code)
{
	key->code = 0;
	if (code == ESCAPE) {
		after_escape(decoder, key);
	} else if (code == '\r' || code == '\n') {
		key->press = PRESS_ENTER;
	} else if (code == '\t') {
		key->press = PRESS_TAB;
	} else if (code == '\b' || code == 0x7F) {
		key->press = PRESS_BACKSPACE;
	} else if (code >= 1 && code <= 26) {
		key->press = PRESS_CTRL;
		key->code = code + 'A' - 1;
	} else if (code < ' ' || (code >= 0x80 && code < 0xA0) ||
		code == NO_CHARACTER) {
		key->press = PRESS_OTHER;
	} else {
		key->press = PRESS_TEXT;
		key->code = code;
	}
}

static void take_paste(struct decoder *decoder, struct key *key)
{
	struct raw raw;

	buf_cut(&decoder->paste, 0);
	while ((raw = next(decoder, PASTE_MS)).type != RAW_NONE &&
		raw.type != RAW_PASTED) {
		if (raw.type == RAW_CHARACTER && decoder->paste.len < PASTE_MAX)
			utf8_put(&decoder->paste, raw.code);
	}
	key->press = PRESS_PASTE;
	key->text = buf_slice(&decoder->paste);
}

bool decode_key(struct decoder *decoder, struct key *key)
{
	struct raw raw = next(decoder, 0);

	*key = (struct key){0};
	switch (raw.type) {
	case RAW_NONE:
		return false;
	case RAW_CHARACTER:
		take_character(decoder, key, raw.code);
		break;
	case RAW_PRESS:
		key->press = raw.press;
		key->code = raw.code;
		break;
	case RAW_PASTE:
		take_paste(decoder, key);
		break;
	case RAW_PASTED:
		break;
	}
	return true;
}
