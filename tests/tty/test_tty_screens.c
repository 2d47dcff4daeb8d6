/* Every screen at three sizes and in two languages, as it is kept. */

#include "tests/tty/hub.h"
#include "tests/tty/output.h"
#include "tests/tty/screen.h"

/* Where the focus is: a row, the text, a field. */
enum where {
	IN_LIST,
	IN_TEXT,
	IN_FIELD
};

static const struct {
	const char *name, *keys;
	enum where where;
	const char *typed; /* in the field */
} screens[] = {
	{"list", "2", IN_LIST, NULL},
	{"reader", "<Enter>", IN_TEXT, NULL},
	{"link", "<Right><Right>", IN_TEXT, NULL},
	{"contents", "t", IN_LIST, NULL},
	{"related", "<Esc>r", IN_LIST, NULL},
	{"details", "<Esc>i", IN_LIST, NULL},
	{"find", "<Esc>fmonth<Enter>", IN_TEXT, NULL},
	{"search", "/tool", IN_FIELD, "tool"},
	{"hits", "<Down><Down>", IN_LIST, NULL},
	{"nothing", "<Tab>qqq", IN_FIELD, "toolqqq"},
	{"help", "<Esc><Esc>?", IN_LIST, NULL},
	{"commands", "<Esc>:", IN_LIST, NULL},
	{"events", "<Esc>4", IN_LIST, NULL},
	{"complete", "/k<Tab>", IN_LIST, NULL},
	{"values", "<Enter>", IN_LIST, NULL},
	{"facets", "<Esc><Esc>2F", IN_LIST, NULL},
	{"chosen", "<Down><Enter>", IN_LIST, NULL},
	{"keep", "sMine", IN_FIELD, "Mine"},
	{"kept", "<Enter><End>", IN_LIST, NULL},
};

static int make(void **state)
{
	struct hub *hub = calloc(1, sizeof(*hub));

	hub_config("escape_ms: 10\n");
	hub_small(hub, "screens");
	*state = hub;
	return 0;
}

static int drop(void **state)
{
	free(*state);
	return 0;
}

static void screens_of(
	const struct hub *hub, int rows, int cols, const char *lang)
{
	const char *args[] = {"--hub", hub->path, NULL};
	struct tty_options options = {
		.rows = rows, .cols = cols, .lang = lang, .args = args};
	struct tty *tty = tty_start(&options);
	size_t i;

	for (i = 0; i < sizeof(screens) / sizeof(screens[0]); i++) {
		tty_keys(tty, screens[i].keys);
		screen_frame(tty);
		if (screens[i].where == IN_LIST)
			screen_focus(tty);
		else if (screens[i].where == IN_TEXT)
			screen_reading(tty);
		else
			screen_field(tty, screens[i].typed);
		screen_repaint(tty);
		screen_kept(tty, screens[i].name, lang);
	}
	/* What was kept is forgotten again. */
	tty_keys(tty, "<Del>");
	output_quit(tty);
}

static void test_english(void **state)
{
	screens_of(*state, 24, 80, "en");
	screens_of(*state, 40, 120, "en");
	screens_of(*state, 12, 40, "en");
}

static void test_swedish(void **state)
{
	screens_of(*state, 24, 80, "sv");
	screens_of(*state, 40, 120, "sv");
	screens_of(*state, 12, 40, "sv");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_english),
		cmocka_unit_test(test_swedish),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make, drop);
}
