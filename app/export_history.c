/* The history of a note for programs. */

#include "app/export_history.h"

#include "app/export_private.h"
#include "base/utf8.h"
#include "content/diff.h"

static void set(json_t *object, const char *key, struct str value)
{
	struct buf text = {0};

	/* Texts of a commit are as somebody wrote them. */
	utf8_repair(&text, value);
	json_object_set_new(object, key, export_text(buf_slice(&text)));
	buf_clear(&text);
}

static void set_count(json_t *object, const char *key, size_t count)
{
	json_object_set_new(object, key, json_integer((json_int_t)count));
}

static json_t *begin(const char *name, const struct app *app,
	const struct versions *versions)
{
	const struct store_hit *hit = &versions->meta.items[0];
	json_t *root = json_object();

	json_object_set_new(root, "schema", json_string(name));
	set(root, "hub", str_from(app->name));
	set(root, "id", hit->id);
	set(root, "path", hit->path);
	set(root, "title", hit->title);
	return root;
}

/* --- versions --- */

static const char *change_name(char op)
{
	switch (op) {
	case 'A':
		return "added";
	case 'D':
		return "removed";
	case 'R':
		return "renamed";
	default:
		return "changed";
	}
}

static void set_who(json_t *object, const struct store_change *change)
{
	struct buf day = {0};

	date_iso(&day, date_local(change->time));
	set(object, "commit", change->commit);
	set(object, "author", change->author);
	set(object, "date", buf_slice(&day));
	json_object_set_new(object, "time", json_integer(change->time));
	buf_clear(&day);
}

/* "signed_by", or "unsigned" with the reason. */
static void set_signature(
	json_t *object, const struct app_signed *by, struct str commit)
{
	struct buf who = {0};
	struct error why = {0};

	if (signers_verify(by->snapshot, commit.data,
		    buf_slice(&by->signers.allowed), &who, &why))
		set(object, "signed_by", buf_slice(&who));
	else
		set(object, "unsigned", str_from(why.text));
	buf_clear(&who);
}

void export_log(struct buf *out, const struct app *app,
	const struct versions *versions, size_t limit,
	const struct app_signed *by)
{
	const struct store_history *rows = &versions->rows;
	json_t *root = begin("fyr/log/1", app, versions);
	json_t *list = json_array();
	size_t i;

	set_count(root, "total", rows->count);
	for (i = 0; i < rows->count && i < limit; i++) {
		const struct store_change *row = &rows->items[i];
		json_t *one = json_object();

		set_who(one, row);
		set(one, "summary", row->subject);
		json_object_set_new(
			one, "change", json_string(change_name(row->op)));
		set(one, "path", row->path);
		if (row->op == 'R')
			set(one, "from", row->from);
		if (by)
			set_signature(one, by, row->commit);
		json_array_append_new(list, one);
	}
	json_object_set_new(root, "versions", list);
	export_dump(out, root, JSON_INDENT(2));
}

void export_lines(struct buf *out, const struct app *app,
	const struct versions *versions, const struct written *written)
{
	json_t *root = begin("fyr/lines/1", app, versions);
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < written->count; i++) {
		const struct written_line *line = &written->lines[i];
		json_t *one = json_object();

		set_count(one, "line", i + 1);
		set(one, "text", line->text);
		if (line->change) {
			set_who(one, line->change);
			set(one, "summary", line->change->subject);
		}
		json_array_append_new(list, one);
	}
	json_object_set_new(root, "lines", list);
	export_dump(out, root, JSON_INDENT(2));
}

/* --- differences --- */

struct words {
	json_t *list;
	struct buf run; /* pieces of one mark */
	int mark;
};

static void end_run(struct words *words)
{
	static const char *const names[] = {"removed", "same", "added"};
	json_t *one;

	if (!words->run.len)
		return;
	one = json_object();
	json_object_set_new(one, "op", json_string(names[words->mark + 1]));
	set(one, "text", buf_slice(&words->run));
	json_array_append_new(words->list, one);
	buf_cut(&words->run, 0);
}

static void add_piece(struct str piece, int mark, void *arg)
{
	struct words *words = arg;

	if (mark != words->mark)
		end_run(words);
	words->mark = mark;
	buf_str(&words->run, piece);
}

static void add_change(const struct diff_change *change, void *arg)
{
	struct words words = {.list = json_array()};
	json_t *one = json_object();

	set_count(one, "old_line", change->old_line);
	set_count(one, "old_lines", change->old_count);
	set_count(one, "new_line", change->new_line);
	set_count(one, "new_lines", change->new_count);
	diff_words(change->old, change->new, add_piece, &words);
	end_run(&words);
	buf_clear(&words.run);
	json_object_set_new(one, "words", words.list);
	json_array_append_new(arg, one);
}

void export_diff(struct buf *out, const struct app *app,
	const struct versions *versions, const struct comparison *comparison)
{
	json_t *root = begin("fyr/diff/1", app, versions);
	json_t *list = json_array();
	struct buf all = {0};
	struct diff_counts counts;

	diff_text(&all, buf_slice(&comparison->old),
		buf_slice(&comparison->new), false, &counts);
	set(root, "from", buf_slice(&comparison->from));
	set(root, "to", buf_slice(&comparison->to));
	set_count(root, "words_removed", counts.gone);
	set_count(root, "words_added", counts.new);
	diff_changes(buf_slice(&comparison->old), buf_slice(&comparison->new),
		add_change, list);
	json_object_set_new(root, "changes", list);
	export_dump(out, root, JSON_INDENT(2));
	buf_clear(&all);
}
