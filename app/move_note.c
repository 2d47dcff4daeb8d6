#include "app/move_note.h"

#include <stdlib.h>
#include <string.h>

#include "app/contribute.h"
#include "app/draft.h"
#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/front.h"
#include "content/name.h"
#include "content/relink.h"

enum {
	MOVE_TRIES = 5
};

struct move {
	struct app *app;
	const struct move_request *request;
	struct moved *moved;
	struct str folder, id; /* the old ones, in moved->arena */
	bool foreign;
	/* while one note is read */
	struct str path;
	struct error err;
	bool failed;
};

static struct str keep(struct move *m, struct str text)
{
	return arena_str(&m->moved->arena, text);
}

/* The id without its folder. */
static struct str stem_of(const struct move *m, struct str path)
{
	struct str lang;

	return file_name(record_id(&m->app->schema, m->foreign, path, &lang));
}

static bool is_own(const struct move *m, struct str path)
{
	return str_eq(file_dir(path), m->folder) &&
		str_eq(stem_of(m, path), m->id);
}

static const char *new_path(struct move *m, struct str path)
{
	struct str name = file_name(path);
	struct buf out = {0};
	const char *kept;

	buf_str(&out, str_sub(path, 0, path.len - name.len));
	buf_str(&out, m->request->id);
	buf_str(&out, str_sub(name, m->id.len, name.len));
	kept = keep(m, buf_slice(&out)).data;
	buf_clear(&out);
	return kept;
}

/* --- links in the text --- */

static bool wiki_target(
	const struct move *m, const struct link *link, struct buf *out)
{
	size_t before = link->target.len - file_name(link->target).len;
	struct str name = file_name(link->target);

	/* "guides/old" too, where ids are paths. */
	if (!str_eq_nocase(name, m->id) || (before && !m->foreign))
		return false;
	buf_str(out, str_sub(link->target, 0, before));
	buf_str(out, m->request->id);
	return true;
}

static bool path_target(
	const struct move *m, const struct link *link, struct buf *out)
{
	struct str name = file_name(link->target);
	struct buf path = {0};
	bool own;

	own = name.len >= m->id.len &&
		str_eq(str_sub(name, 0, m->id.len), m->id) &&
		record_resolve(m->path, link->target, &path);
	if (own && !str_ends(buf_slice(&path), ".md"))
		buf_put(&path, ".md");
	own = own && is_own(m, buf_slice(&path));
	buf_clear(&path);
	if (!own)
		return false;
	buf_str(out, str_sub(link->target, 0, link->target.len - name.len));
	buf_str(out, m->request->id);
	buf_str(out, str_sub(name, m->id.len, name.len));
	return true;
}

static bool target(const struct link *link, struct buf *out, void *arg)
{
	const struct move *m = arg;

	if (link->wiki)
		return wiki_target(m, link, out);
	return !link->external && link->target.len && path_target(m, link, out);
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
		more = node && front_replace(text, node, m->request->id);
		changed += more;
		*missed += node && !more;
		doc_clear(&doc);
	}
	return changed;
}

/* --- the notes --- */

static void note_missed(struct move *m, size_t missed)
{
	if (!missed)
		return;
	m->moved->missed += missed;
	if (m->moved->missed_in.len)
		buf_put(&m->moved->missed_in, ", ");
	gate_text(&m->moved->missed_in, m->path, GATE_LINE);
}

static size_t change_links(struct move *m, struct buf *text)
{
	struct relink how = {target, m};
	struct relinked body = {0};
	size_t missed = 0;
	size_t fields = change_fields(m, text, &missed);

	relink(text, &how, &body);
	note_missed(m, missed + body.missed);
	return fields + body.changed;
}

/* The old id stays an id of the note: of the primary, which holds the fields.
 */
static bool keep_id(struct move *m, struct buf *text)
{
	struct doc doc = {0};
	bool primary;

	doc_parse_front(&doc, buf_slice(text));
	primary = !doc_field(&doc, "translated").len;
	doc_clear(&doc);
	return m->foreign || !primary ||
		front_add(text, STR("old_ids"), m->id) ||
		error_set(&m->err, ERROR_REFUSED,
			_("The front matter of %s is not as it should be, so "
			  "the old id cannot be kept there. Mend it first."),
			gate_name(m->path.data).text);
}

static void add_file(
	struct move *m, struct str old, const struct buf *text, size_t links)
{
	struct moved *moved = m->moved;
	struct moved_file file = {.path = m->path.data,
		.old = keep(m, old),
		.text = keep(m, buf_slice(text)),
		.links = links};
	size_t at = moved->count;

	moved->files = mem_grow(moved->files, &moved->cap, moved->count + 1,
		sizeof(*moved->files));
	if (is_own(m, m->path)) {
		file.to = new_path(m, m->path);
		at = moved->own++;
		memmove(moved->files + at + 1, moved->files + at,
			(moved->count - at) * sizeof(file));
	}
	moved->files[at] = file;
	moved->count++;
	moved->links += links;
}

