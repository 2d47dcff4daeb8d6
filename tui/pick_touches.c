/* What a change of the note that is read touches, and why. */

#include "app/export_agenda.h"
#include "app/touches.h"
#include "base/i18n.h"
#include "tui/view.h"

static void add_touched(struct tui *tui, const struct touches *touches,
	const struct touched *touched)
{
	struct pick *pick = &tui->pick;
	struct pick_item *item = pick_add(
		pick, touched->title.len ? touched->title : touched->path);
	struct buf text = {0};

	item->key = pick_keep(pick,
		touched->affected
			? str_from(_("NEEDS REVIEW"))
			: app_kind_label(tui->app, touched->kind, false));
	item->detail = pick_keep(pick, touched->owner);
	item->path = pick_keep(pick, touched->path);
	export_touched_way(&text, tui->app, touches, touched);
	if (touched->affected) {
		buf_put(&text, "; ");
		date_human(&text, touched->update_date, tui->app->today);
		buf_printf(&text, ": %.*s", STR_ARG(touched->update_title));
	}
	item->more = pick_keep(pick, buf_slice(&text));
	buf_clear(&text);
}

void pick_fill_touches(struct tui *tui)
{
	struct touches touches = {0};
	struct error err = {0};
	size_t i;

	if (!tui->reader.open)
		return;
	if (!app_touches(
		    tui->app, tui->reader.note.hit->path, &touches, &err)) {
		tui_fail(tui, &err);
		return;
	}
	for (i = 0; i < touches.count; i++) {
		const struct touched *touched = &touches.items[i];

		if (i == 0 && touched->distance == 1)
			pick_add_group(&tui->pick, _("Directly"));
		if (touched->distance > 1 &&
			(i == 0 || touches.items[i - 1].distance == 1))
			pick_add_group(&tui->pick, _("Through others"));
		add_touched(tui, &touches, touched);
	}
	touches_clear(&touches);
}
