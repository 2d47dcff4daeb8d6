/* Two commits merged in memory: sync/merge.h. */

#include <git2/sys/mempack.h>

#include "base/mem.h"
#include "content/merge.h"
#include "sync/git.h"
#include "sync/merge.h"
#include "sync/tree.h"
#include "tests/repo.h"

/* As app/ joins the two. */
static bool join_texts(
	const struct sync_texts *texts, struct buf *out, struct buf *what)
{
	static const enum merge_prefer prefers[] = {
		[SYNC_PUBLISHED] = MERGE_PUBLISHED,
		[SYNC_MINE] = MERGE_MINE,
		[SYNC_BASE] = MERGE_BASE,
	};
	const struct merge_texts three = {
		texts->base, texts->published, texts->mine};

	return merge_note(&three, prefers[texts->prefer], out, what);
}

struct box {
	git_repository *repo;
	git_odb *odb;
	struct merge merge;
	struct error err;
	int number; /* of commits */
};

static void box_open(struct box *box)
{
	*box = (struct box){.repo = NULL};
	assert_true(gitx_begin(NULL));
	assert_int_equal(git_repository_init(&box->repo, "box.git", 1), 0);
	assert_int_equal(git_repository_odb(&box->odb, box->repo), 0);
}

static void box_close(struct box *box)
{
	merge_clear(&box->merge);
	git_odb_free(box->odb);
	git_repository_free(box->repo);
	gitx_end();
	sh("rm -rf box.git");
}

static git_oid put_blob(struct box *box, const char *text)
{
	git_oid id;

	assert_int_equal(git_odb_write(&id, box->odb, text, strlen(text),
				 GIT_OBJECT_BLOB),
		0);
	return id;
}

static git_oid put_commit(struct box *box, const git_oid *tree,
	const git_oid *one, const git_oid *two)
{
	struct buf text = {0};
	git_oid id;

	buf_printf(&text, "tree %s\n", git_oid_tostr_s(tree));
	if (one)
		buf_printf(&text, "parent %s\n", git_oid_tostr_s(one));
	if (two)
		buf_printf(&text, "parent %s\n", git_oid_tostr_s(two));
	buf_printf(&text,
		"author A <a@b> %d +0000\ncommitter A <a@b> %d +0000\n\nx\n",
		1700000000 + box->number, 1700000000 + box->number);
	box->number++;
	assert_int_equal(git_odb_write(&id, box->odb, text.data, text.len,
				 GIT_OBJECT_COMMIT),
		0);
	buf_clear(&text);
	return id;
}

/* A commit of "path=text;path=text": in order of bytes. "L" before: a link. */
static git_oid put(struct box *box, const char *files, const git_oid *parent)
{
	struct tree_update updates[16];
	struct tree_updates list = {updates, 0};
	struct str rest = str_from(files), part, path;
	git_oid tree, commit;

	while (str_cut(&rest, ';', &part)) {
		struct tree_update *update = &updates[list.count++];
		char *text;

		str_cut(&part, '=', &path);
		text = str_copy(part);
		update->mode = 0100644;
		if (path.data[0] == '@')
			update->mode = TREE_LINK;
		else if (path.data[0] == '!')
			update->mode = 0100755;
		if (update->mode != 0100644)
			path = str_sub(path, 1, path.len);
		update->path = str_copy(path);
		update->id = put_blob(box, text);
		free(text);
	}
	assert_true(tree_write(box->repo, NULL, &list, &tree, NULL));
	while (list.count)
		free(updates[--list.count].path);
	commit = put_commit(box, &tree, parent, NULL);
	return commit;
}

static bool list_file(const struct tree_item *item, void *arg)
{
	struct box *box = ((void **)arg)[0];
	struct buf *out = ((void **)arg)[1];
	git_odb_object *object;

	assert_int_equal(git_odb_read(&object, box->odb, item->id), 0);
	buf_printf(out, "%s%s%s=%.*s", out->len ? ";" : "",
		item->mode == 0100755		  ? "!"
			: item->mode == TREE_LINK ? "@"
						  : "",
		item->path, (int)git_odb_object_size(object),
		(const char *)git_odb_object_data(object));
	git_odb_object_free(object);
	return true;
}

