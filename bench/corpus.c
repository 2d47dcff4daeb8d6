/* The notes measured on, as a repository of our own and as texts in memory. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "bench/bench.h"

static bool each_text(const struct source_file *file, void *arg)
{
	struct bench *bench = arg;
	struct buf bytes = {0};
	struct text *text;

	if (!source_read_version(bench->app->source, file->path, file->version,
		    &bytes, NULL)) {
		buf_clear(&bytes);
		return true;
	}
	bench->texts = mem_grow(bench->texts, &bench->cap, bench->count + 1,
		sizeof(*bench->texts));
	text = &bench->texts[bench->count++];
	text->path = mem_text(file->path);
	text->bytes.len = bytes.len;
	text->bytes.data = buf_take(&bytes);
	bench->bytes += text->bytes.len;
	return true;
}

static void take_titles(struct bench *bench)
{
	struct doc doc = {0};
	size_t i;

	for (i = 0; i < bench->count; i++) {
		struct text *text = &bench->texts[i];
		struct str title;

		doc_parse(&doc, text->bytes);
		title = doc_field(&doc, "title");
		if (!title.len)
			title = doc_field(&doc, "rubrik");
		if (!title.len && doc.heading_count)
			title = doc.headings[0].text;
		text->title = str_copy(title);
		doc_clear(&doc);
	}
}

static bool open_folder(struct bench *bench)
{
	char dir[] = "/tmp/fyr-bench.XXXXXX";
	struct buf cache = {0};

	if (!mkdtemp(dir))
		return false;
	buf_put(&bench->work, dir);
	buf_printf(&cache, "%s/cache", dir);
	setenv("FYR_CACHE", buf_text(&cache), 1);
	setenv("HOME", dir, 1);
	buf_clear(&cache);
	buf_printf(&bench->corpus, "%s/notes", dir);
	return file_mkdirs(buf_text(&bench->corpus), 0755, NULL);
}

/* A bare copy, as fyr clone makes it: no working tree to look through. */
static bool make_hub(struct bench *bench)
{
	const char *clone[] = {"clone", "-q", "--bare", "notes", "hub", NULL};
	struct buf hub = {0};

	buf_printf(&hub, "%s/hub", buf_text(&bench->work));
	bench->hub = hub;
	return corpus_git(buf_text(&bench->work), clone);
}

static bool read_notes(struct bench *bench, const char *name)
{
	struct app_options options = {0};
	struct error err = {0};

	if (!make_hub(bench))
		return false;
	options.hub = buf_text(&bench->hub);
	if (!app_open(&bench->app, &options, &err) ||
		!app_source(bench->app, &err) ||
		!source_list(bench->app->source, each_text, bench, &err)) {
		fprintf(stderr, "bench: %s\n", err.text);
		return false;
	}
	take_titles(bench);
	bench_line("corpus", "%zu notes, %.1f MB, %s", bench->count,
		(double)bench->bytes / 1e6, name);
	return bench->count > 0;
}

bool corpus_open(struct bench *bench, const char *given)
{
	struct buf from = {0};
	bool ok = open_folder(bench);

	if (ok && given) {
		const char *clone[] = {"clone", "-q", "", ".", NULL};

		file_absolute(&from, given);
		clone[2] = buf_text(&from);
		ok = corpus_git(buf_text(&bench->corpus), clone);
		buf_clear(&from);
	} else if (ok) {
		ok = corpus_make(buf_text(&bench->corpus));
	}
	if (!ok)
		fprintf(stderr, "bench: the notes could not be made\n");
	return ok && read_notes(bench, given ? given : "made");
}

bool corpus_split(struct bench *bench, const struct bench *from)
{
	static const char *const init[] = {"init", "-q", NULL};
	static const char *const add[] = {"add", ".", NULL};
	static const char *const commit[] = {"commit", "-qm", "notes", NULL};
	const char *dir;

	if (!open_folder(bench))
		return false;
	dir = buf_text(&bench->corpus);
	if (!split_write(from, dir) || !corpus_git(dir, init) ||
		!corpus_git(dir, add) || !corpus_git(dir, commit)) {
		fprintf(stderr, "bench: the notes could not be split\n");
		return false;
	}
	return read_notes(bench, "split at headings");
}

bool corpus_desk(struct bench *bench)
{
	if (!open_folder(bench) || !desk_make(buf_text(&bench->corpus))) {
		fprintf(stderr, "bench: the hub could not be made\n");
		return false;
	}
	return read_notes(bench, "a hub with kinds");
}

void corpus_close(struct bench *bench)
{
	size_t i;

	baseline_close(bench);
	queries_clear(bench);
	for (i = 0; i < bench->count; i++) {
		free(bench->texts[i].path);
		free(bench->texts[i].title);
		free((void *)(uintptr_t)bench->texts[i].bytes.data);
	}
	free(bench->texts);
	app_close(bench->app);
	if (bench->work.len)
		file_remove_tree(buf_text(&bench->work), NULL);
	buf_clear(&bench->corpus);
	buf_clear(&bench->hub);
	buf_clear(&bench->work);
}
