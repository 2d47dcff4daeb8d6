#include "tests/repo.h"

static void test_edits(void **state)
{
	struct repo *repo = *state;

	make_work();
	repo_open(repo, "w");
	sh("cd w; echo more >>a.md; echo n >n.md; rm c.markdown;"
	   "mkdir -p new/dir; echo d >new/dir/d.md; echo x >>x.txt");
	expect_edited(repo, "a.md E\nc.markdown E D\nn.md E\nnew/dir/d.md E\n");
	expect_list(repo, "a.md E\nn.md E\nnew/dir/d.md E\nsub/b.md\n");
	expect_text(repo, "a.md", "a\nmore\n");
	expect_text(repo, "sub/b.md", "b\n");
	expect_text(repo, "x.txt", "x\nx\n");
	expect_text(repo, "new/dir/d.md", "d\n");
	refuse_read(repo, "c.markdown", ERROR_NOT_FOUND);
	/* Staged or not, the disk is what counts. */
	sh("cd w; git add -A");
	expect_edited(repo, "a.md E\nc.markdown E D\nn.md E\nnew/dir/d.md E\n");
	sh("cd w; git commit -qm all");
	expect_edited(repo, "");
	expect_list(repo, "a.md\nn.md\nnew/dir/d.md\nsub/b.md\n");
	sh("cd w; echo staged >a.md; git add a.md; echo a >a.md;"
	   "echo more >>a.md");
	expect_edited(repo, "");
	sh("cd w; git rm -q --cached sub/b.md");
	expect_edited(repo, "");
	sh("cd w; rm n.md; git rm -q --cached n.md; chmod 755 sub/b.md");
	expect_edited(repo, "n.md E D\n");
}

/* Files whose dates changed are read, not reported. */
static void test_dates(void **state)
{
	struct repo *repo = *state;

	make_work();
	repo_open(repo, "w");
	sh("cd w; touch a.md sub/b.md; cp -a ../w ../copy");
	expect_edited(repo, "");
	repo_open(repo, "copy");
	expect_edited(repo, "");
	/* The same size, in the same instant as the index was written. */
	sh("cd copy; printf 'A\\n' >a.md; printf 'B\\n' >sub/b.md;"
	   "touch -d 2020-01-01 sub/b.md");
	expect_edited(repo, "a.md E\nsub/b.md E\n");
	sh("cd w; printf '1\\n' >a.md; git add a.md; printf '2\\n' >a.md;"
	   "git commit -qm one");
	repo_open(repo, "w");
	expect_edited(repo, "a.md E\n");
}

static void test_racy(void **state)
{
	struct repo *repo = *state;
	int i;

	make_work();
	for (i = 0; i < 20; i++) {
		sh("cd w; printf %d >a.md; git commit -qam x; printf %d >a.md",
			i + 10, i + 40);
		repo_open(repo, "w");
		expect_edited(repo, "a.md E\n");
	}
}

static void test_ignored(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; printf '*.tmp.md\\n/out/\\nsub/*\\n!sub/keep.md\\n' "
	   ">.gitignore;"
	   "mkdir -p out/deep part; echo i >out/deep/i.md; echo t >x.tmp.md;"
	   "echo u >sub/u.md; echo k >sub/keep.md; echo b >>sub/b.md;"
	   "echo part/ >>.git/info/exclude; echo p >part/p.md");
	repo_open(repo, "w");
	expect_edited(repo, "sub/b.md E\nsub/keep.md E\n");
	/* What is tracked is a note although it is ignored. */
	sh("cd w; git add -f out/deep/i.md; echo z >out/z.md");
	expect_edited(repo, "out/deep/i.md E\nsub/b.md E\nsub/keep.md E\n");
	expect_text(repo, "x.tmp.md", "t\n");
}

static void test_nested(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("git init -q m; cd m; echo m >m.md; git add .; git commit -qm m");
	sh("cd w; git clone -q ../m nested; git submodule add -q ../m module;"
	   "echo n >nested/n.md; git commit -qm module");
	repo_open(repo, "w");
	expect_edited(repo, "");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	expect_skipped(
		repo, "module: it is a submodule; submodules are not read\n");
	/* A repository made over tracked notes hides only what is new. */
	sh("cd w/sub; git init -q; echo n >n.md; echo bb >b.md");
	expect_edited(repo, "sub/b.md E\n");
}

