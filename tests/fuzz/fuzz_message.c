/*
 * Any bytes are a line in the message of a commit: the clash that is read from
 * one is written as it stood.
 */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "sync/clash.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_clash(struct str line)
{
	struct clash clash, again;
	struct buf out = {0};

	if (!clash_read(line, &clash))
		return;
	clash_put(&out, &clash);
	buf_cut(&out, out.len - 1);
	assert(clash_read(buf_slice(&out), &again));
	assert(again.type == clash.type);
	assert(!strcmp(again.path, clash.path));
	assert(!strcmp(again.what, clash.what));
	assert(git_oid_equal(&again.base, &clash.base));
	assert(git_oid_equal(&again.mine, &clash.mine));
	assert(git_oid_equal(&again.theirs, &clash.theirs));
	clash_clear(&again);
	clash_clear(&clash);
	buf_clear(&out);
}

static void check_resolved(struct str line)
{
	struct buf out = {0};
	struct str path, again;
	git_oid merge, same;
	char *name;

	if (!clash_read_resolved(line, &merge, &path))
		return;
	name = str_copy(path);
	clash_put_resolved(&out, &merge, name);
	buf_cut(&out, out.len - 1);
	assert(clash_read_resolved(buf_slice(&out), &same, &again));
	assert(git_oid_equal(&merge, &same) && str_eq(path, again));
	free(name);
	buf_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = str_copy((struct str){(const char *)data, size});

	/* As libgit2 gives it: up to a NUL. */
	check_clash(str_from(text));
	check_resolved(str_from(text));
	free(text);
	return 0;
}
