#ifndef FYR_BASE_MEM_H
#define FYR_BASE_MEM_H

/*
 * Allocation that never returns NULL. When memory ends, the program does: one
 * line on standard error and exit status 3 through exit(), so that whoever
 * registered an atexit handler (the terminal) restores its state first.
 *
 * What these return is freed with free().
 */

#include <stddef.h>

/* `size` zero bytes; size 0 gives a pointer that may be freed. */
void *mem_alloc(size_t size);

/* `count` elements of `size` zero bytes; an overflowing product ends too. */
void *mem_array(size_t count, size_t size);

/* A copy of `size` bytes. */
void *mem_copy(const void *data, size_t size);

/* A NUL-terminated copy of a C string; NULL gives NULL. */
char *mem_text(const char *text);

/*
 * Room for at least `need` elements of `size` bytes in the array `data` that
 * has room for *cap: returns the array, perhaps moved, and updates *cap. New
 * elements are zero. Grows by half, so appending is linear.
 */
void *mem_grow(void *data, size_t *cap, size_t need, size_t size);

#endif
