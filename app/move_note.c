#include "app/move_note.h"

#include <stdlib.h>
#include <string.h>

#include "app/contribute.h"
#include "app/draft.h"
#include "app/fresh.h"
#include "app/move_private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/front.h"

enum {
	MOVE_TRIES = 5
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

bool move_is_own(const struct move *m, struct str path)
{
	return str_eq(file_dir(path), m->folder) &&
		str_eq(stem_of(m, path), m->id);
}

void move_path(const struct move *m, struct str path, struct buf *out)
{
	struct str name = file_name(path);

	if (!str_is(m->new_folder, "."))
		buf_printf(out, "%.*s/", STR_ARG(m->new_folder));
	buf_str(out, m->new_id);
	buf_str(out, str_sub(name, m->id.len, name.len));
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

/* The old id stays an id of the note: of the primary, which holds the fields.
 */
static bool keep_id(struct move *m, struct buf *text)
{
	struct doc doc = {0};
	bool primary;

	doc_parse_front(&doc, buf_slice(text));
	primary = !doc_field(&doc, "translated").len;
	doc_clear(&doc);
	return m->foreign || !primary || str_eq(m->id, m->new_id) ||
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
	struct buf to = {0};

	moved->files = mem_grow(moved->files, &moved->cap, moved->count + 1,
		sizeof(*moved->files));
	if (move_is_own(m, m->path)) {
		move_path(m, m->path, &to);
		file.to = keep(m, buf_slice(&to)).data;
		buf_clear(&to);
		at = moved->own++;
		memmove(moved->files + at + 1, moved->files + at,
			(moved->count - at) * sizeof(file));
	}
	moved->files[at] = file;
	moved->count++;
	moved->links += links;
}

/* What is in the way: another note of that name, or one that wants the note
 * to be of the kind it is. */
static bool blocks(struct move *m, struct str old)
{
	struct str key = {0};

	if (str_eq_nocase(stem_of(m, m->path), m->new_id) &&
		(!str_eq(m->id, m->new_id) ||
			str_eq(file_dir(m->path), m->new_folder)) &&
		(m->foreign ? str_eq(file_dir(m->path), m->new_folder)
			    : app_is_note(m->app, m->path.data)))
		return !error_set(&m->err, ERROR_REFUSED,
			_("There is a note with the id %.*s already: %s"),
			STR_ARG(m->new_id), gate_name(m->path.data).text);
	if (m->kind != m->new_kind && m->new_kind)
		key = move_refuses(m, old, &m->moved->arena);
	if (!key.len)
		return false;
	return !error_set(&m->err, ERROR_REFUSED,
		_("%s names this note in its field %.*s, which takes no note "
		  "of the kind %.*s. Change that note first."),
		gate_name(m->path.data).text, STR_ARG(key),
		STR_ARG(label_text(&m->new_kind->label, i18n_lang())));
}

static void take(struct move *m, struct str old)
{
	bool own = move_is_own(m, m->path);
	struct move_links links;
	struct buf text = {0};

	if (!own && blocks(m, old)) {
		m->failed = true;
		return;
	}
	if (!own && str_find_text(old, m->id.data) == old.len)
		return;
	buf_str(&text, old);
	links = move_relink(m, &text);
	note_missed(m, links.missed);
	if (own)
		m->failed = !keep_id(m, &text);
	if (links.changed || own)
		add_file(m, old, &text, links.changed);
	buf_clear(&text);
}

static bool visit(const struct source_file *file, void *arg)
{
	struct move *m = arg;
	struct buf old = {0};

	if (file->removed)
		return true;
	m->path = keep(m, str_from(file->path));
	m->failed = !source_read_version(
		m->app->source, file->path, file->version, &old, &m->err);
	if (!m->failed)
		take(m, buf_slice(&old));
	buf_clear(&old);
	return !m->failed;
}

/* A translation in the list already gets the date, another one is added. */
static void renew(struct move *m, const struct fresh_file *fresh)
{
	struct moved *moved = m->moved;
	struct doc doc = {0};
	struct buf text = {0};
	size_t i = 0;

	while (i < moved->count &&
		strcmp(moved->files[i].path, fresh->path) != 0)
		i++;
	buf_str(&text, i < moved->count ? moved->files[i].text : fresh->text);
	doc_parse_front(&doc, fresh->text);
	front_set(&text, STR("translated"), doc_field(&doc, "translated"));
	m->path = keep(m, str_from(fresh->path));
	if (i < moved->count)
		moved->files[i].text = keep(m, buf_slice(&text));
	else
		add_file(m, fresh->old, &text, 0);
	doc_clear(&doc);
	buf_clear(&text);
}

/* What follows from the new id puts no translation behind. */
static bool keep_fresh(struct move *m, struct error *err)
{
	size_t i, n, count = m->moved->count;
	bool ok = true;

	for (i = 0; ok && i < count; i++) {
		struct fresh fresh = {0};
		struct doc doc = {0};

		doc_parse_front(&doc, m->moved->files[i].old);
		if (!doc_field(&doc, "translated").len)
			ok = fresh_translations(m->app,
				str_from(m->moved->files[i].path), &fresh, err);
		for (n = 0; ok && n < fresh.count; n++)
			renew(m, &fresh.items[n]);
		doc_clear(&doc);
		fresh_clear(&fresh);
	}
	return ok;
}

/* --- what the note would be in another kind --- */

static const struct problem *first_error(
	const struct doc *doc, const struct doc *before)
{
	size_t i, k;

	for (i = 0; i < doc->problems.count; i++) {
		const struct problem *one = &doc->problems.items[i];
		bool known = one->severity != SEVERITY_ERROR;

		for (k = 0; !known && k < before->problems.count; k++) {
			const struct problem *was = &before->problems.items[k];

			known = strcmp(was->rule, one->rule) == 0 &&
				strcmp(was->text, one->text) == 0;
		}
		if (!known)
			return one;
	}
	return NULL;
}

static bool fits(
	struct move *m, const struct moved_file *file, struct error *err)
{
	struct doc before = {0}, after = {0};
	const struct problem *wrong;
	bool ok = true;

	app_judge(m->app, str_from(file->path), file->old, &before);
	app_judge(m->app, str_from(file->to), file->text, &after);
	wrong = first_error(&after, &before);
	if (wrong)
		ok = error_set(err, ERROR_REFUSED,
			_("In %.*s/ the note would be of the kind %.*s, and "
			  "not "
			  "right as such: %s Mend it first: fyr edit %.*s"),
			STR_ARG(m->new_folder),
			STR_ARG(label_text(&m->new_kind->label, i18n_lang())),
			wrong->text, STR_ARG(m->id));
	doc_clear(&before);
	doc_clear(&after);
	return ok;
}

static bool fit_all(struct move *m, struct error *err)
{
	size_t i;

	for (i = 0; m->kind != m->new_kind && m->new_kind && i < m->moved->own;
		i++) {
		if (!fits(m, &m->moved->files[i], err))
			return false;
	}
	return true;
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
	const struct kind *kind = m->new_kind;
	bool renamed = !str_eq(m->id, m->new_id);
	size_t i;

	buf_printf(&moved->message,
		"%.*s: ", STR_ARG(kind ? kind->id : STR("note")));
	if (str_eq(m->folder, m->new_folder))
		buf_printf(&moved->message, "rename %s to %s\n\n", m->id.data,
			m->new_id.data);
	else
		buf_printf(&moved->message, "move %s from %s to %s%s%s\n\n",
			m->id.data, m->folder.data, m->new_folder.data,
			renamed ? "/" : "", renamed ? m->new_id.data : "");
	for (i = moved->own; i < moved->count; i++)
		buf_printf(&moved->message,
			moved->files[i].links ? "links: %s\n"
					      : "translated: %s\n",
			moved->files[i].path);
}

static bool find_note(struct move *m, struct error *err)
{
	struct store_results one = {0};
	struct buf text = {0}, to = {0};
	struct doc doc = {0};
	struct str path;
	bool ok;

	if (!store_find(m->app->store, m->request->ref, str_from(i18n_lang()),
		    &one, err))
		return false;
	path = keep(m, one.items[0].path);
	store_results_clear(&one);
	m->folder = keep(m, file_dir(path));
	m->id = keep(m, stem_of(m, path));
	ok = move_take(m, err) &&
		source_read(m->app->source, path.data, &text, err);
	if (ok) {
		move_path(m, path, &to);
		doc_parse_front(&doc, buf_slice(&text));
		m->kind = schema_kind_of(&m->app->schema, path, &doc);
		m->new_kind =
			schema_kind_of(&m->app->schema, buf_slice(&to), &doc);
		doc_clear(&doc);
		ok = move_judge(m, buf_slice(&to), err);
	}
	buf_clear(&text);
	buf_clear(&to);
	return ok;
}

static bool once(struct move *m, struct error *err)
{
	char head[SOURCE_ID];

	if (!find_note(m, err) || !source_head(m->app->source, head, err) ||
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
	if (!keep_fresh(m, err))
		return false;
	make_message(m);
	return fit_all(m, err) && (m->request->dry || save(m, head, err));
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
