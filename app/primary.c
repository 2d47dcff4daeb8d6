#include "app/primary.h"

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
