#include "sync/person.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/i18n.h"
#include "base/str.h"
#include "base/utf8.h"
#include "sync/git.h"

enum {
	PERSON_MAX = 200 /* bytes of a name or an address */
};

struct names {
	const char *variable, *own, *any; /* GIT_AUTHOR_NAME, author.name, … */
};

/* Without what would end the field or the line: as git does. */
static void put_clean(struct buf *out, struct str text)
{
	size_t start = out->len;
	struct str kept;

	text = str_trim(text);
	if (text.len > PERSON_MAX)
		text.len = PERSON_MAX;
	while (text.len > 0) {
		uint32_t code = utf8_next(&text);

		if (code >= ' ' && code != '<' && code != '>' && code != 127)
			utf8_put(out, code);
	}
	kept = str_trim(str_sub(buf_slice(out), start, out->len));
	memmove(out->data + start, kept.data, kept.len);
	buf_cut(out, start + kept.len);
}

static bool from_config(git_config *config, const char *key, struct buf *out)
{
	git_config_entry *entry = NULL;
	size_t start = out->len;

	if (git_config_get_entry(&entry, config, key) == 0 && entry->value &&
		*entry->value)
		put_clean(out, str_from(entry->value));
	git_config_entry_free(entry);
	return out->len > start;
}

static bool put_name(
	git_config *config, const struct names *names, struct buf *out)
{
	const char *value = getenv(names->variable);
	size_t start = out->len;

	if (value && *value) {
		put_clean(out, str_from(value));
		if (out->len > start)
			return true;
	}
	return from_config(config, names->own, out) ||
		from_config(config, names->any, out);
}

static bool no_person(struct error *err)
{
	return error_set(err, ERROR_CONFIG,
		_("git does not know who you are, so no commit can be made. "
		  "Tell it once: git config --global user.name \"Your Name\" "
		  "and git config --global user.email you@example.org"));
}

static void put_now(struct buf *out)
{
	time_t now = time(NULL);
	struct tm here;
	long zone = 0;

	if (localtime_r(&now, &here))
		zone = here.tm_gmtoff / 60;
	buf_printf(out, "%lld %c%02ld%02ld", (long long)now,
		zone < 0 ? '-' : '+', labs(zone) / 60, labs(zone) % 60);
}

/* "1700000000 +0100", git's own form, also with an @ before it. */
static bool put_date(struct buf *out, const char *variable, struct error *err)
{
	const char *value = getenv(variable);
	struct str rest = str_trim(str_from(value));
	struct str seconds;
	long number;

	if (!rest.len) {
		put_now(out);
		return true;
	}
	if (str_starts(rest, "@"))
		rest = str_sub(rest, 1, rest.len);
	str_cut(&rest, ' ', &seconds);
	rest = str_trim(rest);
	if (!rest.len)
		rest = STR("+0000");
	if (str_number(seconds, 0, 253402300799, &number) && rest.len == 5 &&
		strchr("+-", rest.data[0]) &&
		strspn(rest.data + 1, "0123456789") >= 4) {
		buf_printf(out, "%ld %.*s", number, STR_ARG(rest));
		return true;
	}
	return error_set(err, ERROR_CONFIG,
		_("The variable %s is not in a form that is understood here. "
		  "Write seconds and zone: 1700000000 +0100"),
		variable);
}

bool person_line(git_repository *repo, enum person_role role, struct buf *out,
	struct error *err)
{
	static const struct names name[] = {
		{"GIT_AUTHOR_NAME", "author.name", "user.name"},
		{"GIT_COMMITTER_NAME", "committer.name", "user.name"}};
	static const struct names email[] = {
		{"GIT_AUTHOR_EMAIL", "author.email", "user.email"},
		{"GIT_COMMITTER_EMAIL", "committer.email", "user.email"}};
	git_config *config = NULL;
	bool ok;
	int code = git_repository_config_snapshot(&config, repo);

	if (code < 0)
		return gitx_fail(err, ERROR_CONFIG, code,
			_("git's configuration cannot be read"));
	ok = put_name(config, &name[role], out);
	buf_put(out, " <");
	ok = ok && put_name(config, &email[role], out);
	buf_put(out, "> ");
	git_config_free(config);
	if (!ok)
		return no_person(err);
	return put_date(out,
		role == PERSON_AUTHOR ? "GIT_AUTHOR_DATE"
				      : "GIT_COMMITTER_DATE",
		err);
}
