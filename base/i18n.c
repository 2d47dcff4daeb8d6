#include "base/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

/* The value of a variable; NULL when it is not set or empty. */
static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] != '\0' ? value : NULL;
}

/* The locale the environment asks for, for messages; NULL when none. */
static const char *asked_locale(void)
{
	const char *value = variable("LC_ALL");

	if (!value) {
		value = variable("LC_MESSAGES");
	}
	return value ? value : variable("LANG");
}

static bool is_plain(const char *locale)
{
	return locale &&
		(strcmp(locale, "C") == 0 || strcmp(locale, "POSIX") == 0);
}

/* "sv" or "en" when `locale` ("sv_SE.UTF-8") is one of them; else NULL. */
static const char *language_of(struct str locale)
{
	static const char *const known[] = {"sv", "en"};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		char next = locale.len > 2 ? locale.data[2] : '_';

		if (str_starts(locale, known[i]) &&
			(next == '_' || next == '.' || next == '@')) {
			return known[i];
		}
	}
	return NULL;
}

/* The first of our languages that gettext finds in the environment. */
static const char *environment_language(void)
{
	struct str list = str_from(variable("LANGUAGE"));
	struct str part;
	const char *lang = NULL;

	if (list.len == 0) {
		lang = language_of(str_from(asked_locale()));
	}
	while (!lang && str_cut(&list, ':', &part)) {
		lang = language_of(part);
	}
	return lang ? lang : "en";
}

/*
 * True when LANGUAGE names `lang` after the one asked for. English has no
 * catalogue, so gettext would go on to the next of "en:sv".
 */
static bool is_second(const char *lang, const char *asked)
{
	struct str list = str_from(variable("LANGUAGE"));
	struct str part;
	bool named = false;

	while (!named && str_cut(&list, ':', &part)) {
		const char *known = language_of(part);

		named = known && strcmp(known, lang) == 0;
	}
	return named && strcmp(asked, lang) != 0;
}

/* True when what the environment asks for is installed. */
static bool set_category(int category)
{
	if (setlocale(category, "")) {
		return true;
	}
	if (!setlocale(category, "C.UTF-8")) {
		setlocale(category, "C");
	}
	return false;
}

static void set_catalogue(void)
{
	struct buf dir = {0};

	if (file_program_dir(&dir)) {
		/* As built, built with sanitizers, as installed. */
		static const char *const places[] = {
			"/build/locale", "/../locale", "/../share/locale"};
		size_t len = dir.len;
		int i;

		for (i = 0; i < 3; i++) {
			buf_cut(&dir, len);
			buf_put(&dir, places[i]);
			if (file_is_dir(buf_text(&dir))) {
				break;
			}
		}
		bindtextdomain("fyr", buf_text(&dir));
	}
	bind_textdomain_codeset("fyr", "UTF-8");
	textdomain("fyr");
	buf_clear(&dir);
}

/*
 * Only the categories of letters and messages are set: numbers, sorting and
 * dates are the same for everyone (base/buf.h, base/utf8.h, base/date.h).
 */
void i18n_init(const char *lang)
{
	const char *asked = environment_language();
	bool installed;

	if (is_plain(asked_locale())) {
		asked = "en";
	}
	set_category(LC_CTYPE);
	installed = set_category(LC_MESSAGES);
	if (lang) {
		asked = language_of(str_from(lang));
		asked = asked ? asked : "en";
		setenv("LANGUAGE", asked, 1);
	} else if (variable("LANGUAGE") ? is_second("sv", asked) : !installed) {
		setenv("LANGUAGE", asked, 1);
	}
	/* In the C locale gettext translates nothing, whatever is asked. */
	if (strcmp(asked, "en") != 0 &&
		is_plain(setlocale(LC_MESSAGES, NULL))) {
		setlocale(LC_MESSAGES, "C.UTF-8");
	}
	set_catalogue();
}

const char *i18n_lang(void)
{
	if (is_plain(setlocale(LC_MESSAGES, NULL))) {
		return "en";
	}
	return environment_language();
}

bool i18n_is_utf8(void)
{
	return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}
