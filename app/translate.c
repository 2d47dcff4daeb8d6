/* A note in another language, and "reviewed, no change". */

#include <stdlib.h>
#include <string.h>

#include "app/draft.h"
#include "app/fresh.h"
#include "app/message.h"
#include "app/primary.h"
#include "app/private.h"
#include "app/reviews.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/front.h"
#include "sync/revision.h"

static const char *usual_key(enum role role)
{
	switch (role) {
	case ROLE_LANG:
		return "lang";
	case ROLE_TITLE:
		return "title";
	case ROLE_SUMMARY:
		return "summary";
	default:
		return role == ROLE_REVIEWED ? "reviewed" : "review_by";
	}
}

/* --- a translation --- */

/* The note's field with that role, whatever its name in the hub. */
static struct str key_of(const struct app *app, const struct primary *p,
	const struct doc *doc, enum role role)
{
	const struct kind *kind =
		schema_kind_of(&app->schema, buf_slice(&p->path), doc);

	return kind_key(kind, role, usual_key(role));
}

static struct str field_of(const struct app *app, const struct primary *p,
	const struct doc *doc, enum role role)
{
	return doc_field(doc, key_of(app, p, doc, role).data);
}

/* The language that the note's first file is written in. */
static struct str own_lang(
	const struct app *app, const struct primary *p, struct arena *arena)
{
	const struct schema *schema = &app->schema;
	struct doc doc = {0};
	struct str own, path_lang;

	record_id(schema, false, buf_slice(&p->path), &path_lang);
	doc_parse_front(&doc, buf_slice(&p->text));
	own = field_of(app, p, &doc, ROLE_LANG);
	own = own.len ? own : path_lang;
	own = own.len || !schema->language_count ? own : schema->languages[0];
	own = arena_str(arena, own);
	doc_clear(&doc);
	return own;
}

static bool has_langs(const struct app *app, struct error *err)
{
	return !app_is_foreign(app) ||
		error_set(err, ERROR_REFUSED,
			_("Notes in several languages need a hub file, "
			  "fyr.yaml, that names the languages."));
}

static bool check_lang(const struct app *app, const struct primary *p,
	struct str lang, struct error *err)
{
	const struct schema *schema = &app->schema;
	struct arena arena = {0};
	struct buf names = {0};
	bool known = false, ok;
	size_t i;

	for (i = 0; i < schema->language_count; i++) {
		known = known || str_eq(schema->languages[i], lang);
		buf_printf(&names, "%s%.*s", i ? ", " : "",
			STR_ARG(schema->languages[i]));
	}
	ok = has_langs(app, err);
	if (ok && !known)
		ok = error_set(err, ERROR_INPUT,
			_("The notes of this hub are not written in \"%.*s\". "
			  "They are in: %s."),
			STR_ARG(lang), buf_text(&names));
	else if (ok && str_eq(own_lang(app, p, &arena), lang))
		ok = error_set(err, ERROR_INPUT,
			_("The note is written in this language already."));
	arena_clear(&arena);
	buf_clear(&names);
	return ok;
}

bool app_translations(struct app *app, struct str ref,
	struct str langs[TRANSLATIONS], size_t *count, struct error *err)
{
	const struct schema *schema = &app->schema;
	struct arena arena = {0};
	struct primary p;
	struct str own;
	size_t i;

	*count = 0;
	if (!has_langs(app, err) || !primary_find(app, ref, &p, err))
		return false;
	own = own_lang(app, &p, &arena);
	for (i = 0; i < schema->language_count && *count < TRANSLATIONS; i++) {
		if (!str_eq(schema->languages[i], own))
			langs[(*count)++] = schema->languages[i];
	}
	arena_clear(&arena);
	primary_clear(&p);
	return *count ||
		error_set(err, ERROR_REFUSED,
			_("The notes of this hub are in one language only; "
			  "\"languages\" in fyr.yaml names them."));
}

/* Title, summary and text as they are, to be written over. */
static void begin_text(const struct app *app, const struct primary *p,
	struct str lang, struct buf *text)
{
	struct doc doc = {0};
	struct buf today = {0};

	date_iso(&today, app->today);
	doc_parse(&doc, buf_slice(&p->text));
	buf_put(text, "---\n#: ");
	buf_put(text,
		_("Translate the title, the summary and the text. All other "
		  "fields stay in the first file."));
	buf_printf(text, "\n%s: ", key_of(app, p, &doc, ROLE_TITLE).data);
	front_scalar(
		text, message_title(&app->schema, buf_slice(&p->path), &doc));
	buf_printf(text,
		"\n%s: %.*s\n%s: ", key_of(app, p, &doc, ROLE_LANG).data,
		STR_ARG(lang), key_of(app, p, &doc, ROLE_SUMMARY).data);
	front_scalar(text, field_of(app, p, &doc, ROLE_SUMMARY));
	buf_printf(text, "\ntranslated: %s\n---\n", buf_text(&today));
	buf_str(text, doc.body);
	buf_clear(&today);
	doc_clear(&doc);
}

/* An old translation is brought up to date: its date too. */
static void renew_text(
	const struct app *app, const struct buf *old, struct buf *text)
{
	struct buf today = {0};

	date_iso(&today, app->today);
	buf_str(text, buf_slice(old));
	front_set(text, STR("translated"), buf_slice(&today));
	buf_clear(&today);
}

