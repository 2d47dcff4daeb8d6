#include "app/publish.h"

#include <string.h>

#include "app/draft.h"
#include "app/message.h"
#include "app/private.h"
#include "app/publish_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "content/front.h"
#include "content/schema.h"

enum {
	COMMIT_TRIES = 20
};

/* --- gathering the notes --- */

static bool add_file(struct publishing *p, struct str ref,
	struct publish_file **file, struct error *err)
{
	struct publication *plan = p->plan;
	struct primary primary;
	const struct kind *kind;
	struct str lang;
	size_t i;

	if (plan->count == PUBLISH_FILES)
		return error_set(
			err, ERROR_INPUT, _("That is too many notes at once."));
	if (!primary_find(p->app, ref, &primary, err))
		return false;
	for (i = 0; i < plan->count; i++) {
		if (str_eq(plan->files[i].path, buf_slice(&primary.path)))
			break;
	}
	*file = &plan->files[i];
	if (i == plan->count) {
		plan->count++;
		(*file)->path =
			arena_str(&plan->arena, buf_slice(&primary.path));
		(*file)->id =
			record_id(&p->app->schema, false, (*file)->path, &lang);
		buf_str(&(*file)->old, buf_slice(&primary.text));
		buf_str(&(*file)->text, buf_slice(&primary.text));
		kind = publish_kind(p->app, *file);
		(*file)->telling = kind && kind_role(kind, ROLE_ALERT);
	}
	primary_clear(&primary);
	return true;
}

static bool add_about(struct publishing *p, struct str id, struct error *err)
{
	size_t i;

	for (i = 0; i < p->about_count; i++) {
		if (str_eq(p->about[i], id))
			return true;
	}
	if (p->about_count == PUBLISH_FILES)
		return error_set(
			err, ERROR_INPUT, _("That is too many notes at once."));
	p->about[p->about_count++] = id;
	return true;
}

/* What an update says that it is about. */
static bool add_old_about(struct publishing *p, const struct publish_file *file,
	struct error *err)
{
	struct doc doc = {0};
	struct values values;
	bool ok = true;
	size_t i;

	doc_parse_front(&doc, buf_slice(&file->text));
	schema_values(publish_kind(p->app, file), &doc, false, &values);
	for (i = 0; ok && i < values.count; i++) {
		if (values.items[i].role == ROLE_ABOUT)
			ok = add_about(p,
				arena_str(
					&p->plan->arena, values.items[i].text),
				err);
	}
	doc_clear(&doc);
	return ok;
}

static bool take_refs(struct publishing *p, struct error *err)
{
	struct publish_file *file = NULL;
	size_t i;

	for (i = 0; i < p->request->ref_count; i++) {
		if (!add_file(p, str_from(p->request->refs[i]), &file, err) ||
			!file)
			return false;
		if (!publish_take_proposal(p, file, err))
			return false;
		if (!file->telling)
			file->rule = true;
		else if (!p->update)
			p->update = file;
		else
			return error_set(err, ERROR_INPUT,
				_("Publish one change at a time: each update "
				  "is told and undone by itself."));
	}
	return true;
}

static bool take_about(struct publishing *p, struct error *err)
{
	struct str rest = p->request->about, part;
	struct primary primary;
	size_t i;

	for (i = 0; i < p->plan->count; i++) {
		if (p->plan->files[i].rule &&
			!add_about(p, p->plan->files[i].id, err))
			return false;
	}
	while (str_cut(&rest, ',', &part)) {
		struct str lang;

		part = str_trim(part);
		if (!part.len)
			continue;
		if (!primary_find(p->app, part, &primary, err))
			return false;
		part = arena_str(&p->plan->arena,
			record_id(&p->app->schema, false,
				buf_slice(&primary.path), &lang));
		primary_clear(&primary);
		if (!add_about(p, part, err))
			return false;
	}
	return !p->update || add_old_about(p, p->update, err);
}

/* --correct and --withdraw: the earlier update. */
static bool take_corrected(struct publishing *p, struct error *err)
{
	bool withdraw = p->request->withdraw.len;
	struct str ref = withdraw ? p->request->withdraw : p->request->correct;
	struct publish_file *file;
	struct buf status = {0};
	bool ok;

	if (!ref.len)
		return true;
	if (p->request->withdraw.len && p->request->correct.len)
		return error_set(err, ERROR_INPUT,
			_("Give --correct or --withdraw, not both."));
	if (!add_file(p, ref, &file, err) || !add_old_about(p, file, err))
		return false;
	publish_status(p->app, file, &status);
	ok = file->telling && file != p->update &&
		str_is(buf_slice(&status), "published");
	buf_clear(&status);
	if (!ok)
		return error_set(err, ERROR_INPUT,
			_("%.*s is no published change, so there is nothing to "
			  "correct or withdraw."),
			STR_ARG(file->path));
	p->corrects = file->id;
	return true;
}

