/* Searching: whole queries by class and each key typed, beside plain FTS5. */

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "bench/bench.h"

enum {
	KEYS_LARGE = 1500, /* typed at 100,000 notes, of all there are */
	KEYS_PLAIN = 600, /* also given to plain FTS5, which is slow */
	KEYS_PLAIN_LARGE = 150,
	LENGTHS = 9
};

static double ours(struct bench *bench, struct str query, bool typing)
{
	struct store_request request = {0};
	struct store_results results = {0};
	struct error err = {0};
	double begin = cpu_seconds();

	request.query = query;
	request.typing = typing;
	request.limit = 50;
	if (!app_search(bench->app, &request, &results, &err)) {
		fprintf(stderr, "bench: %s\n", err.text);
		bench->failed = true;
	}
	begin = cpu_seconds() - begin;
	store_results_clear(&results);
	return begin * 1e3;
}

static double plain(sqlite3_stmt *find, struct str query, bool typing)
{
	double begin = cpu_seconds();

	baseline_find(find, query, typing);
	return (cpu_seconds() - begin) * 1e3;
}

/* --- whole queries --- */

static bool is_first(const struct bench *bench, size_t number)
{
	size_t i;

	for (i = 0; i < number; i++) {
		if (strcmp(bench->queries[i].class,
			    bench->queries[number].class) == 0)
			return false;
	}
	return true;
}

static void one_class(
	struct bench *bench, sqlite3_stmt *find, const char *class)
{
	struct figures mine = {0};
	struct figures theirs = {0};
	char name[40];
	const struct spread spread = {name, &mine, &theirs, 0.5, 0};
	size_t i;

	snprintf(name, sizeof(name), "search: %s", class);
	for (i = 0; i < bench->query_count; i++) {
		struct str text = str_from(bench->queries[i].text);

		if (strcmp(bench->queries[i].class, class) != 0)
			continue;
		figures_add(&mine, ours(bench, text, false));
		figures_add(&theirs, plain(find, text, false));
	}
	bench_spread(bench, &spread);
	figures_clear(&mine);
	figures_clear(&theirs);
}

static void all_classes(struct bench *bench, sqlite3_stmt *find)
{
	struct figures mine = {0};
	struct figures theirs = {0};
	const struct spread all = {"search: all", &mine, &theirs, 0.5, 0};
	size_t i;

	for (i = 0; i < bench->query_count; i++) {
		if (is_first(bench, i))
			one_class(bench, find, bench->queries[i].class);
	}
	for (i = 0; i < bench->query_count; i++) {
		struct str text = str_from(bench->queries[i].text);

		figures_add(&mine, ours(bench, text, false));
		figures_add(&theirs, plain(find, text, false));
	}
	bench_spread(bench, &all);
	figures_clear(&mine);
	figures_clear(&theirs);
}

/* The first word of each query as it stands: the same notes are found. */
static void exact_words(struct bench *bench, sqlite3_stmt *find)
{
	struct figures mine = {0};
	struct figures theirs = {0};
	const struct spread all = {
		"search: one exact word", &mine, &theirs, 0.5, 2.0};
	struct buf exact = {0};
	size_t i;

	for (i = 0; i < bench->query_count; i++) {
		struct str rest = str_from(bench->queries[i].text);
		struct str word = {0};

		str_cut(&rest, ' ', &word);
		if (strpbrk(bench->queries[i].text, "\"():=*|-"))
			continue;
		buf_cut(&exact, 0);
		buf_byte(&exact, '=');
		buf_str(&exact, word);
		figures_add(&mine, ours(bench, buf_slice(&exact), false));
		figures_add(&theirs, plain(find, word, false));
	}
	bench_spread(bench, &all);
	buf_clear(&exact);
	figures_clear(&mine);
	figures_clear(&theirs);
}

/* --- each key typed --- */

struct typing {
	struct figures mine, theirs; /* all keys */
	struct figures by_length[LENGTHS]; /* of the last word */
	size_t keys; /* seen */
	size_t every, every_plain; /* which of them are measured */
	double worst;
	struct buf worst_key;
};

