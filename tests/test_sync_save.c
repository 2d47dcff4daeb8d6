#include "tests/repo.h"

#include "sync/save.h"

/* Save `count` files; the outcome is in *result or repo->err. */
static bool save(struct repo *repo, const struct save_file *files, size_t count,
	struct save_result *result)
{
	const struct save_request request = {
		files, count, "notes: a change\n\nWith more.", NULL};

	memset(&repo->err, 0, sizeof(repo->err));
	return save_run(repo->source, &request, result, &repo->err);
}

static void must_save(struct repo *repo, const char *path, const char *text)
{
	const struct save_file file = {path, str_from(text), false};
	struct save_result result;

	if (!save(repo, &file, 1, &result))
		fail_msg("%s", repo->err.text);
	assert_false(result.same);
}

static void refuse(struct repo *repo, const char *path, enum error_kind kind,
	const char *part)
{
	const struct save_file file = {path, STR("new\n"), false};
	struct save_result result;

	assert_false(save(repo, &file, 1, &result));
	if (repo->err.kind != kind || !strstr(repo->err.text, part))
		fail_msg("%d: %s", (int)repo->err.kind, repo->err.text);
}

static void is_line(struct repo *repo, const char *command, const char *text)
{
	assert_string_equal(line_of(repo, command), text);
}

static void test_work(void **state)
{
	struct repo *repo = *state;
	const struct save_file files[] = {{"a.md", STR("new\n"), false},
		{"deep/er/n.md", STR("n\n"), false},
		{"sub/b.md", STR(""), true}, {"gone.md", STR(""), true}};
	struct save_result result;

	make_work();
	sh("cd w; chmod +x a.md; git commit -qam mode; echo edited >c.markdown;"
	   "echo staged >s.md; git add s.md");
	repo_open(repo, "w");
	if (!save(repo, files, 4, &result))
		fail_msg("%s", repo->err.text);
	is_line(repo, "git -C w log -1 --format='%H'", result.commit);
	is_line(repo, "git -C w log -1 --format='%an %ae %at %cn %s|%b'",
		"Åsa Öst asa@example.org 1700000000 Åsa Öst notes: a "
		"change|With more.");
	is_line(repo,
		"git -C w show --format= --name-status | tr '\\n\\t' '; '",
		"M a.md;A deep/er/n.md;D sub/b.md;");
	/* What was edited or staged beside them still is; nothing else. */
	is_line(repo, "git -C w status --porcelain | tr '\\n' ';'",
		" M c.markdown;A  s.md;");
	is_line(repo, "cat w/a.md w/deep/er/n.md | tr '\\n' ';'", "new;n;");
	is_line(repo, "test -x w/a.md -a ! -e w/sub && echo yes", "yes");
	is_line(repo, "git -C w reflog -1 --format=%gs",
		"commit: notes: a change");
	/* Once more: there is nothing to do. */
	assert_true(save(repo, files, 4, &result));
	assert_true(result.same);
	is_line(repo, "git -C w rev-parse HEAD", result.commit);
	sh("git -C w fsck --full");
}

static void test_already_on_disk(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; echo new >a.md; echo n >n.md");
	repo_open(repo, "w");
	must_save(repo, "a.md", "new\n");
	must_save(repo, "n.md", "n\n");
	is_line(repo, "git -C w status --porcelain | wc -l", "0");
	is_line(repo, "git -C w rev-list --count HEAD", "3");
}

