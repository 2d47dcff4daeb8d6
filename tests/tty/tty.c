#define _GNU_SOURCE /* memmem */
#include "tests/tty/tty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>
#include <vterm.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tests/tty/keys.h"
#include "tests/tty/marks.h"
#include "tests/tty/shell.h"

enum {
	DEADLINE_MS = 15000,
	ROWS_MAX = 256
};

struct tty {
	pid_t pid;
	int fd;
	int rows, cols;
	VTerm *vt;
	VTermScreen *screen;
	struct buf out; /* all output */
	size_t told; /* bytes reported by tty_bytes */
	struct buf title;
	struct buf row[ROWS_MAX];
	bool visible, alternate, ended;
	int status;
	int idle; /* marks seen */
	int idle_told; /* waited for */
	size_t scanned; /* of out, for marks */
};

static int on_prop(VTermProp prop, VTermValue *value, void *arg)
{
	struct tty *tty = arg;

	if (prop == VTERM_PROP_CURSORVISIBLE)
		tty->visible = value->boolean;
	if (prop == VTERM_PROP_ALTSCREEN)
		tty->alternate = value->boolean;
	if (prop == VTERM_PROP_TITLE) {
		buf_cut(&tty->title, 0);
		buf_put(&tty->title, value->string);
	}
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};

/* What the emulator answers (device attributes) goes back to the program. */
static void on_reply(const char *bytes, size_t len, void *arg)
{
	struct tty *tty = arg;

	if (tty->fd >= 0 && write(tty->fd, bytes, len) < 0 && errno != EAGAIN)
		tty->ended = true;
}

static void count_marks(struct tty *tty)
{
	const char *at = tty->out.data + tty->scanned;
	const char *end = tty->out.data + tty->out.len;

	while (mark_find(at, end, &at))
		tty->idle++;
	tty->scanned = (size_t)(at - tty->out.data);
}

static bool has_output(struct tty *tty, int ms)
{
	struct pollfd poll_fd = {tty->fd, POLLIN, 0};

	return tty->fd >= 0 && poll(&poll_fd, 1, ms) > 0;
}

/* Take what the program wrote; false at its end. */
static bool take(struct tty *tty, int ms)
{
	char chunk[16384];
	ssize_t got;

	if (tty->fd < 0)
		return false;
	if (!has_output(tty, ms))
		return true;
	got = read(tty->fd, chunk, sizeof(chunk));
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (got <= 0) {
		tty->ended = true;
		return false;
	}
	buf_add(&tty->out, chunk, (size_t)got);
	vterm_input_write(tty->vt, chunk, (size_t)got);
	vterm_screen_flush_damage(tty->screen);
	count_marks(tty);
	return true;
}

static int64_t limit_ms(void)
{
	const char *slow = getenv("FYR_TEST_SLOW");

	return date_ticks_ms() + DEADLINE_MS * (slow && *slow ? 3 : 1);
}

struct tty *tty_start_raw(const struct tty_options *options)
{
	struct winsize size = {0};
	struct tty *tty = mem_alloc(sizeof(*tty));

	size.ws_row = (unsigned short)options->rows;
	size.ws_col = (unsigned short)options->cols;
	tty->rows = options->rows;
	tty->cols = options->cols;
	tty->visible = true;
	tty->vt = vterm_new(options->rows, options->cols);
	vterm_set_utf8(tty->vt, 1);
	vterm_output_set_callback(tty->vt, on_reply, tty);
	tty->screen = vterm_obtain_screen(tty->vt);
	vterm_screen_enable_altscreen(tty->screen, 1);
	vterm_screen_set_callbacks(tty->screen, &callbacks, tty);
	vterm_screen_reset(tty->screen, 1);
	tty->pid = forkpty(&tty->fd, NULL, NULL, &size);
	if (tty->pid == 0)
		shell_program(options);
	assert_true(tty->pid > 0);
	fcntl(tty->fd, F_SETFL, O_NONBLOCK);
	return tty;
}

struct tty *tty_start(const struct tty_options *options)
{
	struct tty *tty = tty_start_raw(options);

	tty_idle(tty);
	return tty;
}