static void test_replaced(void **state)
{
	struct repo *repo = *state;

	make_work();
	repo_open(repo, "w");
	sh("cd w; rm a.md c.markdown; ln -s sub/b.md a.md; mkdir c.markdown;"
	   "echo n >c.markdown/n.md; rm -r sub; ln -s /etc sub");
	expect_edited(repo,
		"a.md E D\nc.markdown E D\nc.markdown/n.md E\n"
		"sub/b.md E D\n");
	expect_skip_of(repo, "a.md: it is a symbolic link");
	expect_skip_of(repo, "c.markdown: a folder has taken the place");
	expect_skip_of(repo, "sub: it is a symbolic link");
	refuse_read(repo, "a.md", ERROR_REFUSED);
	refuse_read(repo, "sub/passwd", ERROR_REFUSED);
	sh("cd w; rm -r *; mkfifo a.md");
	expect_edited(repo, "a.md E D\nc.markdown E D\nsub/b.md E D\n");
	expect_skip_of(repo, "a.md: it is neither a file nor a folder");
	sh("cd w; rm a.md; git rm -q --cached a.md; ln -s x.md a.md;"
	   "git add a.md; git commit -qm link");
	repo_open(repo, "w");
	expect_edited(repo, "c.markdown E D\nsub/b.md E D\n");
	sh("cd w; rm a.md; echo file >a.md");
	expect_edited(repo, "a.md E\nc.markdown E D\nsub/b.md E D\n");
	expect_text(repo, "a.md", "file\n");
}

static void test_sparse(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; git sparse-checkout set --no-cone /a.md");
	repo_open(repo, "w");
	expect_edited(repo, "");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	expect_text(repo, "sub/b.md", "b\n");
	sh("cd w; git sparse-checkout disable; git update-index "
	   "--skip-worktree a.md; echo hidden >a.md");
	expect_edited(repo, "");
	expect_text(repo, "a.md", "a\n");
}

/* Indexes that the library cannot read: everything is compared instead. */
static void test_index(void **state)
{
	struct repo *repo = *state;
	const char *const part = ".git/index: git's index cannot be used";

	make_work();
	sh("cp -a w split; cd split; git update-index --split-index;"
	   "echo more >>a.md; rm c.markdown; echo n >n.md");
	repo_open(repo, "split");
	expect_edited(repo, "a.md E\nc.markdown E D\nn.md E\n");
	expect_skip_of(repo, part);
	expect_text(repo, "sub/b.md", "b\n");
	sh("cp -a w sparse; cd sparse; mkdir other; echo o >other/o.md;"
	   "git add .; git commit -qm other; git sparse-checkout set --cone "
	   "--sparse-index sub; echo bb >sub/b.md");
	repo_open(repo, "sparse");
	expect_edited(repo, "sub/b.md E\n");
	expect_skip_of(repo, part);
	expect_list(repo, "a.md\nc.markdown\nother/o.md\nsub/b.md E\n");
	expect_text(repo, "other/o.md", "o\n");
	sh("cp -a w broken; cd broken; echo garbage >.git/index;"
	   "echo more >>a.md");
	repo_open(repo, "broken");
	expect_edited(repo, "a.md E\n");
	expect_skip_of(repo, part);
	sh("cp -a w none; cd none; rm .git/index; echo more >>a.md");
	repo_open(repo, "none");
	expect_edited(repo, "a.md E\n");
	sh("cd w; git update-index --index-version 4; echo more >>a.md");
	repo_open(repo, "w");
	expect_edited(repo, "a.md E\n");
	expect_skipped(repo, "");
}

static void test_line_ends(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; git config core.autocrlf true; rm a.md; git checkout a.md;"
	   "touch a.md");
	repo_open(repo, "w");
	expect_edited(repo, "");
	expect_text(repo, "a.md", "a\n");
	sh("cd w; printf 'a\\r\\nb\\r\\n' >a.md");
	expect_edited(repo, "a.md E\n");
	expect_text(repo, "a.md", "a\r\nb\r\n");
	sh("cd w; git config --unset core.autocrlf;"
	   "echo '*.md text eol=crlf' >.gitattributes; rm a.md sub/b.md;"
	   "git checkout a.md sub/b.md; touch a.md sub/b.md;"
	   "grep -q $(printf '\\r') a.md");
	repo_open(repo, "w");
	expect_edited(repo, "");
	/* A text that was stored with CRLF stays as it is. */
	sh("cd w; rm .gitattributes; printf 'x\\r\\n' >a.md; git add a.md;"
	   "git commit -qm crlf; git config core.autocrlf true; touch a.md");
	repo_open(repo, "w");
	expect_edited(repo, "");
}

