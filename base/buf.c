#include "base/buf.h"

#include <assert.h>
#include <locale.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Room for `more` bytes and the NUL after them. */
static void reserve(struct buf *buf, size_t more)
{
	assert(more < PTRDIFF_MAX - 1 - buf->len);
	buf->data = mem_grow(buf->data, &buf->cap, buf->len + more + 1, 1);
}

void buf_add(struct buf *buf, const void *data, size_t len)
{
	if (len == 0) {
		return;
	}
	reserve(buf, len);
	memcpy(buf->data + buf->len, data, len);
	buf->len += len;
	buf->data[buf->len] = '\0';
}

void buf_byte(struct buf *buf, char byte)
{
	reserve(buf, 1);
	buf->data[buf->len++] = byte;
	buf->data[buf->len] = '\0';
}

void buf_str(struct buf *buf, struct str s)
{
	buf_add(buf, s.data, s.len);
}

void buf_put(struct buf *buf, const char *text)
{
	buf_str(buf, str_from(text));
}

void buf_fill(struct buf *buf, char byte, size_t count)
{
	if (count == 0) {
		return;
	}
	reserve(buf, count);
	memset(buf->data + buf->len, byte, count);
	buf->len += count;
	buf->data[buf->len] = '\0';
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	buf_vprintf(buf, format, args);
	va_end(args);
}

__attribute__((format(printf, 2, 0))) static void print(
	struct buf *buf, const char *format, va_list args)
{
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(NULL, 0, format, args);
	if (len > 0) {
		reserve(buf, (size_t)len);
		vsnprintf(buf->data + buf->len, (size_t)len + 1, format, again);
		buf->len += (size_t)len;
	}
	va_end(again);
}

void buf_vprintf(struct buf *buf, const char *format, va_list args)
{
	const struct lconv *rules = localeconv();
	locale_t plain = (locale_t)0;
	locale_t before = (locale_t)0;

	if (strcmp(rules->decimal_point, ".") != 0) {
		plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
	}
	if (plain) {
		before = uselocale(plain);
	}
	print(buf, format, args);
	if (plain) {
		uselocale(before);
		freelocale(plain);
	}
}

/*
 * The room is zeroed: whatever part of it the caller fills, a NUL follows.
 */
char *buf_room(struct buf *buf, size_t more)
{
	reserve(buf, more);
	memset(buf->data + buf->len, 0, more + 1);
	return buf->data + buf->len;
}

void buf_cut(struct buf *buf, size_t len)
{
	if (len < buf->len) {
		buf->len = len;
		buf->data[len] = '\0';
	}
}

const char *buf_text(const struct buf *buf)
{
	return buf->data ? buf->data : "";
}

struct str buf_slice(const struct buf *buf)
{
	return (struct str){buf_text(buf), buf->len};
}

char *buf_take(struct buf *buf)
{
	char *text = buf->data ? buf->data : mem_alloc(1);

	*buf = (struct buf){0};
	return text;
}

void buf_clear(struct buf *buf)
{
	if (buf) {
		free(buf->data);
		*buf = (struct buf){0};
	}
}
