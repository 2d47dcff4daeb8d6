#include "tests/repo.h"

static void test_work(void **state)
{
	struct repo *repo = *state;
	char id[SOURCE_ID];

	make_work();
	repo_open(repo, "w");
	assert_int_equal(source_type(repo->source), SOURCE_WORK);
	assert_string_equal(source_branch(repo->source), "main");
	assert_string_equal(source_path(repo->source), "w");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	expect_edited(repo, "");
	expect_skipped(repo, "");
	expect_text(repo, "sub/b.md", "b\n");
	expect_text(repo, "x.txt", "x\n");
	assert_true(source_head(repo->source, id, &repo->err));
	assert_string_equal(id, line_of(repo, "git -C w rev-parse HEAD"));
}

static void test_managed(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("git clone -q --bare w m.git");
	repo_open(repo, "m.git");
	assert_int_equal(source_type(repo->source), SOURCE_MANAGED);
	assert_string_equal(source_branch(repo->source), "main");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	expect_text(repo, "x.txt", "x\n");
	refuse_read(repo, "no.md", ERROR_NOT_FOUND);
	refuse_read(repo, "a.md/b", ERROR_NOT_FOUND);
	refuse_read(repo, "sub", ERROR_REFUSED);
	expect_edited(repo, "");
}

static void test_folder(void **state)
{
	struct repo *repo = *state;
	char id[SOURCE_ID];

	sh("mkdir -p f/sub f/.hidden f/a; echo 1 >f/a.md; echo 2 >f/a/x.MD;"
	   "echo 3 >f/a-b.md; echo 4 >f/.hidden/n.md; echo 5 >f/.n.md;"
	   "echo 6 >f/.md; echo 7 >f/x.txt; ln -s a.md f/l.md;"
	   "ln -s sub f/d; mkfifo f/p.md; echo 8 >f/sub/y.Markdown");
	repo_open(repo, "f");
	assert_int_equal(source_type(repo->source), SOURCE_FOLDER);
	assert_string_equal(source_branch(repo->source), "");
	expect_list(repo, "a-b.md\na.md\na/x.MD\nsub/y.Markdown\n");
	expect_skip_of(repo, "l.md: it is a symbolic link");
	expect_skip_of(repo, "d: it is a symbolic link");
	expect_skip_of(repo, "p.md: it is neither");
	expect_text(repo, "a/x.MD", "2\n");
	expect_edited(repo, "");
	refuse_read(repo, "l.md", ERROR_REFUSED);
	refuse_read(repo, "p.md", ERROR_IO);
	refuse_read(repo, "../sh.log", ERROR_REFUSED);
	refuse_read(repo, "/etc/passwd", ERROR_REFUSED);
	refuse_read(repo, "a", ERROR_IO);
	assert_true(source_head(repo->source, id, &repo->err));
	assert_string_equal(id, "");
	assert_false(source_changes(
		repo->source, "", put_file, &repo->out, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_NOT_FOUND);
}

static bool put_version(const struct source_file *file, void *arg)
{
	struct buf *out = arg;

	buf_printf(out, "%s ", file->version);
	return true;
}

static void test_version(void **state)
{
	struct repo *repo = *state;
	struct buf versions = {0};
	struct buf text = {0};
	char id[SOURCE_ID] = "";

	make_work();
	sh("echo changed >w/a.md");
	repo_open(repo, "w");
	assert_true(
		source_list(repo->source, put_version, &versions, &repo->err));
	assert_memory_equal(versions.data, "disk:8:", 7);
	versions.data[str_find(buf_slice(&versions), ' ')] = '\0';
	assert_true(source_read_version(
		repo->source, "a.md", versions.data, &text, &repo->err));
	assert_string_equal(buf_text(&text), "changed\n");
	buf_cut(&text, 0);
	strncat(id, line_of(repo, "git -C w rev-parse HEAD:a.md"),
		sizeof(id) - 1);
	assert_true(source_read_version(
		repo->source, "a.md", id, &text, &repo->err));
	assert_string_equal(buf_text(&text), "a\n");
	assert_false(source_read_version(
		repo->source, "a.md", "beef", &text, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_NOT_FOUND);
	assert_false(source_read_version(repo->source, "a.md",
		"0123456789012345678901234567890123456789", &text, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_IO);
	assert_string_equal(buf_text(&text), "a\n");
	buf_clear(&text);
	buf_clear(&versions);
}

static bool stop_at_two(const struct source_file *file, void *arg)
{
	int *seen = arg;

	(void)file;
	return ++*seen < 2;
}

static void test_stop(void **state)
{
	struct repo *repo = *state;
	int seen = 0;

	make_work();
	repo_open(repo, "w");
	assert_true(source_list(repo->source, stop_at_two, &seen, &repo->err));
	assert_int_equal(seen, 2);
	sh("cd w; for i in 1 2 3; do echo n >n$i.md; done");
	seen = 0;
	assert_true(
		source_edited(repo->source, stop_at_two, &seen, &repo->err));
	assert_int_equal(seen, 2);
}

static void test_changes(void **state)
{
	struct repo *repo = *state;
	char from[SOURCE_ID] = "";

	make_work();
	repo_open(repo, "w");
	assert_true(source_head(repo->source, from, &repo->err));
	expect_changes(repo, from, "");
	sh("cd w; git rm -q a.md; echo bb >sub/b.md; mkdir -p new/er;"
	   "echo n >new/er/n.md; chmod +x c.markdown; echo y >x.txt;"
	   "git add .; git commit -qm second");
	expect_changes(repo, from, "a.md D\nnew/er/n.md\nsub/b.md\n");
	/* A folder becomes a note, and a note a folder. */
	sh("cd w; git rm -qr sub new; mkdir -p c; git mv c.markdown c/c.md;"
	   "echo s >sub; mkdir new.md; echo x >new.md/x.md;"
	   "git add .; git commit -qm third");
	expect_changes(repo, from,
		"a.md D\nc.markdown D\nc/c.md\n"
		"new.md/x.md\nsub/b.md D\n");
	assert_false(source_changes(repo->source,
		"0123456789012345678901234567890123456789", put_file,
		&repo->out, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_NOT_FOUND);
	assert_false(source_changes(
		repo->source, "HEAD", put_file, &repo->out, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_NOT_FOUND);
}

/* The branch moves while the source is open, also into a new pack. */
static void test_moves(void **state)
{
	struct repo *repo = *state;
	char id[SOURCE_ID];

	make_work();
	repo_open(repo, "w");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	sh("cd w; git checkout -qb other; git rm -q a.md;"
	   "git commit -qm gone; git gc -q --prune=now");
	expect_list(repo, "c.markdown\nsub/b.md\n");
	assert_true(source_head(repo->source, id, &repo->err));
	assert_string_equal(source_branch(repo->source), "other");
	sh("cd w; git checkout -q --detach main");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	assert_string_equal(source_branch(repo->source), "");
}

static void test_unborn(void **state)
{
	struct repo *repo = *state;
	char id[SOURCE_ID] = "x";

	sh("git init -q w; git init -q --bare m.git; echo n >w/n.md");
	repo_open(repo, "m.git");
	expect_list(repo, "");
	assert_true(source_head(repo->source, id, &repo->err));
	assert_string_equal(id, "");
	assert_string_equal(source_branch(repo->source), "main");
	refuse_read(repo, "n.md", ERROR_NOT_FOUND);
	repo_open(repo, "w");
	expect_list(repo, "n.md E\n");
	expect_text(repo, "n.md", "n\n");
	refuse_read(repo, "m.md", ERROR_NOT_FOUND);
	sh("cd w; git commit -qm empty --allow-empty");
	expect_list(repo, "n.md E\n");
}

static void test_kinds(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("git -C w worktree add -q ../linked; git -C w branch empty");
	repo_open(repo, "linked");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	assert_string_equal(source_branch(repo->source), "linked");
	sh("git clone -q --depth 1 file://$PWD/w shallow");
	repo_open(repo, "shallow");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	sh("git -C w rm -qr .; git -C w commit -qm nothing");
	repo_open(repo, "w");
	expect_list(repo, "");
	sh("ln -s w by-link");
	repo_open(repo, "by-link");
	expect_list(repo, "");
	repo_open(repo, "w/.git");
	expect_list(repo, "");
}

static void test_discover(void **state)
{
	struct repo *repo = *state;
	struct buf found = {0};

	make_work();
	sh("mkdir -p plain/deep/er none/er; : >plain/fyr.yaml");
	assert_true(source_discover("w/sub", &found));
	assert_true(str_ends(buf_slice(&found), "/w"));
	buf_cut(&found, 0);
	assert_true(source_discover("w/sub/b.md", &found));
	assert_true(str_ends(buf_slice(&found), "/w"));
	buf_cut(&found, 0);
	assert_true(source_discover("plain/deep/er", &found));
	assert_true(str_ends(buf_slice(&found), "/plain"));
	buf_cut(&found, 0);
	assert_false(source_discover("none/er", &found));
	assert_int_equal(found.len, 0);
	sh("git init -q --bare m.git");
	assert_true(source_discover("m.git", &found));
	buf_clear(&found);
	(void)repo;
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, repo_setup, repo_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_work),
		TEST(test_managed),
		TEST(test_folder),
		TEST(test_version),
		TEST(test_stop),
		TEST(test_changes),
		TEST(test_moves),
		TEST(test_unborn),
		TEST(test_kinds),
		TEST(test_discover),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
