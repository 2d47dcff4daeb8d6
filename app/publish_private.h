#ifndef FYR_APP_PUBLISH_PRIVATE_H
#define FYR_APP_PUBLISH_PRIVATE_H

/* The parts of app/publish.c. */

#include "app/primary.h"
#include "app/publish.h"
#include "content/doc.h"
#include "sync/who.h"

struct publishing {
	struct app *app;
	const struct publish_request *request;
	struct publication *plan;
	struct who who;
	struct publish_file *update; /* that tells of it, or NULL */
	bool fresh; /* the update is a new note */
	struct str about[PUBLISH_FILES]; /* ids */
	size_t about_count;
	struct str corrects; /* id, or empty */
	/* What is asked for, and what the proposal asked for. */
	struct str stage;
	struct str dates[PUBLISH_DATES];
	size_t date_count;
	struct str by; /* who proposed it, or empty: nobody */
	struct date at;
	bool applied_stage; /* some rule took it */
	bool applied_dates;
};

/* --- app/publish_rights.c --- */

/* As app_may_publish; `who` is filled in. */
bool publish_rights(struct app *app, struct who *who, struct error *err);

/* --- app/publish_text.c --- */

/* The kind of a file, by its present text. */
const struct kind *publish_kind(
	const struct app *app, const struct publish_file *file);

/* Append the status of a note's text: "published" without one. */
void publish_status(const struct app *app, const struct publish_file *file,
	struct buf *status);

/* Write a new update's text and path into `file`. */
bool publish_new_update(
	struct publishing *p, struct publish_file *file, struct error *err);

/* Set what the update says. */
bool publish_tell(struct publishing *p, struct error *err);

/* Keep as a proposal what else was asked for. */
bool publish_propose(
	struct publishing *p, struct publish_file *file, struct error *err);

/* Read it again, and take it from the note. */
bool publish_take_proposal(
	struct publishing *p, struct publish_file *file, struct error *err);

/* Stage, dates, sources and `verified` of a rule. */
bool publish_rule(
	struct publishing *p, struct publish_file *file, struct error *err);

bool publish_set_status(const struct app *app, struct publish_file *file,
	const char *status, struct error *err);

/* --- app/publish_finish.c --- */

/* Refuses notes where a conflict waits for a decision. */
bool publish_decided(
	struct app *app, const struct publication *plan, struct error *err);

/* Write plan->message. */
void publish_message(struct publishing *p);

/* Fill plan->problems. */
bool publish_check(
	struct app *app, struct publication *plan, struct error *err);

/* --- app/publish_dates.c --- */

/* "applies@2026-12=2027-12-02,expected" */
struct publish_date {
	struct str event, old, date;
	bool expected;
	struct date today; /* what is past is history, and is not moved */
};
bool publish_read_date(
	struct str text, struct publish_date *date, struct error *err);

/* Set it among the entries of the field, or add it. */
bool publish_set_date(struct publish_file *file,
	const struct schema_field *field, const struct publish_date *date,
	struct str source);

/* Append "{date: …, event: …}". */
void publish_dated(struct buf *out, const struct publish_date *date,
	struct str source, const char *before);

#endif