static void list_tree(struct box *box, const git_oid *tree, struct buf *out)
{
	void *both[] = {box, out};
	struct tree_walk walk = {.odb = box->odb,
		.scope = TREE_ALL,
		.each = list_file,
		.arg = both};

	assert_true(tree_compare(&walk, tree, NULL, 0, NULL));
}

static void run(struct box *box, const git_oid *published, const git_oid *mine)
{
	merge_clear(&box->merge);
	box->merge = (struct merge){.repo = box->repo,
		.texts = join_texts,
		.published = *published,
		.mine = *mine};
	if (!merge_run(&box->merge, &box->err))
		fail_msg("%s", box->err.text);
}

/* "path type what; ..." */
static void list_clashes(const struct merge *merge, struct buf *out)
{
	static const char *const names[] = {"text", "new", "gone-there",
		"gone-here", "moved", "kind", "in-the-way"};

	for (size_t i = 0; i < merge->clash_count; i++)
		buf_printf(out, "%s%s %s%s%s", i ? "; " : "",
			merge->clashes[i].path, names[merge->clashes[i].type],
			*merge->clashes[i].what ? " " : "",
			merge->clashes[i].what);
}

static void expect(
	const char *const sides[3], const char *files, const char *clashes)
{
	struct box box;
	struct buf out = {0};
	git_oid base, published, mine;

	box_open(&box);
	base = put(&box, sides[0], NULL);
	published = put(&box, sides[1], &base);
	mine = put(&box, sides[2], &base);
	run(&box, &published, &mine);
	list_tree(&box, &box.merge.tree, &out);
	assert_string_equal(buf_text(&out), files);
	buf_cut(&out, 0);
	list_clashes(&box.merge, &out);
	assert_string_equal(buf_text(&out), clashes);
	sh("git -C box.git fsck --strict --no-dangling --no-progress");
	buf_clear(&out);
	box_close(&box);
}

#define SIDES(b, p, m)                                                         \
	(const char *const[3])                                                 \
	{                                                                      \
		b, p, m                                                        \
	}

static void test_files(void **state)
{
	(void)state;
	expect(SIDES("a=1;b=1", "a=2;b=1", "a=1;b=2"), "a=2;b=2", "");
	expect(SIDES("a=1", "a=1;b=1", "a=1;c/d=1"), "a=1;b=1;c/d=1", "");
	expect(SIDES("a=1;b=1", "a=1", "a=1;b=1;c=1"), "a=1;c=1", "");
	expect(SIDES("a=1;b=1", "a=2;b=1", "a=1"), "a=2", "");
	expect(SIDES("a=1;b=1", "b=1", "b=1"), "b=1", "");
	expect(SIDES("a=1", "a=2", "a=2"), "a=2", "");
	expect(SIDES("a=1", "a=2", "a=3"), "a=2", "a text text");
	expect(SIDES("a=1\n\n2\n", "a=x\n\n2\n", "a=1\n\ny\n"), "a=x\n\ny\n",
		"");
	expect(SIDES("x=1", "x=1;a=1", "x=1;a=2"), "a=1;x=1", "a new text");
	expect(SIDES("x=1", "x=1;a=1", "x=1;a=1"), "a=1;x=1", "");
	/* A clash stops nothing else. */
	expect(SIDES("a=1;b=1", "a=2;b=1", "a=3;b=2;c=1"), "a=2;b=2;c=1",
		"a text text");
	/* An emptied folder goes. */
	expect(SIDES("a=1;d/e/f=1", "a=2;d/e/f=1", "a=1"), "a=2", "");
}

