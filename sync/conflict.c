#include "sync/conflict.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "sync/clash.h"
#include "sync/commit.h"
#include "sync/conflict_private.h"
#include "sync/git.h"
#include "sync/graph.h"
#include "sync/source_private.h"

/* One decision, or one clash that was found. */
struct found {
	struct clash clash; /* only `path` of a decision */
	git_oid merge;
	struct str author, email;
	int64_t time;
	bool decided;
};

struct listing {
	struct graph graph;
	struct arena arena;
	struct found *clashes, *decisions;
	size_t clash_count, clash_cap, decision_count, decision_cap;
};

static struct str keep_text(struct listing *listing, struct str text)
{
	struct buf repaired = {0};
	struct str kept;

	utf8_repair(&repaired, text);
	kept = arena_str(&listing->arena, buf_slice(&repaired));
	buf_clear(&repaired);
	return kept;
}

static void add_clash(struct listing *listing, const git_oid *id,
	const struct commit *commit, const struct clash *clash)
{
	struct found *found;

	listing->clashes = mem_grow(listing->clashes, &listing->clash_cap,
		listing->clash_count + 1, sizeof(*listing->clashes));
	found = &listing->clashes[listing->clash_count++];
	*found = (struct found){.clash = *clash,
		.merge = *id,
		.author = keep_text(listing, commit->author),
		.email = keep_text(listing, commit->email),
		.time = commit->time};
}

static void add_decision(
	struct listing *listing, const git_oid *merge, struct str path)
{
	struct found *found;

	listing->decisions = mem_grow(listing->decisions,
		&listing->decision_cap, listing->decision_count + 1,
		sizeof(*listing->decisions));
	found = &listing->decisions[listing->decision_count++];
	*found = (struct found){.merge = *merge};
	found->clash.path = str_copy(path);
}

/* The lines of the message that are ours. */
static void read_message(struct listing *listing, const git_oid *id)
{
	struct commit commit = {0};
	struct str rest, line, path;
	struct clash clash;
	git_oid merge;

	if (!commit_read(listing->graph.odb, id, &commit, NULL))
		return;
	rest.data = git_odb_object_data(commit.object);
	rest.len = git_odb_object_size(commit.object);
	/* Most commits have none, and most bytes are those of messages. */
	if (str_find_text(rest, "\nFyr-") == rest.len) {
		commit_clear(&commit);
		return;
	}
	while (str_cut(&rest, '\n', &line)) {
		/* Only a merge can have one. */
		if (commit.parent_count > 1 && clash_read(line, &clash))
			add_clash(listing, id, &commit, &clash);
		else if (clash_read_resolved(line, &merge, &path))
			add_decision(listing, &merge, path);
	}
	commit_clear(&commit);
}

static bool visit(size_t index, void *arg)
{
	struct listing *listing = arg;

	if (!listing->graph.nodes[index].missing)
		read_message(listing, &listing->graph.nodes[index].id);
	return true;
}

static void decide(struct listing *listing)
{
	for (size_t i = 0; i < listing->decision_count; i++) {
		const struct found *decision = &listing->decisions[i];

		for (size_t k = 0; k < listing->clash_count; k++) {
			struct found *found = &listing->clashes[k];

			if (git_oid_equal(&found->merge, &decision->merge) &&
				strcmp(found->clash.path,
					decision->clash.path) == 0)
				found->decided = true;
		}
	}
}

static void put_hex(const git_oid *id, char hex[SOURCE_ID])
{
	*hex = '\0';
	if (!git_oid_is_zero(id))
		gitx_hex(id, hex);
}

static bool give(const struct found *found,
	bool (*each)(const struct conflict *conflict, void *arg), void *arg)
{
	char merge[SOURCE_ID], base[SOURCE_ID], mine[SOURCE_ID],
		theirs[SOURCE_ID];
	const struct conflict conflict = {.path = found->clash.path,
		.type = found->clash.type,
		.what = found->clash.what,
		.merge = merge,
		.base = base,
		.mine = mine,
		.theirs = theirs,
		.author = found->author.data,
		.email = found->email.data,
		.time = found->time};

	put_hex(&found->merge, merge);
	put_hex(&found->clash.base, base);
	put_hex(&found->clash.mine, mine);
	put_hex(&found->clash.theirs, theirs);
	return each(&conflict, arg);
}

static void listing_clear(struct listing *listing)
{
	for (size_t i = 0; i < listing->clash_count; i++)
		clash_clear(&listing->clashes[i].clash);
	for (size_t i = 0; i < listing->decision_count; i++)
		clash_clear(&listing->decisions[i].clash);
	free(listing->clashes);
	free(listing->decisions);
	arena_clear(&listing->arena);
	graph_clear(&listing->graph);
}

bool conflict_list(struct source *source,
	bool (*each)(const struct conflict *conflict, void *arg), void *arg,
	struct error *err)
{
	struct listing listing = {.graph = {.odb = source->odb}};
	struct source_base base;
	size_t head, i;

	if (!source->repo)
		return true;
	if (!source_look(source, &base, err))
		return false;
	if (base.empty)
		return true;
	head = graph_add(&listing.graph, &base.head.id);
	graph_reach(&listing.graph, head, SIZE_MAX, GRAPH_A);
	graph_each(&listing.graph, head, GRAPH_A, visit, &listing);
	decide(&listing);
	for (i = listing.clash_count; i > 0; i--)
		if (!listing.clashes[i - 1].decided &&
			!give(&listing.clashes[i - 1], each, arg))
			break;
	listing_clear(&listing);
	return true;
}

struct search {
	const struct conflict_answer *answer;
	struct clash *clash;
	git_oid *merge;
	bool found;
};

static bool match(const struct conflict *conflict, void *arg)
{
	struct search *search = arg;
	const struct conflict_answer *answer = search->answer;
	struct clash *clash = search->clash;

	if (strcmp(conflict->path, answer->path) != 0 ||
		(answer->merge && strcmp(answer->merge, conflict->merge) != 0))
		return true;
	*clash = (struct clash){.path = mem_text(conflict->path),
		.what = mem_text(conflict->what),
		.type = conflict->type};
	gitx_id(conflict->merge, search->merge);
	gitx_id(conflict->base, &clash->base);
	gitx_id(conflict->mine, &clash->mine);
	gitx_id(conflict->theirs, &clash->theirs);
	search->found = true;
	return false;
}

bool conflict_find(struct source *source, const struct conflict_answer *answer,
	struct clash *clash, git_oid *merge, struct error *err)
{
	struct search search = {answer, clash, merge, false};

	if (!conflict_list(source, match, &search, err))
		return false;
	return search.found ||
		error_set(err, ERROR_NOT_FOUND,
			_("Nothing waits to be decided in %s. See: fyr "
			  "conflicts"),
			gate_name(answer->path).text);
}
