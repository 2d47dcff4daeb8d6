#ifndef FYR_APP_SITE_H
#define FYR_APP_SITE_H

/*
 * The hub as a web site for those without a terminal: plain HTML that needs no
 * script, in the hub's languages. Stable names:
 *
 *   index.html                  the languages
 *   sv/index.html               what is new, what is ahead, what there is
 *   sv/notes/FOLDER/ID.html     a note; sv/kinds/KIND.html, sv/tags/TAG.html;
 * sv/tags.html sv/agenda.html  sv/feed.xml  sv/feed.json  sv/calendar.ics
 * sv/search.html files/PATH                  pictures that notes show style.css
 * search.js        and .fyr-site, which says whose it is
 *
 * Notes that are open to readers only; links to others stay text. Nothing from
 * outside the site is loaded. It is "today" on the day of the commit, so the
 * same commit gives the same bytes.
 *
 * The site is made in a new folder beside, which takes the old one's place in
 * one step; files that did not change stay the same files. A folder that holds
 * anything else is refused.
 */

#include "app/outgoing.h"

struct site_request {
	const char *dir;
	struct str base; /* address it will stand at, or empty */
	bool search; /* with a search page, and a script for it */
};

struct site_result {
	size_t pages; /* notes */
	size_t files; /* all */
	size_t written; /* of them, new or other than before */
	size_t doubles; /* notes whose page another one has */
	bool unchanged; /* the folder was left alone */
};

bool app_site(struct app *app, const struct site_request *request,
	struct site_result *result, struct error *err);

#endif
