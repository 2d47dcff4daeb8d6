/* What is done with a signal: a draft with its source, or a reason why not. */

#include "app/contribute.h"
#include "app/inbox.h"
#include "base/i18n.h"
#include "base/utf8.h"

enum {
	SUMMARY_CELLS = 280,
	LOCK_MS = 5000 /* a decision waits that long for another run */
};

static struct inbox_item *find_new(
	struct inbox *inbox, long number, struct error *err)
{
	struct inbox_item *item = inbox_find(inbox, number);

	if (!item)
		error_set(err, ERROR_NOT_FOUND,
			_("The inbox has no item of that number. fyr inbox "
			  "lists them."));
	return item;
}

/* A kind for published changes, unless another one is asked for. */
static struct str kind_of(const struct app *app, struct str kind)
{
	const struct schema *schema = &app->schema;
	size_t i;

	for (i = 0; !kind.len && i < schema->kind_count; i++) {
		if (kind_role(&schema->kinds[i], ROLE_ALERT))
			kind = schema->kinds[i].id;
	}
	return kind.len ? kind : STR("update");
}

static bool draft_of(struct app *app, const struct inbox_item *item,
	const struct inbox_keeping *keeping, struct draft *draft,
	struct error *err)
{
	struct draft_field fields[3];
	const struct str id = kind_of(app, keeping->kind);
	const struct kind *kind = schema_kind(&app->schema, id);
	struct draft_request request = {.fields = fields,
		.kind = id,
		.title = item->title,
		.lang = keeping->lang,
		.help = keeping->help};

	fields[request.field_count++] =
		(struct draft_field){kind_key(kind, ROLE_SUMMARY, "summary"),
			utf8_fit(item->summary, SUMMARY_CELLS)};
	if (item->link.len) {
		fields[request.field_count++] = (struct draft_field){
			kind_key(kind, ROLE_URL, "url"), item->link};
		fields[request.field_count++] =
			(struct draft_field){STR("sources"), item->link};
	}
	return app_draft_new(app, &request, draft, err);
}

bool app_inbox_draft(struct app *app, const struct inbox_keeping *keeping,
	struct draft *draft, struct error *err)
{
	struct inbox inbox = {0};
	const struct inbox_item *item;
	bool ok = false;

	if (!app_may_write(app, err) || !inbox_open(app, &inbox, err))
		return false;
	item = find_new(&inbox, keeping->number, err);
	if (item && item->state == INBOX_KEPT)
		error_set(err, ERROR_INPUT,
			_("It was kept already, as a draft."));
	else if (item)
		ok = draft_of(app, item, keeping, draft, err);
	inbox_close(&inbox);
	return ok;
}

bool app_inbox_decide(struct app *app, long number, enum inbox_state state,
	struct str reason, struct error *err)
{
	struct inbox inbox = {0};
	struct inbox_item *item;
	int lock;
	bool ok;

	if (!inbox_lock(app, LOCK_MS, &lock, err))
		return false;
	ok = inbox_open(app, &inbox, err);
	item = ok ? find_new(&inbox, number, err) : NULL;
	ok = item != NULL;
	if (ok) {
		inbox_decide(app, &inbox, item, state, reason);
		ok = inbox_save(app, &inbox, err);
	}
	inbox_close(&inbox);
	inbox_unlock(lock);
	return ok;
}
