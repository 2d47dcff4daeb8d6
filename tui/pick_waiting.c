/* What waits for a person, to pick from: conflicts, drafts, what is not sent;
 * and the kinds a note may be of. */
#include <string.h>

#include "app/unsent.h"
#include "base/i18n.h"
#include "tui/view.h"

enum {
	SHORT_ID = 10
};

static void add_conflicts(struct tui *tui)
{
	struct pick *pick = &tui->pick;
	struct error err = {0};
	struct buf more = {0};
	size_t i;

	if (!decide_load(tui, &err)) {
		tui_fail(tui, &err);
		return;
	}
	if (tui->decide.count)
		pick_add_group(pick, _("Conflicts: both changed the same"));
	for (i = 0; i < tui->decide.count; i++) {
		const struct decision *decision = &tui->decide.items[i];
		struct pick_item *item =
			pick_add(pick, str_from(decision->path));

		item->key = pick_keep(pick, str_from(_("CONFLICT")));
		buf_cut(&more, 0);
		buf_printf(&more, _("%s. Enter shows both texts."),
			decision->what);
		item->more = pick_keep(pick, buf_slice(&more));
		item->number = i;
		item->picked = PICKED_CONFLICT;
	}
	buf_clear(&more);
}

static void add_commits(struct tui *tui, const struct unsent *unsent)
{
	struct pick *pick = &tui->pick;
	size_t i;

	if (unsent->count)
		pick_add_group(pick, _("Not sent: F5 sends them"));
	for (i = 0; i < unsent->count; i++) {
		const struct unsent_row *row = &unsent->items[i];
		struct pick_item *item = pick_add(pick, str_from(row->subject));

		item->key = pick_keep(
			pick, str_sub(str_from(row->commit), 0, SHORT_ID));
		item->detail = pick_keep(pick, str_from(row->author));
		item->picked = PICKED_COMMIT;
	}
}

struct listing_edited {
	struct pick *pick;
	bool begun;
};

static bool add_edited(const struct source_file *file, void *arg)
{
	struct listing_edited *listing = arg;
	struct pick *pick = listing->pick;
	struct pick_item *item;

	if (!listing->begun)
		pick_add_group(
			pick, _("Edited, not committed: F5 commits and sends"));
	listing->begun = true;
	item = pick_add(pick, str_from(file->path));
	item->key = pick_keep(
		pick, str_from(file->removed ? _("DELETED") : _("EDITED")));
	item->more = pick_keep(pick,
		str_from(file->removed ? _("F5 commits that it is deleted.")
				       : _("Enter goes on with it.")));
	item->path = pick_keep(pick, str_from(file->path));
	item->picked = file->removed ? PICKED_COMMIT : PICKED_EDITED;
	return true;
}

static void add_drafts(struct tui *tui, const struct drafts *drafts)
{
	struct pick *pick = &tui->pick;
	struct buf text = {0};
	size_t i;

	if (drafts->count)
		pick_add_group(pick, _("Drafts: Enter goes on with one"));
	for (i = 0; i < drafts->count; i++) {
		const struct draft_row *row = &drafts->items[i];
		struct pick_item *item = pick_add(
			pick, str_from(*row->path ? row->path : row->name));

		buf_cut(&text, 0);
		date_human(&text, date_local(row->time), tui->app->today);
		item->key = pick_keep(pick, str_from(_("DRAFT")));
		item->detail = pick_keep(pick, buf_slice(&text));
		item->more = pick_keep(pick,
			str_from(_("Enter goes on with it, Delete removes "
				   "it.")));
		item->path = pick_keep(pick, str_from(row->name));
		item->picked = PICKED_DRAFT;
	}
	buf_clear(&text);
}

void pick_fill_kinds(struct tui *tui)
{
	const struct schema *schema = &tui->app->schema;
	size_t i;

	for (i = 0; i < schema->kind_count; i++) {
		const struct kind *kind = &schema->kinds[i];
		struct pick_item *item = pick_add(
			&tui->pick, app_kind_label(tui->app, kind->id, false));

		item->path = pick_keep(&tui->pick, kind->id);
		item->picked = PICKED_KIND;
	}
}

void pick_fill_languages(struct tui *tui)
{
	struct str langs[TRANSLATIONS];
	struct str ref = write_subject(tui);
	struct error err = {0};
	size_t i, count = 0;

	if (!app_translations(tui->app, ref, langs, &count, &err))
		tui_fail(tui, &err);
	for (i = 0; i < count; i++) {
		struct pick_item *item = pick_add(&tui->pick, langs[i]);

		item->key = pick_keep(&tui->pick, langs[i]);
		item->path = pick_keep(&tui->pick, ref);
		item->picked = PICKED_LANGUAGE;
	}
}

void pick_forget(struct tui *tui, const struct pick_item *item)
{
	if (item && item->picked == PICKED_DRAFT)
		ask_drop(tui, item->path, item->label);
	else
		tui_say(tui, "%s",
			tui->pick.type == PICK_WAITING
				? _("Only a draft can be deleted here.")
				: _("There is nothing to delete here."));
}

void pick_fill_waiting(struct tui *tui)
{
	struct listing_edited listing = {.pick = &tui->pick};
	struct unsent unsent = {0};
	struct error err = {0};

	add_conflicts(tui);
	if (app_source(tui->app, &err) &&
		!source_edited(tui->app->source, add_edited, &listing, &err)) {
		tui_fail(tui, &err);
		return;
	}
	if (!app_unsent(tui->app, &unsent, &err)) {
		tui_fail(tui, &err);
		return;
	}
	add_drafts(tui, &unsent.drafts);
	add_commits(tui, &unsent);
	unsent_clear(&unsent);
}

void pick_choose_waiting(struct tui *tui, const struct pick_item *item)
{
	/* The list would be of before. */
	if (item->picked == PICKED_CONFLICT || item->picked == PICKED_DRAFT ||
		item->picked == PICKED_EDITED ||
		item->picked == PICKED_LANGUAGE)
		tui_pop(tui);
	if (item->picked == PICKED_CONFLICT)
		decide_show(tui, item->number);
	else if (item->picked == PICKED_DRAFT || item->picked == PICKED_EDITED)
		write_edit(tui, item->path);
	else if (item->picked == PICKED_VERSION)
		versions_show(tui, item->number);
	else if (item->picked == PICKED_LANGUAGE)
		write_language(tui, item->path, item->key);
	else if (item->picked == PICKED_KIND)
		ask_title(tui, item->path);
	else if (item->picked == PICKED_COMMIT)
		tui_say(tui, "%s", _("It is not sent yet. F5 sends it."));
}
