#include "app/export_check.h"

#include <string.h>

#include "app/export_private.h"
#include "base/gate.h"
#include "base/i18n.h"

bool check_format_parse(
	const char *name, enum check_format *format, struct error *err)
{
	static const char *const names[] = {"text", "json", "github"};
	int i;

	for (i = 0; i < 3; i++) {
		if (str_eq_nocase(str_from(name), str_from(names[i]))) {
			*format = (enum check_format)i;
			return true;
		}
	}
	return error_set(err, ERROR_INPUT,
		_("There is no format %s for this. Choose one of: text, json, "
		  "github."),
		gate_name(name).text);
}

/* Words that scripts read are the same in every language. */
static const char *severity_word(enum severity severity)
{
	switch (severity) {
	case SEVERITY_ERROR:
		return "error";
	case SEVERITY_WARNING:
		return "warning";
	case SEVERITY_NOTICE:
		return "notice";
	}
	return "";
}

static void write_place(struct buf *out, struct str path, int line, int column)
{
	gate_text(out, path, GATE_LINE);
	buf_byte(out, ':');
	if (line > 0)
		buf_printf(out, "%d:", line);
	if (line > 0 && column > 0)
		buf_printf(out, "%d:", column);
	buf_byte(out, ' ');
}

static void write_text(struct buf *out, const struct check_report *report)
{
	size_t i;

	for (i = 0; i < report->fixed_count; i++) {
		const struct check_fixed *one = &report->fixed[i];

		write_place(out, one->path, one->line, 0);
		buf_printf(out, "fixed: %.*s: ", STR_ARG(one->rule));
		if (one->count) {
			buf_printf(out,
				ngettext("%zu hidden character removed",
					"%zu hidden characters removed",
					(unsigned long)one->count),
				one->count);
		} else {
			gate_text(out, one->was, GATE_LINE);
			buf_put(out, " -> ");
			gate_text(out, one->is, GATE_LINE);
		}
		buf_byte(out, '\n');
	}
	for (i = 0; i < report->count; i++) {
		const struct check_problem *one = &report->items[i];

		if (report->whole && one->severity == SEVERITY_NOTICE)
			continue;
		write_place(out, one->path, one->line, one->column);
		buf_printf(out, "%s: %.*s: ", severity_word(one->severity),
			STR_ARG(one->rule));
		gate_text(out, one->text, GATE_LINE);
		buf_byte(out, '\n');
	}
}

static void set_number(json_t *object, const char *key, size_t number)
{
	json_object_set_new(object, key, json_integer((json_int_t)number));
}

static json_t *problem_json(const struct check_problem *one)
{
	json_t *object = json_object();

	json_object_set_new(object, "path", export_text(one->path));
	if (one->line > 0)
		set_number(object, "line", (size_t)one->line);
	if (one->column > 0)
		set_number(object, "column", (size_t)one->column);
	json_object_set_new(
		object, "severity", json_string(severity_word(one->severity)));
	json_object_set_new(object, "rule", export_text(one->rule));
	json_object_set_new(object, "text", export_text(one->text));
	return object;
}

static json_t *fixed_json(const struct check_fixed *one)
{
	json_t *object = json_object();

	json_object_set_new(object, "path", export_text(one->path));
	set_number(object, "line", (size_t)one->line);
	json_object_set_new(object, "rule", export_text(one->rule));
	if (one->count) {
		set_number(object, "removed", one->count);
	} else {
		json_object_set_new(object, "was", export_text(one->was));
		json_object_set_new(object, "is", export_text(one->is));
	}
	return object;
}

static void write_json(struct buf *out, const struct check_report *report)
{
	json_t *root = json_object();
	json_t *problems = json_array();
	json_t *fixed = json_array();
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/check/1"));
	set_number(root, "notes", report->notes);
	set_number(root, "errors", report->errors);
	set_number(root, "warnings", report->warnings);
	set_number(root, "notices", report->notices);
	for (i = 0; i < report->fixed_count; i++)
		json_array_append_new(fixed, fixed_json(&report->fixed[i]));
	for (i = 0; i < report->count; i++)
		json_array_append_new(
			problems, problem_json(&report->items[i]));
	if (report->commit.len)
		json_object_set_new(
			root, "commit", export_text(report->commit));
	if (report->fixed_count)
		json_object_set_new(root, "fixed", fixed);
	else
		json_decref(fixed);
	json_object_set_new(root, "problems", problems);
	export_dump(out, root, JSON_INDENT(2));
}

/* What would end a workflow command or its property. */
static void write_escaped(struct buf *out, struct str text, bool property)
{
	struct buf clean = {0};
	size_t i;

	gate_text(&clean, text, GATE_LINE);
	for (i = 0; i < clean.len; i++) {
		char byte = clean.data[i];

		if (byte == '%' || (property && (byte == ':' || byte == ',')))
			buf_printf(out, "%%%02X", (unsigned)byte);
		else
			buf_byte(out, byte);
	}
	buf_clear(&clean);
}

static void write_github(struct buf *out, const struct check_report *report)
{
	size_t i;

	for (i = 0; i < report->count; i++) {
		const struct check_problem *one = &report->items[i];

		buf_printf(out, "::%s file=", severity_word(one->severity));
		write_escaped(out, one->path, true);
		if (one->line > 0)
			buf_printf(out, ",line=%d", one->line);
		if (one->line > 0 && one->column > 0)
			buf_printf(out, ",col=%d", one->column);
		buf_put(out, ",title=");
		write_escaped(out, one->rule, true);
		buf_put(out, "::");
		write_escaped(out, one->text, false);
		buf_byte(out, '\n');
	}
}

void export_check(struct buf *out, const struct check_report *report,
	enum check_format format)
{
	switch (format) {
	case CHECK_TEXT:
		write_text(out, report);
		break;
	case CHECK_JSON:
		write_json(out, report);
		break;
	case CHECK_GITHUB:
		write_github(out, report);
		break;
	}
}

void export_check_sum(struct buf *out, const struct check_report *report)
{
	buf_printf(out,
		ngettext("%zu note checked", "%zu notes checked",
			(unsigned long)report->notes),
		report->notes);
	buf_put(out, ": ");
	buf_printf(out,
		ngettext("%zu error", "%zu errors",
			(unsigned long)report->errors),
		report->errors);
	buf_put(out, ", ");
	buf_printf(out,
		ngettext("%zu warning", "%zu warnings",
			(unsigned long)report->warnings),
		report->warnings);
	if (report->fixed_count) {
		buf_put(out, ", ");
		buf_printf(out,
			ngettext("%zu repaired", "%zu repaired",
				(unsigned long)report->fixed_count),
			report->fixed_count);
	}
	buf_byte(out, '.');
	if (report->commit.len) {
		buf_byte(out, ' ');
		buf_printf(out, _("The repairs are the commit %.12s."),
			report->commit.data);
	}
	if (report->notices) {
		buf_byte(out, ' ');
		buf_printf(out,
			ngettext("%zu note is due for a review or a look at "
				 "its source.",
				"%zu notes are due for a review or a look at "
				"their source.",
				(unsigned long)report->notices),
			report->notices);
	}
}
