#include "tests/repo.h"

/* Without commit ids, which say nothing: "A path", "R old -> path: subject". */
static bool put_change(const struct source_change *change, void *arg)
{
	buf_printf(arg, "%c %s%s%s: %s\n", change->op,
		change->from ? change->from : "", change->from ? " -> " : "",
		change->path, change->subject);
	assert_int_equal(strlen(change->commit), 40);
	return true;
}

static void expect_history(
	struct repo *repo, const char *from, const char *expected)
{
	buf_cut(&repo->out, 0);
	if (!source_history(
		    repo->source, from, put_change, &repo->out, &repo->err))
		fail_msg("%s", repo->err.text);
	assert_string_equal(buf_text(&repo->out), expected);
}

static void refuse_history(struct repo *repo, const char *from)
{
	buf_cut(&repo->out, 0);
	assert_false(source_history(
		repo->source, from, put_change, &repo->out, &repo->err));
	assert_int_equal(repo->err.kind, ERROR_NOT_FOUND);
	assert_int_equal(repo->out.len, 0);
}

static void head_of(struct repo *repo, char id[SOURCE_ID])
{
	assert_true(source_head(repo->source, id, &repo->err));
}

static void test_line(void **state)
{
	struct repo *repo = *state;
	char first[SOURCE_ID], third[SOURCE_ID];

	make_work();
	repo_open(repo, "w");
	head_of(repo, first);
	expect_history(repo, NULL,
		"A a.md: first\nA c.markdown: first\nA sub/b.md: first\n");
	expect_history(repo, first, "");
	sh("cd w; echo 1 >>a.md; echo x >>x.txt; git commit -qam 'Ändrad';"
	   "git mv sub/b.md new.md; git commit -qm moved; git rm -q a.md;"
	   "chmod +x new.md; git commit -qam gone; echo y >y.txt; git add .;"
	   "git commit -qm 'no note'");
	expect_history(repo, first,
		"M a.md: Ändrad\nR sub/b.md -> new.md: moved\nD a.md: gone\n");
	head_of(repo, third);
	expect_history(repo, third, "");
	refuse_history(repo, "0123456789012345678901234567890123456789");
	refuse_history(repo, "main");
	sh("cd w; git reset -q --hard HEAD~2");
	refuse_history(repo, third);
	sh("git clone -q --bare w m.git; rm -rf w");
	repo_open(repo, "m.git");
	expect_history(
		repo, first, "M a.md: Ändrad\nR sub/b.md -> new.md: moved\n");
}

static void test_renames(void **state)
{
	struct repo *repo = *state;
	char first[SOURCE_ID];

	make_work();
	sh("cd w; cp a.md a2.md; git add .; git commit -qm twice");
	repo_open(repo, "w");
	head_of(repo, first);
	sh("cd w; git mv a.md z1.md; git mv a2.md z2.md; cp z1.md z3.md;"
	   "git mv sub/b.md b.txt; git mv c.markdown C.md; echo n >n.md;"
	   "git add .; git commit -qm moves");
	expect_history(repo, first,
		"R c.markdown -> C.md: moves\nA n.md: moves\n"
		"D sub/b.md: moves\nR a.md -> z1.md: moves\n"
		"R a2.md -> z2.md: moves\nA z3.md: moves\n");
	head_of(repo, first);
	/* To and fro between file, folder and link. */
	sh("cd w; git mv n.md n; mkdir n.md; git mv n n.md/n.md;"
	   "git commit -qm folder; rm C.md; ln -s z1.md C.md; git add .;"
	   "git commit -qm link; rm C.md; echo c >C.md; git add .;"
	   "git commit -qm back");
	expect_history(repo, first,
		"R n.md -> n.md/n.md: folder\nD C.md: link\nA C.md: back\n");
}

