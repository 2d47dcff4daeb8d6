#include "sync/transport.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/git.h"

enum {
	CONNECT_MS = 10 * 1000,
	IDLE_MS = 60 * 1000,
	LINE_MAX_BYTES = 4096,
	SAID_MAX = 240 /* of the lines kept, so that a message holds them */
};

static const uint64_t BYTES_MAX = (uint64_t)2 * 1024 * 1024 * 1024;

static void ignore_sigpipe(void)
{
	struct sigaction old, action = {.sa_handler = SIG_IGN};

	if (sigaction(SIGPIPE, NULL, &old) == 0 && old.sa_handler == SIG_DFL)
		sigaction(SIGPIPE, &action, NULL);
}

static void set_limits(struct transport *t)
{
	if (t->options)
		t->limits = t->options->limits;
	if (t->limits.connect_ms <= 0)
		t->limits.connect_ms = CONNECT_MS;
	if (t->limits.idle_ms <= 0)
		t->limits.idle_ms = IDLE_MS;
	if (t->limits.bytes == 0)
		t->limits.bytes = BYTES_MAX;
}

/* Relative paths of a remote start at the working tree, as for git. */
static const char *base_of(git_repository *repo)
{
	const char *dir = repo ? git_repository_workdir(repo) : NULL;

	return dir || !repo ? dir : git_repository_path(repo);
}

bool transport_open(struct transport *t, git_repository *repo, const char *url,
	const struct pull_options *options, struct error *err)
{
	int code;

	*t = (struct transport){.options = options, .base = base_of(repo)};
	if (!address_parse(&t->address, url, err))
		return false;
	if (repo)
		code = git_repository_config_snapshot(&t->config, repo);
	else
		code = git_config_open_default(&t->config);
	if (code < 0) {
		gitx_fail(err, ERROR_CONFIG, code,
			_("git's configuration cannot be read"));
		transport_close(t);
		return false;
	}
	set_limits(t);
	ignore_sigpipe();
	t->alive = date_ticks_ms();
	t->ticked = t->alive - 2 * TRANSPORT_WAIT_MS;
	return true;
}

void transport_close(struct transport *t)
{
	if (!t)
		return;
	address_clear(&t->address);
	git_config_free(t->config);
	buf_clear(&t->text);
	buf_clear(&t->line);
	buf_clear(&t->said);
	*t = (struct transport){0};
}

static bool report(struct transport *t)
{
	t->ticked = date_ticks_ms();
	t->now.bytes = t->sent ? t->sent : t->bytes;
	t->now.remote_text = t->text.len > 0 ? buf_text(&t->text) : NULL;
	if (!t->options || !t->options->progress)
		return true;
	if (t->options->progress(&t->now, t->options->arg))
		return true;
	return error_set(&t->err, ERROR_CANCELLED, _("Stopped on request."));
}

bool transport_tick(struct transport *t)
{
	if (t->err.kind == ERROR_CANCELLED)
		return false;
	if (date_ticks_ms() - t->ticked < TRANSPORT_WAIT_MS)
		return true;
	return report(t);
}

bool transport_phase(struct transport *t, enum pull_phase phase)
{
	t->now.phase = phase;
	return t->err.kind != ERROR_CANCELLED && report(t);
}

bool transport_count(struct transport *t, size_t count)
{
	t->alive = date_ticks_ms();
	t->bytes += count;
	if (!t->asked && t->bytes > TRANSPORT_REFS_MAX)
		return error_set(&t->err, ERROR_REFUSED,
			_("The remote sends an endless list of branches; "
			  "stopped after %d MiB."),
			TRANSPORT_REFS_MAX / (1024 * 1024));
	if (t->bytes > t->limits.bytes)
		return error_set(&t->err, ERROR_REFUSED,
			_("The remote sends more than the %llu MiB allowed; "
			  "stopped."),
			(unsigned long long)(t->limits.bytes / (1024 * 1024)));
	return true;
}

bool transport_idle(struct transport *t)
{
	if (date_ticks_ms() - t->alive < t->limits.idle_ms)
		return true;
	return error_set(&t->err, ERROR_NETWORK,
		_("The remote has sent nothing for %lld seconds; given up. "
		  "Try again later."),
		(long long)((t->limits.idle_ms + 999) / 1000));
}

int transport_indexed(const git_indexer_progress *stats, void *payload)
{
	struct transport *t = payload;
	bool received = stats->received_objects == stats->total_objects;

	if (stats->total_objects > TRANSPORT_OBJECTS_MAX) {
		error_set(&t->err, ERROR_REFUSED,
			_("The remote sends more than %d objects; stopped."),
			TRANSPORT_OBJECTS_MAX);
		return transport_stop(t);
	}
	t->objects = stats->received_objects;
	t->now.total = stats->total_objects;
	t->now.done = stats->received_objects;
	t->now.phase = PULL_RECEIVE;
	if (received && stats->total_deltas > 0) {
		t->now.phase = PULL_RESOLVE;
		t->now.total = stats->total_deltas;
		t->now.done = stats->indexed_deltas;
	}
	return transport_tick(t) ? 0 : transport_stop(t);
}

