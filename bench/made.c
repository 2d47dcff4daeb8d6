/* Notes made with a fixed seed: the same on every machine. */

#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/proc.h"
#include "bench/bench.h"

enum {
	NOTES = 2000,
	WORDS = 20000
};

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
	buf_printf(&text, "\nreference: \"20%02d:%d\"\n", number % 27, number);
	buf_printf(&text, "date: 20%02d-0%d-1%d\ntags: [", number % 27,
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

bool corpus_git(const char *dir, const char *const *words_of)
{
	const char *argv[24] = {"git", "-c", "user.name=bench", "-c",
		"user.email=bench@localhost", "-c", "commit.gpgsign=false",
		"-c", "gc.auto=0", "-C", dir};
	struct proc_run run = {0};
	struct buf out = {0};
	struct error err = {0};
	int status = 1;
	int i;

	for (i = 0; words_of[i]; i++)
		argv[11 + i] = words_of[i];
	run.argv = argv;
	run.max = 1 << 20;
	run.ms = 300000;
	proc_run(&run, &out, &status, &err);
	if (status)
		fprintf(stderr, "bench: git %s: %s\n", words_of[0],
			buf_text(&out));
	buf_clear(&out);
	return status == 0;
}

bool corpus_make(const char *dir)
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
	return corpus_git(dir, init) && corpus_git(dir, add) &&
		corpus_git(dir, commit) && make_note(dir, 7, &state) &&
		corpus_git(dir, add) && corpus_git(dir, commit);
}
