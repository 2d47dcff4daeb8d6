#include "sync/loss.h"

#include "base/i18n.h"
#include "sync/commit.h"
#include "sync/git.h"
#include "sync/tree.h"

enum {
	NOTES_MANY = 20 /* removed at once */
};

struct count {
	size_t there, gone;
};

static bool count_note(const struct tree_item *item, void *arg)
{
	struct count *count = arg;

	if (item->id)
		count->there++;
	else
		count->gone++;
	return true;
}

/*
 * Whether a hub that has notes would lose most of them at once with the tree
 * `to`, or those who publish it have none left.
 */
static bool loses_much(struct round *round, git_odb *odb, const git_oid *to,
	struct loss *loss, struct error *err)
{
	git_oid from, incoming;
	const git_oid *olds[] = {&from};
	struct count changed = {0}, all = {0}, theirs = {0};
	struct tree_walk walk = {
		.odb = odb, .each = count_note, .arg = &changed};

	if (round->head.unborn)
		return true;
	if (!commit_tree(odb, &round->head.id, &from, err) ||
		!tree_compare(&walk, to, olds, 1, err))
		return false;
	loss->gone = changed.gone;
	if (!loss->gone)
		return true;
	walk.arg = &all;
	if (!tree_compare(&walk, to, NULL, 0, err))
		return false;
	walk.arg = &theirs;
	if (!commit_tree(odb, &round->incoming, &incoming, err) ||
		!tree_compare(&walk, &incoming, NULL, 0, err))
		return false;
	loss->much = !theirs.there ||
		(loss->gone > NOTES_MANY && loss->gone > all.there);
	return true;
}

bool loss_find(struct round *round, const git_oid *tree, struct loss *loss,
	struct error *err)
{
	git_odb *odb = NULL;
	git_oid incoming;
	int code = git_repository_odb(&odb, round->repo);
	bool ok = code == 0 ||
		gitx_fail(err, ERROR_IO, code,
			_("The objects of the repository cannot be read"));

	*loss = (struct loss){.gone = 0};
	if (ok && !tree) {
		ok = commit_tree(odb, &round->incoming, &incoming, err);
		tree = &incoming;
	}
	ok = ok && loses_much(round, odb, tree, loss, err);
	git_odb_free(odb);
	return ok;
}