/* Filters of the repository never run a program. */
static void test_filter(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; git config filter.evil.clean 'touch ../RAN; cat';"
	   "git config filter.evil.smudge 'touch ../RAN; cat';"
	   "git config core.fsmonitor 'touch ../RAN';"
	   "echo '*.md filter=evil ident' >.git/info/attributes;"
	   "touch a.md; echo bb >sub/b.md");
	repo_open(repo, "w");
	expect_edited(repo, "sub/b.md E\n");
	expect_text(repo, "sub/b.md", "bb\n");
	assert_false(file_exists("RAN"));
}

static void read_closed(struct repo *repo)
{
	repo_open(repo, "w");
	sh("cd w; chmod 0 sub; echo more >>a.md; chmod 0 a.md");
	expect_edited(repo, "");
	expect_skip_of(repo, "sub: this folder cannot be read");
	expect_skip_of(repo, "a.md: Cannot read");
	expect_list(repo, "a.md\nc.markdown\nsub/b.md\n");
	refuse_read(repo, "a.md", ERROR_IO);
	sh("cd w; chmod 755 sub");
}

static void test_unreadable(void **state)
{
	make_work();
	without_rights(read_closed, *state);
}

static void test_names(void **state)
{
	struct repo *repo = *state;

	make_work();
	repo_open(repo, "w");
	sh("cd w; echo 1 >'e\033[2J.md'; echo 2 >'A.md'; echo 3 >'ö ä.md';"
	   "echo 4 >\"$(printf 'bad\\377.md')\"; mkdir 'ctl\001';"
	   "echo 5 >'ctl\001/x.md'; echo 6 >-rf.md; echo 7 >'*.md'");
	expect_edited(
		repo, "*.md E\n-rf.md E\nA.md E\nbad\377.md E\nö ä.md E\n");
	expect_skip_of(repo, "ctl\001: the name holds control characters");
	expect_skip_of(repo, "e\033[2J.md: the name holds control characters");
	refuse_read(repo, "e\033[2J.md", ERROR_REFUSED);
	refuse_read(repo, ".git/config", ERROR_REFUSED);
	refuse_read(repo, "sub/.GIT/config", ERROR_REFUSED);
	refuse_read(repo, "a.md/../a.md", ERROR_REFUSED);
	refuse_read(repo, "", ERROR_REFUSED);
	refuse_read(repo, "sub/", ERROR_REFUSED);
}

static void test_deep(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; p=1; for i in $(seq 2 40); do p=$p/$i; done; mkdir -p $p;"
	   "q=1; for i in $(seq 2 31); do q=$q/$i; done; echo x >$q/x.md;"
	   "echo y >$q/32/y.md");
	repo_open(repo, "w");
	expect_edited(repo,
		"1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/"
		"21/22/23/24/25/26/27/28/29/30/31/x.md E\n");
	expect_skip_of(repo, "31/32/y.md: it lies more than 32 folders deep");
	sh("cd w; git add .; git commit -qm deep");
	sh("git clone -q --bare w m.git");
	repo_open(repo, "m.git");
	buf_cut(&repo->out, 0);
	assert_true(
		source_list(repo->source, put_file, &repo->out, &repo->err));
	assert_non_null(strstr(buf_text(&repo->out), "31/x.md"));
	assert_null(strstr(buf_text(&repo->out), "y.md"));
	expect_skip_of(repo, "31/32/y.md: it lies more than 32 folders deep");
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, repo_setup, repo_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_edits),
		TEST(test_dates),
		TEST(test_racy),
		TEST(test_ignored),
		TEST(test_nested),
		TEST(test_replaced),
		TEST(test_sparse),
		TEST(test_index),
		TEST(test_line_ends),
		TEST(test_filter),
		TEST(test_unreadable),
		TEST(test_names),
		TEST(test_deep),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
