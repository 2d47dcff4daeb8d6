/*
 * Property: after any series of edits of a real hub, committed or not, an index
 * brought up to date says the same as one built from nothing. FYR_SERIES,
 * FYR_STEPS and FYR_SEED in the environment ask for more than a few.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "app/app.h"
#include "base/file.h"
#include "tests/random_note.h"

enum {
	SERIES = 6,
	STEPS = 20,
	FIRST_SEED = 1,
	NOTES = 10,
	FOUND = 30
};

struct series {
	uint32_t seed, state;
	char dir[64];
	struct app *app;
	struct buf steps; /* what was done, to be read by people */
	size_t commits;
	struct error err;
};

static void fail_series(struct series *s, const char *why)
{
	fprintf(stderr, "seed %u: %s\n%s\n", s->seed, why,
		buf_text(&s->steps)); /* too long for print_error */
	fail();
}

#define must(s, call)                                                          \
	do {                                                                   \
		if (!(call))                                                   \
			fail_series(s, (s)->err.text);                         \
	} while (0)

/* A command in the hub's folder; it may fail (nothing to revert, …). */
__attribute__((format(printf, 2, 3))) static void sh(
	struct series *s, const char *format, ...)
{
	struct buf command = {0};
	size_t begin;
	va_list args;

	buf_printf(&command, "cd %s/hub && exec >>../log 2>&1; ", s->dir);
	begin = command.len;
	va_start(args, format);
	buf_vprintf(&command, format, args);
	va_end(args);
	buf_printf(&s->steps, "  %s\n", buf_text(&command) + begin);
	if (system(buf_text(&command)) < 0)
		fail_series(s, "no shell");
	buf_clear(&command);
}

/* --- notes --- */

static const char *const paths[] = {"n0.md", "guides/n1.sv.md",
	"guides/n1.en.md", "guides/n2.md", "notes/n3.markdown", "notes/n4.MD",
	"a b/n5.md", "guides/deep/er/n6.md", "\xC3\xA5/n7.md",
	/* the same letter, decomposed */
	"a\xCC\x8A/n8.md", "notes/n3.md", "guides/n2.sv.md", ".dot/n9.md",
	"plain.txt"};

static void write_file(struct series *s, const char *path, struct str text)
{
	struct buf full = {0};
	struct buf dir = {0};

	buf_printf(&full, "%s/hub/%s", s->dir, path);
	buf_str(&dir, file_dir(buf_slice(&full)));
	buf_printf(&s->steps, "  write %s, %zu bytes\n", path, text.len);
	must(s, file_mkdirs(buf_text(&dir), 0755, &s->err));
	must(s, file_write(buf_text(&full), text, 0644, &s->err));
	buf_clear(&full);
	buf_clear(&dir);
}

static void write_note(struct series *s)
{
	const char *path = ONE_OF(&s->state, paths);
	struct buf text = {0};

	make_note(&s->state, &text);
	write_file(s, path, buf_slice(&text));
	buf_clear(&text);
}

static void write_schema(struct series *s)
{
	static const char *const schemas[] = {
		"fyr: 1\nname: {sv: A, en: A}\nlanguages: [sv, en]\n",
		"fyr: 1\nlanguages: [sv, en]\nkinds:\n  guide:\n"
		"    folder: guides\n    fields:\n"
		"      title: {type: string, role: title}\n"
		"      stage: {type: enum, vocabulary: stage}\n"
		"      related: {type: link, many: true}\n"
		"      due: {type: date, role: deadline}\n"
		"vocabularies:\n  stage: [signal, proposal]\n",
		"fyr: 1\nlanguages: [en]\nkinds: {guide: {folder: notes}}\n",
		"fyr: 1\nkinds: [fel\n", "", "fyr: 99\n",
		"fyr: 1\nlanguages: [sv, en]\nsynonyms: synonyms.yaml\n"};

	write_file(s, "fyr.yaml", str_from(ONE_OF(&s->state, schemas)));
}

/* --- edits --- */

static void write_synonyms(struct series *s)
{
	write_file(s, "synonyms.yaml",
		pick(&s->state, 2) ? STR("groups:\n  - [lag, förordning]\n")
				   : STR("groups: [\n"));
}

