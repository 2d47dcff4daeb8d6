#include "sync/similar.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/mem.h"
#include "base/str.h"

enum {
	SIMILAR_MAX = 1024 * 1024
};

struct line {
	uint64_t hash;
	size_t len;
};

struct lines {
	struct line *items;
	size_t count, cap, bytes;
};

static int compare(const void *a, const void *b)
{
	const struct line *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return 0;
}

/* FNV-1a. */
static uint64_t hash(struct str text)
{
	uint64_t value = 14695981039346656037u;
	size_t i;

	for (i = 0; i < text.len; i++)
		value = (value ^ (unsigned char)text.data[i]) * 1099511628211u;
	return value;
}

static void cut(struct lines *lines, struct str text)
{
	struct str line;

	lines->bytes = text.len;
	while (str_cut(&text, '\n', &line)) {
		lines->items = mem_grow(lines->items, &lines->cap,
			lines->count + 1, sizeof(*lines->items));
		lines->items[lines->count++] =
			(struct line){hash(line), line.len + 1};
	}
	if (lines->count)
		qsort(lines->items, lines->count, sizeof(*lines->items),
			compare);
}

static size_t common(const struct lines *a, const struct lines *b)
{
	size_t i = 0, k = 0, bytes = 0;

	while (i < a->count && k < b->count) {
		int order = compare(&a->items[i], &b->items[k]);

		if (order == 0)
			bytes += a->items[i].len;
		i += order <= 0;
		k += order >= 0;
	}
	return bytes;
}

static bool read_lines(git_odb *odb, const git_oid *id, struct lines *lines)
{
	git_odb_object *object = NULL;
	bool ok = git_odb_read(&object, odb, id) == 0 &&
		git_odb_object_size(object) <= SIMILAR_MAX;

	if (ok)
		cut(lines,
			(struct str){git_odb_object_data(object),
				git_odb_object_size(object)});
	git_odb_object_free(object);
	return ok;
}

int similar_blobs(git_odb *odb, const git_oid *a, const git_oid *b)
{
	struct lines old = {0}, new = {0};
	int percent = 0;

	if (read_lines(odb, a, &old) && read_lines(odb, b, &new)) {
		size_t most = old.bytes > new.bytes ? old.bytes : new.bytes;

		percent =
			most ? (int)(common(&old, &new) * 100 / (most + 1)) : 0;
	}
	free(old.items);
	free(new.items);
	return percent;
}
