/* Following a link of the note that is read. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/proc.h"
#include "tui/links.h"

enum {
	BROWSER_WORDS = 12,
	BROWSER_MS = 400 /* an opener that fails does so at once */
};

/* "eur-lex.europa.eu" of an address; of mailto: what follows. */
struct str link_host(struct str url)
{
	size_t at = str_find_text(url, "://");
	size_t end;

	if (at == url.len)
		return str_sub(
			url, str_starts(url, "mailto:") ? 7 : 0, url.len);
	url = str_sub(url, at + 3, url.len);
	for (end = 0; end < url.len && !strchr("/?#", url.data[end]); end++)
		;
	url = str_sub(url, 0, end);
	while ((at = str_find(url, '@')) < url.len)
		url = str_sub(url, at + 1, url.len);
	return url;
}

bool link_may_open(struct str url)
{
	static const char *const schemes[] = {"https://", "http://", "mailto:"};
	size_t i;

	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (url.len > strlen(schemes[i]) &&
			str_eq_nocase(str_sub(url, 0, strlen(schemes[i])),
				str_from(schemes[i])))
			return true;
	}
	return false;
}

/* "www.bank.se" as a text for something else: worth a second look. */
bool link_is_odd(struct str text, struct str url)
{
	struct str shown = link_host(text);

	if (str_find(text, ' ') < text.len || str_find(text, '.') >= text.len)
		return false;
	if (str_starts(url, "mailto:"))
		return !str_eq_nocase(shown, link_host(url));
	return !str_eq_nocase(shown, link_host(url)) &&
		str_find(text, '/') != 0;
}

static const char *variable(const char *name)
{
	const char *value = getenv(name);

	return value && *value ? value : NULL;
}

/* The words of $BROWSER up to a colon, with "%s" as the address. */
static void browser_words(char **words, const char *url)
{
	struct str rest = str_from(variable("BROWSER"));
	struct str word;
	bool placed = false;
	size_t n = 0;

	str_cut(&rest, ':', &word);
	rest = word;
	while (n + 2 < BROWSER_WORDS && str_cut(&rest, ' ', &word)) {
		if (!word.len)
			continue;
		placed = placed || str_is(word, "%s");
		words[n++] = str_is(word, "%s") ? str_copy(str_from(url))
						: str_copy(word);
	}
	if (!placed)
		words[n++] = str_copy(str_from(url));
}

static bool start(const char *const *argv, struct error *err)
{
	struct proc proc = {0};
	int status = 0;

	if (!proc_start(&proc,
		    &(struct proc_command){argv, "/", NULL, PROC_SESSION}, err))
		return false;
	if (proc_wait(&proc, BROWSER_MS, &status) && status != 0)
		return error_set(err, ERROR_IO,
			_("The browser could not be started: %s ended with "
			  "%d."),
			argv[0], status);
	return true;
}

bool link_open(const char *url, struct error *err)
{
	static const char *const openers[] = {"xdg-open", "wslview"};
	char *words[BROWSER_WORDS + 1] = {0};
	bool ok = false;
	size_t i;

	if (variable("BROWSER")) {
		browser_words(words, url);
		ok = start((const char *const *)words, err);
	} else if (!variable("DISPLAY") && !variable("WAYLAND_DISPLAY")) {
		return error_set(err, ERROR_IO,
			_("Cannot open a browser here (no display). The "
			  "address: %s"),
			url);
	} else {
		for (i = 0; !ok && i < 2; i++) {
			const char *const argv[] = {openers[i], url, NULL};

			ok = start(argv, err);
		}
	}
	for (i = 0; i < BROWSER_WORDS; i++)
		free(words[i]);
	return ok;
}
