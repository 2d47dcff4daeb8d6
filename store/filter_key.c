/* The part of store/filter.h that knows what each key means. */
#include <string.h>
#include <time.h>

#include "base/utf8.h"
#include "store/filter_private.h"
#include "store/name.h"
#include "store/prior.h"

/* `expr` compared with what lies in [low, high]; a range ends at `high`. */
static void put_compare(
	struct filter *f, const char *expr, double low, double high)
{
	static const char *const ops[] = {">=", "<", "<=", ">", ">=", ">="};
	enum query_op op = f->node->op;

	buf_printf(&f->sql, " (%s %s", expr, ops[op]);
	filter_number(f, op == OP_LESS_IS || op == OP_MORE ? high : low);
	if (op == OP_IS || op == OP_RANGE) {
		buf_printf(&f->sql, " AND %s <=", expr);
		filter_number(f, high);
	}
	buf_put(&f->sql, ")");
}

/* The days value i means; the upper end of a range for a range. */
static bool days_of(
	const struct filter *f, size_t i, int32_t *first, int32_t *last)
{
	int32_t ignored;

	return query_days(f->node->values[i], f->today, first, last) &&
		(f->node->op != OP_RANGE ||
			query_days(
				f->node->values[1], f->today, &ignored, last));
}

/* The second a local day begins. */
static double day_start(int32_t day)
{
	struct date date = date_from_days(day);
	struct tm tm = {0};

	tm.tm_year = date.year - 1900;
	tm.tm_mon = (unsigned char)date.month - 1;
	tm.tm_mday = (unsigned char)date.day;
	tm.tm_isdst = -1;
	return (double)mktime(&tm);
}

static void put_time(struct filter *f, size_t i)
{
	int32_t first, last;

	if (!days_of(f, i, &first, &last)) {
		buf_put(&f->sql, " 0");
		return;
	}
	put_compare(f, f->node->key == KEY_CREATED ? "d.created" : "d.modified",
		day_start(first), day_start(last + 1) - 1);
}

/* A deadline still ahead, or the date of the next review. */
static void put_due(struct filter *f, size_t i)
{
	int32_t first, last;

	buf_put(&f->sql,
		" d.id IN (SELECT doc FROM dated WHERE"
		" ((role = 'deadline' AND day >=");
	filter_number(f, date_days(f->today));
	buf_put(&f->sql, ") OR role IN ('review-by', 'review_by'))");
	if (query_is_overdue(f->node->values[i])) {
		buf_put(&f->sql, " AND day <");
		filter_number(f, date_days(f->today));
	} else if (days_of(f, i, &first, &last)) {
		buf_put(&f->sql, " AND");
		put_compare(f, "day", first, last);
	}
	buf_put(&f->sql, ")");
}

static void put_is(struct filter *f, size_t i)
{
	switch (query_is_of(f->node->values[i])) {
	case IS_OPEN:
		buf_printf(&f->sql, " d.low < %d", PRIOR_PAST);
		break;
	case IS_OVERDUE:
		buf_put(&f->sql,
			" d.id IN (SELECT doc FROM dated WHERE"
			" role IN ('review-by', 'review_by') AND day <");
		filter_number(f, date_days(f->today));
		buf_put(&f->sql, ")");
		break;
	case IS_DRAFT:
		buf_put(&f->sql, " d.status IN ('draft', 'utkast')");
		break;
	case IS_REVIEW:
		buf_put(&f->sql, " d.status IN ('review', 'granskas')");
		break;
	case IS_PUBLISHED:
		buf_printf(&f->sql, " d.low = %d", PRIOR_NORMAL);
		break;
	case IS_SUPERSEDED:
		buf_put(&f->sql,
			" d.status IN ('superseded', 'repealed', 'ersatt',"
			" 'upph\xC3\xA4vd')");
		break;
	case IS_ARCHIVED:
		buf_put(&f->sql, " d.status IN ('archived', 'arkiverad')");
		break;
	case IS_EDITED:
		buf_put(&f->sql, " d.edited");
		break;
	case IS_PROBLEM:
		buf_put(&f->sql, " d.problems > 0");
		break;
	case IS_NONE:
		buf_put(&f->sql, " 0");
		break;
	}
}

