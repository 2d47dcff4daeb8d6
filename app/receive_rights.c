/* What publishes, and who may. */

#include <stdlib.h>
#include <string.h>

#include "app/receive_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/yaml.h"
#include "sync/signature.h"

bool push_rules(struct push *push, struct error *err)
{
	struct buf text = {0};
	struct error why = {0};
	struct signers_from from = {
		push->snapshot, push->old, &push->schema, {0}};

	if (!push->old[0] ||
		!snapshot_read(
			push->snapshot, push->old, "fyr.yaml", &text, &why)) {
		schema_init_built_in(&push->schema);
		if (push->old[0] && why.kind != ERROR_NOT_FOUND) {
			if (err)
				*err = why;
			return false;
		}
		return true;
	}
	schema_parse(&push->schema, buf_slice(&text));
	from.hub_file = buf_slice(&text);
	signers_read(&push->signers, &push->arena, &from);
	buf_clear(&text);
	return true;
}

/* --- who pushes --- */

static const char *pusher(const struct push *push)
{
	static const char *const names[] = {"GITEA_PUSHER_EMAIL",
		"GITEA_PUSHER_NAME", "GL_USERNAME", "REMOTE_USER"};
	size_t i;

	if (push->receive->pusher)
		return push->receive->pusher;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return value;
	}
	return NULL;
}

bool push_is_editor(const struct push *push, struct str who)
{
	size_t i;

	if (push->schema.editor_count == 0)
		return true;
	for (i = 0; i < push->schema.editor_count; i++) {
		if (who.len && !signers_is_key(push->schema.editors[i]) &&
			str_eq_nocase(push->schema.editors[i], who))
			return true;
	}
	return false;
}

/* --- what publishes --- */

struct finding {
	struct push *push;
	const char *commit; /* being looked at */
	char **paths; /* that a commit of the push is known to publish */
	size_t count, cap;
	size_t here; /* in this commit */
	const struct snapshot_info *info; /* of the commit; NULL: the whole push
					     at once, against the old tip */
	struct buf proposer; /* who proposed what the commit carries out */
	struct buf message, email; /* of the commit, the last one at the end */
};

/* Who pushes, where that is an e-mail that can be compared with a name. */
static struct str pusher_email(const struct push *push)
{
	struct str who = str_from(pusher(push));

	return str_find(who, '@') < who.len ? who : (struct str){0};
}

static bool wants_signed(const struct push *push)
{
	return push->signers.allowed.len && push->schema.editor_count;
}

static bool is_rule(const struct push *push, const char *path)
{
	return strcmp(path, "fyr.yaml") == 0 ||
		str_starts(str_from(path), ".fyr/") ||
		(push->signers.path.len && str_is(push->signers.path, path));
}

static bool ends(struct str name, const char *with)
{
	size_t len = strlen(with);

	return name.len > len &&
		str_eq_nocase(str_sub(name, name.len - len, name.len),
			str_from(with));
}

static bool is_note(const char *path)
{
	struct str name = str_from(path);

	return (ends(name, ".md") || ends(name, ".markdown")) &&
		!str_starts(name, "templates/");
}

/* A merge that has what its other side had published publishes nothing. */
static bool was_merged(struct finding *f, struct publishing publishing)
{
	struct buf old = {0};
	bool same;

	if (!f->info || !*f->info->second)
		return false;
	publishing.had = snapshot_read(f->push->snapshot, f->info->second,
		publishing.path.data, &old, NULL);
	publishing.old = buf_slice(&old);
	same = !publishing_reason(&publishing);
	buf_clear(&old);
	return same;
}

static const char *reason_between(
	struct finding *f, const struct publishing *publishing)
{
	const struct proposing proposing = {publishing->path, publishing->old,
		publishing->text, pusher_email(f->push)};
	const char *reason = publishing_reason(publishing);

	if (f->push->schema.four_eyes && f->info && !*f->info->second)
		push_proposed(f->push, &proposing, &f->proposer);
	return reason && was_merged(f, *publishing) ? NULL : reason;
}

static const char *reason_of(
	struct finding *f, const struct snapshot_change *change)
{
	struct push *push = f->push;
	struct buf old = {0};
	struct buf text = {0};
	struct publishing publishing = {
		.schema = &push->schema, .path = str_from(change->path)};
	const char *reason;

	if (is_rule(push, change->path))
		return _("it holds the rules of the hub");
	if (push->schema.built_in || !is_note(change->path))
		return NULL;
	publishing.had = *change->old_version &&
		snapshot_read_version(
			push->snapshot, change->old_version, &old, NULL);
	publishing.has = *change->version &&
		snapshot_read_version(
			push->snapshot, change->version, &text, NULL);
	publishing.old = buf_slice(&old);
	publishing.text = buf_slice(&text);
	reason = reason_between(f, &publishing);
	buf_clear(&text);
	buf_clear(&old);
	return reason;
}

