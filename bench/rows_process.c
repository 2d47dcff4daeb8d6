/* A search as a process of its own, beside those that scan. */

#include "base/proc.h"
#include "bench/bench.h"

double bench_program(const char *const *argv)
{
	struct proc_run run = {0};
	struct buf out = {0};
	struct error err = {0};
	double begin = children_seconds();
	int status = -1;
	bool ok;

	run.argv = argv;
	run.max = 64u << 20;
	run.ms = 300000;
	ok = proc_run(&run, &out, &status, &err);
	buf_clear(&out);
	return ok && status <= 1 ? children_seconds() - begin : -1;
}

static double search(struct bench *bench)
{
	const char *const argv[] = {bench->program, "--hub",
		buf_text(&bench->hub), "search", "-f", "path", "ordning", NULL};

	return bench_program(argv);
}

static double grep(struct bench *bench, bool baseline)
{
	const char *const argv[] = {"git", "-C", buf_text(&bench->corpus),
		"grep", "-l", "-i", "ordning", NULL};

	return baseline ? bench_program(argv) : search(bench);
}

static double ripgrep(struct bench *bench, bool baseline)
{
	const char *const argv[] = {
		"rg", "-l", "-i", "ordning", buf_text(&bench->corpus), NULL};

	return baseline ? bench_program(argv) : search(bench);
}

void rows_process(struct bench *bench)
{
	/* What a scan costs grows with the notes, and so does the goal. */
	double goal = bench->count > 50000 ? 0.01
		: bench->count > 5000	   ? 0.125
					   : 0;
	const struct pair pairs[] = {
		{"one search, whole process", "fyr search", "git grep", goal,
			grep, 5},
		{"one search, whole process", "fyr search", "ripgrep", goal,
			ripgrep, 5},
	};

	bench_pair(bench, &pairs[0]);
	bench_pair(bench, &pairs[1]);
}
