#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/file.h"
#include "base/proc.h"

enum {
	LONG_MS = 60000
};

/* Run a script of sh to its end. */
static int run(
	const char *script, struct str input, size_t max, struct buf *out)
{
	const char *const argv[] = {"sh", "-c", script, NULL};
	struct proc_run it = {
		.argv = argv, .input = input, .max = max, .ms = LONG_MS};
	int status = -1;

	assert_true(proc_run(&it, out, &status, NULL));
	return status;
}

static void check_run(const char *script, const char *want, int want_status)
{
	struct buf out = {0};

	assert_int_equal(run(script, STR(""), 100000, &out), want_status);
	assert_string_equal(buf_text(&out), want);
	buf_clear(&out);
}

static void runs_to_the_end(void **state)
{
	(void)state;
	check_run("echo a; echo b", "a\nb\n", 0);
	check_run("exit 7", "", 7);
	check_run("kill -9 $$", "", 128 + SIGKILL);
	check_run("echo said; echo not this >&2", "said\n", 0);
	check_run("cat", "", 0);
}

static void passes_input(void **state)
{
	struct buf text = {0};
	struct buf out = {0};

	(void)state;
	assert_int_equal(run("cat", STR("a\0b"), 100, &out), 0);
	assert_int_equal(out.len, 3);
	assert_memory_equal(out.data, "a\0b", 3);
	buf_cut(&out, 0);
	/* More than both pipes hold, and a program that does not read it. */
	buf_fill(&text, 'x', 1000000);
	assert_int_equal(run("cat", buf_slice(&text), 1000000, &out), 0);
	assert_int_equal(out.len, 1000000);
	buf_cut(&out, 0);
	assert_int_equal(run("exit 3", buf_slice(&text), 100, &out), 3);
	assert_int_equal(
		run("exec 0<&-; echo b", buf_slice(&text), 9, &out), 0);
	assert_string_equal(buf_text(&out), "b\n");
	/* One that closes its output first and reads all the same. */
	assert_int_equal(run("exec >&-; test $(wc -c) = 1000000",
				 buf_slice(&text), 9, &out),
		0);
	buf_clear(&text);
	buf_clear(&out);
}

static void output_is_limited(void **state)
{
	struct buf out = {0};

	(void)state;
	buf_put(&out, "=");
	assert_int_equal(run("printf 12345", STR(""), 5, &out), 0);
	assert_string_equal(buf_text(&out), "=12345");
	buf_cut(&out, 1);
	assert_int_equal(run("printf 123456", STR(""), 5, &out), 0);
	assert_string_equal(buf_text(&out), "=12345");
	buf_cut(&out, 1);
	assert_int_equal(run("head -c 1000000 /dev/zero | tr '\\0' x", STR(""),
				 1000, &out),
		0);
	assert_int_equal(out.len, 1001);
	buf_cut(&out, 1);
	assert_int_equal(run("echo much", STR(""), 0, &out), 0);
	assert_string_equal(buf_text(&out), "=");
	buf_clear(&out);
}

static void check_missing(const char *name)
{
	const char *const argv[] = {name, NULL};
	struct error err = {0};
	struct proc proc = {.pid = 0, .in = -7, .out = -7, .err = -7};

	assert_false(proc_start(&proc,
		&(struct proc_command){argv, NULL, NULL, PROC_OUT}, &err));
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_int_equal(proc.in, -7);
	assert_int_equal(proc.pid, 0);
}

