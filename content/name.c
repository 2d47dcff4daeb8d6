#include "content/name.h"

#include <string.h>

#include "base/i18n.h"
#include "base/utf8.h"

/* Devices of another system, where a clone of the hub could not be made. */
static bool is_device(struct str name)
{
	static const char *const names[] = {"con", "prn", "aux", "nul"};
	struct str stem = str_sub(name, 0, str_find(name, '.'));
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (str_eq_nocase(stem, str_from(names[i])))
			return true;
	}
	return stem.len == 4 && stem.data[3] >= '0' && stem.data[3] <= '9' &&
		(str_eq_nocase(str_sub(stem, 0, 3), STR("com")) ||
			str_eq_nocase(str_sub(stem, 0, 3), STR("lpt")));
}

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

void name_of_title(struct buf *out, struct str title, const char *otherwise)
{
	struct buf folded = {0};
	size_t start = out->len;
	size_t word = start; /* where the last whole word ends */
	size_t i;

	utf8_fold(&folded, title);
	for (i = 0; i < folded.len; i++) {
		if (is_name_byte(folded.data[i])) {
			buf_byte(out, folded.data[i]);
			continue;
		}
		/* What is written together stays together. */
		if (folded.data[i] == '\'')
			continue;
		if (out->len - start > NAME_MAX_LEN)
			break;
		if (out->len > start && out->data[out->len - 1] != '-') {
			word = out->len;
			buf_byte(out, '-');
		}
	}
	while (out->len > start && out->data[out->len - 1] == '-')
		buf_cut(out, out->len - 1);
	if (out->len - start > NAME_MAX_LEN)
		buf_cut(out, word > start ? word : start + NAME_MAX_LEN);
	if (out->len == start)
		buf_put(out, otherwise);
	if (is_device(str_sub(buf_slice(out), start, out->len)))
		buf_put(out, "-note");
	buf_clear(&folded);
}

const char *name_unfit(struct str id)
{
	size_t i;

	if (!id.len)
		return _("it is empty");
	if (id.len > NAME_LIMIT)
		return _("it is longer than 100 characters");
	for (i = 0; i < id.len; i++) {
		char c = id.data[i];
		bool inner = i > 0 && i + 1 < id.len;

		if (is_name_byte(c) || (c == '-' && inner) ||
			(c == '.' && inner && id.data[i - 1] != '.'))
			continue;
		return _("only the letters a to z, digits, and - and . between "
			 "them are used in names");
	}
	if (is_device(id))
		return _("another system keeps this name for a device");
	return NULL;
}
