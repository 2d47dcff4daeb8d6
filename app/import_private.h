#ifndef FYR_APP_IMPORT_PRIVATE_H
#define FYR_APP_IMPORT_PRIVATE_H

/* What the files of import share: import.c (the table as a whole) and
 * import_row.c (the fields of one note). */

#include "app/import.h"
#include "content/csv.h"
#include "content/schema.h"

struct known {
	struct str key; /* of an imported note; empty: none */
	struct str id;
	const char *path;
};

struct import {
	struct app *app;
	const struct import_request *request;
	struct imported *imported;
	struct arena *arena; /* that of `imported` */
	const struct kind *kind;
	struct str lang;
	struct buf template;
	/* the table */
	const struct schema_field *columns[CSV_COLUMNS]; /* NULL: text */
	struct str headings[CSV_COLUMNS];
	size_t column_count, key, title;
	/* the hub, and what is made */
	struct known *known;
	size_t known_count, known_cap;
	struct save_file *files;
	size_t file_count, file_cap;
};

/* The front-matter key of the key. */
#define IMPORT_KEY STR("import_key")

/* Compared without case and marks, "_" as a blank. */
bool import_is_named(struct str heading, struct str name);

/* Put the cells of a row into the note's text; false with row->bad. */
bool import_fill(struct import *im, struct import_row *row,
	const struct csv_row *cells, struct buf *note);

#endif
