#ifndef FYR_CLI_VERB_H
#define FYR_CLI_VERB_H

/*
 * The command line: one table of options, one table of verbs, one function a
 * verb. Help texts and the manual page are made from the same tables. Exit
 * statuses: 0 done, 1 nothing found, 2 usage, 3 configuration, schema or
 * files, 4 network or sync, 5 conflict, 6 refused, 20/21 a format version too
 * old or too new, 130 interrupted.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/app.h"
#include "base/buf.h"
#include "base/error.h"

enum {
	EXIT_NOTHING = 1,
	EXIT_USAGE = 2,
	EXIT_CONFIG = 3,
	EXIT_NETWORK = 4,
	EXIT_CONFLICT = 5,
	EXIT_REFUSED = 6,
	EXIT_TOO_OLD = 20,
	EXIT_TOO_NEW = 21,
	EXIT_INTERRUPTED = 130
};

enum option {
	OPTION_HUB,
	OPTION_SCHEMA,
	OPTION_LANG,
	OPTION_COLOR,
	OPTION_PLAIN,
	OPTION_QUIET,
	OPTION_READ_ONLY,
	OPTION_HELP,
	OPTION_VERSION,
	/* from here on each verb says which it takes */
	OPTION_FORMAT,
	OPTION_FORMAT_VERSION,
	OPTION_LIMIT,
	OPTION_OFFSET,
	OPTION_SORT,
	OPTION_KIND,
	OPTION_ALL,
	OPTION_NUL,
	OPTION_WIDTH,
	OPTION_BROKEN,
	OPTION_REBUILD,
	OPTION_VERIFY,
	OPTION_STATS,
	OPTION_PULL,
	OPTION_FORGET,
	OPTION_MAN,
	OPTION_ONEWAY,
	OPTION_DRY_RUN,
	OPTION_EXPLAIN,
	OPTION_FACETS,
	OPTION_SAVE,
	OPTION_SAVED,
	OPTION_COMPLETE,
	OPTION_PUSH,
	OPTION_NO_COMMIT,
	OPTION_MINE,
	OPTION_THEIRS,
	OPTION_EDIT,
	OPTION_YES,
	OPTION_NO_INPUT,
	OPTION_FIELD,
	OPTION_TEXT,
	OPTION_MESSAGE,
	OPTION_REV,
	OPTION_LINES,
	OPTION_KEY,
	OPTION_FIX,
	OPTION_PRE_RECEIVE,
	OPTION_PUSHER,
	OPTION_FROM,
	OPTION_TO,
	OPTION_DAYS,
	OPTION_ONLY,
	OPTION_AS_OF,
	OPTION_SINCE,
	OPTION_OUTPUT,
	OPTION_BASE,
	OPTION_SEARCH,
	OPTION_SIGNATURES,
	OPTION_WEEK,
	OPTION_UNTIL,
	OPTION_ABOUT,
	OPTION_ALERT,
	OPTION_SUMMARY,
	OPTION_SOURCE,
	OPTION_STAGE,
	OPTION_DATE,
	OPTION_AT,
	OPTION_CORRECT,
	OPTION_WITHDRAW,
	OPTION_NO_SEND,
	OPTION_OWNER,
	OPTION_FILE,
	OPTION_TIMELINE,
	OPTION_COUNT
};

/* A verb takes option o, from OPTION_FORMAT on, when its mask has this bit. */
_Static_assert(OPTION_COUNT - OPTION_FORMAT <= 64, "a bit for each option");
#define OPTION_BIT(o) (UINT64_C(1) << ((o)-OPTION_FORMAT))
_Static_assert(OPTION_COUNT - OPTION_FORMAT <= 64, "options fit a mask");

struct option_info {
	const char *name; /* "format" */
	char letter; /* 'f', or 0 */
	const char *argument; /* N_("FORMAT"), or NULL for a switch */
	const char *help; /* N_(one line) */
};

extern const struct option_info option_table[OPTION_COUNT];

enum {
	CALL_ARGS = 256,
	CALL_FIELDS = 64,
	CALL_DATES = 16
};

/* A command line taken apart. Texts are argv's. */
struct call {
	const struct verb *verb;
	const char *values[OPTION_COUNT]; /* NULL: not given; "" a switch */
	const char *args[CALL_ARGS];
	int arg_count;
	const char *fields[CALL_FIELDS]; /* --field, each time it was given */
	int field_count;
	const char *dates[CALL_DATES]; /* --date, likewise */
	int date_count;
};

