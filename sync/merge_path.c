#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "sync/git.h"
#include "sync/merge_private.h"
#include "sync/tree.h"

enum {
	TEXT_MAX = 8 * 1024 * 1024, /* bytes of what is merged by lines */
	LOOKED_AT = 8000 /* bytes in which a NUL tells that it is no text */
};

void merge_update(struct merge_work *work, const char *path, const git_oid *id,
	unsigned mode)
{
	struct tree_update *update;

	work->updates = mem_grow(work->updates, &work->cap, work->count + 1,
		sizeof(*work->updates));
	update = &work->updates[work->count++];
	*update = (struct tree_update){.path = mem_text(path), .mode = mode};
	if (mode)
		update->id = *id;
}

/* One word: no blanks in it. */
static char *one_word(const char *text)
{
	struct buf out = {0};

	for (; *text; text++) {
		if (*text == ',' && text[1] == ' ')
			text++;
		if (*text == ' ' && text[-1] == ',')
			buf_byte(&out, ',');
		else
			buf_byte(&out,
				(unsigned char)*text <= ' ' || *text == '='
					? '_'
					: *text);
	}
	return buf_take(&out);
}

void merge_add_clash(struct merge_work *work, const struct merge_both *both,
	enum clash_type type, const char *what)
{
	struct merge *merge = work->merge;
	struct clash *clash;

	if (work->prefer == SYNC_BASE)
		return;
	merge->clashes = mem_grow(merge->clashes, &merge->clash_cap,
		merge->clash_count + 1, sizeof(*merge->clashes));
	clash = &merge->clashes[merge->clash_count++];
	*clash = (struct clash){.path = mem_text(both->path),
		.type = type,
		.base = both->base,
		.what = one_word(what)};
	if (both->ours && both->ours->mode)
		clash->mine = both->ours->id;
	if (both->theirs && both->theirs->mode)
		clash->theirs = both->theirs->id;
}

/* The three texts of a file, as far as they are there. */
struct texts {
	git_odb_object *objects[3];
	struct str text[3];
	bool usable;
};

static bool read_text(struct merge_work *work, const git_oid *id,
	struct texts *texts, size_t at)
{
	git_odb_object *object = NULL;
	size_t size = 0;
	git_object_t type;

	if (git_odb_read_header(&size, &type, work->odb, id) < 0 ||
		git_odb_read(&object, work->odb, id) < 0)
		return false;
	texts->objects[at] = object;
	texts->text[at].data = git_odb_object_data(object);
	texts->text[at].len = git_odb_object_size(object);
	if (texts->text[at].len > TEXT_MAX ||
		memchr(texts->text[at].data, '\0',
			texts->text[at].len < LOOKED_AT ? texts->text[at].len
							: LOOKED_AT))
		texts->usable = false;
	return true;
}

static bool read_texts(struct merge_work *work, const struct merge_both *both,
	struct texts *texts, struct error *err)
{
	texts->usable = tree_is_file(both->theirs->mode) &&
		tree_is_file(both->ours->mode) &&
		(!both->base_mode || tree_is_file(both->base_mode));
	if (!texts->usable)
		return true;
	if ((!both->base_mode || read_text(work, &both->base, texts, 0)) &&
		read_text(work, &both->theirs->id, texts, 1) &&
		read_text(work, &both->ours->id, texts, 2))
		return true;
	return gitx_fail(err, ERROR_IO, GIT_ERROR,
		_("A file cannot be read from the repository; try 'git fsck'"));
}

static void texts_clear(struct texts *texts)
{
	for (size_t i = 0; i < 3; i++)
		git_odb_object_free(texts->objects[i]);
}

/* Whether nothing is to be done for the published tree to have it. */
static void settle(struct merge_work *work, const struct merge_both *both,
	const git_oid *id, unsigned mode)
{
	if (both->put || !git_oid_equal(id, &both->theirs->id) ||
		mode != both->theirs->mode)
		merge_update(work, both->path, id, mode);
}

static unsigned merge_mode(const struct merge_both *both)
{
	if (!both->base_mode || both->ours->mode == both->base_mode ||
		!tree_is_file(both->ours->mode) ||
		!tree_is_file(both->theirs->mode))
		return both->theirs->mode;
	return both->ours->mode;
}

/* The result is in *id; false only for what cannot be read or written. */
static bool merge_text(struct merge_work *work, const struct merge_both *both,
	git_oid *id, struct error *err)
{
	struct texts texts = {.usable = false};
	struct buf out = {0}, what = {0};
	struct sync_texts sides = {.path = both->path, .prefer = work->prefer};
	bool ok = read_texts(work, both, &texts, err), clean;
	int code = 0;

	*id = both->theirs->id;
	if (!ok)
		goto out;
	if (!texts.usable) {
		merge_add_clash(work, both, CLASH_KIND, "");
		goto out;
	}
	sides.base = texts.text[0];
	sides.published = texts.text[1];
	sides.mine = texts.text[2];
	clean = work->merge->texts(&sides, &out, &what);
	if (!clean)
		merge_add_clash(work, both,
			both->base_mode ? CLASH_TEXT : CLASH_NEW,
			buf_text(&what));
	if (clean || work->prefer != SYNC_PUBLISHED)
		code = git_odb_write(id, work->odb, buf_text(&out), out.len,
			GIT_OBJECT_BLOB);
	ok = code == 0 ||
		gitx_fail(err, ERROR_IO, code,
			_("The merge cannot be written into the repository"));
out:
	texts_clear(&texts);
	buf_clear(&out);
	buf_clear(&what);
	return ok;
}

/* One removed it and the other changed it. */
static void keep_changed(struct merge_work *work, const struct merge_both *both)
{
	if (work->prefer == SYNC_BASE)
		merge_update(work, both->path, &both->base, both->base_mode);
	else if (!both->theirs->mode)
		merge_update(
			work, both->path, &both->ours->id, both->ours->mode);
	merge_add_clash(work, both,
		both->theirs->mode ? CLASH_GONE_HERE : CLASH_GONE_THERE, "");
}

bool merge_both(struct merge_work *work, const struct merge_both *both,
	struct error *err)
{
	const struct merge_change *theirs = both->theirs, *ours = both->ours;
	git_oid id = theirs->id;
	unsigned mode;

	if (both->moved)
		merge_add_clash(work, both, CLASH_MOVED, "");
	if (!theirs->mode && !ours->mode)
		return true;
	if (!theirs->mode || !ours->mode) {
		keep_changed(work, both);
		return true;
	}
	mode = merge_mode(both);
	if (git_oid_equal(&theirs->id, &ours->id) ||
		(both->base_mode && git_oid_equal(&ours->id, &both->base)))
		id = theirs->id;
	else if (both->base_mode && git_oid_equal(&theirs->id, &both->base))
		id = ours->id;
	else if (!merge_text(work, both, &id, err))
		return false;
	/* A link is no file with another mode. */
	if (git_oid_equal(&id, &ours->id) && !tree_is_file(ours->mode))
		mode = ours->mode;
	settle(work, both, &id, mode);
	return true;
}
