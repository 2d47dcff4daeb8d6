/* What publishing writes into notes: the update, the rule, the proposal. */

#include <string.h>

#include "app/draft.h"
#include "app/message.h"
#include "app/private.h"
#include "app/publish_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/check.h"
#include "content/front.h"
#include "content/name.h"
#include "content/template.h"

enum {
	TITLE_CELLS = 100,
	ID_TRIES = 1000
};

const struct kind *publish_kind(
	const struct app *app, const struct publish_file *file)
{
	struct doc doc = {0};
	const struct kind *kind;

	doc_parse_front(&doc, buf_slice(&file->text));
	kind = schema_kind_of(&app->schema, file->path, &doc);
	doc_clear(&doc);
	return kind;
}

void publish_status(const struct app *app, const struct publish_file *file,
	struct buf *status)
{
	struct doc doc = {0};
	struct values values;

	doc_parse_front(&doc, buf_slice(&file->text));
	schema_values(schema_kind_of(&app->schema, file->path, &doc), &doc,
		false, &values);
	buf_str(status, check_status(&values));
	doc_clear(&doc);
}

static bool broken(const struct publish_file *file, struct error *err)
{
	return error_set(err, ERROR_REFUSED,
		_("The front matter of %.*s is not as it should be. Mend it "
		  "first: fyr edit %.*s"),
		STR_ARG(file->path), STR_ARG(file->path));
}

bool publish_set_status(const struct app *app, struct publish_file *file,
	const char *status, struct error *err)
{
	struct str key =
		kind_key(publish_kind(app, file), ROLE_STATUS, "status");

	return front_set(&file->text, key, str_from(status)) ||
		broken(file, err);
}

/* --- a new update --- */

static const struct draft_field *given(
	const struct publish_request *request, struct str key)
{
	size_t i;

	for (i = 0; i < request->field_count; i++) {
		if (str_eq(request->fields[i].key, key))
			return &request->fields[i];
	}
	return NULL;
}

/* The title that was given, else how the summary begins. */
static struct str title_of(const struct publishing *p, const struct kind *kind)
{
	const struct draft_field *title =
		given(p->request, kind_key(kind, ROLE_TITLE, "title"));
	struct str summary = str_trim(p->request->summary);
	size_t dot = str_find_text(summary, ". ");

	if (title)
		return title->value;
	summary = str_sub(summary, 0, dot);
	if (str_ends(summary, ".") && !str_ends(summary, ".."))
		summary.len--;
	return utf8_cells(summary) > TITLE_CELLS
		? utf8_fit(summary, TITLE_CELLS)
		: summary;
}

static const struct kind *telling_kind(
	const struct schema *schema, struct error *err)
{
	size_t i;

	for (i = 0; i < schema->kind_count; i++) {
		if (kind_role(&schema->kinds[i], ROLE_ALERT))
			return &schema->kinds[i];
	}
	error_set(err, ERROR_INPUT,
		_("This hub has no kind for published changes: none in "
		  "fyr.yaml has a field with the role alert."));
	return NULL;
}

static struct date day_of(const struct publishing *p)
{
	return p->at.year ? p->at : p->app->today;
}

static bool place(struct publishing *p, const struct kind *kind,
	struct str title, struct publish_file *file, struct error *err)
{
	struct note_place at = {.folder = kind->folder};
	struct buf id = {0}, path = {0};
	bool taken = true;
	size_t len;
	int n;
	bool ok = app_find_lang(p->app, p->request->lang, &at.lang, err);

	date_iso(&id, day_of(p));
	buf_byte(&id, '-');
	name_of_title(&id, title, "update");
	len = id.len;
	for (n = 2; ok && taken && n < ID_TRIES; n++) {
		buf_cut(&id, len);
		if (n > 2)
			buf_printf(&id, "-%d", n - 1);
		ok = app_id_is_taken(p->app, buf_slice(&id), &taken, err);
	}
	at.id = buf_slice(&id);
	app_note_path(p->app, &at, &path);
	file->path = arena_str(&p->plan->arena, buf_slice(&path));
	file->id = arena_str(&p->plan->arena, buf_slice(&id));
	buf_clear(&path);
	buf_clear(&id);
	return ok;
}

bool publish_new_update(
	struct publishing *p, struct publish_file *file, struct error *err)
{
	const struct kind *kind = telling_kind(&p->app->schema, err);
	struct template template = {.schema = &p->app->schema,
		.kind = kind,
		.owner = p->app->config.owner,
		.today = day_of(p)};
	struct str body =
		p->request->body.len ? p->request->body : p->request->summary;
	struct buf hub = {0};