static bool is_known(const struct finding *f, const char *path)
{
	size_t i;

	for (i = 0; i < f->count; i++) {
		if (strcmp(f->paths[i], path) == 0)
			return true;
	}
	return false;
}

static bool each_change(const struct snapshot_change *change, void *arg)
{
	struct finding *f = arg;
	const char *who = pusher(f->push);
	const char *reason = reason_of(f, change);
	bool known = is_known(f, change->path);

	if (!reason || (!f->info && known))
		return true;
	f->here++;
	if (!known) {
		f->paths = mem_grow(
			f->paths, &f->cap, f->count + 1, sizeof(*f->paths));
		f->paths[f->count++] = mem_text(change->path);
	}
	if (push_is_editor(f->push, str_from(who)) ||
		(!who && wants_signed(f->push)))
		return true;
	push_say(f->push, "%s: %s", gate_name(change->path).text, reason);
	f->push->received->refused = true;
	return true;
}

static void verify(struct finding *f, struct buf *who)
{
	struct push *push = f->push;
	struct error why = {0};
	bool ok = signers_verify(push->snapshot, f->commit,
		buf_slice(&push->signers.allowed), who, &why);

	if (ok && !push_is_editor(push, buf_slice(who)) &&
		!str_is(buf_slice(who), SIGNERS_KEY))
		ok = error_set(&why, ERROR_REFUSED,
			_("%s, who signed it, is no editor"), buf_text(who));
	if (!ok) {
		push_say(push,
			_("The commit %.12s publishes, and this hub wants "
			  "that signed by an editor: %s."),
			f->commit, why.text);
		push->received->refused = true;
	}
}

/* A commit that publishes: is it signed, and reviewed by another? */
static void judge(struct finding *f)
{
	struct push *push = f->push;
	struct buf signer = {0};
	struct four_eyes reviewed = {.commit = f->commit,
		.message = buf_slice(&f->message),
		.proposer =
			buf_slice(f->proposer.len ? &f->proposer : &f->email),
		.vouches = pusher_email(push)};

	if (wants_signed(push))
		verify(f, &signer);
	if (str_find(buf_slice(&signer), '@') < signer.len)
		reviewed.vouches = buf_slice(&signer);
	if (push->schema.four_eyes)
		push_reviewed(push, &reviewed);
	buf_clear(&signer);
}

static bool each_commit(const struct snapshot_info *info, void *arg)
{
	struct finding *f = arg;
	struct error why = {0};

	f->commit = info->id;
	f->info = info;
	f->here = 0;
	f->proposer.len = f->message.len = f->email.len = 0;
	buf_str(&f->message, info->message);
	buf_str(&f->email, info->email);
	if (!snapshot_changes(
		    f->push->snapshot, info->id, each_change, f, &why))
		push_say(f->push, "%s", why.text);
	if (f->here)
		judge(f);
	return true;
}

static void say_why(struct push *push)
{
	const char *who = pusher(push);

	if (who && !push_is_editor(push, str_from(who)))
		push_say(push,
			_("Only editors may publish, and %s is none. Save it "
			  "as a draft (status: draft) and ask an editor."),
			gate_name(who).text);
	else if (!who && !wants_signed(push) && push->schema.editor_count)
		push_say(push,
			_("Only editors may publish, and the server does not "
			  "say who pushes. Whoever runs it can name the user "
			  "with --pusher."));
}

bool push_rights(struct push *push, struct error *err)
{
	const struct snapshot_range range = {push->old, push->new};
	struct finding f = {.push = push};
	bool ok;
	size_t i;

	if (!push->old[0] ||
		(push->schema.editor_count == 0 && !push->schema.four_eyes))
		return true;
	ok = snapshot_commits(push->snapshot, &range, each_commit, &f, err);
	/* A merge that takes back what others published changes nothing by
	 * itself: the push as a whole does. */
	f.info = NULL;
	f.here = 0;
	f.commit = push->new;
	if (ok)
		ok = snapshot_compare(
			push->snapshot, &range, each_change, &f, err);
	if (ok && f.here)
		judge(&f);
	if (push->received->refused)
		say_why(push);
	for (i = 0; i < f.count; i++)
		free(f.paths[i]);
	free(f.paths);
	buf_clear(&f.proposer);
	buf_clear(&f.message);
	buf_clear(&f.email);
	return ok;
}
