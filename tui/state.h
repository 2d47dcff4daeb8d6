#ifndef FYR_TUI_STATE_H
#define FYR_TUI_STATE_H

/*
 * All that the screen application knows. tui_key changes it, tui_draw paints
 * it, and nothing does both; neither knows the terminal. Views lie on a stack,
 * the start screen always at its bottom and each view at most once, so Esc
 * reaches the start from anywhere in a few steps.
 *
 * Data that arrives moves nothing: what is on the screen stays until the user
 * asks (`arrived`).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app/app.h"
#include "app/contribute.h"
#include "app/history.h"
#include "app/job.h"
#include "app/publish.h"
#include "app/saved.h"
#include "base/buf.h"
#include "tui/canvas.h"
#include "tui/desk.h"
#include "tui/find.h"
#include "tui/keys.h"
#include "tui/list.h"
#include "tui/page.h"
#include "tui/pager.h"
#include "tui/prompt.h"
#include "tui/rows.h"
#include "tui/sheet.h"

/* --- the start screen --- */

enum start_type {
	START_BLANK,
	START_HEADING,
	START_ROW,
	START_MORE /* of what is new */
};

struct start_line {
	enum start_type type;
	enum today_row_type group;
	size_t row; /* of today.rows */
};

struct start {
	struct today today;
	bool loaded;
	bool waits; /* to be loaded when the frame has been painted */
	struct start_line *lines;
	size_t line_count, line_cap;
	size_t *choices; /* lines that can have the focus */
	size_t choice_count, choice_cap;
	struct list list; /* over the choices */
	size_t top; /* first line seen */
	size_t home; /* as in struct list */
	size_t rows;
	int state_cells[2]; /* widths of columns: of what is new, of dates */
	int date_cells;
};

/* --- the notes of a kind, or what is new --- */

struct listing {
	bool news;
	bool all; /* drafts too: one of them was just written */
	struct buf kind; /* id */
	struct rows rows;
	struct list list;
};

/* --- search --- */

/* What may stand in the field next, in a small list below it. */
struct complete {
	struct store_completions found;
	struct list list;
	bool open;
	bool focused; /* the cursor is in it, not in the field */
	bool dirty; /* something was typed since it was made */
};

struct search {
	struct prompt prompt;
	struct rows rows;
	struct list list;
	bool in_list; /* the cursor is in the list, not in the field */
	bool dirty; /* typed since the last answer */
	bool answered; /* the rows are of what is typed */
	struct complete complete;
};

/* --- the filters of a search, with counts, and the searches kept --- */

enum facet_row_type {
	FACET_HEADING,
	FACET_VALUE,
	FACET_SAVED
};

struct facet_row {
	enum facet_row_type type;
	size_t facet; /* of found.items, or of saved.items */
	size_t value;
};

struct facets {
	struct store_facets found;
	struct saved_list saved;
	struct facet_row *rows;
	size_t count, cap;
	struct list list; /* over the rows */
	bool wanted; /* to be counted when no key waits */
	bool saved_wanted;
};

/* --- a question that is answered by typing, above the message row --- */

enum ask_type {
	ASK_NOTHING,
	ASK_NAME, /* under which a search is kept */
	ASK_TERM, /* that means the same as `about` */
	ASK_COMMIT, /* yes: the list of terms changes so */
	ASK_UNDO, /* yes: the commit `about` is taken back */
	ASK_TITLE, /* of a note of the kind `about` */
	ASK_DROP, /* yes: the draft named `about` is deleted */
	ASK_SYNC, /* yes: the round goes on all the same */
	ASK_WORDS, /* that rows of the desk must have */
	ASK_REASON, /* why the signal `number` is dismissed */
	ASK_CHANGE, /* part `number` of what a change is told with */
	ASK_PUBLISH /* the word that publishes */
};

struct ask {
	enum ask_type type;
	struct prompt prompt;
	struct buf about; /* the query to keep; the words of the search */
	long number; /* of a signal, or of a question */
	struct buf term; /* ASK_COMMIT: what was typed before */
	struct buf text; /* what an answer will do */
};

