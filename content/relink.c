#include "content/relink.h"

#include <stdlib.h>
#include <string.h>

#include "content/front.h"

/* One attempt: the text with the bytes [at, at + len) replaced. */
struct attempt {
	const struct doc *doc;
	size_t number; /* of the link */
	struct str was, is; /* target */
};

static bool proves(const struct attempt *a, const struct doc *now)
{
	size_t i;

	if (now->link_count != a->doc->link_count ||
		!str_eq(now->links[a->number].target, a->is))
		return false;
	for (i = 0; i < now->link_count; i++) {
		const struct link *old = &a->doc->links[i];
		const struct link *new = &now->links[i];

		if (old->wiki != new->wiki || !str_eq(old->anchor, new->anchor))
			return false;
		/* Links that share a definition go together. */
		if (!str_eq(old->target, new->target) &&
			!(str_eq(old->target, a->was) &&
				str_eq(new->target, a->is)))
			return false;
	}
	return true;
}

static void replaced(struct buf *out, const struct buf *file, size_t at,
	const struct attempt *a)
{
	buf_add(out, file->data, at);
	buf_str(out, a->is);
	buf_add(out, file->data + at + a->was.len, file->len - at - a->was.len);
}

/* Can a target stand here? Spares reading the note for every mention. */
static bool may_be(const struct buf *file, size_t at, size_t len)
{
	char before = at ? file->data[at - 1] : '\n';
	char after = at + len < file->len ? file->data[at + len] : '\n';

	return strchr("([< \t\n", before) && strchr(")]>#| \t\r\n", after);
}

static bool try_at(struct buf *file, size_t at, const struct attempt *attempt)
{
	struct buf text = {0};
	struct doc now = {0};
	bool ok;

	if (!may_be(file, at, attempt->was.len))
		return false;
	replaced(&text, file, at, attempt);
	doc_parse(&now, buf_slice(&text));
	ok = proves(attempt, &now);
	doc_clear(&now);
	if (ok) {
		buf_clear(file);
		*file = text;
	} else {
		buf_clear(&text);
	}
	return ok;
}

/* Where line `line` of the file begins. */
static size_t line_at(struct str text, int line)
{
	size_t at = 0;

	while (--line > 0 && at < text.len)
		at += str_find(str_sub(text, at, text.len), '\n') + 1;
	return at < text.len ? at : text.len;
}

static bool try_span(
	struct buf *file, size_t from, size_t to, const struct attempt *attempt)
{
	char *needle = str_copy(attempt->was);
	bool ok = false;

	while (!ok && from < to) {
		struct str rest = str_sub(buf_slice(file), from, to);
		size_t found = str_find_text(rest, needle);

		if (found == rest.len)
			break;
		ok = try_at(file, from + found, attempt);
		from += found + 1;
	}
	free(needle);
	return ok;
}

/* From its block on; then before it, where a definition may stand. */
static bool change(struct buf *file, const struct attempt *attempt)
{
	size_t body = front_end(buf_slice(file));
	size_t block = line_at(
		buf_slice(file), attempt->doc->links[attempt->number].line);

	if (!attempt->was.len)
		return false;
	block = block < body ? body : block;
	return try_span(file, block, file->len, attempt) ||
		try_span(file, body, block, attempt);
}

void relink(struct buf *file, const struct relink *how, struct relinked *result)
{
	size_t at = 0;
	bool more = true;

	*result = (struct relinked){0};
	while (more) {
		struct doc doc = {0};
		struct buf target = {0};
		struct attempt attempt = {.doc = &doc};

		doc_parse(&doc, buf_slice(file));
		while (at < doc.link_count &&
			!how->target(&doc.links[at], &target, how->arg)) {
			buf_cut(&target, 0);
			at++;
		}
		more = at < doc.link_count;
		if (more) {
			attempt.number = at++;
			attempt.was = doc.links[attempt.number].target;
			attempt.is = buf_slice(&target);
			if (change(file, &attempt))
				result->changed++;
			else
				result->missed++;
		}
		buf_clear(&target);
		doc_clear(&doc);
	}
}