/* Renamed and changed at once: half of the text must be the same. */
static void test_similar(void **state)
{
	struct repo *repo = *state;
	char first[SOURCE_ID];

	make_work();
	sh("cd w; seq 1 20 >l.md; seq 101 120 >k.md; seq 51 53 >j.md; git add "
	   ".; git commit -qm three");
	repo_open(repo, "w");
	head_of(repo, first);
	sh("cd w; git mv l.md l2.md; echo more >>l2.md; git mv k.md k2.md;"
	   "seq 115 140 >k2.md; git rm -q j.md; git add .; git commit -qm go");
	expect_history(repo, first,
		"D j.md: go\nD k.md: go\nA k2.md: go\nR l.md -> l2.md: "
		"go\n");
}

static void test_merges(void **state)
{
	struct repo *repo = *state;
	char first[SOURCE_ID], side[SOURCE_ID];

	make_work();
	repo_open(repo, "w");
	head_of(repo, first);
	sh("cd w; git checkout -qb side; echo s >s.md; git add .;"
	   "git commit -qm side; git rm -q sub/b.md; git commit -qm gone");
	head_of(repo, side);
	sh("cd w; git checkout -q main; echo m >m.md; git add .;"
	   "git commit -qm main; git merge -q -m merge side");
	expect_history(
		repo, first, "A m.md: main\nA s.md: side\nD sub/b.md: gone\n");
	expect_history(repo, side, "A m.md: main\n");
	/* What the merge itself changed, against both. */
	sh("cd w; echo 1 >a.md; git commit -qam one; git checkout -qb other "
	   "HEAD~1; echo 2 >a.md; git commit -qam two; git checkout -q main;"
	   "git merge -q other || :; echo 3 >a.md; echo e >evil.md;"
	   "git add .; git rm -q -f s.md; git commit -qm mixed");
	expect_history(repo, side,
		"A m.md: main\nM a.md: one\nM a.md: two\n"
		"M a.md: mixed\nA evil.md: mixed\nD s.md: mixed\n");
	/* Unrelated histories, three at once. */
	sh("cd w; for i in 1 2 3; do git checkout -q --orphan o$i;"
	   "git rm -qrf .; echo $i >o$i.md; git add .; git commit -qm o$i;"
	   "done; git checkout -q main; for i in 1 2 3; do echo $i >o$i.md;"
	   "done; git add .; git reset -q --hard $(git commit-tree -m octopus "
	   "-p main -p o1 -p o2 -p o3 $(git write-tree))");
	head_of(repo, first);
	expect_history(repo, side,
		"A m.md: main\nM a.md: one\nM a.md: two\n"
		"M a.md: mixed\nA evil.md: mixed\nD s.md: mixed\n"
		"A o1.md: o1\nA o2.md: o2\nA o3.md: o3\n");
	expect_history(repo, first, "");
}

/* Children before their parents by date, and dates no clock has. */
static void test_dates(void **state)
{
	struct repo *repo = *state;
	char first[SOURCE_ID], last[SOURCE_ID];

	make_work();
	repo_open(repo, "w");
	head_of(repo, first);
	sh("cd w; for i in 5 4 3 2 1; do export GIT_COMMITTER_DATE=\"@$i "
	   "+0000\""
	   " GIT_AUTHOR_DATE=\"@$i +0000\"; git checkout -qb b$i; echo $i "
	   ">b$i.md; git add .; git commit -qm b$i; git checkout -q main;"
	   "git merge -q --no-ff -m merge b$i; done");
	expect_history(repo, first,
		"A b5.md: b5\nA b4.md: b4\nA b3.md: b3\nA b2.md: b2\n"
		"A b1.md: b1\n");
	head_of(repo, last);
	sh("cd w; t=$(git rev-parse HEAD^{tree}); (echo tree $t;"
	   "echo parent $(git rev-parse HEAD);"
	   "echo 'author A <a> 99999999999999999999999 +0000';"
	   "echo 'committer A <a> 99999999999999999999999 +0000'; echo;"
	   "echo odd) >../odd; git update-ref refs/heads/main "
	   "$(git hash-object -t commit -w --literally ../odd)");
	repo_open(repo, "w");
	expect_history(repo, last, "");
	expect_changes(repo, last, "");
	expect_edited(repo, "");
}

