/* What a reader should know of a note before believing it, in words. */

#include "app/private.h"
#include "app/reviews.h"
#include "app/site_private.h"
#include "base/i18n.h"
#include "content/html.h"

/* "Stage: Applies in part" */
static void put_state(
	struct site_page *page, const struct facts *facts, enum role role)
{
	const struct value *value = facts_role(facts, role);
	const struct schema_field *field = value && facts->kind
		? kind_field(facts->kind, value->key)
		: NULL;

	if (!field || !value->text.len)
		return;
	buf_put(&page->out, "<span class=\"state\">");
	site_text(&page->out, label_text(&field->label, page->site->lang));
	buf_put(&page->out, ": ");
	site_text(&page->out,
		app_field_label(page->site->app, facts->kind->id, value->key,
			value->text));
	buf_put(&page->out, "</span>\n");
}

static void put_late(struct site_page *page, const struct review_state *state)
{
	struct buf day = {0};

	site_time(&day, state->by);
	buf_put(&page->out, "<p class=\"notice\">");
	buf_printf(&page->out, _("Overdue for review: it was due %s."),
		buf_text(&day));
	buf_put(&page->out, "</p>\n");
	buf_clear(&day);
}

static void put_affected(
	struct site_page *page, const struct review_state *state)
{
	const struct site_note *update = site_find(page->site, state->update);

	buf_printf(&page->out, "<p class=\"notice\">%s ",
		_("May be affected by a change, and is not reviewed since:"));
	if (update)
		site_note_link(page, update);
	else
		site_text(&page->out, state->update_title);
	buf_put(&page->out, ", ");
	site_time(&page->out, state->update_date);
	buf_put(&page->out, "</p>\n");
}

void site_states(struct site_page *page, const struct note *note,
	const struct facts *facts)
{
	struct review_state state;
	size_t before;
	size_t start = page->out.len;

	buf_put(&page->out, "<p class=\"states\">\n");
	before = page->out.len;
	put_state(page, facts, ROLE_ALERT);
	put_state(page, facts, ROLE_STAGE);
	if (!str_is(note->hit->status, "published"))
		put_state(page, facts, ROLE_STATUS);
	if (page->out.len == before)
		buf_cut(&page->out, start);
	else
		buf_put(&page->out, "</p>\n");
	app_review_state(page->site->app, note, &state);
	if (state.late)
		put_late(page, &state);
	if (state.affected)
		put_affected(page, &state);
	review_state_clear(&state);
}

void site_time(struct buf *out, struct date date)
{
	struct buf text = {0};

	if (!date.year)
		return;
	buf_put(out, "<time datetime=\"");
	date_iso(out, date);
	buf_put(out, "\">");
	date_human(&text, date, (struct date){0});
	html_text(out, buf_slice(&text));
	buf_put(out, "</time>");
	buf_clear(&text);
}
