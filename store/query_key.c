/* The part of store/query.h that knows names and dates. */
#include "store/query.h"

#include "base/utf8.h"

/* `text` is `name`: exactly in lower case, or folded. */
static bool is_named(struct str text, const char *name, bool exact)
{
	struct buf one = {0};
	struct buf two = {0};
	bool same;

	if (exact) {
		utf8_lower_text(&one, text);
		buf_put(&two, name);
	} else {
		utf8_fold(&one, text);
		utf8_fold(&two, str_from(name));
	}
	same = str_eq(buf_slice(&one), buf_slice(&two));
	buf_clear(&one);
	buf_clear(&two);
	return same;
}

enum {
	NAME_MAX_BYTES = 40
};

static const struct query_name names[] = {{"title", KEY_TITLE, false, false},
	{"titel", KEY_TITLE, false, true}, {"head", KEY_HEAD, false, false},
	{"heading", KEY_HEAD, true, false}, {"rubrik", KEY_HEAD, true, true},
	{"body", KEY_BODY, false, false}, {"text", KEY_BODY, true, true},
	{"br\xC3\xB6"
	 "dtext",
		KEY_BODY, false, true},
	{"kind", KEY_KIND, false, false}, {"slag", KEY_KIND, false, true},
	{"type", KEY_KIND, true, false}, {"typ", KEY_KIND, true, true},
	{"tag", KEY_TAG, false, false}, {"tags", KEY_TAG, false, false},
	{"tagg", KEY_TAG, false, true}, {"taggar", KEY_TAG, false, true},
	{"etikett", KEY_TAG, false, true},
	{"\xC3\xA4mnesord", KEY_TAG, false, true},
	{"status", KEY_STATUS, false, false}, {"lang", KEY_LANG, false, false},
	{"language", KEY_LANG, true, false},
	{"spr\xC3\xA5k", KEY_LANG, false, true},
	{"path", KEY_PATH, false, false},
	{"s\xC3\xB6kv\xC3\xA4g", KEY_PATH, false, true},
	{"fil", KEY_PATH, true, true}, {"id", KEY_ID, false, false},
	{"identifier", KEY_ID, true, false},
	{"beteckning", KEY_ID, false, true}, {"owner", KEY_OWNER, false, false},
	{"\xC3\xA4gare", KEY_OWNER, false, true},
	{"ansvarig", KEY_OWNER, true, true}, {"from", KEY_FROM, false, false},
	{"author", KEY_FROM, true, false}, {"av", KEY_FROM, true, true},
	{"f\xC3\xB6rfattare", KEY_FROM, true, true},
	{"due", KEY_DUE, false, false}, {"deadline", KEY_DUE, true, false},
	{"frist", KEY_DUE, false, true},
	{"f\xC3\xB6rfaller", KEY_DUE, false, true},
	{"created", KEY_CREATED, false, false},
	{"skapad", KEY_CREATED, false, true},
	{"modified", KEY_MODIFIED, false, false},
	{"changed", KEY_MODIFIED, true, false},
	{"\xC3\xA4ndrad", KEY_MODIFIED, false, true},
	{"is", KEY_IS, false, false}, {"\xC3\xA4r", KEY_IS, false, true},
	{"has", KEY_HAS, false, false}, {"har", KEY_HAS, false, true},
	{"no", KEY_NO, false, false}, {"saknar", KEY_NO, false, true},
	{"utan", KEY_NO, false, true}, {"links", KEY_LINKS, false, false},
	{"l\xC3\xA4nkar", KEY_LINKS, false, true},
	{"linked", KEY_LINKED, false, false},
	{"l\xC3\xA4nkad", KEY_LINKED, false, true},
	{"sort", KEY_SORT, false, false}, {"sortera", KEY_SORT, false, true},
	{"ordning", KEY_SORT, true, true}, {"year", KEY_YEAR, true, false},
	{"\xC3\xA5r", KEY_YEAR, true, true}, {NULL, KEY_NONE, false, false}};

const struct query_name *query_names(void)
{
	return names;
}

const struct query_name *query_name_of(struct str name)
{
	size_t i;
	int exact;

	if (name.len > NAME_MAX_BYTES)
		return NULL;
	for (exact = 1; exact >= 0; exact--) {
		for (i = 0; names[i].name; i++) {
			if (is_named(name, names[i].name, exact))
				return &names[i];
		}
	}
	return NULL;
}

enum query_key query_key_of(struct str name)
{
	const struct query_name *found = query_name_of(name);

	return found ? found->key : KEY_NONE;
}

const char *query_key_name(enum query_key key)
{
	size_t i;

	for (i = 0; names[i].name; i++) {
		if (names[i].key == key)
			return names[i].name;
	}
	return "";
}

