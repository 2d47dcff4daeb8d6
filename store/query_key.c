/* The part of store/query.h that knows names and dates. */
#include "store/query.h"

#include "base/utf8.h"

struct named {
	const char *name; /* folded */
	int value;
};

static int find_named(struct str text, const struct named *list, size_t count)
{
	struct buf folded = {0};
	int value = 0;
	size_t i;

	if (text.len > 40)
		return 0;
	utf8_fold(&folded, text);
	for (i = 0; i < count; i++) {
		if (str_is(buf_slice(&folded), list[i].name))
			value = list[i].value;
	}
	buf_clear(&folded);
	return value;
}

enum query_key query_key_of(struct str name)
{
	static const struct named keys[] = {{"title", KEY_TITLE},
		{"titel", KEY_TITLE}, {"head", KEY_HEAD}, {"heading", KEY_HEAD},
		{"rubrik", KEY_HEAD}, {"body", KEY_BODY}, {"text", KEY_BODY},
		{"brodtext", KEY_BODY}, {"kind", KEY_KIND}, {"type", KEY_KIND},
		{"typ", KEY_KIND}, {"slag", KEY_KIND}, {"tag", KEY_TAG},
		{"tags", KEY_TAG}, {"tagg", KEY_TAG}, {"etikett", KEY_TAG},
		{"amnesord", KEY_TAG}, {"status", KEY_STATUS},
		{"lang", KEY_LANG}, {"language", KEY_LANG}, {"sprak", KEY_LANG},
		{"path", KEY_PATH}, {"sokvag", KEY_PATH}, {"fil", KEY_PATH},
		{"id", KEY_ID}, {"beteckning", KEY_ID}, {"identifier", KEY_ID},
		{"owner", KEY_OWNER}, {"agare", KEY_OWNER},
		{"ansvarig", KEY_OWNER}, {"from", KEY_FROM}, {"av", KEY_FROM},
		{"author", KEY_FROM}, {"forfattare", KEY_FROM},
		{"due", KEY_DUE}, {"deadline", KEY_DUE}, {"frist", KEY_DUE},
		{"created", KEY_CREATED}, {"skapad", KEY_CREATED},
		{"modified", KEY_MODIFIED}, {"changed", KEY_MODIFIED},
		{"andrad", KEY_MODIFIED}, {"is", KEY_IS}, {"ar", KEY_IS},
		{"has", KEY_HAS}, {"har", KEY_HAS}, {"no", KEY_NO},
		{"saknar", KEY_NO}, {"utan", KEY_NO}, {"links", KEY_LINKS},
		{"lankar", KEY_LINKS}, {"linked", KEY_LINKED},
		{"lankad", KEY_LINKED}, {"sort", KEY_SORT},
		{"sortera", KEY_SORT}, {"ordning", KEY_SORT}};

	return (enum query_key)find_named(
		name, keys, sizeof(keys) / sizeof(*keys));
}

enum query_is query_is_of(struct str value)
{
	static const struct named values[] = {{"open", IS_OPEN},
		{"oppen", IS_OPEN}, {"aktuell", IS_OPEN},
		{"overdue", IS_OVERDUE}, {"forsenad", IS_OVERDUE},
		{"draft", IS_DRAFT}, {"utkast", IS_DRAFT},
		{"review", IS_REVIEW}, {"granskas", IS_REVIEW},
		{"published", IS_PUBLISHED}, {"publicerad", IS_PUBLISHED},
		{"superseded", IS_SUPERSEDED}, {"ersatt", IS_SUPERSEDED},
		{"archived", IS_ARCHIVED}, {"arkiverad", IS_ARCHIVED},
		{"edited", IS_EDITED}, {"redigerad", IS_EDITED},
		{"problem", IS_PROBLEM}, {"problems", IS_PROBLEM},
		{"broken", IS_PROBLEM}, {"trasig", IS_PROBLEM}};

	return (enum query_is)find_named(
		value, values, sizeof(values) / sizeof(*values));
}

bool query_is_overdue(struct str text)
{
	return query_is_of(text) == IS_OVERDUE;
}

enum {
	DAY_TODAY = 1,
	DAY_YESTERDAY,
	DAY_TOMORROW
};

static bool day_word(struct str text, int32_t today, int32_t *day)
{
	static const struct named words[] = {{"today", DAY_TODAY},
		{"idag", DAY_TODAY}, {"yesterday", DAY_YESTERDAY},
		{"igar", DAY_YESTERDAY}, {"tomorrow", DAY_TOMORROW},
		{"imorgon", DAY_TOMORROW}};

	switch (find_named(text, words, sizeof(words) / sizeof(*words))) {
	case DAY_TODAY:
		*day = today;
		return true;
	case DAY_YESTERDAY:
		*day = today - 1;
		return true;
	case DAY_TOMORROW:
		*day = today + 1;
		return true;
	default:
		return false;
	}
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
