/* Trees read lately: see sync/tree.h. */

#include "sync/tree.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
	CACHE_SLOTS = 1024,
	CACHE_BYTES = 16 * 1024 * 1024
};

struct tree_cache {
	git_odb_object *slots[CACHE_SLOTS];
	size_t bytes;
};

struct tree_cache *tree_cache_new(void)
{
	return mem_alloc(sizeof(struct tree_cache));
}

static void cache_drop(struct tree_cache *cache)
{
	size_t i;

	for (i = 0; i < CACHE_SLOTS; i++) {
		git_odb_object_free(cache->slots[i]);
		cache->slots[i] = NULL;
	}
	cache->bytes = 0;
}

void tree_cache_free(struct tree_cache *cache)
{
	if (cache)
		cache_drop(cache);
	free(cache);
}

static git_odb_object **cache_slot(struct tree_cache *cache, const git_oid *id)
{
	return &cache->slots[(id->id[0] << 8 | id->id[1]) % CACHE_SLOTS];
}

static void cache_keep(
	struct tree_cache *cache, git_odb_object **slot, git_odb_object *object)
{
	size_t size = git_odb_object_size(object);

	if (size > CACHE_BYTES / 16)
		return;
	if (cache->bytes + size > CACHE_BYTES)
		cache_drop(cache);
	if (*slot)
		cache->bytes -= git_odb_object_size(*slot);
	git_odb_object_free(*slot);
	*slot = NULL;
	if (git_odb_object_dup(slot, object) == 0)
		cache->bytes += size;
}

int tree_read(const struct tree_walk *walk, const git_oid *id,
	git_odb_object **object)
{
	git_odb_object **slot;
	int code;

	if (!walk->cache)
		return git_odb_read(object, walk->odb, id);
	slot = cache_slot(walk->cache, id);
	if (*slot && git_oid_equal(git_odb_object_id(*slot), id))
		return git_odb_object_dup(object, *slot);
	code = git_odb_read(object, walk->odb, id);
	if (code == 0)
		cache_keep(walk->cache, slot, *object);
	return code;
}
