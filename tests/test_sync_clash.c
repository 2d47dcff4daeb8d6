/* Lines of messages that tell of clashes and decisions: sync/clash.h. */

#include "sync/clash.h"
#include "sync/git.h"
#include "tests/repo.h"

#define ONE "1111111111111111111111111111111111111111"
#define TWO "2222222222222222222222222222222222222222"

static void test_round_trip(void **state)
{
	static const char *const paths[] = {
		"a.md", "guides/å b.md", "x base=1 mine=2.md", "a=b", "-"};
	struct buf line = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
		for (int type = CLASH_TEXT; type <= CLASH_IN_THE_WAY; type++) {
			struct clash clash = {
				.path = str_copy(str_from(paths[i])),
				.type = (enum clash_type)type,
				.what = str_copy(
					str_from(type ? "" : "status,text"))};
			struct clash read;

			gitx_id(ONE, &clash.mine);
			if (type != CLASH_NEW)
				gitx_id(TWO, &clash.base);
			buf_cut(&line, 0);
			clash_put(&line, &clash);
			buf_cut(&line, line.len - 1);
			assert_true(clash_read(buf_slice(&line), &read));
			assert_string_equal(read.path, clash.path);
			assert_string_equal(read.what, clash.what);
			assert_int_equal(read.type, clash.type);
			assert_true(git_oid_equal(&read.mine, &clash.mine));
			assert_true(git_oid_equal(&read.base, &clash.base));
			assert_true(git_oid_is_zero(&read.theirs));
			clash_clear(&read);
			clash_clear(&clash);
		}
	}
	buf_clear(&line);
}

/* Messages are other people's text. */
static void test_refused(void **state)
{
	static const char *const lines[] = {
		"",
		"Fyr-Conflict: ",
		"Fyr-Conflict: a.md",
		"Fyr-Conflict: a.md base=- mine=- theirs=- why=text",
		"Fyr-Conflict: a.md base=- mine=- theirs=- why=text what=",
		"Fyr-Conflict: a.md base=- mine=- theirs=- why=other what=-",
		"Fyr-Conflict: a.md base=- mine=1 theirs=- why=text what=-",
		"Fyr-Conflict: a.md mine=- base=- theirs=- why=text what=-",
		"Fyr-Conflict:  base=- mine=- theirs=- why=text what=-",
		"Fyr-Conflict: ../a base=- mine=- theirs=- why=text what=-",
		"Fyr-Conflict: /a base=- mine=- theirs=- why=text what=-",
		"Fyr-Conflict: .git/a base=- mine=- theirs=- why=text what=-",
		"Fyr-Conflict: a\033b base=- mine=- theirs=- why=text what=-",
		" Fyr-Conflict: a base=- mine=- theirs=- why=text what=-",
		"Fyr-Conflict: a base=- mine=" ONE "0 theirs=- why=text what=-",
	};
	struct clash clash;

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (clash_read(str_from(lines[i]), &clash))
			fail_msg("read: %s", lines[i]);
}

static void test_decisions(void **state)
{
	struct buf line = {0};
	git_oid id, read;
	struct str path;

	(void)state;
	gitx_id(ONE, &id);
	clash_put_resolved(&line, &id, "guides/a b.md");
	buf_cut(&line, line.len - 1);
	assert_true(clash_read_resolved(buf_slice(&line), &read, &path));
	assert_true(git_oid_equal(&id, &read));
	assert_true(str_is(path, "guides/a b.md"));
	assert_false(
		clash_read_resolved(STR("Fyr-Resolves: x y"), &read, &path));
	assert_false(
		clash_read_resolved(STR("Fyr-Resolves: " ONE), &read, &path));
	assert_false(clash_read_resolved(
		STR("Fyr-Resolves: " ONE " "), &read, &path));
	buf_clear(&line);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_decisions),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
