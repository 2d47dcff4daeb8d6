/* What a branch follows: see sync/git.h. */

#include "sync/git.h"

#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "base/str.h"

/* One look through the configuration. */
struct look {
	struct gitx_upstream *up;
	const char *ref;
	char only[256]; /* the remote there is, */
	size_t remotes; /* when this is 1 */
	size_t replaced; /* bytes of the address that insteadOf took */
	struct buf url;
};

typedef void look_at(struct look *look, struct str name, const char *value);

static void each_entry(git_config *config, look_at *at, struct look *look)
{
	git_config_iterator *entries = NULL;
	git_config_entry *entry;

	if (git_config_iterator_new(&entries, config) < 0)
		return;
	while (git_config_next(&entry, entries) == 0)
		if (entry->value)
			at(look, str_from(entry->name), entry->value);
	git_config_iterator_free(entries);
}

/* The middle of "<section>.<middle>.<key>"; false for other names. */
static bool cut_name(struct str name, const char *section, const char *key,
	struct str *middle)
{
	size_t before = strlen(section) + 1;
	size_t after = strlen(key) + 1;

	if (!str_starts(name, section) || !str_ends(name, key) ||
		name.len <= before + after || name.data[before - 1] != '.' ||
		name.data[name.len - after] != '.')
		return false;
	*middle = str_sub(name, before, name.len - after);
	return true;
}

static bool copy_str(char *to, size_t size, struct str text)
{
	if (text.len >= size)
		return false;
	memcpy(to, text.data, text.len);
	to[text.len] = '\0';
	return true;
}

/* Several addresses of one remote follow one another. */
static void count_remote(struct look *look, struct str name, const char *value)
{
	struct str remote;

	(void)value;
	if (!cut_name(name, "remote", "url", &remote) ||
		str_is(remote, look->only))
		return;
	look->remotes++;
	if (str_is(remote, "origin"))
		gitx_copy(look->up->remote, sizeof(look->up->remote), "origin");
	if (!copy_str(look->only, sizeof(look->only), remote))
		*look->only = '\0';
}

/* Of several url.<base>.insteadOf the longest counts. */
static void replace_start(struct look *look, struct str name, const char *value)
{
	struct str base;
	size_t len = strlen(value);

	if (!cut_name(name, "url", "insteadof", &base) ||
		len <= look->replaced ||
		strncmp(look->up->url, value, len) != 0)
		return;
	look->replaced = len;
	buf_cut(&look->url, 0);
	buf_str(&look->url, base);
	buf_put(&look->url, look->up->url + len);
}

/* Where a fetch rule puts the branch. */
static void find_tracking(struct look *look, struct str name, const char *value)
{
	struct gitx_upstream *up = look->up;
	git_refspec *spec = NULL;
	git_buf found = {0};
	struct str remote;

	if (!cut_name(name, "remote", "fetch", &remote) ||
		!str_is(remote, up->remote) || *up->tracking ||
		git_refspec_parse(&spec, value, 1) < 0)
		return;
	if (git_refspec_src_matches(spec, up->branch) &&
		git_refspec_transform(&found, spec, up->branch) == 0 &&
		!gitx_copy(up->tracking, sizeof(up->tracking), found.ptr))
		*up->tracking = '\0';
	git_buf_dispose(&found);
	git_refspec_free(spec);
	/* A mirror fetches over the branch itself: no other state to compare.
	 */
	if (!strcmp(up->tracking, look->ref))
		*up->tracking = '\0';
}

/* The value of <section>.<name>.<key>; "" when it is not set or too long. */
static void config_text(
	git_config *config, const char *const parts[3], char *out, size_t size)
{
	git_config_entry *entry = NULL;
	struct buf key = {0};

	*out = '\0';
	buf_printf(&key, "%s.%s.%s", parts[0], parts[1], parts[2]);
	if (git_config_get_entry(&entry, config, buf_text(&key)) == 0 &&
		entry->value && !gitx_copy(out, size, entry->value))
		*out = '\0';
	git_config_entry_free(entry);
	buf_clear(&key);
}

static void find_remote(git_config *config, struct look *look)
{
	struct gitx_upstream *up = look->up;
	const char *name = gitx_short(look->ref);

	if (*look->ref) {
		config_text(config,
			(const char *const[]){"branch", name, "remote"},
			up->remote, sizeof(up->remote));
		config_text(config,
			(const char *const[]){"branch", name, "merge"},
			up->branch, sizeof(up->branch));
	}
	if (!*up->branch)
		gitx_copy(up->branch, sizeof(up->branch), look->ref);
	if (*up->remote && strcmp(up->remote, ".") != 0)
		return;
	*up->remote = '\0';
	each_entry(config, count_remote, look);
	if (!*up->remote && look->remotes == 1)
		gitx_copy(up->remote, sizeof(up->remote), look->only);
}

static void find_url(git_config *config, struct look *look)
{
	struct gitx_upstream *up = look->up;

	config_text(config, (const char *const[]){"remote", up->remote, "url"},
		up->url, sizeof(up->url));
	each_entry(config, replace_start, look);
	if (look->replaced &&
		!gitx_copy(up->url, sizeof(up->url), buf_text(&look->url)))
		*up->url = '\0';
}

bool gitx_upstream(git_repository *repo, const char *ref,
	struct gitx_upstream *upstream, struct error *err)
{
	struct gitx_upstream up = {.remote = ""};
	struct look look = {.up = &up, .ref = ref};
	git_config *config = NULL;
	int code = git_repository_config_snapshot(&config, repo);
	bool ok = false;

	if (code < 0)
		return gitx_fail(err, ERROR_CONFIG, code,
			_("The configuration of the repository cannot be "
			  "read"));
	find_remote(config, &look);
	if (!*up.remote) {
		error_set(err, ERROR_NOT_FOUND,
			_("This hub follows no remote. Add one with "
			  "'git remote add origin ADDRESS'."));
		goto out;
	}
	find_url(config, &look);
	if (!*up.url) {
		error_set(err, ERROR_NOT_FOUND,
			_("The remote that this branch follows has no usable "
			  "address. Set one with 'git remote set-url'."));
		goto out;
	}
	each_entry(config, find_tracking, &look);
	*upstream = up;
	ok = true;
out:
	buf_clear(&look.url);
	git_config_free(config);
	return ok;
}

bool gitx_incoming(git_repository *repo, const char *ref,
	const struct gitx_upstream *upstream, git_oid *id)
{
	struct buf name = {0};
	git_oid found;
	bool ok;

	buf_printf(&name, "%s%s", GITX_INCOMING, gitx_short(ref));
	ok = git_reference_name_to_id(&found, repo, buf_text(&name)) == 0;
	if (!ok && *upstream->tracking)
		ok = git_reference_name_to_id(
			     &found, repo, upstream->tracking) == 0;
	if (ok)
		*id = found;
	buf_clear(&name);
	return ok;
}
