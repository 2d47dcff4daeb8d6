#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "sync/clash.h"
#include "sync/conflict_private.h"
#include "sync/git.h"
#include "sync/source_private.h"
#include "sync/tree.h"

struct deciding {
	struct source *source;
	const struct conflict_answer *answer;
	struct clash clash;
	git_oid merge;
	struct buf base, mine, theirs, now; /* texts */
	bool there; /* the file is in the current commit */
	char version[SOURCE_ID]; /* of it there; "" for none */
	char head[SOURCE_ID];
	struct buf result;
	bool removed;
};

static bool read_blob(struct deciding *d, const git_oid *id, struct buf *out,
	struct error *err)
{
	char hex[SOURCE_ID];

	if (git_oid_is_zero(id))
		return true;
	gitx_hex(id, hex);
	return source_read_version(d->source, d->clash.path, hex, out, err);
}

/* As the current commit has it; edits on disk are no matter here. */
static bool read_now(struct deciding *d, struct error *err)
{
	struct source_base base;
	struct tree_found found;
	struct error why = {0};

	if (!source_head(d->source, d->head, err) ||
		!source_look(d->source, &base, err))
		return false;
	d->there = tree_find(
		d->source->odb, &base.tree, d->clash.path, &found, &why);
	if (!d->there) {
		if (why.kind == ERROR_NOT_FOUND)
			return true;
		if (err)
			*err = why;
		return false;
	}
	gitx_hex(&found.id, d->version);
	return read_blob(d, &found.id, &d->now, err);
}

static bool open_it(struct deciding *d, struct error *err)
{
	return conflict_find(d->source, d->answer, &d->clash, &d->merge, err) &&
		read_blob(d, &d->clash.base, &d->base, err) &&
		read_blob(d, &d->clash.mine, &d->mine, err) &&
		read_blob(d, &d->clash.theirs, &d->theirs, err) &&
		read_now(d, err);
}

static void close_it(struct deciding *d)
{
	clash_clear(&d->clash);
	buf_clear(&d->base);
	buf_clear(&d->mine);
	buf_clear(&d->theirs);
	buf_clear(&d->now);
	buf_clear(&d->result);
}

static void merge_texts(const struct deciding *d,
	const struct buf *const *three, enum sync_prefer prefer,
	struct buf *out)
{
	const struct sync_texts texts = {d->clash.path, buf_slice(three[0]),
		buf_slice(three[1]), buf_slice(three[2]), prefer};
	struct buf what = {0};

	(void)d->answer->texts(&texts, out, &what);
	buf_clear(&what);
}

/* The merge with the choice in it, and onto it what was changed since. */
static void merge_choice(struct deciding *d)
{
	const struct buf *at_merge[] = {&d->base, &d->theirs, &d->mine};
	struct buf chosen = {0};
	const struct buf *since[] = {&d->theirs, &d->now, &chosen};

	switch (d->answer->choice) {
	case CONFLICT_MINE:
		merge_texts(d, at_merge, SYNC_MINE, &chosen);
		break;
	case CONFLICT_THEIRS:
		merge_texts(d, at_merge, SYNC_PUBLISHED, &chosen);
		break;
	case CONFLICT_TEXT:
		/* To be edited: what was changed since is the published. */
		at_merge[1] = d->there ? &d->now : &d->theirs;
		merge_texts(d, at_merge, SYNC_BOTH, &d->result);
		return;
	}
	if (d->there)
		merge_texts(d, since,
			d->answer->choice == CONFLICT_MINE ? SYNC_MINE
							   : SYNC_PUBLISHED,
			&d->result);
	else if (d->answer->choice == CONFLICT_MINE)
		buf_str(&d->result, buf_slice(&chosen));
	else
		d->removed = true;
	buf_clear(&chosen);
}

static void keep_now(struct deciding *d)
{
	d->removed = !d->there;
	buf_str(&d->result, buf_slice(&d->now));
}

static bool not_possible(const struct deciding *d, struct error *err)
{
	return error_set(err, ERROR_INPUT,
		_("Your version of %s has no place of its own in this hub. "
		  "Take --theirs, and add yours under another name."),
		gate_name(d->clash.path).text);
}

