#ifndef FYR_STORE_SCHEMA_H
#define FYR_STORE_SCHEMA_H

/*
 * The tables of an index, as one SQL text, and their version. There are no
 * migrations: an index of another version is built anew.
 */

enum {
	/* Raised with every change of tables, tokenizer or word list format. */
	SCHEMA_VERSION = 13,
	SCHEMA_APPLICATION = 0x66797269 /* "fyri", the file's application id */
};

/* Columns of the full-text table, in order. */
enum {
	COLUMN_TITLE,
	COLUMN_ALIAS,
	COLUMN_HEAD,
	COLUMN_BODY,
	COLUMN_META,
	COLUMNS
};

extern const char schema_sql[];
extern const char schema_name_sql[];
extern const char schema_index_sql[];

/* Settings of a bulk load, and those of daily use, of the full-text table. */
extern const char schema_bulk_sql[];
extern const char schema_daily_sql[];

#endif
