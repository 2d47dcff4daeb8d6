#include "app/site.h"

#include <stdlib.h>
#include <string.h>

#include "app/calendar.h"
#include "app/feed.h"
#include "app/private.h"
#include "app/site_private.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"

const struct site_note *site_find(const struct site *site, struct str path)
{
	size_t low = 0;
	size_t high = site->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct site_note *note =
			&site->notes[site->by_path[middle]];
		int order = str_cmp(path, note->hit.path);

		if (order == 0)
			return note->doubled ? NULL : note;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* A note's place among its translations: the reader's language first, then
 * the hub's order, then what has another language or none. */
static size_t place_of(const struct site *site, const struct site_note *note)
{
	size_t i;

	if (str_is(note->hit.lang, site->lang))
		return 0;
	for (i = 0; i < site->lang_count; i++) {
		if (str_is(note->hit.lang, site->langs[i]))
			return i + 1;
	}
	return i + 1;
}

/* Of the notes of one id, which stand together in by_id. */
static const struct site_note *best_of(const struct site *site, size_t place)
{
	struct str id = site->notes[site->by_id[place]].hit.id;
	const struct site_note *best = NULL;
	size_t i = place;

	while (i > 0 && str_eq(site->notes[site->by_id[i - 1]].hit.id, id))
		i--;
	for (; i < site->count; i++) {
		const struct site_note *note = &site->notes[site->by_id[i]];

		if (!str_eq(note->hit.id, id))
			break;
		if (!note->doubled &&
			(!best || place_of(site, note) < place_of(site, best)))
			best = note;
	}
	return best;
}

bool site_is_shown(const struct site *site, const struct site_note *note)
{
	return !note->doubled && best_of(site, note->place) == note;
}

const struct site_note *site_find_id(const struct site *site, struct str id)
{
	size_t low = 0;
	size_t high = site->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order =
			str_cmp(id, site->notes[site->by_id[middle]].hit.id);

		if (order == 0)
			return best_of(site, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

/* --- which notes --- */

struct listing {
	struct arena arena;
	struct str *paths;
	size_t count, cap;
};

static bool each_version(
	struct str path, struct str version, bool edited, void *arg)
{
	struct listing *listing = arg;

	(void)version;
	(void)edited;
	listing->paths = mem_grow(listing->paths, &listing->cap,
		listing->count + 1, sizeof(*listing->paths));
	listing->paths[listing->count++] = arena_str(&listing->arena, path);
	return true;
}

static int by_title(const void *a, const void *b)
{
	const struct site_note *one = a;
	const struct site_note *other = b;
	int order = str_cmp(buf_slice(&one->sort), buf_slice(&other->sort));

	return order ? order : str_cmp(one->hit.path, other->hit.path);
}

static int by_page(const void *a, const void *b)
{
	const struct site_note *const *one = a;
	const struct site_note *const *other = b;
	int order = str_cmp((*one)->page, (*other)->page);

	return order ? order : str_cmp((*one)->hit.path, (*other)->hit.path);
}

/* Two notes that would have one page: the first by path has it. */
static void find_doubles(struct site *site)
{
	struct site_note **pages =
		mem_array(site->count + 1, sizeof(struct site_note *));
	size_t i;

	for (i = 0; i < site->count; i++)
		pages[i] = &site->notes[i];
	qsort(pages, site->count, sizeof(struct site_note *), by_page);
	for (i = 1; i < site->count; i++) {
		if (str_eq(pages[i]->page, pages[i - 1]->page)) {
			pages[i]->doubled = true;
			site->result->doubles++;
		}
	}
	free(pages);
}

struct named {
	struct str name, path;
	size_t number;
};

static int by_name(const void *a, const void *b)
{
	const struct named *one = a;
	const struct named *other = b;
	int order = str_cmp(one->name, other->name);

	return order ? order : str_cmp(one->path, other->path);
}

/* Numbers of the notes by their path, or by their id. */
static size_t *numbers_by(const struct site *site, bool id)
{
	struct named *names = mem_array(site->count + 1, sizeof(*names));
	size_t *numbers = mem_array(site->count + 1, sizeof(*numbers));
	size_t i;

	for (i = 0; i < site->count; i++) {
		const struct store_hit *hit = &site->notes[i].hit;

		names[i] =
			(struct named){id ? hit->id : hit->path, hit->path, i};
	}
	qsort(names, site->count, sizeof(*names), by_name);
	for (i = 0; i < site->count; i++)
		numbers[i] = names[i].number;
	free(names);
	return numbers;
}

static void order(struct site *site)
{
	size_t i;

	qsort(site->notes, site->count, sizeof(*site->notes), by_title);
	site->by_path = numbers_by(site, false);
	site->by_id = numbers_by(site, true);
	for (i = 0; i < site->count; i++)
		site->notes[site->by_id[i]].place = i;
	find_doubles(site);
}

static void take_notes(struct site *site)
{
	struct buf page = {0};
	size_t i;

	site->notes = mem_array(site->hits.count + 1, sizeof(*site->notes));
	for (i = 0; i < site->hits.count; i++) {
		const struct store_hit *hit = &site->hits.items[i];
		struct site_note *note = &site->notes[site->count];

		if (!outgoing_is_open(hit->status))
			continue;
		site->count++;
		note->hit = *hit;
		buf_cut(&page, 0);
		app_page(site->app, hit->path, hit->lang, &page);
		note->page = arena_str(&site->arena, buf_slice(&page));
		utf8_sort_key(&note->sort, hit->title);
	}
	buf_clear(&page);
	order(site);
}

static bool read_notes(struct site *site, struct error *err)
{
	struct listing listing = {0};
	bool ok = store_versions(site->app->store, false, each_version,
			  &listing, err) &&
		store_get(site->app->store, listing.paths, listing.count,
			&site->hits, err);

	if (ok)
		take_notes(site);
	free(listing.paths);
	arena_clear(&listing.arena);
	return ok;
}

/* --- writing --- */

static bool put_feed(struct site *site, bool json, struct error *err)
{
	struct buf path = {0};
	struct buf out = {0};
	struct feed feed;
	struct feed_request request = {.base = site->request->base};
	bool ok;

	buf_printf(&path, "%s/feed.%s", site->lang, json ? "json" : "xml");
	request.file = buf_slice(&path);
	/* An Atom feed may hold relative addresses; a JSON Feed may not. */
	if (!request.base.len && !json)
		request.base = STR("../");
	ok = app_feed(site->app, &request, &feed, err);
	if (ok && json)
		export_jsonfeed(&out, &feed);
	else if (ok)
		export_atom(&out, &feed);
	if (ok) {
		feed_clear(&feed);
		ok = site_folder_put(
			&site->folder, buf_slice(&path), buf_slice(&out), err);
	}
	buf_clear(&path);
	buf_clear(&out);
	return ok;
}

static bool put_calendar(struct site *site, struct error *err)
{
	const struct calendar_request request = {.base = site->request->base};
	struct calendar_result result;
	struct buf path = {0};
	struct buf out = {0};
	bool ok;

	buf_printf(&path, "%s/calendar.ics", site->lang);
	ok = app_calendar(site->app, &request, &out, &result, err) &&
		site_folder_put(
			&site->folder, buf_slice(&path), buf_slice(&out), err);
	buf_clear(&path);
	buf_clear(&out);
	return ok;
}

/* The notes whose pages are in the folder of this language. */
static bool write_notes(struct site *site, struct error *err)
{
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < site->count; i++) {
		const struct site_note *note = &site->notes[i];

		if (!note->doubled && str_starts(note->page, site->lang))
			ok = site_write_note(site, note, err);
	}
	return ok;
}

/* The page before the languages: a link to each. */
static bool put_start(struct site *site, struct error *err)
{
	struct buf out = {0};
	bool ok;
	size_t i;

	buf_printf(&out,
		"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
		"charset=\"utf-8\">\n<meta name=\"viewport\" "
		"content=\"width=device-width, initial-scale=1\">\n<title>",
		site->langs[0]);
	i18n_init(site->langs[0]);
	site_text(&out, app_title(site->app));
	buf_put(&out,
		"</title>\n<link rel=\"stylesheet\" href=\"style.css\">"
		"\n</head>\n<body>\n<main>\n<h1>");
	site_text(&out, app_title(site->app));
	buf_put(&out, "</h1>\n<ul>\n");
	for (i = 0; i < site->lang_count; i++)
		buf_printf(&out,
			"<li><a lang=\"%s\" hreflang=\"%s\" "
			"href=\"%s/index.html\">%s</a></li>\n",
			site->langs[i], site->langs[i], site->langs[i],
			strcmp(site->langs[i], "sv") == 0 ? "På svenska"
							  : "In English");
	buf_put(&out, "</ul>\n</main>\n</body>\n</html>\n");
	ok = site_folder_put(
		&site->folder, STR("index.html"), buf_slice(&out), err);
	buf_clear(&out);
	return ok;
}

static bool put_style(struct site *site, struct error *err)
{
	struct buf out = {0};
	bool ok;

	site_style(&out);
	ok = site_folder_put(
		&site->folder, STR("style.css"), buf_slice(&out), err);
	buf_clear(&out);
	return ok;
}

static bool write_language(struct site *site, struct error *err)
{
	i18n_init(site->lang);
	return write_notes(site, err) && site_write_lists(site, err) &&
		site_write_index(site, err) && site_write_agenda(site, err) &&
		put_feed(site, false, err) && put_feed(site, true, err) &&
		put_calendar(site, err) &&
		(!site->request->search || site_write_search(site, err));
}

static bool write_all(struct site *site, struct error *err)
{
	bool ok = put_start(site, err) && put_style(site, err) &&
		(!site->request->search ||
			site_folder_put(&site->folder, STR("search.js"),
				str_from(site_script), err));
	size_t i;

	for (i = 0; ok && i < site->lang_count; i++) {
		site->lang = site->langs[i];
		ok = write_language(site, err);
	}
	return ok &&
		site_folder_finish(
			&site->folder, &site->result->unchanged, err);
}

static void clear(struct site *site)
{
	size_t i;

	site_folder_close(&site->folder);
	for (i = 0; i < site->count; i++)
		buf_clear(&site->notes[i].sort);
	free(site->notes);
	free(site->by_path);
	free(site->by_id);
	store_results_clear(&site->hits);
	arena_clear(&site->arena);
}

bool app_site(struct app *app, const struct site_request *request,
	struct site_result *result, struct error *err)
{
	struct site site = {.app = app, .request = request, .result = result};
	const struct date today = app->today;
	const char *lang = str_is(STR("sv"), i18n_lang()) ? "sv" : "en";
	struct buf whose = {0};
	int64_t time;
	bool ok;

	memset(result, 0, sizeof(*result));
	site.folder.lock = -1;
	site.lang_count = app_site_languages(app, site.langs);
	site.lang = site.langs[0];
	app_tag(app, STR("site"), &whose);
	ok = app_tip(app, site.commit, &time, err);
	if (ok) {
		site.day = outgoing_day(time);
		app->today = site.day;
		ok = site_folder_open(&site.folder, request->dir,
			     buf_slice(&whose), err) &&
			read_notes(&site, err) && write_all(&site, err);
	}
	result->files = site.folder.files;
	result->written = site.folder.written;
	app->today = today;
	i18n_init(lang);
	buf_clear(&whose);
	clear(&site);
	return ok;
}
