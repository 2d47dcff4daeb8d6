/* What a note may be called from now on, and where it may go. */

#include <stdlib.h>

#include "app/move_private.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "content/name.h"

static struct str keep(struct move *m, struct str text)
{
	return arena_str(&m->moved->arena, text);
}

struct looking {
	struct str folder;
	bool found;
};

static bool look(const struct source_file *file, void *arg)
{
	struct looking *looking = arg;
	struct str path = str_from(file->path);

	looking->found = !file->removed && path.len > looking->folder.len &&
		path.data[looking->folder.len] == '/' &&
		str_eq(str_sub(path, 0, looking->folder.len), looking->folder);
	return !looking->found;
}

/* A folder that is there is fine whatever its name is. */
static bool check_folder(struct move *m, struct error *err)
{
	struct looking looking = {m->new_folder, false};
	struct str rest = m->new_folder, part;
	const char *unfit = NULL;

	if (str_is(m->new_folder, "."))
		return true;
	while (!unfit && str_cut(&rest, '/', &part))
		unfit = name_unfit(part);
	if (!unfit)
		return true;
	return (source_list(m->app->source, look, &looking, err) &&
		       looking.found) ||
		error_set(err, ERROR_INPUT,
			_("\"%s\" cannot be the folder of a note: %s."),
			gate_name(m->new_folder.data).text, unfit);
}

/* "methods" is more likely meant as the folder than as a name. */
static bool is_folder_of_kind(const struct schema *schema, struct str id)
{
	size_t i;

	for (i = 0; i < schema->kind_count; i++) {
		if (str_eq(schema->kinds[i].folder, id))
			return true;
	}
	return false;
}

static bool check_id(struct move *m, struct error *err)
{
	const char *unfit = name_unfit(m->new_id);

	if (str_eq(m->new_id, m->id) && str_eq(m->new_folder, m->folder))
		return error_set(err, ERROR_INPUT,
			_("The note has this name and place already."));
	if (str_eq(m->new_id, m->id))
		return true;
	if (unfit)
		return error_set(err, ERROR_INPUT,
			_("\"%s\" cannot be the id of a note: %s."),
			gate_name(m->new_id.data).text, unfit);
	return !is_folder_of_kind(&m->app->schema, m->new_id) ||
		error_set(err, ERROR_INPUT,
			_("%s is a folder of this hub. To move the note there "
			  "write it with a slash: %s/"),
			m->new_id.data, m->new_id.data);
}

bool move_take(struct move *m, struct error *err)
{
	struct str text = m->request->id, id, lang;

	if (str_starts(text, "/"))
		text = str_sub(text, 1, text.len);
	id = file_name(text);
	m->new_folder = m->folder;
	if (str_find(text, '/') < text.len)
		m->new_folder = keep(m,
			id.len < text.len
				? str_sub(text, 0, text.len - id.len - 1)
				: text);
	if (str_ends(id, ".md"))
		id = file_name(
			record_id(&m->app->schema, m->foreign, id, &lang));
	if (str_ends(text, "/"))
		id = m->id;
	m->new_id = keep(m, id);
	return check_folder(m, err) && check_id(m, err);
}

bool move_judge(struct move *m, struct str path, struct error *err)
{
	const struct schema *schema = &m->app->schema;
	struct buf folders = {0};
	char *name = str_copy(path);
	bool note = app_is_note(m->app, name);
	size_t i;

	free(name);
	if (!note)
		return error_set(err, ERROR_REFUSED,
			_("What is in templates/ is what new notes begin with, "
			  "and no note itself."));
	if (m->foreign || m->new_kind)
		return true;
	for (i = 0; i < schema->kind_count; i++)
		buf_printf(&folders, "%s%.*s/", i ? ", " : "",
			STR_ARG(schema->kinds[i].folder));
	error_set(err, ERROR_REFUSED,
		_("In %.*s/ a note is of no kind of this hub. The folders of "
		  "its kinds: %s"),
		STR_ARG(m->new_folder), buf_text(&folders));
	buf_clear(&folders);
	return false;
}
