/* log: versions of a note, and who wrote it. diff: what changed. */

#include "app/difference.h"
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

static bool write_signed(struct app *app, const struct versions *versions,
	size_t limit, struct buf *out, struct error *err)
{
	struct app_signed by;
	bool ok = app_signed_begin(app, &by, err);

	if (ok)
		write_versions(out, &versions->rows, limit, &by);
	app_signed_end(&by);
	return ok;
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

static bool write_log(const struct call *call, struct app *app,
	const struct versions *versions, struct buf *out, struct error *err)
{
	struct written written;
	long limit;

	if (!call_number(call, OPTION_LIMIT, 1000000, &limit, err))
		return false;
	if (call_has(call, OPTION_SIGNATURES))
		return write_signed(app, versions, (size_t)limit, out, err);
	if (!call_has(call, OPTION_LINES)) {
		write_versions(out, &versions->rows, (size_t)limit, NULL);
		return true;
	}
	if (!app_written(app, versions, &written, err))
		return false;
	write_lines(out, &written);
	written_clear(&written);
	return true;
}

int verb_log(const struct call *call)
{
	struct versions versions = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status;

	if (verb_ready(call, &app, &err) &&
		app_versions(app, str_from(call->args[0]), &versions, &err) &&
		write_log(call, app, &versions, &out, &err)) {
		verb_print(&out);
		status = out.len ? 0 : EXIT_NOTHING;
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	versions_clear(&versions);
	app_close(app);
	return status;
}

static bool write_diff(const struct call *call, struct app *app,
	const struct versions *versions, struct buf *out, struct error *err)
{
	struct str range = {0};
	struct comparison c = {0};
	struct diff_counts counts;
	struct buf text = {0};
	bool ok;

	if (call->arg_count > 1)
		range = str_from(call->args[1]);
	ok = app_compare(app, versions, range, &c, err);
	if (ok) {
		app_difference(out, buf_slice(&c.old), buf_slice(&c.new),
			verb_styles(call), &counts);
		gate_text(&text, buf_slice(&c.from), GATE_LINE);
		buf_put(&text, " .. ");
		gate_text(&text, buf_slice(&c.to), GATE_LINE);
		buf_printf(&text, ": +%zu -%zu", counts.new, counts.gone);
		verb_say(call, buf_text(&text));
	}
	buf_clear(&text);
	comparison_clear(&c);
	return ok;
}

int verb_diff(const struct call *call)
{
	struct versions versions = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status;

	if (verb_ready(call, &app, &err) &&
		app_versions(app, str_from(call->args[0]), &versions, &err) &&
		write_diff(call, app, &versions, &out, &err)) {
		verb_print(&out);
		status = out.len ? 0 : EXIT_NOTHING;
	} else {
		status = verb_fail(&err);
	}
	buf_clear(&out);
	versions_clear(&versions);
	app_close(app);
	return status;
}
