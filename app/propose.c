/* What a draft would become in the hub: compared, merged, judged. */

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/check.h"
#include "app/draft.h"
#include "app/message.h"
#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/check.h"
#include "content/merge.h"
#include "content/name.h"
#include "content/template.h"
#include "sync/revision.h"

enum {
	ID_TRIES = 1000
};

/* --- reading what the editor left --- */

static bool read_file(
	const struct draft *draft, struct buf *text, struct error *err)
{
	struct str file = str_from(draft->file);
	struct buf root = {0};
	size_t inside = draft->in_place ? strlen(draft->path) + 1
					: strlen(draft->name) + 4;
	int dir;
	bool ok;

	buf_str(&root, str_sub(file, 0, file.len - inside));
	dir = open(buf_text(&root), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (dir < 0) {
		ok = error_errno(err, ERROR_IO, _("%s cannot be read"),
			gate_name(buf_text(&root)).text);
	} else {
		ok = file_read_beneath(dir, file.data + (file.len - inside) + 1,
			SAVE_FILE_MAX, text, err);
		close(dir);
	}
	buf_clear(&root);
	return ok;
}

static bool unfit(const struct draft *draft, const char *why, struct error *err)
{
	return error_set(err, ERROR_REFUSED,
		_("The text cannot be kept in the hub: %s. It is as you left "
		  "it in %s; nothing was committed."),
		why, gate_name(draft->file).text);
}

const char *app_text_unfit(struct str text)
{
	if (text.len && memchr(text.data, '\0', text.len))
		return _("it holds NUL bytes, as pictures and office "
			 "documents do");
	return utf8_valid(text)
		? NULL
		: _("it is not UTF-8; save it as UTF-8 in the editor");
}

bool app_draft_text(
	const struct draft *draft, struct buf *text, struct error *err)
{
	struct error why = {0};
	const char *reason;

	if (!read_file(draft, text, &why))
		return unfit(draft, why.text, err);
	reason = app_text_unfit(buf_slice(text));
	return !reason || unfit(draft, reason, err);
}

static void unix_lines(struct buf *text)
{
	struct buf out = {0};
	size_t i;

	for (i = 0; i < text->len; i++) {
		if (text->data[i] != '\r' || i + 1 == text->len ||
			text->data[i + 1] != '\n')
			buf_byte(&out, text->data[i]);
	}
	buf_clear(text);
	*text = out;
}

static bool has_crlf(const struct buf *text)
{
	return str_find_text(buf_slice(text), "\r\n") < text->len;
}

/* --- where a new note goes --- */

struct taken {
	struct app *app;
	struct str id;
	bool found;
};

static bool is_taken(const struct source_file *file, void *arg)
{
	struct taken *taken = arg;
	struct str lang;
	struct str id = record_id(&taken->app->schema,
		app_is_foreign(taken->app), str_from(file->path), &lang);

	if (app_is_foreign(taken->app))
		id = file_name(id);
	/* What new notes begin with are no notes. */
	taken->found = !file->removed &&
		!str_starts(str_from(file->path), "templates/") &&
		str_eq_nocase(id, taken->id);
	return !taken->found;
}

bool app_id_is_taken(
	struct app *app, struct str id, bool *yes, struct error *err)
{
	struct taken taken = {app, id, false};

	if (!source_list(app->source, is_taken, &taken, err))
		return false;
	*yes = taken.found;
	return true;
}

/* "2026-11-23-" for what is published on a day and never changed. */
static void put_day(const struct app *app, const struct kind *kind,
	const struct doc *doc, struct buf *id)
{
	const struct schema_field *field = kind_role(kind, ROLE_DATE);
	struct date date = app->today;

	if (!kind_role(kind, ROLE_ALERT))
		return;
	if (field)
		date_parse_prefix(doc_field(doc, field->key.data), &date);
	if (!date.day)
		date = app->today;
	date_iso(id, date);
	buf_byte(id, '-');
}

static bool free_id(struct app *app, struct buf *id, struct error *err)
{
	size_t len = id->len;
	bool taken = true;
	int n;

	for (n = 2; n < ID_TRIES; n++) {
		if (!app_id_is_taken(app, buf_slice(id), &taken, err))
			return false;
		if (!taken)
			return true;
		buf_cut(id, len);
		buf_printf(id, "-%d", n);
	}
	return error_set(err, ERROR_REFUSED,
		_("There are too many notes of this title. Choose another."));
}

void app_note_path(
	const struct app *app, const struct note_place *place, struct buf *path)
{
	if (place->folder.len)
		buf_printf(path, "%.*s/", STR_ARG(place->folder));
	buf_str(path, place->id);
	if (place->lang.len && !app_is_foreign(app) &&
		app->schema.language_count > 1)
		buf_printf(path, ".%.*s", STR_ARG(place->lang));
	buf_put(path, ".md");
}

static bool place_new(struct app *app, const struct draft *draft,
	struct proposal *p, struct error *err)
{
	const struct kind *kind = schema_kind(&app->schema, draft->kind);
	struct note_place place = {.lang = draft->lang};
	struct buf id = {0};
	struct str title;
	bool ok;

	if (!kind)
		return error_set(err, ERROR_REFUSED,
			_("The draft %s is of no kind of this hub. Its text is "
			  "in %s."),
			draft->name, gate_name(draft->file).text);
	place.folder = kind->folder;
	/* The folder says of what kind it is: its title has that role. */
	buf_printf(&p->path, "%.*s/x.md", STR_ARG(kind->folder));
	title = message_title(&app->schema, buf_slice(&p->path), &p->doc);
	buf_cut(&p->path, 0);
	if (!title.len)
		return error_set(err, ERROR_REFUSED,
			_("The note has no title yet. Write one behind "
			  "\"title:\". The text is kept: fyr edit %s"),
			draft->name);
	put_day(app, kind, &p->doc, &id);
	name_of_title(&id, title, "");
	if (!id.len || id.data[id.len - 1] == '-')
		name_of_title(&id, kind->id, "note");
	ok = free_id(app, &id, err);
	place.id = buf_slice(&id);
	if (ok)
		app_note_path(app, &place, &p->path);
	buf_clear(&id);
	return ok;
}

/* --- comparing with what the hub holds --- */

static bool read_old(struct app *app, struct proposal *p,
	struct revision_file *file, struct error *err)
{
	struct error why = {0};
	bool ok;

	buf_cut(&p->old, 0);
	file->commit = p->head;
	file->path = buf_text(&p->path);
	file->blob[0] = '\0';
	ok = revision_read(app->source, file, &p->old, &why);
	p->is_new = !ok;
	if (ok || why.kind == ERROR_NOT_FOUND)
		return true;
	if (err)
		*err = why;
	return false;
}

/* Others changed the note while this was written. */
static bool merge_in(struct draft *draft, struct proposal *p, const char *blob,
	struct error *err)
{
	struct buf began = {0}, out = {0};
	struct merge_texts texts;
	bool clean;

	draft_began(draft, &began);
	texts.base = buf_slice(&began);
	texts.published = buf_slice(&p->old);
	texts.mine = buf_slice(&p->text);
	clean = merge_note(&texts, MERGE_MINE, &out, &p->clash);
	p->merged = true;
	buf_clear(&p->text);
	p->text = out;
	buf_clear(&began);
	if (clean)
		return true;
	p->state = PROPOSAL_CLASH;
	return draft_rebase(draft, blob, buf_slice(&p->text), err);
}

static bool has_problem(const struct doc *doc, const struct problem *problem)
{
	size_t i;

	for (i = 0; i < doc->problems.count; i++) {
		const struct problem *other = &doc->problems.items[i];

		if (strcmp(other->rule, problem->rule) == 0 &&
			strcmp(other->text, problem->text) == 0)
			return true;
	}
	return false;
}

void app_judge(const struct app *app, struct str path, struct str text,
	struct doc *doc)
{
	struct values values = {0};
	struct check_context context = {
		.schema = &app->schema, .values = &values, .today = app->today};

	record_id(&app->schema, app_is_foreign(app), path, &context.path_lang);
	doc_parse(doc, text);
	context.kind = schema_kind_of(&app->schema, path, doc);
	schema_values(context.kind, doc, !app->schema.built_in, &values);
	check_note(doc, &context);
}

/* What fyr check says of the note: with the rules that need the others. */
static bool check(struct app *app, struct str path, struct str text,
	struct doc *doc, struct error *err)
{
	struct check_report report;
	size_t i;

	doc_parse(doc, text);
	if (!app_check_text(app, path, text, &report, err))
		return false;
	doc->problems = (struct problems){0};
	for (i = 0; i < report.count; i++) {
		const struct check_problem *found = &report.items[i];
		struct problem problem = {.line = found->line,
			.column = found->column,
			.severity = found->severity};

		problem.rule = arena_str(&doc->arena, found->rule).data;
		if (str_eq(found->path, path))
			problem_add(&doc->problems, &doc->arena, &problem,
				"%.*s", STR_ARG(found->text));
	}
	check_report_clear(&report);
	return true;
}

static size_t count_errors(const struct doc *doc, const struct doc *old)
{
	size_t errors = 0, i;

	for (i = 0; i < doc->problems.count; i++) {
		const struct problem *problem = &doc->problems.items[i];

		errors += problem->severity == SEVERITY_ERROR &&
			!(old && has_problem(old, problem));
	}
	return errors;
}

/* Errors that others left in the note do not keep this person from it. */
static bool judge(struct app *app, const struct draft *draft,
	struct proposal *p, struct error *err)
{
	struct str path = buf_slice(&p->path);
	struct message message = {.schema = &app->schema,
		.action = draft->action,
		.path = path,
		.lang = draft->lang,
		.new = &p->doc};
	struct doc old = {0};
	bool ok;

	doc_clear(&p->doc);
	ok = check(app, path, buf_slice(&p->text), &p->doc, err);
	p->errors = count_errors(&p->doc, NULL);
	if (ok && p->errors && !p->is_new) {
		ok = check(app, path, buf_slice(&p->old), &old, err);
		p->errors = count_errors(&p->doc, &old);
	} else if (!p->is_new) {
		doc_parse(&old, buf_slice(&p->old));
	}
	if (p->errors && p->state == PROPOSAL_READY)
		p->state = PROPOSAL_WRONG;
	message.old = p->is_new ? NULL : &old;
	message_make(&p->message, &message);
	doc_clear(&old);
	return ok;
}

/* Nothing was written, or it is in the hub already. */
static bool is_same(const struct draft *draft, const struct proposal *p,
	const struct buf *left)
{
	struct buf began = {0};
	bool same =
		!p->is_new && str_eq(buf_slice(&p->text), buf_slice(&p->old));

	if (!same && !draft->in_place && draft_began(draft, &began))
		same = str_eq(buf_slice(left), buf_slice(&began));
	buf_clear(&began);
	return same;
}

static bool settle_path(struct app *app, struct draft *draft,
	struct proposal *p, struct revision_file *file, struct error *err)
{
	if (*draft->path) {
		buf_put(&p->path, draft->path);
		if (!read_old(app, p, file, err))
			return false;
		/* A new note that was committed by a run that was killed. */
		if (draft->action != DRAFT_NEW ||
			str_eq(buf_slice(&p->text), buf_slice(&p->old)))
			return true;
		buf_cut(&p->path, 0);
	}
	app_judge(app, buf_slice(&p->path), buf_slice(&p->text), &p->doc);
	return place_new(app, draft, p, err) && read_old(app, p, file, err);
}

bool app_propose(struct app *app, struct draft *draft, struct proposal *p,
	struct error *err)
{
	struct revision_file file = {0};
	struct buf left = {0};
	bool ok = false;

	*p = (struct proposal){.state = PROPOSAL_READY};
	if (!app_source(app, err) || !app_draft_text(draft, &left, err) ||
		!source_head(app->source, p->head, err))
		goto out;
	buf_str(&p->text, buf_slice(&left));
	if (draft->action != DRAFT_EDIT)
		template_strip(&p->text);
	if (!settle_path(app, draft, p, &file, err))
		goto out;
	if (has_crlf(&p->text) && !has_crlf(&p->old))
		unix_lines(&p->text);
	ok = true;
	if (is_same(draft, p, &left)) {
		p->state = PROPOSAL_SAME;
		goto out;
	}
	if (draft->action != DRAFT_NEW && !draft->in_place &&
		strcmp(file.blob, draft->base) != 0)
		ok = merge_in(draft, p, file.blob, err);
	ok = ok && judge(app, draft, p, err);
out:
	buf_clear(&left);
	if (!ok)
		proposal_clear(p);
	return ok;
}

void proposal_clear(struct proposal *p)
{
	buf_clear(&p->path);
	buf_clear(&p->text);
	buf_clear(&p->old);
	buf_clear(&p->message);
	buf_clear(&p->clash);
	doc_clear(&p->doc);
	*p = (struct proposal){0};
}
