#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/mem.h"

static void gives_zeros(void **state)
{
	static const unsigned char zeros[100];
	unsigned char *data = mem_alloc(100);
	unsigned char *array = mem_array(10, 10);

	(void)state;
	assert_memory_equal(data, zeros, 100);
	assert_memory_equal(array, zeros, 100);
	free(data);
	free(array);
}

static void size_zero_can_be_freed(void **state)
{
	void *all[] = {mem_alloc(0), mem_array(0, 8), mem_array(8, 0),
		mem_copy(NULL, 0)};

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		assert_non_null(all[i]);
		free(all[i]);
	}
}

static void copies(void **state)
{
	char *text = mem_text("abc");
	char *bytes = mem_copy("a\0b", 3);

	(void)state;
	assert_string_equal(text, "abc");
	assert_memory_equal(bytes, "a\0b", 3);
	assert_null(mem_text(NULL));
	free(text);
	free(bytes);
}

static void grows_with_zeros(void **state)
{
	size_t cap = 0;
	int *list = NULL;
	int moves = 0;

	(void)state;
	for (size_t n = 0; n < 10000; n++) {
		size_t before = cap;

		list = mem_grow(list, &cap, n + 1, sizeof(*list));
		assert_true(cap > n);
		moves += cap != before;
		for (size_t i = before; i < cap; i++) {
			assert_int_equal(list[i], 0);
			list[i] = (int)i;
		}
		assert_int_equal(list[n], (int)n);
	}
	assert_true(moves < 30);
	free(list);
}

static void grow_with_room_changes_nothing(void **state)
{
	size_t cap = 4;
	char *data = mem_alloc(4);

	(void)state;
	assert_ptr_equal(mem_grow(data, &cap, 4, 1), data);
	assert_int_equal(cap, 4);
	free(data);
}

static void say_goodbye(void)
{
	ssize_t done = write(STDOUT_FILENO, "restored", 8);

	(void)done;
}

static void too_much(int what)
{
	volatile size_t half = SIZE_MAX / 2;
	size_t cap = 0;

	if (what == 0) {
		free(mem_array(half, 4));
	} else {
		free(mem_grow(NULL, &cap, half, 16));
	}
}

/* The end is exit(3), through the handlers, with a line on standard error. */
static void ends_through_exit(void **state)
{
	(void)state;
	for (int what = 0; what < 2; what++) {
		char text[200] = "";
		int ends[2];
		int status = 0;
		size_t len = 0;
		ssize_t got;
		pid_t pid;

		assert_int_equal(pipe(ends), 0);
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			dup2(ends[1], STDOUT_FILENO);
			dup2(ends[1], STDERR_FILENO);
			close(ends[0]);
			atexit(say_goodbye);
			too_much(what);
			_exit(0);
		}
		close(ends[1]);
		while ((got = read(ends[0], text + len,
				sizeof(text) - 1 - len)) > 0) {
			len += (size_t)got;
		}
		close(ends[0]);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 3);
		assert_non_null(strstr(text, "memory"));
		assert_non_null(strstr(text, "restored"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_zeros),
		cmocka_unit_test(size_zero_can_be_freed),
		cmocka_unit_test(copies),
		cmocka_unit_test(grows_with_zeros),
		cmocka_unit_test(grow_with_room_changes_nothing),
		cmocka_unit_test(ends_through_exit),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
