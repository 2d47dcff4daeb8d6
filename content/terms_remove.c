/* Removing from a term list in place: see content/terms.h. */

#include "base/i18n.h"
#include "content/terms_private.h"

enum {
	REMOVALS = 200 /* places one term is taken out of, at most */
};

/* Cut an item out of the list it stands in. */
static bool cut_item(
	struct edit *edit, const struct yaml *list, const struct yaml *item)
{
	const struct yaml *before = NULL;
	struct str text = edit->text;
	size_t at = place_of(text, item);
	size_t dash, from, to;

	while (before ? before->next != item : list->first != item)
		before = before ? before->next : list->first;
	if (place_is_flow(text, list)) {
		from = before ? place_end(text, before, true) : at;
		to = !before && item->next ? place_of(text, item->next)
					   : place_end(text, item, true);
	} else {
		if (!place_dash(text, at, false, &dash))
			return false;
		from = place_line(text, at);
		to = place_next_line(text, place_end(text, item, false));
		/* "- - a": the outer dash stays for the next item. */
		if (place_dash(text, dash, true, &from)) {
			if (!item->next)
				return false;
			from = at;
			to = place_of(text, item->next);
		} else {
			from = place_line(text, at);
		}
	}
	edit_splice(edit, from, to, STR(""));
	return true;
}

/* "a = b = c" without one of them. */
static bool cut_text(
	struct edit *edit, const struct yaml *node, struct str term)
{
	struct buf left = {0};
	struct str rest = node->text;
	struct str part;

	while (str_cut(&rest, '=', &part)) {
		part = str_trim(part);
		if (!terms_same(part, term))
			buf_printf(&left, "%s%.*s", left.len ? " = " : "",
				STR_ARG(part));
	}
	edit_text(edit, node, buf_slice(&left));
	buf_clear(&left);
	return true;
}

static const struct yaml *parent_of(
	const struct yaml *root, const struct yaml *node)
{
	const struct yaml *list, *item;

	for (item = root->first; item; item = item->next) {
		if (item == node)
			return root;
	}
	for (list = root->first; root->type == YAML_MAP && list;
		list = list->next) {
		for (item = list->first; item; item = item->next) {
			if (item == node)
				return list;
		}
	}
	return NULL;
}

static bool cut_group(struct edit *edit, const struct term_group *group)
{
	const struct yaml *list = parent_of(edit->terms.root, group->node);

	return list && list->type == YAML_LIST &&
		cut_item(edit, list, group->node);
}

static bool cut_term(
	struct edit *edit, const struct term_group *group, struct str term)
{
	const struct yaml *node = edit_place(group);
	const struct yaml *item;

	if (node->type == YAML_SCALAR)
		return cut_text(edit, node, term);
	for (item = node->first; node->type == YAML_LIST && item;
		item = item->next) {
		if (terms_same(str_trim(item->text), term))
			return cut_item(edit, node, item);
	}
	return false;
}

/* Whether nothing is left of the group without the term. */
static bool is_last(const struct term_group *group, struct str term)
{
	if (!group->from)
		return group->count == 2;
	return group->count == group->from + 1 ||
		(group->from == 1 && terms_same(group->terms[0], term));
}

static void want_less(
	struct edit *edit, const struct term_group *from, struct str term)
{
	const struct terms *terms = &edit->terms;
	struct str all[TERMS_IN_GROUP];
	size_t i, n, count;

	for (i = 0; i < terms->count; i++) {
		const struct term_group *group = &terms->groups[i];

		if (group == from && is_last(group, term))
			continue;
		for (n = count = 0; n < group->count; n++) {
			if (group != from || !terms_same(group->terms[n], term))
				all[count++] = group->terms[n];
		}
		edit_want(&edit->want, all, count, group->from);
	}
}

static bool remove_one(
	struct edit *edit, struct str term, bool *done, struct error *err)
{
	const struct term_group *group = NULL;
	size_t i;
	bool ok;

	for (i = 0; !group && i < edit->terms.count; i++) {
		if (edit_has(&edit->terms.groups[i], term))
			group = &edit->terms.groups[i];
	}
	*done = !group;
	if (!group)
		return true;
	edit->line = group->line;
	want_less(edit, group, term);
	ok = is_last(group, term) ? cut_group(edit, group)
				  : cut_term(edit, group, term);
	return (ok && edit_is_right(edit)) || edit_by_hand(edit, err);
}

bool terms_remove(struct str text, const struct terms_change *change,
	struct buf *out, struct error *err)
{
	struct str term = str_trim(change->terms[0]);
	struct buf now = {0};
	struct edit edit;
	bool ok, done = false;
	int count = -1;

	buf_str(&now, text);
	do {
		ok = edit_open(&edit, buf_slice(&now), err) &&
			remove_one(&edit, term, &done, err);
		if (ok && !done) {
			struct buf last = now;

			now = edit.out;
			edit.out = last;
		}
		edit_close(&edit);
	} while (ok && !done && ++count < REMOVALS);
	if (ok && done && count < 0)
		ok = error_set(err, ERROR_NOT_FOUND,
			_("The term list has no such term. fyr terms shows "
			  "what it has."));
	if (ok)
		buf_str(out, buf_slice(&now));
	buf_clear(&now);
	return ok;
}
