#ifndef FYR_BASE_I18N_H
#define FYR_BASE_I18N_H

/*
 * Swedish and English through gettext. `_()` marks and translates a message;
 * N_() marks one that is translated later. Messages are whole sentences, never
 * put together from parts.
 */

#include <libintl.h>
#include <stdbool.h>

#define _(text) gettext(text)
#define N_(text) text

/*
 * Set the locale and the catalogue. A locale that is not installed falls back
 * to C.UTF-8 and then to C, keeping the language asked for (LANGUAGE, LC_ALL,
 * LC_MESSAGES, LANG, in gettext's order). `lang` ("sv", "en") from --lang wins
 * over the environment; NULL otherwise.
 */
void i18n_init(const char *lang);

/* "sv" or "en": the language of messages. */
const char *i18n_lang(void);

/* False when the character set is not UTF-8: paint and print ASCII only. */
bool i18n_is_utf8(void);

#endif
