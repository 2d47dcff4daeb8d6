#include "app/primary.h"

#include "app/contribute.h"
#include "app/private.h"
#include "base/file.h"
#include "base/i18n.h"
#include "content/doc.h"

static bool visit(const struct source_file *file, void *arg)
{
	struct primary *p = arg;
	struct str path = str_from(file->path), lang;
	struct buf text = {0};
	struct doc doc = {0};
	bool found = false;

	if (!file->removed && str_eq(file_dir(path), p->folder) &&
		str_eq(record_id(&p->app->schema, app_is_foreign(p->app), path,
			       &lang),
			p->id) &&
		source_read_version(p->app->source, file->path, file->version,
			&text, NULL)) {
		doc_parse_front(&doc, buf_slice(&text));
		found = !doc_field(&doc, "translated").len;
		doc_clear(&doc);
	}
	if (found) {
		buf_cut(&p->path, 0);
		buf_str(&p->path, path);
		buf_clear(&p->text);
		p->text = text;
	} else {
		buf_clear(&text);
	}
	return !found;
}

void primary_clear(struct primary *p)
{
	buf_clear(&p->path);
	buf_clear(&p->text);
}

bool primary_find(
	struct app *app, struct str ref, struct primary *p, struct error *err)
{
	struct store_results one = {0};
	struct str lang;
	bool ok;

	*p = (struct primary){.app = app};
	if (!app_source(app, err) ||
		!store_find(app->store, ref, str_from(i18n_lang()), &one, err))
		return false;
	p->folder = file_dir(one.items[0].path);
	p->id = record_id(
		&app->schema, app_is_foreign(app), one.items[0].path, &lang);
	ok = source_list(app->source, visit, p, err);
	if (ok && !p->path.len)
		ok = error_set(err, ERROR_REFUSED,
			_("Every file of this note says that it is a "
			  "translation (\"translated\"); the one that was "
			  "first must not."));
	store_results_clear(&one);
	if (!ok)
		primary_clear(p);
	return ok;
}

/* What a translation holds itself. */
static bool is_translated(struct str key)
{
	return str_is(key, "title") || str_is(key, "summary") ||
		str_is(key, "lang") || str_is(key, "translated");
}

bool app_edit_target(struct app *app, struct str ref,
	const struct draft_request *request, struct buf *path,
	struct error *err)
{
	struct store_results one = {0};
	struct primary p;
	bool own = request->has_text, shared = false, ok = true;
	size_t i;

	buf_str(path, ref);
	for (i = 0; i < request->field_count; i++) {
		bool mine = is_translated(request->fields[i].key);

		own = own || mine;
		shared = shared || !mine;
	}
	/* The name of a draft is told later. */
	if (!shared || !app_source(app, err) ||
		!store_find(app->store, ref, str_from(i18n_lang()), &one, NULL))
		return true;
	if (primary_find(app, ref, &p, NULL)) {
		if (!str_eq(buf_slice(&p.path), one.items[0].path)) {
			buf_cut(path, 0);
			buf_str(path, buf_slice(&p.path));
			ok = !own;
		}
		primary_clear(&p);
	}
	store_results_clear(&one);
	return ok ||
		error_set(err, ERROR_INPUT,
			_("Title, summary and text are those of one language, "
			  "the other fields stand in %s. Change them one after "
			  "the other."),
			buf_text(path));
}
