#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/i18n.h"
#include "base/proc.h"

/*
 * The locale is that of a whole process, and the catalogue is looked for beside
 * the program: so each case runs a copy of this program beside a catalogue.
 */
struct place {
	char dir[32];
	char program[48];
};

/* What the copy prints: the language, UTF-8 or not, a message. */
static int child(const char *lang)
{
	i18n_init(lang[0] != '\0' ? lang : NULL);
	printf("%s %s %s", i18n_lang(), i18n_is_utf8() ? "utf8" : "ascii",
		_("Mon"));
	return 0;
}

static void put_word(struct buf *out, uint32_t word)
{
	buf_add(out, &word, sizeof(word));
}

/* A catalogue of one message and its header, as msgfmt makes them. */
static void make_catalogue(struct buf *mo)
{
	static const char *const texts[] = {
		"", "Mon", "Content-Type: text/plain; charset=UTF-8\n", "mån"};
	uint32_t at = 28 + 4 * 8;
	static const uint32_t head[] = {0x950412DE, 0, 2, 28, 44, 0, 0};

	for (size_t i = 0; i < 7; i++) {
		put_word(mo, head[i]);
	}
	for (size_t i = 0; i < 4; i++) {
		put_word(mo, (uint32_t)strlen(texts[i]));
		put_word(mo, at);
		at += (uint32_t)strlen(texts[i]) + 1;
	}
	for (size_t i = 0; i < 4; i++) {
		buf_add(mo, texts[i], strlen(texts[i]) + 1);
	}
}

/* The catalogue below `folder` of the place. */
static bool put_catalogue(const struct place *place, const char *folder)
{
	struct buf path = {0};
	struct buf mo = {0};
	bool ok;

	make_catalogue(&mo);
	file_join(&path, place->dir, folder);
	buf_put(&path, "/sv/LC_MESSAGES");
	ok = file_mkdirs(buf_text(&path), 0755, NULL);
	buf_put(&path, "/fyr.mo");
	ok = ok && file_write(buf_text(&path), buf_slice(&mo), 0644, NULL);
	buf_clear(&path);
	buf_clear(&mo);
	return ok;
}

static int set_up(void **state)
{
	struct place *place = calloc(1, sizeof(*place));
	struct buf self = {0};
	bool ok;

	memcpy(place->dir, "/tmp/fyr-i18n-XXXXXX", 21);
	if (!mkdtemp(place->dir)) {
		return -1;
	}
	*state = place;
	snprintf(place->program, sizeof(place->program), "%s/bin", place->dir);
	ok = file_mkdirs(place->program, 0755, NULL) &&
		file_read("/proc/self/exe", (size_t)1 << 30, &self, NULL);
	snprintf(place->program, sizeof(place->program), "%s/bin/test",
		place->dir);
	ok = ok && file_write(place->program, buf_slice(&self), 0755, NULL) &&
		put_catalogue(place, "bin/build/locale");
	buf_clear(&self);
	return ok ? 0 : -1;
}

static int tear_down(void **state)
{
	struct place *place = *state;

	file_remove_tree(place->dir, NULL);
	free(place);
	return 0;
}

/* Run the copy with --lang and the variables, a list ended by NULL. */
static void check(const struct place *place, const char *want, const char *lang,
	const char *a, const char *b)
{
	const char *const argv[] = {place->program, "--child", lang, NULL};
	const char *const env[] = {"LANGUAGE", "LC_ALL", "LC_MESSAGES",
		"LC_CTYPE", "LANG", a, b, NULL};
	struct proc_run run = {
		.argv = argv, .env = env, .max = 1000, .ms = 20000};
	struct buf out = {0};
	int status = -1;

	assert_true(proc_run(&run, &out, &status, NULL));
	assert_int_equal(status, 0);
	if (strcmp(buf_text(&out), want) != 0) {
		fail_msg("--lang=%s %s %s: %s, not %s", lang, a, b ? b : "",
			buf_text(&out), want);
	}
	buf_clear(&out);
}

/* The same whether these locales are installed or not. */
static void finds_the_language(void **state)
{
	const struct place *place = *state;

	check(place, "sv utf8 mån", "", "LANG=sv_SE.UTF-8", NULL);
	check(place, "sv utf8 mån", "", "LC_ALL=sv_FI.UTF-8", "LANG=C");
	check(place, "sv utf8 mån", "", "LANGUAGE=sv", "LANG=C.UTF-8");
	check(place, "sv utf8 mån", "", "LANGUAGE=xx:sv:en", "LANG=C.UTF-8");
	check(place, "en utf8 Mon", "", "LANG=C.UTF-8", NULL);
	check(place, "en utf8 Mon", "", "LANG=en_US.UTF-8", NULL);
	check(place, "en utf8 Mon", "", "LANG=xx_YY.UTF-8", NULL);
	check(place, "en utf8 Mon", "", "LANGUAGE=en", "LANG=sv_SE.UTF-8");
	check(place, "en utf8 Mon", "", "LANGUAGE=en:sv", "LANG=sv_SE.UTF-8");
}

static void the_option_wins(void **state)
{
	const struct place *place = *state;

	check(place, "en utf8 Mon", "en", "LANG=sv_SE.UTF-8", NULL);
	check(place, "sv utf8 mån", "sv", "LANG=en_US.UTF-8", NULL);
	check(place, "sv utf8 mån", "sv", "LANGUAGE=en", "LANG=C.UTF-8");
	check(place, "sv ascii mån", "sv", "LC_ALL=C", NULL);
	check(place, "en utf8 Mon", "xx", "LANG=sv_SE.UTF-8", NULL);
}

static void the_c_locale_is_english(void **state)
{
	const struct place *place = *state;

	check(place, "en ascii Mon", "", "LC_ALL=C", "LANGUAGE=sv");
	check(place, "en ascii Mon", "", "LC_ALL=POSIX", NULL);
	check(place, "en ascii Mon", "", "LANG=", NULL);
	check(place, "sv ascii mån", "", "LANGUAGE=sv", NULL);
}

static void an_installed_catalogue_is_found(void **state)
{
	const struct place *place = *state;
	struct buf path = {0};

	file_join(&path, place->dir, "bin/build");
	assert_true(file_remove_tree(buf_text(&path), NULL));
	check(place, "sv utf8 Mon", "", "LANG=sv_SE.UTF-8", NULL);
	assert_true(put_catalogue(place, "share/locale"));
	check(place, "sv utf8 mån", "", "LANG=sv_SE.UTF-8", NULL);
	buf_clear(&path);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_the_language),
		cmocka_unit_test(the_option_wins),
		cmocka_unit_test(the_c_locale_is_english),
		cmocka_unit_test(an_installed_catalogue_is_found),
	};

	if (argc == 3 && strcmp(argv[1], "--child") == 0) {
		return child(argv[2]);
	}
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
