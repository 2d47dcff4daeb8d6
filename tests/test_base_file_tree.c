#include <fcntl.h>
#include <pwd.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"

enum {
	NOBODY = 65534
};

struct place {
	char dir[32];
	int before;
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	memcpy(place->dir, "/tmp/fyr-tree-XXXXXX", 21);
	place->before = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	*state = place;
	return mkdtemp(place->dir) && chmod(place->dir, 0755) == 0 &&
			chdir(place->dir) == 0
		? 0
		: -1;
}

static int tear_down(void **state)
{
	struct place *place = *state;
	int moved = fchdir(place->before);

	close(place->before);
	file_remove_tree(place->dir, NULL);
	free(place);
	return moved;
}

static void put(const char *path, const char *text)
{
	assert_true(file_write(path, str_from(text), 0644, NULL));
}

/* b.md, a/x, a/sub/deep, a/link -> ../b.md, a/up -> .., fifo, empty. */
static void make_tree(void)
{
	assert_true(file_mkdirs("tree/a/sub", 0755, NULL));
	assert_true(file_mkdirs("tree/empty", 0755, NULL));
	put("tree/b.md", "b");
	put("tree/a/x", "x");
	put("tree/a/sub/deep", "deep");
	assert_int_equal(symlink("../b.md", "tree/a/link"), 0);
	assert_int_equal(symlink("..", "tree/a/up"), 0);
	assert_int_equal(mkfifo("tree/fifo", 0644), 0);
}

struct seen {
	struct buf list;
	const char *skip; /* do not enter this one */
	const char *stop; /* after this one */
	bool unreadable;
};

static bool note(const struct file_entry *entry, bool *skip, void *arg)
{
	struct seen *seen = arg;

	buf_put(&seen->list, entry->path);
	buf_put(&seen->list, S_ISDIR(entry->info.st_mode) ? "/ " : " ");
	seen->unreadable = seen->unreadable || entry->info.st_mode == 0;
	*skip = seen->skip && strcmp(seen->skip, entry->path) == 0;
	return !*skip && !(seen->stop && strcmp(seen->stop, entry->path) == 0);
}

