/* What fyr check says of the pushed tree and did not say of the one before. */

#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"
#include "app/receive_private.h"
#include "base/i18n.h"

enum {
	TOLD_MOST = 50
};

struct tree {
	struct push *push;
	const char *commit;
	struct schema schema;
	struct checker checker;
	struct check_report report;
	bool failed;
};

static bool feed_read(const struct fact *fact, struct buf *out, void *arg)
{
	struct tree *tree = arg;

	return snapshot_read_version(
		tree->push->snapshot, fact->version.data, out, NULL);
}

static bool feed_file(const char *path, struct buf *out, void *arg)
{
	struct tree *tree = arg;

	return snapshot_read(
		tree->push->snapshot, tree->commit, path, out, NULL);
}

static bool feed_exists(const char *path, void *arg)
{
	struct tree *tree = arg;

	return snapshot_exists(tree->push->snapshot, tree->commit, path);
}

/* A translation that is behind is no reason to refuse a push. */
static int64_t feed_changed(struct str path, void *arg)
{
	(void)path;
	(void)arg;
	return 0;
}

static bool each_note(const struct source_file *file, void *arg)
{
	struct tree *tree = arg;
	struct check_file note = {file->path, file->version, {0}, true, false};
	struct buf bytes = {0};

	if (snapshot_read_version(
		    tree->push->snapshot, file->version, &bytes, NULL)) {
		note.bytes = buf_slice(&bytes);
		if (!tree->schema.built_in &&
			str_starts(str_from(file->path), "templates/"))
			checker_template(
				&tree->checker, file->path, note.bytes);
		else
			checker_add(&tree->checker, &note);
	} else {
		tree->failed = true;
	}
	buf_clear(&bytes);
	return !tree->failed;
}

static bool check_tree(struct tree *tree, const char *commit, struct error *err)
{
	struct buf text = {0};
	bool ok;

	tree->commit = commit;
	if (snapshot_read(
		    tree->push->snapshot, commit, "fyr.yaml", &text, NULL))
		schema_parse(&tree->schema, buf_slice(&text));
	else
		schema_init_built_in(&tree->schema);
	tree->checker.arena = &tree->report.arena;
	tree->checker.schema = &tree->schema;
	tree->checker.foreign = tree->schema.built_in;
	tree->checker.today = tree->push->receive->today;
	tree->checker.feed = (struct check_feed){
		feed_read, feed_file, feed_exists, feed_changed, tree};
	tree->checker.report = &tree->report;
	checker_schema(&tree->checker, "fyr.yaml");
	checker_feeds(&tree->checker);
	ok = snapshot_list(tree->push->snapshot, commit, each_note, tree, err);
	if (ok && tree->failed)
		ok = error_set(err, ERROR_IO,
			_("A note of the push cannot be read. Push again."));
	if (ok)
		checker_finish(&tree->checker);
	buf_clear(&text);
	return ok;
}

static void tree_clear(struct tree *tree)
{
	checker_clear(&tree->checker);
	check_report_clear(&tree->report);
	schema_clear(&tree->schema);
}

static int compare(const struct check_problem *a, const struct check_problem *b)
{
	int order = str_cmp(a->path, b->path);

	if (order == 0)
		order = str_cmp(a->rule, b->rule);
	return order ? order : str_cmp(a->text, b->text);
}

static int by_what(const void *a, const void *b)
{
	return compare(a, b);
}

/* Errors first by what they say, whatever line they moved to. */
static size_t sort_errors(struct check_report *report)
{
	size_t count = 0;
	size_t i;

	for (i = 0; i < report->count; i++) {
		if (report->items[i].severity == SEVERITY_ERROR)
			report->items[count++] = report->items[i];
	}
	if (count)
		qsort(report->items, count, sizeof(*report->items), by_what);
	return count;
}

static void tell(
	struct push *push, const struct check_problem *problem, size_t number)
{
	if (number == TOLD_MOST)
		push_say(
			push, _("There are more errors; fyr check shows all."));
	if (number >= TOLD_MOST)
		return;
	if (problem->line)
		push_say(push, "%.*s:%d: error: %.*s: %.*s",
			STR_ARG(problem->path), problem->line,
			STR_ARG(problem->rule), STR_ARG(problem->text));
	else
		push_say(push, "%.*s: error: %.*s: %.*s",
			STR_ARG(problem->path), STR_ARG(problem->rule),
			STR_ARG(problem->text));
}

static void tell_new(struct push *push, struct tree *now, struct tree *before)
{
	size_t count = sort_errors(&now->report);
	size_t had = sort_errors(&before->report);
	size_t told = 0;
	size_t i;
	size_t j = 0;

	for (i = 0; i < count; i++) {
		const struct check_problem *one = &now->report.items[i];

		while (j < had && compare(&before->report.items[j], one) < 0)
			j++;
		if (j < had && compare(&before->report.items[j], one) == 0)
			j++;
		else
			tell(push, one, told++);
	}
	if (told)
		push_say(push,
			_("The push was not taken: it would break the hub. "
			  "Correct this, commit and push again."));
}

bool push_check(struct push *push, struct error *err)
{
	struct tree now = {.push = push};
	struct tree before = {.push = push};
	bool ok = check_tree(&now, push->new, err);

	if (ok && now.report.errors && push->old[0])
		ok = check_tree(&before, push->old, err);
	if (ok)
		tell_new(push, &now, &before);
	tree_clear(&before);
	tree_clear(&now);
	return ok;
}
