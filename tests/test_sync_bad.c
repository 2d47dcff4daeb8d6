/* Hubs that are wrong, damaged or hostile. */
#include "tests/repo.h"

static void test_no_hub(void **state)
{
	struct repo *repo = *state;

	sh(": >file; mkfifo fifo; ln -s nowhere dangling; mkdir empty");
	refuse_open(repo, "none", ERROR_NOT_FOUND, "There is no folder none.");
	refuse_open(repo, "file/x", ERROR_NOT_FOUND, "There is no folder");
	refuse_open(repo, "dangling", ERROR_NOT_FOUND, "There is no folder");
	refuse_open(repo, "file", ERROR_INPUT, "is a file, not a folder");
	refuse_open(repo, "fifo", ERROR_INPUT, "is a file, not a folder");
	repo_open(repo, "empty");
	assert_int_equal(source_type(repo->source), SOURCE_FOLDER);
	expect_list(repo, "");
	expect_skipped(repo, "");
}

static void open_closed(struct repo *repo)
{
	refuse_open(repo, "shut", ERROR_IO, "cannot be read");
	refuse_open(repo, "w", ERROR_IO, "cannot be read");
	repo_open(repo, "f");
	expect_list(repo, "a.md\n");
	expect_skip_of(repo, "closed: this folder cannot be read");
	sh("chmod 755 f/closed shut w/.git");
}

static void test_unreadable(void **state)
{
	make_work();
	sh("mkdir -p f/closed; echo a >f/a.md; : >f/closed/b.md;"
	   "chmod 0 f/closed; mkdir shut; chmod 0 shut w/.git");
	without_rights(open_closed, *state);
}

