/* The links that follow a note to its new name. */

#include <string.h>

#include "app/move_private.h"
#include "base/file.h"
#include "content/front.h"
#include "content/relink.h"

static void put_folder(struct buf *out, struct str folder)
{
	if (!str_is(folder, "."))
		buf_printf(out, "%.*s/", STR_ARG(folder));
}

/* --- links in the text --- */

static bool wiki_target(
	const struct move *m, const struct link *link, struct buf *out)
{
	size_t before = link->target.len - file_name(link->target).len;
	struct str name = file_name(link->target);
	size_t start = out->len;

	/* "guides/old" too, where ids are paths. */
	if (!str_eq_nocase(name, m->id) || (before && !m->foreign))
		return false;
	if (before && !str_eq(m->folder, m->new_folder))
		put_folder(out, m->new_folder);
	else
		buf_str(out, str_sub(link->target, 0, before));
	buf_str(out, m->new_id);
	return !str_eq(str_sub(buf_slice(out), start, out->len), link->target);
}

/* How a note in `folder` calls a path of the hub. */
static void put_relative(struct buf *out, struct str folder, struct str path)
{
	struct str from = str_is(folder, ".") ? (struct str){0} : folder;
	struct str part, other, rest = path;

	/* What both begin with; the last part is the file. */
	while (from.len && str_find(rest, '/') < rest.len) {
		struct str was = from;

		str_cut(&from, '/', &part);
		other = str_sub(rest, 0, str_find(rest, '/'));
		if (!str_eq(part, other)) {
			from = was;
			break;
		}
		rest = str_sub(rest, other.len + 1, rest.len);
	}
	while (from.len && str_cut(&from, '/', &part))
		buf_put(out, "../");
	buf_str(out, rest);
}

/* The new path for a link to one of the note's own files, as `written`. */
static void put_target(const struct move *m, struct str written,
	struct str path, bool bare, struct buf *out)
{
	struct buf to = {0};

	move_path(m, path, &to);
	if (bare)
		buf_cut(&to, to.len - 3);
	if (str_starts(written, "/")) {
		buf_byte(out, '/');
		buf_str(out, buf_slice(&to));
	} else {
		put_relative(out, file_dir(m->path), buf_slice(&to));
	}
	buf_clear(&to);
}

static bool path_target(
	const struct move *m, const struct link *link, struct buf *out)
{
	struct str name = file_name(link->target);
	struct buf path = {0};
	bool bare = false, own;

	own = name.len >= m->id.len &&
		str_eq(str_sub(name, 0, m->id.len), m->id) &&
		record_resolve(m->path, link->target, &path);
	if (own && !str_ends(buf_slice(&path), ".md")) {
		buf_put(&path, ".md");
		bare = true;
	}
	/* Its own relative ones are led from where they will stand. */
	own = own && move_is_own(m, buf_slice(&path)) &&
		(str_eq(m->folder, m->new_folder) ||
			str_starts(link->target, "/") ||
			!move_is_own(m, m->path));
	if (own && !str_eq(m->folder, m->new_folder)) {
		put_target(m, link->target, buf_slice(&path), bare, out);
	} else if (own) {
		buf_str(out,
			str_sub(link->target, 0, link->target.len - name.len));
		buf_str(out, m->new_id);
		buf_str(out, str_sub(name, m->id.len, name.len));
	}
	buf_clear(&path);
	return own;
}

static bool target(const struct link *link, struct buf *out, void *arg)
{
	const struct move *m = arg;

	if (link->wiki)
		return wiki_target(m, link, out);
	return !link->external && link->target.len && path_target(m, link, out);
}

/* --- what the note itself leads to, when it leaves its folder --- */

/* Rooted for a moment, in a form that nobody writes: what is led anew once
 * must not be taken for what was there before. */
static const char rooted[] = "/./";

