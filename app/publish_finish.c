/* The message of the commit, and the check of what would be committed. */

#include <stdlib.h>

#include "app/conflict.h"
#include "app/message.h"
#include "app/publish_private.h"
#include "base/i18n.h"
#include "base/mem.h"

static void put_subject(struct publishing *p, struct buf *out)
{
	const struct publish_file *file =
		p->update ? p->update : &p->plan->files[0];
	const struct kind *kind = publish_kind(p->app, file);
	struct doc doc = {0};
	struct message_line line = {.rest = ""};

	line.verb = p->plan->waits ? "propose" : "publish";
	if (!p->plan->waits && p->corrects.len)
		line.verb = p->request->withdraw.len ? "withdraw" : "correct";
	doc_parse(&doc, buf_slice(&file->text));
	line.kind = kind ? kind->id : (struct str){0};
	line.title = message_title(&p->app->schema, file->path, &doc);
	message_line(out, &line);
	buf_byte(out, '\n');
	doc_clear(&doc);
}

static void put_trailer(struct buf *out, const char *key, struct str value)
{
	size_t i;

	if (!value.len)
		return;
	buf_printf(out, "%s: ", key);
	for (i = 0; i < value.len; i++)
		buf_byte(out,
			(unsigned char)value.data[i] < ' ' ? ' '
							   : value.data[i]);
	buf_byte(out, '\n');
}

void publish_message(struct publishing *p)
{
	struct buf *out = &p->plan->message;
	struct buf who = {0};
	size_t i;

	if (!p->plan->count)
		return;
	put_subject(p, out);
	buf_byte(out, '\n');
	for (i = 0; i < p->plan->count; i++) {
		if (!str_eq(p->plan->files[i].id, p->corrects))
			put_trailer(out,
				p->plan->waits ? "Fyr-Proposes"
					       : "Fyr-Publishes",
				p->plan->files[i].id);
	}
	put_trailer(out,
		p->request->withdraw.len ? "Fyr-Withdraws" : "Fyr-Corrects",
		p->corrects);
	put_trailer(out, "Fyr-Source", p->request->source);
	if (!p->plan->waits && p->by.len &&
		!str_eq_nocase(p->by, buf_slice(&p->who.email))) {
		buf_printf(&who, "%s <%s>", buf_text(&p->who.name),
			buf_text(&p->who.email));
		put_trailer(out, "Proposed-by", p->by);
		put_trailer(out, "Reviewed-by", buf_slice(&who));
	}
	buf_clear(&who);
}

/* --- the check --- */

static bool is_known(
	const struct check_report *old, const struct check_problem *problem)
{
	size_t i;

	for (i = 0; i < old->count; i++) {
		if (str_eq(old->items[i].rule, problem->rule) &&
			str_eq(old->items[i].text, problem->text))
			return true;
	}
	return false;
}

/* Texts of reports live in their arenas: what is kept is copied. */
static void keep(struct publication *plan, const struct check_report *old,
	const struct check_report *now)
{
	struct check_report *all = &plan->problems;
	size_t i;

	for (i = 0; i < now->count; i++) {
		struct check_problem one = now->items[i];
		size_t cap = all->count;

		if (is_known(old, &one))
			continue;
		all->items =
			mem_grow(all->items, &cap, all->count + 1, sizeof(one));
		one.path = arena_str(&all->arena, one.path);
		one.rule = arena_str(&all->arena, one.rule);
		one.text = arena_str(&all->arena, one.text);
		all->items[all->count++] = one;
		all->errors += one.severity == SEVERITY_ERROR;
		all->warnings += one.severity == SEVERITY_WARNING;
	}
}

struct waiting {
	const struct publication *plan;
	const struct publish_file *found;
};

static bool each_conflict(const struct conflict *conflict, void *arg)
{
	struct waiting *waiting = arg;
	size_t i;

	for (i = 0; i < waiting->plan->count && !waiting->found; i++) {
		if (str_is(waiting->plan->files[i].path, conflict->path))
			waiting->found = &waiting->plan->files[i];
	}
	return !waiting->found;
}

bool publish_decided(
	struct app *app, const struct publication *plan, struct error *err)
{
	struct waiting waiting = {plan, NULL};

	if (!app_conflicts(app, each_conflict, &waiting, err))
		return false;
	return !waiting.found ||
		error_set(err, ERROR_CONFLICT,
			_("Two people changed the same place of %.*s, and "
			  "nobody has decided which counts. Decide first, then "
			  "publish: fyr conflicts"),
			STR_ARG(waiting.found->path));
}

bool publish_check(struct app *app, struct publication *plan, struct error *err)
{
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < plan->count; i++) {
		struct publish_file *file = &plan->files[i];
		struct check_report old = {0}, now = {0};

		ok = app_check_text(app, file->path, buf_slice(&file->text),
			     &now, err) &&
			(!file->old.len || !now.count ||
				app_check_text(app, file->path,
					buf_slice(&file->old), &old, err));
		if (ok)
			keep(plan, &old, &now);
		check_report_clear(&old);
		check_report_clear(&now);
	}
	return ok;
}
