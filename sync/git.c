#include "sync/git.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"

enum {
	PACKS_OPEN = 64,
	PACK_WINDOW = 8 << 20, /* bytes of a pack mapped at a time */
	PACK_MAPPED = 64 << 20, /* and of all packs */
	OBJECTS_KEPT = 4 << 20 /* bytes; trees have a cache of their own */
};

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value && strcmp(value, "0") != 0 &&
		strcmp(value, "false") != 0;
}

/* The variables of git that libgit2 does not read itself. */
static void set_config_places(void)
{
	const char *global = getenv("GIT_CONFIG_GLOBAL");

	if (is_set("GIT_CONFIG_NOSYSTEM")) {
		git_libgit2_opts(
			GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, "");
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH,
			GIT_CONFIG_LEVEL_PROGRAMDATA, "");
	}
	if (global && (!*global || !strcmp(global, "/dev/null"))) {
		git_libgit2_opts(
			GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_GLOBAL, "");
		git_libgit2_opts(
			GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_XDG, "");
	}
}

/*
 * Extensions that change nothing for whoever reads: settings of one worktree
 * (overlay.c looks up the one that matters), objects fetched when asked for,
 * objects never to be deleted.
 */
static void allow_extensions(void)
{
	static const char *const names[] = {
		"worktreeconfig", "partialclone", "preciousobjects"};

	git_libgit2_opts(
		GIT_OPT_SET_EXTENSIONS, names, sizeof(names) / sizeof(*names));
}

/*
 * The library reads all certificates of the system when it starts, wherever its
 * own TLS is built in, and nothing can tell it not to: three quarters of the
 * first screen's time. They are of no use here, since https is libcurl's
 * (transport_https.c). While no file can be opened it starts without them.
 */
static int start_library(void)
{
	struct rlimit files, none;
	int count = -1;

	if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
		none = files;
		none.rlim_cur = 0;
		if (setrlimit(RLIMIT_NOFILE, &none) == 0) {
			count = git_libgit2_init();
			setrlimit(RLIMIT_NOFILE, &files);
		}
	}
	return count < 0 ? git_libgit2_init() : count;
}

bool gitx_begin(struct error *err)
{
	int count = start_library();

	if (count < 0)
		return gitx_fail(err, ERROR_IO, count,
			_("The git library does not start"));
	if (count > 1)
		return true;
	git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_FILE_LIMIT, (size_t)PACKS_OPEN);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)PACK_WINDOW);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)PACK_MAPPED);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)OBJECTS_KEPT);
	allow_extensions();
	set_config_places();
	return true;
}

void gitx_end(void)
{
	git_libgit2_shutdown();
}

void gitx_text(struct buf *out)
{
	const git_error *last = git_error_last();
	const char *text = last && last->message ? last->message : NULL;

	gate_remote(out, str_from(text && *text ? text : _("unknown error")));
}

static bool is_foreign(int code)
{
	const git_error *last = git_error_last();

	if (code == GIT_EOWNER)
		return true;
	return code == GIT_ENOTFOUND && last && last->message &&
		strstr(last->message, "safe.directory");
}

bool gitx_fail(struct error *err, enum error_kind kind, int code,
	const char *format, ...)
{
	struct buf what = {0};
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vprintf(&what, format, args);
	va_end(args);
	gitx_text(&text);
	if (code == GIT_EUSER)
		error_set(err, ERROR_CANCELLED, _("Stopped on request."));
	else if (is_foreign(code))
		error_set(err, ERROR_REFUSED, "%s: %s", buf_text(&what),
			_("the repository belongs to another user and is not "
			  "trusted. If you trust it, run: git config --global "
			  "--add safe.directory and its path"));
	else
		error_set(
			err, kind, "%s: %s", buf_text(&what), buf_text(&text));
	buf_clear(&what);
	buf_clear(&text);
	return false;
}

bool gitx_looks_like(const char *path)
{
	struct buf name = {0};
	struct stat info;
	bool yes;

	file_join(&name, path, ".git");
	yes = lstat(buf_text(&name), &info) == 0;
	if (!yes) {
		buf_cut(&name, 0);
		file_join(&name, path, "objects");
		yes = file_is_dir(buf_text(&name));
		buf_cut(&name, 0);
		file_join(&name, path, "refs");
		yes = yes && file_is_dir(buf_text(&name));
	}
	buf_clear(&name);
	return yes;
}

/* The path git itself would compare with safe.directory. */
static bool fail_foreign(const char *path, struct error *err)
{
	struct buf shown = {0};
	char *real = realpath(path, NULL);

	gate_text(&shown, str_from(real ? real : path), GATE_LINE);
	error_set(err, ERROR_REFUSED,
		_("The repository %s belongs to another user, and git does not "
		  "trust such repositories. If you trust it, run: "
		  "git config --global --add safe.directory '%s'"),
		buf_text(&shown), buf_text(&shown));
	free(real);
	buf_clear(&shown);
	return false;
}