static void edit_file(struct series *s)
{
	const char *path = ONE_OF(&s->state, paths);
	const char *to = ONE_OF(&s->state, paths);

	switch (pick(&s->state, 9)) {
	case 0:
		sh(s, "rm -f '%s'", path);
		break;
	case 1:
		sh(s, "mkdir -p \"$(dirname '%s')\"; mv '%s' '%s'", to, path,
			to);
		break;
	case 2:
		sh(s, "mkdir -p \"$(dirname '%s')\"; git mv -f '%s' '%s'", to,
			path, to);
		break;
	case 3:
		sh(s, "[ -f '%s' ] && echo 'mera lag' >>'%s'", path, path);
		break;
	case 4:
		sh(s, "[ -f '%s' ] && touch '%s'", path, path);
		break;
	case 5: /* as long as before, and as old */
		sh(s,
			"touch -r '%s' ../old; sed -i s/lag/gal/g '%s';"
			" touch -r ../old '%s'",
			path, path, path);
		break;
	case 6:
		sh(s, "git checkout -q -- '%s'", path);
		break;
	case 7:
		sh(s, "git rm -q --cached '%s'", path);
		break;
	default:
		sh(s, "cp '%s' '%s'", path, to);
	}
}

static void edit_history(struct series *s)
{
	switch (pick(&s->state, 9)) {
	case 0:
		sh(s,
			"git stash -q; git revert --no-edit HEAD;"
			" git revert --abort; git stash pop -q");
		break;
	case 1:
		sh(s, "git reset -q --hard HEAD~1");
		break;
	case 2:
		sh(s, "git reset -q --soft HEAD~1");
		break;
	case 3:
		sh(s, "git reset -q HEAD~1");
		break;
	case 4:
		sh(s, "git commit -q --amend -m 'ändrad %u'",
			next(&s->state) % 1000);
		break;
	case 5:
		sh(s, "git checkout -q -b g%u; git checkout -q main",
			next(&s->state));
		break;
	case 6:
		sh(s, "git checkout -q HEAD~%zu -- .", pick(&s->state, 3) + 1);
		break;
	case 7:
		sh(s,
			"git stash -q -u; git checkout -q -b sida HEAD~1 &&"
			" echo 'från sidan' >>guides/n2.md && git add -A &&"
			" git commit -qm sida && git checkout -q main &&"
			" git merge -q -m ihop -X ours sida;"
			" git checkout -q main; git branch -qD sida;"
			" git stash pop -q || git checkout -q -f main");
		break;
	default:
		sh(s, "git checkout -q -f main; git clean -qfd");
	}
}

static void edit(struct series *s)
{
	size_t what = pick(&s->state, 40);

	if (what < 18)
		write_note(s);
	else if (what < 33)
		edit_file(s);
	else if (what < 37)
		edit_history(s);
	else if (what == 37)
		write_schema(s);
	else if (what == 38)
		sh(s, "rm -f fyr.yaml");
	else
		write_synonyms(s);
}

static void commit(struct series *s)
{
	static const char *const which[] = {"git add -A;", "git add -A;",
		"git add -A;", "git add -u;", "git add guides;"};

	s->commits++;
	sh(s,
		"export GIT_AUTHOR_DATE='%zu +0100'"
		" GIT_COMMITTER_DATE='%zu +0100'; %s git commit -qm 'steg %zu'",
		1700000000 + s->commits / 2 * 60, 1700000000 + s->commits * 60,
		ONE_OF(&s->state, which), s->commits);
}

/* --- the property --- */

static void open_hub(struct series *s, struct app **app)
{
	struct app_options options = {0};
	struct buf path = {0};

	buf_printf(&path, "%s/hub", s->dir);
	options.hub = buf_text(&path);
	must(s, app_open(app, &options, &s->err));
	buf_clear(&path);
}

/* What searches find, in their order, with the scores. */
static void put_found(struct series *s, struct app *app, struct buf *out)
{
	static const char *const queries[] = {"lag", "patientdata lag", "guid",
		"\"lag lagen\"", "title:lag OR förordning", "2008:355", "",
		"upphnadling", "links:n2", "linked:n1", "-lag sort:title",
		"tag:ett", "kind:guide", "is:draft", "har", "hår"};
	size_t i, n;

	for (i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct store_request request = {0};
		struct store_results results = {0};

		request.query = str_from(queries[i]);
		request.typing = i % 2;
		request.limit = FOUND;
		must(s, app_search(app, &request, &results, &s->err));
		buf_printf(out, "%s: %zu\n", queries[i], results.total);
		for (n = 0; n < results.count; n++)
			buf_printf(out, "  %.*s %.6g %d %.*s\n",
				STR_ARG(results.items[n].path),
				results.items[n].score, results.items[n].line,
				STR_ARG(results.items[n].snippet));
		store_results_clear(&results);
	}
}

