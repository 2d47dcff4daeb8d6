#include "sync/fetch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/trace.h"
#include "sync/by_git.h"
#include "sync/git.h"

/* A bundle and a git server list the same things in two shapes. */
struct list {
	const git_remote_head **heads;
	const struct bundle_ref *refs;
	size_t count;
};

static struct list list_of(struct fetch *f)
{
	struct list list = {0};

	if (f->bundled || f->by_git) {
		list.refs = f->bundle.refs;
		list.count = f->bundle.count;
	} else if (git_remote_ls(&list.heads, &list.count, f->remote) < 0 ||
		!list.heads) {
		list.count = 0;
	}
	return list;
}

static const char *name_at(const struct list *list, size_t i)
{
	if (list->refs)
		return list->refs[i].name;
	assert(list->heads);
	return list->heads[i]->name;
}

static const git_oid *id_at(const struct list *list, size_t i)
{
	if (list->refs)
		return &list->refs[i].id;
	assert(list->heads);
	return &list->heads[i]->oid;
}

static bool connect_remote(struct fetch *f, struct error *err)
{
	git_remote_connect_options options;
	int code;

	git_remote_connect_options_init(
		&options, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
	transport_callbacks(&f->transport, &options.callbacks);
	code = git_remote_connect_ext(f->remote, GIT_DIRECTION_FETCH, &options);
	return code == 0 || transport_failed(&f->transport, code, err);
}

static struct by_git by_git_of(struct fetch *f)
{
	return (struct by_git){
		&f->transport, f->repo, git_remote_name(f->remote)};
}

static bool list_by_git(struct fetch *f, struct error *err)
{
	const struct by_git git = by_git_of(f);

	return by_git_list(&git, &f->bundle, &f->head) ||
		transport_failed(&f->transport, -1, err);
}

static bool open_remote(struct fetch *f, struct error *err)
{
	struct transport *t = &f->transport;
	struct buf path = {0};
	bool ok = true;

	if (t->address.type == ADDRESS_LOCAL) {
		transport_path(t, &path);
		f->bundled = bundle_is(buf_text(&path));
	}
	f->by_git = by_git_is(t);
	if (f->bundled)
		ok = bundle_open(&f->bundle, buf_text(&path), err);
	else if (f->by_git)
		ok = list_by_git(f, err);
	else
		ok = connect_remote(f, err);
	buf_clear(&path);
	return ok;
}

bool fetch_open_take(struct fetch *fetch, git_repository *repo,
	git_remote *remote, const struct pull_options *options,
	struct error *err)
{
	*fetch = (struct fetch){
		.repo = repo, .remote = remote, .bundle = {.fd = -1}};
	if (transport_open(&fetch->transport, repo, git_remote_url(remote),
		    options, err) &&
		open_remote(fetch, err)) {
		trace_event("sync.connected", "refs=%zu", list_of(fetch).count);
		return true;
	}
	fetch_close(fetch);
	return false;
}

void fetch_close(struct fetch *fetch)
{
	if (!fetch)
		return;
	git_remote_free(fetch->remote);
	bundle_close(&fetch->bundle);
	buf_clear(&fetch->head);
	transport_close(&fetch->transport);
	*fetch = (struct fetch){.bundle = {.fd = -1}};
}

static bool find_in(const struct list *list, const char *ref, size_t *at)
{
	for (size_t i = 0; i < list->count; i++) {
		if (strcmp(name_at(list, i), ref) == 0) {
			*at = i;
			return true;
		}
	}
	return false;
}

bool fetch_find(struct fetch *fetch, const char *ref, git_oid *id)
{
	struct list list = list_of(fetch);
	size_t at;

	if (!find_in(&list, ref, &at))
		return false;
	*id = *id_at(&list, at);
	return true;
}

static bool is_branch(const char *name)
{
	int valid = 0;

	return strncmp(name, "refs/heads/", 11) == 0 &&
		git_reference_name_is_valid(&valid, name) == 0 && valid;
}

/* Old servers and bundles say only which commit HEAD is: the same branch. */
static bool guess(const struct list *list, const git_oid *head, size_t *at)
{
	static const char *const usual[] = {
		"refs/heads/main", "refs/heads/master"};
	size_t i;

	for (i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		if (find_in(list, usual[i], at) &&
			(!head || git_oid_equal(id_at(list, *at), head)))
			return true;
	}
	for (i = 0; i < list->count; i++) {
		if (is_branch(name_at(list, i)) &&
			(!head || git_oid_equal(id_at(list, i), head))) {
			*at = i;
			return true;
		}
	}
	return false;
}

bool fetch_default(struct fetch *fetch, struct buf *ref)
{
	struct list list = list_of(fetch);
	const char *target = NULL;
	size_t at, head;

	if (find_in(&list, "HEAD", &head)) {
		target = list.heads ? list.heads[head]->symref_target : NULL;
		if (fetch->by_git)
			target =
				fetch->head.len ? buf_text(&fetch->head) : NULL;
		if (target && is_branch(target) && find_in(&list, target, &at))
			goto found;
		if (guess(&list, id_at(&list, head), &at))
			goto found;
	}
	if (!guess(&list, NULL, &at))
		return false;
found:
	buf_put(ref, name_at(&list, at));
	return true;
}

static bool get_by_git(struct fetch *f, const char *ref, struct error *err)
{
	const struct by_git git = by_git_of(f);
	git_oid id;

	return (fetch_find(f, ref, &id) && by_git_get(&git, &id)) ||
		transport_failed(&f->transport, -1, err);
}

/* The library looks at all references, and gives up at one that dangles. */
static bool fail_dangling(struct error *err)
{
	return error_set(err, ERROR_CONFLICT,
		_("A name in this repository leads nowhere (%s), so nothing "
		  "can be fetched. Often this helps: git remote set-head "
		  "origin --delete"),
		gate_name(git_error_last()->message).text);
}

bool fetch_get(struct fetch *fetch, const char *ref, struct error *err)
{
	git_fetch_options options;
	char *spec = NULL;
	struct buf text = {0};
	git_strarray specs = {&spec, 1};
	int code;

	if (fetch->bundled) {
		git_oid id;
		git_odb *odb = NULL;
		bool here = fetch_find(fetch, ref, &id) &&
			git_repository_odb(&odb, fetch->repo) == 0 &&
			git_odb_exists(odb, &id);

		git_odb_free(odb);
		return here ||
			bundle_unpack(&fetch->bundle, fetch->repo,
				&fetch->transport) ||
			transport_failed(&fetch->transport, -1, err);
	}
	if (fetch->by_git)
		return get_by_git(fetch, ref, err);
	git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
	buf_printf(&text, "+%s:%s", ref, "refs/fyr/never");
	spec = buf_take(&text);
	transport_callbacks(&fetch->transport, &options.callbacks);
	options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
	code = git_remote_download(fetch->remote, &specs, &options);
	free(spec);
	if (code < 0 && git_error_last() &&
		git_error_last()->klass == GIT_ERROR_REFERENCE)
		return fail_dangling(err);
	return code == 0 || transport_failed(&fetch->transport, code, err);
}

void fetch_note(git_repository *repo)
{
	struct buf path = {0}, dir = {0};

	file_join(&path, gitx_common_dir(repo), GITX_FETCHED);
	buf_str(&dir, file_dir(buf_slice(&path)));
	if (file_mkdirs(buf_text(&dir), 0700, NULL))
		file_write(buf_text(&path), STR(""), 0600, NULL);
	buf_clear(&path);
	buf_clear(&dir);
}
