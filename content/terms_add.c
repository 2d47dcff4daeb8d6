/* Adding to a term list in place: see content/terms.h. */

#include <string.h>

#include "base/i18n.h"
#include "content/terms_private.h"

static const char begin[] =
	N_("# Words that mean the same to the people who search. groups: any "
	   "word finds\n# all the others. oneway: from finds to, and not the "
	   "other way round.\n");

static void put_break(const struct edit *edit, struct buf *out)
{
	buf_put(out, edit->crlf ? "\r\n" : "\n");
}

static void put_terms(struct buf *out, const struct str *terms, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (i)
			buf_put(out, ", ");
		edit_put(out, terms[i]);
	}
}

/* "[a, b]", or "{from: a, to: [b]}". */
static void put_entry(struct buf *out, const struct terms_change *change)
{
	if (change->oneway) {
		buf_put(out, "{from: ");
		edit_put(out, change->terms[0]);
		buf_put(out, ", to: [");
		put_terms(out, change->terms + 1, change->count - 1);
		buf_put(out, "]}");
	} else {
		buf_byte(out, '[');
		put_terms(out, change->terms, change->count);
		buf_byte(out, ']');
	}
}

/* Another "- item" line below the last item of a list in lines. */
static bool append_line(
	struct edit *edit, const struct yaml *list, struct str item, bool first)
{
	const struct yaml *last = list->first;
	struct buf line = {0};
	size_t dash, end, from;

	while (last->next)
		last = last->next;
	end = place_end(edit->text, last, false);
	if (!place_dash(edit->text, place_of(edit->text, last), first, &dash))
		return false;
	from = place_line(edit->text, dash);
	end = place_next_line(edit->text, end);
	if (end == edit->text.len && end > 0 &&
		edit->text.data[end - 1] != '\n')
		put_break(edit, &line);
	for (; from < dash; from++)
		buf_byte(&line, edit->text.data[from] == '\t' ? '\t' : ' ');
	buf_put(&line, "- ");
	buf_str(&line, item);
	put_break(edit, &line);
	edit_splice(edit, end, end, buf_slice(&line));
	buf_clear(&line);
	return true;
}

/* Another item in brackets. */
static bool append_flow(
	struct edit *edit, const struct yaml *list, struct str item)
{
	const struct yaml *last = list->first;
	struct buf more = {0};
	size_t at = place_of(edit->text, list) + 1;

	while (last && last->next)
		last = last->next;
	if (last) {
		at = place_end(edit->text, last, true);
		buf_put(&more, ", ");
	}
	buf_str(&more, item);
	edit_splice(edit, at, at, buf_slice(&more));
	buf_clear(&more);
	return true;
}

/* "a = b" becomes "a = b = c". */
static bool append_text(
	struct edit *edit, const struct yaml *node, struct str term)
{
	struct buf text = {0};

	buf_printf(&text, "%.*s = %.*s", STR_ARG(node->text), STR_ARG(term));
	edit_text(edit, node, buf_slice(&text));
	buf_clear(&text);
	return true;
}

/* One more term in a list or text of terms. */
static bool append(struct edit *edit, const struct yaml *node, struct str term)
{
	struct buf item = {0};
	bool ok = false;

	if (node && node->type == YAML_SCALAR)
		return append_text(edit, node, term);
	edit_put(&item, term);
	if (node && node->type == YAML_LIST && node->first)
		ok = place_is_flow(edit->text, node)
			? append_flow(edit, node, buf_slice(&item))
			: append_line(edit, node, buf_slice(&item), false);
	buf_clear(&item);
	return ok;
}

/* Below "groups:" that has nothing yet, or with that key at the end. */
static bool begin_list(struct edit *edit, const struct yaml *empty,
	const char *key, struct str item)
{
	struct buf text = {0};
	size_t at = edit->text.len;
	size_t i;

	if (empty) {
		at = 0;
		for (i = 1; i < (size_t)empty->key_line; i++)
			at = place_next_line(edit->text, at);
		at = place_next_line(edit->text, at);
	}
	if (at > 0 && edit->text.data[at - 1] != '\n')
		put_break(edit, &text);
	if (!edit->text.len)
		buf_put(&text, _(begin));
	if (!empty) {
		buf_put(&text, key);
		buf_byte(&text, ':');
		put_break(edit, &text);
	}
	buf_put(&text, "  - ");
	buf_str(&text, item);
	put_break(edit, &text);
	edit_splice(edit, at, at, buf_slice(&text));
	buf_clear(&text);
	return true;
}

