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

/* --- a hub with kinds: rules, and what depends on them --- */

static const char desk_schema[] =
	"fyr: 1\nid: \"bench.example.org,2026\"\nlanguages: [sv, en]\n"
	"vocabularies:\n"
	"  stage: [{id: proposal, en: P}, {id: applies, en: A}]\n"
	"  event: [{id: applies, en: Applies}, {id: due, en: Due}]\n"
	"kinds:\n"
	"  rule:\n    folder: rules\n    review_days: 90\n    fields:\n"
	"      stage: {type: enum, vocabulary: stage, role: stage,"
	" required: published}\n"
	"      identifiers: {type: identifier, many: true, role: identifier}\n"
	"      dates: {type: dated, vocabulary: event, many: true,"
	" role: deadline}\n"
	"      amends: {type: link, kind: rule, many: true}\n"
	"      url: {type: url, role: url, required: published}\n"
	"  guide:\n    folder: guides\n    fields:\n"
	"      regulations: {type: link, kind: rule, many: true}\n"
	"  project:\n    folder: projects\n    fields:\n"
	"      guides: {type: link, kind: guide, many: true}\n";

static void desk_rule(struct buf *text, int number)
{
	buf_printf(text,
		"stage: applies\nidentifiers: [\"sfs:20%02d:%d\"]\n"
		"dates: [{date: 20%02d-0%d-1%d, event: applies,"
		" certainty: binding}]\nurl: https://example.org/%d\n"
		"sources: [\"https://example.org/%d\"]\n"
		"verified: 2026-11-01\n",
		number % 27, number, number % 27, number % 9 + 1, number % 9,
		number, number);
	if (number >= DESK_RULES / 2)
		buf_printf(text, "amends: [n%d]\n", number - DESK_RULES / 2);
}

static bool desk_note(const char *dir, int number, uint32_t *state)
{
	const char *folder = number < DESK_RULES ? "rules"
		: number % 3			 ? "guides"
						 : "projects";
	struct buf text = {0}, path = {0};
	int i;
	bool ok;

	buf_put(&text, "---\ntitle: ");
	words(&text, state, 4);
	buf_printf(&text,
		"\nlang: sv\nstatus: published\nowner: unit %d\n"
		"reviewed: 2026-10-01\nreview_by: 2999-01-01\n",
		number % 20);
	if (number < DESK_RULES)
		desk_rule(&text, number);
	else if (number % 3)
		buf_printf(&text, "regulations: [n%d, n%d]\n",
			number % DESK_RULES, number * 7 % DESK_RULES);
	else
		buf_printf(&text, "guides: [n%d]\n",
			DESK_RULES + number % DESK_RULES / 3 * 3 + 1);
	buf_put(&text, "---\n");
	for (i = 0; i < 6; i++) {
		buf_put(&text, "\n## ");
		words(&text, state, 3);
		buf_put(&text, "\n\n");
		words(&text, state, 60);
		buf_printf(
			&text, " [[n%u]].\n", random_next(state) % DESK_NOTES);
	}
	buf_printf(&path, "%s/%s/n%d.md", dir, folder, number);
	ok = file_write(buf_text(&path), buf_slice(&text), 0644, NULL);
	buf_clear(&path);
	buf_clear(&text);
	return ok;
}

bool desk_make(const char *dir)
{
	static const char *const folders[] = {
		"rules", "guides", "projects", NULL};
	static const char *const init[] = {"init", "-q", NULL};
	static const char *const add[] = {"add", ".", NULL};
	static const char *const commit[] = {"commit", "-qm", "notes", NULL};
	uint32_t state = 88172645u;
	struct buf path = {0};
	bool ok = true;
	int i;

	for (i = 0; ok && folders[i]; i++) {
		buf_cut(&path, 0);
		buf_printf(&path, "%s/%s", dir, folders[i]);
		ok = file_mkdirs(buf_text(&path), 0755, NULL);
	}
	buf_cut(&path, 0);
	buf_printf(&path, "%s/fyr.yaml", dir);
	ok = ok &&
		file_write(buf_text(&path), str_from(desk_schema), 0644, NULL);
	buf_clear(&path);
	for (i = 0; ok && i < DESK_NOTES; i++)
		ok = desk_note(dir, i, &state);
	return ok && corpus_git(dir, init) && corpus_git(dir, add) &&
		corpus_git(dir, commit);
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
