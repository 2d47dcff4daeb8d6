#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <cmocka.h>

#include "base/file.h"

enum {
	NOBODY = 65534
};

/* Every test runs inside an empty folder of its own. */
struct place {
	char dir[32];
	int before; /* the folder we were in */
};

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));

	memcpy(place->dir, "/tmp/fyr-file-XXXXXX", 21);
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

static void check_read(const char *path, size_t max, const char *want)
{
	struct buf out = {0};

	buf_put(&out, "=");
	assert_true(file_read(path, max, &out, NULL));
	assert_string_equal(buf_text(&out) + 1, want);
	buf_clear(&out);
}

static void check_unread(const char *path, size_t max, enum error_kind kind)
{
	struct buf out = {0};
	struct error err = {0};

	buf_put(&out, "kept");
	assert_false(file_read(path, max, &out, &err));
	assert_int_equal(err.kind, kind);
	assert_true(strlen(err.text) > 0);
	assert_string_equal(buf_text(&out), "kept");
	buf_clear(&out);
}

static void make_socket(const char *path)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	assert_true(fd >= 0);
	snprintf(address.sun_path, sizeof(address.sun_path), "%s", path);
	assert_int_equal(
		bind(fd, (const struct sockaddr *)&address, sizeof(address)),
		0);
	close(fd);
}

static void reads_within_bounds(void **state)
{
	(void)state;
	put("empty", "");
	put("five", "12345");
	check_read("empty", 0, "");
	check_read("empty", SIZE_MAX, "");
	check_read("five", 5, "12345");
	check_read("five", SIZE_MAX, "12345");
	check_unread("five", 4, ERROR_IO);
	check_unread("five", 0, ERROR_IO);
	check_unread("missing", 9, ERROR_NOT_FOUND);
	check_unread("five/below", 9, ERROR_NOT_FOUND);
	check_unread("", 9, ERROR_NOT_FOUND);
}

/* Files of /proc say that they are empty, and are not. */
static void bounds_count_what_is_read(void **state)
{
	struct buf out = {0};

	(void)state;
	assert_true(file_read("/proc/self/status", 1000000, &out, NULL));
	assert_true(out.len > 100);
	buf_clear(&out);
	check_unread("/proc/self/status", 100, ERROR_IO);
}

static void reads_only_regular_files(void **state)
{
	(void)state;
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(mkfifo("fifo", 0644), 0);
	make_socket("socket");
	assert_int_equal(symlink("loop", "loop"), 0);
	check_unread("folder", 9, ERROR_IO);
	check_unread("fifo", 9, ERROR_IO);
	check_unread("socket", 9, ERROR_IO);
	check_unread("/dev/zero", 9, ERROR_IO);
	check_unread("loop", 9, ERROR_IO);
}

static void reads_large_files(void **state)
{
	struct buf text = {0};
	struct buf out = {0};

	(void)state;
	for (int i = 0; text.len < 300000; i++) {
		buf_printf(&text, "%d\n", i);
	}
	assert_true(file_write("large", buf_slice(&text), 0600, NULL));
	assert_true(file_read("large", text.len, &out, NULL));
	assert_true(str_eq(buf_slice(&text), buf_slice(&out)));
	buf_clear(&text);
	buf_clear(&out);
}

static void error_texts_are_clean(void **state)
{
	struct buf out = {0};
	struct error err = {0};

	(void)state;
	file_read("a\x1B[2J\xE2\x80\xAE", 9, &out, &err);
	assert_null(strchr(err.text, '\x1B'));
	assert_null(strstr(err.text, "\xE2\x80\xAE"));
	assert_non_null(strstr(err.text, "a<U+001B>[2J<U+202E>"));
}