static bool decide(struct deciding *d, struct error *err)
{
	bool mine = d->answer->choice == CONFLICT_MINE;
	bool theirs = d->answer->choice == CONFLICT_THEIRS;

	switch (d->clash.type) {
	case CLASH_TEXT:
	case CLASH_NEW:
		merge_choice(d);
		return true;
	case CLASH_GONE_THERE:
	case CLASH_GONE_HERE:
		if (d->clash.type == CLASH_GONE_THERE ? theirs : mine)
			d->removed = true;
		else
			keep_now(d);
		return true;
	case CLASH_KIND:
		if (mine)
			buf_str(&d->result, buf_slice(&d->mine));
		else
			keep_now(d);
		return true;
	case CLASH_MOVED:
	case CLASH_IN_THE_WAY:
		if (mine)
			return not_possible(d, err);
		keep_now(d);
		return true;
	}
	return true;
}

/* Bits: a line that begins a pair of versions, parts it, ends it. */
static unsigned markers_of(struct str text)
{
	struct str line;
	unsigned seen = 0;

	while (str_cut(&text, '\n', &line)) {
		seen |= str_starts(line, "<<<<<<< ") ? 1u : 0;
		seen |= str_starts(line, "=======") ? 2u : 0;
		seen |= str_starts(line, ">>>>>>> ") ? 4u : 0;
	}
	return seen;
}

bool conflict_has_markers(struct str text)
{
	return markers_of(text) == 7;
}

/* One of them left over is enough, unless the note itself is about them. */
static bool is_undecided(const struct deciding *d, struct str text)
{
	unsigned about = markers_of(buf_slice(&d->mine)) |
		markers_of(buf_slice(&d->theirs)) |
		markers_of(buf_slice(&d->now));

	return conflict_has_markers(text) || (markers_of(text) & ~about & 5u);
}

static bool take_text(struct deciding *d, struct error *err)
{
	const struct conflict_answer *answer = d->answer;

	if (is_undecided(d, answer->text))
		return error_set(err, ERROR_INPUT,
			_("The text still has lines with <<<<<<<, ======= or "
			  ">>>>>>>. Decide each of these places, then try "
			  "again."));
	if (answer->now && strcmp(answer->now, d->version) != 0)
		return error_set(err, ERROR_CONFLICT,
			_("This note was changed meanwhile. Nothing was "
			  "decided; try again."));
	buf_str(&d->result, answer->text);
	return true;
}

bool conflict_preview(struct source *source,
	const struct conflict_answer *answer, struct buf *out, bool *removed,
	struct error *err)
{
	struct deciding d = {.source = source, .answer = answer};
	bool ok = open_it(&d, err) && decide(&d, err);

	if (ok) {
		buf_str(out, buf_slice(&d.result));
		*removed = d.removed;
	}
	close_it(&d);
	return ok;
}

static bool commit_it(
	struct deciding *d, struct save_result *result, struct error *err)
{
	struct save_file file = {.path = d->clash.path,
		.bytes = buf_slice(&d->result),
		.removed = d->removed};
	struct buf message = {0};
	struct save_request request = {.files = &file, .base = d->head};
	bool ok;

	/* A decision for what is there already is a commit all the same. */
	if (d->removed != !d->there ||
		!str_eq(buf_slice(&d->result), buf_slice(&d->now)))
		request.count = 1;

	buf_printf(&message, "Decide what %s says\n\n", d->clash.path);
	clash_put_resolved(&message, &d->merge, d->clash.path);
	request.message = buf_text(&message);
	ok = save_run(d->source, &request, result, err);
	buf_clear(&message);
	return ok;
}

bool conflict_resolve(struct source *source,
	const struct conflict_answer *answer, struct save_result *result,
	struct error *err)
{
	struct deciding d = {.source = source, .answer = answer};
	bool ok = open_it(&d, err);

	if (ok)
		ok = answer->choice == CONFLICT_TEXT ? take_text(&d, err)
						     : decide(&d, err);
	ok = ok && commit_it(&d, result, err);
	close_it(&d);
	return ok;
}
