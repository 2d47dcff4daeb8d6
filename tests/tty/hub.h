#ifndef FYR_TESTS_TTY_HUB_H
#define FYR_TESTS_TTY_HUB_H

/*
 * Hubs for the tests of the terminal, made in the sandbox: a copy of
 * tests/tty/hub with all files of one age, notes added to it, and git
 * repositories. Each hub is named once; its path stays valid.
 */

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/proc.h"

enum {
	HUB_AGE = 1795000000, /* 18 November 2026: when all was written */
	HUB_ARGS = 16
};

struct hub {
	char path[512];
};

static inline const char *hub_variable(const char *name)
{
	const char *value = getenv(name);

	if (!value)
		fail_msg("%s is not set: run by tests/run.sh", name);
	return value;
}

static inline void hub_name(struct hub *hub, const char *name)
{
	snprintf(hub->path, sizeof(hub->path), "%s/%s",
		hub_variable("FYR_SANDBOX"), name);
}

/* What the user has chosen; a short wait for Esc saves time. */
static inline void hub_config(const char *text)
{
	struct error err = {0};
	struct buf path = {0};

	buf_printf(&path, "%s/.config/fyr", hub_variable("HOME"));
	assert_true(file_mkdirs(buf_text(&path), 0755, &err));
	buf_put(&path, "/config.yaml");
	assert_true(file_write(buf_text(&path), str_from(text), 0644, &err));
	buf_clear(&path);
}

/* Write a note, `age` seconds younger than the rest; in a sandbox nothing need
 * outlive a crash. */
static inline void hub_put(
	const struct hub *hub, const char *path, struct str text, int age)
{
	struct timespec times[2] = {{HUB_AGE + age, 0}, {HUB_AGE + age, 0}};
	struct error err = {0};
	struct buf full = {0};
	char *slash;
	int fd;

	file_join(&full, hub->path, path);
	slash = strrchr(full.data, '/');
	*slash = '\0';
	assert_true(file_mkdirs(full.data, 0755, &err));
	*slash = '/';
	fd = open(full.data, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0 || write(fd, text.data, text.len) != (ssize_t)text.len)
		fail_msg("cannot write %s", full.data);
	close(fd);
	assert_int_equal(utimensat(AT_FDCWD, full.data, times, 0), 0);
	buf_clear(&full);
}

/* Write a note of a title and one paragraph. */
static inline void hub_note(const struct hub *hub, const char *path,
	const char *title, const char *text)
{
	struct buf note = {0};

	buf_printf(
		&note, "---\ntitle: \"%s\"\nstatus: published\n---\n\n", title);
	buf_printf(&note, "# %s\n\n%s\n", title, text);
	hub_put(hub, path, buf_slice(&note), 0);
	buf_clear(&note);
}

static inline bool hub_age_one(
	const struct file_entry *entry, bool *skip, void *arg)
{
	struct timespec times[2] = {{HUB_AGE, 0}, {HUB_AGE, 0}};
	const int *root = arg;

	(void)skip;
	utimensat(*root, entry->path, times, AT_SYMLINK_NOFOLLOW);
	return true;
}

/* Copy a folder below FYR_ROOT to the sandbox. */
static inline void hub_copy(struct hub *hub, const char *from, const char *name)
{
	struct error err = {0};
	struct buf path = {0};
	int root;

	hub_name(hub, name);
	file_join(&path, hub_variable("FYR_ROOT"), from);
	if (!file_copy_tree(buf_text(&path), hub->path, &err))
		fail_msg("%s", err.text);
	root = open(hub->path, O_RDONLY | O_DIRECTORY);
	assert_true(root >= 0);
	assert_true(file_walk(root, 8, hub_age_one, &root, &err));
	close(root);
	buf_clear(&path);
}

/* The eight notes of tests/tty/hub. */
static inline void hub_small(struct hub *hub, const char *name)
{
	hub_copy(hub, "tests/tty/hub", name);
}

/* `count` more guides, "Filler 0001" and on. */
static inline void hub_fill(const struct hub *hub, int count)
{
	int i;

	for (i = 1; i <= count; i++) {
		char path[64];
		char title[64];

		snprintf(path, sizeof(path), "guides/filler-%04d.md", i);
		snprintf(title, sizeof(title), "Filler %04d", i);
		hub_note(hub, path, title, "Some words to fill a list.");
	}
}

