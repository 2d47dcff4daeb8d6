/* Repairs that need no question, as surgery on the bytes of the file. */

#include <string.h>

#include "base/utf8.h"
#include "content/check.h"

enum {
	EDITS_MOST = 200
};

struct edit {
	size_t from, to; /* bytes of the file */
	struct str with;
	struct check_repair repair;
};

struct repairing {
	struct str file;
	struct doc doc;
	const struct kind *kind;
	struct arena *arena;
	struct edit edits[EDITS_MOST];
	size_t count;
};

/* Lines and columns of the file are those of the document. */
static bool is_plain(const struct doc *doc, struct str file)
{
	for (size_t i = 0; i < file.len; i++) {
		if (file.data[i] == '\0' ||
			(file.data[i] == '\r' &&
				(i + 1 == file.len ||
					file.data[i + 1] != '\n'))) {
			return false;
		}
	}
	return doc->replaced == 0;
}

static bool has_mark(struct str file)
{
	return str_starts(file, "\xEF\xBB\xBF");
}

/* Byte offset of a place in the file; file.len when there is none. */
static size_t offset_of(struct str file, int line, int column)
{
	size_t at = has_mark(file) ? 3 : 0;

	for (int n = 1; n < line; n++) {
		at += str_find(str_sub(file, at, file.len), '\n') + 1;
		if (at >= file.len) {
			return file.len;
		}
	}
	for (int n = 1; n < column && at < file.len; n++) {
		struct str rest = str_sub(file, at, file.len);

		utf8_next(&rest);
		at = file.len - rest.len;
	}
	return at;
}

/* Put `with` where the scalar stands, if it stands there as it reads. */
static void replace(struct repairing *r, const struct yaml *node,
	struct str with, const char *rule)
{
	size_t at = offset_of(r->file, node->line, node->column);
	struct edit *edit;

	if (r->count == EDITS_MOST || at >= r->file.len) {
		return;
	}
	if (!node->plain) {
		at++;
	}
	if (!str_eq(str_sub(r->file, at, at + node->text.len), node->text)) {
		return;
	}
	edit = &r->edits[r->count++];
	*edit = (struct edit){.from = at, .to = at + node->text.len};
	edit->with = arena_str(r->arena, with);
	edit->repair = (struct check_repair){.line = node->line,
		.rule = rule,
		.was = arena_str(r->arena, node->text),
		.is = edit->with};
}

static bool same_word(struct str a, struct str b)
{
	struct buf one = {0};
	struct buf other = {0};
	bool same;

	utf8_lower_text(&one, str_trim(a));
	utf8_lower_text(&other, str_trim(b));
	same = one.len > 0 && str_eq(buf_slice(&one), buf_slice(&other));
	buf_clear(&one);
	buf_clear(&other);
	return same;
}

/* A word in other case, or the label of exactly one value of the list. */
static void repair_word(struct repairing *r, const struct schema_field *field,
	const struct yaml *node)
{
	const struct vocabulary *words = field->vocabulary;
	const struct label *meant = NULL;
	int found = 0;

	if (!words || !node || node->type != YAML_SCALAR ||
		node->text.len == 0 ||
		field_value_order(field, node->text) >= 0) {
		return;
	}
	for (size_t i = 0; i < words->count; i++) {
		const struct label *one = &words->values[i];

		if (same_word(node->text, one->id) ||
			same_word(node->text, one->sv) ||
			same_word(node->text, one->en)) {
			meant = one;
			found++;
		}
	}
	if (found == 1) {
		replace(r, node, meant->id, "unknown-value");
	}
}

/* One or two digits off the front; -1. */
static int small(struct str *rest)
{
	size_t n = 0;
	long value;

	while (n < 3 && n < rest->len && rest->data[n] >= '0' &&
		rest->data[n] <= '9') {
		n++;
	}
	if (n == 0 || n > 2 ||
		!str_number(str_sub(*rest, 0, n), 0, 99, &value)) {
		return -1;
	}
	*rest = str_sub(*rest, n, rest->len);
	return (int)value;
}

/* Forms that begin with the year leave no doubt about day and month. */
static bool read_date(struct str text, struct buf *iso)
{
	struct str rest = str_sub(text, 4, text.len);
	struct date date;
	char sign;
	int month;
	int day = -1;
	long year;

	if (text.len < 6 || !str_number(str_sub(text, 0, 4), 1, 9999, &year)) {
		return false;
	}
	if (text.len == 8 && str_number(text, 0, 99999999, &year)) {
		buf_printf(iso, "%.4s-%.2s-%.2s", text.data, text.data + 4,
			text.data + 6);
		return date_parse(buf_slice(iso), &date);
	}
	sign = rest.data[0];
	rest = str_sub(rest, 1, rest.len);
	month = small(&rest);
	if (!strchr("-/.", sign) || sign == '\0' || month < 0) {
		return false;
	}
	buf_printf(iso, "%04ld-%02d", year, month);
	if (rest.len > 0) {
		if (rest.data[0] != sign) {
			return false;
		}
		rest = str_sub(rest, 1, rest.len);
		day = small(&rest);
		if (day < 0 || rest.len > 0) {
			return false;
		}
		buf_printf(iso, "-%02d", day);
	}
	return date_parse(buf_slice(iso), &date);
}

static void repair_date(struct repairing *r, const struct yaml *node)
{
	struct buf iso = {0};
	struct date date;

	if (node && node->type == YAML_SCALAR && node->text.len > 0 &&
		!date_parse(node->text, &date) && read_date(node->text, &iso)) {
		replace(r, node, buf_slice(&iso), "bad-date");
	}
	buf_clear(&iso);
}

