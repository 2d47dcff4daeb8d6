#include "tui/keys.h"

#include "base/i18n.h"
#include "base/utf8.h"

#define CHAR(letter)                                                           \
	{                                                                      \
		PRESS_TEXT, letter,                                            \
		{                                                              \
			0                                                      \
		}                                                              \
	}
#define CTRL_KEY(letter)                                                       \
	{                                                                      \
		PRESS_CTRL, letter,                                            \
		{                                                              \
			0                                                      \
		}                                                              \
	}
#define FUNCTION(number)                                                       \
	{                                                                      \
		PRESS_F, number,                                               \
		{                                                              \
			0                                                      \
		}                                                              \
	}
#define NAMED(press)                                                           \
	{                                                                      \
		press, 0,                                                      \
		{                                                              \
			0                                                      \
		}                                                              \
	}

enum {
	START = 1 << VIEW_START,
	LIST = 1 << VIEW_LIST,
	SEARCH = 1 << VIEW_SEARCH,
	READER = 1 << VIEW_READER,
	PICK = 1 << VIEW_PICK,
	FACETS = 1 << VIEW_FACETS,
	SHEET = 1 << VIEW_SHEET,
	DESK = 1 << VIEW_DESK,
	PLACES = START | LIST | SEARCH | FACETS | READER | DESK,
	ANYWHERE = PLACES | PICK | SHEET
};

