#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/say.h"
#include "sync/transport.h"

enum {
	WORDS_MAX = 64
};

/* Words of the user's ssh command, then ours; NULL-terminated. */
struct words {
	char *word[WORDS_MAX];
	size_t count;
};

static void words_clear(struct words *words)
{
	for (size_t i = 0; i < words->count; i++)
		free(words->word[i]);
	words->count = 0;
}

/* The last place stays NULL. */
static void words_add(struct words *words, char *word)
{
	if (words->count + 1 < WORDS_MAX)
		words->word[words->count++] = word;
	else
		free(word);
}

/*
 * Split on blanks as a shell would without expanding anything: '…' is plain,
 * "…" and \ keep a blank, in "…" only \" and \\ are special.
 */
static void words_split(struct words *words, struct str text)
{
	struct buf word = {0};
	bool open = false;
	char quote = '\0';

	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		char next = i + 1 < text.len ? text.data[i + 1] : '\0';
		bool blank = c == ' ' || c == '\t' || c == '\n';

		if (quote == '\0' && blank) {
			if (open)
				words_add(words, buf_take(&word));
			open = false;
			continue;
		}
		open = true;
		if (c == quote) {
			quote = '\0';
		} else if (quote == '\0' && (c == '\'' || c == '"')) {
			quote = c;
		} else if (c == '\\' && next &&
			(quote == '\0' ||
				(quote == '"' &&
					(next == '"' || next == '\\')))) {
			buf_byte(&word, next);
			i++;
		} else {
			buf_byte(&word, c);
		}
	}
	if (open)
		words_add(words, buf_take(&word));
	buf_clear(&word);
}

/* As the other side's shell reads it: 'it'\''s'; git quotes ! too. */
static void put_quoted(struct buf *out, const char *text)
{
	buf_byte(out, '\'');
	for (; *text; text++) {
		if (*text == '\'' || *text == '!')
			buf_printf(out, "'\\%c'", *text);
		else
			buf_byte(out, *text);
	}
	buf_byte(out, '\'');
}

/* GIT_SSH_COMMAND, core.sshCommand, GIT_SSH, else ssh: git's order. */
static void add_program(struct transport *t, struct words *words)
{
	const char *env = getenv("GIT_SSH_COMMAND");
	char *config =
		env && *env ? NULL : transport_config(t, "core.sshcommand");
	struct buf text = {0};

	if (env && *env)
		words_split(words, str_from(env));
	else if (config && *config)
		words_split(words, str_from(config));
	else if ((env = getenv("GIT_SSH")) && *env)
		words_add(words, mem_text(env));
	if (words->count == 0) {
		words_add(words, mem_text("ssh"));
		buf_printf(&text, "-oConnectTimeout=%lld",
			(long long)((t->limits.connect_ms + 999) / 1000));
		words_add(words, buf_take(&text));
	}
	free(config);
}

static bool command(struct transport *t, const char *service,
	bool (*run)(const struct transport_command *command, void *arg),
	void *arg)
{
	static const char *const env[] = {
		"GIT_PROTOCOL", "LC_ALL=C.UTF-8", "LANGUAGE=en", NULL};
	struct words words = {.count = 0};
	struct buf text = {0};
	const char *argv[WORDS_MAX];
	bool ok;

	add_program(t, &words);
	words_add(&words, mem_text("-oBatchMode=yes"));
	if (t->address.port) {
		words_add(&words, mem_text("-p"));
		words_add(&words, mem_text(t->address.port));
	}
	words_add(&words, mem_text("--"));
	if (t->address.user)
		buf_printf(&text, "%s@", t->address.user);
	buf_put(&text, t->address.host);
	words_add(&words, buf_take(&text));
	buf_printf(&text, "%s ", service);
	put_quoted(&text, t->address.path);
	words_add(&words, buf_take(&text));
	for (size_t i = 0; i <= words.count; i++)
		argv[i] = words.word[i];
	ok = run(&(struct transport_command){argv, env}, arg);
	words_clear(&words);
	return ok;
}