static void test_gone(void **state)
{
	(void)state;
	expect(SIDES("a=1;b=1", "a=1", "a=1;b=2"), "a=1;b=2", "b gone-there");
	expect(SIDES("a=1;b=1", "a=1;b=2", "a=1"), "a=1;b=2", "b gone-here");
}

#define LONG "one line\ntwo lines\nthree lines\nfour lines\n"
#define LONG2 "one line\ntwo lines\nthree lines\nfour more lines\n"
#define LONG3 "one short line\ntwo lines\nthree lines\nfour lines\n"

static void test_renames(void **state)
{
	(void)state;
	/* One renames, the other changes. */
	expect(SIDES("a=" LONG, "b=" LONG, "a=" LONG2), "b=" LONG2, "");
	expect(SIDES("a=" LONG, "a=" LONG2, "b=" LONG), "b=" LONG2, "");
	/* Both change it, one renames it too. */
	expect(SIDES("a=" LONG, "b=" LONG2, "a=" LONG3),
		"b=one short line\ntwo lines\nthree lines\nfour more lines\n",
		"");
	expect(SIDES("a=" LONG, "a=" LONG3, "b=" LONG2),
		"b=one short line\ntwo lines\nthree lines\nfour more lines\n",
		"");
	/* Both rename it: alike, and not. */
	expect(SIDES("a=" LONG, "b=" LONG2, "b=" LONG3),
		"b=one short line\ntwo lines\nthree lines\nfour more lines\n",
		"");
	expect(SIDES("a=" LONG, "b=" LONG, "c=" LONG2), "b=" LONG2, "b moved");
	/* One renames, the other removes. */
	expect(SIDES("a=" LONG ";x=1", "b=" LONG ";x=1", "x=1"),
		"b=" LONG ";x=1", "b gone-here");
	expect(SIDES("a=" LONG ";x=1", "x=1", "b=" LONG2 ";x=1"),
		"b=" LONG2 ";x=1", "b gone-there");
	/* Renamed, and changed so that it clashes: the name is clear. */
	expect(SIDES("a=" LONG, "a=" LONG2,
		       "b=one line\ntwo lines\nthree lines\nfive lines\n"),
		"b=" LONG2, "b text text");
}

static void test_kinds(void **state)
{
	(void)state;
	expect(SIDES("a=1;b=1", "!a=1;b=1", "a=2;b=1"), "!a=2;b=1", "");
	expect(SIDES("a=1;b=1", "a=2;b=1", "!a=1;b=1"), "!a=2;b=1", "");
	expect(SIDES("@l=x", "@l=y", "@l=z"), "@l=y", "l kind");
	expect(SIDES("@l=x;b=1", "@l=x;b=2", "@l=z;b=1"), "b=2;@l=z", "");
}

static void test_in_the_way(void **state)
{
	(void)state;
	expect(SIDES("x=1", "d=1;x=1", "d/e=1;x=1"), "d=1;x=1",
		"d/e in-the-way");
	expect(SIDES("x=1", "d/e=1;x=1", "d=1;x=1"), "d/e=1;x=1",
		"d in-the-way");
	/* A folder that becomes a file. */
	expect(SIDES("d/e=1;x=1", "d/e=1;x=2", "d=7;x=1"), "d=7;x=2", "");
	expect(SIDES("d=7;x=1", "d=7;x=2", "d/e=1;x=1"), "d/e=1;x=2", "");
	expect(SIDES("d/e=1;x=1", "d/e=2;x=2", "d=7;x=1"), "d/e=2;x=2",
		"d in-the-way; d/e gone-here");
}

static void test_twins(void **state)
{
	struct box box;
	git_oid base, published, mine;

	(void)state;
	box_open(&box);
	base = put(&box, "x=1", NULL);
	published = put(&box, "a.md=1;x=1", &base);
	mine = put(&box, "A.md=2;x=1", &base);
	run(&box, &published, &mine);
	assert_string_equal(buf_text(&box.merge.twins), "a.md, A.md");
	assert_int_equal(box.merge.clash_count, 0);
	box_close(&box);
}

