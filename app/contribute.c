/* New, edit, translate: beginning a draft, and committing what came of it. */

#include "app/contribute.h"

#include <stdlib.h>
#include <string.h>

#include "app/draft.h"
#include "app/private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/front.h"
#include "content/template.h"
#include "sync/revision.h"

enum {
	COMMIT_TRIES = 20
};

bool app_may_write(struct app *app, struct error *err)
{
	if (app->readonly)
		return error_set(err, ERROR_REFUSED,
			_("Nothing is changed with --read-only."));
	return app_source(app, err) && save_possible(app->source, err);
}

/* --- a new note --- */

static bool is_label(const struct label *label, struct str word)
{
	return str_eq_nocase(label->id, word) ||
		str_eq_nocase(label->sv, word) ||
		str_eq_nocase(label->en, word);
}

const struct kind *app_find_kind(
	const struct app *app, struct str word, struct error *err)
{
	const struct schema *schema = &app->schema;
	struct buf names = {0};
	size_t i;

	for (i = 0; i < schema->kind_count; i++) {
		const struct kind *kind = &schema->kinds[i];

		if (str_eq_nocase(kind->id, word) ||
			is_label(&kind->label, word) ||
			is_label(&kind->plural, word)) {
			buf_clear(&names);
			return kind;
		}
		buf_printf(&names, "%s%.*s", i ? ", " : "", STR_ARG(kind->id));
	}
	error_set(err, ERROR_INPUT,
		_("This hub has no kind \"%.*s\". It has: %s."), STR_ARG(word),
		buf_text(&names));
	buf_clear(&names);
	return NULL;
}

/* The language of a new note: what was asked for, else the hub's first. */
bool app_find_lang(const struct app *app, struct str wanted, struct str *lang,
	struct error *err)
{
	const struct schema *schema = &app->schema;
	struct buf names = {0};
	size_t i;

	*lang = wanted;
	if (!wanted.len && schema->language_count)
		*lang = schema->languages[0];
	if (!wanted.len || !schema->language_count)
		return true;
	for (i = 0; i < schema->language_count; i++) {
		if (str_eq(schema->languages[i], wanted)) {
			buf_clear(&names);
			return true;
		}
		buf_printf(&names, "%s%.*s", i ? ", " : "",
			STR_ARG(schema->languages[i]));
	}
	error_set(err, ERROR_INPUT,
		_("The notes of this hub are not written in \"%.*s\". They "
		  "are in: %s."),
		STR_ARG(wanted), buf_text(&names));
	buf_clear(&names);
	return false;
}

/* The hub's own template; none is fine. */
void app_read_template(struct app *app, const struct kind *kind,
	struct str lang, struct buf *text)
{
	struct buf path = {0};

	buf_printf(&path, "templates/%.*s.%.*s.md", STR_ARG(kind->id),
		STR_ARG(lang));
	if (!source_read(app->source, buf_text(&path), text, NULL)) {
		buf_cut(&path, 0);
		buf_printf(&path, "templates/%.*s.md", STR_ARG(kind->id));
		source_read(app->source, buf_text(&path), text, NULL);
	}
	buf_clear(&path);
}

/* A value that is many: parts between commas. */
static bool set_many(struct buf *text, const struct draft_field *field)
{
	struct str rest = field->value;
	struct str values[256];
	size_t count = 0;
	struct str part;

	while (count < 256 && str_cut(&rest, ',', &part)) {
		part = str_trim(part);
		if (part.len)
			values[count++] = part;
	}
	return front_set_list(text, field->key, values, count);
}

