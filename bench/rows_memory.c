/* Peak memory, of a process that does nothing else. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/proc.h"
#include "base/utf8.h"
#include "bench/bench.h"

/* VmHWM in kB: of this program image, not of what it was started by. */
static long peak(void)
{
	FILE *file = fopen("/proc/self/status", "r");
	char line[256];
	long kb = -1;

	while (file && fgets(line, sizeof(line), file)) {
		if (sscanf(line, "VmHWM: %ld", &kb) == 1)
			break;
	}
	if (file)
		fclose(file);
	return kb;
}

static bool search_one(struct app *app, struct str query, struct error *err)
{
	struct store_request request = {0};
	struct store_results results = {0};
	bool ok;

	request.query = query;
	request.typing = true;
	ok = app_search(app, &request, &results, err);
	store_results_clear(&results);
	return ok;
}

static bool search_all(struct app *app, const char *queries, struct error *err)
{
	struct buf text = {0};
	struct str rest, line;
	bool ok = file_read(queries, 1 << 24, &text, err);

	rest = buf_slice(&text);
	while (ok && str_cut(&rest, '\n', &line)) {
		int cells;
		struct str more = line;

		while (ok && more.len) {
			utf8_cluster(&more, &cells);
			ok = search_one(app,
				str_sub(line, 0, line.len - more.len), err);
		}
	}
	buf_clear(&text);
	return ok;
}

int memory_child(const char *what, const char *hub, const char *queries)
{
	struct app_options options = {0};
	struct app_refreshed done = {0};
	struct error err = {0};
	struct app *app = NULL;
	bool build = strcmp(what, "build") == 0;
	bool ok;

	options.hub = hub;
	ok = app_open(&app, &options, &err);
	if (ok && build)
		ok = app_refresh_aside(app, &done, &err);
	else if (ok)
		ok = search_all(app, queries, &err);
	if (ok)
		printf("%ld\n", peak());
	else
		fprintf(stderr, "bench: %s\n", err.text);
	buf_clear(&done.why);
	app_close(app);
	return ok ? 0 : 1;
}

/* Peak of a child in MB; negative when it failed. */
static double measure(struct bench *bench, const char *what, const char *file)
{
	const char *const argv[] = {"/proc/self/exe", "--memory", what,
		buf_text(&bench->hub), file, NULL};
	struct proc_run run = {0};
	struct buf out = {0};
	struct error err = {0};
	int status = -1;
	long kb = 0;

	run.argv = argv;
	run.max = 4096;
	run.ms = 400000;
	if (!proc_run(&run, &out, &status, &err) || status ||
		sscanf(buf_text(&out), "%ld", &kb) != 1) {
		fprintf(stderr, "bench: memory: %s%s\n", err.text,
			buf_text(&out));
		bench->failed = true;
	}
	buf_clear(&out);
	return (double)kb / 1024;
}

static bool write_queries(struct bench *bench, const char *path)
{
	struct buf text = {0};
	size_t every = bench->large ? 8 : 1;
	bool ok;
	size_t i;

	for (i = 0; i < bench->query_count; i += every)
		buf_printf(&text, "%s\n", bench->queries[i].text);
	ok = file_write(path, buf_slice(&text), 0600, NULL);
	buf_clear(&text);
	return ok;
}

void rows_memory(struct bench *bench)
{
	double limit = 80 + 120e-6 * (double)bench->count;
	struct buf file = {0};
	double mb;

	buf_printf(&file, "%s/queries", buf_text(&bench->work));
	mb = measure(bench, "build", "-");
	bench_line("memory: building", "%.0f MB", mb);
	bench_ratio(bench, "  : 80 MB + 120 bytes a note", mb / limit, 1.0);
	if (write_queries(bench, buf_text(&file))) {
		mb = measure(bench, "search", buf_text(&file));
		bench_line("memory: searching, every key", "%.0f MB", mb);
		bench_ratio(bench, "  : 60 MB", mb / 60, 1.0);
	}
	buf_clear(&file);
}