/* Sets errno when the repository is there but may not be read. */
static bool is_closed(const char *path)
{
	struct buf name = {0};
	bool closed;

	file_join(&name, path, ".git");
	closed = access(buf_text(&name), R_OK) < 0 && errno == EACCES;
	closed = closed || (access(path, R_OK | X_OK) < 0 && errno == EACCES);
	buf_clear(&name);
	return closed;
}

/* Formats that libgit2 does not know are named; it says them in its own way. */
static bool fail_open(const char *path, int code, struct error *err)
{
	const git_error *last = git_error_last();
	const char *text = last && last->message ? last->message : "";
	struct gate_name shown = gate_name(path);

	if (is_foreign(code))
		return fail_foreign(path, err);
	if (code == GIT_ENOTFOUND && !gitx_looks_like(path))
		return error_set(err, ERROR_NOT_FOUND,
			_("%s is not a repository."), shown.text);
	if (is_closed(path))
		return error_errno(err, ERROR_IO,
			_("The repository %s cannot be read"), shown.text);
	if (strstr(text, "objectformat"))
		return error_set(err, ERROR_IO,
			_("The repository %s uses the SHA-256 object format, "
			  "which this program cannot read. Make a clone of a "
			  "SHA-1 version, or copy its files to a plain "
			  "folder."),
			shown.text);
	if (strstr(text, "extension") || strstr(text, "version"))
		return gitx_fail(err, ERROR_IO, code,
			_("The repository %s uses a format of git that this "
			  "program cannot read"),
			shown.text);
	return gitx_fail(err, ERROR_IO, code,
		_("The repository %s is damaged and cannot be opened. Try "
		  "'git fsck' there, or make a fresh clone. The reason"),
		shown.text);
}

bool gitx_open(const char *path, git_repository **repo, struct error *err)
{
	int code = git_repository_open_ext(
		repo, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);

	return code == 0 || fail_open(path, code, err);
}

bool gitx_id(const char *hex, git_oid *id)
{
	if (!hex || strlen(hex) != GIT_OID_HEXSZ ||
		strspn(hex, "0123456789abcdefABCDEF") != GIT_OID_HEXSZ)
		return false;
	return git_oid_fromstr(id, hex) == 0;
}

void gitx_hex(const git_oid *id, char hex[SOURCE_ID])
{
	git_oid_tostr(hex, GIT_OID_HEXSZ + 1, id);
}

const char *gitx_index_reason(git_repository *repo)
{
	git_index *index = NULL;
	bool works = git_repository_index(&index, repo) == 0 &&
		git_index_read(index, 0) == 0;

	git_index_free(index);
	if (works)
		return NULL;
	return N_("git's index here is split, sparse or damaged, so that only "
		  "git itself can read it. Run once: git update-index "
		  "--no-split-index");
}

bool gitx_copy(char *to, size_t size, const char *text)
{
	size_t len = text ? strlen(text) : 0;

	if (len >= size)
		return false;
	if (text)
		memcpy(to, text, len);
	to[len] = '\0';
	return true;
}

const char *gitx_short(const char *ref)
{
	const char *const prefix = "refs/heads/";

	return strncmp(ref, prefix, strlen(prefix)) ? ref
						    : ref + strlen(prefix);
}

static bool fail_head(git_repository *repo, int code, struct error *err)
{
	return gitx_fail(err, ERROR_IO, code,
		_("The current branch (HEAD) of %s cannot be read. Repair it "
		  "with 'git symbolic-ref HEAD refs/heads/main', or make a "
		  "fresh clone. The reason"),
		gate_name(git_repository_path(repo)).text);
}

bool gitx_head(git_repository *repo, struct gitx_head *head, struct error *err)
{
	struct gitx_head found = {.ref = ""};
	git_reference *ref = NULL;
	int code = git_reference_lookup(&ref, repo, "HEAD");
	bool ok = false;

	if (code < 0)
		return fail_head(repo, code, err);
	if (git_reference_type(ref) == GIT_REFERENCE_DIRECT) {
		found.detached = true;
		found.id = *git_reference_target(ref);
	} else {
		const char *name = git_reference_symbolic_target(ref);

		if (!gitx_copy(found.ref, sizeof(found.ref), name)) {
			error_set(err, ERROR_IO,
				_("The name of the current branch is too "
				  "long."));
			goto out;
		}
		code = git_reference_name_to_id(&found.id, repo, name);
		found.unborn = code == GIT_ENOTFOUND;
		if (code < 0 && !found.unborn) {
			gitx_fail(err, ERROR_IO, code,
				_("The current branch of %s is damaged. Find "
				  "its last commit with 'git reflog', or make "
				  "a fresh clone. The reason"),
				gate_name(git_repository_path(repo)).text);
			goto out;
		}
		if (found.unborn)
			memset(&found.id, 0, sizeof(found.id));
	}
	*head = found;
	ok = true;
out:
	git_reference_free(ref);
	return ok;
}
