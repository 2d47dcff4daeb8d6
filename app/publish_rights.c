/* Who may publish, as the hub's list of editors says. */

#include "app/publish_private.h"
#include "base/gate.h"
#include "base/i18n.h"

/* "ssh-ed25519 AAAA" of "ssh-ed25519 AAAA a comment". */
static struct str key_of(struct str line)
{
	size_t type, key;

	line = str_trim(line);
	type = str_find(line, ' ');
	key = str_find(str_sub(line, type + 1, line.len), ' ');
	return str_sub(line, 0, type + 1 + key);
}

static bool is_editor(const struct schema *schema, const struct who *who)
{
	struct str key = key_of(buf_slice(&who->key));
	size_t i;

	for (i = 0; i < schema->editor_count; i++) {
		struct str editor = schema->editors[i];

		if (who->email.len &&
			str_eq_nocase(editor, buf_slice(&who->email)))
			return true;
		if (key.len && str_eq(key_of(editor), key))
			return true;
	}
	return false;
}

bool publish_rights(struct app *app, struct who *who, struct error *err)
{
	if (!app_may_write(app, err) || !who_find(app->source, who, err))
		return false;
	if (app->schema.built_in)
		return error_set(err, ERROR_REFUSED,
			_("There is no hub file, fyr.yaml, here that says what "
			  "is published. Commit the note instead: fyr edit"));
	if (!app->schema.editor_count || is_editor(&app->schema, who))
		return true;
	return error_set(err, ERROR_REFUSED,
		_("Only editors of this hub may publish, and %s is none of "
		  "them (\"editors\" in fyr.yaml). Save it as a draft "
		  "(status: draft) and ask an editor."),
		gate_name(buf_text(&who->email)).text);
}

bool app_may_publish(struct app *app, struct error *err)
{
	struct who who = {0};
	bool ok = publish_rights(app, &who, err);

	who_clear(&who);
	return ok;
}