	if (!kind ||
		!app_find_lang(p->app, p->request->lang, &template.lang, err))
		return false;
	template.title = title_of(p, kind);
	if (!template.title.len)
		return error_set(err, ERROR_INPUT,
			_("Say in a sentence what changed: --summary TEXT"));
	if (!place(p, kind, template.title, file, err))
		return false;
	template.id = file->id;
	app_read_template(p->app, kind, template.lang, &hub);
	template.text = buf_slice(&hub);
	template_make(&file->text, &template);
	buf_cut(&file->text, front_end(buf_slice(&file->text)));
	if (!template.text.len)
		front_set(&file->text, kind_key(kind, ROLE_LANG, "lang"),
			template.lang);
	buf_printf(&file->text, "\n%.*s\n", STR_ARG(str_trim(body)));
	buf_clear(&hub);
	return true;
}

/* --- what the update says --- */

static bool set_fields(struct publishing *p, const struct kind *kind)
{
	struct publish_file *file = p->update;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < p->request->field_count; i++) {
		const struct draft_field *field = &p->request->fields[i];
		const struct schema_field *known = kind_field(kind, field->key);

		if (known && known->type == TYPE_DATED)
			ok = front_set_raw(
				&file->text, field->key, field->value);
		else if (known && known->many)
			ok = front_add(&file->text, field->key, field->value);
		else
			ok = front_set(&file->text, field->key, field->value);
	}
	return ok;
}

/* The first date is when it takes effect. */
static bool set_effective(struct publishing *p, const struct kind *kind)
{
	const struct schema_field *field = NULL;
	struct publish_date date;
	struct buf yaml = {0};
	bool ok;
	size_t i;

	for (i = 0; i < kind->field_count && !field; i++) {
		if (kind->fields[i].type == TYPE_DATED && !kind->fields[i].many)
			field = &kind->fields[i];
	}
	if (!field || !p->date_count ||
		!publish_read_date(p->dates[0], &date, NULL))
		return true;
	publish_dated(&yaml, &date, p->request->source, "");
	ok = front_set_raw(&p->update->text, field->key, buf_slice(&yaml));
	buf_clear(&yaml);
	return ok;
}

static bool set_source(struct publishing *p, const struct kind *kind)
{
	struct buf *text = &p->update->text;
	struct str source = p->request->source;

	if (!source.len)
		return true;
	return front_set(text, kind_key(kind, ROLE_URL, "url"), source) &&
		front_add(text, STR("sources"), source) &&
		front_set(text, STR("confidence"), STR("confirmed"));
}

static bool set_day(struct publishing *p, const struct kind *kind, bool waits)
{
	struct buf day = {0};
	bool ok;

	date_iso(&day, day_of(p));
	ok = front_set(&p->update->text, kind_key(kind, ROLE_DATE, "date"),
		buf_slice(&day));
	if (ok && !waits && p->request->source.len) {
		buf_cut(&day, 0);
		date_iso(&day, p->app->today);
		ok = front_set(
			&p->update->text, STR("verified"), buf_slice(&day));
	}
	buf_clear(&day);
	return ok;
}

/* The field that leads to an earlier note of its own kind. */
static struct str corrects_key(const struct kind *kind)
{
	const struct str usual = STR("corrects");
	size_t i;

	if (kind_field(kind, usual))
		return usual;
	for (i = 0; i < kind->field_count; i++) {
		const struct schema_field *field = &kind->fields[i];

		if (field->type == TYPE_LINK && str_eq(field->kind, kind->id) &&
			!str_starts(field->key, "supersede"))
			return field->key;
	}
	return usual;
}

bool publish_tell(struct publishing *p, struct error *err)
{
	const struct publish_request *request = p->request;
	const struct kind *kind = publish_kind(p->app, p->update);
	struct buf *text = &p->update->text;
	bool ok = kind != NULL;
	size_t i;

	if (ok && request->summary.len)
		ok = front_set(text, kind_key(kind, ROLE_SUMMARY, "summary"),
			request->summary);
	if (ok && request->alert.len)
		ok = front_set(text, kind_key(kind, ROLE_ALERT, "alert"),
			request->alert);
	for (i = 0; ok && i < p->about_count; i++)
		ok = front_add(
			text, kind_key(kind, ROLE_ABOUT, "about"), p->about[i]);
	if (ok && p->corrects.len)
		ok = front_set(text, corrects_key(kind), p->corrects);
	ok = ok && set_source(p, kind) && set_effective(p, kind) &&
		set_day(p, kind, p->plan->waits) && set_fields(p, kind);
	return ok || broken(p->update, err);
}

