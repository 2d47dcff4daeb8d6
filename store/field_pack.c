#include "store/field_pack.h"

#include <stdlib.h>
#include <string.h>

#include "store/pack.h"

static int compare_values(const void *a, const void *b)
{
	const struct field_value *x = a;
	const struct field_value *y = b;
	int order;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	order = str_cmp(x->text, y->text);
	if (order)
		return order;
	if (x->dated != y->dated)
		return x->dated ? 1 : -1;
	return (x->day > y->day) - (x->day < y->day);
}

/* Small whatever the sign. */
static uint64_t fold_sign(int32_t number)
{
	return number < 0 ? ((uint64_t)(-(int64_t)number) << 1) - 1
			  : (uint64_t)number << 1;
}

static int64_t unfold_sign(uint64_t number)
{
	return number & 1 ? -(int64_t)((number + 1) >> 1)
			  : (int64_t)(number >> 1);
}

static void pack_value(
	struct buf *out, const struct field_value *value, struct str last)
{
	size_t same = 0;

	while (same < value->text.len && same < last.len &&
		value->text.data[same] == last.data[same])
		same++;
	pack_number(out, same << 1 | value->dated);
	pack_text(out, str_sub(value->text, same, value->text.len));
	if (value->dated)
		pack_number(out, fold_sign(value->day));
}

void field_pack(struct buf *out, struct field_value *values, size_t count)
{
	struct buf group = {0};
	size_t i, n;

	if (count)
		qsort(values, count, sizeof(*values), compare_values);
	for (i = 0; i < count; i = n) {
		struct str last = {0};

		buf_cut(&group, 0);
		for (n = i; n < count && values[n].key == values[i].key; n++) {
			if (n > i &&
				!compare_values(&values[n], &values[n - 1]))
				continue;
			pack_value(&group, &values[n], last);
			last = values[n].text;
		}
		pack_number(out, (uint64_t)values[i].key);
		pack_text(out, buf_slice(&group));
	}
	buf_clear(&group);
}

void field_walk_init(struct field_walk *walk, struct str list)
{
	memset(walk, 0, sizeof(*walk));
	walk->rest = list;
}

bool field_walk_key(struct field_walk *walk)
{
	uint64_t key;

	if (!unpack_number(&walk->rest, &key) || key > INT32_MAX ||
		!unpack_text(&walk->rest, &walk->group))
		return false;
	walk->value.key = (int64_t)key;
	walk->text.len = 0;
	return true;
}

bool field_walk_value(struct field_walk *walk)
{
	uint64_t head, day;
	struct str more;

	if (!unpack_number(&walk->group, &head) || head >> 1 > walk->text.len ||
		!unpack_text(&walk->group, &more))
		return false;
	walk->value.dated = head & 1;
	walk->value.day = 0;
	if (walk->value.dated) {
		if (!unpack_number(&walk->group, &day) || day > UINT32_MAX)
			return false;
		walk->value.day = (int32_t)unfold_sign(day);
	}
	if (head >> 1 < walk->text.len)
		buf_cut(&walk->text, (size_t)(head >> 1));
	buf_str(&walk->text, more);
	walk->value.text = buf_slice(&walk->text);
	return true;
}

void field_walk_clear(struct field_walk *walk)
{
	buf_clear(&walk->text);
}
