#include "app/config.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "content/yaml.h"

static struct str keep(struct config *config, struct str text)
{
	return arena_str(&config->arena, text);
}

/* Append the path of hubs.yaml; false when no place is known. */
static bool hubs_path(struct buf *path, struct error *err)
{
	if (!file_place(FILE_STATE, path, err))
		return false;
	buf_put(path, "/hubs.yaml");
	return true;
}

static bool config_path(struct buf *path)
{
	const char *named = getenv("FYR_CONFIG");

	if (named && *named) {
		file_absolute(path, named);
		return true;
	}
	if (!file_place(FILE_CONFIG, path, NULL))
		return false;
	buf_put(path, "/config.yaml");
	return true;
}

static void add_hub(struct config *config, const struct hub *hub)
{
	struct hub *hubs = config->hubs;
	size_t i;

	for (i = 0; i < config->hub_count; i++) {
		if (str_eq(hubs[i].name, hub->name) ||
			str_eq(hubs[i].path, hub->path))
			break;
	}
	if (i == config->hub_count) {
		hubs = arena_alloc(&config->arena, (i + 1) * sizeof(*hubs));
		if (i)
			memcpy(hubs, config->hubs, i * sizeof(*hubs));
		config->hubs = hubs;
		config->hub_count++;
	}
	hubs[i].name = keep(config, hub->name);
	hubs[i].path = keep(config, hub->path);
	hubs[i].schema = keep(config, hub->schema);
	hubs[i].url = keep(config, hub->url);
}

/* Hubs of a mapping's `hubs:` list, and its default `hub:`. */
static void take_hubs(struct config *config, const struct yaml *root)
{
	const struct yaml *list = yaml_get(root, "hubs");
	const struct yaml *item;
	struct str hub = yaml_text(root, "hub");

	for (item = list ? list->first : NULL; item; item = item->next) {
		struct hub entry = {
			yaml_text(item, "name"),
			yaml_text(item, "path"),
			yaml_text(item, "schema"),
			yaml_text(item, "url"),
		};

		if (entry.name.len && entry.path.len)
			add_hub(config, &entry);
	}
	if (hub.len)
		config->hub = keep(config, hub);
}

static void take_choice(struct config *config, const struct yaml *root,
	const char *key, const char *const *allowed, struct str *value)
{
	const struct yaml *node = yaml_get(root, key);
	struct problem problem = {0};
	int i;

	if (!node)
		return;
	for (i = 0; allowed[i]; i++) {
		if (str_is(node->text, allowed[i])) {
			*value = keep(config, node->text);
			return;
		}
	}
	problem.line = node->line;
	problem.column = node->column;
	problem.rule = "config-value";
	problem_add(&config->problems, &config->arena, &problem,
		_("%s cannot be \"%.*s\"; the first possible value is \"%s\""),
		key, STR_ARG(node->text), allowed[0]);
}

static void take_number(struct config *config, const struct yaml *root,
	const char *key, const int range[2], int *value)
{
	const struct yaml *node = yaml_get(root, key);
	struct problem problem = {0};
	long number;

	if (!node)
		return;
	if (str_number(node->text, range[0], range[1], &number)) {
		*value = (int)number;
		return;
	}
	problem.line = node->line;
	problem.column = node->column;
	problem.rule = "config-value";
	problem_add(&config->problems, &config->arena, &problem,
		_("%s must be a number from %d to %d"), key, range[0],
		range[1]);
}

static void take_settings(struct config *config, const struct yaml *root)
{
	static const char *const langs[] = {"sv", "en", NULL};
	static const char *const themes[] = {
		"auto", "dark", "light", "none", NULL};
	static const char *const borders[] = {"line", "plain", NULL};
	static const int measure[] = {40, 88};
	static const int escape[] = {10, 500};
	static const char *const transports[] = {"own", "git", NULL};
	const struct yaml *keys = yaml_get(root, "keys");
	const struct yaml *net = yaml_get(root, "net");
	struct str transport = STR("own");

	/* In one line or in two. */
	take_choice(config, root, "net.transport", transports, &transport);
	take_choice(config, net, "transport", transports, &transport);
	config->by_git = str_is(transport, "git");
	take_choice(config, root, "lang", langs, &config->lang);
	take_choice(config, root, "theme", themes, &config->theme);
	take_choice(config, root, "borders", borders, &config->borders);
	config->owner = yaml_text(root, "owner");
	take_number(config, root, "measure", measure, &config->measure);
	take_number(config, root, "escape_ms", escape, &config->escape_ms);
	config->letters = yaml_bool(keys, "single", true);
	config->mouse = yaml_bool(root, "mouse", false);
	config->screen_reader = yaml_bool(root, "screen_reader", false);
}

