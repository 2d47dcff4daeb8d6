/* Notes into the index. */
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/change.h"
#include "store/db.h"
#include "store/field.h"
#include "store/flush.h"
#include "store/link_pack.h"
#include "store/name.h"
#include "store/pack.h"
#include "store/remove.h"
#include "store/stmt.h"

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

static int64_t count_own_links(const struct store_note *note)
{
	int64_t count = 0;
	size_t i;

	for (i = 0; i < note->link_count; i++)
		count += !note->links[i].url.len;
	return count;
}

static bool put_doc(struct store *store, int64_t id,
	const struct store_note *note, int64_t inlinks, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(store,
		"INSERT INTO doc(id, path, version, note, title, kind, status,"
		" lang, summary, owner, translation_of, tags, initials,"
		" title_key, stamp, low, title_len, body_len, bytes, problems,"
		" edited, sections, sum, links, own_links, inlinks, own_status,"
		" own_low, created, modified, author)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
		" ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24,"
		" ?25, ?26, ?7, ?16, ?27, ?28, ?29)",
		err);
	struct made made;
	struct life life = {0};
	bool ok;

	if (!stmt || !life_of(store, note, &life, err))
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
	stmt_int(stmt, 24, (int64_t)note->link_count);
	stmt_int(stmt, 25, count_own_links(note));
	stmt_int(stmt, 26, inlinks);
	stmt_int(stmt, 27, life.created);
	stmt_int(stmt, 28, life.modified);
	stmt_text(stmt, 29, buf_slice(&life.author));
	ok = stmt_run(store, stmt, err);
	buf_clear(&life.author);
	made_clear(&made);
	return ok;
}

static bool put_text(struct store *store, int64_t id,
	const struct store_note *note, struct error *err)
{
	static const char *const sql[] = {
		"INSERT INTO doc_text(id, title, alias, head, body, meta)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
		/* A bulk load's numbers go up: no need to wait. */
		"INSERT INTO fts(rowid, title, alias, head, body, meta)"
		" VALUES(?1, ?2, ?3, ?4, ?5, ?6)"};
	const struct str columns[] = {
		note->title, note->alias, note->head, note->body, note->meta};
	size_t i;

	for (i = 0; i < (store->bulk ? 2 : 1); i++) {
		sqlite3_stmt *stmt = stmt_get(store, sql[i], err);

		if (!stmt)
			return false;
		stmt_int(stmt, 1, id);
		bind_texts(stmt, 2, columns, 5);
		if (!stmt_run(store, stmt, err))
			return false;
	}
	return true;
}

/* Whether a calendar, or what a listing tells of a note, may ask for it. */
static bool is_dated(const struct store_field *field)
{
	static const char *const roles[] = {
		"stage", "deadline", "review-by", "review_by"};
	size_t i;

	for (i = 0; i < sizeof(roles) / sizeof(*roles); i++) {
		if (str_is(field->role, roles[i]))
			return true;
	}
	return field->role.len && field->date.year;
}

static bool put_dated(struct store *store, int64_t id, size_t n,
	const struct store_field *field, struct error *err)
{
	sqlite3_stmt *stmt;

	if (!is_dated(field))
		return true;
	stmt = stmt_get(store,
		"INSERT INTO dated(doc, n, key, value, role, event, scope,"
		" source, expected, date, day) VALUES(?1, ?2, ?3, ?4, ?5, ?6,"
		" ?7, ?8, ?9, ?10, ?11)",
		err);
	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	stmt_int(stmt, 2, (int64_t)n);
	bind_texts(stmt, 3,
		(const struct str[]){field->key, field->value, field->role,
			field->event, field->scope, field->source},
		6);
	stmt_int(stmt, 9, field->expected);
	if (field->date.year) {
		stmt_int(stmt, 10,
			field->date.year * 10000 + field->date.month * 100 +
				field->date.day);
		stmt_int(stmt, 11, date_days(field->date));
	}
	return stmt_run(store, stmt, err);
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
		remove_edge(store, EDGE_NAME + (int)rank, buf_slice(&norm), 2);
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
		struct str bare = name_bare(name);

		if (!put_name(store, id, name, NAME_IDENTIFIER, err) ||
			(bare.len < name.len &&
				!put_name(store, id, bare, NAME_BARE, err)))
			return false;
	}
	while (str_cut(&rest, '\n', &line)) {
		if (!put_name(store, id, line, NAME_ALIAS, err))
			return false;
	}
	return true;
}

