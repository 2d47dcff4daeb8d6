#include "app/signers.h"

#include <string.h>

#include "base/file.h"
#include "base/i18n.h"
#include "content/yaml.h"
#include "sync/signature.h"

enum {
	SIGNERS_MAX = 1024 * 1024 /* bytes of a file of allowed signers */
};

bool signers_is_key(struct str editor)
{
	return str_starts(editor, "ssh-") || str_starts(editor, "ecdsa-") ||
		str_starts(editor, "sk-");
}

/* An editor who is a key may sign without a file of signers. */
static void add_keys(struct signers *signers, const struct schema *schema)
{
	size_t i;

	for (i = 0; i < schema->editor_count; i++) {
		struct str editor = schema->editors[i];

		if (signers_is_key(editor) &&
			str_find(editor, '\n') == editor.len)
			buf_printf(&signers->allowed,
				SIGNERS_KEY " namespaces=\"git\" %.*s\n",
				STR_ARG(editor));
	}
}

void signers_read(struct signers *signers, struct arena *arena,
	const struct signers_from *from)
{
	const struct yaml_input input = {from->hub_file, 1, &yaml_limits_file};
	struct problems problems = {0};
	const struct yaml *root = yaml_parse(&input, arena, &problems);
	struct buf *allowed = &signers->allowed;

	signers->path = root ? yaml_text(root, "signers") : (struct str){0};
	if (signers->path.len &&
		!snapshot_read(from->snapshot, from->commit, signers->path.data,
			allowed, NULL))
		buf_put(allowed, "# unreadable\n");
	if (allowed->len && allowed->data[allowed->len - 1] != '\n')
		buf_byte(allowed, '\n');
	add_keys(signers, from->schema);
}

bool signers_verify(struct snapshot *snapshot, const char *commit,
	struct str allowed, struct buf *who, struct error *why)
{
	struct buf sign = {0};
	struct buf content = {0};
	struct signature signature;
	bool ok = snapshot_signature(snapshot, commit, &sign, &content);

	signature.signature = buf_slice(&sign);
	signature.content = buf_slice(&content);
	signature.allowed = allowed;
	if (!ok)
		error_set(why, ERROR_REFUSED, _("it is not signed"));
	ok = ok && signature_verify(&signature, who, why);
	buf_clear(&content);
	buf_clear(&sign);
	return ok;
}

static bool read_all(
	struct app *app, struct app_signed *signed_by, struct error *err)
{
	char head[SOURCE_ID];
	struct buf text = {0};
	struct signers_from from = {
		signed_by->snapshot, head, &app->schema, {0}};

	if (!source_head(app->source, head, err))
		return false;
	if (*head &&
		snapshot_read(
			signed_by->snapshot, head, "fyr.yaml", &text, NULL)) {
		from.hub_file = buf_slice(&text);
		signers_read(&signed_by->signers, &signed_by->arena, &from);
	}
	buf_clear(&text);
	if (signed_by->signers.allowed.len)
		return true;
	snapshot_signers(signed_by->snapshot, &text);
	if (text.len)
		file_read(buf_text(&text), SIGNERS_MAX,
			&signed_by->signers.allowed, NULL);
	buf_clear(&text);
	return signed_by->signers.allowed.len ||
		error_set(err, ERROR_CONFIG,
			_("Nobody is named whose signatures hold: neither by "
			  "signers: in fyr.yaml nor by git's "
			  "gpg.ssh.allowedSignersFile."));
}

bool app_signed_begin(
	struct app *app, struct app_signed *signed_by, struct error *err)
{
	memset(signed_by, 0, sizeof(*signed_by));
	return app_source(app, err) &&
		snapshot_open(app->path, &signed_by->snapshot, err) &&
		read_all(app, signed_by, err);
}

void app_signed_end(struct app_signed *signed_by)
{
	snapshot_close(signed_by->snapshot);
	buf_clear(&signed_by->signers.allowed);
	arena_clear(&signed_by->arena);
	memset(signed_by, 0, sizeof(*signed_by));
}