static void test_managed(void **state)
{
	struct repo *repo = *state;
	const struct save_file file = {"z.md", STR("z\n"), false};
	struct save_request request = {&file, 1, "z", NULL};
	struct save_result result;
	char base[SOURCE_ID];

	make_work();
	sh("git clone -q --bare w m.git; git init -q --bare e.git");
	repo_open(repo, "m.git");
	assert_true(source_head(repo->source, base, &repo->err));
	must_save(repo, "sub/b.md", "new\n");
	expect_text(repo, "sub/b.md", "new\n");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	request.base = base;
	assert_false(save_run(repo->source, &request, &result, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_CONFLICT);
	assert_true(source_head(repo->source, base, &repo->err));
	assert_true(save_run(repo->source, &request, &result, &repo->err));
	sh("git -C m.git fsck --full");
	repo_open(repo, "e.git");
	must_save(repo, "first.md", "1\n");
	expect_list(repo, "first.md\n");
}

static void test_refused(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; ln -s a.md l.md; git add l.md; git commit -qm link;"
	   "echo mine >a.md; echo staged >x.txt; git add x.txt;"
	   "echo untracked >u.md; printf '*.bin filter=lfs\\n' "
	   ">.gitattributes");
	repo_open(repo, "w");
	refuse(repo, "a.md", ERROR_REFUSED, "git checkout -- FILE");
	refuse(repo, "x.txt", ERROR_REFUSED, "git reset");
	refuse(repo, "u.md", ERROR_REFUSED, "in the way");
	refuse(repo, "l.md", ERROR_REFUSED, "link");
	refuse(repo, "sub", ERROR_REFUSED, "folder");
	refuse(repo, "p.bin", ERROR_REFUSED, "filter");
	refuse(repo, "../out.md", ERROR_REFUSED, "not written");
	refuse(repo, ".git/config", ERROR_REFUSED, "not written");
	is_line(repo, "cat w/a.md", "mine");
	is_line(repo, "git -C w rev-list --count HEAD", "2");
	sh("cd w; git checkout -q --detach");
	refuse(repo, "n.md", ERROR_REFUSED, "git switch");
	sh("cd w; git checkout -q main; git rev-parse HEAD >.git/MERGE_HEAD");
	refuse(repo, "n.md", ERROR_REFUSED, "merge");
	sh("rm w/.git/MERGE_HEAD; mkdir f; echo n >f/n.md; git init -q e");
	repo_open(repo, "f");
	refuse(repo, "n.md", ERROR_REFUSED, "plain folder");
	repo_open(repo, "e");
	refuse(repo, "n.md", ERROR_REFUSED, "git commit");
	assert_false(file_exists("w/n.md"));
}

static void test_person(void **state)
{
	struct repo *repo = *state;

	make_work();
	repo_open(repo, "w");
	unsetenv("GIT_AUTHOR_NAME");
	unsetenv("GIT_AUTHOR_EMAIL");
	unsetenv("GIT_COMMITTER_NAME");
	unsetenv("GIT_COMMITTER_EMAIL");
	refuse(repo, "a.md", ERROR_CONFIG, "git config --global user.name");
	sh("git -C w config user.name 'Bo <Ek>'; git -C w config user.email "
	   "bo@example.org; git -C w config author.name Ada");
	repo_open(repo, "w");
	must_save(repo, "a.md", "1\n");
	is_line(repo, "git -C w log -1 --format='%an %ae %cn'",
		"Ada bo@example.org Bo Ek");
	setenv("GIT_AUTHOR_DATE", "yesterday", 1);
	refuse(repo, "a.md", ERROR_CONFIG, "GIT_AUTHOR_DATE");
	unsetenv("GIT_AUTHOR_DATE");
	must_save(repo, "a.md", "2\n");
	sh("git -C w fsck --full; git -C w status");
}

/* The index is locked by git, and another run of ours is under way. */
static void test_hooks_and_ends(void **state)
{
	struct repo *repo = *state;
	const struct save_file file = {"a.md", STR("x\n"), false};
	struct save_result result;

	make_work();
	sh("cd w; git config core.autocrlf true; printf '#!/bin/sh\\n' "
	   ">.git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
	repo_open(repo, "w");
	assert_true(save(repo, &file, 1, &result));
	assert_true(result.hooks);
	is_line(repo, "od -An -c w/a.md | tr -d ' '", "x\\r\\n");
	is_line(repo, "git -C w status --porcelain | wc -l", "0");
	is_line(repo,
		"git -C w cat-file blob HEAD:a.md | od -An -c | "
		"tr -d ' '",
		"x\\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, repo_setup, repo_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_work),
		TEST(test_already_on_disk), TEST(test_managed),
		TEST(test_refused), TEST(test_person),
		TEST(test_hooks_and_ends)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