static bool set_field(struct buf *text, const struct kind *kind,
	const struct draft_field *field, struct error *err)
{
	const struct schema_field *known =
		kind ? kind_field(kind, field->key) : NULL;
	bool mapping = known &&
		(known->type == TYPE_DATED || known->type == TYPE_CONTACT);
	struct buf line = {0};
	size_t i;
	bool ok;

	buf_str(&line, field->value);
	for (i = 0; i < line.len; i++) {
		if ((unsigned char)line.data[i] < 0x20)
			line.data[i] = ' ';
	}
	if (mapping)
		ok = front_set_raw(text, field->key, buf_slice(&line));
	else if (known && known->many)
		ok = set_many(text, field);
	else
		ok = front_set(text, field->key, buf_slice(&line));
	buf_clear(&line);
	return ok ||
		error_set(err, ERROR_REFUSED,
			_("The field \"%.*s\" cannot be set: the front matter "
			  "of the note is not as it should be."),
			STR_ARG(field->key));
}

static bool set_fields(const struct app *app, struct buf *text, struct str kind,
	const struct draft_request *request, struct error *err)
{
	size_t i;

	for (i = 0; i < request->field_count; i++) {
		if (!set_field(text, schema_kind(&app->schema, kind),
			    &request->fields[i], err))
			return false;
	}
	return true;
}

/* A whole note replaces all; a text without front matter only the body. */
static void take_text(struct buf *note, struct str text)
{
	if (str_starts(text, "---\n") || str_starts(text, "---\r\n")) {
		buf_cut(note, 0);
		buf_str(note, text);
		return;
	}
	buf_cut(note, front_end(buf_slice(note)));
	if (note->len)
		buf_byte(note, '\n');
	buf_str(note, text);
	if (text.len && text.data[text.len - 1] != '\n')
		buf_byte(note, '\n');
}

bool app_draft_new(struct app *app, const struct draft_request *request,
	struct draft *draft, struct error *err)
{
	const struct kind *kind = app_find_kind(app, request->kind, err);
	struct template template = {.schema = &app->schema,
		.kind = kind,
		.title = str_trim(request->title),
		.owner = app->config.owner,
		.today = app->today,
		.help = request->help};
	struct draft_start start = {.action = DRAFT_NEW, .base = ""};
	struct buf hub = {0}, text = {0};
	bool ok;

	*draft = (struct draft){.lock = -1};
	if (!kind || !app_find_lang(app, request->lang, &template.lang, err) ||
		!app_source(app, err))
		return false;
	app_read_template(app, kind, template.lang, &hub);
	template.text = buf_slice(&hub);
	template_make(&text, &template);
	if (request->has_text)
		take_text(&text, request->text);
	ok = set_fields(app, &text, kind->id, request, err);
	start.kind = kind->id;
	start.lang = template.lang;
	start.text = buf_slice(&text);
	/* Without an editor, what there is is what was meant. */
	start.began = request->help ? start.text : (struct str){0};
	ok = ok && draft_make(app, &start, draft, err);
	buf_clear(&hub);
	buf_clear(&text);
	return ok;
}

/* --- an existing note --- */

/* The note's own file in a work clone. */
static bool open_in_place(struct app *app, struct str path, struct draft *draft,
	struct error *err)
{
	struct buf file = {0};
	struct buf dir = {0};

	*draft = (struct draft){
		.action = DRAFT_EDIT, .in_place = true, .base = "", .lock = -1};
	buf_printf(&file, "%s/%.*s", app->path, STR_ARG(path));
	buf_put(&dir, "/");
	draft->path = arena_str(&draft->arena, path).data;
	draft->name = draft->path;
	draft->file = arena_str(&draft->arena, buf_slice(&file)).data;
	draft->dir = arena_str(&draft->arena, buf_slice(&dir)).data;
	buf_cut(&file, 0);
	/* A link or a device is not given to an editor. */
	if (!app_draft_text(draft, &file, err)) {
		app_draft_close(draft);
		buf_clear(&file);
		buf_clear(&dir);
		return false;
	}
	buf_clear(&file);
	buf_clear(&dir);
	return true;
}