static const struct command_row table[] = {
	{COMMAND_UP, {NAMED(PRESS_UP), CHAR('k')}, N_("Previous row or line"),
		NULL, ANYWHERE},
	{COMMAND_DOWN, {NAMED(PRESS_DOWN), CHAR('j')}, N_("Next row or line"),
		NULL, ANYWHERE},
	{COMMAND_PAGE_UP, {NAMED(PRESS_PAGE_UP), CHAR('b')},
		N_("One page back"), NULL, ANYWHERE},
	{COMMAND_PAGE_DOWN, {NAMED(PRESS_PAGE_DOWN), CHAR(' ')},
		N_("One page on"), NULL, ANYWHERE},
	{COMMAND_FIRST, {NAMED(PRESS_HOME), CHAR('g')}, N_("To the start"),
		NULL, ANYWHERE},
	{COMMAND_LAST, {NAMED(PRESS_END), CHAR('G')}, N_("To the end"), NULL,
		ANYWHERE},
	{COMMAND_OPEN, {NAMED(PRESS_ENTER)},
		N_("Open what is chosen, follow the link"), N_("Open"),
		ANYWHERE},
	{COMMAND_CLOSE, {NAMED(PRESS_ESCAPE)}, N_("Close, one level back"),
		N_("Close"), ANYWHERE},
	{COMMAND_LEFT, {NAMED(PRESS_LEFT), CHAR('h')},
		N_("Previous link or date"), NULL, READER | DESK},
	{COMMAND_RIGHT, {NAMED(PRESS_RIGHT), CHAR('l')},
		N_("Next link or date"), N_("Link"), READER | DESK},
	{COMMAND_FIELD, {NAMED(PRESS_TAB), NAMED(PRESS_BACK_TAB)},
		N_("Complete, back to the field; list or timeline"),
		N_("Complete"), SEARCH | FACETS | DESK},
	{COMMAND_BACK,
		{CHAR('<'), NAMED(PRESS_BACKSPACE), NAMED(PRESS_ALT_LEFT)},
		N_("Back to where you were"), N_("Back"),
		START | LIST | READER | DESK},
	{COMMAND_FORWARD, {CHAR('>'), NAMED(PRESS_ALT_RIGHT)},
		N_("Forward again"), NULL, START | LIST | READER | DESK},
	{COMMAND_SEARCH, {CHAR('/'), FUNCTION(3)}, N_("Search everything"),
		N_("Search"), ANYWHERE},
	{COMMAND_FIND, {CHAR('f'), CTRL_KEY('F')},
		N_("Find in the note, or among these"), N_("Find"),
		LIST | READER | DESK},
	{COMMAND_FACETS, {CHAR('F'), FUNCTION(4)},
		N_("Filters with counts, and the searches you keep"),
		N_("Filters"), START | LIST | SEARCH | FACETS},
	{COMMAND_SAVE, {CHAR('s'), FUNCTION(6)},
		N_("Keep this search under a name"), N_("Save"),
		LIST | SEARCH | FACETS},
	{COMMAND_TERM, {FUNCTION(7)},
		N_("Add a word that means the same as what was searched for"),
		N_("Same meaning"), SEARCH},
	{COMMAND_FORGET, {NAMED(PRESS_DELETE), CHAR('-')},
		N_("Forget a search you keep, delete a draft, dismiss a "
		   "signal"),
		N_("Forget"), FACETS | PICK | DESK},
	{COMMAND_NEXT, {CHAR('n')}, N_("Next place found, or conflict"),
		N_("Next"), READER | SHEET},
	{COMMAND_PREVIOUS, {CHAR('N')}, N_("Previous place found, or conflict"),
		NULL, READER | SHEET},
	{COMMAND_CLEAR, {CHAR('c')}, N_("Clear what was found"), NULL,
		READER | DESK},
	{COMMAND_CONTENTS, {CHAR('t')}, N_("Contents: the headings"),
		N_("Contents"), READER},
	{COMMAND_RELATED, {CHAR('r')}, N_("Related: links in and out"),
		N_("Related"), READER},
	{COMMAND_DETAILS, {CHAR('i')}, N_("Details of the note"), N_("Details"),
		READER},
	{COMMAND_VERSIONS, {CHAR('v')}, N_("Versions: what was changed when"),
		N_("Versions"), READER},
	{COMMAND_OUTSIDE, {CHAR('o')}, N_("Open the link in a browser"), NULL,
		READER | DESK},
	{COMMAND_PAN_LEFT, {CHAR(','), NAMED(PRESS_SHIFT_LEFT)},
		N_("Show code further to the left"), NULL, READER},
	{COMMAND_PAN_RIGHT, {CHAR('.'), NAMED(PRESS_SHIFT_RIGHT)},
		N_("Show code further to the right"), NULL, READER},
	{COMMAND_HALF_UP, {CTRL_KEY('U')}, N_("Half a page back"), NULL,
		START | LIST | READER | DESK | SHEET},
	{COMMAND_HALF_DOWN, {CTRL_KEY('D')}, N_("Half a page on"), NULL,
		START | LIST | READER | DESK | SHEET},
	{COMMAND_NEWS, {CHAR('u')}, N_("Show what is new"), N_("New"),
		START | LIST | READER | DESK},
	{COMMAND_SYNC, {FUNCTION(5), CTRL_KEY('R')},
		N_("Fetch what others wrote, send yours; in the inbox the "
		   "feeds"),
		N_("Sync"), ANYWHERE},
	{COMMAND_WAITING, {FUNCTION(8)},
		N_("What waits: conflicts, drafts, what is not sent"),
		N_("Waiting"), ANYWHERE},
	{COMMAND_AGENDA, {CHAR('d')}, N_("Dates: deadlines, events, reviews"),
		N_("Dates"), PLACES},
	{COMMAND_REVIEWS, {CHAR('R')}, N_("What is to be reviewed, by owner"),
		N_("Reviews"), PLACES},
	{COMMAND_INBOX, {CHAR('I')}, N_("Inbox: signals from feeds"),
		N_("Inbox"), PLACES},
	{COMMAND_DONE, {CHAR('+')},
		N_("Reviewed, nothing to change; keep a signal"), N_("Done"),
		START | LIST | SEARCH | READER | DESK},
	{COMMAND_QUEUE, {CHAR('P')}, N_("Proposals that wait to be published"),
		NULL, PLACES},
	{COMMAND_PUBLISH, {CHAR('p')}, N_("Publish: a change, or this draft"),
		N_("Publish"), START | LIST | READER | DESK | SHEET},
	{COMMAND_TOUCHES, {CHAR('E')}, N_("What a change of it touches"),
		N_("Touches"), READER},
	{COMMAND_UNDO, {CHAR('z')},
		N_("Take back the last commit, if not sent"), NULL, PLACES},
	{COMMAND_MINE, {CHAR('m')},
		N_("Decide: my words, where both changed the same"), N_("Mine"),
		SHEET},
	{COMMAND_THEIRS, {CHAR('t')},
		N_("Decide: their words, the published ones"), N_("Theirs"),
		SHEET},
	{COMMAND_ADD, {CHAR('a'), NAMED(PRESS_INSERT)}, N_("Add a note"),
		N_("Add"), PLACES},
	{COMMAND_EDIT, {CHAR('e'), FUNCTION(9)}, N_("Edit in your editor"),
		N_("Edit"), START | LIST | SEARCH | READER | DESK | SHEET},
	{COMMAND_TRANSLATE, {CHAR('T')}, N_("Translate in your editor"),
		N_("Translate"), START | LIST | SEARCH | READER | DESK},
	{COMMAND_CANCEL, {CTRL_KEY('C')}, N_("Stop the work that is running"),
		NULL, ANYWHERE},
	{COMMAND_HELP, {CHAR('?'), FUNCTION(1)}, N_("Help for this screen"),
		N_("Help"), ANYWHERE},
	{COMMAND_PALETTE, {CHAR(':'), FUNCTION(2), CTRL_KEY('P')},
		N_("All commands"), N_("Commands"), ANYWHERE},
	{COMMAND_REDRAW, {CTRL_KEY('L')}, N_("Paint the screen anew"), NULL,
		ANYWHERE},
	{COMMAND_SUSPEND, {CTRL_KEY('Z')},
		N_("Leave for a while; fg comes back"), NULL, ANYWHERE},
	{COMMAND_QUIT, {CHAR('q'), FUNCTION(10)}, N_("Quit"), N_("Quit"),
		ANYWHERE},
	{COMMAND_VIEW_1, {CHAR('1')}, N_("The start screen"), NULL, ANYWHERE},
	{COMMAND_VIEW_1 + 1, {CHAR('2')}, N_("The second view"), NULL,
		ANYWHERE},
	{COMMAND_VIEW_1 + 2, {CHAR('3')}, N_("The third view"), NULL, ANYWHERE},
	{COMMAND_VIEW_1 + 3, {CHAR('4')}, N_("The fourth view"), NULL,
		ANYWHERE},
	{COMMAND_VIEW_1 + 4, {CHAR('5')}, N_("The fifth view"), NULL, ANYWHERE},
	{COMMAND_VIEW_1 + 5, {CHAR('6')}, N_("The sixth view"), NULL, ANYWHERE},
	{COMMAND_VIEW_1 + 6, {CHAR('7')}, N_("The seventh view"), NULL,
		ANYWHERE},
	{COMMAND_VIEW_1 + 7, {CHAR('8')}, N_("The eighth view"), NULL,
		ANYWHERE},
	{COMMAND_VIEW_9, {CHAR('9')}, N_("The ninth view"), NULL, ANYWHERE},
};

