/* Values of one note that contradict each other, the schema or the day. */

#include "content/check.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"
#include "content/check_private.h"

enum {
	SUMMARY_MOST = 300 /* characters */
};

struct checking {
	struct doc *doc;
	const struct check_context *context;
	int32_t today; /* day number */
	bool published, translation;
};

const struct value *check_role(const struct values *values, enum role role)
{
	for (size_t i = 0; i < values->count; i++) {
		if (values->items[i].role == role) {
			return &values->items[i];
		}
	}
	return NULL;
}

const struct value *check_key(const struct values *values, const char *key)
{
	for (size_t i = 0; i < values->count; i++) {
		if (str_is(values->items[i].key, key)) {
			return &values->items[i];
		}
	}
	return NULL;
}

struct str check_status(const struct values *values)
{
	const struct value *status = check_role(values, ROLE_STATUS);

	return status && status->text.len > 0 ? status->text : STR("published");
}

static struct problem warning(int line, const char *rule)
{
	return (struct problem){
		.line = line, .severity = SEVERITY_WARNING, .rule = rule};
}

/* The day has come for something; the note is as good as it was. */
static struct problem notice(int line, const char *rule)
{
	return (struct problem){
		.line = line, .severity = SEVERITY_NOTICE, .rule = rule};
}

static void check_depth(struct checking *c)
{
	struct problem at = warning(c->doc->body_line, "too-deep");

	if (c->doc->bounded) {
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("The text is nested too deeply or too large to be "
			  "laid out and is shown as it is written. Make it "
			  "simpler."));
	} else if (c->doc->deep_line) {
		at.line = c->doc->deep_line;
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("Lists or quotations are nested more deeply than can "
			  "be shown: what is deeper stands with what is above "
			  "it. Make it simpler."));
	}
}

static void check_summary(struct checking *c)
{
	const struct value *summary =
		check_role(c->context->values, ROLE_SUMMARY);
	struct problem at;
	size_t length;

	if (!summary || summary->text.len <= SUMMARY_MOST) {
		return;
	}
	length = utf8_length(summary->text);
	if (length > SUMMARY_MOST) {
		at = warning(summary->line, "long-summary");
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("The summary has %zu characters; lists and feeds "
			  "have room for 300. Shorten it."),
			length);
	}
}

static void check_review(struct checking *c)
{
	const struct value *by = check_role(c->context->values, ROLE_REVIEW_BY);
	const struct value *done =
		check_role(c->context->values, ROLE_REVIEWED);
	int interval = c->context->kind ? c->context->kind->review_days : 0;
	int32_t due;
	struct problem at;

	if (by && by->date.year) {
		due = date_days(by->date);
		at = notice(by->line, "review-overdue");
	} else if (done && done->date.year && interval > 0) {
		due = date_days(done->date) + interval;
		at = notice(done->line, "review-overdue");
	} else {
		return;
	}
	if (due < c->today) {
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			ngettext("The review is %d day late. Read the note "
				 "against its sources and set \"reviewed\" and "
				 "\"review_by\".",
				"The review is %d days late. Read the note "
				"against its sources and set \"reviewed\" and "
				"\"review_by\".",
				(unsigned long)(c->today - due)),
			(int)(c->today - due));
	}
}

/* Something with identifiers is an act: it has a source, looked at lately. */
static void check_source(struct checking *c)
{
	const struct kind *kind = c->context->kind;
	const struct value *verified =
		check_key(c->context->values, "verified");
	int line = c->doc->front ? c->doc->front->line : 1;
	struct problem at = warning(line, "no-source");
	int32_t age;

	if (kind_role(kind, ROLE_IDENTIFIER)) {
		if (!check_role(c->context->values, ROLE_URL) &&
			!check_key(c->context->values, "sources")) {
			problem_add(&c->doc->problems, &c->doc->arena, &at,
				_("No source is named. Write the address of "
				  "the original in \"url\" or \"sources\"."));
		}
		at.rule = "not-verified";
		if (!verified) {
			problem_add(&c->doc->problems, &c->doc->arena, &at,
				_("Nothing says when the note was compared "
				  "with its source. Do so and write "
				  "\"verified: DATE\"."));
		}
	}
	if (!verified || !verified->date.year || kind->review_days <= 0) {
		return;
	}
	age = c->today - date_days(verified->date);
	if (age > kind->review_days) {
		at = notice(verified->line, "verified-old");
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("The note was compared with its source %d days ago; "
			  "this kind wants it every %d days. Compare and "
			  "change \"verified\"."),
			(int)age, kind->review_days);
	}
}

/*
 * A stage that is also an event of the dated field ("applies", "in-force") says
 * that this has happened: then not all dates can lie ahead.
 */
static void check_stage(struct checking *c)
{
	const struct kind *kind = c->context->kind;
	const struct value *stage = check_role(c->context->values, ROLE_STAGE);
	const struct schema_field *dates = kind_role(kind, ROLE_DEADLINE);
	struct problem at;
	bool happens = false;
	bool any = false;

	if (!stage || !dates || !dates->vocabulary) {
		return;
	}
	for (size_t i = 0; i < dates->vocabulary->count; i++) {
		struct str event = dates->vocabulary->values[i].id;

		/* "applies-partly" is "applies" too. */
		happens = happens ||
			(event.len <= stage->text.len &&
				str_eq(str_sub(stage->text, 0, event.len),
					event) &&
				(event.len == stage->text.len ||
					stage->text.data[event.len] == '-'));
	}
	for (size_t i = 0; happens && i < c->context->values->count; i++) {
		const struct value *date = &c->context->values->items[i];

		if (date->role == ROLE_DEADLINE && date->date.year) {
			any = true;
			happens = date_days(date->date) > c->today;
		}
	}
	if (happens && any) {
		at = warning(stage->line, "stage-dates");
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("%.*s says that it has happened, but all dates lie "
			  "ahead. Correct the stage or the dates."),
			STR_ARG(stage->key));
	}
}

