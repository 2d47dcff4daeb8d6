#ifndef FYR_APP_DIGEST_H
#define FYR_APP_DIGEST_H

/*
 * The letter of a week, or of any days: what was published, by alert level and
 * jurisdiction; dates that moved; notes that are new, changed or gone;
 * deadlines and events ahead, counted from the first day; reviews that are due
 * at the last one. Days are those of UTC, texts those of the notes as they are
 * now, so the same commits give the same bytes on any machine and any day.
 */

#include "app/agenda.h"
#include "app/changes.h"
#include "app/outgoing.h"

enum {
	DIGEST_DEADLINES = 90, /* days ahead */
	DIGEST_EVENTS = 30,
	DIGEST_CHANGED = 30 /* notes named; the others are counted */
};

struct digest_request {
	struct date from, to; /* both included, to the day */
	struct str base; /* address of the site, or empty */
};

struct digest_update {
	struct str path, id, title, summary;
	struct str alert, alert_label;
	int level; /* place in the hub's order of alert levels */
	struct str jurisdiction; /* of the first note it is about, or empty */
	struct str jurisdiction_label;
	struct str address; /* of its page, else of its source, or empty */
	struct date date;
};

struct digest_change {
	enum change_type type;
	struct str path, id, title, kind_label, address;
};

struct digest {
	struct arena arena;
	struct date from, to;
	int week, week_year; /* 0: the days are no whole week */
	struct str title; /* of the hub */
	bool history; /* the hub has one: changes and moves are known */
	bool cut; /* it begins later than the days: a shallow clone */
	struct digest_update *updates; /* highest level first */
	size_t update_count;
	struct digest_change *changes; /* by type, kind, title */
	size_t change_count;
	struct moves moves; /* oldest first */
	struct agenda deadlines, events, reviews;
};

bool app_digest(struct app *app, const struct digest_request *request,
	struct digest *digest, struct error *err);
void digest_clear(struct digest *digest);

/* Days of an ISO week, "2026-W48"; false if it is none. */
bool digest_week(struct str text, struct date *from, struct date *to);

enum digest_format {
	DIGEST_MARKDOWN,
	DIGEST_TEXT,
	DIGEST_HTML
};

/* Each format has one gate: digest_markdown, gate_text, site_text. */
void export_digest(struct buf *out, const struct app *app,
	const struct digest *digest, enum digest_format format);

/* Append one line of text so that Markdown shows just it. */
void digest_markdown(struct buf *out, struct str text);

#endif
