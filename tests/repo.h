#ifndef FYR_TESTS_REPO_H
#define FYR_TESTS_REPO_H

/*
 * Real repositories for the tests of sync/: a temporary folder that is HOME
 * and the working directory, git with a pinned identity and no configuration
 * but ours, and listings as text, so that a test reads as what was done and
 * what must come out.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/capability.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "sync/source.h"

struct repo {
	char dir[512];
	struct source *source;
	struct buf out; /* of the last listing, reading, … */
	struct error err;
};

/* Run a shell command in the temporary folder; it must succeed. */
__attribute__((format(printf, 1, 2))) static inline void sh(
	const char *format, ...)
{
	struct buf command = {0};
	va_list args;
	int status;

	buf_put(&command, "exec >>sh.log 2>&1; set -e; ");
	va_start(args, format);
	buf_vprintf(&command, format, args);
	va_end(args);
	status = system(buf_text(&command));
	if (status)
		print_error("failed: %s\n", buf_text(&command));
	assert_int_equal(status, 0);
	buf_clear(&command);
}

static inline int repo_setup(void **state)
{
	struct repo *repo = calloc(1, sizeof(*repo));

	if (!repo)
		return -1;
	snprintf(repo->dir, sizeof(repo->dir), "%s/fyr-sync-XXXXXX",
		getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	if (!mkdtemp(repo->dir) || chdir(repo->dir) < 0)
		return -1;
	setenv("HOME", repo->dir, 1);
	setenv("XDG_CONFIG_HOME", repo->dir, 1);
	setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
	setenv("GIT_AUTHOR_NAME", "Åsa Öst", 1);
	setenv("GIT_AUTHOR_EMAIL", "asa@example.org", 1);
	setenv("GIT_COMMITTER_NAME", "Åsa Öst", 1);
	setenv("GIT_COMMITTER_EMAIL", "asa@example.org", 1);
	setenv("GIT_AUTHOR_DATE", "1700000000 +0100", 1);
	setenv("GIT_COMMITTER_DATE", "1700000000 +0100", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TZ", "UTC", 1);
	unsetenv("GIT_DIR");
	unsetenv("GIT_WORK_TREE");
	unsetenv("GIT_INDEX_FILE");
	sh("git config --global init.defaultBranch main");
	sh("git config --global protocol.file.allow always");
	*state = repo;
	return 0;
}

static inline int repo_teardown(void **state)
{
	struct repo *repo = *state;
	bool ok = chdir("/") == 0;

	source_close(repo->source);
	ok = file_remove_tree(repo->dir, NULL) && ok;
	buf_clear(&repo->out);
	free(repo);
	return ok ? 0 : -1;
}

/* Give up root's right to read what is closed; programs started have it. */
static inline bool drop_rights(void)
{
	struct __user_cap_header_struct header = {
		.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct none[2] = {{0, 0, 0}, {0, 0, 0}};

	return syscall(SYS_capset, &header, none) == 0;
}

/* Run a part of a test that root's rights would spoil. */
static inline void without_rights(
	void (*part)(struct repo *repo), struct repo *repo)
{
	int status = 1;
	pid_t pid = fork();

	if (pid == 0) {
		if (!drop_rights())
			_exit(1);
		part(repo);
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

/* A work clone "w" with three notes, one of them in a folder. */
static inline void make_work(void)
{
	sh("git init -q w; cd w; mkdir sub; printf 'a\\n' >a.md;"
	   "printf 'b\\n' >sub/b.md; printf 'c\\n' >c.markdown;"
	   "printf 'x\\n' >x.txt; git add .; git commit -qm first;"
	   "touch -d 2020-01-01 a.md sub/b.md c.markdown x.txt;"
	   "git update-index --refresh");
}

static inline void repo_open(struct repo *repo, const char *path)
{
	source_close(repo->source);
	repo->source = NULL;
	if (!source_open(path, &repo->source, &repo->err))
		fail_msg("%s: %s", path, repo->err.text);
}

/* Opening must fail with `kind` and a text that holds `part`. */
static inline void refuse_open(struct repo *repo, const char *path,
	enum error_kind kind, const char *part)
{
	struct source *none = NULL;

	memset(&repo->err, 0, sizeof(repo->err));
	assert_false(source_open(path, &none, &repo->err));
	assert_null(none);
	if (repo->err.kind != kind || !strstr(repo->err.text, part))
		fail_msg("%d: %s", (int)repo->err.kind, repo->err.text);
}

/* "path", " E" for an edited one, " D" for a removed one; a line each. */
static inline bool put_file(const struct source_file *file, void *arg)
{
	struct buf *out = arg;

	buf_printf(out, "%s%s%s\n", file->path, file->edited ? " E" : "",
		file->removed ? " D" : "");
	if (file->removed)
		assert_string_equal(file->version, "");
	else if (file->edited)
		assert_memory_equal(file->version, "disk:", 5);
	return true;
}

static inline void expect_list(struct repo *repo, const char *expected)
{
	buf_cut(&repo->out, 0);
	if (!source_list(repo->source, put_file, &repo->out, &repo->err))
		fail_msg("%s", repo->err.text);
	assert_string_equal(buf_text(&repo->out), expected);
}

static inline void expect_edited(struct repo *repo, const char *expected)
{
	buf_cut(&repo->out, 0);
	if (!source_edited(repo->source, put_file, &repo->out, &repo->err))
		fail_msg("%s", repo->err.text);
	assert_string_equal(buf_text(&repo->out), expected);
}

static inline void expect_changes(
	struct repo *repo, const char *from, const char *expected)
{
	buf_cut(&repo->out, 0);
	if (!source_changes(
		    repo->source, from, put_file, &repo->out, &repo->err))
		fail_msg("%s", repo->err.text);
	assert_string_equal(buf_text(&repo->out), expected);
}

static inline void expect_text(
	struct repo *repo, const char *path, const char *expected)
{
	buf_cut(&repo->out, 0);
	if (!source_read(repo->source, path, &repo->out, &repo->err))
		fail_msg("%s", repo->err.text);
	assert_string_equal(buf_text(&repo->out), expected);
}

static inline void refuse_read(
	struct repo *repo, const char *path, enum error_kind kind)
{
	buf_cut(&repo->out, 0);
	assert_false(source_read(repo->source, path, &repo->out, &repo->err));
	assert_int_equal(repo->err.kind, kind);
	assert_int_equal(repo->out.len, 0);
}

static inline void put_skip(const char *path, const char *reason, void *arg)
{
	buf_printf(arg, "%s: %s\n", path, reason);
}

/* Of the last listing: "path: reason", a line each, in their order. */
static inline void expect_skipped(struct repo *repo, const char *expected)
{
	buf_cut(&repo->out, 0);
	source_skipped(repo->source, put_skip, &repo->out);
	assert_string_equal(buf_text(&repo->out), expected);
}

/* The last listing skipped something whose line holds `part`. */
static inline void expect_skip_of(struct repo *repo, const char *part)
{
	buf_cut(&repo->out, 0);
	source_skipped(repo->source, put_skip, &repo->out);
	if (!strstr(buf_text(&repo->out), part))
		fail_msg("skipped: %s", buf_text(&repo->out));
}

/* The first line of what a command prints. */
static inline const char *line_of(struct repo *repo, const char *command)
{
	buf_cut(&repo->out, 0);
	sh("(%s) >line", command);
	assert_true(file_read("line", 4096, &repo->out, &repo->err));
	repo->out.data[strcspn(repo->out.data, "\n")] = '\0';
	return repo->out.data;
}

#endif
