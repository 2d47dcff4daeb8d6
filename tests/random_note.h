#ifndef FYR_TESTS_RANDOM_NOTE_H
#define FYR_TESTS_RANDOM_NOTE_H

/*
 * Notes made at random, the same for the same state on every machine: front
 * matter sound and broken, links that lead somewhere or not, odd bytes.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

static inline uint32_t next(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

static inline size_t pick(uint32_t *state, size_t count)
{
	return next(state) % count;
}

#define ONE_OF(state, list) list[pick(state, sizeof(list) / sizeof(list[0]))]

static inline void put_words(uint32_t *state, struct buf *out, size_t count)
{
	static const char *const words[] = {"lag", "lagen", "förordning",
		"patientdata", "2008:355", "Åland", "A\xCC\x8Aland", "AI",
		"modell", "32016R0679", "x", "guide", "risken", "hår", "har",
		"upphandling", "[[n1]]", "[n2](n2.md)", "[g](../guides/n2.md)",
		"[[n3|tre]]", "[x](/n0.md#del)", "<https://example.org/x>",
		"**fet**", "`kod`", "[^1]", "\n\n## Del\n\n", "\n- punkt ",
		"\n\n```\nkod\n```\n"};

	while (count-- > 0) {
		buf_put(out, ONE_OF(state, words));
		buf_byte(out, ' ');
	}
}

static inline void put_front(uint32_t *state, struct buf *out)
{
	static const char *const fields[] = {"status: draft\n",
		"status: published\n", "status: archived\n",
		"tags: [ett, två]\n", "tags: ett\n", "aliases: [n2, annan]\n",
		"date: 2026-02-03\n", "review_by: 2026-12-01\n",
		"related: [n1, n2]\n", "due: 2026-12-24\n", "lang: en\n",
		"id: n2\n", "identifiers: [\"2008:355\"]\n", "owner: Åsa\n",
		"supersedes: n3\n", "trasig: [ej slut\n", "rubrik: Två: tre\n",
		"status: \"utkast\n", "summary: |\n  flera\n  rader\n",
		"\tflik: ja\n", "x: &a [*a]\n", "kind: guide\n",
		"stage: proposal\n",
		"dates:\n  - {date: 2026-12, event: due, scope: alla}\n"};
	size_t count = pick(state, 5);

	buf_put(out, "---\ntitle: ");
	put_words(state, out, 1 + pick(state, 3));
	buf_byte(out, '\n');
	while (count-- > 0)
		buf_put(out, ONE_OF(state, fields));
	buf_put(out, "---\n");
}

static inline void with_cr(struct buf *text)
{
	struct buf out = {0};
	size_t i;

	for (i = 0; i < text->len; i++) {
		if (text->data[i] == '\n')
			buf_byte(&out, '\r');
		buf_byte(&out, text->data[i]);
	}
	buf_clear(text);
	*text = out;
}

static inline void make_note(uint32_t *state, struct buf *out)
{
	size_t odd = pick(state, 24);

	if (odd == 0)
		return; /* empty */
	if (odd == 1)
		buf_put(out, "\xEF\xBB\xBF");
	if (odd != 2)
		put_front(state, out);
	if (odd == 3)
		buf_put(out, "\xFF\xC3 \xED\xA0\x80 ");
	if (odd == 4)
		buf_add(out, "nul\0byte", 8);
	if (odd != 5)
		put_words(state, out, pick(state, 40));
	if (odd < 9)
		buf_byte(out, '\n');
	if (odd == 6)
		with_cr(out);
}

#endif