/* Run git in the hub; it must succeed. */
static inline void hub_git(const struct hub *hub, ...)
{
	const char *argv[HUB_ARGS] = {"git", "-c", "protocol.file.allow=always",
		"-c", "init.defaultBranch=main"};
	static const char *const env[] = {"GIT_AUTHOR_DATE=1795000000 +0100",
		"GIT_COMMITTER_DATE=1795000000 +0100", NULL};
	struct proc_run run = {argv, hub->path, env, {0}, 65536, 20000};
	struct error err = {0};
	struct buf out = {0};
	int status = -1;
	va_list args;
	int n = 5;

	va_start(args, hub);
	while (n < HUB_ARGS - 1 && (argv[n] = va_arg(args, const char *)))
		n++;
	va_end(args);
	if (!proc_run(&run, &out, &status, &err) || status)
		fail_msg("git %s: %d %s", argv[5], status, err.text);
	buf_clear(&out);
}

/* Run a script of the shell in the hub; it must succeed. */
static inline void hub_run(const struct hub *hub, const char *script)
{
	const char *const argv[] = {"sh", "-ec", script, NULL};
	struct proc_run run = {argv, hub->path, NULL, {0}, 65536, 20000};
	struct error err = {0};
	struct buf out = {0};
	int status = -1;

	if (!proc_run(&run, &out, &status, &err) || status)
		fail_msg("%s: %d %s %s", script, status, err.text,
			buf_text(&out));
	buf_clear(&out);
}

/* Make the hub a repository of one commit. */
static inline void hub_commit(const struct hub *hub, const char *message)
{
	hub_git(hub, "init", "-q", NULL);
	hub_git(hub, "add", "-A", NULL);
	hub_git(hub, "commit", "-q", "-m", message, NULL);
}

/* A clone of `from` beside it. */
static inline void hub_clone(
	struct hub *hub, const struct hub *from, const char *name)
{
	hub_name(hub, name);
	hub_git(from, "clone", "-q", from->path, hub->path, NULL);
}

/* A bare repository of a folder below FYR_ROOT: all is read from it and
 * committed to it. */
static inline void hub_bare(struct hub *hub, const char *from, const char *name)
{
	struct hub seed;
	char part[64];

	snprintf(part, sizeof(part), "%s-seed", name);
	hub_copy(&seed, from, part);
	hub_commit(&seed, "First");
	hub_name(hub, name);
	hub_git(&seed, "clone", "-q", "--bare", seed.path, hub->path, NULL);
}

/* What a script says in the hub. */
static inline void hub_says(
	const struct hub *hub, const char *script, const char *wanted)
{
	const char *const argv[] = {"sh", "-c", script, NULL};
	struct proc_run run = {argv, hub->path, NULL, {0}, 65536, 20000};
	struct error err = {0};
	struct buf out = {0};
	int status = -1;

	assert_true(proc_run(&run, &out, &status, &err));
	assert_string_equal(buf_text(&out), wanted);
	buf_clear(&out);
}

/* Two clones of one bare repository: `name`-mine and `name`-theirs. */
struct pair_of_hubs {
	struct hub seed, bare, mine, theirs;
};

static inline void hub_pair(struct pair_of_hubs *pair, const char *name)
{
	char part[64];

	snprintf(part, sizeof(part), "%s-seed", name);
	hub_small(&pair->seed, part);
	hub_commit(&pair->seed, "First");
	snprintf(part, sizeof(part), "%s-bare", name);
	hub_name(&pair->bare, part);
	hub_git(&pair->seed, "clone", "-q", "--bare", pair->seed.path,
		pair->bare.path, NULL);
	snprintf(part, sizeof(part), "%s-mine", name);
	hub_clone(&pair->mine, &pair->bare, part);
	snprintf(part, sizeof(part), "%s-theirs", name);
	hub_clone(&pair->theirs, &pair->bare, part);
}

/* Write a note and commit it; `push` also sends it. */
static inline void hub_change(const struct hub *hub, const char *path,
	const char *title, const char *text, bool push)
{
	hub_note(hub, path, title, text);
	hub_git(hub, "add", "-A", NULL);
	hub_git(hub, "commit", "-q", "-m", title, NULL);
	if (push)
		hub_git(hub, "push", "-q", "origin", "main", NULL);
}

/* A line of what git says of the hub. */
static inline void hub_ask_git(const struct hub *hub, const char *a,
	const char *b, const char *c, struct buf *out)
{
	const char *const argv[] = {"git", a, b, c, NULL};
	struct proc_run run = {argv, hub->path, NULL, {0}, 65536, 20000};
	struct error err = {0};
	int status = -1;

	if (!proc_run(&run, out, &status, &err) || status)
		fail_msg("git %s: %d %s", a, status, err.text);
}

#endif
