#ifndef FYR_BASE_BUF_H
#define FYR_BASE_BUF_H

/*
 * Bytes that grow. The zero value is empty and valid. `data` is NULL until
 * something is added, and then always has a NUL after `len` bytes; buf_text
 * gives a C string in either case. The owner calls buf_clear.
 */

#include <stdarg.h>
#include <stddef.h>

#include "base/str.h"

struct buf {
	char *data;
	size_t len; /* bytes, without the NUL after them */
	size_t cap;
};

void buf_add(struct buf *buf, const void *data, size_t len);
void buf_byte(struct buf *buf, char byte);
void buf_str(struct buf *buf, struct str s);
void buf_put(struct buf *buf, const char *text);
void buf_fill(struct buf *buf, char byte, size_t count);

/* Append as printf does, through the C locale's rules for numbers. */
void buf_printf(struct buf *buf, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void buf_vprintf(struct buf *buf, const char *format, va_list args)
	__attribute__((format(printf, 2, 0)));

/* Room for `more` bytes; returns where they go. Set len afterwards. */
char *buf_room(struct buf *buf, size_t more);

/* Cut to `len` bytes; more than there are changes nothing. */
void buf_cut(struct buf *buf, size_t len);

/* Borrowed until the next change. */
const char *buf_text(const struct buf *buf);
struct str buf_slice(const struct buf *buf);

/* The text as a heap string the caller frees (never NULL); buf is empty. */
char *buf_take(struct buf *buf);

void buf_clear(struct buf *buf);

#endif
