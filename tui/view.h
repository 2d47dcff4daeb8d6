#ifndef FYR_TUI_VIEW_H
#define FYR_TUI_VIEW_H

/*
 * What a view is: a row of functions. And what views have in common: where
 * their parts lie on the screen and how a row of a list looks.
 */

#include "tui/state.h"

struct view_ops {
	void (*draw)(const struct tui *tui, struct canvas *canvas);
	/* False: the view has no such command. */
	bool (*run)(struct tui *tui, enum command command);
	/* A field that takes the key; NULL: none. False: not taken. */
	bool (*type)(struct tui *tui, struct key key);
	/* What its keys do just now. */
	enum bar (*bar)(const struct tui *tui);
	/* Append the name of the place, what stands right in the title, and
	   what the message row shows when nothing else is said. */
	void (*place)(const struct tui *tui, struct buf *out);
	void (*side)(const struct tui *tui, struct buf *out);
	void (*hint)(const struct tui *tui, struct buf *out);
	/* The size changed; what is shown is to be read again. */
	void (*fit)(struct tui *tui);
	void (*reload)(struct tui *tui);
	/* Path of the note in focus; NULL: views without preview. */
	struct str (*focus)(const struct tui *tui);
};

extern const struct view_ops view_start, view_list, view_search, view_facets,
	view_reader, view_desk, view_pick, view_sheet;

const struct view_ops *view_of(enum view view);

/* --- where things are --- */

struct layout {
	bool tabs; /* the row of views is shown */
	struct span field; /* of search and pick; cells 0: none */
	struct span note; /* what was understood; cells 0: none */
	struct area body; /* all between title and messages */
	struct area main; /* the list or the text */
	struct area preview; /* rows 0: none */
	int bar; /* column of the line between panes; -1 */
	int rule; /* row of the line between panes; -1 */
};

struct layout layout_of(const struct tui *tui, enum view view);
void layout_bar(const struct tui *tui, struct canvas *canvas,
	const struct layout *layout);

/* --- rows of lists (row.c) --- */

enum {
	ROW_MARK = 2 /* cells before a row's text */
};

/* Paint the mark and the ground of a row; returns what is left of it. */
struct span row_begin(const struct tui *tui, struct canvas *canvas,
	struct span at, bool focus);

/* "3 of 12" at the end of the row in focus, for screen readers. */
struct span row_place(const struct tui *tui, struct canvas *canvas,
	struct span at, const struct list *list);

/* A hit in a list: state, title, and what fits of the rest. */
void row_hit(const struct tui *tui, struct canvas *canvas, struct span at,
	const struct store_hit *hit);

/* Cells that row_hit has for a title in a row of `cells`. */
int row_title_cells(const struct tui *tui, int cells);

/* Something with a date: its state in words, the date, the text, and right of
 * it who or what; what there is no room for is left out. */
struct row_dated {
	struct str state, date, text, side;
	unsigned ink; /* of the state */
};

struct row_columns {
	int state, date; /* cells */
};

void row_dated(struct canvas *canvas, struct span at,
	const struct row_columns *columns, const struct row_dated *row);
/* Cells for its text in a row of `cells`; whether that has a side column. */
int row_dated_cells(const struct row_columns *columns,
	const struct row_dated *row, int cells);
bool row_has_side(int cells);

/* Append `text` if a row of `cells` cannot show it whole. */
void row_rest(struct buf *out, struct str text, int cells);

/* Words for a note's state against the last visit: "NEW", "UPD" or "". */
const char *row_news(const struct tui *tui, const struct store_hit *hit);

/* The way a command moves; false when it is no movement. */
bool row_way(enum command command, enum list_move *way);

/* Move a list by a command; false when the command is none of its. */
bool row_move(struct list *list, enum command command);

/* --- shared actions --- */

/* view_list.c: show the notes of a kind, or what is new (kind empty). */
void list_show_kind(struct tui *tui, struct str kind);
/* The note, read, above the list of its kind. */
void list_show_note(struct tui *tui, struct str path);

/* view_search.c */
bool search_give_up(void *arg); /* for requests: a key waits; arg is the tui */
void search_open(struct tui *tui, struct str query);
/* Ask if anything was typed; false when a key waits already. */
bool search_update(struct tui *tui, bool wait);

/* The words that a new term could stand for; empty when all is well. */
struct str search_weak(const struct tui *tui);

/* search_draw.c */
enum {
	HIT_ROWS = 2 /* title and snippet */
};
void search_draw(const struct tui *tui, struct canvas *canvas);
void search_draw_hits(
	const struct tui *tui, struct canvas *canvas, struct area area);
