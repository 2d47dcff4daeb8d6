#ifndef FYR_TESTS_TTY_SHELL_H
#define FYR_TESTS_TTY_SHELL_H

/*
 * The least a shell does for the program it runs: its own process group in
 * front, and when it stops, the terminal back, a word, and on again at the
 * next line. Without such a parent in its session no program can be stopped.
 * Runs in the child of tty.c.
 */

#include <signal.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

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

#endif