static bool is_telling(const struct publish_request *request)
{
	return request->summary.len || request->alert.len ||
		request->correct.len || request->withdraw.len ||
		request->source.len || request->field_count ||
		request->body.len;
}

static bool take_update(struct publishing *p, struct error *err)
{
	struct publish_file *file = &p->plan->files[p->plan->count];

	if (p->update ||
		(!is_telling(p->request) && !p->stage.len && !p->date_count))
		return true;
	if (!p->about_count)
		return error_set(err, ERROR_INPUT,
			_("Name the note that the change is about."));
	if (p->plan->count == PUBLISH_FILES)
		return error_set(
			err, ERROR_INPUT, _("That is too many notes at once."));
	file->telling = true;
	p->fresh = true;
	p->update = file;
	p->plan->count++;
	return publish_new_update(p, file, err);
}

/* The rules whose stage and dates the update changes: those that were named,
 * else those it is about. */
static bool take_rules(struct publishing *p, struct error *err)
{
	struct publish_file *file;
	const struct kind *kind;
	bool named = false;
	size_t i;

	for (i = 0; i < p->plan->count; i++)
		named = named || p->plan->files[i].rule;
	for (i = 0; !named && p->update && i < p->about_count; i++) {
		size_t before = p->plan->count;
		struct error why = {0};

		if (!add_file(p, p->about[i], &file, &why)) {
			if (why.kind != ERROR_NOT_FOUND) {
				if (err)
					*err = why;
				return false;
			}
			continue;
		}
		kind = publish_kind(p->app, file);
		file->rule = kind && !file->telling &&
			kind_role(kind, ROLE_DEADLINE) &&
			!kind_role(kind, ROLE_START);
		if (!file->rule && p->plan->count > before) {
			p->plan->count--;
			buf_clear(&file->old);
			buf_clear(&file->text);
			*file = (struct publish_file){0};
		}
	}
	return true;
}

/* --- whether it waits --- */

static bool decide(struct publishing *p, struct error *err)
{
	const struct schema *schema = &p->app->schema;
	bool later = p->at.year && date_days(p->at) > date_days(p->app->today);
	struct buf day = {0};
	bool own = p->by.len && str_eq_nocase(p->by, buf_slice(&p->who.email));

	if (later)
		date_iso(&day, p->at);
	if (later && !p->request->at.year)
		error_set(err, ERROR_REFUSED,
			_("It is to be published on %s. To publish it now: "
			  "--at with the day of today."),
			buf_text(&day));
	else if (schema->four_eyes && own)
		error_set(err, ERROR_REFUSED,
			_("You proposed this yourself. In this hub another "
			  "editor has to publish it (\"four_eyes\" in "
			  "fyr.yaml)."));
	else if (later)
		buf_printf(&p->plan->why,
			_("It is kept as a proposal until %s; then: fyr "
			  "publish"),
			buf_text(&day));
	else if (schema->four_eyes && !p->by.len)
		buf_put(&p->plan->why,
			_("It waits as a proposal: in this hub another editor "
			  "has to publish it"));
	p->plan->waits = p->plan->why.len > 0;
	buf_clear(&day);
	return p->plan->waits ||
		!((later && !p->request->at.year) ||
			(schema->four_eyes && own));
}

/* --- writing --- */

static bool publish_one(
	struct publishing *p, struct publish_file *file, struct error *err)
{
	struct buf status = {0};
	bool withdrawn =
		p->request->withdraw.len && str_eq(file->id, p->corrects);
	bool ok = true;

	publish_status(p->app, file, &status);
	if (withdrawn)
		ok = publish_set_status(p->app, file, "archived", err);
	else if (str_is(buf_slice(&status), "draft") ||
		str_is(buf_slice(&status), "review"))
		ok = publish_set_status(p->app, file, "published", err);
	buf_clear(&status);
	return ok && (!p->update || publish_rule(p, file, err));
}

static bool check_applied(const struct publishing *p, struct error *err)
{
	if (p->plan->waits)
		return true;
	if (p->stage.len && !p->applied_stage)
		return error_set(err, ERROR_INPUT,
			_("No note that the change is about can have the "
			  "stage \"%.*s\"."),
			STR_ARG(p->stage));
	if (p->date_count && !p->applied_dates)
		return error_set(err, ERROR_INPUT,
			_("No note that the change is about has dates."));
	return true;
}

