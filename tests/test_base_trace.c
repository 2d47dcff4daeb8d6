#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/trace.h"

struct place {
	char dir[32];
	char file[48];
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	memcpy(place->dir, "/tmp/fyr-trace-XXXXXX", 22);
	if (!mkdtemp(place->dir)) {
		return -1;
	}
	snprintf(place->file, sizeof(place->file), "%s/trace", place->dir);
	*state = place;
	return 0;
}

static int tear_down(void **state)
{
	struct place *place = *state;

	unsetenv("FYR_TRACE");
	trace_init();
	file_remove_tree(place->dir, NULL);
	free(place);
	return 0;
}

static void nothing_without_the_variable(void **state)
{
	struct place *place = *state;

	unsetenv("FYR_TRACE");
	trace_init();
	trace_event("a.b", "n=%d", 1);
	setenv("FYR_TRACE", "", 1);
	trace_init();
	trace_event("a.b", "n=%d", 1);
	assert_true(file_is_empty_dir(place->dir));
}

/* "ms.us pid event values", the time never going backwards. */
static double check_line(struct str line, double after, const char *rest)
{
	char *text = str_copy(line);
	double ms = -1;
	long pid = 0;
	int at = 0;

	assert_int_equal(sscanf(text, "%lf %ld %n", &ms, &pid, &at), 2);
	assert_true(ms >= after);
	assert_int_equal(pid, getpid());
	assert_string_equal(text + at, rest);
	free(text);
	return ms;
}

static void writes_lines(void **state)
{
	struct place *place = *state;
	struct buf buf = {0};
	struct str rest;
	struct str line;
	double ms = 0;

	setenv("FYR_TRACE", place->file, 1);
	trace_init();
	trace_event("store.commit", "notes=%d ms=%d", 12, 3);
	trace_event("app.end", "%s", "");
	trace_event("tui.key", "key=%s", "a\nb\x1B[2J");
	assert_true(file_read(place->file, 10000, &buf, NULL));
	rest = buf_slice(&buf);
	assert_true(str_cut(&rest, '\n', &line));
	ms = check_line(line, ms, "store.commit notes=12 ms=3");
	assert_true(str_cut(&rest, '\n', &line));
	ms = check_line(line, ms, "app.end");
	assert_true(str_cut(&rest, '\n', &line));
	check_line(line, ms, "tui.key key=a b<U+001B>[2J");
	assert_int_equal(rest.len, 0);
	buf_clear(&buf);
}

static void several_processes_share_the_file(void **state)
{
	enum {
		CHILDREN = 4,
		LINES = 200
	};
	struct place *place = *state;
	struct buf buf = {0};
	struct str rest;
	struct str line;
	int count = 0;

	setenv("FYR_TRACE", place->file, 1);
	for (int i = 0; i < CHILDREN; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid == 0) {
			trace_init();
			for (int n = 0; n < LINES; n++) {
				trace_event("a.b", "%s", "x=1 y=22 z=333");
			}
			_exit(0);
		}
	}
	while (wait(NULL) > 0) {
	}
	assert_true(file_read(place->file, 1000000, &buf, NULL));
	rest = buf_slice(&buf);
	while (str_cut(&rest, '\n', &line)) {
		assert_true(str_ends(line, " a.b x=1 y=22 z=333"));
		count++;
	}
	assert_int_equal(count, CHILDREN * LINES);
	buf_clear(&buf);
}

static void a_bad_path_is_no_harm(void **state)
{
	(void)state;
	setenv("FYR_TRACE", "/dev/null/trace", 1);
	trace_init();
	trace_event("a.b", "n=%d", 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			nothing_without_the_variable, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			writes_lines, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			several_processes_share_the_file, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_bad_path_is_no_harm, set_up, tear_down),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
