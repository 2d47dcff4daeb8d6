#include "tests/repo.h"

#include "sync/git.h"
#include "sync/tree.h"

static void test_unsafe(void **state)
{
	static const char *const bad[] = {"", "/", "/a.md", "a.md/", "a//b.md",
		".", "..", "../a.md", "a/../b.md", "a/./b.md", "a/..",
		".git/config", "a/.git/x", ".GIT", ".Git/x", "git~1/x", "GIT~1",
		".git /x", ".git./x", ".git. . /x", ".g\342\200\214it/x",
		"\357\273\277.git/x", ".git:x/y", ".git\\x", "a\nb.md",
		"a\033[2Jb.md", "a\177.md", "\001"};
	static const char *const good[] = {"a.md", "a/b/c.md", "...", "..a",
		".gitignore", ".github/x.md", "git", "agit~1", "å ö.md",
		"bad\377.md", "-rf.md", "a\\b.md", ".gitx/a", "a.git/b"};
	struct buf path = {0};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		if (!tree_unsafe(bad[i]))
			fail_msg("safe: %s", bad[i]);
	for (i = 0; i < sizeof(good) / sizeof(*good); i++)
		if (tree_unsafe(good[i]))
			fail_msg("unsafe: %s", good[i]);
	for (i = 0; i < TREE_DEPTH; i++)
		buf_put(&path, i ? "/a" : "a");
	assert_null(tree_unsafe(buf_text(&path)));
	buf_put(&path, "/a");
	assert_non_null(tree_unsafe(buf_text(&path)));
	buf_cut(&path, 0);
	buf_fill(&path, 'a', TREE_PATH);
	assert_null(tree_unsafe(buf_text(&path)));
	buf_byte(&path, 'a');
	assert_non_null(tree_unsafe(buf_text(&path)));
	buf_clear(&path);
}

static void test_note(void **state)
{
	(void)state;
	assert_true(tree_is_note("a.md"));
	assert_true(tree_is_note("a/B.MarkDown"));
	assert_true(tree_is_note("a.b/c.MD"));
	assert_false(tree_is_note("a.txt"));
	assert_false(tree_is_note("md"));
	assert_false(tree_is_note(".md"));
	assert_false(tree_is_note(".a/b.md"));
	assert_false(tree_is_note("a/.b/c.md"));
	assert_false(tree_is_note("a/.b.md"));
	assert_false(tree_is_note("a.md/b"));
}

static bool put_item(const struct tree_item *item, void *arg)
{
	buf_printf(
		arg, "%06o>%06o %s\n", item->old_mode, item->mode, item->path);
	assert_int_equal(!item->id, !item->mode);
	assert_int_equal(!item->old_id, !item->old_mode);
	return true;
}

static void compare(
	struct repo *repo, enum tree_scope scope, const char *expected)
{
	git_repository *git = NULL;
	git_odb *odb = NULL;
	git_object *now = NULL, *old = NULL;
	struct tree_walk walk = {.each = put_item, .scope = scope};
	const git_oid *olds[1];

	buf_cut(&repo->out, 0);
	assert_true(gitx_begin(NULL));
	assert_true(gitx_open("w", &git, &repo->err));
	assert_int_equal(git_repository_odb(&odb, git), 0);
	assert_int_equal(git_revparse_single(&now, git, "HEAD^{tree}"), 0);
	assert_int_equal(git_revparse_single(&old, git, "HEAD~^{tree}"), 0);
	walk.odb = odb;
	walk.arg = &repo->out;
	walk.cache = tree_cache_new();
	olds[0] = git_object_id(old);
	assert_true(
		tree_compare(&walk, git_object_id(now), olds, 1, &repo->err));
	assert_string_equal(buf_text(&repo->out), expected);
	tree_cache_free(walk.cache);
	git_object_free(now);
	git_object_free(old);
	git_odb_free(odb);
	git_repository_free(git);
	gitx_end();
}

static void test_scopes(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; chmod +x a.md; rm c.markdown; ln -s a.md c.markdown;"
	   "echo y >x.txt; mkdir .h; echo h >.h/h.md; git rm -qr sub;"
	   "git update-index --add --cacheinfo "
	   "160000,0123456789012345678901234567890123456789,module;"
	   "git add a.md c.markdown x.txt .h; git commit -qm more");
	compare(repo, TREE_NOTES,
		"100644>000000 c.markdown\n100644>000000 sub/b.md\n");
	compare(repo, TREE_ALL,
		"000000>100644 .h/h.md\n100644>100755 a.md\n"
		"100644>120000 c.markdown\n000000>160000 module\n"
		"100644>000000 sub/b.md\n100644>100644 x.txt\n");
}

static void test_ids(void **state)
{
	char hex[SOURCE_ID];
	git_oid id;

	(void)state;
	assert_true(gitx_id("0123456789abcdef0123456789ABCDEF01234567", &id));
	gitx_hex(&id, hex);
	assert_string_equal(hex, "0123456789abcdef0123456789abcdef01234567");
	assert_false(gitx_id(NULL, &id));
	assert_false(gitx_id("", &id));
	assert_false(gitx_id("0123456", &id));
	assert_false(gitx_id("0123456789abcdef0123456789abcdef0123456x", &id));
	assert_false(gitx_id("0123456789abcdef0123456789abcdef012345678", &id));
	assert_string_equal(gitx_short("refs/heads/a/b"), "a/b");
	assert_string_equal(gitx_short("refs/tags/a"), "refs/tags/a");
}

/* What the library says may hold secrets and control bytes, or be nothing. */
static void test_errors(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(gitx_begin(&err));
	git_error_clear();
	assert_false(gitx_fail(&err, ERROR_IO, -1, "It %s", "failed"));
	assert_int_equal(err.kind, ERROR_IO);
	assert_string_equal(err.text, "It failed: unknown error");
	git_error_set_str(
		GIT_ERROR_NET, "no https://me:geheim@host/ \033]0;x\a");
	gitx_fail(&err, ERROR_NETWORK, -1, "It");
	assert_int_equal(err.kind, ERROR_NETWORK);
	assert_null(strstr(err.text, "geheim"));
	assert_null(strchr(err.text, '\033'));
	gitx_fail(&err, ERROR_NETWORK, GIT_EUSER, "It");
	assert_int_equal(err.kind, ERROR_CANCELLED);
	gitx_fail(&err, ERROR_NETWORK, GIT_EOWNER, "It");
	assert_int_equal(err.kind, ERROR_REFUSED);
	gitx_fail(NULL, ERROR_IO, -1, "It");
	gitx_end();
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, repo_setup, repo_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unsafe),
		cmocka_unit_test(test_note),
		TEST(test_scopes),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_errors),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