enum {
	TABLE_ROWS = sizeof(table) / sizeof(table[0])
};

const struct command_row *keys_row(size_t n)
{
	return n < TABLE_ROWS ? &table[n] : NULL;
}

const struct command_row *keys_of(enum command command)
{
	size_t i;

	for (i = 0; i < TABLE_ROWS; i++) {
		if (table[i].command == command)
			return &table[i];
	}
	return NULL;
}

bool key_eq(struct key a, struct key b)
{
	return a.press == b.press && a.code == b.code;
}

static bool has_key(const struct command_row *row, struct key key)
{
	size_t i;

	for (i = 0; i < KEYS_EACH; i++) {
		if (row->keys[i].press && key_eq(row->keys[i], key))
			return true;
	}
	return false;
}

enum command keys_find(enum view view, struct key key, bool *known)
{
	size_t i;

	*known = false;
	for (i = 0; i < TABLE_ROWS; i++) {
		if (!has_key(&table[i], key))
			continue;
		*known = true;
		if (table[i].where & (1u << view))
			return table[i].command;
	}
	return COMMAND_NONE;
}

bool keys_write(enum command command)
{
	return command == COMMAND_ADD || command == COMMAND_EDIT ||
		command == COMMAND_TRANSLATE || command == COMMAND_DONE ||
		command == COMMAND_PUBLISH || command == COMMAND_UNDO;
}

bool keys_everywhere(const struct command_row *row)
{
	return (row->where & ANYWHERE) == ANYWHERE;
}

