/* Notes into the index. */
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/flush.h"
#include "store/name.h"
#include "store/pack.h"
#include "store/remove.h"
#include "store/stmt.h"
#include "store/words.h"

enum {
	NORM_MAX = 400
}; /* bytes of a field's value that are compared */

static void bind_texts(
	sqlite3_stmt *stmt, int from, const struct str *texts, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		stmt_text(stmt, from + (int)i, texts[i]);
}

struct made {
	struct buf title_key, tags, initials;
	int64_t title_len;
};

/* The title's words without stop words, and how many words it has. */
static void make_initials(
	struct made *made, const struct store *store, struct str title)
{
	struct token_scan scan;
	struct token token;

	token_scan_init(&scan, store->fold, title);
	while (token_next(&scan, &token)) {
		if (token.whole)
			continue;
		made->title_len++;
		if (name_is_stop_word(token.text))
			continue;
		if (made->initials.len)
			buf_byte(&made->initials, ' ');
		buf_str(&made->initials, token.text);
	}
	token_scan_clear(&scan);
}

static void made_init(struct made *made, const struct store *store,
	const struct store_note *note)
{
	size_t i;

	memset(made, 0, sizeof(*made));
	utf8_sort_key(&made->title_key, note->title);
	for (i = 0; i < note->tag_count; i++) {
		if (i)
			buf_put(&made->tags, ", ");
		buf_str(&made->tags, note->tags[i]);
	}
	make_initials(made, store, note->title);
}

static void made_clear(struct made *made)
{
	buf_clear(&made->title_key);
	buf_clear(&made->tags);
	buf_clear(&made->initials);
}

/* Guards the row and its text; see store_verify. */
static int64_t note_sum(const struct store_note *note)
{
	const struct str texts[] = {note->path, note->version, note->title,
		note->alias, note->head, note->body, note->meta};
	uint64_t sum = 1;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		sum = pack_sum(sum, texts[i]);
	return (int64_t)(sum >> 1);
}

static bool put_doc(struct store *store, int64_t id,
	const struct store_note *note, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO doc(id, path, version, note, title, kind, status,"
		" lang, summary, owner, translation_of, tags, initials,"
		" title_key, stamp, low, title_len, body_len, bytes, problems,"
		" edited, sections, sum, own_status, own_low, inlinks, created,"
		" modified, author)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
		" ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?7,"
		" ?16, 0, 0, ?15, '')",
		err);
	struct made made;
	bool ok;

	if (!stmt)
		return false;
	made_init(&made, store, note);
	stmt_int(stmt, 1, id);
	bind_texts(stmt, 2,
		(const struct str[]){note->path, note->version, note->id,
			note->title, note->kind, note->status, note->lang,
			note->summary, note->owner, note->translation_of,
			buf_slice(&made.tags), buf_slice(&made.initials)},
		12);
	stmt_blob(stmt, 14, buf_slice(&made.title_key));
	stmt_int(stmt, 15, note->modified);
	stmt_int(stmt, 16, name_low(note->status));
	stmt_int(stmt, 17, made.title_len);
	stmt_int(stmt, 18, (int64_t)note->body.len);
	stmt_int(stmt, 19, (int64_t)note->bytes);
	stmt_int(stmt, 20, (int64_t)note->problems);
	stmt_int(stmt, 21, note->edited);
	stmt_int(stmt, 22, (int64_t)note->section_count);
	stmt_int(stmt, 23, note_sum(note));
	ok = stmt_run(store, stmt, err);
	made_clear(&made);
	return ok;
}

static bool put_text(struct store *store, int64_t id,
	const struct store_note *note, struct error *err)
{
	const struct words_text text = {
		{note->title, note->alias, note->head, note->body, note->meta}};
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO doc_text(id, title, alias, head, body, meta)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
		err);

	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	bind_texts(stmt, 2, text.columns, 5);
	if (!stmt_run(store, stmt, err))
		return false;
	if (!store->bulk) {
		words_count(store, &text, 1);
		return true;
	}
	stmt = stmt_get(store,
		"INSERT INTO fts(rowid, title, alias, head, body, meta)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
		err);
	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	bind_texts(stmt, 2, text.columns, 5);
	return stmt_run(store, stmt, err);
}

static bool put_field(struct store *store, int64_t id, size_t n,
	const struct store_field *field, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO field(doc, n, key, value, role, event, scope,"
		" source, date, day, expected, item, norm, number)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
		" ?13, ?14)",
		err);
	struct buf norm = {0};
	double number;
	bool ok;

	if (!stmt)
		return false;
	token_join(&norm, store->fold, str_sub(field->value, 0, NORM_MAX));
	stmt_int(stmt, 1, id);
	stmt_int(stmt, 2, (int64_t)n);
	bind_texts(stmt, 3,
		(const struct str[]){field->key, field->value, field->role,
			field->event, field->scope, field->source},
		6);
	if (field->date.year) {
		stmt_int(stmt, 9,
			field->date.year * 10000 + field->date.month * 100 +
				field->date.day);
		stmt_int(stmt, 10, date_days(field->date));
	}
	stmt_int(stmt, 11, field->expected);
	stmt_int(stmt, 12, field->item);
	stmt_text(stmt, 13, buf_slice(&norm));
	if (name_number(str_trim(field->value), &number))
		sqlite3_bind_double(stmt, 14, number);
	ok = stmt_run(store, stmt, err);
	buf_clear(&norm);
	return ok;
}