static const char *has_sql(enum query_key key)
{
	switch (key) {
	case KEY_TAG:
		return " d.tags <> ''";
	case KEY_DUE:
		return " d.id IN (SELECT doc FROM dated WHERE"
		       " role IN ('deadline', 'review-by', 'review_by'))";
	case KEY_OWNER:
		return " d.owner <> ''";
	case KEY_STATUS:
		return " d.status <> ''";
	case KEY_LANG:
		return " d.lang <> ''";
	case KEY_KIND:
		return " d.kind <> ''";
	case KEY_FROM:
		return " d.author <> ''";
	case KEY_CREATED:
	case KEY_MODIFIED:
		return " d.created > 0";
	case KEY_LINKS:
		return " d.own_links > 0";
	case KEY_LINKED:
		return " d.inlinks > 0";
	default:
		return NULL;
	}
}

static void put_has(struct filter *f, size_t i)
{
	static const struct {
		const char *name, *sql;
	} parts[] = {{"summary", " d.summary <> ''"},
		{"backlinks", " d.inlinks > 0"},
		{"problems", " d.problems > 0"}, {"problem", " d.problems > 0"},
		{"history", " d.created > 0"}, {"historik", " d.created > 0"},
		{"translation",
			" EXISTS (SELECT 1 FROM doc t WHERE t.note = d.note"
			" AND t.id <> d.id)"},
		{"\xC3\xB6vers\xC3\xA4ttning",
			" EXISTS (SELECT 1 FROM doc t WHERE t.note = d.note"
			" AND t.id <> d.id)"}};
	struct str value = f->node->values[i];
	const char *sql = has_sql(query_key_of(value));
	struct str key = value;
	size_t n;

	for (n = 0; !sql && n < sizeof(parts) / sizeof(*parts); n++) {
		if (str_is(value, parts[n].name))
			sql = parts[n].sql;
	}
	if (sql) {
		buf_put(&f->sql, sql);
		return;
	}
	label_key(f->store, value, &key);
	filter_field(f, key, &(struct field_test){.any = true});
}

/* Notes that a reference means, as a list of ids. */
static void put_targets(struct filter *f, struct str ref)
{
	buf_put(&f->sql, "(SELECT id FROM doc WHERE path =");
	filter_text(f, ref);
	buf_put(&f->sql, " OR path =");
	filter_text(f, ref);
	buf_put(&f->sql, " || '.md' UNION SELECT doc FROM name WHERE name =");
	filter_folded(f, ref);
	buf_put(&f->sql, ")");
}

static void put_links(struct filter *f, size_t i)
{
	struct str ref = f->node->values[i];

	if (f->node->key == KEY_LINKS) {
		buf_put(&f->sql,
			" d.id IN (SELECT doc FROM target WHERE path = 1 AND"
			" name IN (SELECT path FROM doc WHERE id IN ");
		put_targets(f, ref);
		buf_put(&f->sql,
			") UNION SELECT doc FROM target WHERE path = 0 AND"
			" name IN (SELECT name FROM name WHERE doc IN ");
		put_targets(f, ref);
		buf_put(&f->sql, "))");
		return;
	}
	buf_put(&f->sql,
		" (d.path IN (SELECT name FROM target WHERE path = 1 AND"
		" doc IN ");
	put_targets(f, ref);
	buf_put(&f->sql,
		") OR d.id IN (SELECT n.doc FROM target t JOIN name n"
		" ON n.name = t.name WHERE t.path = 0 AND t.doc IN ");
	put_targets(f, ref);
	buf_put(&f->sql, "))");
}

/* `column` equals the text, or begins with it before a star. */
static void put_equal(struct filter *f, const char *column, struct str text)
{
	bool star = text.len > 1 && str_ends(text, "*");

	if (star)
		text.len--;
	if (!star) {
		buf_printf(&f->sql, " %s =", column);
		filter_folded(f, text);
		return;
	}
	buf_printf(&f->sql, " substr(%s, 1, length(", column);
	filter_folded(f, text);
	buf_put(&f->sql, ")) =");
	filter_folded(f, text);
}

static int order_of(const struct filter *f, size_t i)
{
	const struct labels *labels = &f->store->labels;
	struct str key = f->node->field;

	return label_order(
		labels, key, label_value(labels, key, f->node->values[i]));
}

