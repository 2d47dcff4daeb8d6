#include "sync/who.h"

#include <stdlib.h>

#include "base/file.h"
#include "base/i18n.h"
#include "sync/person.h"
#include "sync/source_private.h"

enum {
	KEY_MAX = 16 * 1024
};

static void read_text(git_config *config, const char *name, struct buf *out)
{
	git_buf value = GIT_BUF_INIT;

	if (git_config_get_string_buf(&value, config, name) == 0)
		buf_add(out, value.ptr, value.size);
	git_buf_dispose(&value);
}

/* The file's other half when a private key is named. */
static void read_key(struct str named, struct buf *out)
{
	const char *home = getenv("HOME");
	struct buf path = {0};

	if (home && str_starts(named, "~/")) {
		buf_put(&path, home);
		named = str_sub(named, 1, named.len);
	}
	buf_str(&path, named);
	if (!str_ends(named, ".pub"))
		buf_put(&path, ".pub");
	file_read(buf_text(&path), KEY_MAX, out, NULL);
	buf_clear(&path);
}

static void find_key(git_config *config, struct who *who)
{
	struct buf format = {0}, named = {0};
	struct str key;
	int wanted = 0;

	read_text(config, "gpg.format", &format);
	read_text(config, "user.signingkey", &named);
	key = buf_slice(&named);
	if (git_config_get_bool(&wanted, config, "commit.gpgsign") != 0 ||
		!wanted || !str_is(buf_slice(&format), "ssh") || !key.len) {
		buf_clear(&format);
		buf_clear(&named);
		return;
	}
	if (str_starts(key, "key::"))
		buf_str(&who->key, str_sub(key, 5, key.len));
	else if (str_starts(key, "ssh-") || str_starts(key, "ecdsa-") ||
		str_starts(key, "sk-"))
		buf_str(&who->key, key);
	else
		read_key(key, &who->key);
	buf_clear(&format);
	buf_clear(&named);
}

bool who_find(struct source *source, struct who *who, struct error *err)
{
	git_config *config = NULL;
	struct buf line = {0};
	struct str rest;
	size_t less, more;

	*who = (struct who){0};
	if (!source->repo)
		return error_set(err, ERROR_REFUSED,
			_("This hub is a plain folder, without git."));
	if (!person_line(source->repo, PERSON_COMMITTER, &line, err)) {
		buf_clear(&line);
		return false;
	}
	rest = buf_slice(&line);
	less = str_find(rest, '<');
	more = str_find(rest, '>');
	buf_str(&who->name, str_trim(str_sub(rest, 0, less)));
	buf_str(&who->email, str_sub(rest, less + 1, more));
	if (git_repository_config_snapshot(&config, source->repo) == 0)
		find_key(config, who);
	git_config_free(config);
	buf_clear(&line);
	return true;
}

void who_clear(struct who *who)
{
	buf_clear(&who->name);
	buf_clear(&who->email);
	buf_clear(&who->key);
}
