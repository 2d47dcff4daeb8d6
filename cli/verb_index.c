/* index: bring it up to date, rebuild it, check it, say what it holds. */

#include <string.h>

#include "base/i18n.h"
#include "cli/verb.h"

static void write_stats(
	struct buf *out, const struct app *app, const struct store_stats *stats)
{
	buf_printf(out, "%s: %s\n", _("Index"), app->index_path);
	buf_printf(out, "%s: %zu\n", _("Notes"), stats->notes);
	buf_printf(out, "%s: %zu\n", _("Links"), stats->links);
	buf_printf(out, "%s: %zu\n", _("Sections"), stats->sections);
	buf_printf(out, "%s: %zu\n", _("Words"), stats->words);
	buf_printf(out, "%s: %zu\n", _("Changes in history"), stats->changes);
	buf_printf(out, "%s: %zu\n", _("Bytes"), stats->bytes);
	buf_printf(out, "%s: %d\n", _("Version"), stats->version);
}

/*
 * A second index of the same notes, built from nothing in a temporary folder,
 * must say the same.
 */
static bool verify(const struct call *call, struct app *app, struct error *err)
{
	struct app_options options = {0};
	struct app_refreshed done = {0};
	struct app *fresh = NULL;
	struct buf one = {0};
	struct buf two = {0};
	bool ok = false;

	options.hub = app->path;
	options.schema = call->values[OPTION_SCHEMA];
	if (!store_verify(app->store, &one, err) ||
		!app_open(&fresh, &options, err))
		goto out;
	ok = app_refresh_aside(fresh, &done, err) &&
		store_verify(fresh->store, &two, err);
	if (ok && !str_eq(buf_slice(&one), buf_slice(&two)))
		ok = error_set(err, ERROR_INDEX,
			_("The index differs from one built from nothing. "
			  "fyr index --rebuild mends it."));
out:
	buf_clear(&done.why);
	app_close(fresh);
	buf_clear(&two);
	buf_clear(&one);
	return ok;
}

static bool run(const struct call *call, struct app *app, struct buf *out,
	struct error *err)
{
	struct app_refreshed done = {0};
	struct store_stats stats = {0};
	bool ok = app_refresh(
		app, call_has(call, OPTION_REBUILD), NULL, &done, err);

	if (ok && done.why.len)
		verb_say(call, buf_text(&done.why));
	buf_clear(&done.why);
	if (!ok || !store_stats(app->store, &stats, err))
		return false;
	if (call_has(call, OPTION_VERIFY)) {
		if (!verify(call, app, err))
			return false;
		buf_printf(out, "%s\n", _("The index is sound and complete."));
	}
	if (call_has(call, OPTION_STATS))
		write_stats(out, app, &stats);
	else
		buf_printf(out,
			_("%zu notes in the index; %zu read, %zu removed.\n"),
			done.notes, done.parsed, done.removed);
	if (done.skipped)
		verb_say(call,
			_("Some entries could not be read; fyr doctor names "
			  "them."));
	return true;
}

int verb_index(const struct call *call)
{
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (!verb_open(call, &app, &err))
		return verb_fail(&err);
	if (run(call, app, &out, &err))
		verb_print(&out);
	else
		status = verb_fail(&err);
	buf_clear(&out);
	app_close(app);
	return status;
}