void search_draw_field(const struct tui *tui, struct canvas *canvas);
void search_hint(const struct tui *tui, struct buf *out);

/* search_complete.c: the small list below the field */
void complete_open(struct tui *tui);
void complete_fit(struct tui *tui);
void complete_close(struct tui *tui);
/* Make it anew if something was typed. */
void complete_update(struct tui *tui);
/* True when the list takes the key. */
bool complete_key(struct tui *tui, struct key key);
void complete_typed(struct tui *tui);
void complete_draw(const struct tui *tui, struct canvas *canvas);
void complete_hint(const struct tui *tui, struct buf *out);

/* view_facets.c, facets.c */
void facets_open(struct tui *tui);
/* Count what is not counted, a part at a time; true: something was done. */
bool facets_count(struct tui *tui);
void facets_want(struct tui *tui);
void facets_choose(struct tui *tui, const struct facet_row *row);
void facets_forget(struct tui *tui, const struct facet_row *row);
void facets_clear(struct facets *facets);

/* ask.c */
void ask_name(struct tui *tui, struct str query);
void ask_term(struct tui *tui, struct str words);
/* Take back the last commit, after a yes. */
void ask_undo(struct tui *tui);
/* The title of a note to be of that kind (id). */
void ask_title(struct tui *tui, struct str kind);
/* A draft is to be deleted; `title` says which. */
void ask_drop(struct tui *tui, struct str name, struct str title);
/* A round with the remote wants a yes. */
void ask_sync(struct tui *tui, const char *question);
/* Words that rows of the desk must have. */
void ask_words(struct tui *tui, struct str words);
/* A question whose answer others take. */
void ask_begin(struct tui *tui, enum ask_type type, struct str about);
void ask_close(struct tui *tui);
void ask_key(struct tui *tui, struct key key);
void ask_draw(const struct tui *tui, struct canvas *canvas);
void ask_clear(struct ask *ask);

/* reader.c: open the note that `ref` means; where in it to begin: a heading, a
 * line of the file or 0, a piece of its text below that; and the search whose
 * words are to be marked. Any may be empty. */
struct reader_goal {
	struct str ref;
	struct str anchor;
	int line;
	const char *passage;
	struct str query;
	bool ranked; /* found by its words: they should be there */
};
bool reader_open(struct tui *tui, const struct reader_goal *goal);
void reader_reload(struct tui *tui);
void reader_fit(struct tui *tui);
void reader_history(struct tui *tui, int step);
void reader_follow(struct tui *tui);
void reader_outside(struct tui *tui);
void reader_find(struct tui *tui);
void reader_unmark(struct reader *reader);
void reader_clear(struct reader *reader);

/* reader_draw.c */
void reader_draw(const struct tui *tui, struct canvas *canvas);

/* view_pick.c and pick.c */
void pick_open(struct tui *tui, enum pick_type type);
void pick_fill(struct tui *tui);
void pick_filter(struct pick *pick);
struct pick_item *pick_add(struct pick *pick, struct str label);
void pick_add_group(struct pick *pick, const char *text);
/* A copy that lives as long as the list. */
struct str pick_keep(struct pick *pick, struct str text);

/* pick_touches.c */
void pick_fill_touches(struct tui *tui);

/* pick_related.c */
void pick_fill_related(struct tui *tui);

void pick_clear(struct pick *pick);

/* preview.c */
void preview_want(struct tui *tui);
bool preview_load(struct tui *tui, int64_t now);
void preview_draw(const struct tui *tui, struct canvas *canvas,
	const struct layout *layout);
void preview_forget(struct tui *tui);

/* work.c */
void work_start(struct tui *tui, enum work_type type);
/* A part of comparing the index with its source; true: look for keys, then on.
 * `dirty` when there is something to show. */
bool work_check(struct tui *tui, bool *dirty);
void work_read(struct tui *tui);
void work_cancel(struct tui *tui);
bool work_tell(struct tui *tui, int64_t now);
void work_here(struct tui *tui);

/* waits.c */
/* Count what is only here, when nobody waits; true: something was done. */
bool waits_count(struct tui *tui);
/* Append "2 unsent  1 conflict"; nothing when nothing waits. */
void waits_side(const struct tui *tui, struct buf *out);
bool waits_may_write(const struct tui *tui);
void waits_sync(struct tui *tui);
/* Quit, or ask first when there is work that nobody else has. */
void waits_quit(struct tui *tui);

/* Something was committed: the index, the numbers and the screen follow. */
void waits_changed(struct tui *tui);
/* As waits_changed, and say so, by the first line of the commit's message. */
void waits_committed(struct tui *tui, struct str message);
/* False, and said, while a round runs. */
bool waits_is_free(struct tui *tui);
/* As waits_committed, and start the round that sends it. */
void waits_published(struct tui *tui, struct str message);
/* Fetch the feeds of the inbox. */
void waits_feeds(struct tui *tui);