static void missing_programs_are_told(void **state)
{
	const char *const folder[] = {"/", NULL};
	const char *const sh[] = {"sh", NULL};
	struct error err = {0};
	struct proc proc = {0};

	(void)state;
	check_missing("fyr-no-such-program");
	check_missing("/no/such/program");
	check_missing("");
	assert_false(proc_start(
		&proc, &(struct proc_command){folder, NULL, NULL, 0}, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_false(proc_start(&proc,
		&(struct proc_command){sh, "/no/such/folder", NULL, 0}, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_non_null(strstr(err.text, "/no/such/folder"));
	errno = 0;
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

/* What lies in the current folder is not run, whatever PATH says. */
static void path_is_looked_up(void **state)
{
	const char *const argv[] = {"fyr-test-tool", NULL};
	const char *env[] = {"PATH=.::/usr/bin", NULL};
	char dir[] = "/tmp/fyr-proc-XXXXXX";
	char path[64];
	struct error err = {0};
	struct buf out = {0};
	int status = -1;
	struct proc_run it = {.argv = argv, .max = 100, .ms = LONG_MS};

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/fyr-test-tool", dir);
	assert_true(
		file_write(path, STR("#!/bin/sh\necho tool\n"), 0755, NULL));
	it.dir = dir;
	it.env = env;
	assert_false(proc_run(&it, &out, &status, &err));
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	snprintf(path, sizeof(path), "PATH=/none:%s:/usr/bin", dir);
	env[0] = path;
	assert_true(proc_run(&it, &out, &status, &err));
	assert_string_equal(buf_text(&out), "tool\n");
	buf_clear(&out);
	assert_true(file_remove_tree(dir, NULL));
}

static void environment_is_set_over_ours(void **state)
{
	const char *const argv[] = {
		"/bin/sh", "-c", "echo \"$A-$B-${C-unset}-$D\"; pwd", NULL};
	const char *const env[] = {"B=two", "C", "D=x", "D=y=z", "AA=1", NULL};
	struct proc_run it = {.argv = argv,
		.dir = "/",
		.env = env,
		.max = 100,
		.ms = LONG_MS};
	struct buf out = {0};
	int status = -1;

	(void)state;
	setenv("A", "one", 1);
	setenv("B", "old", 1);
	setenv("C", "old", 1);
	assert_true(proc_run(&it, &out, &status, NULL));
	assert_string_equal(buf_text(&out), "one-two-unset-y=z\n/\n");
	assert_string_equal(getenv("B"), "old");
	buf_clear(&out);
}

static void a_slow_program_is_stopped(void **state)
{
	const char *const argv[] = {
		"sh", "-c", "echo a; exec sleep 1000", NULL};
	const char *const deaf[] = {
		"sh", "-c", "trap '' TERM; while :; do sleep 1000; done", NULL};
	struct proc_run it = {.argv = argv, .max = 100, .ms = 50};
	int64_t start = date_ticks_ms();
	struct error err = {0};
	struct buf out = {0};
	int status = -7;

	(void)state;
	assert_false(proc_run(&it, &out, &status, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_int_equal(out.len, 0);
	assert_int_equal(status, -7);
	it.argv = deaf;
	assert_false(proc_run(&it, &out, &status, &err));
	assert_true(date_ticks_ms() - start < LONG_MS);
	errno = 0;
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);
	assert_int_equal(errno, ECHILD);
}

/* A grandchild that keeps the pipe open does not keep us. */
static void the_end_of_the_program_counts(void **state)
{
	struct buf out = {0};
	int64_t start = date_ticks_ms();
	long pid = 0;

	(void)state;
	assert_int_equal(run("sleep 1000 & echo $!", STR(""), 100, &out), 0);
	assert_true(date_ticks_ms() - start < LONG_MS / 2);
	assert_true(str_number(str_trim(buf_slice(&out)), 2, 99999999, &pid));
	assert_int_equal(kill((pid_t)pid, SIGKILL), 0);
	buf_clear(&out);
}

static void read_line(int fd, char *text, size_t size)
{
	size_t len = 0;

	while (len + 1 < size && read(fd, text + len, 1) == 1 &&
		text[len] != '\n') {
		len++;
	}
	text[len] = '\0';
}

static void talks_through_pipes(void **state)
{
	const char *const argv[] = {
		"sh", "-c", "read x; echo got $x; echo bad >&2; exit 4", NULL};
	struct proc proc = {0};
	char text[100];
	int status = -1;

	(void)state;
	assert_true(proc_start(&proc,
		&(struct proc_command){
			argv, NULL, NULL, PROC_IN | PROC_OUT | PROC_ERR},
		NULL));
	assert_true(proc.pid > 0);
	assert_false(proc_wait(&proc, 0, &status));
	assert_int_equal(status, -1);
	assert_int_equal(write(proc.in, "it\n", 3), 3);
	read_line(proc.out, text, sizeof(text));
	assert_string_equal(text, "got it");
	read_line(proc.err, text, sizeof(text));
	assert_string_equal(text, "bad");
	assert_true(proc_wait(&proc, -1, &status));
	assert_int_equal(status, 4);
	assert_int_equal(proc.pid, 0);
	assert_true(proc_wait(&proc, -1, &status));
	assert_int_equal(proc_end(&proc), 0);
	assert_int_equal(proc.in, -1);
	assert_int_equal(proc.out, -1);
	assert_int_equal(proc.err, -1);
	proc_close(&proc.in);
}

static void nothing_is_ended_by_nothing(void **state)
{
	struct proc none = {0};
	int status = -7;

	(void)state;
	assert_true(proc_wait(&none, -1, &status));
	assert_int_equal(proc_end(&none), 0);
	assert_int_equal(proc_stop(&none, 10), 0);
	assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0 || errno == EBADF);
}

static void ends_politely_and_not(void **state)
{
	const char *const reader[] = {"sh", "-c", "cat; exit 5", NULL};
	const char *const polite[] = {"sleep", "1000", NULL};
	const char *const deaf[] = {"sh", "-c",
		"trap '' TERM; echo; while :; do sleep 1000; done", NULL};
	struct proc proc = {0};
	char text[10];

	(void)state;
	assert_true(proc_start(&proc,
		&(struct proc_command){reader, NULL, NULL, PROC_IN}, NULL));
	assert_int_equal(proc_end(&proc), 5);
	assert_true(proc_start(
		&proc, &(struct proc_command){polite, NULL, NULL, 0}, NULL));
	assert_int_equal(proc_stop(&proc, LONG_MS), 128 + SIGTERM);
	assert_true(proc_start(&proc,
		&(struct proc_command){
			deaf, NULL, NULL, PROC_OUT | PROC_SESSION},
		NULL));
	read_line(proc.out, text, sizeof(text));
	assert_int_equal(proc_stop(&proc, 20), 128 + SIGKILL);
	assert_int_equal(proc.pid, 0);
	assert_int_equal(proc.out, -1);
}

/* No descriptor of ours, no mask and no ignored signal reach a child. */
static void a_child_starts_clean(void **state)
{
	const char *const argv[] = {"sh", "-c",
		"ls /proc/self/fd | sort | head -n 3 | tr '\\n' ' ';"
		"test -e /proc/$$/fd/200 && echo leak;"
		"grep -E '^Sig(Blk|Ign)' /proc/$$/status | tr -d '\\t\\n' |"
		/* 32 and 33 are the C library's own. */
		" sed 's/0000000180000000/0000000000000000/'",
		NULL};
	struct proc_run it = {.argv = argv, .max = 1000, .ms = LONG_MS};
	struct buf out = {0};
	int status = -1;
	sigset_t mask;

	(void)state;
	assert_int_equal(dup2(STDERR_FILENO, 200), 200);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGUSR1, SIG_IGN);
	sigemptyset(&mask);
	sigaddset(&mask, SIGUSR2);
	sigprocmask(SIG_BLOCK, &mask, NULL);
	assert_true(proc_run(&it, &out, &status, NULL));
	sigprocmask(SIG_UNBLOCK, &mask, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGUSR1, SIG_DFL);
	close(200);
	assert_string_equal(buf_text(&out),
		"0 1 2 SigBlk:0000000000000000"
		"SigIgn:0000000000000000");
	buf_clear(&out);
}

/* A program between us and the child ends: the child is told to end too. */
static void dies_with_its_parent(void **state)
{
	const char *const argv[] = {"sleep", "1000", NULL};
	int status = 0;
	int ends[2];
	char byte;
	pid_t pid;

	(void)state;
	assert_int_equal(pipe(ends), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct proc proc = {0};

		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		_exit(!proc_start(&proc,
			&(struct proc_command){argv, NULL, NULL,
				PROC_ERR_INHERIT | PROC_DIE_WITH_PARENT},
			NULL));
	}
	close(ends[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	/* The pipe ends when the sleeper, who holds it, has gone. */
	assert_int_equal(read(ends[0], &byte, 1), 0);
	close(ends[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(runs_to_the_end),
		cmocka_unit_test(passes_input),
		cmocka_unit_test(output_is_limited),
		cmocka_unit_test(missing_programs_are_told),
		cmocka_unit_test(path_is_looked_up),
		cmocka_unit_test(environment_is_set_over_ours),
		cmocka_unit_test(a_slow_program_is_stopped),
		cmocka_unit_test(the_end_of_the_program_counts),
		cmocka_unit_test(talks_through_pipes),
		cmocka_unit_test(nothing_is_ended_by_nothing),
		cmocka_unit_test(ends_politely_and_not),
		cmocka_unit_test(a_child_starts_clean),
		cmocka_unit_test(dies_with_its_parent),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	alarm(120);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
