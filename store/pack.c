#include "store/pack.h"

#include <string.h>

void pack_number(struct buf *out, uint64_t number)
{
	while (number >= 0x80) {
		buf_byte(out, (char)(number | 0x80));
		number >>= 7;
	}
	buf_byte(out, (char)number);
}

void pack_text(struct buf *out, struct str text)
{
	pack_number(out, text.len);
	buf_str(out, text);
}

bool unpack_number(struct str *rest, uint64_t *number)
{
	uint64_t value = 0;
	unsigned shift = 0;
	size_t i;

	for (i = 0; i < rest->len && shift < 64; i++, shift += 7) {
		unsigned char byte = (unsigned char)rest->data[i];

		value |= (uint64_t)(byte & 0x7F) << shift;
		if (byte & 0x80)
			continue;
		*rest = str_sub(*rest, i + 1, rest->len);
		*number = value;
		return true;
	}
	return false;
}

bool unpack_text(struct str *rest, struct str *text)
{
	uint64_t len;

	if (!unpack_number(rest, &len) || len > rest->len)
		return false;
	*text = str_sub(*rest, 0, (size_t)len);
	*rest = str_sub(*rest, (size_t)len, rest->len);
	return true;
}

static uint64_t mix(uint64_t sum, uint64_t word)
{
	sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
	return sum ^ (sum >> 29);
}

uint64_t pack_sum(uint64_t sum, struct str bytes)
{
	uint64_t word;
	size_t i;

	for (i = 0; i + 8 <= bytes.len; i += 8) {
		memcpy(&word, bytes.data + i, 8);
		sum = mix(sum, word);
	}
	word = 0;
	if (i < bytes.len)
		memcpy(&word, bytes.data + i, bytes.len - i);
	sum = mix(sum, word);
	return mix(sum, bytes.len);
}
