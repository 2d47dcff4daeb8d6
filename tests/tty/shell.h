#ifndef FYR_TESTS_TTY_SHELL_H
#define FYR_TESTS_TTY_SHELL_H

/*
 * The side of the program, in the child of tty.c: its environment and words;
 * and the least a shell does for it: a process group of its own in front, and
 * when it stops, the terminal back, a word, and on again at the next line.
 * Without such a parent in its session no program can be stopped.
 */

#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/tty/tty.h"

static inline void shell_write(const char *text, size_t len)
{
	if (write(STDOUT_FILENO, text, len) < 0)
		_exit(126);
}

static inline void shell_wait_line(void)
{
	char byte = 0;

	while (byte != '\n') {
		if (read(STDIN_FILENO, &byte, 1) <= 0)
			_exit(126);
	}
}

static inline void shell_run(char *const *argv)
{
	static const char stopped[] = "\r\n[stopped]\r\n";
	int status = 0;
	pid_t pid;

	signal(SIGTTOU, SIG_IGN);
	pid = fork();
	if (pid <= 0) {
		setpgid(0, 0);
		tcsetpgrp(STDIN_FILENO, getpid());
		signal(SIGTTOU, SIG_DFL);
		execv(argv[0], argv);
		_exit(127);
	}
	setpgid(pid, pid);
	while (waitpid(pid, &status, WUNTRACED) == pid && WIFSTOPPED(status)) {
		tcsetpgrp(STDIN_FILENO, getpgrp());
		shell_write(stopped, sizeof(stopped) - 1);
		shell_wait_line();
		tcsetpgrp(STDIN_FILENO, pid);
		kill(-pid, SIGCONT);
	}
	_exit(WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

/* Become the program, or its shell. */
static inline void shell_program(const struct tty_options *options)
{
	const char *program = getenv("FYR_PROGRAM");
	const char *argv[32];
	int n = 0;
	int i;

	setenv("TERM", options->term ? options->term : "xterm-256color", 1);
	setenv("LANGUAGE", options->lang ? options->lang : "en", 1);
	setenv("FYR_TEST", "1", 1);
	for (i = 0; options->env && options->env[i]; i++)
		putenv(mem_text(options->env[i]));
	argv[n++] = program ? program : "./fyr";
	for (i = 0; options->args && options->args[i] && n < 31; i++)
		argv[n++] = options->args[i];
	argv[n] = NULL;
	if (options->shell)
		shell_run((char *const *)(uintptr_t)argv);
	execv(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

#endif