void tty_close(struct tty *tty)
{
	int i;

	if (!tty)
		return;
	if (tty->pid > 0) {
		kill(tty->pid, SIGKILL);
		waitpid(tty->pid, NULL, 0);
	}
	if (tty->fd >= 0)
		close(tty->fd);
	vterm_free(tty->vt);
	for (i = 0; i < ROWS_MAX; i++)
		buf_clear(&tty->row[i]);
	buf_clear(&tty->out);
	buf_clear(&tty->title);
	free(tty);
}

void tty_fail(struct tty *tty, const char *why)
{
	int i;

	fprintf(stderr, "# %s\n", why);
	for (i = 0; i < tty->rows; i++)
		fprintf(stderr, "# |%s\n", tty_row(tty, i));
	fail();
}

void tty_idle(struct tty *tty)
{
	int64_t limit = limit_ms();

	while (tty->idle <= tty->idle_told) {
		if (!take(tty, 100))
			tty_fail(tty, "the program ended");
		if (date_ticks_ms() > limit)
			tty_fail(tty, "no idle frame in time");
	}
	tty->idle_told = tty->idle;
}

void tty_quiet(struct tty *tty)
{
	int64_t limit = limit_ms();

	while (!tty->out.len || has_output(tty, 0) ||
		!mark_is_last(tty->out.data, tty->out.len)) {
		if (!take(tty, 100))
			tty_fail(tty, "the program ended");
		if (date_ticks_ms() > limit)
			tty_fail(tty, "never at rest");
	}
	tty->idle_told = tty->idle;
}

bool tty_comes(struct tty *tty, const char *text, int ms)
{
	int64_t limit = date_ticks_ms() + ms;

	while (tty_find(tty, text) < 0) {
		if (!take(tty, 20) || date_ticks_ms() > limit)
			return false;
	}
	return true;
}

void tty_until(struct tty *tty, const char *text)
{
	if (!tty_comes(tty, text, (int)(limit_ms() - date_ticks_ms()))) {
		fprintf(stderr, "# waited for: %s\n", text);
		tty_fail(tty, "never came");
	}
}

bool tty_ended(struct tty *tty)
{
	while (!tty->ended && has_output(tty, 0))
		take(tty, 0);
	return tty->ended;
}

int tty_wait(struct tty *tty)
{
	int64_t limit = limit_ms();
	int status = 0;

	while (take(tty, 50)) {
		if (date_ticks_ms() > limit)
			tty_fail(tty, "the program did not end");
	}
	if (tty->pid > 0 && waitpid(tty->pid, &status, 0) == tty->pid)
		tty->status = WIFEXITED(status) ? WEXITSTATUS(status)
						: 128 + WTERMSIG(status);
	tty->pid = 0;
	return tty->status;
}

void tty_send_raw(struct tty *tty, const char *bytes, size_t len)
{
	int64_t limit = limit_ms();

	while (len) {
		ssize_t sent = write(tty->fd, bytes, len);

		if (sent > 0) {
			bytes += sent;
			len -= (size_t)sent;
			continue;
		}
		/* Both sides' buffers may be full: read while writing. */
		if (!take(tty, 10))
			return;
		if (date_ticks_ms() > limit)
			tty_fail(tty, "the program does not read");
	}
}

void tty_send(struct tty *tty, const char *bytes, size_t len)
{
	tty_quiet(tty);
	tty_send_raw(tty, bytes, len);
	tty_idle(tty);
}

void tty_keys(struct tty *tty, const char *keys)
{
	while (*keys) {
		struct str rest = str_from(keys);

		if (*keys == '<' && strchr(keys, '>')) {
			keys = named_key(tty, keys);
			continue;
		}
		utf8_next(&rest);
		tty_send(tty, keys, (size_t)(rest.data - keys));
		keys = rest.data;
	}
}

void tty_resize_raw(struct tty *tty, int rows, int cols)
{
	struct winsize size = {0};

	size.ws_row = (unsigned short)rows;
	size.ws_col = (unsigned short)cols;
	tty->rows = rows;
	tty->cols = cols;
	vterm_set_size(tty->vt, rows, cols);
	ioctl(tty->fd, TIOCSWINSZ, &size);
}

void tty_resize(struct tty *tty, int rows, int cols)
{
	tty_quiet(tty);
	tty_resize_raw(tty, rows, cols);
	tty_idle(tty);
}

void tty_signal(struct tty *tty, int number)
{
	pid_t group = tcgetpgrp(tty->fd);

	/* Behind a shell it is the program, which is in front. */
	assert_int_equal(kill(group > 0 ? group : tty->pid, number), 0);
}

