/*
 * What the scripts in tests/net drive the sync with:
 *
 *     tool_pull fetch DIR | pull DIR | sync DIR
 *     tool_pull clone URL DIR | init DIR | recover DIR | refs URL
 *     tool_pull push-refs URL
 *     tool_pull save DIR MESSAGE PATH TEXT...   ("-" as TEXT removes)
 *
 * fetch leaves alone what diverged, pull merges it, sync sends too; TOOL_SYNC
 * is of only, dry, agreed, edited (commit that first). Prints outcome lines;
 * exit 0 done, else the number of the error's kind. The environment:
 * TOOL_IDLE_MS, TOOL_CONNECT_MS, TOOL_BYTES are limits; TOOL_BY_GIT=1 is
 * net.transport: git; TOOL_CANCEL_MS cancels after so long; TOOL_GAP prints the
 * longest time between two calls of progress.
 */
#include <git2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app/sync.h"
#include "base/date.h"
#include "base/trace.h"
#include "sync/edited.h"
#include "sync/git.h"
#include "sync/pull.h"
#include "sync/save.h"
#include "sync/sync.h"
#include "sync/transport.h"

struct watch {
	int64_t start, last, gap, cancel, cancelled;
	char text[256];
};

static long number(const char *name)
{
	const char *value = getenv(name);

	return value ? strtol(value, NULL, 10) : 0;
}

static bool watch_progress(const struct pull_progress *progress, void *arg)
{
	struct watch *w = arg;
	int64_t now = date_ticks_ms();

	if (now - w->last > w->gap)
		w->gap = now - w->last;
	w->last = now;
	if (progress->remote_text)
		snprintf(w->text, sizeof(w->text), "%s", progress->remote_text);
	if (w->cancel > 0 && now - w->start >= w->cancel) {
		if (!w->cancelled)
			w->cancelled = now;
		return false;
	}
	return true;
}

static int fail(const struct error *err)
{
	printf("error %d: %s\n", (int)err->kind, err->text);
	return (int)err->kind;
}

static int run_round(
	const char *verb, const char *dir, const struct pull_options *options)
{
	static const char *const names[] = {"nothing-new", "forwarded", "ahead",
		"sent", "merged", "left-alone", "ask"};
	const char *words = getenv("TOOL_SYNC") ? getenv("TOOL_SYNC") : "";
	struct sync_options round = {.pull = *options,
		.merge = app_merge,
		.send = strcmp(verb, "sync") == 0,
		.send_only = strstr(words, "only") != NULL,
		.dry_run = strstr(words, "dry") != NULL,
		.agreed = strstr(words, "agreed") != NULL};
	const struct edited_options edit = {round.agreed, round.dry_run};
	struct edited_result edited = {.count = 0};
	struct source *source = NULL;
	struct sync_result result;
	struct error err = {0};
	bool ok;

	if (strcmp(verb, "fetch") == 0)
		round.merge = NULL;
	if (!source_open(dir, &source, &err))
		return fail(&err);
	ok = (!strstr(words, "edited") ||
		     edited_save(source, &edit, &edited, &err)) &&
		sync_run(source, &round, &result, &err);
	source_close(source);
	if (!ok)
		return fail(&err);
	printf("outcome %s\n", names[result.outcome]);
	printf("old %s\nnew %s\nincoming %s\n", result.old_head,
		result.new_head, result.incoming);
	printf("objects %zu\ngot %zu\nsent %zu\ntries %u\n", result.objects,
		result.got, result.sent, result.tries);
	if (result.clashes)
		printf("clashes %zu %s\n", result.clashes, result.clash_names);
	if (result.reason[0])
		printf("reason %s\n", result.reason);
	return 0;
}

