#ifndef FYR_BASE_STR_H
#define FYR_BASE_STR_H

/*
 * A borrowed slice of text: pointer and length in bytes, not NUL-terminated,
 * may hold NUL. It owns nothing and lives as long as what it points into. The
 * zero value is the empty slice. Parsers read slices; builders write buffers
 * (base/buf.h). Functions that look at letters treat ASCII only; what needs
 * Unicode is in base/utf8.h.
 */

#include <stdbool.h>
#include <stddef.h>

struct str {
	const char *data;
	size_t len; /* bytes */
};

/* A slice of a string literal, also in constant initialisers. */
#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})

/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).data ? (s).data : ""

/* A slice of a C string; NULL gives the empty slice. */
struct str str_from(const char *text);

/* Bytes [from, to) of s, both clamped to its length. */
struct str str_sub(struct str s, size_t from, size_t to);

bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII case ignored */
bool str_is(struct str s, const char *text);
bool str_starts(struct str s, const char *prefix);
bool str_ends(struct str s, const char *suffix);

/* Byte order, as memcmp, shorter first: for sorting and searching. */
int str_cmp(struct str a, struct str b);

/* Offset of the first `byte` or `needle`; s.len when absent. */
size_t str_find(struct str s, char byte);
size_t str_find_text(struct str s, const char *needle);

/* Without blanks, tabs, CR and LF at the start and end. */
struct str str_trim(struct str s);

/*
 * Cut the part before the next `sep` off the front of *rest and return it in
 * *part; without a sep the part is all that is left. False when nothing was
 * left, so `while (str_cut(&rest, '\n', &line))` reads lines. A trailing sep
 * gives no empty last part.
 */
bool str_cut(struct str *rest, char sep, struct str *part);

/* Whole slice as a decimal number in [min, max]; false leaves *value. */
bool str_number(struct str s, long min, long max, long *value);

/* A NUL-terminated copy, to be freed. */
char *str_copy(struct str s);

#endif
