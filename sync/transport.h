#ifndef FYR_SYNC_TRANSPORT_H
#define FYR_SYNC_TRANSPORT_H

/*
 * The wire under libgit2's smart protocol. libgit2 1.5 speaks git well but its
 * own ssh and https cannot be stopped, know neither ~/.ssh/config nor TLS 1.3,
 * and hang on a silent server; so bytes go through these:
 *
 *   ssh      the user's own ssh, as git runs it       transport_ssh.c
 *   local    git-upload-pack, git-receive-pack        transport_local.c
 *   https    libcurl                                  transport_https.c
 *
 * A `struct transport` is one conversation: limits, progress, cancelling, and
 * the first error, in our words. Each wait is at most 50 ms long before
 * transport_tick is asked again. Private to sync/.
 *
 *     struct transport t;
 *     transport_open(&t, repo, url, options, err)
 *     transport_callbacks(&t, &connect.callbacks);
 *     code = git_remote_connect_ext(remote, direction, &connect);
 *     if (code < 0)
 *             transport_failed(&t, code, err);
 *     transport_close(&t);
 *
 * The remote must be freed before the transport is closed.
 */

#include <git2.h>
#include <git2/sys/transport.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/error.h"
#include "sync/address.h"
#include "sync/pull.h"

enum {
	TRANSPORT_WAIT_MS = 50,
	TRANSPORT_REFS_MAX = 64 * 1024 * 1024, /* bytes of the list of refs */
	TRANSPORT_OBJECTS_MAX = 20 * 1000 * 1000
};

struct transport {
	struct address address;
	const char *base; /* relative paths start here; borrowed */
	const struct pull_options *options; /* may be NULL */
	struct pull_limits limits; /* filled in */
	struct pull_progress now;
	git_config *config;
	int64_t ticked; /* when progress was last called */
	int64_t alive; /* when a byte last moved */
	uint64_t bytes;
	size_t objects;
	bool asked; /* past the list of refs */
	struct buf text; /* the remote's last line, cleaned */
	struct buf line; /* the remote's line so far, raw */
	bool listening; /* keep what it says in `said` */
	struct buf said; /* its last lines that are no progress, cleaned */
	uint64_t sent; /* bytes, while sending */
	struct error err; /* the first, if its kind is set */
};

/*
 * Begin with `url`. `repo` gives the configuration and the folder relative
 * paths start from; NULL: the user's configuration, the current folder.
 * Writing to a program that ended must not end us: SIGPIPE is ignored from here
 * on if it was not handled. Fails as address_parse does.
 */
bool transport_open(struct transport *t, git_repository *repo, const char *url,
	const struct pull_options *options, struct error *err);
void transport_close(struct transport *t);

/* Fill in what libgit2 calls: this transport, and its progress. */
void transport_callbacks(struct transport *t, git_remote_callbacks *callbacks);

/*
 * Describe why a call of libgit2 returned `code`: what this transport knows, or
 * else what the remote or libgit2 said. Returns false.
 */
bool transport_failed(struct transport *t, int code, struct error *err);

/* ---- for the three transports, and bundles ---- */

/* Tell progress, at most every 50 ms. False when cancelled: see t->err. */
bool transport_tick(struct transport *t);

/* Progress at a new phase, at once. */
bool transport_phase(struct transport *t, enum pull_phase phase);

/* Count bytes that came; false when there are too many: see t->err. */
bool transport_count(struct transport *t, size_t count);

/* False when nothing moved since t->alive for too long: see t->err. */
bool transport_idle(struct transport *t);

/* Progress of libgit2's indexer; `payload` is the transport. */
int transport_indexed(const git_indexer_progress *stats, void *payload);

/* Bytes of lines that the remote says; `payload` is the transport. */
int transport_hear(const char *text, int len, void *payload);

/* Hand t->err to libgit2: the code to return from a callback. */
int transport_stop(struct transport *t);

/* A value of the configuration as heap text, or NULL. */
char *transport_config(const struct transport *t, const char *key);

/* Append the whole path of a local address. */
void transport_path(const struct transport *t, struct buf *out);

/* "git-upload-pack" or "git-receive-pack". */
const char *transport_service(git_smart_service_t service);
bool transport_is_list(git_smart_service_t service);

git_smart_subtransport *transport_ssh(struct transport *t);

/* Set t->err from what ssh wrote to standard error and its exit status. */
void transport_ssh_explain(struct transport *t, struct str text, int status);
git_smart_subtransport *transport_local(struct transport *t);
git_smart_subtransport *transport_https(struct transport *t);

/* ---- transport_stream.c: what ssh and local share ---- */

struct transport_command {
	const char *const *argv; /* NULL-terminated */
	const char *const *env; /* as for proc_start */
};

/* How a program is started for a service, and why it failed. */
struct transport_program {
	/* Run `run` (with `arg`) on the command for the service. */
	bool (*command)(struct transport *t, const char *service,
		bool (*run)(const struct transport_command *command, void *arg),
		void *arg);
	/* Set t->err from what it wrote to standard error and its status. */
	void (*explain)(struct transport *t, struct str text, int status);
};

git_smart_subtransport *transport_stream(
	struct transport *t, const struct transport_program *program);

#endif