static void test_damaged(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("for k in head empty conf objects nothing gitfile ref gone;"
	   "do cp -a w $k; done; echo garbage >head/.git/HEAD;"
	   ": >empty/.git/HEAD; echo '[core' >conf/.git/config;"
	   "rm -rf objects/.git/objects nothing/.git/*; rm -rf gitfile/.git;"
	   "echo 'gitdir: /nowhere' >gitfile/.git;"
	   "echo zzz >ref/.git/refs/heads/main;"
	   "echo 1234567890123456789012345678901234567890 "
	   ">gone/.git/refs/heads/main");
	refuse_open(repo, "head", ERROR_IO, "(HEAD)");
	refuse_open(repo, "empty", ERROR_IO, "(HEAD)");
	refuse_open(repo, "conf", ERROR_IO, "config");
	refuse_open(repo, "objects", ERROR_IO, "is damaged");
	refuse_open(repo, "nothing", ERROR_IO, "is damaged");
	refuse_open(repo, "gitfile", ERROR_IO, "/nowhere");
	refuse_open(repo, "ref", ERROR_IO, "refs/heads/main");
	repo_open(repo, "gone");
	assert_false(
		source_list(repo->source, put_file, &repo->out, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_IO);
	assert_non_null(strstr(repo->err.text, "123456"));
}

/* In a child: the library leaks where it looks at extensions. */
static void test_formats(void **state)
{
	struct repo *repo = *state;
	int status = 1;
	pid_t pid;

	make_work();
	sh("git init -q --object-format=sha256 s; cp -a w v2;"
	   "git -C v2 config core.repositoryformatversion 2; cp -a w tree;"
	   "git -C tree config core.repositoryformatversion 1;"
	   "git -C tree config extensions.worktreeConfig true");
	pid = fork();
	if (pid == 0) {
		repo_open(repo, "tree");
		expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
		refuse_open(repo, "s", ERROR_IO, "SHA-256");
		refuse_open(repo, "v2", ERROR_IO, "version 2");
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void test_foreign(void **state)
{
	struct repo *repo = *state;

	if (geteuid() != 0) {
		print_message("# skipped: only root can give files away\n");
		return;
	}
	make_work();
	sh("git clone -q --bare w m.git; chown -R 12345 w m.git");
	refuse_open(repo, "w", ERROR_REFUSED,
		"git config --global --add safe.directory '");
	sh("git config --global --add safe.directory '*'");
	refuse_open(repo, "w", ERROR_REFUSED, "belongs to another user");
	refuse_open(repo, "m.git", ERROR_REFUSED, "/m.git'");
	sh("git config --global --add safe.directory $PWD/w;"
	   "git config --global --add safe.directory $PWD/m.git");
	repo_open(repo, "w");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	repo_open(repo, "./m.git/");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
}

/* Damage in one blob or folder hides only that. */
static void test_corrupt(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; mkdir dir; echo d >dir/d.md; echo e >e.md; git add .;"
	   "git commit -qm more; f() { o=$(git rev-parse $1);"
	   "echo .git/objects/$(echo $o | cut -c1-2)/$(echo $o | cut -c3-); };"
	   "rm -f $(f HEAD:sub); chmod 644 $(f HEAD:a.md);"
	   "echo rubbish >$(f HEAD:a.md); rm -f $(f HEAD:dir/d.md);"
	   "git config core.bare true; mv .git ../m.git");
	repo_open(repo, "m.git");
	expect_list(repo, "a.md\nc.markdown\ndir/d.md\ne.md\n");
	expect_skip_of(repo, "sub/: this folder cannot be read");
	expect_text(repo, "e.md", "e\n");
	refuse_read(repo, "a.md", ERROR_IO);
	assert_non_null(strstr(repo->err.text, "a.md"));
	refuse_read(repo, "dir/d.md", ERROR_IO);
	refuse_read(repo, "sub/b.md", ERROR_IO);
}

static void put_id(struct buf *raw, const char *hex)
{
	for (; hex[0] && hex[1]; hex += 2) {
		char digits[3] = {hex[0], hex[1], '\0'};

		buf_byte(raw, (char)strtoul(digits, NULL, 16));
	}
}

/* Commit the tree whose bytes are `raw`, whatever they are. */
static void commit_raw(struct repo *repo, struct str raw)
{
	assert_true(file_write("m.git/raw", raw, 0600, &repo->err));
	sh("cd m.git; t=$(git hash-object -t tree -w --literally raw);"
	   "git update-ref refs/heads/main $(git commit-tree -m x $t)");
}

/*
 * A tree as no git would write it. Entries are "mode name"; all name the same
 * blob, or a folder with that when the mode is 40000.
 */
static void make_tree(
	struct repo *repo, const char *const *entries, struct buf *raw)
{
	char blob[SOURCE_ID] = "", sub[SOURCE_ID] = "";

	sh("git init -q --bare m.git; cd m.git; echo x |"
	   "git hash-object -w --stdin >blob; printf '100644 blob %%s\tb.md\n'"
	   " $(cat blob) | git mktree >sub");
	strncat(blob, line_of(repo, "cat m.git/blob"), sizeof(blob) - 1);
	strncat(sub, line_of(repo, "cat m.git/sub"), sizeof(sub) - 1);
	for (; *entries; entries++) {
		buf_add(raw, *entries, strlen(*entries) + 1);
		put_id(raw, strncmp(*entries, "40000", 5) ? blob : sub);
	}
	commit_raw(repo, buf_slice(raw));
}

static void test_names(void **state)
{
	struct repo *repo = *state;
	struct buf raw = {0};
	static const char *const entries[] = {"100644 ../up.md", "100644 ..",
		"40000 ..", "100644 /etc/x.md", "40000 .git", "40000 .GIT",
		"40000 git~1", "100644 ", "100644 A.md", "100644 a.md",
		"100644 a\\b.md", "100644 bad\377.md", "100644 col\033[31m.md",
		"100644 nl\n.md", "120000 link.md", "160000 module",
		"40000 sub", "100755 tool.md", "100600 y.md", "060000 z.md",
		NULL};

	make_tree(repo, entries, &raw);
	buf_clear(&raw);
	repo_open(repo, "m.git");
	expect_list(repo,
		"A.md\na.md\na\\b.md\nbad\377.md\nsub/b.md\n"
		"tool.md\ny.md\n");
	expect_skip_of(repo, "../up.md: the name holds a slash");
	expect_skip_of(repo, "..: the name is empty");
	expect_skip_of(repo, "/etc/x.md: the name holds a slash");
	expect_skip_of(repo, ".git: the name is that of git's own folder");
	expect_skip_of(repo, ".GIT: the name is that of git's own folder");
	expect_skip_of(repo, "git~1: the name is that of git's own folder");
	expect_skip_of(repo, "m.md: the name holds control");
	expect_skip_of(repo, "nl\n.md: the name holds control");
	expect_skip_of(repo, "link.md: it is a symbolic link");
	expect_skip_of(repo, "module: it is a submodule");
	expect_text(repo, "bad\377.md", "x\n");
	refuse_read(repo, "link.md", ERROR_REFUSED);
	refuse_read(repo, "../up.md", ERROR_REFUSED);
}

/* Out of order, twice, and cut off. */
static void test_order(void **state)
{
	struct repo *repo = *state;
	struct buf raw = {0};
	static const char *const entries[] = {"100644 z.md", "40000 sub",
		"100644 a.md", "100755 a.md", "100644 sub.md", "100644 m.md",
		NULL};

	make_tree(repo, entries, &raw);
	repo_open(repo, "m.git");
	expect_list(repo, "a.md\nm.md\nsub.md\nsub/b.md\nz.md\n");
	expect_skip_of(repo, "the list of this folder is damaged");
	expect_text(repo, "sub/b.md", "x\n");
	commit_raw(repo, str_sub(buf_slice(&raw), 0, 100));
	expect_list(repo, "a.md\nsub/b.md\nz.md\n");
	expect_skip_of(repo, "the list of this folder is damaged");
	buf_clear(&raw);
}

static void count(const char *path, const char *reason, void *arg)
{
	int *seen = arg;

	(void)path;
	(void)reason;
	(*seen)++;
}

/* A few small objects that would unfold to 10^10 notes. */
static void test_bomb(void **state)
{
	struct repo *repo = *state;
	size_t files = 0;
	int seen = 0;

	sh("git init -q --bare m.git; cd m.git; t=$(echo x |"
	   "git hash-object -w --stdin); m='100644 blob'; e=.md;"
	   "for i in 1 2 3 4 5 6 7 8 9 10; do t=$(for n in 0 1 2 3 4 5 6 7 8 9;"
	   "do printf '%%s %%s\\t%%s\\n' \"$m\" $t n$n$e; done | git mktree);"
	   "m='040000 tree'; e=; done;"
	   "git update-ref refs/heads/main $(git commit-tree -m x $t)");
	repo_open(repo, "m.git");
	buf_cut(&repo->out, 0);
	assert_true(
		source_list(repo->source, put_file, &repo->out, &repo->err));
	for (size_t i = 0; i < repo->out.len; i++)
		files += repo->out.data[i] == '\n';
	assert_in_range(files, 1000000, 2000000);
	expect_skip_of(repo, "more than 2,000,000 entries");
	source_skipped(repo->source, count, &seen);
	assert_int_equal(seen, 1);
}

static void test_large(void **state)
{
	struct repo *repo = *state;

	sh("mkdir f; truncate -s 65M f/big.md; git init -q w; cd w;"
	   "git config core.bigFileThreshold 1k; cp ../f/big.md .; git add .;"
	   "git commit -qm big; echo small >s.md");
	repo_open(repo, "f");
	expect_list(repo, "big.md\n");
	refuse_read(repo, "big.md", ERROR_IO);
	repo_open(repo, "w");
	expect_list(repo, "big.md\ns.md E\n");
	refuse_read(repo, "big.md", ERROR_IO);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, repo_setup, repo_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_no_hub),
		TEST(test_unreadable),
		TEST(test_damaged),
		TEST(test_formats),
		TEST(test_foreign),
		TEST(test_corrupt),
		TEST(test_names),
		TEST(test_order),
		TEST(test_bomb),
		TEST(test_large),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
