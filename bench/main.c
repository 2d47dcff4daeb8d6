#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/trace.h"
#include "bench/bench.h"

struct arguments {
	const char *program, *corpus, *queries;
	bool large;
};

static bool read_arguments(int argc, char **argv, struct arguments *out)
{
	int i;

	for (i = 1; i < argc; i++) {
		const char *next = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(argv[i], "--large") == 0) {
			out->large = true;
		} else if (strcmp(argv[i], "--corpus") == 0 && next) {
			out->corpus = next;
			i++;
		} else if (strcmp(argv[i], "--queries") == 0 && next) {
			out->queries = next;
			i++;
		} else if (argv[i][0] != '-' && !out->program) {
			out->program = argv[i];
		} else {
			return false;
		}
	}
	return out->program != NULL;
}

static void run_rows(struct bench *bench)
{
	printf("%-34s %12s %12s  ours : baseline\n", "", "ours", "baseline");
	rows_index(bench);
	rows_memory(bench);
	rows_search(bench);
	rows_stop(bench);
	rows_process(bench);
	rows_other(bench);
}

static bool run(const struct arguments *arguments)
{
	struct bench own = {0};
	struct bench desk = {0};
	struct bench large = {0};
	bool ok;

	own.program = desk.program = large.program = arguments->program;
	own.queries_path = large.queries_path = arguments->queries;
	large.large = true;
	ok = corpus_open(&own, arguments->corpus) && queries_read(&own);
	if (ok)
		run_rows(&own);
	if (ok) {
		putchar('\n');
		ok = corpus_desk(&desk);
	}
	if (ok)
		rows_desk(&desk);
	corpus_close(&desk);
	if (ok && arguments->large) {
		putchar('\n');
		ok = corpus_split(&large, &own) && queries_read(&large);
		if (ok)
			run_rows(&large);
	}
	if (ok && (own.failed || desk.failed || large.failed))
		printf("A goal was missed by more than noise explains.\n");
	ok = ok && !own.failed && !desk.failed && !large.failed;
	corpus_close(&large);
	corpus_close(&own);
	return ok;
}

int main(int argc, char **argv)
{
	struct arguments arguments = {0};

	if (argc == 2 && strcmp(argv[1], "--curses") == 0)
		return curses_only();
	trace_init();
	i18n_init("en");
	if (argc == 5 && strcmp(argv[1], "--memory") == 0)
		return memory_child(argv[2], argv[3], argv[4]);
	if (!read_arguments(argc, argv, &arguments)) {
		fprintf(stderr,
			"usage: bench FYR [--corpus REPOSITORY]"
			" [--queries FILE] [--large]\n");
		return 2;
	}
	return run(&arguments) ? 0 : 1;
}