/* Why it refuses, say: the lines beside the progress of git itself. */
static void keep_line(struct transport *t)
{
	struct str line = buf_slice(&t->text);

	if (!t->listening || str_find_text(line, "% (") < line.len ||
		t->said.len + line.len > SAID_MAX)
		return;
	if (t->said.len)
		buf_put(&t->said, "; ");
	buf_str(&t->said, line);
}

/* Lines end with LF, or with CR where the remote overwrites its progress. */
int transport_hear(const char *text, int len, void *payload)
{
	struct transport *t = payload;

	for (int i = 0; i < len; i++) {
		if (text[i] != '\n' && text[i] != '\r') {
			if (t->line.len < LINE_MAX_BYTES)
				buf_byte(&t->line, text[i]);
			continue;
		}
		if (str_trim(buf_slice(&t->line)).len > 0) {
			buf_cut(&t->text, 0);
			gate_remote(&t->text, str_trim(buf_slice(&t->line)));
			keep_line(t);
		}
		buf_cut(&t->line, 0);
	}
	return transport_tick(t) ? 0 : transport_stop(t);
}

/* The definition's parameter already is the subtransport. */
static int wrap(git_smart_subtransport **out, git_transport *owner, void *param)
{
	(void)owner;
	*out = param;
	return 0;
}

static int create(git_transport **out, git_remote *owner, void *payload)
{
	struct transport *t = payload;
	git_smart_subtransport_definition definition = {.callback = wrap};

	switch (t->address.type) {
	case ADDRESS_LOCAL:
		definition.param = transport_local(t);
		break;
	case ADDRESS_SSH:
		definition.param = transport_ssh(t);
		break;
	case ADDRESS_HTTPS:
		definition.param = transport_https(t);
		definition.rpc = 1;
		break;
	}
	return git_transport_smart(out, owner, &definition);
}

void transport_callbacks(struct transport *t, git_remote_callbacks *callbacks)
{
	callbacks->payload = t;
	callbacks->transport = create;
	callbacks->transfer_progress = transport_indexed;
	callbacks->sideband_progress = transport_hear;
}

int transport_stop(struct transport *t)
{
	git_error_set_str(GIT_ERROR_CALLBACK, t->err.text);
	return GIT_EUSER;
}

/* What libgit2 answers when the remote ends or speaks something else. */
static bool explain(int code, const struct transport *t, struct error *err)
{
	const bool disk = errno == ENOSPC || errno == EDQUOT || errno == EROFS;
	const git_error *last = git_error_last();
	const char *text = last && last->message ? last->message : "";
	struct buf shown = {0};

	if (disk)
		return error_errno(err, ERROR_IO,
			_("What the remote sends cannot be written"));
	gitx_text(&shown);
	if (strncmp(text, "remote error: ", 14) == 0)
		error_set(err, ERROR_NETWORK, _("The remote refuses: %s"),
			buf_text(&shown) + 14);
	else if (strstr(text, "early EOF") && t->text.len > 0)
		error_set(err, ERROR_NETWORK,
			_("The remote ended the connection early. Its last "
			  "words: %s"),
			buf_text(&t->text));
	else if (code == GIT_EEOF || strstr(text, "early EOF"))
		error_set(err, ERROR_NETWORK,
			_("The remote ended the connection early. Try again; "
			  "if it happens again, ask those who run it."));
	else
		error_set(err, ERROR_NETWORK,
			_("Talking to the remote failed: %s"),
			buf_text(&shown));
	buf_clear(&shown);
	return false;
}

bool transport_failed(struct transport *t, int code, struct error *err)
{
	if (t->err.kind == ERROR_NONE)
		return explain(code, t, err);
	if (err)
		*err = t->err;
	return false;
}

void transport_path(const struct transport *t, struct buf *out)
{
	if (t->address.path[0] == '/' || !t->base)
		file_absolute(out, t->address.path);
	else
		file_join(out, t->base, t->address.path);
}

char *transport_config(const struct transport *t, const char *key)
{
	git_config_entry *entry = NULL;
	char *value = NULL;

	if (t->config && git_config_get_entry(&entry, t->config, key) == 0)
		value = mem_text(entry->value);
	git_config_entry_free(entry);
	return value;
}

const char *transport_service(git_smart_service_t service)
{
	return service == GIT_SERVICE_UPLOADPACK ||
			service == GIT_SERVICE_UPLOADPACK_LS
		? "git-upload-pack"
		: "git-receive-pack";
}

bool transport_is_list(git_smart_service_t service)
{
	return service == GIT_SERVICE_UPLOADPACK_LS ||
		service == GIT_SERVICE_RECEIVEPACK_LS;
}
