#include "sync/say.h"

void say_with(struct buf *out, const char *text, const char *value)
{
	for (; *text; text++) {
		if (text[0] == '%' && text[1] == 's') {
			buf_put(out, value);
			text++;
		} else {
			buf_byte(out, *text);
		}
	}
}

const char *say_find(
	const struct saying *sayings, size_t count, struct str text)
{
	for (size_t i = 0; i < count; i++)
		if (str_find_text(text, sayings[i].said) < text.len)
			return sayings[i].meaning;
	return NULL;
}
