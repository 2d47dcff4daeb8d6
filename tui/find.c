#include "tui/find.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/utf8.h"

/* A line as it is compared: for each of its clusters where it begins. */
struct unit {
	size_t at; /* in the folded text */
	int col;
	bool start; /* of a word */
};

struct folded {
	struct buf text;
	struct unit *units;
	size_t count, cap;
	int cols;
};

static bool is_letter_of_its_own(struct str lower)
{
	struct str rest = lower;
	uint32_t code = rest.len ? utf8_next(&rest) : 0;

	return code == 0xE5 || code == 0xE4 || code == 0xF6;
}

static void fold_cluster(struct buf *out, struct str cluster)
{
	struct buf lower = {0};

	if (cluster.len == 1) {
		char c = cluster.data[0];

		buf_byte(out, c >= 'A' && c <= 'Z' ? (char)(c + 32) : c);
		return;
	}
	utf8_lower_text(&lower, cluster);
	if (is_letter_of_its_own(buf_slice(&lower)))
		buf_str(out, buf_slice(&lower));
	else
		utf8_fold(out, cluster);
	buf_clear(&lower);
}

static bool in_word(struct str cluster)
{
	struct str rest = cluster;
	uint32_t code = utf8_next(&rest);

	return utf8_is_letter(code) || utf8_is_digit(code);
}

static void fold_text(struct folded *folded, struct str text, bool *word)
{
	while (text.len) {
		int cells;
		struct str cluster = utf8_cluster(&text, &cells);
		bool inside = in_word(cluster);
		struct unit *unit;

		folded->units = mem_grow(folded->units, &folded->cap,
			folded->count + 1, sizeof(*folded->units));
		unit = &folded->units[folded->count++];
		unit->at = folded->text.len;
		unit->col = folded->cols;
		unit->start = inside && !*word;
		*word = inside;
		folded->cols += cells;
		fold_cluster(&folded->text, cluster);
	}
}

static void fold_line(struct folded *folded, const struct line *line)
{
	bool word = false;
	int i;

	buf_cut(&folded->text, 0);
	folded->count = 0;
	folded->cols = 0;
	for (i = 0; i < line->run_count; i++)
		fold_text(folded, line->runs[i].text, &word);
}

/* Clusters that `word` covers when it stands at cluster `n`; 0 if not. */
static size_t covers(const struct folded *folded, size_t n, struct str word)
{
	size_t at = folded->units[n].at;
	size_t end = at + word.len;
	size_t i = n;

	if (!word.len || end > folded->text.len ||
		memcmp(folded->text.data + at, word.data, word.len) != 0)
		return 0;
	while (i < folded->count && folded->units[i].at < end)
		i++;
	return i - n;
}

void find_none(struct find *find)
{
	find->count = 0;
	find->places = 0;
	find->at = 0;
}

void find_add(struct find *find, struct match match)
{
	find->places += !match.rest;
	match.number = find->places;
	find->items = mem_grow(
		find->items, &find->cap, find->count + 1, sizeof(*find->items));
	find->items[find->count++] = match;
}

static void look_in(struct find *find, const struct folded *line,
	struct str words, size_t n)
{
	size_t i = 0;

	while (i < line->count) {
		struct str rest = words;
		struct str word;
		size_t longest = 0;
		int end;

		while ((!find->starts || line->units[i].start) &&
			str_cut(&rest, '\n', &word)) {
			size_t covered = covers(line, i, word);

			longest = covered > longest ? covered : longest;
		}
		if (!longest) {
			i++;
			continue;
		}
		end = i + longest < line->count ? line->units[i + longest].col
						: line->cols;
		find_add(find,
			(struct match){.line = n,
				.col = line->units[i].col,
				.cells = end - line->units[i].col});
		i += longest;
	}
}

void find_run(struct find *find, const struct line *lines, size_t count)
{
	struct folded words = {0};
	struct folded line = {0};
	bool word = false;
	size_t n;

	find_none(find);
	fold_text(&words, buf_slice(&find->words), &word);
	for (n = 0; words.text.len && n < count; n++) {
		fold_line(&line, &lines[n]);
		look_in(find, &line, buf_slice(&words.text), n);
	}
	buf_clear(&words.text);
	buf_clear(&line.text);
	free(words.units);
	free(line.units);
}

bool find_step(struct find *find, bool forward)
{
	size_t was = find->at;

	if (!find->count)
		return false;
	do {
		find->at += forward ? 1 : find->count - 1;
		find->at %= find->count;
	} while (find->items[find->at].rest && find->at != was);
	return find->places > 1 &&
		(forward ? find->at <= was : find->at >= was);
}

void find_from(struct find *find, size_t line)
{
	size_t i;

	find->at = 0;
	for (i = 0; i < find->count; i++) {
		if (find->items[i].line >= line && !find->items[i].rest) {
			find->at = i;
			return;
		}
	}
}

void find_clear(struct find *find)
{
	if (!find)
		return;
	buf_clear(&find->words);
	free(find->items);
	memset(find, 0, sizeof(*find));
}