struct verb {
	const char *name;
	const char *alias; /* or NULL */
	const char *usage; /* "QUERY…" */
	const char *summary; /* N_(one line) */
	const char *text; /* N_(a paragraph), or NULL */
	const char *examples[2];
	uint64_t options;
	int min_args, max_args; /* -1: any number */
	bool hidden;
	int (*run)(const struct call *call);
};

extern const struct verb verb_table[];
extern const size_t verb_count;

const struct verb *verb_find(const char *name);

/*
 * Take argv apart. Options may stand before and after the verb, until "--".
 * Unknown ones, ones the verb does not take and missing arguments are
 * ERROR_INPUT.
 */
bool call_parse(struct call *call, int argc, char **argv, struct error *err);

static inline bool call_has(const struct call *call, enum option option)
{
	return call->values[option] != NULL;
}

/* The number given with an option; `otherwise` when it was not given. */
bool call_number(const struct call *call, enum option option, long otherwise,
	long *value, struct error *err);

/* The date given with an option; *date stays as it is when it was not given. */
bool call_date(const struct call *call, enum option option, struct date *date,
	struct error *err);

/* Append the address of --base, with a slash at its end; nothing without it. */
bool call_base(const struct call *call, struct buf *base, struct error *err);

/* --- what verbs share (cli/run.c) --- */

/* Print an error on standard error and give its exit status. */
int verb_fail(const struct error *err);

/* Exit status of an error's kind. */
int verb_status(enum error_kind kind);

/* Open the hub as the options say. */
bool verb_open(const struct call *call, struct app **app, struct error *err);

/* ERROR_REFUSED with --read-only. */
bool verb_may_change(const struct call *call, struct error *err);

/* Open it with an index that is up to date; says on standard error when that
 * takes time, and why an index was rebuilt. */
bool verb_ready(const struct call *call, struct app **app, struct error *err);

/* ERROR_REFUSED with --read-only. */
bool verb_may_change(const struct call *call, struct error *err);

/* Run a job to its end; its steps on standard error, a line a second. Ctrl-C
 * cancels it. */
struct job;
bool verb_job(const struct call *call, struct job *job, struct error *err);

/* Write to standard output; a closed pipe ends the program quietly. */
void verb_print(const struct buf *out);

/* Say something on standard error, unless --quiet. Text is clean already. */
void verb_say(const struct call *call, const char *text);

/* True when standard output may get bold and underline. */
bool verb_styles(const struct call *call);

/* Columns of the terminal on standard output; 0 when it is none. */
int verb_columns(const struct call *call);

int verb_search(const struct call *call);
int verb_list(const struct call *call);
int verb_completion(const struct call *call);
int verb_export(const struct call *call);
int verb_digest(const struct call *call);
int verb_metrics(const struct call *call);
int verb_show(const struct call *call);
int verb_links(const struct call *call);
int verb_today(const struct call *call);
int verb_check(const struct call *call);
int verb_agenda(const struct call *call);
int verb_changes(const struct call *call);
int verb_touches(const struct call *call);
int verb_index(const struct call *call);
int verb_init(const struct call *call);
int verb_clone(const struct call *call);
int verb_terms(const struct call *call);
int verb_new(const struct call *call);
int verb_edit(const struct call *call);
int verb_translate(const struct call *call);
int verb_review(const struct call *call);
int verb_mv(const struct call *call);
int verb_log(const struct call *call);
int verb_diff(const struct call *call);
int verb_import(const struct call *call);
int verb_undo(const struct call *call);
int verb_publish(const struct call *call);
int verb_reviews(const struct call *call);
int verb_inbox(const struct call *call);
int verb_sync(const struct call *call);
int verb_conflicts(const struct call *call);
int verb_resolve(const struct call *call);
int verb_hubs(const struct call *call);
int verb_status_of(const struct call *call);
int verb_doctor(const struct call *call);
int verb_version(const struct call *call);
int verb_help(const struct call *call);
int verb_worker(const struct call *call);

/* Append the help of one verb, or of the program when NULL; the manual page. */
void help_text(struct buf *out, const struct verb *verb);
void help_man(struct buf *out);

#endif