static const char *name_of(enum press press)
{
	switch (press) {
	case PRESS_UP:
		return N_("Up");
	case PRESS_DOWN:
		return N_("Down");
	case PRESS_LEFT:
		return N_("Left");
	case PRESS_RIGHT:
		return N_("Right");
	case PRESS_PAGE_UP:
		return N_("PgUp");
	case PRESS_PAGE_DOWN:
		return N_("PgDn");
	case PRESS_HOME:
		return N_("Home");
	case PRESS_END:
		return N_("End");
	case PRESS_INSERT:
		return N_("Insert");
	case PRESS_DELETE:
		return N_("Delete");
	case PRESS_ENTER:
		return N_("Enter");
	case PRESS_ESCAPE:
		return N_("Esc");
	case PRESS_TAB:
		return N_("Tab");
	case PRESS_BACK_TAB:
		return N_("Shift-Tab");
	case PRESS_BACKSPACE:
		return N_("Backspace");
	case PRESS_ALT_LEFT:
		return N_("Alt-Left");
	case PRESS_ALT_RIGHT:
		return N_("Alt-Right");
	case PRESS_SHIFT_LEFT:
		return N_("Shift-Left");
	case PRESS_SHIFT_RIGHT:
		return N_("Shift-Right");
	case PRESS_NONE:
	case PRESS_TEXT:
	case PRESS_CTRL:
	case PRESS_ALT:
	case PRESS_F:
	case PRESS_PASTE:
	case PRESS_OTHER:
		break;
	}
	return N_("This key");
}

void key_label(struct buf *out, struct key key)
{
	if (key.press == PRESS_TEXT && key.code == ' ') {
		buf_put(out, _("Space"));
	} else if (key.press == PRESS_TEXT) {
		utf8_put(out, key.code);
	} else if (key.press == PRESS_CTRL) {
		buf_byte(out, '^');
		utf8_put(out, key.code);
	} else if (key.press == PRESS_ALT) {
		buf_put(out, "Alt-");
		utf8_put(out, key.code);
	} else if (key.press == PRESS_F) {
		buf_printf(out, "F%u", (unsigned)key.code);
	} else {
		buf_put(out, _(name_of(key.press)));
	}
}

const struct key *keys_shown(const struct command_row *row, bool letters)
{
	size_t i;

	for (i = 0; i < KEYS_EACH && row->keys[i].press; i++) {
		if (letters || row->keys[i].press != PRESS_TEXT)
			return &row->keys[i];
	}
	return NULL;
}

