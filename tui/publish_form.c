/* What a change is told with: one question after the other. */

#include "base/i18n.h"
#include "tui/view.h"

static const char *const labels[TELLING_WORDS] = {
	N_("What changed, in a sentence:"),
	N_("Alert level:"),
	N_("Source, its address:"),
	N_("New stage, or empty:"),
	N_("New dates, or empty:"),
};

/* The field of that role in the first kind that has one. */
static const struct schema_field *field_of(
	const struct app *app, enum role role)
{
	const struct schema *schema = &app->schema;
	const struct schema_field *field = NULL;
	size_t i;

	for (i = 0; !field && i < schema->kind_count; i++)
		field = kind_role(&schema->kinds[i], role);
	return field;
}

/* "One of: info, act." */
static void put_values(const struct app *app, enum role role, struct buf *out)
{
	const struct schema_field *field = field_of(app, role);
	const struct vocabulary *words = field ? field->vocabulary : NULL;
	size_t i;

	if (!words || !words->count)
		return;
	buf_put(out, out->len ? " " : "");
	buf_put(out, _("One of:"));
	for (i = 0; i < words->count; i++)
		buf_printf(out, "%s %.*s", i ? "," : "",
			STR_ARG(words->values[i].id));
	buf_byte(out, '.');
}

static void explain(struct tui *tui, long n)
{
	struct buf *out = &tui->ask.text;

	buf_cut(out, 0);
	switch ((enum telling_word)n) {
	case TELLING_SUMMARY:
		buf_put(out,
			_("The note is published already. What is new is told "
			  "as an update about it. Esc changes nothing."));
		break;
	case TELLING_ALERT:
		put_values(tui->app, ROLE_ALERT, out);
		break;
	case TELLING_SOURCE:
		buf_put(out, _("Where it says so: https://…"));
		break;
	case TELLING_STAGE:
		buf_put(out, _("Only if the rule has another one now."));
		put_values(tui->app, ROLE_STAGE, out);
		break;
	case TELLING_DATES:
		buf_put(out,
			_("EVENT=DATE, several with blanks between: "
			  "applies=2027-12-02"));
		put_values(tui->app, ROLE_DEADLINE, out);
		break;
	case TELLING_WORDS:
		break;
	}
}

static void ask(struct tui *tui, long n)
{
	ask_begin(tui, ASK_CHANGE, (struct str){0});
	tui->ask.number = n;
	prompt_set(&tui->ask.prompt, buf_slice(&tui->telling.words[n]));
	explain(tui, n);
	tui_fit(tui);
}

void form_open(struct tui *tui)
{
	ask(tui, TELLING_SUMMARY);
}

void form_label(const struct ask *asked, struct buf *out)
{
	if (asked->number < TELLING_WORDS)
		buf_put(out, _(labels[asked->number]));
}

bool form_answer(struct tui *tui)
{
	long n = tui->ask.number;
	struct buf *word = &tui->telling.words[n];

	buf_cut(word, 0);
	buf_str(word, str_trim(buf_slice(&tui->ask.prompt.text)));
	if (!word->len && n < TELLING_STAGE) {
		tui_say(tui, "%s", _("This is needed. Esc changes nothing."));
		return true;
	}
	if (n + 1 == TELLING_WORDS) {
		ask_close(tui);
		return false;
	}
	ask(tui, n + 1);
	return true;
}

void form_request(struct telling *telling, struct publish_request *request)
{
	struct str rest = buf_slice(&telling->words[TELLING_DATES]), word;

	request->summary = buf_slice(&telling->words[TELLING_SUMMARY]);
	request->alert = buf_slice(&telling->words[TELLING_ALERT]);
	request->source = buf_slice(&telling->words[TELLING_SOURCE]);
	request->stage = buf_slice(&telling->words[TELLING_STAGE]);
	buf_cut(&telling->dates, 0);
	while (str_cut(&rest, ' ', &word)) {
		if (!word.len)
			continue;
		buf_str(&telling->dates, word);
		buf_byte(&telling->dates, '\0');
	}
}
