/* Reading a note, what changed, and the first screen. */

#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <git2.h>

#include "bench/bench.h"
#include "content/render.h"

static const struct text *largest(const struct bench *bench)
{
	const struct text *best = &bench->texts[0];
	size_t i;

	for (i = 1; i < bench->count; i++) {
		if (bench->texts[i].bytes.len > best->bytes.len)
			best = &bench->texts[i];
	}
	return best;
}

static double parse(struct bench *bench, bool baseline)
{
	const struct text *text = largest(bench);
	struct doc doc = {0};
	double begin = cpu_seconds();

	if (baseline)
		cmark_node_free(cmark_parse_document(
			text->bytes.data, text->bytes.len, 0));
	else
		doc_parse(&doc, text->bytes);
	begin = cpu_seconds() - begin;
	doc_clear(&doc);
	return begin;
}

static double open_note(struct bench *bench, bool baseline)
{
	const struct text *text = largest(bench);
	struct render_options options = {72, false, true, false, false};
	struct render render = {0};
	struct doc doc = {0};
	double begin = cpu_seconds();

	if (baseline)
		return parse(bench, true);
	doc_parse(&doc, text->bytes);
	render_doc(&render, &doc, &options);
	begin = cpu_seconds() - begin;
	render_clear(&render);
	doc_clear(&doc);
	return begin;
}

static bool count_one(const struct source_file *file, void *arg)
{
	(void)file;
	++*(size_t *)arg;
	return true;
}

/* What one commit changed: comparing trees by hand, and libgit2's diff. */
static double changes(struct bench *bench, bool baseline)
{
	git_repository *repository = NULL;
	git_object *trees[2] = {NULL, NULL};
	git_diff *diff = NULL;
	char parent[SOURCE_ID] = "";
	size_t count = 0;
	double begin = -1;

	git_libgit2_init();
	if (git_repository_open(&repository, buf_text(&bench->hub)) ||
		git_revparse_single(&trees[0], repository, "HEAD~1^{tree}") ||
		git_revparse_single(&trees[1], repository, "HEAD^{tree}"))
		goto out;
	begin = cpu_seconds();
	if (baseline) {
		git_diff_tree_to_tree(&diff, repository, (git_tree *)trees[0],
			(git_tree *)trees[1], NULL);
	} else {
		git_object *commit = NULL;

		git_revparse_single(&commit, repository, "HEAD~1");
		git_oid_tostr(parent, sizeof(parent), git_object_id(commit));
		git_object_free(commit);
		source_changes(
			bench->app->source, parent, count_one, &count, NULL);
	}
	begin = cpu_seconds() - begin;
out:
	git_diff_free(diff);
	git_object_free(trees[0]);
	git_object_free(trees[1]);
	git_repository_free(repository);
	git_libgit2_shutdown();
	return begin;
}

int curses_only(void)
{
	int i;

	initscr();
	for (i = 0; i < LINES; i++)
		mvprintw(i, 0, "%-70s %d", "one line of text", i);
	refresh();
	printf("\033]7770;idle;1\007");
	fflush(stdout);
	getch();
	endwin();
	return 0;
}

static double wall(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Read the terminal until the program says that its frame is out. Answers the
 * question for device attributes as a terminal does. */
static bool until_idle(int terminal)
{
	struct buf seen = {0};
	struct pollfd poll_fd = {terminal, POLLIN, 0};
	bool idle = false;
	bool asked = false;
	char chunk[4096];

	while (!idle && poll(&poll_fd, 1, 10000) > 0) {
		ssize_t got = read(terminal, chunk, sizeof(chunk));

		if (got <= 0)
			break;
		buf_add(&seen, chunk, (size_t)got);
		if (!asked && strstr(buf_text(&seen), "\033[c")) {
			asked = true;
			if (write(terminal, "\033[?62;22c", 9) < 0)
				break;
		}
		idle = strstr(buf_text(&seen), "\033]7770;idle") != NULL;
	}
	buf_clear(&seen);
	return idle;
}

static double first_screen(struct bench *bench, bool baseline)
{
	struct winsize size = {40, 120, 0, 0};
	double begin = wall();
	int terminal;
	bool idle;
	pid_t pid = forkpty(&terminal, NULL, NULL, &size);

	if (pid < 0)
		return -1;
	if (pid == 0) {
		setenv("FYR_TEST", "1", 1);
		setenv("TERM", "xterm-256color", 1);
		if (baseline)
			execl("/proc/self/exe", "bench", "--curses",
				(char *)NULL);
		else
			execl(bench->program, "fyr", "--hub",
				buf_text(&bench->hub), (char *)NULL);
		_exit(127);
	}
	idle = until_idle(terminal);
	begin = wall() - begin;
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	close(terminal);
	return idle ? begin : -1;
}

void rows_other(struct bench *bench)
{
	const struct pair pairs[] = {
		{"parse the largest note", "doc_parse", "cmark_parse_document",
			1.6, parse, 9},
		{"open the largest note", "parse and lay out",
			"cmark_parse_document", 0, open_note, 9},
		{"what one commit changed", "source_changes",
			"git_diff_tree_to_tree", bench->large ? 0.05 : 0,
			changes, 9},
		{"first screen, wall", "fyr", "ncurses only", 2.2, first_screen,
			9},
	};
	size_t i;

	for (i = bench->large ? 2 : 0; i < sizeof(pairs) / sizeof(pairs[0]);
		i++)
		bench_pair(bench, &pairs[i]);
}
