/* What the filters and the kept searches do. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "tui/facet_text.h"
#include "tui/view.h"

static void add_row(
	struct facets *facets, enum facet_row_type type, size_t facet, size_t n)
{
	facets->rows = mem_grow(facets->rows, &facets->cap, facets->count + 1,
		sizeof(*facets->rows));
	facets->rows[facets->count++] = (struct facet_row){type, facet, n};
}

/* What a row is of, to find it again after counting. */
static struct str row_name(
	const struct facets *facets, const struct facet_row *row)
{
	if (row->type == FACET_SAVED)
		return facets->saved.items[row->facet].name;
	return facets->found.items[row->facet].values[row->value].value;
}

static struct str row_key(
	const struct facets *facets, const struct facet_row *row)
{
	return row->type == FACET_SAVED ? STR("saved")
					: facets->found.items[row->facet].key;
}

static void make_rows(struct facets *facets)
{
	size_t i;
	size_t n;

	facets->count = 0;
	for (i = 0; i < facets->found.count; i++) {
		add_row(facets, FACET_HEADING, i, 0);
		for (n = 0; n < facets->found.items[i].count; n++)
			add_row(facets, FACET_VALUE, i, n);
	}
	if (facets->saved.count)
		add_row(facets, FACET_HEADING, facets->found.count, 0);
	for (n = 0; n < facets->saved.count; n++)
		add_row(facets, FACET_SAVED, n, 0);
}

/* The focus stays on what it was on, else on the first row. */
static void find_focus(struct facets *facets, struct str key, struct str name)
{
	size_t i;

	list_set(&facets->list, facets->count);
	for (i = 0; i < facets->count; i++) {
		const struct facet_row *row = &facets->rows[i];

		if (row->type != FACET_HEADING &&
			str_eq(row_key(facets, row), key) &&
			str_eq(row_name(facets, row), name)) {
			list_focus(&facets->list, i);
			return;
		}
	}
	if (facets->list.focus < facets->count &&
		facets->rows[facets->list.focus].type == FACET_HEADING)
		list_focus(&facets->list, facets->list.focus + 1);
}

static void take_rows(struct facets *facets, struct store_facets *found,
	struct saved_list *saved)
{
	const struct facet_row *row = facets->list.focus < facets->count
		? &facets->rows[facets->list.focus]
		: NULL;
	struct buf key = {0};
	struct buf name = {0};

	if (row && row->type != FACET_HEADING) {
		buf_str(&key, row_key(facets, row));
		buf_str(&name, row_name(facets, row));
	}
	if (found) {
		store_facets_clear(&facets->found);
		facets->found = *found;
	}
	if (saved) {
		saved_clear(&facets->saved);
		facets->saved = *saved;
	}
	make_rows(facets);
	find_focus(facets, buf_slice(&key), buf_slice(&name));
	buf_clear(&key);
	buf_clear(&name);
}

void facets_want(struct tui *tui)
{
	tui->facets.wanted = true;
	tui->facets.saved_wanted = true;
}

void facets_open(struct tui *tui)
{
	facets_clear(&tui->facets);
	facets_want(tui);
	complete_close(tui);
	tui_push(tui, VIEW_FACETS);
}

static void count_facets(struct tui *tui)
{
	struct facets *facets = &tui->facets;
	struct store_request request = {0};
	struct store_facets found = {0};
	struct error err = {0};

	request.query = buf_slice(&tui->search.prompt.text);
	request.typing = true; /* as the search itself */
	request.stop = search_give_up;
	request.arg = tui;
	if (!app_facets(tui->app, &request, &found, &err)) {
		facets->wanted = false;
		tui_fail(tui, &err);
	} else if (found.stopped && tui->waiting && tui->waiting(tui->arg)) {
		store_facets_clear(&found);
	} else {
		facets->wanted = false;
		take_rows(facets, &found, NULL);
	}
}

static void count_saved(struct tui *tui)
{
	struct facets *facets = &tui->facets;
	struct saved_list saved = {0};
	struct error err = {0};

	facets->saved_wanted = false;
	if (app_saved(tui->app, &saved, &err) &&
		(!saved.count || app_saved_count(tui->app, &saved, &err))) {
		take_rows(facets, NULL, &saved);
		return;
	}
	saved_clear(&saved);
	tui_fail(tui, &err);
}

bool facets_count(struct tui *tui)
{
	struct facets *facets = &tui->facets;

	if (tui_view(tui) != VIEW_FACETS || !tui->app->store)
		return false;
	if (facets->wanted)
		count_facets(tui);
	else if (facets->saved_wanted)
		count_saved(tui);
	else
		return false;
	return true;
}

/* --- choosing --- */

static void set_query(struct tui *tui, struct str query)
{
	prompt_set(&tui->search.prompt, query);
	tui->search.dirty = true;
	tui->facets.wanted = true;
}

static void choose_value(struct tui *tui, const struct facet_row *row)
{
	const struct store_facet *facet = &tui->facets.found.items[row->facet];
	const struct store_facet_value *value = &facet->values[row->value];
	const struct facet_choice choice = {
		facet->key, facet->label, value->value, value->label};
	struct str query = buf_slice(&tui->search.prompt.text);
	struct buf text = {0};

	if (!value->chosen)
		facet_add(&text, query, &choice);
	else if (!facet_remove(&text, query, &choice)) {
		tui_say(tui, "%s",
			_("This filter is typed in a way of its own: change it "
			  "in the field. / goes there."));
		return;
	}
	set_query(tui, buf_slice(&text));
	buf_clear(&text);
}

static void choose_saved(struct tui *tui, const struct saved *saved)
{
	struct error err = {0};
	struct buf query = {0};

	buf_str(&query, saved->query);
	if (!app_saved_visit(tui->app, saved->name, &err))
		tui_fail(tui, &err);
	set_query(tui, buf_slice(&query));
	buf_clear(&query);
	tui_pop(tui);
	tui->search.in_list = false;
}

void facets_choose(struct tui *tui, const struct facet_row *row)
{
	if (row->type == FACET_SAVED)
		choose_saved(tui, &tui->facets.saved.items[row->facet]);
	else
		choose_value(tui, row);
}

void facets_forget(struct tui *tui, const struct facet_row *row)
{
	const struct saved *saved = &tui->facets.saved.items[row->facet];
	struct error err = {0};

	if (app_saved_forget(tui->app, saved->name, &err))
		tui_say(tui, _("Forgotten: \"%.*s\". It searched for %.*s"),
			STR_ARG(saved->name), STR_ARG(saved->query));
	else
		tui_fail(tui, &err);
	tui->facets.saved_wanted = true;
}

void facets_clear(struct facets *facets)
{
	store_facets_clear(&facets->found);
	saved_clear(&facets->saved);
	free(facets->rows);
	memset(facets, 0, sizeof(*facets));
}
