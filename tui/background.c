#include "tui/background.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/date.h"

enum {
	ANSWER_MS = 100,
	ANSWER_MAX = 4096
};

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The first two digits of a component of one to four, as 0 to 255. */
static int component(struct str part)
{
	char digits[3] = {0};
	char *end;
	long value;

	if (!part.len || part.len > 4)
		return -1;
	memcpy(digits, part.data, part.len > 1 ? 2 : 1);
	value = strtol(digits, &end, 16);
	if (*end)
		return -1;
	return (int)(part.len > 1 ? value : value * 17);
}

enum background background_answer(struct str bytes)
{
	size_t at = str_find_text(bytes, "]11;rgb:");
	struct str rest;
	struct str part;
	int light = 0;
	static const int weights[] = {299, 587, 114};
	int i;

	if (at == bytes.len)
		return BACKGROUND_UNKNOWN;
	rest = str_sub(bytes, at + 8, bytes.len);
	for (i = 0; i < 3; i++) {
		size_t len = 0;
		int value;

		while (len < rest.len && rest.data[len] != '/' &&
			rest.data[len] != '\033' && rest.data[len] != '\a')
			len++;
		part = str_sub(rest, 0, len);
		rest = str_sub(rest, len + 1, rest.len);
		value = component(part);
		if (value < 0)
			return BACKGROUND_UNKNOWN;
		light += value * weights[i];
	}
	return light < 128 * 1000 ? BACKGROUND_DARK : BACKGROUND_LIGHT;
}

enum background background_variable(const char *value)
{
	struct str rest = str_from(value);
	struct str part = {0};
	long number;

	while (str_cut(&rest, ';', &part))
		;
	if (!str_number(part, 0, 15, &number))
		return BACKGROUND_UNKNOWN;
	return number == 7 || number > 8 ? BACKGROUND_LIGHT : BACKGROUND_DARK;
}

/* Bytes of an answer to "which terminal are you": ESC [ ? … c. */
static size_t find_end(struct str bytes, size_t *start)
{
	size_t at = str_find_text(bytes, "\033[?");
	size_t end;

	*start = at;
	for (end = at + 3; end < bytes.len; end++) {
		char c = bytes.data[end];

		if (c == 'c')
			return end + 1;
		if ((c < '0' || c > '9') && c != ';')
			break;
	}
	return 0;
}

/* What is left without the answers was typed. */
static void keep_typed(struct buf *typed, struct str bytes)
{
	size_t start;
	size_t end = find_end(bytes, &start);
	size_t osc = str_find_text(bytes, "\033]11;");

	buf_str(typed, str_sub(bytes, 0, osc < start ? osc : start));
	if (end)
		buf_str(typed, str_sub(bytes, end, bytes.len));
}

/* Every terminal answers the second question, so none makes us wait. */
static void listen(struct buf *heard)
{
	int64_t until = date_ticks_ms() + ANSWER_MS;
	struct pollfd in = {STDIN_FILENO, POLLIN, 0};
	size_t start;
	int64_t left;

	while ((left = until - date_ticks_ms()) > 0) {
		char chunk[256];
		ssize_t got;

		if (poll(&in, 1, (int)left) <= 0)
			continue;
		got = read(STDIN_FILENO, chunk, sizeof(chunk));
		if (got <= 0)
			return;
		buf_add(heard, chunk, (size_t)got);
		if (find_end(buf_slice(heard), &start) ||
			heard->len > ANSWER_MAX)
			return;
	}
}

static enum background ask(struct buf *typed)
{
	static const char question[] = "\033]11;?\033\\\033[c";
	struct termios before;
	struct termios raw;
	struct buf heard = {0};
	enum background found = BACKGROUND_UNKNOWN;

	if (tcgetattr(STDIN_FILENO, &before) != 0)
		return found;
	raw = before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
	raw.c_iflag &= ~(tcflag_t)(ICRNL | IXON);
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	if (tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) != 0)
		return found;
	if (write(STDOUT_FILENO, question, sizeof(question) - 1) > 0)
		listen(&heard);
	found = background_answer(buf_slice(&heard));
	keep_typed(typed, buf_slice(&heard));
	tcsetattr(STDIN_FILENO, TCSADRAIN, &before);
	buf_clear(&heard);
	return found;
}

/* These would show the question, or have no hues to show. */
static bool is_simple(const char *term)
{
	return !term || strncmp(term, "linux", 5) == 0 ||
		strncmp(term, "vt", 2) == 0 || strncmp(term, "dumb", 4) == 0 ||
		strncmp(term, "ansi", 4) == 0 || strncmp(term, "cons", 4) == 0;
}

enum background background_find(const char *theme, struct buf *typed)
{
	enum background found = BACKGROUND_UNKNOWN;

	if (theme && strcmp(theme, "dark") == 0)
		return BACKGROUND_DARK;
	if (theme && strcmp(theme, "light") == 0)
		return BACKGROUND_LIGHT;
	if ((theme && strcmp(theme, "none") == 0) || variable("NO_COLOR"))
		return BACKGROUND_UNKNOWN;
	if (!is_simple(variable("TERM")))
		found = ask(typed);
	if (found == BACKGROUND_UNKNOWN && variable("COLORFGBG"))
		found = background_variable(variable("COLORFGBG"));
	return found;
}

bool background_has_title(const char *name)
{
	static const char *const known[] = {"xterm", "tmux", "screen", "rxvt",
		"foot", "alacritty", "st", "konsole", "gnome", "putty", "vte",
		"kitty", "wezterm", "contour", "mlterm"};
	size_t i;

	for (i = 0; name && i < sizeof(known) / sizeof(known[0]); i++) {
		if (strncmp(name, known[i], strlen(known[i])) == 0)
			return true;
	}
	return false;
}
