#define NCURSES_WIDECHAR 1
#define NCURSES_NOMACROS 1
#include <curses.h>

#include "tui/term.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "tui/background.h"
#include "tui/decode.h"
#include "tui/term_signals.h"

static struct {
	SCREEN *screen;
	WINDOW *input; /* a pad: reading from it paints nothing */
	struct canvas shown;
	struct termios before;
	sigset_t mask; /* of signals, while waiting */
	enum background background;
	bool odd_name; /* TERM was unknown */
	bool titles; /* the terminal has a title we may set */
	bool redraw;
	bool registered; /* with atexit */
	char title[512];
	struct decoder decoder;
	unsigned long idle;
} term;

/* Puts the terminal right again; made beforehand, for a crash to write. */
static char restore[512];
static size_t restore_len;

static void on_crash(int number)
{
	struct sigaction action = {0};

	if (restore_len && write(STDOUT_FILENO, restore, restore_len) > 0)
		tcsetattr(STDIN_FILENO, TCSANOW, &term.before);
	action.sa_handler = SIG_DFL;
	sigaction(number, &action, NULL);
	raise(number);
}

/* --- modes of our own --- */

static void say(const char *text)
{
	size_t len = strlen(text);

	while (len > 0) {
		ssize_t put = write(STDOUT_FILENO, text, len);

		if (put < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (put > 0) {
			text += put;
			len -= (size_t)put;
		}
	}
}

static const char *sequence(const char *name)
{
	/* terminfo's names are not const in the interface of ncurses 6.4 */
	const char *text = tigetstr((NCURSES_CONST char *)name);

	return text && text != (char *)-1 ? text : "";
}

/* ncurses saves the title itself where terminfo's smcup does. */
static bool saves_title(void)
{
	return strstr(sequence("smcup"), "22;0") != NULL;
}

static void prepare_restore(void)
{
	int len = snprintf(restore, sizeof(restore), "\033[?2004l%s%s%s%s%s",
		sequence("sgr0"), sequence("cnorm"), sequence("rmkx"),
		sequence("rmcup"),
		term.titles && !saves_title() ? "\033[23;0t" : "");

	restore_len =
		len > 0 && (size_t)len < sizeof(restore) ? (size_t)len : 0;
}

static void modes_on(void)
{
	say("\033[?2004h");
	if (term.titles && !saves_title())
		say("\033[22;0t");
	term.title[0] = '\0';
}

static void modes_off(void)
{
	say("\033[?2004l");
	if (term.titles && !saves_title())
		say("\033[23;0t");
}

/* --- colours --- */

static void set_colours(void)
{
	static const short many[2][6] = {
		{117, 75, 114, 221, 210, 248}, {24, 25, 22, 94, 124, 59}};
	static const short few[2][6] = {
		{-1, -1, COLOR_GREEN, COLOR_YELLOW + 8, COLOR_RED + 8, -1},
		{-1, -1, -1, COLOR_RED, COLOR_RED, -1}};
	const short *hues;
	short role;

	if (tigetnum("colors") < 16)
		term.background = BACKGROUND_UNKNOWN;
	if (term.background == BACKGROUND_UNKNOWN)
		return;
	start_color();
	use_default_colors();
	hues = (COLORS >= 256 ? many
			      : few)[term.background == BACKGROUND_LIGHT];
	for (role = 0; role < 6; role++)
		init_pair((short)(role + 1), hues[role], -1);
}

static attr_t attributes(unsigned ink, short *pair)
{
	attr_t attr = A_NORMAL;

	if (ink & INK_BOLD)
		attr |= A_BOLD;
	if (ink & INK_UNDERLINE)
		attr |= A_UNDERLINE;
	if (ink & INK_REVERSE)
		attr |= A_REVERSE;
	*pair = 0;
	if (term.background != BACKGROUND_UNKNOWN)
		*pair = (short)((ink & INK_ROLE) >> 4);
	return attr;
}

/* --- keys --- */

/* Keys beyond those of ncurses: this and the number of a sequence. */
enum {
	CODE_SEQUENCE = 3000
};

static const struct {
	int number;
	enum press press;
} names[] = {
	{KEY_UP, PRESS_UP},
	{KEY_DOWN, PRESS_DOWN},
	{KEY_LEFT, PRESS_LEFT},
	{KEY_RIGHT, PRESS_RIGHT},
	{KEY_PPAGE, PRESS_PAGE_UP},
	{KEY_NPAGE, PRESS_PAGE_DOWN},
	{KEY_HOME, PRESS_HOME},
	{KEY_A1, PRESS_HOME},
	{KEY_END, PRESS_END},
	{KEY_C1, PRESS_END},
	{KEY_IC, PRESS_INSERT},
	{KEY_DC, PRESS_DELETE},
	{KEY_ENTER, PRESS_ENTER},
	{KEY_BTAB, PRESS_BACK_TAB},
	{KEY_BACKSPACE, PRESS_BACKSPACE},
	{KEY_SLEFT, PRESS_SHIFT_LEFT},
	{KEY_SRIGHT, PRESS_SHIFT_RIGHT},
	{KEY_RESIZE, PRESS_NONE},
};

static void define_keys(void)
{
	const struct sequence *sequence;
	int i;

	for (i = 0; (sequence = decode_sequence((size_t)i)); i++)
		define_key(sequence->bytes, CODE_SEQUENCE + i);
}

static bool input_waits(int64_t ms)
{
	struct timespec limit = {ms / 1000, (long)(ms % 1000) * 1000000};
	fd_set set;

	FD_ZERO(&set);
	FD_SET(STDIN_FILENO, &set);
	return pselect(STDIN_FILENO + 1, &set, NULL, NULL, &limit, NULL) > 0;
}

bool term_waiting(void)
{
	return input_waits(0);
}

static struct raw translate(int number)
{
	struct raw raw = {RAW_PRESS, PRESS_OTHER, 0};
	size_t i;

	if (number >= CODE_SEQUENCE &&
		decode_sequence((size_t)(number - CODE_SEQUENCE)))
		return decode_sequence((size_t)(number - CODE_SEQUENCE))->raw;
	if (number > KEY_F(0) && number <= KEY_F(12)) {
		raw.press = PRESS_F;
		raw.code = (uint32_t)(number - KEY_F(0));
	}
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].number == number)
			raw.press = names[i].press;
	}
	return raw;
}

