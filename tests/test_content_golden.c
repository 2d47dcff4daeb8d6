/*
 * Every golden/NAME.md beside what it looks like: NAME.txt (72 cells),
 * NAME.w40.txt and NAME.html. With a folder as argument the outputs are
 * written there instead; golden.sh does that and shows the differences.
 */

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/str.h"
#include "content/doc.h"
#include "content/html.h"
#include "content/render.h"

static void lines_at(struct buf *out, const struct doc *doc, int width)
{
	const struct render_options options = {
		.width = width, .numbers = true, .plain = true};
	struct render render;

	render_doc(&render, doc, &options);
	for (size_t i = 0; i < render.line_count; i++) {
		for (int r = 0; r < render.lines[i].run_count; r++) {
			buf_str(out, render.lines[i].runs[r].text);
		}
		buf_byte(out, '\n');
	}
	buf_printf(out, "-- hidden: %zu\n", render.hidden);
	render_clear(&render);
}

static void text_72(struct buf *out, const struct doc *doc)
{
	lines_at(out, doc, 72);
}

static void text_40(struct buf *out, const struct doc *doc)
{
	lines_at(out, doc, 40);
}

static void html(struct buf *out, const struct doc *doc)
{
	html_doc(out, doc, NULL);
}

struct kind {
	const char *suffix;
	void (*make)(struct buf *out, const struct doc *doc);
};

static const struct kind kinds[] = {
	{".txt", text_72}, {".w40.txt", text_40}, {".html", html}};

static void folder(struct buf *out)
{
	const char *root = getenv("FYR_ROOT");

	buf_printf(out, "%s/tests/golden", root ? root : ".");
}

static bool read_file(struct buf *out, const char *path)
{
	FILE *file = fopen(path, "rb");
	char part[4096];
	size_t len;

	if (!file) {
		return false;
	}
	while ((len = fread(part, 1, sizeof(part), file)) > 0) {
		buf_add(out, part, len);
	}
	fclose(file);
	return true;
}

static bool write_file(const char *path, struct str text)
{
	FILE *file = fopen(path, "wb");
	bool ok;

	if (!file) {
		return false;
	}
	ok = fwrite(text.data, 1, text.len, file) == text.len;
	return fclose(file) == 0 && ok;
}

/* One note: compare with, or write to, the files in `to`. */
static int check(const char *from, const char *name, const char *to, bool write)
{
	struct str stem = {name, strlen(name) - 3};
	struct buf path = {0}, in = {0}, out = {0}, old = {0};
	struct doc doc = {0};
	int wrong = 0;

	buf_printf(&path, "%s/%s", from, name);
	assert_true(read_file(&in, buf_text(&path)));
	doc_parse(&doc, buf_slice(&in));
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
		buf_cut(&path, 0);
		buf_cut(&out, 0);
		buf_cut(&old, 0);
		buf_printf(
			&path, "%s/%.*s%s", to, STR_ARG(stem), kinds[i].suffix);
		kinds[i].make(&out, &doc);
		if (write) {
			wrong += !write_file(buf_text(&path), buf_slice(&out));
		} else if (!read_file(&old, buf_text(&path)) ||
			!str_eq(buf_slice(&old), buf_slice(&out))) {
			print_error("%s differs:\n%s\n", buf_text(&path),
				buf_text(&out));
			wrong++;
		}
	}
	doc_clear(&doc);
	buf_clear(&path);
	buf_clear(&in);
	buf_clear(&out);
	buf_clear(&old);
	return wrong;
}

/* All notes; returns how many were seen. */
static int each(const char *to, bool write, int *wrong)
{
	struct buf from = {0};
	struct dirent *entry;
	int seen = 0;
	DIR *dir;

	folder(&from);
	dir = opendir(buf_text(&from));
	while (dir && (entry = readdir(dir)) != NULL) {
		if (str_ends(str_from(entry->d_name), ".md")) {
			*wrong += check(buf_text(&from), entry->d_name,
				to ? to : buf_text(&from), write);
			seen++;
		}
	}
	if (dir) {
		closedir(dir);
	}
	buf_clear(&from);
	return seen;
}

static void test_golden(void **state)
{
	int wrong = 0;

	(void)state;
	assert_in_range(each(NULL, false, &wrong), 5, 1000);
	assert_int_equal(wrong, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_golden)};
	int wrong = 0;

	if (argc == 2) {
		return each(argv[1], true, &wrong) == 0 || wrong > 0;
	}
	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