static bool put_tag(struct store *store, int64_t id, size_t n, struct str tag,
	struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO tag(doc, n, tag, norm) VALUES(?1, ?2, ?3, ?4)",
		err);
	struct buf norm = {0};
	bool ok;

	if (!stmt)
		return false;
	name_norm(&norm, tag);
	stmt_int(stmt, 1, id);
	stmt_int(stmt, 2, (int64_t)n);
	stmt_text(stmt, 3, tag);
	stmt_text(stmt, 4, buf_slice(&norm));
	ok = stmt_run(store, stmt, err);
	buf_clear(&norm);
	return ok;
}

static bool put_name(struct store *store, int64_t id, struct str name,
	enum name_rank rank, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT OR IGNORE INTO name(doc, name, rank)"
		" VALUES(?1, ?2, ?3)",
		err);
	struct buf norm = {0};
	bool ok = true;

	if (!stmt)
		return false;
	name_norm(&norm, name);
	if (norm.len) {
		stmt_int(stmt, 1, id);
		stmt_text(stmt, 2, buf_slice(&norm));
		stmt_int(stmt, 3, rank);
		ok = stmt_run(store, stmt, err);
		flush_touch(store, (struct str){0}, buf_slice(&norm));
	}
	buf_clear(&norm);
	return ok;
}

static bool put_names(struct store *store, int64_t id,
	const struct store_note *note, struct error *err)
{
	struct str rest = note->alias;
	struct str line;
	size_t i;

	if (!put_name(store, id, note->id, NAME_ID, err))
		return false;
	for (i = 0; i < note->identifier_count; i++) {
		struct str name = note->identifiers[i];

		if (!put_name(store, id, name, NAME_IDENTIFIER, err) ||
			!put_name(store, id, name_bare(name), NAME_BARE, err))
			return false;
	}
	while (str_cut(&rest, '\n', &line)) {
		if (!put_name(store, id, line, NAME_ALIAS, err))
			return false;
	}
	return true;
}

static bool put_link(struct store *store, int64_t id, size_t n,
	const struct store_link *link, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO link(doc, n, path, name, url, anchor, text,"
		" field, line) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
		err);
	struct buf name = {0};
	bool ok;

	if (!stmt)
		return false;
	if (!link->path.len)
		name_norm(&name, link->id);
	stmt_int(stmt, 1, id);
	stmt_int(stmt, 2, (int64_t)n);
	bind_texts(stmt, 3,
		(const struct str[]){link->path, buf_slice(&name), link->url,
			link->anchor, link->text, link->field},
		6);
	stmt_int(stmt, 9, link->line);
	ok = stmt_run(store, stmt, err);
	flush_touch(store, link->path, buf_slice(&name));
	buf_clear(&name);
	return ok;
}

static bool put_sections(struct store *store, int64_t id,
	const struct store_note *note, struct error *err)
{
	sqlite3_stmt *stmt;
	struct buf list = {0};
	bool ok;
	size_t i;

	if (!note->section_count)
		return true;
	stmt = stmt_get(
		store, "INSERT INTO section(doc, list) VALUES(?1, ?2)", err);
	if (!stmt)
		return false;
	for (i = 0; i < note->section_count; i++) {
		const struct store_section *section = &note->sections[i];

		pack_number(&list, (uint64_t)section->level);
		pack_number(&list, (uint64_t)section->line);
		pack_number(&list, section->offset);
		pack_text(&list, section->heading);
		pack_text(&list, section->anchor);
	}
	stmt_int(stmt, 1, id);
	stmt_blob(stmt, 2, buf_slice(&list));
	ok = stmt_run(store, stmt, err);
	buf_clear(&list);
	return ok;
}

static bool put_lists(struct store *store, int64_t id,
	const struct store_note *note, struct error *err)
{
	size_t i;

	for (i = 0; i < note->field_count; i++) {
		if (!put_field(store, id, i, &note->fields[i], err))
			return false;
	}
	for (i = 0; i < note->tag_count; i++) {
		if (!put_tag(store, id, i, note->tags[i], err))
			return false;
	}
	for (i = 0; i < note->link_count; i++) {
		if (!put_link(store, id, i, &note->links[i], err))
			return false;
	}
	return put_names(store, id, note, err) &&
		put_sections(store, id, note, err);
}

/* What the history tells of the note; a bulk load does it once at its end. */
static bool put_history(struct store *store, struct str path, struct error *err)
{
	sqlite3_stmt *stmt;

	if (store->bulk)
		return true;
	stmt = stmt_get(store,
		"UPDATE doc SET created = l.created, author = l.author,"
		" modified = CASE WHEN doc.edited AND doc.stamp > 0"
		" THEN doc.stamp ELSE l.modified END"
		" FROM life l WHERE l.path = ?1 AND doc.path = ?1",
		err);
	if (!stmt)
		return false;
	stmt_text(stmt, 1, path);
	return stmt_run(store, stmt, err);
}

bool store_put(
	struct store *store, const struct store_note *note, struct error *err)
{
	int64_t id;
	bool ok;

	if (!put_allowed(store, err))
		return false;
	ok = remove_note(store, note->path, err);
	id = store->next_id++;
	flush_touch(store, note->path, (struct str){0});
	flush_touch_note(store, note->id);
	flush_touch_note(store, note->translation_of);
	ok = ok && put_doc(store, id, note, err) &&
		put_text(store, id, note, err) &&
		put_lists(store, id, note, err) &&
		put_history(store, note->path, err);
	if (!ok)
		store->failed = true;
	return ok;
}