/* Names that git refuses stay where others put them, and ours are refused. */
static void test_unsafe(void **state)
{
	struct box box;
	git_oid base, published, mine, evil, tree;
	struct buf raw = {0}, out = {0};

	(void)state;
	box_open(&box);
	base = put(&box, "a=1", NULL);
	mine = put(&box, "a=2", &base);
	evil = put_blob(&box, "evil");
	buf_put(&raw, "100644 .git");
	buf_add(&raw, "", 1);
	buf_add(&raw, evil.id, 20);
	evil = put_blob(&box, "1");
	buf_put(&raw, "100644 a");
	buf_add(&raw, "", 1);
	buf_add(&raw, evil.id, 20);
	assert_int_equal(git_odb_write(&tree, box.odb, raw.data, raw.len,
				 GIT_OBJECT_TREE),
		0);
	published = put_commit(&box, &tree, &base, NULL);
	run(&box, &published, &mine);
	list_tree(&box, &box.merge.tree, &out);
	assert_string_equal(buf_text(&out), "a=2");
	box.merge.published = mine;
	box.merge.mine = published;
	assert_false(merge_run(&box.merge, &box.err));
	assert_int_equal(box.err.kind, ERROR_REFUSED);
	assert_non_null(strstr(box.err.text, ".git"));
	buf_clear(&raw);
	buf_clear(&out);
	box_close(&box);
}

static void put_entry(
	struct box *box, struct buf *raw, const char *name, const char *text)
{
	git_oid id = put_blob(box, text);

	buf_put(raw, name);
	buf_add(raw, "", 1);
	buf_add(raw, id.id, 20);
}

/* Modes of old repositories are read, and not written. */
static void test_old_modes(void **state)
{
	struct box box;
	git_oid base, published, mine, tree;
	struct buf raw = {0}, out = {0};

	(void)state;
	box_open(&box);
	put_entry(&box, &raw, "100664 a", "1");
	put_entry(&box, &raw, "100664 b", "1");
	assert_int_equal(git_odb_write(&tree, box.odb, raw.data, raw.len,
				 GIT_OBJECT_TREE),
		0);
	base = put_commit(&box, &tree, NULL, NULL);
	published = put(&box, "a=2;b=1", &base);
	buf_cut(&raw, 0);
	put_entry(&box, &raw, "100664 a", "1");
	put_entry(&box, &raw, "100664 b", "2");
	put_entry(&box, &raw, "100775 c", "3");
	assert_int_equal(git_odb_write(&tree, box.odb, raw.data, raw.len,
				 GIT_OBJECT_TREE),
		0);
	mine = put_commit(&box, &tree, &base, NULL);
	run(&box, &published, &mine);
	list_tree(&box, &box.merge.tree, &out);
	assert_string_equal(buf_text(&out), "a=2;b=2;!c=3");
	assert_int_equal(box.merge.clash_count, 0);
	buf_clear(&raw);
	buf_clear(&out);
	box_close(&box);
}

/* Two who merged one another have two common ancestors. */
static void test_criss_cross(void **state)
{
	struct box box;
	git_oid base, a, b, ab, ba, published, mine;
	struct buf out = {0};

	(void)state;
	box_open(&box);
	base = put(&box, "a=1\n\n2\n\n3\n\n4\n", NULL);
	a = put(&box, "a=x\n\n2\n\n3\n\n4\n", &base);
	b = put(&box, "a=1\n\ny\n\n3\n\n4\n", &base);
	run(&box, &a, &b);
	ab = put_commit(&box, &box.merge.tree, &a, &b);
	ba = put_commit(&box, &box.merge.tree, &b, &a);
	published = put(&box, "a=x\n\ny\n\np\n\n4\n", &ab);
	mine = put(&box, "a=x\n\ny\n\n3\n\nm\n", &ba);
	run(&box, &published, &mine);
	assert_int_equal(box.merge.clash_count, 0);
	list_tree(&box, &box.merge.tree, &out);
	assert_string_equal(buf_text(&out), "a=x\n\ny\n\np\n\nm\n");
	buf_clear(&out);
	box_close(&box);
}