static bool make_draft(struct app *app, const struct primary *p,
	const struct draft_start *begun, struct draft *draft, struct error *err)
{
	struct draft_start start = *begun;
	char head[SOURCE_ID];
	struct revision_file file = {head, start.path.data, ""};
	struct buf name = {0}, old = {0}, text = {0};
	struct error why = {0};
	bool there, ok = source_head(app->source, head, err);

	there = ok && revision_read(app->source, &file, &old, &why);
	if (there)
		renew_text(app, &old, &text);
	else
		begin_text(app, p, start.lang, &text);
	draft_name(app, start.path, &name);
	start.name = buf_slice(&name);
	start.base = file.blob;
	start.text = start.began = buf_slice(&text);
	if (ok && !there && why.kind != ERROR_NOT_FOUND) {
		ok = false;
		if (err)
			*err = why;
	}
	ok = ok && draft_make(app, &start, draft, err);
	buf_clear(&name);
	buf_clear(&old);
	buf_clear(&text);
	return ok;
}

bool app_draft_translate(struct app *app, struct str ref, struct str lang,
	struct draft *draft, struct error *err)
{
	struct draft_start start = {.action = DRAFT_TRANSLATE, .lang = lang};
	struct buf name = {0}, path = {0};
	struct error why = {0};
	struct str own;
	struct primary p;
	bool ok = false;

	*draft = (struct draft){.lock = -1};
	if (!primary_find(app, ref, &p, err))
		return false;
	if (!check_lang(app, &p, lang, err))
		goto out;
	if (!str_is(file_dir(buf_slice(&p.path)), "."))
		buf_printf(
			&path, "%.*s/", STR_ARG(file_dir(buf_slice(&p.path))));
	buf_str(&path,
		record_id(&app->schema, false, buf_slice(&p.path), &own));
	buf_printf(&path, ".%.*s.md", STR_ARG(lang));
	start.path = buf_slice(&path);
	draft_name(app, start.path, &name);
	ok = draft_open(app, buf_slice(&name), draft, &why);
	if (!ok && why.kind == ERROR_NOT_FOUND)
		ok = make_draft(app, &p, &start, draft, err);
	else if (!ok && err)
		*err = why;
out:
	buf_clear(&name);
	buf_clear(&path);
	primary_clear(&p);
	return ok;
}

/* --- reviewed, no change --- */

static bool set_date(struct buf *text, const struct kind *kind, enum role role,
	struct date date)
{
	struct buf iso = {0};
	bool ok;

	if (date.year)
		date_iso(&iso, date);
	ok = front_set(
		text, kind_key(kind, role, usual_key(role)), buf_slice(&iso));
	buf_clear(&iso);
	return ok;
}

/* Today's second look does not move the day that the first one proposed. */
static bool is_settled(const struct app *app, struct str done, struct str next)
{
	struct date reviewed, by;

	return date_parse(done, &reviewed) && date_parse(next, &by) &&
		date_days(reviewed) == date_days(app->today) &&
		date_days(by) > date_days(app->today);
}

static bool set_reviewed(
	struct app *app, struct primary *p, struct buf *message)
{
	struct date next = {0};
	const struct kind *kind;
	struct doc doc = {0};
	struct message_line line = {.verb = "review", .rest = ", no change"};
	struct str by;
	bool ok;

	doc_parse(&doc, buf_slice(&p->text));
	kind = schema_kind_of(&app->schema, buf_slice(&p->path), &doc);
	by = field_of(app, p, &doc, ROLE_REVIEW_BY);
	if (is_settled(app, field_of(app, p, &doc, ROLE_REVIEWED), by))
		date_parse(by, &next);
	else if (kind && kind->review_days)
		next = app_review_next(app, kind->review_days);
	line.kind = kind ? kind->id : (struct str){0};
	line.title = message_title(&app->schema, buf_slice(&p->path), &doc);
	message_line(message, &line);
	ok = set_date(&p->text, kind, ROLE_REVIEWED, app->today) &&
		(!(next.year || by.len) ||
			set_date(&p->text, kind, ROLE_REVIEW_BY, next));
	doc_clear(&doc);
	return ok;
}

/* The note, and its translations, which nothing has put behind. */
static bool save_reviewed(struct app *app, const struct primary *p,
	struct reviewed *reviewed, const char *head, struct error *err)
{
	struct fresh fresh = {0};
	struct save_request request = {
		.message = buf_text(&reviewed->message), .base = head};
	struct save_file *files = NULL;
	bool ok = fresh_translations(app, buf_slice(&p->path), &fresh, err);
	size_t i;

	if (ok) {
		files = mem_array(fresh.count + 1, sizeof(*files));
		files[request.count++] = (struct save_file){
			buf_text(&p->path), buf_slice(&p->text), false};
		for (i = 0; i < fresh.count; i++)
			files[request.count++] =
				(struct save_file){fresh.items[i].path,
					fresh.items[i].text, false};
		request.files = files;
		ok = app_save(app, &request, &reviewed->save, err);
	}
	free(files);
	fresh_clear(&fresh);
	return ok;
}

bool app_review(struct app *app, struct str ref, struct reviewed *reviewed,
	struct error *err)
{
	struct primary p;
	char head[SOURCE_ID];
	bool ok;

	if (!app_may_write(app, err) || !primary_find(app, ref, &p, err))
		return false;
	buf_str(&reviewed->old, buf_slice(&p.text));
	ok = source_head(app->source, head, err);
	if (ok && !set_reviewed(app, &p, &reviewed->message))
		ok = error_set(err, ERROR_REFUSED,
			_("The front matter of %s is not as it should be. "
			  "Mend it first: fyr edit"),
			gate_name(buf_text(&p.path)).text);
	buf_str(&reviewed->text, buf_slice(&p.text));
	ok = ok &&
		(reviewed->dry || save_reviewed(app, &p, reviewed, head, err));
	primary_clear(&p);
	return ok;
}

void reviewed_clear(struct reviewed *reviewed)
{
	buf_clear(&reviewed->old);
	buf_clear(&reviewed->text);
	buf_clear(&reviewed->message);
}