static bool to_rooted(const struct link *link, struct buf *out, void *arg)
{
	const struct move *m = arg;
	struct buf was = {0}, new = {0}, is = {0}, now = {0};
	bool moves = false;

	if (link->wiki || link->external || !link->target.len ||
		str_starts(link->target, "/") ||
		!record_resolve(m->path, link->target, &was))
		goto out;
	if (move_is_own(m, buf_slice(&was)))
		move_path(m, buf_slice(&was), &new);
	else
		buf_str(&new, buf_slice(&was));
	move_path(m, m->path, &is);
	/* From the new folder it may lead there as it is. */
	moves = !record_resolve(buf_slice(&is), link->target, &now) ||
		!str_eq(buf_slice(&now), buf_slice(&new));
	if (moves) {
		buf_put(out, rooted);
		buf_str(out, buf_slice(&new));
	}
out:
	buf_clear(&was);
	buf_clear(&new);
	buf_clear(&is);
	buf_clear(&now);
	return moves;
}

static bool from_rooted(const struct link *link, struct buf *out, void *arg)
{
	const struct move *m = arg;

	if (link->wiki || !str_starts(link->target, rooted))
		return false;
	put_relative(out, m->new_folder,
		str_sub(link->target, sizeof(rooted) - 1, link->target.len));
	return true;
}

static void leave_folder(
	struct move *m, struct buf *text, struct move_links *links)
{
	const struct relink there = {to_rooted, m}, back = {from_rooted, m};
	struct relinked done = {0}, again = {0};

	relink(text, &there, &done);
	relink(text, &back, &again);
	links->changed += done.changed;
	links->missed += done.missed + again.missed;
}

/* --- link fields --- */

static const struct yaml *find_scalar(
	const struct move *m, const struct yaml *node)
{
	const struct yaml *child, *found = NULL;

	if (node->type == YAML_SCALAR)
		return str_eq(node->text, m->id) ? node : NULL;
	for (child = node->first; !found && child; child = child->next)
		found = find_scalar(m, child);
	return found;
}

/* The first link field that names the old id. */
static const struct yaml *find_field(const struct move *m, struct doc *doc)
{
	const struct kind *kind = schema_kind_of(&m->app->schema, m->path, doc);
	const struct yaml *at = doc->front ? doc->front->first : NULL;
	const struct yaml *found = NULL;

	for (; kind && at && !found; at = at->next) {
		const struct schema_field *field = kind_field(kind, at->key);

		if (field && field->type == TYPE_LINK)
			found = find_scalar(m, at);
	}
	return found;
}

static size_t change_fields(struct move *m, struct buf *text, size_t *missed)
{
	size_t changed = 0;
	bool more = true;

	while (more) {
		struct doc doc = {0};
		const struct yaml *node;

		doc_parse_front(&doc, buf_slice(text));
		node = doc.front_broken ? NULL : find_field(m, &doc);
		more = node && front_replace(text, node, m->new_id);
		changed += more;
		*missed += node && !more;
		doc_clear(&doc);
	}
	return changed;
}

/* A note of another kind is not what such a field wants. */
struct str move_refuses(
	const struct move *m, struct str text, struct arena *arena)
{
	struct doc doc = {0};
	const struct kind *kind;
	const struct yaml *at;
	struct str found = {0};

	doc_parse_front(&doc, text);
	kind = schema_kind_of(&m->app->schema, m->path, &doc);
	at = doc.front ? doc.front->first : NULL;
	for (; kind && at && !found.len; at = at->next) {
		const struct schema_field *field = kind_field(kind, at->key);

		if (field && field->type == TYPE_LINK && field->kind.len &&
			!str_eq(field->kind, m->new_kind->id) &&
			find_scalar(m, at))
			found = arena_str(arena, at->key);
	}
	doc_clear(&doc);
	return found;
}

struct move_links move_relink(struct move *m, struct buf *text)
{
	const struct relink how = {target, m};
	struct move_links links = {0};
	struct relinked body = {0};

	if (!str_eq(m->id, m->new_id))
		links.changed = change_fields(m, text, &links.missed);
	if (move_is_own(m, m->path) && !str_eq(m->folder, m->new_folder))
		leave_folder(m, text, &links);
	relink(text, &how, &body);
	links.changed += body.changed;
	links.missed += body.missed;
	return links;
}
