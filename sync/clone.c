#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/trace.h"
#include "sync/address.h"
#include "sync/fetch.h"
#include "sync/git.h"
#include "sync/lock.h"
#include "sync/pull.h"

static const char part_mark[] = ".part-";

/* Remove "<target>.part-<pid>" of processes that are no more. */
static void sweep_parts(const char *target)
{
	struct buf dir = {0}, path = {0}, start = {0};
	DIR *stream;
	struct dirent *entry;
	long pid;

	buf_str(&dir, file_dir(str_from(target)));
	buf_str(&start, file_name(str_from(target)));
	buf_put(&start, part_mark);
	stream = opendir(buf_text(&dir));
	while (stream && (entry = readdir(stream))) {
		struct str name = str_from(entry->d_name);

		if (!str_starts(name, buf_text(&start)) ||
			!str_number(str_sub(name, start.len, name.len), 1,
				0x7fffffff, &pid) ||
			kill((pid_t)pid, 0) == 0 || errno != ESRCH)
			continue;
		buf_cut(&path, 0);
		file_join(&path, buf_text(&dir), entry->d_name);
		file_remove_tree(buf_text(&path), NULL);
	}
	if (stream)
		closedir(stream);
	buf_clear(&dir);
	buf_clear(&path);
	buf_clear(&start);
}

/* A path is kept whole: the clone lies elsewhere. */
static bool whole_address(const char *url, struct buf *out, struct error *err)
{
	struct address address;

	if (!address_parse(&address, url, err))
		return false;
	if (address.type == ADDRESS_LOCAL && strcmp(address.path, url) == 0)
		file_absolute(out, url);
	else
		buf_put(out, url);
	address_clear(&address);
	return true;
}

static int make(git_repository **repo, const char *path)
{
	git_repository_init_options options;

	git_repository_init_options_init(
		&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	options.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR |
		GIT_REPOSITORY_INIT_NO_REINIT;
	options.initial_head = "main";
	return git_repository_init_ext(repo, path, &options);
}

static int set_config(git_repository *repo, const char *branch)
{
	git_config *config = NULL;
	struct buf key = {0}, merge = {0};
	int code = git_repository_config(&config, repo);

	buf_printf(&key, "branch.%s.remote", branch);
	buf_printf(&merge, "refs/heads/%s", branch);
	if (code == 0)
		code = git_config_set_string(config, buf_text(&key), "origin");
	buf_cut(&key, 0);
	buf_printf(&key, "branch.%s.merge", branch);
	if (code == 0)
		code = git_config_set_string(
			config, buf_text(&key), buf_text(&merge));
	git_config_free(config);
	buf_clear(&key);
	buf_clear(&merge);
	return code;
}

static int set_refs(git_repository *repo, const char *ref, const git_oid *id)
{
	const char *branch = gitx_short(ref);
	const char *const places[] = {
		"refs/heads/", GITX_INCOMING, "refs/remotes/origin/"};
	struct buf name = {0};
	int code = 0;

	for (size_t i = 0; code == 0 && i < 3; i++) {
		git_reference *made = NULL;

		buf_cut(&name, 0);
		buf_printf(&name, "%s%s", places[i], branch);
		code = git_reference_create(
			&made, repo, buf_text(&name), id, 0, "fyr: clone");
		git_reference_free(made);
	}
	if (code == 0)
		code = git_repository_set_head(repo, ref);
	if (code == 0)
		code = set_config(repo, branch);
	buf_clear(&name);
	return code;
}

static bool fill(git_repository *repo, const char *url,
	const struct pull_options *options, struct error *err)
{
	struct fetch fetch;
	git_remote *remote = NULL;
	struct buf ref = {0};
	git_oid id;
	bool ok = false;
	int code = git_remote_create(&remote, repo, "origin", url);

	/* Looked up anew: only then does insteadOf count. */
	git_remote_free(remote);
	remote = NULL;
	if (code == 0)
		code = git_remote_lookup(&remote, repo, "origin");
	if (code < 0)
		return gitx_fail(err, ERROR_INPUT, code,
			_("The address cannot be used"));
	if (!fetch_open_take(&fetch, repo, remote, options, err))
		return false;
	if (!fetch_default(&fetch, &ref)) {
		ok = true;
		goto out;
	}
	if (!fetch_get(&fetch, buf_text(&ref), err) ||
		!fetch_find(&fetch, buf_text(&ref), &id))
		goto out;
	code = set_refs(repo, buf_text(&ref), &id);
	ok = code == 0 ||
		gitx_fail(
			err, ERROR_IO, code, _("The branch cannot be written"));
out:
	if (ok)
		fetch_note(repo);
	trace_event("sync.clone", "ok=%d ref=%s objects=%zu bytes=%llu", ok,
		buf_text(&ref), fetch.transport.objects,
		(unsigned long long)fetch.transport.bytes);
	fetch_close(&fetch);
	buf_clear(&ref);
	return ok;
}

static bool clone_to(const char *part, const char *url,
	const struct pull_options *options, struct error *err)
{
	git_repository *repo = NULL;
	int code = make(&repo, part);
	bool ok;

	if (code < 0)
		return gitx_fail(err, ERROR_IO, code, _("%s cannot be made"),
			gate_name(part).text);
	ok = fill(repo, url, options, err);
	git_repository_free(repo);
	return ok;
}

static bool prepare(const char *target, struct buf *part, struct error *err)
{
	struct buf dir = {0};
	bool ok;

	if (file_exists(target))
		return error_set(err, ERROR_INPUT,
			_("%s exists already. Choose another name or remove "
			  "it."),
			gate_name(target).text);
	buf_str(&dir, file_dir(str_from(target)));
	ok = file_mkdirs(buf_text(&dir), 0700, err);
	buf_clear(&dir);
	sweep_parts(target);
	buf_printf(part, "%s%s%ld", target, part_mark, (long)getpid());
	return ok && file_remove_tree(buf_text(part), err);
}

bool pull_clone(const char *url, const char *target,
	const struct pull_options *options, struct error *err)
{
	struct buf whole = {0}, part = {0};
	bool ok = false;

	if (!gitx_begin(err))
		return false;
	if (!whole_address(url, &whole, err) || !prepare(target, &part, err))
		goto out;
	ok = clone_to(buf_text(&part), buf_text(&whole), options, err);
	if (ok && rename(buf_text(&part), target) < 0)
		ok = error_errno(err, ERROR_IO, _("%s cannot be made"),
			gate_name(target).text);
	if (ok)
		lock_flush_dir(target);
	else
		file_remove_tree(buf_text(&part), NULL);
out:
	buf_clear(&whole);
	buf_clear(&part);
	gitx_end();
	return ok;
}
