/* The files of a hub that are no notes: its list of feeds, its templates. */

#include "app/check_private.h"
#include "base/i18n.h"
#include "content/template.h"
#include "content/yaml.h"

static struct problem error_at(int line, const char *rule)
{
	return (struct problem){
		.line = line, .severity = SEVERITY_ERROR, .rule = rule};
}

static struct problem warning_at(int line, const char *rule)
{
	return (struct problem){
		.line = line, .severity = SEVERITY_WARNING, .rule = rule};
}

static struct fact file_fact(struct checker *checker, struct str path)
{
	return (struct fact){
		.path = arena_str(checker->arena, path), .selected = true};
}

static void say_problems(struct checker *checker, const struct fact *file,
	const struct problems *problems)
{
	size_t i;

	for (i = 0; i < problems->count; i++)
		checker_say(checker, file, &problems->items[i], "%s",
			problems->items[i].text);
}

/* --- feeds --- */

static bool is_web(struct str url)
{
	size_t from = str_starts(url, "https://") ? 8
		: str_starts(url, "http://")	  ? 7
						  : url.len;

	return from < url.len && url.data[from] != '/' &&
		str_find(url, ' ') == url.len;
}

static bool is_before(
	const struct yaml *list, const struct yaml *feed, struct str id)
{
	const struct yaml *one;

	for (one = list->first; one && one != feed; one = one->next) {
		if (str_eq(yaml_text(one, "id"), id))
			return true;
	}
	return false;
}

static void judge_feed(struct checker *checker, const struct fact *file,
	const struct yaml *list, const struct yaml *feed)
{
	struct problem at = error_at(feed->line, "feed");
	struct str id = yaml_text(feed, "id");

	if (!id.len)
		checker_say(checker, file, &at,
			_("This feed has no \"id\", and is not read. Give it a "
			  "short name of its own."));
	else if (is_before(list, feed, id))
		checker_say(checker, file, &at,
			_("Two feeds have the id %.*s. Give one of them "
			  "another."),
			STR_ARG(checker_shown(checker, id)));
	if (!is_web(yaml_text(feed, "url")))
		checker_say(checker, file, &at,
			_("This feed has no \"url\" that begins with https:// "
			  "or http://, and cannot be read. Correct it."));
}

static void judge_feeds(
	struct checker *checker, const struct fact *file, struct str text)
{
	const struct yaml_input input = {text, 1, &yaml_limits_file};
	struct problems problems = {0};
	const struct yaml *root = yaml_parse(&input, checker->arena, &problems);
	const struct yaml *list = root ? yaml_get(root, "feeds") : NULL;
	const struct yaml *feed;
	struct problem at = error_at(1, "feeds");

	say_problems(checker, file, &problems);
	if (!problems.count && (!list || list->type != YAML_LIST))
		checker_say(checker, file, &at,
			_("There is no list \"feeds:\" in it. Write one, with "
			  "an \"id\" and a \"url\" for each feed."));
	for (feed = list && list->type == YAML_LIST ? list->first : NULL; feed;
		feed = feed->next)
		judge_feed(checker, file, list, feed);
}

void checker_feeds(struct checker *checker)
{
	struct str path = checker->schema->feeds;
	struct fact hub = file_fact(checker, STR("fyr.yaml"));
	struct problem at = error_at(0, "feeds");
	struct fact file;
	struct buf text = {0};

	if (checker->foreign || !path.len)
		return;
	file = file_fact(checker, path);
	if (checker->feed.file(file.path.data, &text, checker->feed.arg))
		judge_feeds(checker, &file, buf_slice(&text));
	else
		checker_say(checker, &hub, &at,
			_("\"feeds\" names %.*s, which is not there or cannot "
			  "be read. Add it, or take the line away."),
			STR_ARG(checker_shown(checker, path)));
	buf_clear(&text);
}

/* --- templates --- */

/* "{word}" that nothing fills in. */
static void judge_words(
	struct checker *checker, const struct fact *file, struct str text)
{
	struct problem at = warning_at(0, "template-word");
	struct str line;

	while (str_cut(&text, '\n', &line)) {
		size_t open = str_find(line, '{');
		struct str inside = str_sub(line, open + 1, line.len);
		struct str word = str_sub(inside, 0, str_find(inside, '}'));
		size_t i = 0;

		at.line++;
		while (i < word.len && word.data[i] >= 'a' &&
			word.data[i] <= 'z')
			i++;
		if (!word.len || i < word.len || word.len == inside.len)
			continue;
		checker_say(checker, file, &at,
			_("{%.*s} is not filled in. The words that are: "
			  "{title} {date} {id} {owner}"),
			STR_ARG(word));
	}
}

/* The note that it would begin, judged as one. */
static void judge_made(struct checker *checker, const struct fact *file,
	const struct template *template)
{
	struct buf text = {0};
	struct doc doc = {0};
	struct values values;
	struct check_context context = {checker->schema, template->kind,
		&values, template->lang, checker->today};

	template_make(&text, template);
	judge_words(checker, file, buf_slice(&text));
	doc_parse(&doc, buf_slice(&text));
	schema_values(template->kind, &doc, true, &values);
	check_note(&doc, &context);
	say_problems(checker, file, &doc.problems);
	doc_clear(&doc);
	buf_clear(&text);
}

static bool is_language(const struct schema *schema, struct str lang)
{
	size_t i;

	for (i = 0; i < schema->language_count; i++) {
		if (str_eq(schema->languages[i], lang))
			return true;
	}
	return !schema->language_count;
}

void checker_template(
	struct checker *checker, const char *path, struct str bytes)
{
	const size_t folder = sizeof("templates/") - 1;
	struct fact file = file_fact(checker, str_from(path));
	struct problem at = warning_at(0, "template-name");
	struct str name = str_sub(file.path, folder, file.path.len);
	struct str kind = str_sub(name, 0, str_find(name, '.'));
	struct str lang = str_sub(name, kind.len + 1, name.len);
	struct template template = {.schema = checker->schema,
		.kind = schema_kind(checker->schema, kind),
		.text = bytes,
		.title = STR("Title"),
		.id = STR("id"),
		.owner = STR("owner"),
		.today = checker->today};

	lang = str_sub(lang, 0, str_find(lang, '.'));
	if (str_is(lang, "md"))
		lang = (struct str){0};
	template.lang = lang;
	if (!template.kind)
		checker_say(checker, &file, &at,
			_("There is no kind %.*s, so no note begins with this. "
			  "Name it after its kind: "
			  "templates/KIND.LANGUAGE.md"),
			STR_ARG(checker_shown(checker, kind)));
	else if (lang.len && !is_language(checker->schema, lang))
		checker_say(checker, &file, &at,
			_("The notes of this hub are not written in %.*s "
			  "(\"languages\" in fyr.yaml), so no note begins with "
			  "this."),
			STR_ARG(checker_shown(checker, lang)));
	if (template.kind)
		judge_made(checker, &file, &template);
}