/* ---- whatever three people do ---- */

static uint32_t next_random(uint64_t *seed)
{
	*seed = *seed * 6364136223846793005ull + 1442695040888963407ull;
	return (uint32_t)(*seed >> 33);
}

enum {
	NAMES = 8,
	LINES = 8
};

/* Files by number, each with a few lines; NULL: not there. */
struct model {
	char *lines[NAMES][LINES];
	bool there[NAMES];
};

static const char *const names[NAMES] = {
	"a.md", "b.md", "d/c.md", "d/d.md", "e.md", "f/g/h.md", "i.md", "j.md"};

static void model_copy(struct model *to, const struct model *from)
{
	*to = *from;
	for (int i = 0; i < NAMES; i++)
		for (int k = 0; k < LINES; k++)
			to->lines[i][k] = mem_text(from->lines[i][k]);
}

static void model_clear(struct model *model)
{
	for (int i = 0; i < NAMES; i++)
		for (int k = 0; k < LINES; k++)
			free(model->lines[i][k]);
}

static void set_line(struct model *model, int file, int line, const char *text)
{
	free(model->lines[file][line]);
	model->lines[file][line] = mem_text(text);
}

static void model_make(struct model *model, uint64_t *seed)
{
	char text[64];

	*model = (struct model){.there = {false}};
	for (int i = 0; i < NAMES; i++) {
		model->there[i] = next_random(seed) % 3 != 0;
		for (int k = 0; k < LINES; k++) {
			snprintf(text, sizeof(text), "file %d line %d", i, k);
			set_line(model, i, k, text);
		}
	}
}

static void model_edit(struct model *model, int *word, uint64_t *seed)
{
	for (uint32_t left = next_random(seed) % 5; left; left--) {
		int file = (int)(next_random(seed) % NAMES);
		int to = (int)(next_random(seed) % NAMES);
		char text[64];

		if (!model->there[file] || next_random(seed) % 3 == 0) {
			snprintf(text, sizeof(text), "w%d.", (*word)++);
			set_line(model, file, (int)(next_random(seed) % LINES),
				text);
			model->there[file] = true;
		} else if (next_random(seed) % 2) {
			model->there[file] = false;
		} else if (!model->there[to]) {
			for (int k = 0; k < LINES; k++)
				set_line(model, to, k, model->lines[file][k]);
			model->there[to] = true;
			model->there[file] = false;
		}
	}
}

static git_oid model_commit(
	struct box *box, const struct model *model, const git_oid *parent)
{
	struct tree_update updates[NAMES];
	struct tree_updates list = {updates, 0};
	git_oid tree;

	for (int i = 0; i < NAMES; i++) {
		struct buf text = {0};

		if (!model->there[i])
			continue;
		for (int k = 0; k < LINES; k++)
			buf_printf(&text, "%s\n", model->lines[i][k]);
		updates[list.count] = (struct tree_update){mem_text(names[i]),
			put_blob(box, buf_text(&text)), 0100644};
		list.count++;
		buf_clear(&text);
	}
	assert_true(tree_write(box->repo, NULL, &list, &tree, NULL));
	while (list.count)
		free(updates[--list.count].path);
	return put_commit(box, &tree, parent, NULL);
}

static bool model_has(const struct model *model, const char *word)
{
	for (int i = 0; i < NAMES; i++)
		for (int k = 0; model->there[i] && k < LINES; k++)
			if (strcmp(model->lines[i][k], word) == 0)
				return true;
	return false;
}

