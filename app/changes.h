#ifndef FYR_APP_CHANGES_H
#define FYR_APP_CHANGES_H

/*
 * The notes that are not as they were: since the last visit, a day or a commit.
 * By comparing the commit that was then the tip with what is now, edited files
 * included; so a note that was changed and changed back is not listed, and one
 * that is gone is.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/app.h"

enum change_type {
	CHANGE_NEW,
	CHANGE_CHANGED,
	CHANGE_GONE
};

struct changed {
	enum change_type type;
	bool edited; /* not committed */
	struct str path, id, title, kind, status, author;
	int64_t time; /* of the last change; 0 unknown */
};

struct changes {
	struct arena arena;
	struct changed *items; /* edited ones, then newest first */
	size_t count;
	char commit[SOURCE_ID]; /* compared with; "" there was none */
	struct date since; /* the day asked for; zero for a commit */
};

/*
 * `since` is "last", a day or the name of a commit (an id, a tag, HEAD~3).
 * Before the history began everything is new. ERROR_NOT_FOUND for a commit
 * that is not there; ERROR_INPUT in a folder without history.
 */
bool app_changes(struct app *app, const char *since, struct changes *changes,
	struct error *err);
void changes_clear(struct changes *changes);

#endif
