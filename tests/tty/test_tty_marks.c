/* A hit is opened where it was found, and its words are marked. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

static void put_long(const struct hub *hub)
{
	struct buf note = {0};
	int i;

	buf_put(&note,
		"---\ntitle: Avtal\nstatus: published\n---\n\n# Avtal\n");
	for (i = 1; i <= 12; i++)
		buf_printf(&note,
			"\n## Del %d\n\nEn pump nämns.\n\nText utan ord.\n", i);
	buf_put(&note,
		"\n## Slut\n\nFörst ord som inget säger, "
		"och som är så många att det som letas upp inte kan börja "
		"i delen ovanför, hur gärna det än vill.\n\n");
	buf_put(&note,
		"Den som köper en pump ska pröva infusionen i tre veckor.\n");
	hub_put(hub, "guides/avtal.md", buf_slice(&note), 0);
	buf_clear(&note);
}

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "marks");
	put_long(hub);
	hub_note(hub, "guides/former.md", "Former",
		"Läkemedlen ges sent. Ett läkemedel till. Om läkemedlets "
		"namn. Inget annat.");
	/* The same letters, apart: a with a ring, o with dots, above. */
	hub_note(hub, "guides/delade.md", "Delade",
		"Ja\xCC\x88rnva\xCC\x88gen ga\xCC\x8Ar fo\xCC\x88rbi.");
	hub_note(hub, "guides/ord.md", "Sammansatt",
		"En barnfamilj och flera barnfamiljer.");
	hub_note(hub, "guides/fras.md", "Fras",
		"Här kommer en rad som är precis så lång att frasen som "
		"handlar om det goda samtalet bryts, och det goda slutet, "
		"samtalet.");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static struct tty *start(void **state, int rows, int cols, const char *lang)
{
	const struct hub *hub = *state;
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = rows, .cols = cols, .lang = lang, .args = args};

	return tty_start(&options);
}

/* All that is marked on the screen below the title, blanks between. */
static void marked(struct tty *tty, struct buf *out)
{
	bool inside = false;
	int row;
	int col;

	for (row = 1; row < tty_rows(tty) - 2; row++) {
		for (col = 0; col < tty_cols(tty); col++) {
			struct tty_cell cell = tty_cell(tty, row, col);
			bool now = cell.bold && cell.underline;

			if (inside && !now)
				buf_byte(out, '|');
			if (now)
				buf_put(out, *cell.text ? cell.text : " ");
			inside = now;
		}
	}
}

static void assert_marked(struct tty *tty, const char *expected)
{
	struct buf text = {0};

	marked(tty, &text);
	if (strcmp(buf_text(&text), expected) != 0) {
		fprintf(stderr, "# marked: %s\n# wanted: %s\n", buf_text(&text),
			expected);
		tty_fail(tty, "other words are marked");
	}
	buf_clear(&text);
}

/* The cursor is on the first cell of `text`, which is in reverse. */
static void assert_on(struct tty *tty, const char *text)
{
	int row;
	int col;
	bool visible;
	struct buf seen = {0};

	tty_cursor(tty, &row, &col, &visible);
	while (seen.len < strlen(text)) {
		struct tty_cell cell = tty_cell(tty, row, col++);

		if (!cell.reverse)
			tty_fail(tty, "the place in focus is not in reverse");
		buf_put(&seen, *cell.text ? cell.text : " ");
	}
	if (!visible || strcmp(buf_text(&seen), text) != 0) {
		fprintf(stderr, "# under the cursor: %s\n", buf_text(&seen));
		tty_fail(tty, "the cursor is elsewhere");
	}
	buf_clear(&seen);
}

static void open_hit(struct tty *tty, const char *query)
{
	tty_keys(tty, "<Esc><Esc><Esc>/<C-u>");
	tty_keys(tty, query);
	tty_keys(tty, "<Enter>");
}

static void test_forms(void **state)
{
	struct tty *tty = start(state, 24, 80, "sv");

	open_hit(tty, "läkemedel ges");
	assert_marked(tty, "Läkemedlen|ges|läkemedel|läkemedlets|");
	assert_on(tty, "Läkemedlen");
	tty_assert_has(tty, "Träff 1 av 4");
	/* Without its dots: what is offered instead is marked. */
	open_hit(tty, "lakemedlets");
	assert_marked(tty, "läkemedel|Läkemedel|");
	open_hit(tty, "järnvägen");
	assert_marked(tty, "Ja\xCC\x88rnva\xCC\x88gen|");
	open_hit(tty, "barnfamilj");
	assert_marked(tty, "barnfamilj|barnfamiljer|");
	output_quit(tty);
}

/* A phrase is one place, though it goes on in the next line. */
static void test_phrase(void **state)
{
	struct tty *tty = start(state, 12, 40, "en");

	open_hit(tty, "\"goda samtalet\"");
	assert_marked(tty, "goda|samtalet|");
	tty_assert_has(tty, "Place 1 of 1");
	assert_on(tty, "goda");
	tty_keys(tty, "n");
	assert_on(tty, "goda");
	tty_resize(tty, 24, 80);
	assert_marked(tty, "goda samtalet|");
	tty_assert_has(tty, "Place 1 of 1");
	output_quit(tty);
}

/* The passage with all words, not the first place of one of them. */
static void passage(void **state, int rows, int cols)
{
	struct tty *tty = start(state, rows, cols, "en");

	open_hit(tty, "pump infusionen");
	tty_assert_has(tty, "ska pröva");
	assert_on(tty, "pump");
	tty_assert_has(tty, "Place 13 of 14");
	tty_keys(tty, "n");
	assert_on(tty, "infusionen");
	tty_assert_has(tty, "Place 14 of 14");
	tty_keys(tty, "n");
	tty_assert_has(tty, "Place 1 of 14, from the top again");
	assert_on(tty, "pump");
	tty_keys(tty, "N");
	tty_assert_has(tty, "Place 14 of 14, from the end again");
	tty_keys(tty, "NN");
	tty_assert_has(tty, "Place 12 of 14");
	/* Another size, the same place. */
	tty_resize(tty, 24, 70);
	tty_assert_has(tty, "Place 12 of 14");
	tty_keys(tty, "c");
	assert_marked(tty, "");
	tty_keys(tty, "n");
	tty_assert_has(tty, "Nothing has been found here.");
	output_quit(tty);
}

static void test_passage(void **state)
{
	passage(state, 24, 80);
	passage(state, 40, 120);
	passage(state, 12, 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forms),
		cmocka_unit_test(test_phrase),
		cmocka_unit_test(test_passage),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