static bool write_files(struct publishing *p, struct error *err)
{
	bool ok = !p->update || publish_tell(p, err);
	size_t i;

	for (i = 0; ok && i < p->plan->count; i++) {
		struct publish_file *file = &p->plan->files[i];
		struct buf status = {0};

		if (!p->plan->waits) {
			ok = publish_one(p, file, err);
			continue;
		}
		publish_status(p->app, file, &status);
		if (file == p->update ||
			(!p->update &&
				!str_is(buf_slice(&status), "published")))
			ok = publish_propose(p, file, err);
		buf_clear(&status);
	}
	return ok && check_applied(p, err);
}

/* Files that stay as they are do not go into the commit. */
static void drop_same(struct publishing *p)
{
	struct publication *plan = p->plan;
	size_t kept = 0;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		struct publish_file *file = &plan->files[i];

		if (str_eq(buf_slice(&file->old), buf_slice(&file->text))) {
			buf_clear(&file->old);
			buf_clear(&file->text);
			continue;
		}
		if (p->update == file)
			p->update = &plan->files[kept];
		plan->files[kept] = *file;
		if (kept++ != i)
			*file = (struct publish_file){0};
	}
	plan->count = kept;
}

static bool plan_all(struct publishing *p, struct error *err)
{
	size_t i;

	for (i = 0; i < p->request->date_count && i < PUBLISH_DATES; i++) {
		struct publish_date date;

		p->dates[p->date_count] = str_from(p->request->dates[i]);
		if (!publish_read_date(p->dates[p->date_count++], &date, err))
			return false;
	}
	p->stage = p->request->stage;
	p->at = p->request->at;
	if (!take_refs(p, err) || !take_about(p, err) ||
		!take_corrected(p, err) || !take_update(p, err) ||
		!take_rules(p, err) || !decide(p, err) || !write_files(p, err))
		return false;
	drop_same(p);
	return true;
}

bool app_publish_plan(struct app *app, const struct publish_request *request,
	struct publication *plan, struct error *err)
{
	struct publishing p = {.app = app, .request = request, .plan = plan};
	bool ok;

	*plan = (struct publication){0};
	ok = publish_rights(app, &p.who, err) &&
		source_head(app->source, plan->head, err) &&
		plan_all(&p, err) && publish_decided(app, plan, err);
	if (ok)
		publish_message(&p);
	ok = ok && publish_check(app, plan, err);
	who_clear(&p.who);
	return ok;
}

static bool same_plan(const struct publication *a, const struct publication *b)
{
	size_t i;

	for (i = 0; i < a->count && i < b->count; i++) {
		if (!str_eq(a->files[i].path, b->files[i].path) ||
			!str_eq(buf_slice(&a->files[i].text),
				buf_slice(&b->files[i].text)))
			return false;
	}
	return a->count == b->count && a->waits == b->waits;
}

static bool commit(struct app *app, const struct publication *plan,
	struct save_result *result, struct error *err)
{
	struct save_file files[PUBLISH_FILES];
	struct save_request save = {files, plan->count, NULL, NULL};
	struct buf message = {0};
	size_t i;
	bool ok;

	for (i = 0; i < plan->count; i++)
		files[i] = (struct save_file){plan->files[i].path.data,
			buf_slice(&plan->files[i].text), false};
	buf_str(&message, buf_slice(&plan->message));
	save.message = buf_text(&message);
	save.base = *plan->head ? plan->head : NULL;
	ok = app_save(app, &save, result, err);
	buf_clear(&message);
	return ok;
}

bool app_publish_commit(struct app *app, const struct publish_request *request,
	struct publication *plan, struct save_result *result, struct error *err)
{
	struct error why = {0};
	int tries;

	for (tries = 0; tries < COMMIT_TRIES; tries++) {
		struct publication again;
		bool same;

		why = (struct error){0};
		if (commit(app, plan, result, &why))
			return true;
		if (why.kind != ERROR_CONFLICT)
			break;
		same = app_publish_plan(app, request, &again, err) &&
			same_plan(plan, &again);
		if (same)
			memcpy(plan->head, again.head, sizeof(plan->head));
		publication_clear(&again);
		if (!same)
			return error_set(err, ERROR_CONFLICT,
				_("Somebody else changed the same meanwhile. "
				  "Nothing was published; look at it again."));
	}
	if (err)
		*err = why;
	return false;
}

void publication_clear(struct publication *plan)
{
	size_t i;

	for (i = 0; i < PUBLISH_FILES; i++) {
		buf_clear(&plan->files[i].old);
		buf_clear(&plan->files[i].text);
	}
	buf_clear(&plan->why);
	buf_clear(&plan->message);
	check_report_clear(&plan->problems);
	arena_clear(&plan->arena);
	*plan = (struct publication){0};
}