const struct query_word *query_is_words(void)
{
	static const struct query_word words[] = {{"open", IS_OPEN, false},
		{"\xC3\xB6ppen", IS_OPEN, true}, {"aktuell", IS_OPEN, true},
		{"g\xC3\xA4llande", IS_OPEN, true},
		{"overdue", IS_OVERDUE, false},
		{"f\xC3\xB6rsenad", IS_OVERDUE, true},
		{"draft", IS_DRAFT, false}, {"utkast", IS_DRAFT, true},
		{"review", IS_REVIEW, false}, {"granskas", IS_REVIEW, true},
		{"published", IS_PUBLISHED, false},
		{"publicerad", IS_PUBLISHED, true},
		{"superseded", IS_SUPERSEDED, false},
		{"repealed", IS_SUPERSEDED, false},
		{"ersatt", IS_SUPERSEDED, true},
		{"upph\xC3\xA4vd", IS_SUPERSEDED, true},
		{"archived", IS_ARCHIVED, false},
		{"arkiverad", IS_ARCHIVED, true}, {"edited", IS_EDITED, false},
		{"redigerad", IS_EDITED, true}, {"problem", IS_PROBLEM, true},
		{"problems", IS_PROBLEM, false}, {"broken", IS_PROBLEM, false},
		{"trasig", IS_PROBLEM, true}, {NULL, IS_NONE, false}};

	return words;
}

enum query_is query_is_of(struct str value)
{
	const struct query_word *words = query_is_words();
	size_t i;

	for (i = 0; words[i].name && value.len <= NAME_MAX_BYTES; i++) {
		if (is_named(value, words[i].name, false))
			return words[i].is;
	}
	return IS_NONE;
}

bool query_is_overdue(struct str text)
{
	return query_is_of(text) == IS_OVERDUE;
}

static bool day_word(struct str text, int32_t today, int32_t *day)
{
	static const struct {
		const char *name;
		int32_t days;
	} words[] = {{"today", 0}, {"idag", 0}, {"i dag", 0}, {"yesterday", -1},
		{"igar", -1}, {"i gar", -1}, {"tomorrow", 1}, {"imorgon", 1},
		{"i morgon", 1}};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++) {
		if (text.len < NAME_MAX_BYTES &&
			is_named(text, words[i].name, false)) {
			*day = today + words[i].days;
			return true;
		}
	}
	return false;
}

/* 30d, -2w, 6m, 1y; Swedish v (vecka) and å too. */
static bool day_offset(struct str text, int32_t today, int32_t *day)
{
	long count;
	long days;
	size_t cut = 1;

	if (text.len > 2 && (unsigned char)text.data[text.len - 2] == 0xC3 &&
		(unsigned char)text.data[text.len - 1] == 0xA5)
		cut = 2;
	if (text.len <= cut)
		return false;
	switch (cut == 2 ? 'y' : text.data[text.len - 1]) {
	case 'd':
		days = 1;
		break;
	case 'w':
	case 'v':
		days = 7;
		break;
	case 'm':
		days = 30;
		break;
	case 'y':
		days = 365;
		break;
	default:
		return false;
	}
	text = str_sub(text, 0, text.len - cut);
	if (text.len && text.data[0] == '+')
		text = str_sub(text, 1, text.len);
	if (!str_number(text, -9999, 9999, &count))
		return false;
	*day = today + (int32_t)(count * days);
	return true;
}

bool query_days(
	struct str text, struct date today, int32_t *first, int32_t *last)
{
	int32_t now = date_days(today);
	struct date date;
	int32_t day;

	if (day_word(text, now, &day) || day_offset(text, now, &day)) {
		*first = *last = day;
		return true;
	}
	if (!date_parse(text, &date))
		return false;
	*last = date_days(date);
	if (!date.month)
		date.month = 1;
	if (!date.day)
		date.day = 1;
	*first = date_days(date);
	return true;
}

/* "a..b" as two values; "a.." and "..b" as a comparison. */
static void split_range(struct query_node *node)
{
	struct str value = node->values[0];
	size_t dots = str_find_text(value, "..");

	if (node->op != OP_IS || node->value_count != 1 || dots == value.len ||
		value.len == 2)
		return;
	if (dots == 0 || dots + 2 == value.len) {
		node->op = dots ? OP_MORE_IS : OP_LESS_IS;
		node->values[0] = dots ? str_sub(value, 0, dots)
				       : str_sub(value, 2, value.len);
		return;
	}
	node->op = OP_RANGE;
	node->values[0] = str_sub(value, 0, dots);
	node->values[1] = str_sub(value, dots + 2, value.len);
	node->value_count = 2;
}

static bool is_date(struct str text, enum query_key key)
{
	static const struct date some = {2000, 1, 1};
	int32_t first, last;

	return query_days(text, some, &first, &last) ||
		(key == KEY_DUE && query_is_overdue(text));
}

static bool is_year(struct str text)
{
	long year;

	return text.len == 4 && str_number(text, 1, 9999, &year);
}

/* Whether the values make sense for the key. */
static bool is_sane(const struct query_node *node)
{
	size_t i;

	for (i = 0; i < node->value_count; i++) {
		struct str value = node->values[i];

		if ((node->key == KEY_DUE || node->key == KEY_CREATED ||
			    node->key == KEY_MODIFIED) &&
			!is_date(value, node->key))
			return false;
		if (node->key == KEY_IS && query_is_of(value) == IS_NONE)
			return false;
		if (node->key == KEY_YEAR && !is_year(value))
			return false;
	}
	return node->value_count > 0;
}

bool query_settle_values(struct query_node *node)
{
	split_range(node);
	return is_sane(node);
}
