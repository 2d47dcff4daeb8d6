#include "app/saved.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "store/query.h"

enum {
	FILE_MAX = 1 << 20
};

/* The file's lines, and those of them that make no sense. */
struct saved_file {
	struct saved_list list;
	struct buf rest;
};

static bool place(const struct app *app, struct buf *path, struct error *err)
{
	if (!app->state_dir)
		return error_set(err, ERROR_CONFIG,
			_("There is no folder to keep searches in: set HOME "
			  "or XDG_STATE_HOME."));
	file_join(path, app->state_dir, "searches");
	return true;
}

static bool is_name(struct str name)
{
	return name.len && name.len <= SAVED_NAME && utf8_valid(name) &&
		gate_is_clean(name, GATE_LINE) &&
		str_find(name, '"') == name.len && str_eq(str_trim(name), name);
}

static bool is_query(struct str query)
{
	return query.len && query.len <= QUERY_BYTES && utf8_valid(query) &&
		gate_is_clean(query, GATE_LINE);
}

static bool take_line(struct str line, struct saved *saved)
{
	struct str rest = line;
	struct str time;
	long when;

	if (!str_cut(&rest, '\t', &saved->name) ||
		!str_cut(&rest, '\t', &time) ||
		!str_number(time, 0, LONG_MAX, &when) ||
		!is_name(saved->name) || !is_query(rest))
		return false;
	saved->query = rest;
	saved->visited = when;
	return true;
}

static void take_text(struct saved_file *file, struct str text)
{
	struct saved_list *list = &file->list;
	struct str line;

	list->items = arena_alloc(
		&list->arena, (SAVED_MAX + 1) * sizeof(*list->items));
	while (str_cut(&text, '\n', &line)) {
		struct saved one = {0};

		if (list->count < SAVED_MAX && take_line(line, &one) &&
			!saved_find(list, one.name)) {
			one.name = arena_str(&list->arena, one.name);
			one.query = arena_str(&list->arena, one.query);
			list->items[list->count++] = one;
		} else if (str_trim(line).len) {
			buf_str(&file->rest, line);
			buf_byte(&file->rest, '\n');
			list->damaged++;
		}
	}
}

static void file_clear(struct saved_file *file)
{
	saved_clear(&file->list);
	buf_clear(&file->rest);
}

static bool read_file(
	const struct app *app, struct saved_file *file, struct error *err)
{
	struct error why = {0};
	struct buf path = {0};
	struct buf text = {0};
	bool ok = true;

	memset(file, 0, sizeof(*file));
	if (app->state_dir) {
		file_join(&path, app->state_dir, "searches");
		ok = file_read(buf_text(&path), FILE_MAX, &text, &why) ||
			why.kind == ERROR_NOT_FOUND;
	}
	if (ok)
		take_text(file, buf_slice(&text));
	else if (err)
		*err = why;
	buf_clear(&text);
	buf_clear(&path);
	return ok;
}

static bool write_file(
	const struct app *app, const struct saved_file *file, struct error *err)
{
	struct buf path = {0};
	struct buf text = {0};
	size_t i;
	bool ok;

	for (i = 0; i < file->list.count; i++) {
		const struct saved *one = &file->list.items[i];

		buf_printf(&text, "%.*s\t%lld\t%.*s\n", STR_ARG(one->name),
			(long long)one->visited, STR_ARG(one->query));
	}
	buf_str(&text, buf_slice(&file->rest));
	ok = place(app, &path, err) && file_mkdirs(app->state_dir, 0700, err) &&
		file_write(buf_text(&path), buf_slice(&text), 0600, err);
	buf_clear(&text);
	buf_clear(&path);
	return ok;
}

bool app_saved(
	const struct app *app, struct saved_list *list, struct error *err)
{
	struct saved_file file;

	if (!read_file(app, &file, err))
		return false;
	*list = file.list;
	buf_clear(&file.rest);
	return true;
}

void saved_clear(struct saved_list *list)
{
	arena_clear(&list->arena);
	memset(list, 0, sizeof(*list));
}

const struct saved *saved_find(const struct saved_list *list, struct str name)
{
	const struct saved *found = NULL;
	struct buf wanted = {0};
	struct buf one = {0};
	size_t i;

	utf8_lower_text(&wanted, name);
	for (i = 0; i < list->count && !found; i++) {
		buf_cut(&one, 0);
		utf8_lower_text(&one, list->items[i].name);
		if (str_eq(buf_slice(&one), buf_slice(&wanted)))
			found = &list->items[i];
	}
	buf_clear(&one);
	buf_clear(&wanted);
	return found;
}

/* Where the search of that name is, or a new one would be. */
static size_t place_of(const struct saved_list *list, struct str name)
{
	const struct saved *found = saved_find(list, name);

	return found ? (size_t)(found - list->items) : list->count;
}

static struct saved *find_mine(struct saved_file *file, struct str name)
{
	const struct saved *found = saved_find(&file->list, name);

	return found ? &file->list.items[found - file->list.items] : NULL;
}

