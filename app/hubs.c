/* New hubs: a name, the starter's files, the first commit. */

#include <stdlib.h>
#include <string.h>

#include "app/app.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "sync/pull.h"

bool app_starter(struct buf *path)
{
	/* As built, built with sanitizers, as installed wherever that is. */
	static const char *const places[] = {
		"/starter", "/../../starter", "/../share/fyr/starter"};
	size_t start = path->len;
	size_t i;

	for (i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		buf_cut(path, start);
		if (!file_program_dir(path))
			break;
		buf_put(path, places[i]);
		if (file_is_dir(buf_text(path) + start))
			return true;
	}
	buf_cut(path, start);
	buf_put(path, FYR_SHARE "/fyr/starter");
	return file_is_dir(buf_text(path) + start);
}

/* Last part of an address or path, without ".git" and endings of bundles. */
static struct str last_part(struct str from)
{
	struct str name;

	while (from.len &&
		(from.data[from.len - 1] == '/' ||
			from.data[from.len - 1] == ':'))
		from.len--;
	name = file_name(from);
	if (str_find(name, ':') < name.len)
		name = str_sub(name, str_find(name, ':') + 1, name.len);
	if (str_is(name, ".git"))
		name = file_name(file_dir(from));
	if (str_ends(name, ".git"))
		name.len -= 4;
	if (str_ends(name, ".bundle"))
		name.len -= 7;
	return name;
}

void app_hub_name(
	const struct config *config, struct str from, struct buf *name)
{
	struct str rest = last_part(from);
	size_t start = name->len;
	size_t base;
	int n = 2;

	while (rest.len) {
		uint32_t code = utf8_next(&rest);

		if (utf8_is_letter(code) || utf8_is_digit(code) ||
			code == '-' || code == '_' || code == '.')
			utf8_put(name, utf8_lower(code));
	}
	while (name->len > start && name->data[start] == '.')
		memmove(name->data + start, name->data + start + 1,
			name->len-- - start);
	if (name->len == start)
		buf_put(name, "hub");
	base = name->len;
	while (config_hub(config, str_sub(buf_slice(name), start, name->len))) {
		buf_cut(name, base);
		buf_printf(name, "-%d", n++);
	}
}

static bool refuse_taken(const char *dir, struct error *err)
{
	struct buf clean = {0};

	gate_text(&clean, str_from(dir), GATE_LINE);
	error_set(err, ERROR_REFUSED,
		_("%s is there already and is not empty. Name a folder that "
		  "does not exist; nothing was changed."),
		buf_text(&clean));
	buf_clear(&clean);
	return false;
}

bool app_init(struct config *config, const char *dir, struct buf *path,
	struct error *err)
{
	struct buf starter = {0};
	struct buf name = {0};
	struct hub hub = {0};
	bool existed = file_exists(dir);
	bool ok = false;

	if (existed && !file_is_empty_dir(dir))
		return refuse_taken(dir, err);
	if (!app_starter(&starter)) {
		error_set(err, ERROR_CONFIG,
			_("The files of a new hub are not installed (%s). "
			  "Install fyr again with make install."),
			buf_text(&starter));
		goto out;
	}
	if (!file_mkdirs(dir, 0755, err) ||
		!file_copy_tree(buf_text(&starter), dir, err) ||
		!pull_init(dir, _("New hub from the starter"), err)) {
		file_remove_tree(dir, NULL);
		goto out;
	}
	file_absolute(path, dir);
	app_hub_name(config, buf_slice(path), &name);
	hub.name = buf_slice(&name);
	hub.path = buf_slice(path);
	ok = config_add_hub(config, &hub, false, err);
out:
	buf_clear(&name);
	buf_clear(&starter);
	return ok;
}