static struct raw read_raw(void *arg, int64_t ms)
{
	/* wget_wch would wait for the rest of a character that never comes. */
	int got = wgetch(term.input);

	(void)arg;
	if (got == ERR && ms > 0 && input_waits(ms))
		got = wgetch(term.input);
	if (got == ERR)
		return (struct raw){RAW_NONE, PRESS_NONE, 0};
	if (got > UINT8_MAX)
		return translate(got);
	return (struct raw){RAW_CHARACTER, PRESS_NONE, (uint32_t)got};
}

bool term_key(struct key *key)
{
	return decode_key(&term.decoder, key);
}

/* --- opening and closing --- */

static bool start_screen(struct error *err)
{
	term.screen = newterm(NULL, stdout, stdin);
	if (!term.screen) {
		term.odd_name = true;
		term.screen = newterm("xterm-256color", stdout, stdin);
	}
	if (!term.screen)
		return error_set(err, ERROR_IO,
			_("This terminal cannot show a full screen. fyr "
			  "--plain "
			  "writes lines instead."));
	set_term(term.screen);
	return true;
}

static void take_typed(const struct buf *typed)
{
	size_t len = str_find(buf_slice(typed), '\033');

	while (len > 0)
		ungetch((unsigned char)typed->data[--len]);
}

bool term_open(const struct term_options *options, struct error *err)
{
	struct buf typed = {0};

	memset(&term, 0, sizeof(term));
	tcgetattr(STDIN_FILENO, &term.before);
	term.background = background_find(options->theme, &typed);
	term.decoder.read = read_raw;
	term_signals_catch(on_crash, &term.mask);
	if (!start_screen(err)) {
		term_signals_release();
		buf_clear(&typed);
		return false;
	}
	if (!term.registered)
		atexit(term_close);
	term.registered = true;
	raw();
	noecho();
	nonl();
	set_escdelay(options->escape_ms);
	curs_set(1);
	set_colours();
	term.input = newpad(1, 1);
	keypad(term.input, TRUE);
	nodelay(term.input, TRUE);
	define_keys();
	term.titles = term.odd_name || background_has_title(getenv("TERM"));
	refresh();
	prepare_restore();
	modes_on();
	take_typed(&typed);
	buf_clear(&typed);
	return true;
}

void term_close(void)
{
	if (!term.screen)
		return;
	modes_off();
	restore_len = 0;
	delwin(term.input);
	endwin();
	delscreen(term.screen);
	term.screen = NULL;
	canvas_clear(&term.shown);
	buf_clear(&term.decoder.paste);
	tcsetattr(STDIN_FILENO, TCSADRAIN, &term.before);
	if (term_signals_release())
		say(restore);
}

const char *term_remark(void)
{
	return term.odd_name ? _("This terminal is unknown here and is used as "
				 "xterm-256color.")
			     : NULL;
}

void term_size(int *rows, int *cols)
{
	getmaxyx(stdscr, *rows, *cols);
}