static bool check_keep(struct str name, struct str query, struct error *err)
{
	if (!is_name(name))
		return error_set(err, ERROR_INPUT,
			_("A name for a search is up to %d bytes on one line, "
			  "without quotes."),
			SAVED_NAME);
	if (!is_query(query))
		return error_set(err, ERROR_INPUT,
			_("There is no query to keep, or it is longer than %d "
			  "bytes."),
			QUERY_BYTES);
	return true;
}

bool app_saved_keep(
	struct app *app, struct str name, struct str query, struct error *err)
{
	struct saved_file file;
	size_t at;
	bool ok;

	name = str_trim(name);
	query = str_trim(query);
	if (!check_keep(name, query, err) || !read_file(app, &file, err))
		return false;
	at = place_of(&file.list, name);
	if (at == SAVED_MAX) {
		file_clear(&file);
		return error_set(err, ERROR_INPUT,
			_("There are %d searches already; forget one first."),
			SAVED_MAX);
	}
	if (at == file.list.count)
		file.list.count++;
	file.list.items[at] = (struct saved){name, query, date_now(), 0, 0};
	ok = write_file(app, &file, err);
	file_clear(&file);
	return ok;
}

static bool not_there(struct str name, struct error *err)
{
	char *copy = str_copy(name);

	error_set(err, ERROR_NOT_FOUND,
		_("No search is kept under the name %s. fyr search --saved "
		  "lists them."),
		gate_name(copy).text);
	free(copy);
	return false;
}

bool app_saved_forget(struct app *app, struct str name, struct error *err)
{
	struct saved_file file;
	struct saved *one;
	bool ok;

	if (!read_file(app, &file, err))
		return false;
	one = find_mine(&file, str_trim(name));
	if (one) {
		size_t after =
			(size_t)(&file.list.items[file.list.count] - one) - 1;

		memmove(one, one + 1, after * sizeof(*one));
		file.list.count--;
	}
	ok = one ? write_file(app, &file, err) : not_there(name, err);
	file_clear(&file);
	return ok;
}

bool app_saved_visit(struct app *app, struct str name, struct error *err)
{
	struct saved_file file;
	struct saved *one;
	bool ok;

	if (!read_file(app, &file, err))
		return false;
	one = find_mine(&file, str_trim(name));
	if (one)
		one->visited = date_now();
	ok = one ? write_file(app, &file, err) : not_there(name, err);
	file_clear(&file);
	return ok;
}

static bool count_one(struct app *app, struct str query, int64_t since,
	size_t *count, struct error *err)
{
	struct store_request request = {0};
	struct store_results results = {0};

	request.query = query;
	request.limit = 1;
	request.since = since;
	if (!app_search(app, &request, &results, err))
		return false;
	*count = results.total;
	store_results_clear(&results);
	return true;
}

bool app_saved_count(
	struct app *app, struct saved_list *list, struct error *err)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		struct saved *one = &list->items[i];

		if (!count_one(app, one->query, 0, &one->count, err) ||
			!count_one(app, one->query, one->visited,
				&one->new_count, err))
			return false;
	}
	return true;
}

/* --- saved:NAME in a query --- */

/* "saved:NAME" or "sparad:\"TWO WORDS\"" at the start; its bytes, or 0. */
static size_t take_use(struct str text, struct str *name)
{
	static const char *const keys[] = {"saved:", "sparad:"};
	size_t at = 0;
	size_t end;
	size_t i;

	for (i = 0; i < sizeof(keys) / sizeof(keys[0]) && !at; i++) {
		size_t len = strlen(keys[i]);

		if (str_eq_nocase(str_sub(text, 0, len), str_from(keys[i])))
			at = len;
	}
	if (!at || at >= text.len)
		return 0;
	if (text.data[at] == '"') {
		struct str rest = str_sub(text, at + 1, text.len);
		size_t quote = str_find(rest, '"');

		*name = str_sub(rest, 0, quote);
		return quote < rest.len ? at + quote + 2 : 0;
	}
	for (end = at;
		end < text.len && !strchr(" \t\r\n()|\"", text.data[end]);)
		end++;
	*name = str_sub(text, at, end);
	return end;
}

static void expand(const struct saved_list *list, struct str text, int depth,
	struct buf *out)
{
	bool quoted = false;
	bool begins = true;
	size_t at = 0;

	while (at < text.len && out->len <= 2 * QUERY_BYTES) {
		char c = text.data[at];
		const struct saved *one = NULL;
		struct str name;
		size_t took = 0;

		if (!quoted && begins)
			took = take_use(str_sub(text, at, text.len), &name);
		if (took && depth < SAVED_DEPTH)
			one = saved_find(list, name);
		if (one) {
			buf_byte(out, '(');
			expand(list, one->query, depth + 1, out);
			buf_byte(out, ')');
			at += took;
			begins = false;
			continue;
		}
		quoted = quoted != (c == '"');
		begins = memchr(" \t\r\n(|-", c, 8) != NULL;
		buf_byte(out, c);
		at++;
	}
	buf_str(out, str_sub(text, at, text.len));
}

void app_saved_expand(struct app *app, struct str text, struct buf *out)
{
	struct saved_list list = {0};

	/* Most queries use none, and then the file is not read. */
	if (str_find(text, ':') == text.len || !app_saved(app, &list, NULL)) {
		buf_str(out, text);
		return;
	}
	expand(&list, text, 0, out);
	saved_clear(&list);
}
