/* How long a search goes on without asking whether a key waits. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"
#include "bench/bench.h"

enum {
	HEAVY = 24, /* queries watched, the slowest there are */
	STOPS = 6, /* places at which each is given up */
	LIMIT_MS = 5
};

struct looker {
	double last; /* look, seconds */
	double gap; /* the longest without a look */
	size_t looks, stop_at; /* 0: never */
	double told; /* when it was told to stop */
};

static bool look(void *arg)
{
	struct looker *looker = arg;
	double now = cpu_seconds();

	if (now - looker->last > looker->gap)
		looker->gap = now - looker->last;
	looker->last = now;
	looker->looks++;
	if (!looker->stop_at || looker->looks < looker->stop_at)
		return false;
	if (looker->looks == looker->stop_at)
		looker->told = now;
	return true;
}

static void watch(struct bench *bench, struct str query, struct looker *looker)
{
	struct store_request request = {0};
	struct store_results results = {0};
	struct error err = {0};
	double end;

	request.query = query;
	request.typing = true;
	request.limit = 50;
	request.stop = look;
	request.arg = looker;
	looker->last = cpu_seconds();
	if (!app_search(bench->app, &request, &results, &err))
		bench->failed = true;
	end = cpu_seconds();
	if (end - looker->last > looker->gap)
		looker->gap = end - looker->last;
	if (looker->told > 0)
		looker->told = end - looker->told;
	store_results_clear(&results);
}

struct heavy {
	char *text;
	double ms;
};

static void offer(struct bench *bench, struct heavy *heavy, struct str query)
{
	struct looker looker = {0};
	double begin = cpu_seconds();
	size_t least = 0;
	double ms;
	size_t i;

	watch(bench, query, &looker);
	ms = (cpu_seconds() - begin) * 1e3;
	for (i = 0; i < HEAVY; i++) {
		if (heavy[i].ms < heavy[least].ms)
			least = i;
	}
	if (ms <= heavy[least].ms)
		return;
	free(heavy[least].text);
	heavy[least] = (struct heavy){str_copy(query), ms};
}

/* Queries that are hard by what they are, wherever they are asked. */
static void offer_hard(struct bench *bench, struct heavy *heavy)
{
	static const char *const hard[] = {"", "a", "e", "s*", "a* OR e* OR s*",
		"-a", "-(a OR e OR i)", "sort:title", "sort:modified a",
		"och i att det som en av för den till", "\"och i\"",
		"\"a e\" \"i o\" \"s t\"", "title:a body:e head:i",
		"a e i o u s t r n l d k",
		"patinetdatalgaen sjkuhsu försärking", "qqqqzzzzxxxx",
		"qwertyuiopqwertyuiop", "PDL LSS LOV SOL HSL", "has:date",
		"-has:date a", "created:>1900", "tag:t1 OR e", "path:a",
		"links:a", "(a OR (e AND (i OR NOT o)))"};
	struct buf text = {0};
	size_t i, n;

	for (i = 0; i < sizeof(hard) / sizeof(hard[0]); i++)
		offer(bench, heavy, str_from(hard[i]));
	/* Long ones, of the notes' own words. */
	for (i = 0; i < 4; i++) {
		const struct text *from =
			&bench->texts[(i * 7919 + 11) % bench->count];

		for (n = 200; n <= 100000; n *= 10)
			offer(bench, heavy,
				str_sub(from->bytes, 0,
					n < from->bytes.len ? n
							    : from->bytes.len));
	}
	for (i = 0; i < 5000; i++)
		buf_put(&text, i % 3 ? "(a OR " : "-b ");
	offer(bench, heavy, buf_slice(&text));
	buf_clear(&text);
}

static void watch_all(struct bench *bench, const struct heavy *heavy)
{
	struct figures gaps = {0};
	struct figures late = {0};
	size_t looks = 0;
	size_t i, n;

	for (i = 0; i < HEAVY && heavy[i].text; i++) {
		struct str query = str_from(heavy[i].text);
		struct looker all = {0};

		watch(bench, query, &all);
		looks += all.looks;
		figures_add(&gaps, all.gap * 1e3);
		if (all.gap * 1e3 > LIMIT_MS)
			bench_line("  not asked for", "%.2f ms: %.*s",
				all.gap * 1e3,
				STR_ARG(str_sub(query, 0,
					query.len < 60 ? query.len : 60)));
		for (n = 1; n <= STOPS; n++) {
			struct looker one = {0};

			one.stop_at = all.looks * n / (STOPS + 1) + 1;
			watch(bench, query, &one);
			if (one.looks >= one.stop_at)
				figures_add(&late, one.told * 1e3);
		}
	}
	bench_limit("stop: largest gap between looks", figures_at(&gaps, 1),
		LIMIT_MS);
	bench_limit("stop: told until it returned, max", figures_at(&late, 1),
		LIMIT_MS);
	bench_line("  looks", "%zu in %zu queries, %zu stops", looks,
		gaps.count, late.count);
	figures_clear(&gaps);
	figures_clear(&late);
}

void rows_stop(struct bench *bench)
{
	struct heavy *heavy = mem_array(HEAVY, sizeof(*heavy));
	size_t i;

	memset(heavy, 0, HEAVY * sizeof(*heavy));
	offer_hard(bench, heavy);
	for (i = 0; i < bench->query_count; i++)
		offer(bench, heavy, str_from(bench->queries[i].text));
	watch_all(bench, heavy);
	for (i = 0; i < HEAVY; i++)
		free(heavy[i].text);
	free(heavy);
}