static bool has_task(const struct doc *doc)
{
	const struct node *node;

	for (node = doc->root; node; node = node_next(doc->root, node)) {
		if (node->type == NODE_ITEM && node->task != TASK_NONE) {
			return true;
		}
	}
	return false;
}

/* The highest alert asks people to act: on what, or from when? */
static void check_alert(struct checking *c)
{
	const struct value *alert = check_role(c->context->values, ROLE_ALERT);
	const struct schema_field *field =
		kind_role(c->context->kind, ROLE_ALERT);
	const struct values *values = c->context->values;
	struct problem at;
	int order;

	if (!alert || !field || !field->vocabulary) {
		return;
	}
	order = field_value_order(field, alert->text);
	if (order < 0 || (size_t)order + 1 < field->vocabulary->count) {
		return;
	}
	for (size_t i = 0; i < values->count; i++) {
		if (values->items[i].type == TYPE_DATED) {
			return;
		}
	}
	if (!has_task(c->doc)) {
		at = warning(alert->line, "act-without-action");
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("The alert asks readers to act, but there is neither "
			  "a date it takes effect nor a task (\"- [ ] …\"). "
			  "Add one of them."));
	}
}

/* Earlier, or at an earlier time of the same day and zone. */
static bool is_before(const struct value *one, const struct value *other)
{
	const size_t time = sizeof("2026-11-26T") - 1;
	const size_t zone = sizeof("2026-11-26T12:00") - 1;
	struct str a = one->text, b = other->text;

	if (date_days(one->date) != date_days(other->date)) {
		return date_days(one->date) < date_days(other->date);
	}
	return a.len >= zone && b.len >= zone &&
		str_eq(str_sub(a, zone, a.len), str_sub(b, zone, b.len)) &&
		str_cmp(str_sub(a, time, zone), str_sub(b, time, zone)) < 0;
}

static void check_event(struct checking *c)
{
	const struct kind *kind = c->context->kind;
	const struct values *values = c->context->values;
	const struct value *start = check_role(values, ROLE_START);
	const struct value *end = check_role(values, ROLE_END);
	struct problem at;
	int32_t first;

	if (!start || !start->date.year) {
		return;
	}
	first = date_days(start->date);
	if (end && end->date.year && is_before(end, start)) {
		at = (struct problem){.line = end->line,
			.severity = SEVERITY_ERROR,
			.rule = "end-before-start"};
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("It ends before it starts. Correct one of the "
			  "dates."));
	}
	for (size_t i = 0; i < values->count; i++) {
		const struct value *date = &values->items[i];
		const struct schema_field *field = kind_field(kind, date->key);

		/* A date of the kind's own, such as registration_by. */
		if (!field || field->type != TYPE_DATE || !date->date.year ||
			(field->role != ROLE_NONE &&
				field->role != ROLE_DEADLINE) ||
			str_is(date->key, "verified") ||
			str_is(date->key, "translated") ||
			date_days(date->date) <= first) {
			continue;
		}
		at = warning(date->line, "registration-after-event");
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("%.*s is later than the event itself. Correct one of "
			  "the dates."),
			STR_ARG(date->key));
	}
}

static void check_lang(struct checking *c)
{
	const struct value *lang = check_role(c->context->values, ROLE_LANG);
	struct problem at;

	if (!lang || c->context->path_lang.len == 0 ||
		str_eq(lang->text, c->context->path_lang)) {
		return;
	}
	at = (struct problem){.line = lang->line,
		.severity = SEVERITY_ERROR,
		.rule = "lang-mismatch"};
	problem_add(&c->doc->problems, &c->doc->arena, &at,
		_("The file's name says that the language is %.*s and "
		  "\"lang\" says something else. Correct one of them."),
		STR_ARG(c->context->path_lang));
}

/* A translation leaves the fields of machines to its primary. */
static void check_translation(struct checking *c)
{
	const struct values *values = c->context->values;
	struct str last = {0};
	struct problem at;

	for (size_t i = 0; c->translation && i < values->count; i++) {
		const struct value *value = &values->items[i];

		if (value->role != ROLE_DEADLINE && value->role != ROLE_STAGE &&
			value->role != ROLE_IDENTIFIER &&
			value->role != ROLE_START && value->role != ROLE_END &&
			value->role != ROLE_ALERT &&
			value->role != ROLE_REVIEW_BY) {
			continue;
		}
		if (str_eq(last, value->key)) {
			continue;
		}
		last = value->key;
		at = warning(value->line, "translation-fields");
		problem_add(&c->doc->problems, &c->doc->arena, &at,
			_("\"%.*s\" stands in the note that this one "
			  "translates; twice, the two would drift apart. "
			  "Remove it here."),
			STR_ARG(value->key));
	}
}

void check_note(struct doc *doc, const struct check_context *context)
{
	struct checking c = {.doc = doc,
		.context = context,
		.today = date_days(context->today)};

	c.translation = check_key(context->values, "translated") != NULL;
	c.published = str_is(check_status(context->values), "published");
	check_depth(&c);
	check_text(doc, context);
	if (!context->kind || context->schema->built_in) {
		return;
	}
	check_summary(&c);
	check_lang(&c);
	check_event(&c);
	check_translation(&c);
	if (c.published && !c.translation) {
		check_review(&c);
		check_source(&c);
		check_stage(&c);
		check_alert(&c);
	}
}