/* Read one of the two files; a missing one is fine. */
static bool read_file(struct config *config, const char *path,
	void (*take)(struct config *, const struct yaml *), struct error *err)
{
	struct buf text = {0};
	struct yaml_input input = {{0}, 1, &yaml_limits_file};
	struct error why = {0};
	struct yaml *root;
	bool ok = file_read(path, 1024 * 1024, &text, &why);

	if (!ok) {
		ok = why.kind == ERROR_NOT_FOUND;
		if (!ok && err)
			*err = why;
		goto out;
	}
	input.text = buf_slice(&text);
	root = yaml_parse(&input, &config->arena, &config->problems);
	if (root && root->type == YAML_MAP)
		take(config, root);
out:
	buf_clear(&text);
	return ok;
}

bool config_load(struct config *config, struct error *err)
{
	struct buf path = {0};
	bool ok = true;

	memset(config, 0, sizeof(*config));
	config->theme = STR("auto");
	config->borders = STR("line");
	config->letters = true;
	config->measure = 72;
	config->escape_ms = 50;
	if (hubs_path(&path, NULL))
		ok = read_file(config, buf_text(&path), take_hubs, err);
	buf_cut(&path, 0);
	if (ok && config_path(&path)) {
		config->path = keep(config, buf_slice(&path));
		ok = read_file(config, buf_text(&path), take_hubs, err) &&
			read_file(config, buf_text(&path), take_settings, err);
	}
	buf_clear(&path);
	if (!ok)
		config_clear(config);
	return ok;
}

void config_clear(struct config *config)
{
	if (!config)
		return;
	arena_clear(&config->arena);
	memset(config, 0, sizeof(*config));
}

const struct hub *config_hub(const struct config *config, struct str name)
{
	size_t i;

	for (i = 0; i < config->hub_count; i++) {
		if (str_eq(config->hubs[i].name, name))
			return &config->hubs[i];
	}
	return NULL;
}

static void quoted(struct buf *out, const char *key, struct str value)
{
	size_t i;

	if (!value.len)
		return;
	buf_printf(out, "%s\"", key);
	for (i = 0; i < value.len; i++) {
		if (value.data[i] == '"' || value.data[i] == '\\')
			buf_byte(out, '\\');
		buf_byte(out, value.data[i]);
	}
	buf_byte(out, '"');
}

/*
 * Write hubs.yaml: what this program remembers. Hubs of config.yaml are in
 * it too after a change, which does no harm: config.yaml is read last.
 */
static bool write_hubs(const struct config *config, struct error *err)
{
	struct buf text = {0};
	struct buf path = {0};
	struct buf dir = {0};
	bool ok = false;
	size_t i;

	buf_put(&text, "# Hubs that fyr knows. Written by fyr.\n");
	quoted(&text, "hub: ", config->hub);
	buf_put(&text, config->hub_count ? "\nhubs:\n" : "\nhubs: []\n");
	for (i = 0; i < config->hub_count; i++) {
		const struct hub *hub = &config->hubs[i];

		quoted(&text, "  - name: ", hub->name);
		quoted(&text, "\n    path: ", hub->path);
		quoted(&text, "\n    schema: ", hub->schema);
		quoted(&text, "\n    url: ", hub->url);
		buf_byte(&text, '\n');
	}
	if (!hubs_path(&path, err))
		goto out;
	buf_str(&dir, file_dir(buf_slice(&path)));
	ok = file_mkdirs(buf_text(&dir), 0700, err) &&
		file_write(buf_text(&path), buf_slice(&text), 0600, err);
out:
	buf_clear(&dir);
	buf_clear(&path);
	buf_clear(&text);
	return ok;
}

bool config_add_hub(struct config *config, const struct hub *hub, bool choose,
	struct error *err)
{
	add_hub(config, hub);
	if (choose || !config->hub.len)
		config->hub = keep(config, hub->name);
	return write_hubs(config, err);
}

static bool unknown_hub(struct str name, struct error *err)
{
	struct buf clean = {0};

	gate_text(&clean, name, GATE_LINE);
	error_set(err, ERROR_NOT_FOUND,
		_("There is no hub called %s. fyr hubs lists those known."),
		buf_text(&clean));
	buf_clear(&clean);
	return false;
}

bool config_choose_hub(
	struct config *config, struct str name, struct error *err)
{
	if (!config_hub(config, name))
		return unknown_hub(name, err);
	config->hub = keep(config, name);
	return write_hubs(config, err);
}

bool config_forget_hub(
	struct config *config, struct str name, struct error *err)
{
	size_t i;

	for (i = 0; i < config->hub_count; i++) {
		if (str_eq(config->hubs[i].name, name))
			break;
	}
	if (i == config->hub_count)
		return unknown_hub(name, err);
	config->hub_count--;
	memmove(&config->hubs[i], &config->hubs[i + 1],
		(config->hub_count - i) * sizeof(*config->hubs));
	if (str_eq(config->hub, name))
		config->hub = config->hub_count ? config->hubs[0].name
						: (struct str){0};
	return write_hubs(config, err);
}