static int run_save(int argc, char **argv)
{
	struct save_file files[16] = {{0}};
	struct save_request request = {.files = files, .message = argv[3]};
	struct save_result result = {.same = false};
	struct source *source = NULL;
	struct error err = {0};
	bool ok;
	int i;

	for (i = 4; i + 1 < argc && request.count < 16; i += 2) {
		files[request.count++] = (struct save_file){argv[i],
			str_from(argv[i + 1]), strcmp(argv[i + 1], "-") == 0};
	}
	if (!source_open(argv[2], &source, &err))
		return fail(&err);
	ok = save_run(source, &request, &result, &err);
	source_close(source);
	if (!ok)
		return fail(&err);
	printf("commit %s\nsame %d\n", result.commit, result.same);
	return 0;
}

static int list_refs(
	const char *url, git_direction direction, struct pull_options *options)
{
	git_remote_connect_options connect;
	const git_remote_head **heads = NULL;
	git_remote *remote = NULL;
	struct transport t = {0};
	struct error err = {0};
	size_t count = 0;
	int code = 0;

	if (!transport_open(&t, NULL, url, options, &err))
		return fail(&err);
	git_remote_connect_options_init(
		&connect, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
	transport_callbacks(&t, &connect.callbacks);
	git_remote_create_detached(&remote, url);
	code = git_remote_connect_ext(remote, direction, &connect);
	if (code == 0)
		code = git_remote_ls(&heads, &count, remote);
	if (code < 0)
		transport_failed(&t, code, &err);
	for (size_t i = 0; code == 0 && i < count; i++)
		printf("ref %s %s\n", git_oid_tostr_s(&heads[i]->oid),
			heads[i]->name);
	git_remote_free(remote);
	transport_close(&t);
	return code < 0 ? fail(&err) : 0;
}

static int run(int argc, char **argv, struct pull_options *options)
{
	struct error err = {0};
	const char *verb = argc > 2 ? argv[1] : "";

	if (strcmp(verb, "fetch") == 0 || strcmp(verb, "pull") == 0 ||
		strcmp(verb, "sync") == 0)
		return run_round(verb, argv[2], options);
	if (strcmp(verb, "save") == 0 && argc > 5)
		return run_save(argc, argv);
	if (strcmp(verb, "refs") == 0)
		return list_refs(argv[2], GIT_DIRECTION_FETCH, options);
	if (strcmp(verb, "push-refs") == 0)
		return list_refs(argv[2], GIT_DIRECTION_PUSH, options);
	if (strcmp(verb, "clone") == 0 && argc > 3) {
		if (!pull_clone(argv[2], argv[3], options, &err))
			return fail(&err);
	} else if (strcmp(verb, "init") == 0) {
		if (!pull_init(argv[2], "Begin the hub", &err))
			return fail(&err);
	} else if (strcmp(verb, "recover") == 0) {
		if (!pull_recover(argv[2], &err))
			return fail(&err);
	} else {
		fprintf(stderr, "tool_pull: what?\n");
		return 99;
	}
	printf("outcome done\n");
	return 0;
}

int main(int argc, char **argv)
{
	struct watch watch = {.start = date_ticks_ms()};
	struct pull_options options = {
		.progress = watch_progress, .arg = &watch};
	int status;

	trace_init();
	watch.last = watch.start;
	watch.cancel = number("TOOL_CANCEL_MS");
	options.by_git = number("TOOL_BY_GIT") > 0;
	options.limits.connect_ms = number("TOOL_CONNECT_MS");
	options.limits.idle_ms = number("TOOL_IDLE_MS");
	options.limits.bytes = (uint64_t)number("TOOL_BYTES");
	if (!gitx_begin(NULL))
		return 98;
	status = run(argc, argv, &options);
	gitx_end();
	if (watch.text[0])
		printf("remote %s\n", watch.text);
	if (watch.cancelled)
		printf("after-cancel %lld\n",
			(long long)(date_ticks_ms() - watch.cancelled));
	if (getenv("TOOL_GAP"))
		printf("gap %lld\n", (long long)watch.gap);
	return status;
}
