/*
 * What is searched for: a file of lines "query TAB class", more columns and
 * lines beginning with # unheeded; or made from the notes' own titles, by rule.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "bench/bench.h"

enum {
	PER_CLASS = 8,
	FILE_MAX = 1 << 24
};

static void add(struct bench *bench, struct str text, struct str class)
{
	struct query *query;
	size_t i;

	text = str_trim(text);
	if (!text.len)
		return;
	for (i = 0; i < bench->query_count; i++) {
		if (str_is(text, bench->queries[i].text))
			return;
	}
	bench->queries = mem_grow(bench->queries, &bench->query_cap,
		bench->query_count + 1, sizeof(*bench->queries));
	query = &bench->queries[bench->query_count++];
	query->text = str_copy(text);
	query->class = str_copy(class);
}

static bool read_file(struct bench *bench)
{
	struct buf text = {0};
	struct error err = {0};
	struct str rest, line;

	if (!file_read(bench->queries_path, FILE_MAX, &text, &err)) {
		fprintf(stderr, "bench: %s\n", err.text);
		return false;
	}
	rest = buf_slice(&text);
	while (str_cut(&rest, '\n', &line)) {
		struct str query = {0};
		struct str class = {0};

		str_cut(&line, '\t', &query);
		str_cut(&line, '\t', &class);
		if (!str_starts(query, "#"))
			add(bench, query, class.len ? class : STR("all"));
	}
	buf_clear(&text);
	return true;
}

/* --- by rule --- */

struct words {
	struct str of[3]; /* of a title: the longest first */
	size_t count;
};

static bool is_wordy(struct str word)
{
	struct str rest = word;

	while (rest.len) {
		if (!utf8_is_letter(utf8_next(&rest)))
			return false;
	}
	return word.len > 3;
}

static void take_words(struct words *words, struct str title)
{
	struct str part;

	memset(words, 0, sizeof(*words));
	while (words->count < 3 && str_cut(&title, ' ', &part)) {
		if (!is_wordy(part))
			continue;
		words->of[words->count++] = part;
		if (part.len > words->of[0].len) {
			words->of[words->count - 1] = words->of[0];
			words->of[0] = part;
		}
	}
}

static void inflect(struct buf *out, struct str word)
{
	if (str_ends(word, "en") && word.len > 5)
		word.len -= 2;
	buf_str(out, word);
	if (!str_ends(word, "en"))
		buf_put(out, "en");
}

static void initials(struct buf *out, struct str title)
{
	struct str part;

	while (str_cut(&title, ' ', &part)) {
		if (part.len &&
			utf8_is_letter(
				utf8_next(&(struct str){part.data, part.len})))
			utf8_put(out, utf8_upper(utf8_next(&part)));
	}
}

/* Two neighbouring letters in the middle change places. */
static void swap(struct buf *out, struct str word)
{
	size_t at = word.len / 2;

	buf_str(out, word);
	while (at + 1 < word.len &&
		((word.data[at] & 0x80) || (word.data[at + 1] & 0x80) ||
			word.data[at] == word.data[at + 1]))
		at++;
	if (at + 1 < word.len) {
		out->data[at] = word.data[at + 1];
		out->data[at + 1] = word.data[at];
	}
}

/* The first "2008:355" of the text. */
static void identifier(struct buf *out, struct str text)
{
	size_t from, to;

	for (from = 0; from + 5 < text.len; from++) {
		if (strspn(text.data + from, "0123456789") != 4 ||
			text.data[from + 4] != ':')
			continue;
		to = from + 5 + strspn(text.data + from + 5, "0123456789");
		if (to == from + 5)
			continue;
		buf_str(out, str_sub(text, from, to));
		return;
	}
}

/* Three words from the middle of the text. */
static void topic(struct buf *out, struct str text)
{
	struct str rest = str_sub(text, text.len / 2, text.len);
	struct str line, part;
	int count = 0;

	str_cut(&rest, ' ', &part);
	while (count < 3 && str_cut(&rest, '\n', &line)) {
		while (count < 3 && str_cut(&line, ' ', &part)) {
			if (!is_wordy(part) || part.len < 6)
				continue;
			buf_put(out, count++ ? " " : "");
			buf_str(out, part);
		}
	}
}

static void prefix(struct buf *out, struct str word)
{
	int cells;
	int i;

	for (i = 0; i < 5 && word.len; i++)
		buf_str(out, utf8_cluster(&word, &cells));
}

/* "1", "2" and "3" of the form are the words. */
static void syntax(struct buf *out, const struct words *words, size_t number)
{
	static const char *const forms[] = {"\"1 2\" -3", "1 OR 2 3",
		"title:1 2 -3", "(1 OR 2) 3", "1 AND NOT 2 AND 3", "=1 2* 3",
		"1 2 head:3", "created:>99 1 2 3"};
	const char *p;

	for (p = forms[number % 8]; *p; p++) {
		if (*p >= '1' && *p <= '3')
			buf_str(out, words->of[*p - '1']);
		else
			buf_byte(out, *p);
	}
}

static void take(struct bench *bench, struct buf *text, const char *class)
{
	add(bench, buf_slice(text), str_from(class));
	buf_cut(text, 0);
}

static void by_rule(struct bench *bench, const struct text *text, size_t number)
{
	struct str title = str_from(text->title);
	struct words words;
	struct buf out = {0};

	take_words(&words, title);
	buf_str(&out, title);
	take(bench, &out, "title");
	inflect(&out, words.of[0]);
	take(bench, &out, "inflect");
	initials(&out, title);
	take(bench, &out, "abbrev");
	buf_printf(
		&out, "%.*s%.*s", STR_ARG(words.of[0]), STR_ARG(words.of[1]));
	take(bench, &out, "compound");
	utf8_fold(&out, title);
	take(bench, &out, "nodiac");
	swap(&out, words.of[0]);
	take(bench, &out, "typo");
	identifier(&out, text->bytes);
	take(bench, &out, "ident");
	topic(&out, text->bytes);
	take(bench, &out, "topic");
	prefix(&out, words.of[0]);
	take(bench, &out, "prefix");
	syntax(&out, &words, number);
	take(bench, &out, "syntax");
	buf_clear(&out);
}

bool queries_read(struct bench *bench)
{
	size_t step = bench->count / PER_CLASS + 1;
	size_t i;

	if (bench->queries_path)
		return read_file(bench);
	for (i = 0; i < PER_CLASS; i++) {
		size_t at = (i * step + step / 2) % bench->count;
		struct words words = {0};

		/* The next note with a title of three words. */
		for (; at < bench->count; at++) {
			take_words(&words, str_from(bench->texts[at].title));
			if (words.count == 3)
				break;
		}
		if (at < bench->count)
			by_rule(bench, &bench->texts[at], i);
	}
	return true;
}

void queries_clear(struct bench *bench)
{
	size_t i;

	for (i = 0; i < bench->query_count; i++) {
		free(bench->queries[i].text);
		free(bench->queries[i].class);
	}
	free(bench->queries);
	bench->queries = NULL;
	bench->query_count = 0;
}
