#include "app/conflict.h"

#include <string.h>

#include "app/private.h"
#include "app/sync.h"
#include "app/unsent.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"

bool app_conflicts(struct app *app,
	bool (*each)(const struct conflict *conflict, void *arg), void *arg,
	struct error *err)
{
	return app_source(app, err) &&
		conflict_list(app->source, each, arg, err);
}

static void put_keys(struct buf *out, const char *what)
{
	struct str rest = str_from(what), key;

	while (str_cut(&rest, ',', &key)) {
		if (out->len)
			buf_put(out, ", ");
		if (str_is(key, "text"))
			buf_put(out, _("text"));
		else
			gate_text(out, key, GATE_LINE);
	}
}

void app_conflict_what(const struct conflict *conflict, struct buf *out)
{
	struct buf keys = {0};

	switch (conflict->type) {
	case CLASH_TEXT:
		put_keys(&keys, conflict->what);
		buf_printf(out, _("both changed: %s"), buf_text(&keys));
		break;
	case CLASH_NEW:
		put_keys(&keys, conflict->what);
		buf_printf(out, _("both added it, with other: %s"),
			buf_text(&keys));
		break;
	case CLASH_GONE_THERE:
		buf_put(out, _("changed here, removed by others"));
		break;
	case CLASH_GONE_HERE:
		buf_put(out, _("removed here, changed by others"));
		break;
	case CLASH_MOVED:
		buf_put(out, _("both renamed it"));
		break;
	case CLASH_KIND:
		buf_put(out, _("both changed it, and it is no text"));
		break;
	case CLASH_IN_THE_WAY:
		buf_put(out, _("a folder or file has its name"));
		break;
	}
	buf_clear(&keys);
}

bool app_conflict_is(
	const struct app *app, const struct conflict *conflict, struct str ref)
{
	struct str path = str_from(conflict->path), bare = path, lang;

	if (str_ends(path, ".md"))
		bare.len -= 3;
	return str_eq(path, ref) || str_eq(bare, ref) ||
		str_eq(file_name(bare), ref) ||
		str_eq(file_name(record_id(
			       &app->schema, app_is_foreign(app), path, &lang)),
			ref);
}

struct matching {
	const struct app *app;
	struct str ref;
	struct buf path, others;
};

static bool match(const struct conflict *conflict, void *arg)
{
	struct matching *matching = arg;

	if (!app_conflict_is(matching->app, conflict, matching->ref) ||
		strcmp(buf_text(&matching->path), conflict->path) == 0)
		return true;
	if (!matching->path.len) {
		buf_put(&matching->path, conflict->path);
		return true;
	}
	buf_put(&matching->others, ", ");
	buf_put(&matching->others, gate_name(conflict->path).text);
	return true;
}

bool app_conflict_path(
	struct app *app, struct str ref, struct buf *path, struct error *err)
{
	struct matching matching = {.app = app, .ref = ref};
	struct buf shown = {0};
	bool ok = app_conflicts(app, match, &matching, err);

	gate_text(&shown, ref, GATE_LINE);
	if (ok && !matching.path.len)
		ok = error_set(err, ERROR_NOT_FOUND,
			_("Nothing waits to be decided in %s. See: fyr "
			  "conflicts"),
			buf_text(&shown));
	else if (ok && matching.others.len)
		ok = error_set(err, ERROR_INPUT,
			_("%s waits in several files: %s%s. Say which: give "
			  "the whole path."),
			buf_text(&shown),
			gate_name(buf_text(&matching.path)).text,
			buf_text(&matching.others));
	else if (ok)
		buf_str(path, buf_slice(&matching.path));
	buf_clear(&matching.path);
	buf_clear(&matching.others);
	buf_clear(&shown);
	return ok;
}

bool app_resolve(struct app *app, struct conflict_answer *answer,
	struct save_result *result, struct error *err)
{
	if (app->readonly)
		return error_set(err, ERROR_REFUSED,
			_("Nothing is changed with --read-only."));
	answer->texts = app_merge;
	if (!app_source(app, err) ||
		!conflict_resolve(app->source, answer, result, err))
		return false;
	app_made(app, result);
	return true;
}