/* A new group at the end of its list. */
static bool append_group(struct edit *edit, const struct terms_change *change)
{
	const char *key = change->oneway ? "oneway" : "groups";
	const struct yaml *root = edit->terms.root;
	const struct yaml *list = root;
	struct buf item = {0};
	bool ok = false;

	put_entry(&item, change);
	if (root && root->type == YAML_MAP)
		list = yaml_get(root, key);
	edit->line = list ? list->line : 1;
	if (!list || (list->type == YAML_SCALAR && !list->text.len))
		ok = begin_list(edit, list, key, buf_slice(&item));
	else if (list->type == YAML_LIST && place_is_flow(edit->text, list))
		ok = append_flow(edit, list, buf_slice(&item));
	else if (list->type == YAML_LIST && list->first)
		ok = append_line(edit, list, buf_slice(&item), true);
	buf_clear(&item);
	return ok;
}

/* The group that the terms belong to; NULL: a new one. */
static const struct term_group *find_group(
	const struct terms *terms, const struct terms_change *change)
{
	size_t i, n;

	for (n = 0; n < change->count; n++) {
		for (i = 0; i < terms->count; i++) {
			const struct term_group *group = &terms->groups[i];

			if (!change->oneway && !group->from &&
				edit_has(group, change->terms[n]))
				return group;
			if (change->oneway && group->from == 1 && n == 0 &&
				terms_same(group->terms[0], change->terms[0]))
				return group;
		}
	}
	return NULL;
}

/* What the groups shall be: `more` is added to `to`, or is a new group. */
static void want_more(struct edit *edit, const struct term_group *to,
	const struct terms_change *more)
{
	const struct terms *terms = &edit->terms;
	struct str all[TERMS_IN_GROUP + 1];
	size_t i, n;

	for (i = 0; i < terms->count; i++) {
		const struct term_group *group = &terms->groups[i];

		for (n = 0; n < group->count; n++)
			all[n] = group->terms[n];
		if (group == to)
			all[n++] = more->terms[0];
		edit_want(&edit->want, all, n, group->from);
	}
	if (!to)
		edit_want(&edit->want, more->terms, more->count, more->oneway);
}

/* The first of the terms that is missing; false: nothing is. */
static bool add_one(struct edit *edit, const struct terms_change *change,
	bool *done, struct error *err)
{
	const struct term_group *group = find_group(&edit->terms, change);
	struct terms_change one = {NULL, 1, false};
	size_t i;
	bool ok;

	*done = true;
	if (!group) {
		want_more(edit, NULL, change);
		ok = append_group(edit, change);
	} else {
		for (i = 0; i < change->count; i++) {
			if (!edit_has(group, change->terms[i]))
				break;
		}
		if (i == change->count)
			return true;
		one.terms = &change->terms[i];
		edit->line = group->line;
		want_more(edit, group, &one);
		ok = append(edit, edit_place(group), one.terms[0]);
	}
	*done = false;
	return (ok && edit_is_right(edit)) || edit_by_hand(edit, err);
}

/* Without blanks around, and each once. */
static size_t clean_terms(
	const struct terms_change *change, struct str terms[TERMS_IN_GROUP])
{
	size_t count = 0;
	size_t i, n;

	for (i = 0; i < change->count && count < TERMS_IN_GROUP; i++) {
		struct str term = str_trim(change->terms[i]);

		for (n = 0; n < count && !terms_same(terms[n], term); n++)
			;
		if (n == count)
			terms[count++] = term;
	}
	return count;
}

bool terms_add(struct str text, const struct terms_change *given,
	struct buf *out, struct error *err)
{
	struct str terms[TERMS_IN_GROUP];
	struct terms_change change = {terms, 0, given->oneway};
	struct buf now = {0};
	struct edit edit;
	bool ok, done = false;

	change.count = clean_terms(given, terms);
	if (!edit_check(&change, err))
		return false;
	if (change.count < 2)
		return error_set(err, ERROR_INPUT,
			_("Two different terms are needed: fyr terms add "
			  "\"one\" = \"another\"."));
	buf_str(&now, text);
	do {
		ok = edit_open(&edit, buf_slice(&now), err) &&
			add_one(&edit, &change, &done, err);
		if (ok && !done) {
			struct buf last = now;

			now = edit.out;
			edit.out = last;
		}
		edit_close(&edit);
	} while (ok && !done);
	if (ok)
		buf_str(out, buf_slice(&now));
	buf_clear(&now);
	return ok;
}
