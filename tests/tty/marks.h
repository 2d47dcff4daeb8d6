#ifndef FYR_TESTS_TTY_MARKS_H
#define FYR_TESTS_TTY_MARKS_H

/* The marks of an idle program in what it wrote; part of tty.c. */

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define MARK "\033]7770;idle;"

enum {
	MARK_LEN = sizeof(MARK) - 1
};

/* The first whole mark; *after is set behind it. NULL: none. */
static inline const char *mark_find(
	const char *at, const char *end, const char **after)
{
	const char *found = memmem(at, (size_t)(end - at), MARK, MARK_LEN);
	const char *bell;

	if (!found)
		return NULL;
	bell = memchr(found, '\a', (size_t)(end - found));
	if (!bell)
		return NULL;
	*after = bell + 1;
	return found;
}

/* True when nothing stands behind the last mark. */
static inline bool mark_is_last(const char *data, size_t len)
{
	const char *last = memrchr(data, '\033', len);
	const char *after = NULL;

	return last && mark_find(last, data + len, &after) == last &&
		after == data + len;
}

#endif
