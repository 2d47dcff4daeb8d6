/* The notes measured on: a repository given, or one made with a fixed seed. */

#include "bench/bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/proc.h"
#include "bench/bench.h"

enum {
	NOTES = 2000,
	WORDS = 20000
};

/* xorshift: the same notes on every machine. */
static uint32_t random_next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* A made-up word, the same for the same number; rare numbers are longer. */
static void word(struct buf *out, uint32_t number)
{
	static const char *const parts[] = {"vå", "rd", "da", "ta", "lag", "om",
		"sjuk", "hus", "re", "gi", "on", "kli", "nik", "mo", "dell",
		"för", "ord", "ning", "en", "are", "ska", "ut", "vär", "de",
		"ring", "pati", "ent", "sä", "ker", "het", "prov", "svar"};
	uint32_t left = number + 1;

	while (left) {
		buf_put(out, parts[left % 32]);
		left /= 32;
	}
}

/* Zipf-like: small numbers far more often than great ones. */
static uint32_t zipf(uint32_t *state)
{
	double u = (double)(random_next(state) % 1000000 + 1) / 1e6;
	double n = 1;
	int i;

	for (i = 0; i < 3; i++)
		n *= u;
	return (uint32_t)(n * WORDS);
}

static void words(struct buf *out, uint32_t *state, int count)
{
	int i;

	for (i = 0; i < count; i++) {
		if (i)
			buf_byte(out, ' ');
		word(out, zipf(state));
	}
}

static bool make_note(const char *dir, int number, uint32_t *state)
{
	struct buf text = {0};
	struct buf path = {0};
	bool ok;
	int i;

	buf_put(&text, "---\ntitle: ");
	words(&text, state, 4);
	buf_printf(&text, "\ndate: 20%02d-0%d-1%d\ntags: [", number % 27,
		number % 9 + 1, number % 9);
	words(&text, state, 1);
	buf_put(&text, ", ");
	words(&text, state, 1);
	buf_put(&text, "]\n---\n");
	for (i = 0; i < 6; i++) {
		buf_put(&text, "\n## ");
		words(&text, state, 3);
		buf_put(&text, "\n\n");
		words(&text, state, 60);
		buf_printf(&text, " [[n%u]].\n", random_next(state) % NOTES);
	}
	buf_printf(&path, "%s/d%d", dir, number / 100);
	ok = file_mkdirs(buf_text(&path), 0755, NULL);
	buf_printf(&path, "/n%d.md", number);
	ok = ok && file_write(buf_text(&path), buf_slice(&text), 0644, NULL);
	buf_clear(&path);
	buf_clear(&text);
	return ok;
}

static bool git(const char *dir, const char *const *words_of)
{
	const char *argv[16] = {"git", "-c", "user.name=bench", "-c",
		"user.email=bench@localhost", "-C", dir};
	struct proc_run run = {0};
	struct buf out = {0};
	struct error err = {0};
	int status = 1;
	int i;

	for (i = 0; words_of[i]; i++)
		argv[7 + i] = words_of[i];
	run.argv = argv;
	run.max = 1 << 20;
	run.ms = 120000;
	proc_run(&run, &out, &status, &err);
	buf_clear(&out);
	return status == 0;
}

static bool make_corpus(const char *dir)
{
	static const char *const init[] = {"init", "-q", NULL};
	static const char *const add[] = {"add", ".", NULL};
	static const char *const commit[] = {"commit", "-qm", "notes", NULL};
	uint32_t state = 2463534242u;
	int i;

	for (i = 0; i < NOTES; i++) {
		if (!make_note(dir, i, &state))
			return false;
	}
	return git(dir, init) && git(dir, add) && git(dir, commit) &&
		make_note(dir, 7, &state) && git(dir, add) && git(dir, commit);
}

static bool each_text(const struct source_file *file, void *arg)
{
	struct bench *bench = arg;
	struct buf bytes = {0};
	struct text *text;

	if (!source_read_version(bench->app->source, file->path, file->version,
		    &bytes, NULL)) {
		buf_clear(&bytes);
		return true;
	}
	bench->texts = mem_grow(bench->texts, &bench->cap, bench->count + 1,
		sizeof(*bench->texts));
	text = &bench->texts[bench->count++];
	text->path = mem_text(file->path);
	text->bytes.len = bytes.len;
	text->bytes.data = buf_take(&bytes);
	bench->bytes += text->bytes.len;
	return true;
}

static void take_titles(struct bench *bench)
{
	struct doc doc = {0};
	size_t i;

	for (i = 0; i < bench->count; i++) {
		struct text *text = &bench->texts[i];
		struct str title;

		doc_parse(&doc, text->bytes);
		title = doc_field(&doc, "title");
		if (!title.len)
			title = doc_field(&doc, "rubrik");
		if (!title.len && doc.heading_count)
			title = doc.headings[0].text;
		text->title = str_copy(title);
		doc_clear(&doc);
	}
}

bool corpus_open(struct bench *bench, const char *given)
{
	struct app_options options = {0};
	struct error err = {0};
	char dir[] = "/tmp/fyr-bench.XXXXXX";
	struct buf cache = {0};

	if (!mkdtemp(dir))
		return false;
	buf_put(&bench->work, dir);
	buf_printf(&cache, "%s/cache", dir);
	setenv("FYR_CACHE", buf_text(&cache), 1);
	buf_clear(&cache);
	if (given)
		file_absolute(&bench->corpus, given);
	else
		buf_printf(&bench->corpus, "%s/notes", dir);
	if (!given && !make_corpus(buf_text(&bench->corpus))) {
		fprintf(stderr, "bench: the notes could not be made\n");
		return false;
	}
	options.hub = buf_text(&bench->corpus);
	if (!app_open(&bench->app, &options, &err) ||
		!app_source(bench->app, &err) ||
		!source_list(bench->app->source, each_text, bench, &err)) {
		fprintf(stderr, "bench: %s\n", err.text);
		return false;
	}
	take_titles(bench);
	bench_line("corpus", "%zu notes, %.1f MB, %s", bench->count,
		(double)bench->bytes / 1e6, given ? given : "made");
	return bench->count > 0;
}

void corpus_close(struct bench *bench)
{
	size_t i;

	for (i = 0; i < bench->count; i++) {
		free(bench->texts[i].path);
		free(bench->texts[i].title);
		free((void *)(uintptr_t)bench->texts[i].bytes.data);
	}
	free(bench->texts);
	app_close(bench->app);
	if (bench->work.len)
		file_remove_tree(buf_text(&bench->work), NULL);
	buf_clear(&bench->corpus);
	buf_clear(&bench->work);
}

size_t corpus_queries(const struct bench *bench, char **queries, size_t max)
{
	size_t count = 0;
	size_t step = bench->count / (max + 1) + 1;
	size_t i;

	for (i = step; i < bench->count && count < max; i += step) {
		struct str rest = str_from(bench->texts[i].title);
		struct str part;
		struct buf query = {0};
		int n = 0;

		while (n < 2 && str_cut(&rest, ' ', &part)) {
			if (n++)
				buf_byte(&query, ' ');
			buf_str(&query, part);
		}
		queries[count++] = buf_take(&query);
	}
	return count;
}