/* 0 when read, else the kind of the error. */
static int beneath(const char *path)
{
	int dir = open("root", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct buf out = {0};
	struct error err = {0};
	bool ok = file_read_beneath(dir, path, 100, &out, &err);
	int result = ok ? 0 : (int)err.kind;

	if (ok && (!str_is(buf_slice(&out), "in"))) {
		result = -1;
	}
	if (!ok && (out.len > 0)) {
		result = -2;
	}
	buf_clear(&out);
	close(dir);
	return result;
}

struct beneath_case {
	const char *path;
	int want;
};

static const struct beneath_case beneath_cases[] = {{"a", 0}, {"dir/b", 0},
	{"./dir//b", 0}, {"none", ERROR_NOT_FOUND}, {"a/b", ERROR_NOT_FOUND},
	{"", ERROR_NOT_FOUND}, {"dir", ERROR_IO}, {".", ERROR_IO},
	{"fifo", ERROR_IO}, {"large", ERROR_IO}, {"link", ERROR_REFUSED},
	{"out", ERROR_REFUSED}, {"dirlink/b", ERROR_REFUSED},
	{"outdir/secret", ERROR_REFUSED}, {"absolute", ERROR_REFUSED},
	{"loop", ERROR_REFUSED}, {"../secret", ERROR_REFUSED},
	{"dir/../a", ERROR_REFUSED}, {"dir/../../secret", ERROR_REFUSED},
	{"/etc/passwd", ERROR_REFUSED}, {"..", ERROR_REFUSED}};

static void make_root(void)
{
	char large[200] = "";

	memset(large, 'x', sizeof(large) - 1);
	assert_true(file_mkdirs("root/dir", 0755, NULL));
	put("secret", "out");
	put("root/a", "in");
	put("root/dir/b", "in");
	put("root/large", large);
	assert_int_equal(mkfifo("root/fifo", 0644), 0);
	assert_int_equal(symlink("a", "root/link"), 0);
	assert_int_equal(symlink("../secret", "root/out"), 0);
	assert_int_equal(symlink("dir", "root/dirlink"), 0);
	assert_int_equal(symlink("..", "root/outdir"), 0);
	assert_int_equal(symlink("/etc/passwd", "root/absolute"), 0);
	assert_int_equal(symlink("loop", "root/loop"), 0);
}

/* The number of the first case that goes wrong, from 1; 0 without one. */
static int wrong_case(void)
{
	for (size_t i = 0; i < sizeof(beneath_cases) / sizeof(beneath_cases[0]);
		i++) {
		if (beneath(beneath_cases[i].path) != beneath_cases[i].want) {
			return (int)i + 1;
		}
	}
	return 0;
}

static void reads_beneath_a_folder(void **state)
{
	(void)state;
	make_root();
	assert_int_equal(wrong_case(), 0);
}

/* From here on this process has a kernel without openat2. */
static bool forget_openat2(void)
{
	struct sock_filter code[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS,
					     offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
	struct sock_fprog program = {4, code};

	return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
		prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

static void reads_beneath_without_openat2(void **state)
{
	enum {
		NO_FILTER = 99
	};
	int status = 0;
	pid_t pid;

	(void)state;
	make_root();
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		_exit(forget_openat2() ? wrong_case() : NO_FILTER);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	if (WEXITSTATUS(status) == NO_FILTER) {
		return; /* cannot be shown here */
	}
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void check_mode(const char *path, unsigned mode)
{
	struct stat info;

	assert_int_equal(lstat(path, &info), 0);
	assert_int_equal(info.st_mode & 07777, mode);
}

static void writes_whole_files(void **state)
{
	char name[256];
	mode_t mask = umask(0077);

	(void)state;
	put("a", "one");
	check_mode("a", 0644);
	check_read("a", 99, "one");
	assert_true(file_write("a", STR(""), 0600, NULL));
	check_mode("a", 0600);
	check_read("a", 99, "");
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	put(name, "long");
	check_read(name, 99, "long");
	umask(mask);
	/* A link is replaced, what it points to is left alone. */
	put("target", "old");
	assert_int_equal(symlink("target", "link"), 0);
	put("link", "new");
	check_read("target", 99, "old");
	check_read("link", 99, "new");
	assert_int_equal(
		unlink("a") | unlink(name) | unlink("target") | unlink("link"),
		0);
	assert_true(file_is_empty_dir("."));
}

static void check_unwritten(const char *path, struct str content)
{
	struct error err = {0};

	assert_false(file_write(path, content, 0644, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_true(strlen(err.text) > 0);
}

static void leaves_nothing_behind_on_failure(void **state)
{
	(void)state;
	put("file", "x");
	assert_true(file_mkdirs("folder/full", 0755, NULL));
	check_unwritten("missing/a", STR("x"));
	check_unwritten("file/a", STR("x"));
	check_unwritten("folder", STR("x"));
	check_unwritten("", STR("x"));
	assert_int_equal(
		unlink("file") | rmdir("folder/full") | rmdir("folder"), 0);
	assert_true(file_is_empty_dir("."));
}

/* As on a full disk: the write itself fails, halfway. */
static void keeps_the_old_file_when_a_write_fails(void **state)
{
	static char large[200000];
	struct rlimit before;
	struct rlimit small;
	struct error err = {0};
	bool ok;

	(void)state;
	put("a", "old");
	memset(large, 'x', sizeof(large));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 100000;
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	ok = file_write("a", (struct str){large, sizeof(large)}, 0644, &err);
	setrlimit(RLIMIT_FSIZE, &before);
	signal(SIGXFSZ, SIG_DFL);
	assert_false(ok);
	assert_int_equal(err.kind, ERROR_IO);
	check_read("a", 99, "old");
	assert_int_equal(unlink("a"), 0);
	assert_true(file_is_empty_dir("."));
}

/* Root may write everywhere, so the try is made as somebody else. */
static void cannot_write_in_a_closed_folder(void **state)
{
	int status = 0;
	pid_t pid;

	(void)state;
	assert_int_equal(mkdir("closed", 0755), 0);
	put("closed/file", "x");
	assert_int_equal(chmod("closed", 0555), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct error err = {0};
		bool done = true;

		if (geteuid() == 0 && setuid(NOBODY) != 0) {
			_exit(2);
		}
		done = file_write("closed/a", STR("x"), 0644, &err) ||
			file_mkdirs("closed/b/c", 0755, &err) ||
			file_remove_tree("closed", &err);
		_exit(done || err.kind != ERROR_IO);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(chmod("closed", 0755), 0);
	check_read("closed/file", 9, "x");
	assert_int_equal(unlink("closed/file"), 0);
	assert_true(file_is_empty_dir("closed"));
}

static void makes_folders(void **state)
{
	struct error err = {0};

	(void)state;
	assert_true(file_mkdirs("a/b//c/", 0700, NULL));
	assert_true(file_is_dir("a/b/c"));
	check_mode("a", 0700);
	check_mode("a/b/c", 0700);
	assert_true(file_mkdirs("a/b", 0755, NULL));
	check_mode("a/b", 0700);
	assert_true(file_mkdirs("/", 0755, NULL));
	assert_true(file_mkdirs(".", 0755, NULL));
	put("file", "x");
	assert_false(file_mkdirs("file", 0755, &err));
	assert_int_equal(err.kind, ERROR_IO);
	assert_false(file_mkdirs("file/below", 0755, &err));
	assert_int_equal(symlink("a", "link"), 0);
	assert_true(file_mkdirs("link/d", 0755, NULL));
	assert_true(file_is_dir("a/d"));
}

static void asks(void **state)
{
	(void)state;
	put("file", "x");
	assert_int_equal(mkdir("folder", 0755), 0);
	assert_int_equal(mkfifo("fifo", 0644), 0);
	assert_int_equal(symlink("file", "link"), 0);
	assert_int_equal(symlink("none", "dangling"), 0);
	assert_true(file_exists("file") && file_exists("folder"));
	assert_false(file_exists("none") || file_exists("dangling"));
	assert_true(file_is_dir("folder") && !file_is_dir("file"));
	assert_true(file_is_regular("file") && file_is_regular("link"));
	assert_false(file_is_regular("folder") || file_is_regular("fifo"));
	assert_true(file_is_empty_dir("folder"));
	assert_false(file_is_empty_dir(".") || file_is_empty_dir("file") ||
		file_is_empty_dir("none"));
	assert_false(file_is_remote("/proc/self/none/none"));
}

#define WITH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(reads_within_bounds),
		WITH(bounds_count_what_is_read),
		WITH(reads_only_regular_files),
		WITH(reads_large_files),
		WITH(error_texts_are_clean),
		WITH(reads_beneath_a_folder),
		WITH(reads_beneath_without_openat2),
		WITH(writes_whole_files),
		WITH(leaves_nothing_behind_on_failure),
		WITH(keeps_the_old_file_when_a_write_fails),
		WITH(cannot_write_in_a_closed_folder),
		WITH(makes_folders),
		WITH(asks),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