static bool put_target(struct store *store, int64_t id,
	const struct link_row *link, struct error *err)
{
	bool by_path = link->path.len > 0;
	struct str name = by_path ? link->path : link->name;
	sqlite3_stmt *stmt;

	if (!name.len)
		return true;
	stmt = stmt_get(store,
		"INSERT OR IGNORE INTO target(doc, path, name)"
		" VALUES(?1, ?2, ?3)",
		err);
	if (!stmt)
		return false;
	stmt_int(stmt, 1, id);
	stmt_int(stmt, 2, by_path);
	stmt_text(stmt, 3, name);
	remove_edge(
		store, by_path ? EDGE_TARGET_PATH : EDGE_TARGET_NAME, name, 2);
	return stmt_run(store, stmt, err);
}

static bool put_link_list(struct store *store, int64_t id,
	const struct link_row *rows, size_t count, struct error *err)
{
	sqlite3_stmt *stmt = stmt_get(
		store, "INSERT INTO link(doc, list) VALUES(?1, ?2)", err);
	struct buf list = {0};
	bool ok;

	if (!stmt)
		return false;
	link_pack(&list, rows, count);
	stmt_int(stmt, 1, id);
	stmt_blob(stmt, 2, buf_slice(&list));
	ok = stmt_run(store, stmt, err);
	buf_clear(&list);
	return ok;
}

static bool put_links(struct store *store, int64_t id,
	const struct store_note *note, struct error *err)
{
	struct link_row *rows;
	struct arena arena = {0};
	struct buf name = {0};
	bool ok = true;
	size_t i;

	if (!note->link_count)
		return true;
	rows = mem_array(note->link_count, sizeof(*rows));
	for (i = 0; ok && i < note->link_count; i++) {
		const struct store_link *link = &note->links[i];

		buf_cut(&name, 0);
		if (!link->path.len)
			name_norm(&name, link->id);
		rows[i] = (struct link_row){link->path,
			arena_str(&arena, buf_slice(&name)), link->url,
			link->anchor, link->text, link->field, link->line};
		/* Nearly all repeat the one before. */
		if (!i || !str_eq(rows[i].path, rows[i - 1].path) ||
			!str_eq(rows[i].name, rows[i - 1].name))
			ok = put_target(store, id, &rows[i], err);
	}
	ok = ok && put_link_list(store, id, rows, note->link_count, err);
	free(rows);
	buf_clear(&name);
	arena_clear(&arena);
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
		if (!put_dated(store, id, i, &note->fields[i], err))
			return false;
	}
	for (i = 0; i < note->tag_count; i++) {
		if (!put_tag(store, id, i, note->tags[i], err))
			return false;
	}
	return field_put(store, id, note, err) &&
		put_links(store, id, note, err) &&
		put_names(store, id, note, err) &&
		put_sections(store, id, note, err);
}

bool store_put(
	struct store *store, const struct store_note *note, struct error *err)
{
	int64_t inlinks = 0;
	int64_t id;
	bool ok;

	if (!put_allowed(store, err))
		return false;
	ok = remove_note(store, note->path, &inlinks, err);
	id = store->next_id++;
	flush_touch_note(store, note->id);
	flush_touch_note(store, note->translation_of);
	ok = ok && put_doc(store, id, note, inlinks < 0 ? 0 : inlinks, err) &&
		put_text(store, id, note, err) &&
		put_lists(store, id, note, err);
	/* Others' links lead to it as before when it is called as before. */
	if (!remove_settle(store) || inlinks < 0)
		flush_touch(store, note->path, (struct str){0});
	if (!ok)
		store->failed = true;
	return ok;
}