static void repair_value(struct repairing *r, const struct schema_field *field,
	const struct yaml *node)
{
	if (node->type == YAML_LIST) {
		for (const struct yaml *at = node->first; at; at = at->next) {
			if (at->type != YAML_LIST) {
				repair_value(r, field, at);
			}
		}
	} else if (field->type == TYPE_ENUM) {
		repair_word(r, field, node);
	} else if (field->type == TYPE_DATE) {
		repair_date(r, node);
	} else if (field->type == TYPE_DATED) {
		repair_date(r,
			node->type == YAML_MAP ? yaml_get(node, "date") : node);
		if (node->type == YAML_MAP) {
			repair_word(r, field, yaml_get(node, "event"));
		}
	}
}

static bool is_hidden(uint32_t code, size_t at)
{
	return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
		code == 0x7F || code == 0x200B || code == 0x200E ||
		code == 0x200F || code == 0x2060 ||
		(code >= 0x202A && code <= 0x202E) ||
		(code >= 0x2066 && code <= 0x2069) ||
		(code == 0xFEFF && at > 0);
}

/* One edit for each character, one line of the report for each line. */
static void repair_hidden(struct repairing *r)
{
	struct str rest = r->file;
	int line = 1;
	int told = 0;
	size_t teller = 0;

	while (rest.len > 0 && r->count < EDITS_MOST) {
		size_t at = r->file.len - rest.len;
		uint32_t code = utf8_next(&rest);
		struct edit *edit = &r->edits[r->count];

		line += code == '\n';
		if (!is_hidden(code, at)) {
			continue;
		}
		*edit = (struct edit){.from = at, .to = r->file.len - rest.len};
		if (told != line) {
			told = line;
			teller = r->count;
			edit->repair.line = line;
			edit->repair.rule = "hidden-characters";
		}
		r->edits[teller].repair.count++;
		r->count++;
	}
}

static void find_edits(struct repairing *r)
{
	const struct yaml *front = r->doc.front;

	if (r->kind && front && front->type == YAML_MAP &&
		!r->doc.front_broken) {
		for (const struct yaml *at = front->first; at; at = at->next) {
			const struct schema_field *field =
				kind_field(r->kind, at->key);

			if (field) {
				repair_value(r, field, at);
			}
		}
	}
	repair_hidden(r);
}

/* By place; there are few. False when two overlap. */
static bool sort_edits(struct repairing *r)
{
	for (size_t i = 1; i < r->count; i++) {
		struct edit edit = r->edits[i];
		size_t at = i;

		while (at > 0 && r->edits[at - 1].from > edit.from) {
			r->edits[at] = r->edits[at - 1];
			at--;
		}
		r->edits[at] = edit;
	}
	for (size_t i = 1; i < r->count; i++) {
		if (r->edits[i].from < r->edits[i - 1].to) {
			return false;
		}
	}
	return true;
}

static void apply(const struct repairing *r, struct buf *out)
{
	size_t at = 0;

	for (size_t i = 0; i < r->count; i++) {
		buf_str(out, str_sub(r->file, at, r->edits[i].from));
		buf_str(out, r->edits[i].with);
		at = r->edits[i].to;
	}
	buf_str(out, str_sub(r->file, at, r->file.len));
}

/* Problems of a text as far as repairs touch them. */
static void count(const struct check_repairing *how, struct str file,
	size_t *all, size_t *errors)
{
	struct doc doc = {0};
	struct values values;

	doc_parse(&doc, file);
	schema_values(schema_kind_of(how->schema, how->path, &doc), &doc,
		!how->schema->built_in, &values);
	*all = doc.problems.count;
	*errors = 0;
	for (size_t i = 0; i < doc.problems.count; i++) {
		*errors += doc.problems.items[i].severity == SEVERITY_ERROR;
	}
	doc_clear(&doc);
}

static bool reads_better(
	const struct check_repairing *how, struct str was, struct str is)
{
	size_t before, errors_before, after, errors_after;

	count(how, was, &before, &errors_before);
	count(how, is, &after, &errors_after);
	return after < before && errors_after <= errors_before;
}

static void report(const struct repairing *r, struct check_repairs *repairs)
{
	repairs->items =
		arena_alloc(r->arena, (r->count + 1) * sizeof(*repairs->items));
	repairs->count = 0;
	for (size_t i = 0; i < r->count; i++) {
		if (r->edits[i].repair.rule) {
			repairs->items[repairs->count++] = r->edits[i].repair;
		}
	}
}

bool check_repair(const struct check_repairing *how, struct str file,
	struct buf *out, struct check_repairs *repairs)
{
	struct repairing r = {.file = file, .arena = how->arena};
	struct buf made = {0};
	bool ok;

	doc_parse(&r.doc, file);
	if (!how->schema->built_in) {
		r.kind = schema_kind_of(how->schema, how->path, &r.doc);
	}
	ok = is_plain(&r.doc, file);
	if (ok) {
		find_edits(&r);
	}
	ok = ok && r.count > 0 && sort_edits(&r);
	if (ok) {
		apply(&r, &made);
		ok = reads_better(how, file, buf_slice(&made));
	}
	if (ok) {
		buf_str(out, buf_slice(&made));
		report(&r, repairs);
	}
	buf_clear(&made);
	doc_clear(&r.doc);
	return ok;
}
