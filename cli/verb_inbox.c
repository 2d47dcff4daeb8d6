/* inbox: signals from feeds; keep makes a draft of one, dismiss says why not.
 */

#include <string.h>

#include "app/export_inbox.h"
#include "app/inbox.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/writing.h"

struct boxing {
	const struct call *call;
	struct app *app;
	struct inbox inbox;
	enum format format;
	int lock; /* -1: none */
};

static void put_item(struct buf *out, const struct inbox_item *item)
{
	buf_printf(out, "%ld  ", item->number);
	gate_text(out, item->date.len ? item->date : item->seen, GATE_LINE);
	buf_put(out, "  ");
	gate_text(out, item->source, GATE_LINE);
	buf_put(out, "  ");
	if (item->state == INBOX_KEPT)
		buf_printf(out, "[%s] ", _("kept"));
	if (item->state == INBOX_DISMISSED) {
		buf_printf(out, "[%s: ", _("dismissed"));
		gate_text(out, item->reason, GATE_LINE);
		buf_put(out, "] ");
	}
	gate_text(out, item->title, GATE_LINE);
	if (item->link.len) {
		buf_put(out, "\n    ");
		gate_text(out, item->link, GATE_LINE);
	}
	buf_byte(out, '\n');
}

static int list(struct boxing *b)
{
	bool all = call_has(b->call, OPTION_ALL);
	struct buf out = {0};
	size_t i, shown = 0;
	bool data = export_inbox(&out, &b->inbox, all, b->format);

	for (i = 0; i < b->inbox.count; i++) {
		const struct inbox_item *item = &b->inbox.items[i];

		if (item->state != INBOX_NEW && !all)
			continue;
		shown++;
		if (!data)
			put_item(&out, item);
	}
	verb_print(&out);
	buf_clear(&out);
	if (!shown)
		verb_say(b->call, _("The inbox is empty."));
	return shown ? 0 : EXIT_NOTHING;
}

/* --- fetch --- */

static void say_got(struct boxing *b, struct str name,
	const struct inbox_got *got, const struct error *err)
{
	struct buf out = {0};

	gate_text(&out, name, GATE_LINE);
	buf_put(&out, ": ");
	if (err->kind)
		gate_text(&out, str_from(err->text), GATE_LINE);
	else if (got->same)
		buf_put(&out, _("nothing new"));
	else
		buf_printf(&out, _("%zu new, %zu seen before"), got->fresh,
			got->known);
	if (got->cut)
		buf_printf(&out, " (%s)", _("there were more than 500"));
	if (err->kind) {
		verb_say(b->call, buf_text(&out));
	} else {
		buf_byte(&out, '\n');
		verb_print(&out);
	}
	buf_clear(&out);
}

static int fetch_file(struct boxing *b)
{
	const char *file = b->call->values[OPTION_FILE];
	struct inbox_got got;
	struct error err = {0};

	if (!inbox_fetch_file(b->app, &b->inbox, file, &got, &err) ||
		!inbox_save(b->app, &b->inbox, &err))
		return verb_fail(&err);
	say_got(b, str_from(file), &got, &err);
	return 0;
}

static void say_none(const struct boxing *b)
{
	verb_say(b->call,
		_("The hub names no sources: \"feeds\" in fyr.yaml names a "
		  "file with a list of them."));
}

static void on_read(const struct inbox_source *source,
	const struct inbox_got *got, const struct error *why, void *arg)
{
	say_got(arg, source->id, got, why);
}

static int fetch(struct boxing *b)
{
	struct inbox_round round = {.read = on_read,
		.arg = b,
		.ids = b->call->args + 1,
		.id_count = b->call->arg_count > 1
			? (size_t)b->call->arg_count - 1
			: 0};
	struct error err = {0};

	if (inbox_fetch_round(b->app, &b->inbox, &round, &err))
		return round.failed ? EXIT_NETWORK : 0;
	if (err.kind != ERROR_NOT_FOUND)
		return verb_fail(&err);
	verb_say(b->call, err.text);
	return EXIT_NOTHING;
}

/* In whole percent. */
static size_t share(size_t part, size_t of)
{
	return of ? (200 * part + of) / (2 * of) : 0;
}

