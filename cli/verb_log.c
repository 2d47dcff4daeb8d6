/* log: versions of a note, and who wrote it. diff: what changed. */

#include <string.h>

#include "app/difference.h"
#include "app/export_history.h"
#include "app/history.h"
#include "app/signers.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "cli/verb.h"

enum {
	SHORT_ID = 10,
	NAME_CELLS = 18
};

/* A name in a column; cut or filled. */
static void put_name(struct buf *out, struct str name)
{
	struct buf clean = {0};
	struct str fit;

	gate_text(&clean, name, GATE_LINE);
	fit = utf8_fit(buf_slice(&clean), NAME_CELLS);
	buf_str(out, fit);
	buf_fill(out, ' ', NAME_CELLS - utf8_cells(fit));
	buf_clear(&clean);
}

static void put_who(struct buf *out, const struct store_change *change)
{
	date_iso(out, date_local(change->time));
	buf_printf(
		out, "  %.*s  ", STR_ARG(str_sub(change->commit, 0, SHORT_ID)));
	put_name(out, change->author);
}

/* "  (signed by …)", or why it is not. */
static void put_signature(
	struct buf *out, const struct app_signed *by, struct str commit)
{
	struct buf who = {0};
	struct buf id = {0};
	struct error why = {0};

	buf_str(&id, commit);
	buf_put(out, "  (");
	if (signers_verify(by->snapshot, buf_text(&id),
		    buf_slice(&by->signers.allowed), &who, &why)) {
		buf_printf(out, "%s ", _("signed by"));
		gate_text(out, buf_slice(&who), GATE_LINE);
	} else {
		gate_text(out, str_from(why.text), GATE_LINE);
	}
	buf_byte(out, ')');
	buf_clear(&id);
	buf_clear(&who);
}

/* `by` NULL: signatures are not asked for. */
static void write_versions(struct buf *out, const struct store_history *rows,
	size_t limit, const struct app_signed *by)
{
	size_t i;

	for (i = 0; i < rows->count && i < limit; i++) {
		const struct store_change *row = &rows->items[i];

		put_who(out, row);
		buf_put(out, "  ");
		gate_text(out, row->subject, GATE_LINE);
		if (row->op == 'R') {
			buf_printf(out, "  (%s ", _("was"));
			gate_text(out, row->from, GATE_LINE);
			buf_byte(out, ')');
		}
		if (by)
			put_signature(out, by, row->commit);
		buf_byte(out, '\n');
	}
}

static void write_lines(struct buf *out, const struct written *written)
{
	size_t i;

	for (i = 0; i < written->count; i++) {
		const struct written_line *line = &written->lines[i];

		if (line->change) {
			put_who(out, line->change);
		} else {
			buf_fill(out, ' ', 12 + SHORT_ID + 2);
			put_name(out, str_from(_("not committed")));
		}
		buf_put(out, "  ");
		gate_text(out, line->text, GATE_LINE);
		buf_byte(out, '\n');
	}
}

/* text or json; the first when nothing is said. */
static bool take_format(const struct call *call, bool *json, struct error *err)
{
	const char *format = call->values[OPTION_FORMAT];

	*json = format && strcmp(format, "json") == 0;
	return !format || *json || strcmp(format, "text") == 0 ||
		error_set(err, ERROR_INPUT,
			_("%s writes the formats text and json."),
			call->verb->name);
}

static bool log_lines(struct app *app, const struct versions *versions,
	bool json, struct buf *out, struct error *err)
{
	struct written written;

	if (!app_written(app, versions, &written, err))
		return false;
	if (json)
		export_lines(out, app, versions, &written);
	else
		write_lines(out, &written);
	written_clear(&written);
	return true;
}

static bool log_versions(const struct call *call, struct app *app,
	const struct versions *versions, struct buf *out, struct error *err)
{
	struct app_signed by = {0};
	bool signatures = call_has(call, OPTION_SIGNATURES);
	bool json, ok;
	long limit;

	ok = take_format(call, &json, err) &&
		call_number(call, OPTION_LIMIT, 1000000, &limit, err) &&
		(!signatures || app_signed_begin(app, &by, err));
	if (ok && json)
		export_log(out, app, versions, (size_t)limit,
			signatures ? &by : NULL);
	else if (ok)
		write_versions(out, &versions->rows, (size_t)limit,
			signatures ? &by : NULL);
	if (signatures)
		app_signed_end(&by);
	return ok;
}

static bool write_log(const struct call *call, struct app *app,
	struct versions *versions, struct buf *out, struct error *err)
{
	bool json;

	if (!take_format(call, &json, err))
		return false;
	if (call_has(call, OPTION_LINES)) {
		if (call->arg_count > 1 || call_has(call, OPTION_SIGNATURES))
			return error_set(err, ERROR_INPUT,
				_("--lines is of the whole note as it is now: "
				  "without a range, without --signatures."));
		return log_lines(app, versions, json, out, err);
	}
	if (call->arg_count > 1 &&
		!app_versions_between(
			app, versions, str_from(call->args[1]), err))
		return false;
	return log_versions(call, app, versions, out, err);
}

/* What log and diff share: the note's versions, written in one way. */
static int run(const struct call *call,
	bool (*write)(const struct call *call, struct app *app,
		struct versions *versions, bool *some, struct error *err))
{
	struct versions versions = {0};
	struct app *app = NULL;
	struct error err = {0};
	bool some = false;
	int status;

	if (verb_ready(call, &app, &err) &&
		app_versions(app, str_from(call->args[0]), &versions, &err) &&
		write(call, app, &versions, &some, &err))
		status = some ? 0 : EXIT_NOTHING;
	else
		status = verb_fail(&err);
	versions_clear(&versions);
	app_close(app);
	return status;
}

static bool print_log(const struct call *call, struct app *app,
	struct versions *versions, bool *some, struct error *err)
{
	struct buf out = {0};
	bool ok = write_log(call, app, versions, &out, err);

	if (ok)
		verb_print(&out);
	*some = versions->rows.count > 0;
	buf_clear(&out);
	return ok;
}

int verb_log(const struct call *call)
{
	return run(call, print_log);
}

static void say_counts(const struct call *call, const struct comparison *c,
	const struct diff_counts *counts)
{
	struct buf text = {0};

	gate_text(&text, buf_slice(&c->from), GATE_LINE);
	buf_put(&text, " .. ");
	gate_text(&text, buf_slice(&c->to), GATE_LINE);
	buf_printf(&text, ": +%zu -%zu", counts->new, counts->gone);
	verb_say(call, buf_text(&text));
	buf_clear(&text);
}

static bool print_diff(const struct call *call, struct app *app,
	struct versions *versions, bool *some, struct error *err)
{
	struct str range = {0};
	struct comparison c = {0};
	struct diff_counts counts;
	struct buf out = {0};
	bool json, ok;

	if (call->arg_count > 1)
		range = str_from(call->args[1]);
	ok = take_format(call, &json, err) &&
		app_compare(app, versions, range, &c, err);
	if (ok && json) {
		export_diff(&out, app, versions, &c);
	} else if (ok) {
		app_difference(&out, buf_slice(&c.old), buf_slice(&c.new),
			verb_styles(call), &counts);
		say_counts(call, &c, &counts);
	}
	if (ok)
		verb_print(&out);
	*some = ok && !str_eq(buf_slice(&c.old), buf_slice(&c.new));
	buf_clear(&out);
	comparison_clear(&c);
	return ok;
}

int verb_diff(const struct call *call)
{
	return run(call, print_diff);
}