static bool visit(const struct source_file *file, void *arg)
{
	struct move *m = arg;
	struct buf old = {0}, text = {0};
	size_t links;

	if (file->removed)
		return true;
	m->path = keep(m, str_from(file->path));
	if (!source_read_version(
		    m->app->source, file->path, file->version, &old, &m->err)) {
		m->failed = true;
	} else if (is_own(m, m->path) ||
		str_find_text(buf_slice(&old), m->id.data) < old.len) {
		buf_str(&text, buf_slice(&old));
		links = change_links(m, &text);
		if (is_own(m, m->path))
			m->failed = !keep_id(m, &text);
		if (links || is_own(m, m->path))
			add_file(m, buf_slice(&old), &text, links);
	}
	buf_clear(&text);
	buf_clear(&old);
	return !m->failed;
}

static bool check_id(struct move *m, struct error *err)
{
	const char *unfit = name_unfit(m->request->id);
	bool taken = false;

	if (unfit)
		return error_set(err, ERROR_INPUT,
			_("\"%s\" cannot be the id of a note: %s."),
			gate_name(m->request->id.data).text, unfit);
	if (str_eq(m->request->id, m->id))
		return error_set(
			err, ERROR_INPUT, _("The note has this id already."));
	if (!app_id_is_taken(m->app, m->request->id, &taken, err))
		return false;
	return !taken ||
		error_set(err, ERROR_REFUSED,
			_("There is a note with the id %s already."),
			m->request->id.data);
}

static bool save(struct move *m, const char *head, struct error *err)
{
	struct moved *moved = m->moved;
	struct save_file *files =
		mem_array(moved->count * 2 + 1, sizeof(*files));
	struct save_request request = {.files = files,
		.message = buf_text(&moved->message),
		.base = head};
	size_t i;
	bool ok;

	for (i = 0; i < moved->count; i++) {
		const struct moved_file *file = &moved->files[i];

		files[request.count++] = (struct save_file){
			file->to ? file->to : file->path, file->text, false};
		if (file->to)
			files[request.count++] =
				(struct save_file){file->path, {0}, true};
	}
	ok = app_save(m->app, &request, &moved->save, err);
	free(files);
	return ok;
}

static void make_message(struct move *m)
{
	struct moved *moved = m->moved;
	struct doc doc = {0};
	const struct kind *kind;
	size_t i;

	doc_parse_front(&doc, moved->files[0].text);
	kind = schema_kind_of(
		&m->app->schema, str_from(moved->files[0].path), &doc);
	buf_printf(&moved->message, "%.*s: rename %s to %s\n\n",
		STR_ARG(kind ? kind->id : STR("note")), m->id.data,
		m->request->id.data);
	for (i = moved->own; i < moved->count; i++)
		buf_printf(
			&moved->message, "links: %s\n", moved->files[i].path);
	doc_clear(&doc);
}

static bool find_note(struct move *m, struct error *err)
{
	struct store_results one = {0};
	struct str path;

	if (!store_find(m->app->store, m->request->ref, str_from(i18n_lang()),
		    &one, err))
		return false;
	path = keep(m, one.items[0].path);
	store_results_clear(&one);
	m->folder = keep(m, file_dir(path));
	m->id = keep(m, stem_of(m, path));
	return true;
}

static bool once(struct move *m, struct error *err)
{
	char head[SOURCE_ID];

	if (!find_note(m, err) || !check_id(m, err) ||
		!source_head(m->app->source, head, err) ||
		!source_list(m->app->source, visit, m, err))
		return false;
	if (m->failed) {
		if (err)
			*err = m->err;
		return false;
	}
	if (!m->moved->own)
		return error_set(err, ERROR_NOT_FOUND,
			_("The note is not in the hub any more."));
	make_message(m);
	return m->request->dry || save(m, head, err);
}

bool app_move(struct app *app, const struct move_request *request,
	struct moved *moved, struct error *err)
{
	struct error why = {0};
	int tries;
	bool ok = false;

	*moved = (struct moved){0};
	if (!app_may_write(app, err))
		return false;
	for (tries = 0; !ok && tries < MOVE_TRIES; tries++) {
		struct move m = {.app = app,
			.request = request,
			.moved = moved,
			.foreign = app_is_foreign(app)};

		moved_clear(moved);
		why = (struct error){0};
		ok = once(&m, &why);
		if (why.kind != ERROR_CONFLICT)
			break;
	}
	if (!ok && err)
		*err = why;
	return ok;
}

void moved_clear(struct moved *moved)
{
	free(moved->files);
	buf_clear(&moved->missed_in);
	buf_clear(&moved->message);
	arena_clear(&moved->arena);
	*moved = (struct moved){0};
}
