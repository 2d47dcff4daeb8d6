/* A search in progress gives way to a key: told by how often it looks for one,
 * and that it does nothing more when there is. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "tui/view.h"

enum {
	NOTES = 6000,
	WORDS = 120,
	LOOKS_LEAST = 100
};

struct screen {
	char folder[64];
	struct app app;
	struct tui tui;
	size_t looks;
	size_t from; /* from this look on a key waits; 0: never */
};

/* Words of a small vocabulary, so that each is in many notes. */
static void put_words(struct buf *body, unsigned *random)
{
	int n;

	buf_cut(body, 0);
	for (n = 0; n < WORDS; n++) {
		*random = *random * 1664525u + 1013904223u;
		buf_printf(body, "ab%ccd%cef ",
			(char)('a' + (*random >> 8) % 20),
			(char)('a' + (*random >> 16) % 20));
	}
}

static void put_note(struct store *store, int number, struct str body)
{
	struct error err = {0};
	struct store_note note = {0};
	char path[32];
	char title[32];

	snprintf(path, sizeof(path), "n/%04d.md", number);
	snprintf(title, sizeof(title), "abacd %04d", number);
	note.path = note.id = str_from(path);
	note.title = str_from(title);
	note.version = STR("v1");
	note.kind = STR("note");
	note.status = STR("published");
	note.lang = STR("sv");
	note.body = body;
	if (!store_put(store, &note, &err))
		fail_msg("%s", err.text);
}

static struct store *fill(const char *folder)
{
	struct store *store = NULL;
	struct error err = {0};
	struct buf path = {0};
	struct buf body = {0};
	unsigned random = 1;
	int i;

	file_join(&path, folder, "index.db");
	assert_true(store_create(buf_text(&path), &store, &err));
	assert_true(store_begin(store, &err));
	for (i = 0; i < NOTES; i++) {
		put_words(&body, &random);
		put_note(store, i, buf_slice(&body));
	}
	assert_true(store_commit(store, &err));
	assert_true(store_finish(store, &err));
	buf_clear(&path);
	buf_clear(&body);
	return store;
}

static bool waits(void *arg)
{
	struct screen *screen = arg;

	screen->looks++;
	return screen->from && screen->looks >= screen->from;
}

static int make(void **state)
{
	struct screen *screen = calloc(1, sizeof(*screen));

	snprintf(
		screen->folder, sizeof(screen->folder), "/tmp/fyr-stop.XXXXXX");
	assert_non_null(mkdtemp(screen->folder));
	screen->app.store = fill(screen->folder);
	screen->app.path = screen->folder;
	screen->app.terms_read = true;
	screen->app.today = (struct date){2026, 11, 23};
	schema_init_built_in(&screen->app.schema);
	tui_init(&screen->tui, &screen->app, 24, 80);
	screen->tui.waiting = waits;
	screen->tui.arg = screen;
	*state = screen;
	return 0;
}

static int drop(void **state)
{
	struct screen *screen = *state;

	tui_clear(&screen->tui);
	schema_clear(&screen->app.schema);
	store_close(screen->app.store);
	file_remove_tree(screen->folder, NULL);
	free(screen);
	return 0;
}

static void type(struct screen *screen, const char *text)
{
	for (; *text; text++)
		tui_key(&screen->tui,
			(struct key){
				.press = PRESS_TEXT, .code = (uint32_t)*text});
}

/* Ask for what is in the field; a key waits from look `from` on. */
static bool ask(struct screen *screen, size_t from)
{
	screen->looks = 0;
	screen->from = from;
	screen->tui.search.dirty = true;
	return search_update(&screen->tui, false);
}

static void a_search_gives_way_at_once(void **state)
{
	struct screen *screen = *state;
	struct search *search = &screen->tui.search;
	size_t all;
	size_t at;

	search_open(&screen->tui, STR("abacdbef abbcdcef abccdd abddde"));
	assert_true(ask(screen, 0));
	all = screen->looks;
	if (all < LOOKS_LEAST)
		fail_msg("it looks for a key only %zu times", all);
	for (at = 1; at <= all / 2; at = at * 3 + 1) {
		assert_false(ask(screen, at));
		assert_true(search->dirty);
		/* Not one look more: it was over with the first. */
		assert_int_equal(screen->looks, at);
	}
}

/* What is on the screen stays until the last thing typed is answered. */
static void the_last_thing_typed_is_answered(void **state)
{
	struct screen *screen = *state;
	struct search *search = &screen->tui.search;
	size_t total;

	search_open(&screen->tui, STR("abacdbef"));
	assert_true(ask(screen, 0));
	total = search->rows.total;
	assert_true(total > 0);
	type(screen, " abccd");
	assert_false(ask(screen, 2));
	assert_int_equal(search->rows.total, total);
	type(screen, " 0042");
	assert_string_equal(
		buf_text(&search->prompt.text), "abacdbef abccd 0042");
	assert_true(ask(screen, 0));
	assert_true(search->answered);
	assert_true(str_is(rows_hit(&search->rows, 0)->title, "abacd 0042"));
}

static void counting_gives_way_too(void **state)
{
	struct screen *screen = *state;
	struct facets *facets = &screen->tui.facets;

	search_open(&screen->tui, STR("abacdbef abccd"));
	assert_true(ask(screen, 0));
	facets_open(&screen->tui);
	screen->looks = 0;
	screen->from = 3;
	assert_true(facets_count(&screen->tui));
	assert_true(facets->wanted);
	assert_int_equal(facets->count, 0);
	screen->from = 0;
	assert_true(facets_count(&screen->tui));
	assert_false(facets->wanted);
	assert_true(facets->count > 0);
	tui_home(&screen->tui);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_search_gives_way_at_once),
		cmocka_unit_test(the_last_thing_typed_is_answered),
		cmocka_unit_test(counting_gives_way_too),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