static void check_walk(int depth, struct seen seen, const char *want)
{
	int root = open("tree", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	/* Twice: the position of the open folder is not used. */
	for (int i = 0; i < 2; i++) {
		buf_cut(&seen.list, 0);
		assert_true(file_walk(root, depth, note, &seen, NULL));
		assert_string_equal(buf_text(&seen.list), want);
	}
	assert_false(seen.unreadable);
	buf_clear(&seen.list);
	close(root);
}

static void walks_in_order(void **state)
{
	struct seen all = {0};
	struct seen skip = {.skip = "a"};
	struct seen stop = {.stop = "a/sub/deep"};
	struct seen skip_file = {.skip = "b.md"};

	(void)state;
	make_tree();
	check_walk(0, all, "");
	check_walk(1, all, "a/ b.md empty/ fifo ");
	check_walk(2, all, "a/ a/link a/sub/ a/up a/x b.md empty/ fifo ");
	check_walk(99, all,
		"a/ a/link a/sub/ a/sub/deep a/up a/x b.md empty/ fifo ");
	check_walk(99, skip, "a/ b.md empty/ fifo ");
	check_walk(99, stop, "a/ a/link a/sub/ a/sub/deep ");
	check_walk(1, skip_file, "a/ b.md ");
}

static void a_bad_root_is_an_error(void **state)
{
	struct error err = {0};
	struct seen seen = {0};
	int fd;

	(void)state;
	assert_false(file_walk(-1, 9, note, &seen, &err));
	assert_int_equal(err.kind, ERROR_IO);
	put("file", "x");
	fd = open("file", O_RDONLY | O_CLOEXEC);
	assert_false(file_walk(fd, 9, note, &seen, &err));
	assert_int_equal(seen.list.len, 0);
	close(fd);
}

/* As somebody who may not enter one of the folders. */
static int walk_as_nobody(void)
{
	int root = open("tree", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct seen seen = {0};
	bool ok;

	if (geteuid() == 0 && setuid(NOBODY) != 0) {
		return 2;
	}
	ok = file_walk(root, 9, note, &seen, NULL) && seen.unreadable &&
		str_is(buf_slice(&seen.list), "a b ") &&
		!file_copy_tree("tree", "/nowhere/copy", NULL);
	buf_clear(&seen.list);
	return ok ? 0 : 1;
}

static void an_unreadable_folder_is_told(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	assert_true(file_mkdirs("tree/a", 0755, NULL));
	put("tree/a/hidden", "x");
	put("tree/b", "x");
	assert_int_equal(chmod("tree/a", 0), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		_exit(walk_as_nobody());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(chmod("tree/a", 0755), 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void check_content(const char *path, const char *want)
{
	struct buf out = {0};

	assert_true(file_read(path, 99, &out, NULL));
	assert_string_equal(buf_text(&out), want);
	buf_clear(&out);
}

static void copies_regular_files(void **state)
{
	struct error err = {0};
	struct stat info;

	(void)state;
	make_tree();
	assert_int_equal(chmod("tree/a/x", 0755), 0);
	assert_true(file_copy_tree("tree", "new/copy", NULL));
	check_content("new/copy/b.md", "b");
	check_content("new/copy/a/sub/deep", "deep");
	assert_int_equal(stat("new/copy/a/x", &info), 0);
	assert_int_equal(info.st_mode & 0777, 0755);
	assert_int_not_equal(lstat("new/copy/a/link", &info), 0);
	assert_int_not_equal(lstat("new/copy/fifo", &info), 0);
	assert_true(file_copy_tree("tree", "tree/inside", NULL));
	check_content("tree/inside/a/x", "x");
	assert_false(file_exists("tree/inside/inside"));
	assert_false(file_copy_tree("none", "copy", &err));
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_false(file_copy_tree("tree/b.md", "copy", &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_false(file_copy_tree("tree", "tree/b.md", &err));
	assert_int_equal(err.kind, ERROR_IO);
}

static void removes_trees(void **state)
{
	(void)state;
	make_tree();
	put("outside", "x");
	assert_true(file_mkdirs("other", 0755, NULL));
	put("other/file", "x");
	assert_int_equal(symlink("../../other", "tree/a/other"), 0);
	assert_true(file_remove_tree("tree/b.md", NULL));
	assert_false(file_exists("tree/b.md"));
	assert_true(file_remove_tree("tree", NULL));
	assert_false(file_exists("tree"));
	check_content("other/file", "x");
	assert_int_equal(symlink("other", "link"), 0);
	assert_true(file_remove_tree("link", NULL));
	assert_true(file_is_dir("other"));
	assert_true(file_remove_tree("none", NULL));
	assert_true(file_remove_tree("none/below", NULL));
	assert_true(file_remove_tree("outside/below", NULL));
	assert_true(file_exists("outside"));
}

static void check_join(const char *dir, const char *name, const char *want)
{
	struct buf out = {0};

	file_join(&out, dir, name);
	assert_string_equal(buf_text(&out), want);
	buf_clear(&out);
}

static void takes_names_apart(void **state)
{
	(void)state;
	check_join("a", "b", "a/b");
	check_join("a/", "b", "a/b");
	check_join("/", "b", "/b");
	check_join("", "b", "b");
	assert_true(str_is(file_name(STR("a/b.md")), "b.md"));
	assert_true(str_is(file_name(STR("b.md")), "b.md"));
	assert_true(str_is(file_name(STR("a/")), ""));
	assert_true(str_is(file_name((struct str){0}), ""));
	assert_true(str_is(file_dir(STR("a/b/c")), "a/b"));
	assert_true(str_is(file_dir(STR("c")), "."));
	assert_true(str_is(file_dir(STR("/c")), "/"));
	assert_true(str_is(file_dir((struct str){0}), "."));
}

static void check_absolute(const char *path, const char *dir, const char *end)
{
	struct buf out = {0};

	file_absolute(&out, path);
	assert_true(str_starts(buf_slice(&out), dir));
	assert_string_equal(buf_text(&out) + strlen(dir), end);
	buf_clear(&out);
}

static void makes_paths_absolute(void **state)
{
	char here[200];

	(void)state;
	assert_non_null(getcwd(here, sizeof(here)));
	check_absolute("a/b", here, "/a/b");
	check_absolute("./a", here, "/a");
	check_absolute(".", here, "");
	check_absolute("", here, "");
	check_absolute("/x/y", "", "/x/y");
}

static void check_place(enum file_place place, const char *want)
{
	struct buf out = {0};

	assert_true(file_place(place, &out, NULL));
	assert_string_equal(buf_text(&out), want);
	buf_clear(&out);
}

static void finds_its_places(void **state)
{
	struct buf out = {0};
	const struct passwd *user;

	(void)state;
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_STATE_HOME");
	setenv("XDG_CACHE_HOME", "relative", 1);
	setenv("XDG_DATA_HOME", "/data/", 1);
	setenv("HOME", "/home/bo", 1);
	check_place(FILE_CONFIG, "/home/bo/.config/fyr");
	check_place(FILE_STATE, "/home/bo/.local/state/fyr");
	check_place(FILE_CACHE, "/home/bo/.cache/fyr");
	check_place(FILE_DATA, "/data/fyr");
	setenv("XDG_CONFIG_HOME", "/conf", 1);
	check_place(FILE_CONFIG, "/conf/fyr");
	setenv("XDG_CONFIG_HOME", "", 1);
	setenv("HOME", "relative", 1);
	user = getpwuid(getuid());
	if (user && user->pw_dir[0] == '/') {
		assert_true(file_place(FILE_CONFIG, &out, NULL));
		assert_true(str_starts(buf_slice(&out), user->pw_dir));
		assert_true(str_ends(buf_slice(&out), "/.config/fyr"));
	}
	buf_clear(&out);
}

static void knows_where_the_program_is(void **state)
{
	struct buf out = {0};

	(void)state;
	assert_true(file_program_dir(&out));
	assert_int_equal(buf_text(&out)[0], '/');
	assert_true(file_is_dir(buf_text(&out)));
	buf_put(&out, "/test_base_file_tree");
	assert_true(file_is_regular(buf_text(&out)));
	buf_clear(&out);
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(walks_in_order),
		WITH(a_bad_root_is_an_error),
		WITH(an_unreadable_folder_is_told),
		WITH(copies_regular_files),
		WITH(removes_trees),
		WITH(takes_names_apart),
		WITH(makes_paths_absolute),
		WITH(finds_its_places),
		WITH(knows_where_the_program_is),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