bool tty_silent(struct tty *tty, int ms)
{
	return !has_output(tty, ms);
}

bool tty_cooked(struct tty *tty)
{
	struct termios modes;

	return tcgetattr(tty->fd, &modes) == 0 && (modes.c_lflag & ICANON) &&
		(modes.c_lflag & ECHO) && (modes.c_oflag & ONLCR);
}

bool tty_hang_up(struct tty *tty, int ms)
{
	int fd = (int)syscall(SYS_pidfd_open, tty->pid, 0);
	struct pollfd end = {fd, POLLIN, 0};
	bool ended;

	assert_true(fd >= 0);
	close(tty->fd);
	tty->fd = -1;
	ended = poll(&end, 1, ms) > 0;
	close(fd);
	return ended;
}

static bool get_cell(struct tty *tty, int row, int col, VTermScreenCell *cell)
{
	VTermPos pos = {row, col};

	return vterm_screen_get_cell(tty->screen, pos, cell) != 0;
}

static void cell_text(struct buf *out, const VTermScreenCell *cell)
{
	int i;

	if (!cell->chars[0] || cell->chars[0] == (uint32_t)-1)
		return;
	for (i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell->chars[i]; i++)
		utf8_put(out, cell->chars[i]);
}

const char *tty_row(struct tty *tty, int row)
{
	struct buf *text = &tty->row[row % ROWS_MAX];
	int col;

	buf_cut(text, 0);
	for (col = 0; col < tty->cols; col++) {
		VTermScreenCell cell;
		size_t before = text->len;

		if (!get_cell(tty, row, col, &cell))
			break;
		cell_text(text, &cell);
		if (text->len == before && cell.chars[0] != (uint32_t)-1)
			buf_byte(text, ' ');
	}
	while (text->len && text->data[text->len - 1] == ' ')
		buf_cut(text, text->len - 1);
	return buf_text(text);
}

struct tty_cell tty_cell(struct tty *tty, int row, int col)
{
	struct tty_cell result = {0};
	VTermScreenCell cell;
	struct buf text = {0};

	if (!get_cell(tty, row, col, &cell))
		return result;
	cell_text(&text, &cell);
	snprintf(result.text, sizeof(result.text), "%s", buf_text(&text));
	buf_clear(&text);
	result.width = cell.width;
	result.bold = cell.attrs.bold;
	result.underline = cell.attrs.underline != 0;
	result.reverse = cell.attrs.reverse;
	result.coloured = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
		!VTERM_COLOR_IS_DEFAULT_BG(&cell.bg);
	return result;
}

void tty_cursor(struct tty *tty, int *row, int *col, bool *visible)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(tty->vt), &pos);
	*row = pos.row;
	*col = pos.col;
	*visible = tty->visible;
}

const char *tty_title(struct tty *tty)
{
	return buf_text(&tty->title);
}

bool tty_alternate(struct tty *tty)
{
	return tty->alternate;
}

int tty_find(struct tty *tty, const char *text)
{
	int i;

	for (i = 0; i < tty->rows; i++) {
		if (strstr(tty_row(tty, i), text))
			return i;
	}
	return -1;
}

size_t tty_bytes(struct tty *tty)
{
	const char *at = buf_text(&tty->out) + tty->told;
	const char *end = buf_text(&tty->out) + tty->out.len;
	size_t bytes = (size_t)(end - at);
	const char *mark;

	while ((mark = mark_find(at, end, &at)))
		bytes -= (size_t)(at - mark);
	tty->told = tty->out.len;
	return bytes;
}

const char *tty_output(struct tty *tty, size_t *len)
{
	*len = tty->out.len;
	return buf_text(&tty->out);
}

pid_t tty_pid(struct tty *tty)
{
	return tty->pid;
}

int tty_rows(struct tty *tty)
{
	return tty->rows;
}

int tty_cols(struct tty *tty)
{
	return tty->cols;
}

void tty_assert_focus(struct tty *tty)
{
	int row;
	int col;
	bool visible;

	tty_cursor(tty, &row, &col, &visible);
	if (!visible)
		tty_fail(tty, "the cursor is hidden");
	if (col == 0 && tty_row(tty, row)[0] != '>')
		tty_fail(tty, "the cursor is on no focused row");
}
