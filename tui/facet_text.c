#include "tui/facet_text.h"

#include "base/utf8.h"
#include "store/query.h"

/* A filter in the text: key:value,"a value",… */
struct part {
	size_t from, to; /* of the whole, bytes */
	size_t values; /* where they begin */
	bool excludes; /* -key:value */
};

static bool same(struct str a, struct str b)
{
	struct buf one = {0};
	struct buf two = {0};
	bool eq;

	utf8_lower_text(&one, a);
	utf8_lower_text(&two, b);
	eq = str_eq(buf_slice(&one), buf_slice(&two));
	buf_clear(&one);
	buf_clear(&two);
	return eq;
}

static bool is_key(struct str name, const struct facet_choice *choice)
{
	enum query_key key = query_key_of(name);

	return same(name, choice->key) || same(name, choice->key_label) ||
		(key != KEY_NONE && key != KEY_FIELD &&
			key == query_key_of(choice->key));
}

/* End of the word at `at`; blanks in quotes do not end it. */
static size_t word_end(struct str query, size_t at)
{
	bool quoted = false;

	for (; at < query.len && (quoted || query.data[at] != ' '); at++)
		quoted = quoted != (query.data[at] == '"');
	return at;
}

/* The next filter of the key from *at on. */
static bool next_part(struct str query, const struct facet_choice *choice,
	size_t *at, struct part *part)
{
	while (*at < query.len) {
		size_t from = *at;
		size_t to = word_end(query, from);
		struct str word = str_sub(query, from, to);
		bool minus = word.len && word.data[0] == '-';
		size_t colon = str_find(word, ':');

		*at = to + 1;
		if (colon < word.len &&
			is_key(str_sub(word, minus, colon), choice)) {
			*part = (struct part){
				from, to, from + colon + 1, minus};
			return true;
		}
	}
	return false;
}

/* Cut the next of a list of values off; *value without its quotes. */
static bool next_value(struct str *rest, struct str *value)
{
	bool quoted = false;
	size_t end = 0;

	if (!rest->len)
		return false;
	for (; end < rest->len && (quoted || rest->data[end] != ','); end++)
		quoted = quoted != (rest->data[end] == '"');
	*value = str_sub(*rest, 0, end);
	*rest = str_sub(*rest, end + 1, rest->len);
	if (value->len > 1 && value->data[0] == '"' &&
		value->data[value->len - 1] == '"')
		*value = str_sub(*value, 1, value->len - 1);
	return true;
}

static void put_value(struct buf *out, struct str value)
{
	bool plain = str_find(value, ' ') == value.len &&
		str_find(value, ',') == value.len;

	buf_put(out, plain ? "" : "\"");
	buf_str(out, value);
	buf_put(out, plain ? "" : "\"");
}

static bool is_list(struct str values)
{
	return values.len && values.data[0] != '<' && values.data[0] != '>' &&
		values.data[0] != '=' &&
		str_find_text(values, "..") >= values.len;
}

void facet_add(
	struct buf *out, struct str query, const struct facet_choice *choice)
{
	struct part part;
	size_t at = 0;

	while (next_part(query, choice, &at, &part)) {
		if (part.excludes ||
			!is_list(str_sub(query, part.values, part.to)))
			continue;
		buf_str(out, str_sub(query, 0, part.to));
		buf_byte(out, ',');
		put_value(out, choice->value);
		buf_str(out, str_sub(query, part.to, query.len));
		return;
	}
	query = str_trim(query);
	buf_str(out, query);
	buf_put(out, query.len ? " " : "");
	buf_str(out, choice->key);
	buf_byte(out, ':');
	put_value(out, choice->value);
	buf_byte(out, ' ');
}

/* The values but the one; false when it is not among them. */
static bool without(
	struct buf *out, struct str values, const struct facet_choice *choice)
{
	struct str value;
	bool found = false;

	while (next_value(&values, &value)) {
		if (same(value, choice->value) ||
			same(value, choice->value_label)) {
			found = true;
			continue;
		}
		if (out->len)
			buf_byte(out, ',');
		put_value(out, value);
	}
	return found;
}

bool facet_remove(
	struct buf *out, struct str query, const struct facet_choice *choice)
{
	struct buf values = {0};
	struct part part;
	bool found = false;
	size_t at = 0;

	while (!found && next_part(query, choice, &at, &part)) {
		buf_cut(&values, 0);
		found = !part.excludes &&
			without(&values, str_sub(query, part.values, part.to),
				choice);
	}
	if (found) {
		struct str rest = str_sub(query, part.to, query.len);

		buf_str(out,
			str_sub(query, 0,
				values.len ? part.values : part.from));
		buf_str(out, buf_slice(&values));
		while (!values.len && rest.len && rest.data[0] == ' ')
			rest = str_sub(rest, 1, rest.len);
		buf_str(out, rest);
	}
	buf_clear(&values);
	return found;
}
