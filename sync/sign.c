#include "sync/sign.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/proc.h"
#include "sync/git.h"

enum {
	SIGNATURE_MAX = 16 * 1024,
	WAIT_MS = 60000 /* a hardware key waits for a touch */
};

static const char begin_mark[] = "-----BEGIN SSH SIGNATURE-----";

struct signing {
	bool wanted;
	struct buf format, key; /* gpg.format, user.signingkey */
	struct buf dir; /* of a key that was written to a file */
};

static void clear(struct signing *s)
{
	if (s->dir.len)
		file_remove_tree(buf_text(&s->dir), NULL);
	buf_clear(&s->format);
	buf_clear(&s->key);
	buf_clear(&s->dir);
}

static void read_text(git_config *config, const char *name, struct buf *out)
{
	git_buf value = GIT_BUF_INIT;

	if (git_config_get_string_buf(&value, config, name) == 0)
		buf_add(out, value.ptr, value.size);
	git_buf_dispose(&value);
}

static bool read_settings(
	git_repository *repo, struct signing *s, struct error *err)
{
	git_config *config = NULL;
	int wanted = 0;
	int code = git_repository_config_snapshot(&config, repo);

	if (code < 0)
		return gitx_fail(err, ERROR_CONFIG, code,
			_("git's configuration cannot be read"));
	s->wanted =
		git_config_get_bool(&wanted, config, "commit.gpgsign") == 0 &&
		wanted;
	if (s->wanted) {
		read_text(config, "gpg.format", &s->format);
		read_text(config, "user.signingkey", &s->key);
	}
	git_config_free(config);
	return true;
}

static bool is_literal(struct str key)
{
	return str_starts(key, "key::") || str_starts(key, "ssh-") ||
		str_starts(key, "ecdsa-") || str_starts(key, "sk-");
}

static bool check(const struct signing *s, struct error *err)
{
	if (!s->wanted)
		return true;
	if (!str_is(buf_slice(&s->format), "ssh"))
		return error_set(err, ERROR_CONFIG,
			_("Your git settings ask for signed commits, and fyr "
			  "signs with SSH keys only. Say git config --global "
			  "gpg.format ssh and name the key in "
			  "user.signingkey, or git config commit.gpgsign "
			  "false for this hub."));
	if (!s->key.len)
		return error_set(err, ERROR_CONFIG,
			_("Your git settings ask for signed commits but name "
			  "no key. Say git config --global user.signingkey "
			  "~/.ssh/id_ed25519.pub"));
	return true;
}

/* A key given as such, for ssh-keygen to find its other half in the agent. */
static bool write_key(struct signing *s, struct buf *path, struct error *err)
{
	struct str key = buf_slice(&s->key);
	const char *base = getenv("TMPDIR");

	if (str_starts(key, "key::"))
		key = str_sub(key, 5, key.len);
	buf_printf(&s->dir, "%s/fyr-key.XXXXXX", base && *base ? base : "/tmp");
	if (!mkdtemp(s->dir.data)) {
		buf_clear(&s->dir);
		return error_errno(
			err, ERROR_IO, _("A temporary folder cannot be made"));
	}
	file_join(path, buf_text(&s->dir), "key.pub");
	return file_write(buf_text(path), key, 0600, err);
}

/* "~/x" is below HOME; the rest is as it stands. */
static void key_path(const struct signing *s, struct buf *path)
{
	const char *home = getenv("HOME");
	struct str key = buf_slice(&s->key);

	if (home && str_starts(key, "~/")) {
		buf_put(path, home);
		key = str_sub(key, 1, key.len);
	}
	buf_str(path, key);
}

static bool run_keygen(const char *key, bool agent, struct str text,
	struct buf *signature, struct error *err)
{
	const char *argv[] = {"ssh-keygen", "-Y", "sign", "-n", "git", "-f",
		key, agent ? "-U" : NULL, NULL};
	const char *const env[] = {"SSH_ASKPASS_REQUIRE=never", NULL};
	const struct proc_run run = {.argv = argv,
		.env = env,
		.input = text,
		.max = SIGNATURE_MAX,
		.ms = WAIT_MS};
	struct error why = {0};
	int status = 1;

	if (!proc_run(&run, signature, &status, &why)) {
		if (err)
			*err = why;
		if (err && why.kind == ERROR_NOT_FOUND)
			err->kind = ERROR_CONFIG;
		return false;
	}
	return (status == 0 && str_starts(buf_slice(signature), begin_mark)) ||
		error_set(err, ERROR_CONFIG,
			_("The commit could not be signed with the key %s. Is "
			  "it there, and if it has a password, is it in the "
			  "agent? ssh-add adds it."),
			gate_name(key).text);
}

/* A header of several lines: each after the first begins with a blank. */
static void put_header(struct buf *text, struct str signature)
{
	struct str whole = buf_slice(text);
	size_t end = str_find_text(whole, "\n\n") + 1;
	struct buf out = {0};
	struct str line;
	const char *lead = "gpgsig ";

	buf_str(&out, str_sub(whole, 0, end));
	signature = str_trim(signature);
	while (str_cut(&signature, '\n', &line)) {
		buf_printf(&out, "%s%.*s\n", lead, STR_ARG(line));
		lead = " ";
	}
	buf_str(&out, str_sub(whole, end, whole.len));
	buf_clear(text);
	*text = out;
}

bool sign_commit(git_repository *repo, struct buf *text, struct error *err)
{
	struct signing s = {0};
	struct buf path = {0}, signature = {0};
	bool ok = read_settings(repo, &s, err) && check(&s, err);
	bool literal = is_literal(buf_slice(&s.key));

	if (ok && s.wanted) {
		if (literal)
			ok = write_key(&s, &path, err);
		else
			key_path(&s, &path);
		ok = ok &&
			run_keygen(buf_text(&path), literal, buf_slice(text),
				&signature, err);
		if (ok)
			put_header(text, buf_slice(&signature));
	}
	clear(&s);
	buf_clear(&path);
	buf_clear(&signature);
	return ok;
}

bool sign_possible(git_repository *repo, struct error *err)
{
	struct signing s = {0};
	bool ok = read_settings(repo, &s, err) && check(&s, err);

	clear(&s);
	return ok;
}
