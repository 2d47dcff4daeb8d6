/* What waits for a person, to pick from: conflicts and what is not sent. */
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
		item->more = pick_keep(pick, str_from(decision->what));
		item->number = i;
		item->picked = PICKED_CONFLICT;
	}
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

void pick_fill_waiting(struct tui *tui)
{
	struct unsent unsent = {0};
	struct error err = {0};

	add_conflicts(tui);
	if (!app_unsent(tui->app, &unsent, &err)) {
		tui_fail(tui, &err);
		return;
	}
	add_commits(tui, &unsent);
	unsent_clear(&unsent);
}

void pick_choose_waiting(struct tui *tui, const struct pick_item *item)
{
	if (item->picked == PICKED_CONFLICT)
		decide_show(tui, item->number);
	else if (item->picked == PICKED_COMMIT)
		tui_say(tui, "%s", _("It is not sent yet. F5 sends it."));
}
