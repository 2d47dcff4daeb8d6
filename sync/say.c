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