static int sources(struct boxing *b)
{
	struct buf out = {0};
	size_t i;
	bool data = export_inbox_sources(&out, &b->inbox, b->format);

	for (i = 0; i < b->inbox.source_count && !data; i++) {
		const struct inbox_source *source = &b->inbox.sources[i];

		gate_text(&out, source->id, GATE_LINE);
		buf_put(&out, "  ");
		gate_text(&out, source->title, GATE_LINE);
		buf_put(&out, "\n    ");
		if (source->success.len) {
			buf_printf(&out, "%s ", _("read"));
			gate_text(&out, source->success, GATE_LINE);
		} else {
			buf_put(&out,
				source->url.len ? _("never read")
						: _("read from a file"));
		}
		buf_printf(&out,
			_("; %zu seen, %zu kept (%zu %%), %zu dismissed"),
			source->seen, source->kept,
			share(source->kept, source->seen), source->dismissed);
		if (source->failures) {
			buf_printf(&out,
				ngettext("; failed %ld time: ",
					"; failed %ld times: ",
					(unsigned long)source->failures),
				source->failures);
			gate_text(&out, source->error, GATE_LINE);
		}
		buf_byte(&out, '\n');
	}
	verb_print(&out);
	buf_clear(&out);
	if (!b->inbox.source_count)
		say_none(b);
	return b->inbox.source_count ? 0 : EXIT_NOTHING;
}

/* --- decisions --- */

/* 0: there is none of that number, as no item has it. */
static long number_of(const struct boxing *b)
{
	long number = 0;

	if (b->call->arg_count > 1)
		str_number(str_from(b->call->args[1]), 1, 1000000000, &number);
	return number;
}

static int dismiss(struct boxing *b)
{
	struct error err = {0};
	struct buf reason = {0};
	int i, status = 0;

	for (i = 2; i < b->call->arg_count; i++)
		buf_printf(&reason, "%s%s", i > 2 ? " " : "", b->call->args[i]);
	if (inbox_find(&b->inbox, number_of(b)) && !reason.len)
		error_set(&err, ERROR_INPUT,
			_("Say why: fyr inbox dismiss NUMBER REASON, such as "
			  "\"not ours\", duplicate, \"no change\"."));
	else
		app_inbox_decide(b->app, number_of(b), INBOX_DISMISSED,
			buf_slice(&reason), &err);
	if (err.kind)
		status = verb_fail(&err);
	buf_clear(&reason);
	return status;
}

static int keep(struct boxing *b)
{
	struct writing w = {
		.call = b->call, .app = b->app, .draft = {.lock = -1}};
	struct inbox_keeping keeping = {.number = number_of(b),
		.kind = str_from(b->call->values[OPTION_KIND]),
		.lang = str_from(b->call->values[OPTION_LANG])};
	struct error err = {0};
	int status;

	w.editor = keeping.help = writing_asks(b->call);
	status = writing_prepare(&w, &err) &&
			app_inbox_draft(b->app, &keeping, &w.draft, &err)
		? writing_run(&w)
		: verb_fail(&err);
	if (!status && !call_has(b->call, OPTION_DRY_RUN) &&
		!app_inbox_decide(b->app, keeping.number, INBOX_KEPT,
			(struct str){0}, &err))
		status = verb_fail(&err);
	w.app = NULL;
	writing_clear(&w);
	return status;
}

struct inbox_word {
	const char *word;
	int (*run)(struct boxing *b);
	bool reads; /* feeds, while no other run may change the inbox */
};

static const struct inbox_word *find_word(const struct call *call)
{
	static const struct inbox_word words[] = {{"list", list, false},
		{"fetch", fetch, true}, {"keep", keep, false},
		{"dismiss", dismiss, false}, {"sources", sources, false}};
	static const struct inbox_word file = {"fetch", fetch_file, true};
	const char *word = call->arg_count ? call->args[0] : "list";
	size_t i;

	if (strcmp(word, "fetch") == 0 && call_has(call, OPTION_FILE))
		return &file;
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(word, words[i].word) == 0)
			return &words[i];
	}
	return NULL;
}

static bool take_format(struct boxing *b, struct error *err)
{
	const char *format = b->call->values[OPTION_FORMAT];

	b->format = FORMAT_ONELINE;
	if (format && !format_parse(format, &b->format, err))
		return false;
	if (b->format == FORMAT_ONELINE || b->format == FORMAT_JSON ||
		b->format == FORMAT_JSONL || b->format == FORMAT_TSV ||
		b->format == FORMAT_CSV)
		return true;
	return error_set(err, ERROR_INPUT,
		_("The inbox is written as oneline, json, jsonl, tsv or csv."));
}

int verb_inbox(const struct call *call)
{
	struct boxing b = {.call = call, .lock = -1};
	const struct inbox_word *word = find_word(call);
	struct error err = {0};
	int status;

	if (!word)
		error_set(&err, ERROR_INPUT,
			_("The inbox knows list, fetch, keep, dismiss and "
			  "sources."));
	if (word && take_format(&b, &err) && verb_ready(call, &b.app, &err) &&
		(!word->reads || inbox_lock(b.app, 0, &b.lock, &err)) &&
		inbox_open(b.app, &b.inbox, &err))
		status = word->run(&b);
	else
		status = verb_fail(&err);
	inbox_close(&b.inbox);
	inbox_unlock(b.lock);
	app_close(b.app);
	return status;
}
