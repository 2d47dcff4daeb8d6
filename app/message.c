#include "app/message.h"

#include "base/gate.h"
#include "base/utf8.h"

enum {
	LINE_CELLS = 72,
	TITLE_CELLS = 20, /* of a title, at least */
	VALUE_CELLS = 60, /* of a value in the message's text */
	DETAILS = 30 /* lines */
};

struct str message_title(
	const struct schema *schema, struct str path, const struct doc *doc)
{
	const struct kind *kind = schema_kind_of(schema, path, doc);
	const struct schema_field *field =
		kind ? kind_role(kind, ROLE_TITLE) : NULL;
	struct str title = doc_field(doc, "title");

	if (field && !title.len)
		title = doc_field(doc, field->key.data);
	if (!title.len && doc->heading_count)
		title = doc->headings[0].text;
	return str_trim(title);
}

/* At most so many cells, with "…" when it was cut. */
static void put_cut(struct buf *out, struct str text, size_t cells)
{
	struct buf clean = {0};
	struct str fit;

	gate_text(&clean, text, GATE_LINE);
	fit = buf_slice(&clean);
	if (utf8_cells(fit) > cells)
		fit = utf8_fit(fit, cells - 1);
	buf_str(out, fit);
	if (fit.len < clean.len)
		buf_put(out, "…");
	buf_clear(&clean);
}

void message_line(struct buf *out, const struct message_line *line)
{
	struct buf head = {0};
	size_t used;

	put_cut(&head, line->kind.len ? line->kind : STR("note"), TITLE_CELLS);
	buf_printf(&head, ": %s \"", line->verb);
	used = utf8_cells(buf_slice(&head)) + 1 +
		utf8_cells(str_from(line->rest));
	buf_str(out, buf_slice(&head));
	put_cut(out, line->title,
		used + TITLE_CELLS < LINE_CELLS ? LINE_CELLS - used
						: TITLE_CELLS);
	buf_printf(out, "\"%s", line->rest);
	buf_clear(&head);
}

static const struct yaml *find(const struct doc *doc, struct str key)
{
	const struct yaml *at = doc->front ? doc->front->first : NULL;

	while (at && !str_eq(at->key, key))
		at = at->next;
	return at;
}

static bool same(const struct yaml *a, const struct yaml *b)
{
	if (!a || !b || a->type != b->type)
		return !a && !b;
	if (a->type == YAML_SCALAR)
		return str_eq(a->text, b->text);
	for (a = a->first, b = b->first; a && b; a = a->next, b = b->next) {
		if (!str_eq(a->key, b->key) || !same(a, b))
			return false;
	}
	return !a && !b;
}

struct changes {
	struct buf keys; /* ", " between */
	struct buf details;
	int lines;
};

static void put_name(struct buf *out, struct str name)
{
	if (out->len)
		buf_put(out, ", ");
	put_cut(out, name, TITLE_CELLS);
}

static void put_detail(struct changes *c, struct str key,
	const struct yaml *old, const struct yaml *new)
{
	bool plain = (!old || old->type == YAML_SCALAR) &&
		(!new || new->type == YAML_SCALAR);

	if (!plain || c->lines++ >= DETAILS)
		return;
	put_cut(&c->details, key, TITLE_CELLS);
	buf_put(&c->details, ": ");
	put_cut(&c->details, old ? old->text : (struct str){0}, VALUE_CELLS);
	buf_put(&c->details, " -> ");
	put_cut(&c->details, new ? new->text : (struct str){0}, VALUE_CELLS);
	buf_byte(&c->details, '\n');
}

static void compare(
	struct changes *c, const struct doc *old, const struct doc *new)
{
	const struct yaml *at;

	for (at = new->front ? new->front->first : NULL; at; at = at->next) {
		if (same(find(old, at->key), at))
			continue;
		put_name(&c->keys, at->key);
		put_detail(c, at->key, find(old, at->key), at);
	}
	for (at = old->front ? old->front->first : NULL; at; at = at->next) {
		if (find(new, at->key))
			continue;
		put_name(&c->keys, at->key);
		put_detail(c, at->key, at, NULL);
	}
	if (!str_eq(old->body, new->body))
		put_name(&c->keys, STR("text"));
}

static void put_change(struct buf *out, const struct message *message,
	struct message_line *line)
{
	struct changes c = {0};
	struct buf rest = {0};

	compare(&c, message->old, message->new);
	line->verb = "change";
	if (c.keys.len && utf8_cells(buf_slice(&c.keys)) <= LINE_CELLS / 2)
		buf_printf(&rest, " (%s)", buf_text(&c.keys));
	line->rest = buf_text(&rest);
	message_line(out, line);
	if (c.details.len)
		buf_printf(out, "\n\n%s", buf_text(&c.details));
	buf_clear(&rest);
	buf_clear(&c.details);
	buf_clear(&c.keys);
}

void message_make(struct buf *out, const struct message *message)
{
	const struct kind *kind =
		schema_kind_of(message->schema, message->path, message->new);
	struct message_line line = {.kind = kind ? kind->id : (struct str){0},
		.title = message_title(
			message->schema, message->path, message->new),
		.rest = ""};
	struct buf rest = {0};

	if (message->old) {
		put_change(out, message, &line);
		return;
	}
	line.verb = message->action == DRAFT_TRANSLATE ? "translate" : "add";
	if (message->action == DRAFT_TRANSLATE)
		buf_printf(&rest, " to %.*s", STR_ARG(message->lang));
	line.rest = buf_text(&rest);
	message_line(out, &line);
	buf_clear(&rest);
}