/* decide.c: conflicts */
bool decide_load(struct tui *tui, struct error *err);
void decide_show(struct tui *tui, size_t n);
bool decide_run(struct tui *tui, enum command command);
void decide_edit(struct tui *tui);
void decide_place(const struct tui *tui, struct buf *out);
void decide_hint(const struct tui *tui, struct buf *out);
void decide_clear(struct decide *decide);

/* write.c: adding and editing a note */
void write_new(struct tui *tui, struct str kind, struct str title);
void write_signal(struct tui *tui, long number);
void write_edit(struct tui *tui, struct str ref); /* a note or a draft */
void write_focus(struct tui *tui);
/* Into the other language, or the one picked. */
void write_translate(struct tui *tui);
void write_language(struct tui *tui, struct str ref, struct str lang);
/* The note that a key means: what is read, or is in focus. */
struct str write_subject(const struct tui *tui);

/* review.c: reviewed, no change */
void review_open(struct tui *tui);
bool review_run(struct tui *tui, enum command command);
void review_hint(struct buf *out);

void write_outside(struct tui *tui);
bool write_run(struct tui *tui, enum command command);
void write_hint(const struct tui *tui, struct buf *out);
void write_close(struct tui *tui);

/* versions.c */
void versions_open(struct tui *tui);
void versions_show(struct tui *tui, size_t n);
bool versions_run(struct tui *tui, enum command command);
void versions_place(const struct tui *tui, struct buf *out);
void versions_hint(const struct tui *tui, struct buf *out);
void pick_fill_versions(struct tui *tui);

/* pick_waiting.c */
void pick_fill_kinds(struct tui *tui);
void pick_fill_languages(struct tui *tui);
/* Delete what is in focus, if it is a draft. */
void pick_forget(struct tui *tui, const struct pick_item *item);
void pick_fill_waiting(struct tui *tui);
void pick_choose_waiting(struct tui *tui, const struct pick_item *item);

/* view_sheet.c: show what was put into the sheet */
void sheet_open(struct tui *tui, enum paper_type type);

/* desk.c */
void desk_open(struct tui *tui, enum desk_type type);
bool desk_load(struct tui *tui);
/* A row without texts; pieces of them, kept as long as the rows. */
struct desk_row *desk_add(struct desk *desk);
void desk_add_heading(struct desk *desk, struct str text);
struct str desk_keep(struct desk *desk, const struct buf *text);
/* The row in focus, or NULL. */
const struct desk_row *desk_focus(const struct desk *desk);
void desk_skip(struct desk *desk, bool down);
/* Only rows with these words. */
void desk_filter(struct tui *tui, struct str words);
void desk_clear(struct desk *desk);

/* desk_agenda.c */
bool desk_fill_agenda(struct tui *tui, struct error *err);
unsigned desk_ink(const struct agenda_entry *entry);

bool desk_fill_reviews(struct tui *tui, struct error *err);

/* desk_inbox.c */
bool desk_fill_inbox(struct tui *tui, struct error *err);
void desk_keep_signal(struct tui *tui);
/* Ask why; then the answer is there. */
void desk_dismiss(struct tui *tui);
void desk_dismissed(struct tui *tui);
void desk_outside(struct tui *tui);

bool desk_fill_queue(struct tui *tui, struct error *err);

/* publish.c: publishing a change; publish_form.c: what it is told with */
void publish_open(struct tui *tui);
bool publish_run(struct tui *tui, enum command command);
void publish_hint(const struct tui *tui, struct buf *out);
void publish_clear(struct telling *telling);
/* Plan with what was answered, and show it. */
void publish_plan(struct tui *tui);
void publish_commit(struct tui *tui);
void form_open(struct tui *tui);
void form_label(const struct ask *ask, struct buf *out);
/* Take an answer; false: it was the last. */
bool form_answer(struct tui *tui);
void form_request(struct telling *telling, struct publish_request *request);

/* desk_timeline.c */
bool desk_fill_timeline(struct tui *tui, struct error *err);
void desk_draw_timeline(
	const struct tui *tui, struct canvas *canvas, struct area area);
/* How many of `rows` are left for notes. */
int desk_timeline_rows(const struct tui *tui, int rows);
void desk_step_mark(struct tui *tui, bool on);
void desk_hint_timeline(const struct tui *tui, struct buf *out);

/* start */
void start_clear(struct start *start);
bool start_load(struct tui *tui);

#endif