static void take_size(void)
{
	struct winsize size = {0};

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 &&
		size.ws_col > 0 &&
		(size.ws_row != LINES || size.ws_col != COLS)) {
		resizeterm(size.ws_row, size.ws_col);
		canvas_clear(&term.shown); /* cut, even if all comes back */
	}
}

void term_leave(void)
{
	modes_off();
	def_prog_mode();
	endwin();
	term_signals_lend();
}

void term_return(void)
{
	term_signals_resume();
	reset_prog_mode();
	refresh();
	modes_on();
	take_size();
	term_redraw();
}

/* --- waiting --- */

/* A terminal that is readable and has nothing to read is closed. */
static bool is_gone(void)
{
	int bytes = 0;

	return ioctl(STDIN_FILENO, FIONREAD, &bytes) != 0 || bytes == 0;
}

static unsigned take_signals(void)
{
	unsigned seen = term_signals_take();
	unsigned events = 0;

	if (seen & SIGNAL_END)
		events |= TERM_ENDED;
	if (seen & SIGNAL_CANCEL)
		events |= TERM_CANCEL;
	if (seen & SIGNAL_SUSPEND)
		events |= TERM_SUSPEND;
	if (seen & SIGNAL_BACK)
		term_redraw();
	if (seen & (SIGNAL_BACK | SIGNAL_SIZE)) {
		take_size();
		events |= TERM_RESIZED;
	}
	return events;
}

unsigned term_wait(int fd, int64_t ms)
{
	struct timespec limit = {ms / 1000, (long)(ms % 1000) * 1000000};
	unsigned events = 0;
	fd_set set;
	int got;

	FD_ZERO(&set);
	FD_SET(STDIN_FILENO, &set);
	if (fd >= 0)
		FD_SET(fd, &set);
	got = pselect((fd > STDIN_FILENO ? fd : STDIN_FILENO) + 1, &set, NULL,
		NULL, ms < 0 ? NULL : &limit, &term.mask);
	if (got > 0 && FD_ISSET(STDIN_FILENO, &set))
		events |= is_gone() ? TERM_ENDED : TERM_INPUT;
	if (got > 0 && fd >= 0 && FD_ISSET(fd, &set))
		events |= TERM_OTHER;
	if (got > 0)
		term_signals_hear(&term.mask);
	return events | take_signals();
}

/* --- painting --- */

static void paint_cell(const struct cell *cell, int row, int col)
{
	wchar_t text[CELL_CODES + 1] = {L' '};
	struct str rest = {cell->text, cell->len};
	cchar_t out;
	short pair;
	attr_t attr = attributes(cell->ink, &pair);
	int n = 0;

	while (rest.len && n < CELL_CODES)
		text[n++] = (wchar_t)utf8_next(&rest);
	if (setcchar(&out, text, attr, pair, NULL) == ERR)
		setcchar(&out, L"?", attr, pair, NULL);
	mvadd_wch(row, col, &out);
}

void term_redraw(void)
{
	term.redraw = true;
}

void term_paint(const struct canvas *canvas)
{
	struct canvas *shown = &term.shown;
	int i;

	if (shown->rows != canvas->rows || shown->cols != canvas->cols) {
		canvas_clear(shown);
		canvas_init(shown, canvas->rows, canvas->cols, canvas->ascii);
		erase();
		clearok(stdscr, TRUE);
	}
	if (term.redraw)
		clearok(stdscr, TRUE);
	term.redraw = false;
	for (i = 0; i < canvas->rows * canvas->cols; i++) {
		const struct cell *cell = &canvas->cells[i];

		if (memcmp(cell, &shown->cells[i], sizeof(*cell)) == 0)
			continue;
		shown->cells[i] = *cell;
		if (cell->width > 0)
			paint_cell(cell, i / canvas->cols, i % canvas->cols);
	}
	wmove(stdscr, canvas->cursor_row, canvas->cursor_col);
	refresh();
}

void term_title(struct str title)
{
	struct buf clean = {0};
	struct str fits;

	if (!term.titles)
		return;
	gate_text(&clean, title, GATE_LINE);
	fits = utf8_fit(buf_slice(&clean), 80);
	buf_cut(&clean, fits.len);
	if (i18n_is_utf8() && clean.len < sizeof(term.title) &&
		strcmp(term.title, buf_text(&clean)) != 0) {
		memcpy(term.title, buf_text(&clean), clean.len + 1);
		say("\033]2;");
		say(term.title);
		say("\033\\");
	}
	buf_clear(&clean);
}

void term_idle(void)
{
	const char *test = getenv("FYR_TEST");
	char text[64];

	if (!test || strcmp(test, "1") != 0)
		return;
	snprintf(text, sizeof(text), "\033]7770;idle;%lu\a", ++term.idle);
	say(text);
}