static void put_blob_text(struct box *box, const git_oid *id, struct buf *out)
{
	git_odb_object *object;

	if (git_oid_is_zero(id))
		return;
	assert_int_equal(git_odb_read(&object, box->odb, id), 0);
	buf_add(out, git_odb_object_data(object), git_odb_object_size(object));
	git_odb_object_free(object);
}

/* The merged files, and both texts of every clash. */
static void list_all(struct box *box, struct buf *out)
{
	list_tree(box, &box->merge.tree, out);
	for (size_t i = 0; i < box->merge.clash_count; i++) {
		put_blob_text(box, &box->merge.clashes[i].mine, out);
		put_blob_text(box, &box->merge.clashes[i].theirs, out);
	}
}

static git_oid tree_of(struct box *box, const git_oid *commit)
{
	git_commit *found;
	git_oid id;

	assert_int_equal(git_commit_lookup(&found, box->repo, commit), 0);
	id = *git_commit_tree_id(found);
	git_commit_free(found);
	return id;
}

static void check_alone(
	struct box *box, const git_oid *base, const git_oid *side)
{
	git_oid want = tree_of(box, side);
	git_oid still = tree_of(box, base);

	still = put_commit(box, &still, base, NULL);
	run(box, &still, side);
	assert_true(git_oid_equal(&box->merge.tree, &want));
	assert_int_equal(box->merge.clash_count, 0);
	run(box, side, &still);
	assert_true(git_oid_equal(&box->merge.tree, &want));
	still = put_commit(box, &want, base, NULL);
	run(box, side, &still);
	assert_true(git_oid_equal(&box->merge.tree, &want));
	assert_int_equal(box->merge.clash_count, 0);
}

static bool run_model(struct box *box, unsigned long number)
{
	uint64_t seed = number * 2654435761u + 1;
	struct model models[3];
	struct buf all = {0};
	git_oid base, sides[2], tree;
	int words = 0;
	bool clean;

	model_make(&models[0], &seed);
	base = model_commit(box, &models[0], NULL);
	for (int i = 1; i < 3; i++) {
		model_copy(&models[i], &models[0]);
		model_edit(&models[i], &words, &seed);
		sides[i - 1] = model_commit(box, &models[i], &base);
	}
	run(box, &sides[0], &sides[1]);
	clean = !box->merge.clash_count;
	tree = box->merge.tree;
	list_all(box, &all);
	for (int i = 0; i < words; i++) {
		char word[32];

		snprintf(word, sizeof(word), "w%d.", i);
		if ((model_has(&models[1], word) ||
			    model_has(&models[2], word)) &&
			!strstr(buf_text(&all), word))
			fail_msg("run %lu: %s is lost in %s", number, word,
				buf_text(&all));
	}
	assert_null(strstr(buf_text(&all), "<<<<"));
	run(box, &sides[1], &sides[0]);
	if (clean != !box->merge.clash_count ||
		(clean && !git_oid_equal(&tree, &box->merge.tree)))
		fail_msg("run %lu: not the same the other way round", number);
	check_alone(box, &base, &sides[0]);
	check_alone(box, &base, &sides[1]);
	buf_clear(&all);
	for (int i = 0; i < 3; i++)
		model_clear(&models[i]);
	return clean;
}

static void test_models(void **state)
{
	const unsigned long runs = 5000;
	unsigned long clean = 0;
	git_odb_backend *memory;
	struct box box;

	(void)state;
	box_open(&box);
	assert_int_equal(git_mempack_new(&memory), 0);
	assert_int_equal(git_odb_add_backend(box.odb, memory, 999), 0);
	for (unsigned long i = 0; i < runs; i++)
		clean += run_model(&box, i);
	assert_in_range(clean, runs / 4, runs * 9 / 10);
	box_close(&box);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_files, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_gone, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_renames, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_kinds, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_in_the_way, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_twins, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_unsafe, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_old_modes, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_criss_cross, repo_setup, repo_teardown),
		cmocka_unit_test_setup_teardown(
			test_models, repo_setup, repo_teardown),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