/* What value i of the node, a label too, asks of a front-matter field. */
static void put_field(struct filter *f, size_t i)
{
	const struct query_node *node = f->node;
	struct str value =
		label_value(&f->store->labels, node->field, node->values[i]);
	struct str last =
		node->op == OP_RANGE ? node->values[1] : node->values[i];
	struct field_test test = {0};
	struct buf words = {0};
	struct buf low = {0};
	struct buf high = {0};

	test.op = node->op;
	test.star = value.len > 1 && str_ends(value, "*");
	test.days = days_of(f, i, &test.first, &test.last);
	test.number = name_number(value, &test.low);
	if (node->op != OP_RANGE || !name_number(last, &test.high))
		test.high = test.low;
	test.low_order = order_of(f, i);
	test.high_order =
		node->op == OP_RANGE ? order_of(f, 1) : test.low_order;
	token_join(&words, f->store->fold, value);
	utf8_sort_key(&low, value);
	utf8_sort_key(&high, last);
	buf_byte(&high, '\xff');
	test.text = buf_slice(&words);
	test.low_text = buf_slice(&low);
	test.high_text = buf_slice(&high);
	filter_field(f, node->field, &test);
	buf_clear(&high);
	buf_clear(&low);
	buf_clear(&words);
}

/* The year a note is of: its own date, else when it was written. */
static void put_year(struct filter *f, size_t i)
{
	const char *year =
		"coalesce((SELECT n.date / 10000 FROM dated n WHERE"
		" n.doc = d.id AND n.date > 0 AND n.role IN ('date',"
		" 'date-in-force', 'start') ORDER BY n.n LIMIT 1),"
		" CAST(strftime('%Y', CASE WHEN d.created > 0 THEN d.created"
		" ELSE d.modified END, 'unixepoch', 'localtime') AS INTEGER))";
	long first = 0;
	long last;

	str_number(f->node->values[i], 1, 9999, &first);
	last = first;
	if (f->node->op == OP_RANGE)
		str_number(f->node->values[1], 1, 9999, &last);
	put_compare(f, year, (double)first, (double)last);
}

/* The text stands somewhere in a column. */
static void put_part(struct filter *f, const char *column, struct str value)
{
	buf_printf(&f->sql, " instr(folded(%s),", column);
	filter_folded(f, value);
	buf_put(&f->sql, ")");
}

static void put_path(struct filter *f, struct str value)
{
	if (str_find(value, '*') < value.len ||
		str_find(value, '?') < value.len) {
		buf_put(&f->sql, " d.path GLOB");
		filter_text(f, value);
		return;
	}
	put_part(f, "d.path", value);
}

void filter_lang(struct filter *f, struct str value)
{
	buf_put(&f->sql, " (d.lang = lower(");
	filter_text(f, value);
	buf_put(&f->sql, ") OR substr(d.lang, 1, 3) = lower(");
	filter_text(f, value);
	buf_put(&f->sql, ") || '-')");
}

/* In another table, by one of its columns. */
static void put_member(struct filter *f, const char *table, const char *column,
	struct str value)
{
	buf_printf(&f->sql, " d.id IN (SELECT doc FROM %s WHERE", table);
	put_equal(f, column, value);
	buf_put(&f->sql, ")");
}

/* A value of ours, which a label of the hub may stand for. */
static struct str meant(const struct filter *f, struct str key, size_t i)
{
	return label_value(&f->store->labels, key, f->node->values[i]);
}

void filter_value(struct filter *f, size_t i)
{
	struct str value = f->node->values[i];

	switch (f->node->key) {
	case KEY_KIND:
		put_equal(f, "folded(d.kind)", meant(f, STR("kind"), i));
		break;
	case KEY_STATUS:
		put_equal(f, "folded(d.status)", meant(f, STR("status"), i));
		break;
	case KEY_LANG:
		filter_lang(f, meant(f, STR("lang"), i));
		break;
	case KEY_PATH:
		put_path(f, value);
		break;
	case KEY_OWNER:
		put_part(f, "d.owner", value);
		break;
	case KEY_FROM:
		put_part(f, "d.author", value);
		break;
	case KEY_TAG:
		put_member(f, "tag", "norm", value);
		break;
	case KEY_ID:
		put_member(f, "name", "name", value);
		break;
	case KEY_DUE:
		put_due(f, i);
		break;
	case KEY_CREATED:
	case KEY_MODIFIED:
		put_time(f, i);
		break;
	case KEY_IS:
		put_is(f, i);
		break;
	case KEY_HAS:
	case KEY_NO:
		put_has(f, i);
		break;
	case KEY_LINKS:
	case KEY_LINKED:
		put_links(f, i);
		break;
	case KEY_YEAR:
		put_year(f, i);
		break;
	case KEY_FIELD:
		put_field(f, i);
		break;
	default: /* of texts and of the order, which limit nothing */
		buf_put(&f->sql, " 1");
		break;
	}
}
