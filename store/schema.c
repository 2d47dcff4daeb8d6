#include "store/schema.h"

/*
 * doc.id is the order of change: a new or changed note gets the next one.
 * doc.low, inlinks, title_len and body_len are what ranking needs of every
 * note; the index over them is read instead of the table. doc.sum guards the
 * row and its text against silent damage.
 *
 * doc_text is exactly what was indexed: deleting from the full-text table
 * needs the same text again.
 *
 * name holds all a note may be called by (store/name.h): note ids (rank 0),
 * identifiers (1), identifiers without scheme (2), aliases and old ids (3).
 *
 * field, link, section and word are packed (store/field_pack.h,
 * link_pack.h): they are read as a whole. dated has the values that a
 * calendar asks for, of all notes. target has every path (1) or folded name
 * (0) that links of a note lead to once, for the way back; doc.own_links counts
 * links that stay in the hub.
 */
const char schema_sql[] =
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE doc(id INTEGER PRIMARY KEY, path TEXT NOT NULL"
	" UNIQUE, version TEXT, note TEXT, title TEXT, title_key BLOB, kind"
	" TEXT, status TEXT, lang TEXT, summary TEXT, owner TEXT, tags"
	" TEXT, translation_of TEXT, initials TEXT, created INTEGER,"
	" modified INTEGER, author TEXT, stamp INTEGER, inlinks INTEGER,"
	" low INTEGER, title_len INTEGER, body_len INTEGER, bytes INTEGER,"
	" problems INTEGER, edited INTEGER, sections INTEGER, sum INTEGER,"
	" own_status TEXT, own_low INTEGER, links INTEGER, own_links"
	" INTEGER);"
	"CREATE TABLE doc_text(id INTEGER PRIMARY KEY, title TEXT, alias"
	" TEXT, head TEXT, meta TEXT, body TEXT);"
	"CREATE VIRTUAL TABLE fts USING fts5(title, alias, head, body,"
	" meta, content='doc_text', content_rowid='id', tokenize='fyr',"
	" columnsize=0);"
	"CREATE TABLE key(id INTEGER PRIMARY KEY, name TEXT NOT NULL"
	" UNIQUE, notes INTEGER NOT NULL);"
	"CREATE TABLE field(doc INTEGER PRIMARY KEY, list BLOB);"
	"CREATE TABLE dated(doc INTEGER, n INTEGER, key TEXT, value TEXT,"
	" role TEXT, date INTEGER, day INTEGER, expected INTEGER, event"
	" TEXT, scope TEXT, source TEXT, PRIMARY KEY(doc, n)) WITHOUT"
	" ROWID;"
	"CREATE TABLE tag(doc INTEGER, n INTEGER, tag TEXT, norm TEXT,"
	" PRIMARY KEY(doc, n)) WITHOUT ROWID;"
	"CREATE TABLE name(doc INTEGER, name TEXT, rank INTEGER, PRIMARY"
	" KEY(doc, name)) WITHOUT ROWID;"
	"CREATE TABLE link(doc INTEGER PRIMARY KEY, list BLOB);"
	"CREATE TABLE target(doc INTEGER, path INTEGER, name TEXT, PRIMARY"
	" KEY(doc, path, name)) WITHOUT ROWID;"
	"CREATE TABLE section(doc INTEGER PRIMARY KEY, list BLOB);"
	"CREATE TABLE word(part INTEGER PRIMARY KEY, list BLOB);"
	"CREATE TABLE word_change(term TEXT PRIMARY KEY, change INTEGER)"
	" WITHOUT ROWID;"
	"CREATE TABLE change(n INTEGER PRIMARY KEY, life INTEGER, path"
	" TEXT, commit_id TEXT, author TEXT, time INTEGER, subject TEXT, op"
	" TEXT, from_path TEXT);"
	"CREATE TABLE life(path TEXT PRIMARY KEY, life INTEGER, created"
	" INTEGER, modified INTEGER, author TEXT) WITHOUT ROWID;";

/* Made when all rows are there: sorting them is quicker than inserting. The
 * first ones are needed to count inbound links. doc_modified and doc_kind hold
 * all that the first screen asks for. */
const char schema_name_sql[] =
	"CREATE INDEX doc_note ON doc(note, path);"
	"CREATE INDEX name_name ON name(name, rank);"
	"CREATE INDEX target_name ON target(name, path);";

const char schema_index_sql[] =
	"CREATE INDEX doc_translation ON doc(translation_of) WHERE"
	" translation_of <> '';"
	"CREATE INDEX doc_modified ON doc(modified DESC, path, low);"
	"CREATE INDEX doc_title ON doc(title_key);"
	"CREATE INDEX doc_kind ON doc(kind, modified DESC, path, low, note,"
	" problems);"
	"CREATE INDEX doc_edited ON doc(path, version) WHERE edited;"
	"CREATE INDEX doc_rank ON doc(low, inlinks, title_len, body_len);"
	"CREATE INDEX doc_initials ON doc(initials);"
	"CREATE INDEX dated_role ON dated(role, day);"
	"CREATE INDEX tag_norm ON tag(norm);"
	"CREATE INDEX change_life ON change(life);";

const char schema_bulk_sql[] =
	"INSERT INTO fts(fts, rank) VALUES('automerge', 0);"
	"INSERT INTO fts(fts, rank) VALUES('crisismerge', 1999);";

const char schema_daily_sql[] =
	"INSERT INTO fts(fts, rank) VALUES('automerge', 4);"
	"INSERT INTO fts(fts, rank) VALUES('crisismerge', 16);";