static size_t last_word(struct str key)
{
	size_t letters = 0;
	struct str part = {0};

	while (str_cut(&key, ' ', &part))
		letters = utf8_length(part);
	return letters < LENGTHS ? letters : LENGTHS - 1;
}

static void type_key(struct bench *bench, sqlite3_stmt *find,
	struct typing *typing, struct str key)
{
	size_t number = typing->keys++;
	double ms;

	if (number % typing->every)
		return;
	ms = ours(bench, key, true);
	figures_add(&typing->mine, ms);
	figures_add(&typing->by_length[last_word(key)], ms);
	if (ms > typing->worst) {
		typing->worst = ms;
		buf_cut(&typing->worst_key, 0);
		buf_str(&typing->worst_key, key);
	}
	if (number / typing->every % typing->every_plain == 0)
		figures_add(&typing->theirs, plain(find, key, true));
}

static void type_all(
	struct bench *bench, sqlite3_stmt *find, struct typing *typing)
{
	size_t i;

	for (i = 0; i < bench->query_count; i++) {
		struct str query = str_from(bench->queries[i].text);
		struct str rest = query;
		int cells;

		while (rest.len) {
			utf8_cluster(&rest, &cells);
			type_key(bench, find, typing,
				str_sub(query, 0, query.len - rest.len));
		}
	}
}

static void choose_keys(const struct bench *bench, struct typing *typing)
{
	size_t most = bench->large ? KEYS_LARGE : SIZE_MAX / 2;
	size_t plain_most = bench->large ? KEYS_PLAIN_LARGE : KEYS_PLAIN;
	size_t keys = 0;
	size_t i;

	for (i = 0; i < bench->query_count; i++)
		keys += utf8_length(str_from(bench->queries[i].text));
	typing->every = keys / most + 1;
	typing->every_plain = keys / typing->every / plain_most + 1;
}

static void say_lengths(struct bench *bench, struct typing *typing)
{
	struct figures none = {0};
	size_t i;

	for (i = 0; i < LENGTHS; i++) {
		char name[48];
		const struct spread spread = {
			name, &typing->by_length[i], &none, 0.99, 0};

		snprintf(name, sizeof(name), "  last word of %zu%s letters", i,
			i + 1 == LENGTHS ? " or more" : "");
		bench_spread(bench, &spread);
		figures_clear(&typing->by_length[i]);
	}
}

static void each_key(struct bench *bench, sqlite3_stmt *find)
{
	struct typing typing = {0};
	/* Never slower than plain FTS5; far quicker where that is slow. */
	const struct spread all = {"each key typed", &typing.mine,
		&typing.theirs, 0.99, bench->large ? 0.05 : 1.0};

	choose_keys(bench, &typing);
	type_all(bench, find, &typing);
	bench_spread(bench, &all);
	bench_limit("each key typed, p99", figures_at(&typing.mine, 0.99),
		bench->count > 20000 ? 100 : 30);
	bench_line("  the slowest", "%.2f ms: %s", typing.worst,
		buf_text(&typing.worst_key));
	say_lengths(bench, &typing);
	figures_clear(&typing.mine);
	figures_clear(&typing.theirs);
	buf_clear(&typing.worst_key);
}

void rows_search(struct bench *bench)
{
	sqlite3_stmt *find = baseline_query(bench);
	double begin;

	if (!find || !app_reopen(bench->app, NULL))
		return;
	begin = cpu_seconds();
	store_warm(bench->app->store, NULL);
	bench_line("vocabulary into memory", "%.2f ms",
		(cpu_seconds() - begin) * 1e3);
	bench_line("CPU ms",
		"p50, p99, max (count): ours : plain FTS5, bm25,"
		" 50 rows");
	all_classes(bench, find);
	exact_words(bench, find);
	each_key(bench, find);
	sqlite3_finalize(find);
}