static void first_difference(struct series *s, struct str a, struct str b)
{
	struct str one, two;
	struct str heading = {0};

	while (str_cut(&a, '\n', &one) && str_cut(&b, '\n', &two)) {
		if (!str_starts(one, " "))
			heading = one;
		if (str_eq(one, two))
			continue;
		buf_printf(&s->steps,
			"search %.*s:\n  kept:  %.*s\n  fresh: %.*s\n",
			STR_ARG(heading), STR_ARG(one), STR_ARG(two));
		return;
	}
}

static void as_built_from_nothing(struct series *s)
{
	struct app_refreshed done = {0};
	struct app *fresh = NULL;
	struct buf digests[2] = {0};
	struct buf found[2] = {0};

	must(s, app_refresh(s->app, false, NULL, &done, &s->err));
	buf_printf(&s->steps, "refresh: %zu read, %zu removed%s, %zu notes\n",
		done.parsed, done.removed, done.rebuilt ? ", rebuilt" : "",
		done.notes);
	if (done.why.len)
		fail_series(s, buf_text(&done.why));
	must(s, store_verify(s->app->store, &digests[0], &s->err));
	put_found(s, s->app, &found[0]);
	open_hub(s, &fresh);
	must(s, app_refresh_aside(fresh, &done, &s->err));
	buf_clear(&done.why);
	must(s, store_verify(fresh->store, &digests[1], &s->err));
	put_found(s, fresh, &found[1]);
	if (!str_eq(buf_slice(&digests[0]), buf_slice(&digests[1]))) {
		first_difference(s, buf_slice(&found[0]), buf_slice(&found[1]));
		fail_series(s, "the digests differ");
	}
	if (!str_eq(buf_slice(&found[0]), buf_slice(&found[1]))) {
		first_difference(s, buf_slice(&found[0]), buf_slice(&found[1]));
		fail_series(s, "the searches differ");
	}
	app_close(fresh);
	buf_clear(&digests[0]);
	buf_clear(&digests[1]);
	buf_clear(&found[0]);
	buf_clear(&found[1]);
}

static void run_steps(struct series *s, long steps, size_t *edits)
{
	long step;
	size_t i;

	for (step = 0; step < steps; step++) {
		size_t count = step ? 1 + pick(&s->state, 4) : NOTES;

		buf_printf(&s->steps, "step %ld\n", step);
		for (i = 0; i < count; i++)
			step ? edit(s) : write_note(s);
		if (!step || pick(&s->state, 5) < 3)
			commit(s);
		if (pick(&s->state, 6) == 0) {
			app_close(s->app);
			s->app = NULL;
			open_hub(s, &s->app);
		}
		if (pick(&s->state, 8) == 0 && s->app->store)
			store_idle(s->app->store, 1);
		as_built_from_nothing(s);
		*edits += count;
	}
}

static void make_hub(struct series *s)
{
	struct buf path = {0};

	buf_printf(&path, "%s/hub", s->dir);
	must(s, file_mkdirs(buf_text(&path), 0755, &s->err));
	buf_clear(&path);
}

static void run_series(uint32_t seed, long steps, size_t *edits)
{
	struct series s = {0};

	s.seed = seed;
	s.state = seed * 2654435761u + 88172645u;
	snprintf(s.dir, sizeof(s.dir), "/tmp/fyr-series.XXXXXX");
	assert_non_null(mkdtemp(s.dir));
	setenv("HOME", s.dir, 1);
	setenv("TMPDIR", s.dir, 1);
	setenv("XDG_CACHE_HOME", s.dir, 1);
	make_hub(&s);
	sh(&s,
		"git init -q -b main . && git config user.name Å &&"
		" git config user.email a@example.org &&"
		" git config core.autocrlf false && git commit -q"
		" --allow-empty -m start");
	open_hub(&s, &s.app);
	run_steps(&s, steps, edits);
	app_close(s.app);
	buf_clear(&s.steps);
	file_remove_tree(s.dir, NULL);
}

static long number(const char *name, long otherwise)
{
	const char *text = getenv(name);

	return text && *text ? strtol(text, NULL, 10) : otherwise;
}

static void any_edits_end_as_a_build(void **state)
{
	long count = number("FYR_SERIES", SERIES);
	long steps = number("FYR_STEPS", STEPS);
	long seed = number("FYR_SEED", FIRST_SEED);
	size_t edits = 0;
	long i;

	(void)state;
	for (i = 0; i < count; i++)
		run_series((uint32_t)(seed + i), steps, &edits);
	print_message("# %ld series, %ld steps, %zu edits\n", count,
		count * steps, edits);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_edits_end_as_a_build)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
