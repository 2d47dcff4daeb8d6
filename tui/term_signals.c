#include "tui/term_signals.h"

#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static volatile sig_atomic_t flag_end, flag_size, flag_stop, flag_back,
	flag_cancel;

static const int caught[] = {
	SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGWINCH, SIGTSTP, SIGCONT};
static const int crashes[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

enum {
	CAUGHT = sizeof(caught) / sizeof(caught[0]),
	CRASHES = sizeof(crashes) / sizeof(crashes[0])
};

static void on_signal(int number)
{
	if (number == SIGWINCH)
		flag_size = 1;
	else if (number == SIGTSTP)
		flag_stop = 1;
	else if (number == SIGCONT)
		flag_back = 1;
	else if (number == SIGINT)
		flag_cancel = 1;
	else
		flag_end = 1;
}

static void set_handler(int number, void (*handler)(int))
{
	struct sigaction action = {0};

	action.sa_handler = handler;
	sigemptyset(&action.sa_mask);
	sigaction(number, &action, NULL);
}

/* A sanitizer has its own handlers for crashes: they stay. */
static bool is_default(int number)
{
	struct sigaction old;

	return sigaction(number, NULL, &old) == 0 &&
		!(old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_DFL;
}

static void make_set(sigset_t *set)
{
	size_t i;

	sigemptyset(set);
	for (i = 0; i < CAUGHT; i++)
		sigaddset(set, caught[i]);
}

void term_signals_catch(void (*crash)(int), sigset_t *waiting)
{
	sigset_t set;
	size_t i;

	make_set(&set);
	for (i = 0; i < CAUGHT; i++)
		set_handler(caught[i], on_signal);
	sigprocmask(SIG_BLOCK, &set, waiting);
	for (i = 0; i < CAUGHT; i++)
		sigdelset(waiting, caught[i]);
	for (i = 0; i < CRASHES; i++) {
		if (is_default(crashes[i]))
			set_handler(crashes[i], crash);
	}
}

bool term_signals_release(void)
{
	sigset_t set;
	size_t i;

	flag_cancel = 0;
	make_set(&set);
	/* One that is pending ends in its handler: the end is near anyway. */
	sigprocmask(SIG_UNBLOCK, &set, NULL);
	for (i = 0; i < CAUGHT; i++)
		set_handler(caught[i], SIG_DFL);
	return flag_cancel;
}

void term_signals_lend(void)
{
	sigset_t set;

	make_set(&set);
	set_handler(SIGTSTP, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, &set, NULL);
}

void term_signals_resume(void)
{
	sigset_t set;

	make_set(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	set_handler(SIGTSTP, on_signal);
}

void term_signals_hear(const sigset_t *waiting)
{
	sigset_t now;

	sigprocmask(SIG_SETMASK, waiting, &now);
	sigprocmask(SIG_SETMASK, &now, NULL);
}

unsigned term_signals_take(void)
{
	unsigned seen = 0;

	if (flag_end)
		seen |= SIGNAL_END;
	if (flag_size)
		seen |= SIGNAL_SIZE;
	if (flag_stop)
		seen |= SIGNAL_SUSPEND;
	if (flag_back)
		seen |= SIGNAL_BACK;
	if (flag_cancel)
		seen |= SIGNAL_CANCEL;
	flag_size = flag_stop = flag_back = flag_cancel = 0;
	return seen;
}
