/* The inbox: signals to keep as drafts, or to dismiss with a reason. */

#include "app/inbox.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/links.h"
#include "tui/view.h"

/* The name of its source: the register's, else what the inbox calls it. */
static struct str source_of(
	const struct inbox *inbox, const struct inbox_item *item)
{
	size_t i;

	for (i = 0; i < inbox->source_count; i++) {
		if (str_eq(inbox->sources[i].id, item->source) &&
			inbox->sources[i].title.len)
			return inbox->sources[i].title;
	}
	return item->source;
}

static bool has_words(const struct desk *desk, const struct inbox_item *item,
	struct str source)
{
	struct buf text = {0};
	bool has;

	buf_printf(&text, "%.*s %.*s %.*s", STR_ARG(item->title),
		STR_ARG(source), STR_ARG(item->summary));
	has = utf8_has_words(buf_slice(&text), buf_slice(&desk->words));
	buf_clear(&text);
	return has;
}

static void add_signal(
	struct tui *tui, const struct inbox_item *item, struct str source)
{
	struct desk *desk = &tui->desk;
	struct desk_row *row = desk_add(desk);
	struct buf text = {0};
	struct date date;

	row->state = arena_str(&desk->arena, str_from(_("NEW")));
	row->ink = INK_BOLD | INK_OK;
	if (date_parse_prefix(item->date.len ? item->date : item->seen, &date))
		date_human(&text, date, tui->app->today);
	row->date = desk_keep(desk, &text);
	row->text = arena_str(&desk->arena, item->title);
	row->side = arena_str(&desk->arena, source);
	buf_cut(&text, 0);
	buf_printf(&text, "%.*s%s%.*s", STR_ARG(source),
		item->summary.len ? ": " : "", STR_ARG(item->summary));
	row->more = desk_keep(desk, &text);
	row->url = arena_str(&desk->arena, item->link);
	row->number = item->number;
	buf_clear(&text);
}

bool desk_fill_inbox(struct tui *tui, struct error *err)
{
	struct inbox inbox = {0};
	size_t i;

	if (!inbox_open(tui->app, &inbox, err))
		return false;
	for (i = 0; i < inbox.count; i++) {
		const struct inbox_item *item = &inbox.items[i];
		struct str source = source_of(&inbox, item);

		if (item->state == INBOX_NEW &&
			has_words(&tui->desk, item, source))
			add_signal(tui, item, source);
	}
	inbox_close(&inbox);
	return true;
}

/* --- its keys --- */

static const struct desk_row *signal_in_focus(struct tui *tui)
{
	const struct desk_row *row = desk_focus(&tui->desk);

	if (row && row->number)
		return row;
	tui_say(tui, "%s", _("That is for signals: I shows the inbox."));
	return NULL;
}

void desk_keep_signal(struct tui *tui)
{
	const struct desk_row *row = signal_in_focus(tui);

	if (row)
		write_signal(tui, row->number);
}

static void ask_reason(struct tui *tui, long number)
{
	ask_begin(tui, ASK_REASON, (struct str){0});
	tui->ask.number = number;
	buf_put(&tui->ask.text,
		_("Such as: not ours, duplicate, no change. The signal does "
		  "not come back."));
	tui_fit(tui);
}

void desk_dismiss(struct tui *tui)
{
	const struct desk_row *row = signal_in_focus(tui);

	if (row && tui->app->readonly)
		tui_say(tui, "%s", _("Nothing is changed with --read-only."));
	else if (row && waits_is_free(tui))
		ask_reason(tui, row->number);
}

void desk_dismissed(struct tui *tui)
{
	struct str reason = str_trim(buf_slice(&tui->ask.prompt.text));
	struct error err = {0};

	if (!reason.len) {
		tui_say(tui, "%s",
			_("Say why, in a word or two; Esc leaves it be."));
		return;
	}
	if (app_inbox_decide(
		    tui->app, tui->ask.number, INBOX_DISMISSED, reason, &err))
		tui_say(tui, _("Dismissed: %.*s."), STR_ARG(reason));
	else
		tui_fail(tui, &err);
	ask_close(tui);
	view_desk.reload(tui);
	tui_fit(tui);
}

void desk_outside(struct tui *tui)
{
	const struct desk_row *row = signal_in_focus(tui);
	struct error err = {0};
	struct buf url = {0};

	if (!row)
		return;
	buf_str(&url, row->url);
	if (!link_may_open(row->url))
		tui_say(tui,
			_("Only http, https and mailto are opened, not %.*s"),
			STR_ARG(row->url));
	else if (link_open(buf_text(&url), &err))
		tui_say(tui, _("Opened: %s"), buf_text(&url));
	else
		tui_fail(tui, &err);
	buf_clear(&url);
}