/* --- the reader --- */

struct visit {
	char *path;
	int source, cells; /* as in struct pager */
	int link;
};

struct reader {
	struct note note;
	bool open; /* there is a note */
	struct page page;
	struct pager pager;
	int pan;
	int link; /* in focus; -1 */
	struct find find;
	struct buf marked; /* the search whose words are marked; or empty */
	bool finding; /* the field is open */
	struct prompt prompt;
	struct visit *visits;
	size_t visit_count, visit_cap, visit;
	int asked; /* link whose address was shown for a second look; -1 */
};

/* --- one of many, in a list that is filtered by typing --- */

enum pick_type {
	PICK_HELP,
	PICK_PALETTE,
	PICK_CONTENTS,
	PICK_RELATED,
	PICK_DETAILS,
	PICK_WAITING,
	PICK_VERSIONS, /* of the note being read */
	PICK_TOUCHES, /* by a change of the note being read */
	PICK_KINDS, /* of a note to be */
	PICK_LANGUAGES /* of a translation to be */
};

/* What an item of a list of work is. */
enum picked {
	PICKED_NOTHING,
	PICKED_CONFLICT, /* `number` of tui.decide */
	PICKED_COMMIT,
	PICKED_VERSION, /* `number` of tui.history */
	PICKED_DRAFT, /* `path` is its name */
	PICKED_EDITED, /* `path` of a note */
	PICKED_KIND, /* `path` is its id */
	PICKED_LANGUAGE /* `key` is it, `path` the note */
};

struct pick_item {
	struct str key, label, detail;
	struct str more; /* for the message row, when it is in focus */
	struct str not_now; /* why it cannot be chosen; or empty */
	enum command command;
	size_t number; /* of a heading */
	struct str path; /* of a note */
	struct str url;
	int indent;
	enum picked picked;
	bool group; /* a heading of the list: not to be chosen */
};

struct pick {
	enum pick_type type;
	enum view from;
	struct arena arena;
	struct pick_item *items;
	size_t count, cap;
	size_t *shown; /* numbers of the items that pass the filter */
	size_t shown_count, shown_cap;
	struct list list;
	struct prompt prompt;
	bool in_field;
};

/* --- the note in focus, shown beside a list --- */

struct preview {
	struct buf path; /* wanted */
	bool ready; /* the page is of `path`, or it cannot be read */
	struct page page;
	int width;
	int64_t due_ms; /* when to load it; 0: nothing to load */
	bool shown; /* the page is of a note, perhaps the one before */
	struct buf problem; /* why it cannot be shown */
};

/* --- long work in a child --- */

enum work_type {
	WORK_INDEX,
	WORK_SYNC, /* the whole round with the remote */
	WORK_INBOX /* fetching the feeds */
};

struct work {
	struct job job;
	enum work_type type;
	int64_t told_ms;
	struct buf text; /* progress as shown */
	bool offline; /* the last round found no network */
	bool checked; /* the index was compared with the source */
	bool again; /* then ask the search anew: its words mean more now */
	bool reload; /* show at once what the index finds changed */
	unsigned asked; /* what the last round asked: job.asks */
	bool agreed; /* a person said yes to that */
	bool said; /* the message is that this began */
	bool publishes; /* the round sends what was just published */
	bool in_process; /* the index can only be built here */
	struct buf open; /* path of a note that is opened when the index has
			    it, unless a key is pressed before */
};

/* --- what is only on this computer --- */

struct waits {
	bool counted; /* the numbers are those of now */
	bool known; /* it is known whether this is a folder */
	bool folder; /* no repository: nothing can be committed or sent */
	size_t unsent, edited, drafts, conflicts;
};

/* --- what is decided, one at a time --- */

struct decision {
	const char *path, *merge; /* as in struct conflict */
	const char *what; /* in words */
	const char *author; /* of mine; not yet through the gate */
	int64_t time;
};

struct decide {
	struct arena arena;
	struct decision *items;
	size_t count, cap;
	size_t at; /* shown */
};

/* --- a text of its own on the screen --- */