static bool put_author(const struct source_change *change, void *arg)
{
	buf_printf(arg, "%s|%s|%s|%ld\n", change->author, change->email,
		change->subject, (long)change->time);
	return true;
}

static void test_authors(void **state)
{
	struct repo *repo = *state;

	make_work();
	sh("cd w; p=$(git rev-parse HEAD); c() { echo $1 >$1.md; git add .;"
	   "(echo tree $(git write-tree); echo parent $p;"
	   "printf \"$2\\n\"; echo 'committer C <c> 1 +0000'; echo;"
	   "printf \"$3\") >../raw;"
	   "p=$(git hash-object -t commit -w --literally ../raw); };"
	   "c 1 'author Only Name' 'one\\ntwo\\n';"
	   "c 2 'author <x@y> 5 +0000' '\\n\\n  late  \\n';"
	   "c 3 'author B\\377d <b@d>> -7 +0000' '';"
	   "c 4 'nobody' 'four';"
	   "c 5 'author X <x@y>' 'five';"
	   "git update-ref refs/heads/main $p");
	repo_open(repo, "w");
	buf_cut(&repo->out, 0);
	assert_true(source_history(
		repo->source, NULL, put_author, &repo->out, &repo->err));
	assert_string_equal(buf_text(&repo->out),
		"Åsa Öst|asa@example.org|first|1700000000\n"
		"Åsa Öst|asa@example.org|first|1700000000\n"
		"Åsa Öst|asa@example.org|first|1700000000\n"
		"Only Name||one|0\n|x@y|late|5\nB\357\277\275d|b@d>||-7\n"
		"||four|0\nX|x@y|five|0\n");
}

static void test_shallow(void **state)
{
	struct repo *repo = *state;
	char last[SOURCE_ID];

	make_work();
	sh("cd w; for i in 1 2 3; do echo $i >>a.md; git commit -qam $i; done;"
	   "git clone -q --depth 2 file://$PWD ../shallow");
	repo_open(repo, "shallow");
	expect_history(repo, NULL,
		"A a.md: 2\nA c.markdown: 2\nA sub/b.md: 2\nM a.md: 3\n");
	head_of(repo, last);
	sh("cd shallow; echo 4 >>a.md; git commit -qam 4");
	expect_history(repo, last, "M a.md: 4\n");
	sh("cd w; git tag old HEAD~3; cd ../shallow");
	refuse_history(repo, line_of(repo, "git -C w rev-parse old"));
}

static bool stop(const struct source_change *change, void *arg)
{
	int *seen = arg;

	(void)change;
	return ++*seen < 2;
}

static void test_edges(void **state)
{
	struct repo *repo = *state;
	int seen = 0;

	sh("mkdir f; git init -q e");
	repo_open(repo, "f");
	expect_history(repo, NULL, "");
	repo_open(repo, "e");
	expect_history(repo, NULL, "");
	refuse_history(repo, "0123456789012345678901234567890123456789");
	make_work();
	repo_open(repo, "w");
	assert_true(
		source_history(repo->source, NULL, stop, &seen, &repo->err));
	assert_int_equal(seen, 2);
	/* A folder of one old commit is lost: the rest is told. */
	sh("cd w; echo 1 >a.md; git commit -qam one; echo 2 >a.md;"
	   "git commit -qam two; o=$(git rev-parse HEAD~2:sub); rm -f "
	   ".git/objects/$(echo $o | cut -c1-2)/$(echo $o | cut -c3-)");
	repo_open(repo, "w");
	expect_history(repo, NULL,
		"A a.md: first\nA c.markdown: first\nM a.md: one\n"
		"M a.md: two\n");
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, repo_setup, repo_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_line),
		TEST(test_renames),
		TEST(test_similar),
		TEST(test_merges),
		TEST(test_dates),
		TEST(test_authors),
		TEST(test_shallow),
		TEST(test_edges),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
