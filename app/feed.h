#ifndef FYR_APP_FEED_H
#define FYR_APP_FEED_H

/*
 * What a feed says, before it is Atom or JSON: published changes newest first,
 * or what a query finds. Texts are as the notes have them: each format cleans
 * them by its own gate. Times are those of the commits; a note that is of a day
 * (an update) counts as published at the beginning of that day, UTC.
 */

#include "app/outgoing.h"

enum {
	FEED_ENTRIES = 50
};

struct feed_entry {
	struct str id; /* permanent address */
	struct str path; /* in the hub */
	struct str title; /* "Act: …" of an update with an alert level */
	struct str summary, lang;
	struct str html; /* of its text, from our own walk: safe */
	struct str page; /* address of its page, or empty */
	struct str url; /* of the source, http or https, or empty */
	struct str kind, kind_label, alert, alert_label;
	struct str tags; /* separated by ", " */
	int64_t published, updated;
};

struct feed {
	struct arena arena;
	struct str title, id, lang;
	struct str author; /* the hub */
	struct str home, self; /* addresses, or empty */
	int64_t updated;
	struct feed_entry *items;
	size_t count;
};

struct feed_request {
	struct str query; /* empty: the kinds with an alert level, or all */
	struct str name; /* what the feed is called beside the hub, or empty */
	struct str base; /* address the site stands at, with its last slash;
			    "../" within the site; empty: there is none */
	struct str file; /* of the feed, below `base`; or empty */
	bool all;
	size_t limit; /* 0: FEED_ENTRIES */
};

bool app_feed(struct app *app, const struct feed_request *request,
	struct feed *feed, struct error *err);
void feed_clear(struct feed *feed);

/* RFC 4287. The gate of every text in it is html_text. */
void export_atom(struct buf *out, const struct feed *feed);

/* JSON Feed 1.1. The gate is export_dump. */
void export_jsonfeed(struct buf *out, const struct feed *feed);

#endif