enum paper_type {
	PAPER_NOTHING,
	PAPER_CONFLICT,
	PAPER_VERSION, /* of a note */
	PAPER_REVIEW, /* the dates of a note that is still right */
	PAPER_PROPOSAL, /* what the editor left, before it is committed */
	PAPER_PUBLICATION /* what would be published */
};

struct paper {
	enum paper_type type;
	struct sheet sheet;
};

/* The versions of a note. */
struct history {
	struct versions versions;
	size_t at; /* shown */
	bool whole; /* its text, not what it changed */
};

/* A note being written: what the editor has, and what it would become. */
struct writing {
	bool open; /* there is a draft, locked */
	bool proposed; /* there is a proposal */
	long signal; /* that it is a draft of; 0: none */
	struct draft draft;
	struct editor editor;
	struct proposal proposal;
};

/* A change being published: what was answered, and what would be committed. */
enum telling_word {
	TELLING_SUMMARY,
	TELLING_ALERT,
	TELLING_SOURCE,
	TELLING_STAGE,
	TELLING_DATES, /* EVENT=DATE, with blanks between them */
	TELLING_WORDS
};

struct telling {
	struct buf ref; /* path of the note */
	struct buf words[TELLING_WORDS];
	struct buf dates; /* each with a NUL behind it */
	struct publication plan;
};

/* What is to be done with the terminal given back, by the loop. */
enum outside {
	OUTSIDE_NOTHING,
	OUTSIDE_WRITE, /* the draft, in an editor */
	OUTSIDE_DECIDE /* the conflict shown, in an editor */
};

enum {
	TUI_MESSAGE_QUIET,
	TUI_MESSAGE_WARNING
};

struct tui {
	struct app *app;
	int rows, cols;
	bool ascii, spoken, letters;
	enum view stack[VIEW_COUNT];
	int depth; /* of the stack, at least 1 */
	struct start start;
	struct listing listing;
	struct desk desk;
	struct search search;
	struct facets facets;
	struct ask ask;
	struct reader reader;
	struct pick pick;
	struct preview preview;
	struct work work;
	struct waits waits;
	struct decide decide;
	struct paper paper;
	struct writing writing;
	struct history history;
	struct telling telling;
	struct buf reviewing; /* path of the note of PAPER_REVIEW */
	enum outside outside;
	struct buf message; /* until the next key */
	size_t arrived; /* changed notes not shown yet */
	bool quit, suspend, redraw;
	int quit_asked; /* keys for which quitting needs no second question */
	bool (*waiting)(void *arg); /* is there a key? may be NULL */
	void (*show)(void *arg); /* paint now, in long work; may be NULL */
	void *arg;
};

/* --- tui.c --- */

void tui_init(struct tui *tui, struct app *app, int rows, int cols);
void tui_clear(struct tui *tui);
void tui_key(struct tui *tui, struct key key);
void tui_resize(struct tui *tui, int rows, int cols);
void tui_command(struct tui *tui, enum command command);

enum view tui_view(const struct tui *tui);
void tui_push(struct tui *tui, enum view view);
void tui_pop(struct tui *tui);
void tui_home(struct tui *tui);

/* Lay out anew after the size or what is shown changed. */
void tui_fit(struct tui *tui);

/* Read again what the views show, the focus staying on the same thing. */
void tui_reload(struct tui *tui);

void tui_say(struct tui *tui, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void tui_fail(struct tui *tui, const struct error *err);

/* Do what needs the terminal for itself (`outside`); it has been given back. */
void tui_go_outside(struct tui *tui);

/* --- draw.c --- */

void tui_draw(const struct tui *tui, struct canvas *canvas);

/* Too small a window to show more than that it is. */
bool tui_is_small(const struct tui *tui);

/* Append what the message row and the terminal's title show. */
void tui_message(const struct tui *tui, struct buf *out);
/* Letters are commands here and now, not text. */
bool tui_has_letters(const struct tui *tui);

/* Rows that the message needs, as far as it may have them. */
int tui_message_rows(const struct tui *tui);
void tui_place(const struct tui *tui, struct buf *out);

#endif