/* --- proposals --- */

static void put_part(struct publishing *p, struct str *parts, size_t *count,
	const char *key, struct str value)
{
	struct buf part = {0};

	if (!value.len)
		return;
	buf_printf(&part, "%s=%.*s", key, STR_ARG(value));
	parts[(*count)++] = arena_str(&p->plan->arena, buf_slice(&part));
	buf_clear(&part);
}

bool publish_propose(
	struct publishing *p, struct publish_file *file, struct error *err)
{
	struct str parts[PUBLISH_DATES + 3];
	struct buf day = {0};
	size_t count = 0;
	size_t i;
	bool ok;

	if (p->at.year)
		date_iso(&day, p->at);
	put_part(p, parts, &count, "by", buf_slice(&p->who.email));
	put_part(p, parts, &count, "at", buf_slice(&day));
	if (file->telling) {
		put_part(p, parts, &count, "stage", p->stage);
		for (i = 0; i < p->date_count; i++)
			put_part(p, parts, &count, "date", p->dates[i]);
	}
	ok = publish_set_status(p->app, file, "review", err) &&
		(front_set_list(&file->text, STR("proposes"), parts, count) ||
			broken(file, err));
	buf_clear(&day);
	return ok;
}

static void take_part(struct publishing *p, struct str part)
{
	struct str key = str_sub(part, 0, str_find(part, '='));
	struct str value = str_trim(str_sub(part, key.len + 1, part.len));

	value = arena_str(&p->plan->arena, value);
	if (str_is(key, "by"))
		p->by = value;
	else if (str_is(key, "at") && !p->request->at.year)
		date_parse(value, &p->at);
	else if (str_is(key, "stage") && !p->stage.len)
		p->stage = value;
	else if (str_is(key, "date") && p->date_count < PUBLISH_DATES)
		p->dates[p->date_count++] = value;
}

bool publish_take_proposal(
	struct publishing *p, struct publish_file *file, struct error *err)
{
	struct doc doc = {0};
	const struct yaml *list;
	bool ok = true;

	doc_parse_front(&doc, buf_slice(&file->text));
	list = doc.front ? yaml_get(doc.front, "proposes") : NULL;
	if (list && list->type == YAML_LIST) {
		const struct yaml *item;

		for (item = list->first; item; item = item->next)
			take_part(p, item->text);
	}
	if (list)
		ok = front_remove(&file->text, STR("proposes"));
	doc_clear(&doc);
	return ok || broken(file, err);
}

/* --- the rule --- */

static bool set_stage(struct publishing *p, struct publish_file *file,
	const struct kind *kind)
{
	const struct schema_field *field = kind_role(kind, ROLE_STAGE);

	if (!p->stage.len || !field || field_value_order(field, p->stage) < 0)
		return true;
	p->applied_stage = true;
	return front_set(&file->text, field->key, p->stage);
}

static bool set_dates(struct publishing *p, struct publish_file *file,
	const struct kind *kind, struct error *err)
{
	const struct schema_field *field = kind_role(kind, ROLE_DEADLINE);
	struct publish_date date;
	size_t i;

	if (!field || field->type != TYPE_DATED)
		return true;
	for (i = 0; i < p->date_count; i++) {
		if (!publish_read_date(p->dates[i], &date, err))
			return false;
		date.today = p->app->today;
		if (!publish_set_date(file, field, &date, p->request->source))
			return error_set(err, ERROR_REFUSED,
				_("The date %.*s cannot be set in %.*s. Change "
				  "it there first: fyr edit %.*s"),
				STR_ARG(p->dates[i]), STR_ARG(file->path),
				STR_ARG(file->id));
	}
	p->applied_dates = p->applied_dates || p->date_count;
	return true;
}

bool publish_rule(
	struct publishing *p, struct publish_file *file, struct error *err)
{
	const struct kind *kind = publish_kind(p->app, file);
	struct buf today = {0};
	bool ok;

	if (!kind || !file->rule)
		return true;
	date_iso(&today, p->app->today);
	if (!set_dates(p, file, kind, err)) {
		buf_clear(&today);
		return false;
	}
	ok = set_stage(p, file, kind) &&
		front_set(&file->text, STR("verified"), buf_slice(&today)) &&
		(!p->request->source.len ||
			front_add(&file->text, STR("sources"),
				p->request->source));
	buf_clear(&today);
	return ok || broken(file, err);
}
