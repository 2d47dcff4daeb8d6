#include "tests/repo.h"

static struct source_status status_of(struct repo *repo, const char *path)
{
	struct source_status status;

	repo_open(repo, path);
	if (!source_status(repo->source, &status, &repo->err))
		fail_msg("%s", repo->err.text);
	return status;
}

static void test_kinds(void **state)
{
	struct repo *repo = *state;
	struct source_status status;

	make_work();
	sh("mkdir f; echo n >f/n.md; git init -q e; git clone -q --bare w "
	   "m.git");
	status = status_of(repo, "f");
	assert_false(status.repository);
	assert_string_equal(status.branch, "");
	status = status_of(repo, "e");
	assert_true(status.repository && status.unborn && !status.bare);
	assert_string_equal(status.branch, "main");
	assert_string_equal(status.head, "");
	assert_string_equal(status.remote, "");
	status = status_of(repo, "m.git");
	assert_true(status.repository && status.bare && !status.unborn);
	assert_int_equal(status.edited, 0);
	assert_true(str_ends(str_from(status.remote), "/w"));
	status = status_of(repo, "w");
	assert_false(status.bare || status.detached || status.upstream);
	assert_string_equal(
		status.head, line_of(repo, "git -C w rev-parse HEAD"));
	sh("cd w; echo 1 >>a.md; rm c.markdown; echo n >n.md;"
	   "git checkout -q --detach");
	status = status_of(repo, "w");
	assert_true(status.detached);
	assert_string_equal(status.branch, "");
	assert_int_equal(status.edited, 3);
}

static void test_upstream(void **state)
{
	struct repo *repo = *state;
	struct source_status status;

	make_work();
	sh("git clone -q w c");
	status = status_of(repo, "c");
	assert_true(status.upstream);
	assert_int_equal(status.ahead + status.behind, 0);
	assert_int_equal(status.fetched, 0);
	sh("cd w; for i in 1 2 3; do echo $i >>a.md; git commit -qam $i; done;"
	   "cd ../c; git fetch -q; for i in 1 2; do echo $i >>sub/b.md;"
	   "git commit -qam $i; done; touch -d @1600000000 .git/FETCH_HEAD");
	status = status_of(repo, "c");
	assert_int_equal(status.ahead, 2);
	assert_int_equal(status.behind, 3);
	assert_int_equal(status.fetched, 1600000000);
	/* Our own fetched state goes before git's. */
	sh("cd c; git update-ref refs/fyr/incoming/main HEAD~1; mkdir .git/fyr;"
	   ": >.git/fyr/fetched; touch -d @1650000000 .git/fyr/fetched");
	status = status_of(repo, "c");
	assert_int_equal(status.ahead, 1);
	assert_int_equal(status.behind, 0);
	assert_int_equal(status.fetched, 1650000000);
	/* Another name there, and another remote. */
	sh("cd c; git update-ref -d refs/fyr/incoming/main; git remote rename "
	   "origin hub; git checkout -qb mine hub/main");
	status = status_of(repo, "c");
	assert_true(status.upstream);
	assert_int_equal(status.ahead + status.behind, 0);
}

/* git cannot follow a shallow history to its end; the counts are still right.
 */
static void test_shallow(void **state)
{
	struct repo *repo = *state;
	struct source_status status;

	make_work();
	sh("cd w; for i in 1 2 3; do echo $i >>a.md; git commit -qam $i; done;"
	   "git clone -q --depth 1 file://$PWD ../c; cd ../c;"
	   "for i in 1 2; do echo $i >>sub/b.md; git commit -qam $i; done");
	status = status_of(repo, "c");
	assert_true(status.upstream);
	assert_int_equal(status.ahead, 2);
	assert_int_equal(status.behind, 0);
	sh("cd c; git reset -q --hard HEAD~2; git checkout -q --orphan alone;"
	   "git commit -qm alone; git branch -qu origin/main");
	status = status_of(repo, "c");
	assert_int_equal(status.ahead, 1);
	assert_int_equal(status.behind, 1);
}

static void test_secret(void **state)
{
	struct repo *repo = *state;
	struct source_status status;

	make_work();
	sh("cd w; git remote add origin https://me:geheim@host.example/r.git");
	status = status_of(repo, "w");
	assert_null(strstr(status.remote, "geheim"));
	assert_non_null(strstr(status.remote, "host.example/r.git"));
	assert_false(status.upstream);
	sh("cd w; git config url.ssh://git@new/.insteadOf https://me:geheim@;"
	   "git config url.ssh://git@short/.insteadOf https://;"
	   "git remote set-url --add origin https://second.example/");
	sh("cd w; git config --unset-all remote.origin.url;"
	   "git config remote.origin.url https://me:geheim@host.example/r.git");
	status = status_of(repo, "w");
	assert_string_equal(status.remote, "ssh://***@new/host.example/r.git");
	sh("cd w; git remote rename origin a; git remote add b /b");
	status = status_of(repo, "w");
	assert_string_equal(status.remote, "");
	sh("cd w; git config branch.main.remote b");
	assert_string_equal(status_of(repo, "w").remote, "/b");
}

static void test_busy(void **state)
{
	struct repo *repo = *state;

	make_work();
	assert_string_equal(status_of(repo, "w").busy, "");
	sh("cd w; git checkout -qb o; echo o >a.md; git commit -qam o;"
	   "git checkout -q main; echo m >a.md; git commit -qam m;"
	   "git merge -q o || :");
	assert_string_equal(status_of(repo, "w").busy, "merge");
	sh("cd w; git merge --abort; git rebase -q o || :");
	assert_string_equal(status_of(repo, "w").busy, "rebase");
	assert_true(status_of(repo, "w").detached);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, repo_setup, repo_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_kinds),
		TEST(test_upstream),
		TEST(test_shallow),
		TEST(test_secret),
		TEST(test_busy),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