/* What ssh and well-known servers write, and what it means. %s is the host. */
static const struct saying meanings[] = {
	{"Could not resolve hostname",
		N_("The host %s is not known. Check its name, and that this "
		   "computer has a network.")},
	{"Connection refused",
		N_("The host %s refuses the connection: nothing listens there. "
		   "Check the name and the port.")},
	{"Connection timed out",
		N_("The host %s does not answer. Check the network, or try "
		   "again later.")},
	{"Operation timed out",
		N_("The host %s does not answer. Check the network, or try "
		   "again later.")},
	{"timeout, server",
		N_("The host %s does not answer. Check the network, or try "
		   "again later.")},
	{"No route to host",
		N_("There is no way to the host %s from this network.")},
	{"Network is unreachable",
		N_("There is no way to the host %s from this network.")},
	{"REMOTE HOST IDENTIFICATION HAS CHANGED",
		N_("The key of the host %s has CHANGED: nothing was sent. Ask "
		   "those who run it whether it has a new key; only then "
		   "remove the old one with: ssh-keygen -R %s")},
	{"revoked by",
		N_("The key of the host %s is marked as revoked: nothing was "
		   "sent. Ask those who run it.")},
	{"is marked as revoked",
		N_("The key of the host %s is marked as revoked: nothing was "
		   "sent. Ask those who run it.")},
	{"Host key verification failed",
		N_("The host %s is not known yet. Run 'ssh %s' once and "
		   "compare the key it shows with the one its owners "
		   "publish.")},
	{"Permission denied",
		N_("The host %s accepts none of your keys. If your key has a "
		   "passphrase run ssh-add first; then check that your public "
		   "key is registered there.")},
	{"Too many authentication failures",
		N_("The host %s saw too many keys. Name the right one in "
		   "~/.ssh/config (IdentityFile, IdentitiesOnly yes).")},
	{"does not appear to be a git repository",
		N_("The host %s has no repository at this address, or you may "
		   "not read it.")},
	{"epository not found",
		N_("The host %s has no repository at this address, or you may "
		   "not read it.")},
	{"could not be found or you don't have permission",
		N_("The host %s has no repository at this address, or you may "
		   "not read it.")},
	{"command not found",
		N_("The host %s has no git installed, or does not find it.")},
	{"no matching key exchange method",
		N_("Your ssh and the host %s have no way of encryption in "
		   "common. Ask those who run it for an update.")},
	{"no matching cipher",
		N_("Your ssh and the host %s have no way of encryption in "
		   "common. Ask those who run it for an update.")},
	{"no matching MAC",
		N_("Your ssh and the host %s have no way of encryption in "
		   "common. Ask those who run it for an update.")},
	{"no matching host key type",
		N_("Your ssh and the host %s have no kind of host key in "
		   "common. Ask those who run it for an update.")},
};

void transport_ssh_explain(struct transport *t, struct str text, int status)
{
	const char *meaning = say_find(
		meanings, sizeof(meanings) / sizeof(meanings[0]), text);
	struct buf said = {0}, host = {0};

	gate_remote(&host, str_from(t->address.host));
	if (meaning)
		say_with(&said, _(meaning), buf_text(&host));
	else
		gate_remote(&said, str_trim(text));
	if (meaning)
		error_set(&t->err, ERROR_NETWORK, "%s", buf_text(&said));
	else if (said.len > 0)
		error_set(&t->err, ERROR_NETWORK, _("ssh to %s ended (%d): %s"),
			buf_text(&host), status, buf_text(&said));
	else
		error_set(&t->err, ERROR_NETWORK,
			_("The connection to %s ended early. Try again."),
			buf_text(&host));
	buf_clear(&said);
	buf_clear(&host);
}

git_smart_subtransport *transport_ssh(struct transport *t)
{
	static const struct transport_program program = {
		command, transport_ssh_explain};

	return transport_stream(t, &program);
}
