#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"

static void check_zero(const unsigned char *data, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		assert_int_equal(data[i], 0);
	}
}

static void is_aligned_zero_and_apart(void **state)
{
	static const size_t sizes[] = {
		0, 1, 7, 16, 17, 100, 4095, 4096, 4097, 70000, 300000, 3};
	enum {
		COUNT = sizeof(sizes) / sizeof(sizes[0])
	};
	unsigned char *data[COUNT];
	struct arena arena = {0};
	size_t sum = 0;

	(void)state;
	for (size_t i = 0; i < COUNT; i++) {
		data[i] = arena_alloc(&arena, sizes[i]);
		assert_int_equal((uintptr_t)data[i] % alignof(max_align_t), 0);
		check_zero(data[i], sizes[i]);
		memset(data[i], (int)i + 1, sizes[i]);
		sum += sizes[i];
	}
	for (size_t i = 0; i < COUNT; i++) {
		for (size_t j = 0; j < sizes[i]; j++) {
			assert_int_equal(data[i][j], i + 1);
		}
	}
	assert_true(arena.bytes >= sum);
	arena_clear(&arena);
	assert_null(arena.last);
	assert_int_equal(arena.bytes, 0);
}

static void copies_text(void **state)
{
	struct arena arena = {0};
	char source[] = "abc";
	struct str copy = arena_str(&arena, str_from(source));
	struct str empty = arena_str(&arena, (struct str){0});

	(void)state;
	source[0] = 'x';
	assert_true(str_is(copy, "abc"));
	assert_int_equal(copy.data[3], '\0');
	assert_int_equal(empty.len, 0);
	assert_int_equal(empty.data[0], '\0');
	arena_clear(&arena);
}

static void reset_keeps_a_clean_block(void **state)
{
	struct arena arena = {0};
	struct arena_block *kept;

	(void)state;
	arena_reset(&arena);
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 1000; i++) {
			unsigned char *data = arena_alloc(&arena, 100);

			check_zero(data, 100);
			memset(data, 0xFF, 100);
		}
		kept = arena.last;
		arena_reset(&arena);
		assert_int_equal(arena.bytes, 0);
		assert_ptr_equal(arena.last, kept);
	}
	arena_clear(&arena);
}

static void clear_accepts_nothing(void **state)
{
	struct arena arena = {0};

	(void)state;
	arena_clear(NULL);
	arena_clear(&arena);
	arena_alloc(&arena, 1);
	arena_clear(&arena);
	arena_clear(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_aligned_zero_and_apart),
		cmocka_unit_test(copies_text),
		cmocka_unit_test(reset_keeps_a_clean_block),
		cmocka_unit_test(clear_accepts_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