/* A draft of the text that the branch has. */
static bool draft_of(struct app *app, struct str path, struct draft *draft,
	struct error *err)
{
	struct draft_start start = {.action = DRAFT_EDIT, .path = path};
	char head[SOURCE_ID];
	struct revision_file file = {head, NULL, ""};
	struct buf name = {0}, text = {0};
	char *kept = str_copy(path);
	bool ok;

	file.path = kept;
	ok = source_head(app->source, head, err) &&
		revision_read(app->source, &file, &text, err);
	if (ok) {
		draft_name(app, path, &name);
		start.name = buf_slice(&name);
		start.base = file.blob;
		start.text = start.began = buf_slice(&text);
		ok = draft_make(app, &start, draft, err);
	}
	free(kept);
	buf_clear(&name);
	buf_clear(&text);
	return ok;
}

/* The draft for a path, if there is one. False with err->kind otherwise. */
static bool open_for(struct app *app, struct str path, struct draft *draft,
	struct error *err)
{
	struct buf name = {0};
	bool ok;

	draft_name(app, path, &name);
	ok = draft_open(app, buf_slice(&name), draft, err);
	buf_clear(&name);
	return ok;
}

bool app_draft_edit(struct app *app, struct str ref, bool in_place,
	struct draft *draft, struct error *err)
{
	struct store_results one = {0};
	struct error why = {0};
	struct str path;
	bool ok;

	if (draft_open(app, ref, draft, &why))
		return true;
	if (why.kind != ERROR_NOT_FOUND) {
		if (err)
			*err = why;
		return false;
	}
	if (!app_source(app, err) ||
		!store_find(app->store, ref, str_from(i18n_lang()), &one, err))
		return false;
	path = one.items[0].path;
	if (in_place && source_type(app->source) == SOURCE_WORK) {
		ok = open_in_place(app, path, draft, err);
	} else {
		ok = open_for(app, path, draft, &why);
		if (!ok && why.kind == ERROR_NOT_FOUND)
			ok = draft_of(app, path, draft, err);
		else if (!ok && err)
			*err = why;
	}
	store_results_clear(&one);
	return ok;
}

bool app_draft_write(struct app *app, const struct draft *draft,
	const struct draft_request *request, struct error *err)
{
	struct buf text = {0};
	struct doc doc = {0};
	const struct kind *kind;
	bool ok = app_draft_text(draft, &text, err);

	if (ok && request->has_text)
		take_text(&text, request->text);
	if (ok) {
		doc_parse_front(&doc, buf_slice(&text));
		kind = *draft->path ? schema_kind_of(&app->schema,
					      str_from(draft->path), &doc)
				    : schema_kind(&app->schema, draft->kind);
		ok = set_fields(app, &text, kind ? kind->id : (struct str){0},
			     request, err) &&
			file_write(draft->file, buf_slice(&text),
				draft->in_place ? 0644 : 0600, err);
	}
	doc_clear(&doc);
	buf_clear(&text);
	return ok;
}

/* --- the commit --- */

bool app_commit(struct app *app, struct draft *draft, struct proposal *proposal,
	struct save_result *result, struct error *err)
{
	struct error why = {0};
	int tries;

	for (tries = 0; tries < COMMIT_TRIES; tries++) {
		struct save_file file = {buf_text(&proposal->path),
			buf_slice(&proposal->text), false};
		struct save_request request = {&file, 1,
			draft->message ? draft->message
				       : buf_text(&proposal->message),
			*proposal->head ? proposal->head : NULL};

		if (proposal->state != PROPOSAL_READY)
			return true;
		why = (struct error){0};
		if (draft_settle(draft, buf_slice(&proposal->path), &why) &&
			app_save(app, &request, result, &why)) {
			app_draft_drop(draft);
			return true;
		}
		if (why.kind != ERROR_CONFLICT)
			break;
		proposal_clear(proposal);
		if (!app_propose(app, draft, proposal, err))
			return false;
	}
	if (err)
		*err = why;
	return false;
}
