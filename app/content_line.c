#include "app/content_line.h"

#include <string.h>

#include "app/outgoing.h"
#include "base/gate.h"
#include "base/utf8.h"
#include "content/address.h"

enum {
	LINE_OCTETS = 75
};

/* What would end a line or a value becomes harmless; the rest stays. */
static void escape_text(struct buf *out, struct str text)
{
	struct buf clean = {0};
	size_t i;

	gate_text(&clean, text, GATE_BODY);
	while (clean.len && clean.data[clean.len - 1] == '\n')
		buf_cut(&clean, clean.len - 1);
	for (i = 0; i < clean.len; i++) {
		char byte = clean.data[i];

		if (byte == '\n') {
			buf_put(out, "\\n");
		} else {
			if (byte == '\\' || byte == ';' || byte == ',')
				buf_byte(out, '\\');
			buf_byte(out, byte);
		}
	}
	buf_clear(&clean);
}

static bool is_known(struct str address)
{
	static const char *const schemes[] = {
		"https:", "http:", "mailto:", "tel:", "tag:", "urn:"};
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t len = strlen(schemes[i]);

		if (str_eq_nocase(
			    str_sub(address, 0, len), str_from(schemes[i])))
			return address.len > len;
	}
	return false;
}

static void escape_address(struct buf *out, struct str address)
{
	address = str_trim(address);
	if (is_known(address))
		address_put(out, address);
}

/* At most 75 octets a line, and no character cut; the blank counts. */
static void fold(struct buf *out, struct str line)
{
	size_t room = LINE_OCTETS;

	while (line.len > room) {
		size_t cut = room;

		while (cut > 1 &&
			((unsigned char)line.data[cut] & 0xc0) == 0x80)
			cut--;
		buf_str(out, str_sub(line, 0, cut));
		buf_put(out, "\r\n ");
		line = str_sub(line, cut, line.len);
		room = LINE_OCTETS - 1;
	}
	buf_str(out, line);
	buf_put(out, "\r\n");
}

void content_line(struct buf *out, const char *name, struct str value,
	enum content_value type)
{
	struct buf line = {0};
	size_t start;

	buf_printf(&line, "%s:", name);
	start = line.len;
	if (type == CONTENT_TEXT)
		escape_text(&line, value);
	else if (type == CONTENT_ADDRESS)
		escape_address(&line, value);
	else
		buf_str(&line, value);
	if (line.len > start)
		fold(out, buf_slice(&line));
	buf_clear(&line);
}

void content_list(
	struct buf *out, const char *name, const struct content_list *list)
{
	struct buf value = {0};
	size_t i;

	for (i = 0; i < list->count; i++) {
		size_t before = value.len;

		if (value.len)
			buf_byte(&value, ',');
		escape_text(&value, list->items[i]);
		if (value.len <= before + 1)
			buf_cut(&value, before);
	}
	content_line(out, name, buf_slice(&value), CONTENT_PLAIN);
	buf_clear(&value);
}

void content_date(struct buf *out, const char *name, struct date date)
{
	struct buf text = {0};

	buf_printf(&text, "%04d%02d%02d", date.year, date.month, date.day);
	content_line(out, name, buf_slice(&text), CONTENT_PLAIN);
	buf_clear(&text);
}

void content_instant(struct buf *out, const char *name, int64_t seconds)
{
	struct buf text = {0};

	outgoing_instant(&text, seconds, true);
	content_line(out, name, buf_slice(&text), CONTENT_PLAIN);
	buf_clear(&text);
}