static const struct {
	enum view view;
	struct bar_item items[14];
} bars[BAR_COUNT] = {
	[BAR_START] = {VIEW_START,
		{{COMMAND_OPEN, NULL}, {COMMAND_SEARCH, NULL},
			{COMMAND_SYNC, NULL}, {COMMAND_PALETTE, NULL},
			{COMMAND_AGENDA, NULL}, {COMMAND_ADD, NULL},
			{COMMAND_EDIT, NULL}}},
	[BAR_LIST] = {VIEW_LIST,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_SEARCH, NULL}, {COMMAND_FIND, NULL},
			{COMMAND_SYNC, NULL}, {COMMAND_PALETTE, NULL},
			{COMMAND_EDIT, NULL}, {COMMAND_ADD, NULL}}},
	[BAR_FIELD] = {VIEW_SEARCH,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_DOWN, N_("List")}, {COMMAND_FIELD, NULL},
			{COMMAND_FACETS, NULL}, {COMMAND_SAVE, NULL},
			{COMMAND_PALETTE, NULL}}},
	[BAR_HITS] = {VIEW_SEARCH,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_FIELD, N_("Field")}, {COMMAND_FACETS, NULL},
			{COMMAND_SAVE, NULL}, {COMMAND_PALETTE, NULL}}},
	[BAR_COMPLETE] = {VIEW_SEARCH,
		{{COMMAND_OPEN, N_("Take")}, {COMMAND_CLOSE, NULL},
			{COMMAND_DOWN, N_("Next")}}},
	[BAR_FACETS] = {VIEW_FACETS,
		{{COMMAND_OPEN, N_("Choose")}, {COMMAND_CLOSE, NULL},
			{COMMAND_SAVE, NULL}, {COMMAND_FORGET, NULL},
			{COMMAND_SEARCH, NULL}, {COMMAND_PALETTE, NULL}}},
	[BAR_ASK] = {VIEW_SEARCH,
		{{COMMAND_OPEN, N_("Answer")}, {COMMAND_CLOSE, NULL}}},
	[BAR_READER] = {VIEW_READER,
		{{COMMAND_CLOSE, NULL}, {COMMAND_FIND, NULL},
			{COMMAND_RIGHT, NULL}, {COMMAND_EDIT, NULL},
			{COMMAND_OPEN, NULL}, {COMMAND_CONTENTS, NULL},
			{COMMAND_RELATED, NULL}, {COMMAND_DETAILS, NULL},
			{COMMAND_VERSIONS, NULL}, {COMMAND_BACK, NULL},
			{COMMAND_TRANSLATE, NULL},
			{COMMAND_DONE, N_("Reviewed")},
			{COMMAND_SEARCH, NULL}}},
	[BAR_FIND] = {VIEW_READER,
		{{COMMAND_OPEN, N_("Done")}, {COMMAND_CLOSE, NULL},
			{COMMAND_PALETTE, NULL}}},
	[BAR_CONFLICT] = {VIEW_SHEET,
		{{COMMAND_MINE, NULL}, {COMMAND_THEIRS, NULL},
			{COMMAND_EDIT, NULL}, {COMMAND_NEXT, NULL},
			{COMMAND_CLOSE, NULL}, {COMMAND_PALETTE, NULL}}},
	[BAR_PROPOSAL] = {VIEW_SHEET,
		{{COMMAND_OPEN, N_("Commit this")},
			{COMMAND_EDIT, N_("Edit again")},
			{COMMAND_CLOSE, N_("Keep as draft")}}},
	[BAR_VERSION] = {VIEW_SHEET,
		{{COMMAND_OPEN, N_("Text or changes")}, {COMMAND_CLOSE, NULL},
			{COMMAND_NEXT, N_("Older")},
			{COMMAND_PREVIOUS, N_("Newer")}}},
	[BAR_AGENDA] = {VIEW_DESK,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_FIELD, N_("Timeline")},
			{COMMAND_FIND, N_("Filter")}, {COMMAND_SEARCH, NULL},
			{COMMAND_PALETTE, NULL}, {COMMAND_EDIT, NULL}}},
	[BAR_TIMELINE] = {VIEW_DESK,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_RIGHT, N_("Date")},
			{COMMAND_FIELD, N_("List")},
			{COMMAND_FIND, N_("Filter")}, {COMMAND_PALETTE, NULL}}},
	[BAR_REVIEW] = {VIEW_SHEET,
		{{COMMAND_OPEN, N_("Commit this")}, {COMMAND_EDIT, NULL},
			{COMMAND_CLOSE, NULL}}},
	[BAR_DRAFT] = {VIEW_PICK,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_FORGET, N_("Remove draft")}}},
	[BAR_REVIEWS] = {VIEW_DESK,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_DONE, N_("Reviewed")}, {COMMAND_EDIT, NULL},
			{COMMAND_FIND, N_("Filter")}, {COMMAND_SEARCH, NULL},
			{COMMAND_PALETTE, NULL}}},
	[BAR_INBOX] = {VIEW_DESK,
		{{COMMAND_DONE, N_("Keep")}, {COMMAND_FORGET, N_("Dismiss")},
			{COMMAND_CLOSE, NULL}, {COMMAND_SYNC, N_("Fetch")},
			{COMMAND_OUTSIDE, N_("Browser")},
			{COMMAND_FIND, N_("Filter")}, {COMMAND_PALETTE, NULL}}},
	[BAR_NO_INBOX] = {VIEW_DESK,
		{{COMMAND_SYNC, N_("Fetch")}, {COMMAND_CLOSE, NULL},
			{COMMAND_SEARCH, NULL}, {COMMAND_PALETTE, NULL}}},
	[BAR_QUEUE] = {VIEW_DESK,
		{{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_PUBLISH, NULL}, {COMMAND_EDIT, NULL},
			{COMMAND_PALETTE, NULL}}},
	[BAR_PUBLICATION] = {VIEW_SHEET,
		{{COMMAND_PUBLISH, NULL}, {COMMAND_CLOSE, NULL},
			{COMMAND_EDIT, N_("Mend")}, {COMMAND_PALETTE, NULL}}},
	[BAR_PICK] = {VIEW_PICK, {{COMMAND_OPEN, NULL}, {COMMAND_CLOSE, NULL}}},
};

const struct bar_item *keys_bar(enum bar bar)
{
	return bars[bar].items;
}

enum view keys_bar_view(enum bar bar)
{
	return bars[bar].view;
}
