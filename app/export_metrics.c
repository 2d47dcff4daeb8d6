/* Figures with their definitions: text, CSV, JSON. */

#include "app/export_private.h"
#include "app/metrics.h"
#include "base/gate.h"
#include "base/i18n.h"

static const char *unit_name(enum metric_unit unit)
{
	switch (unit) {
	case UNIT_COUNT:
		return "count";
	case UNIT_PERCENT:
		return "percent";
	case UNIT_DAYS:
		return "days";
	}
	return "";
}

/* "12", "66.7"; nothing when it is not known. */
static void put_number(struct buf *out, const struct metric *one)
{
	long tenths = (long)(one->value * 10 + 0.5);

	if (!one->known)
		return;
	buf_printf(out, "%ld", tenths / 10);
	if (tenths % 10)
		buf_printf(out, ".%ld", tenths % 10);
}

static void put_value(struct buf *out, const struct metric *one)
{
	struct buf number = {0};

	put_number(&number, one);
	if (!one->known)
		buf_printf(
			out, "%s: %.*s", _("not computed"), STR_ARG(one->why));
	else if (one->unit == UNIT_PERCENT)
		buf_printf(out, "%s %% (%s %zu)", buf_text(&number), _("of"),
			one->of);
	else if (one->unit == UNIT_DAYS)
		buf_printf(out, "%s %s (%s %zu)", buf_text(&number), _("days"),
			_("of"), one->of);
	else if (one->of)
		buf_printf(out, "%s (%s %zu)", buf_text(&number), _("of"),
			one->of);
	else
		buf_printf(out, "%s", buf_text(&number));
	buf_clear(&number);
}

static void text(struct buf *out, const struct metrics *metrics)
{
	struct buf value = {0};
	size_t i;

	date_iso(out, metrics->from);
	buf_put(out, " – ");
	date_iso(out, metrics->to);
	buf_byte(out, '\n');
	for (i = 0; i < metrics->count; i++) {
		const struct metric *one = &metrics->items[i];

		if (!i || !str_eq(one->step, one[-1].step))
			buf_printf(out, "\n%.*s\n", STR_ARG(one->step));
		buf_cut(&value, 0);
		put_value(&value, one);
		gate_text(out, one->label, GATE_LINE);
		buf_printf(out, ": %s\n  %.*s\n", buf_text(&value),
			STR_ARG(one->definition));
	}
	buf_clear(&value);
}

static void csv(struct buf *out, const struct metrics *metrics)
{
	const struct str heads[] = {STR("key"), STR("step"), STR("label"),
		STR("value"), STR("unit"), STR("of"), STR("from"), STR("to"),
		STR("definition"), STR("missing")};
	struct buf value = {0};
	struct buf of = {0};
	struct buf from = {0};
	struct buf to = {0};
	size_t i;

	date_iso(&from, metrics->from);
	date_iso(&to, metrics->to);
	export_row(out, heads, 10, true);
	for (i = 0; i < metrics->count; i++) {
		const struct metric *one = &metrics->items[i];

		buf_cut(&value, 0);
		buf_cut(&of, 0);
		put_number(&value, one);
		if (one->of)
			buf_printf(&of, "%zu", one->of);
		export_row(out,
			(const struct str[]){one->key, one->step, one->label,
				buf_slice(&value),
				str_from(unit_name(one->unit)), buf_slice(&of),
				buf_slice(&from), buf_slice(&to),
				one->definition, one->why},
			10, true);
	}
	buf_clear(&value);
	buf_clear(&of);
	buf_clear(&from);
	buf_clear(&to);
}

static json_t *one_json(const struct metric *one)
{
	json_t *object = json_object();
	struct buf number = {0};

	put_number(&number, one);
	json_object_set_new(object, "key", export_text(one->key));
	json_object_set_new(object, "step", export_text(one->step));
	json_object_set_new(object, "label", export_text(one->label));
	/* Through its text, so that 66.7 is 66.7. */
	json_object_set_new(object, "value",
		one->known
			? json_loads(buf_text(&number), JSON_DECODE_ANY, NULL)
			: json_null());
	json_object_set_new(object, "unit", json_string(unit_name(one->unit)));
	if (one->of)
		json_object_set_new(
			object, "of", json_integer((json_int_t)one->of));
	json_object_set_new(object, "definition", export_text(one->definition));
	if (!one->known)
		json_object_set_new(object, "missing", export_text(one->why));
	buf_clear(&number);
	return object;
}

static void json(struct buf *out, const struct metrics *metrics)
{
	json_t *root = json_object();
	json_t *list = json_array();
	size_t i;

	json_object_set_new(root, "schema", json_string("fyr/metrics/1"));
	export_set_date(root, "from", metrics->from);
	export_set_date(root, "to", metrics->to);
	for (i = 0; i < metrics->count; i++)
		json_array_append_new(list, one_json(&metrics->items[i]));
	json_object_set_new(root, "metrics", list);
	export_dump(out, root, JSON_INDENT(2) | JSON_REAL_PRECISION(6));
}

void export_metrics(struct buf *out, const struct metrics *metrics,
	enum metrics_format format)
{
	switch (format) {
	case METRICS_TEXT:
		text(out, metrics);
		break;
	case METRICS_CSV:
		csv(out, metrics);
		break;
	case METRICS_JSON:
		json(out, metrics);
		break;
	}
}
