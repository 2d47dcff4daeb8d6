#include "app/sync.h"

#include "base/i18n.h"
#include "content/merge.h"
#include "sync/displaced.h"
#include "sync/edited.h"

bool app_merge(
	const struct sync_texts *texts, struct buf *out, struct buf *what)
{
	static const enum merge_prefer prefers[] = {
		[SYNC_PUBLISHED] = MERGE_PUBLISHED,
		[SYNC_MINE] = MERGE_MINE,
		[SYNC_BASE] = MERGE_BASE,
		[SYNC_BOTH] = MERGE_BOTH,
	};
	const struct merge_texts three = {
		texts->base, texts->published, texts->mine};
	struct str path = str_from(texts->path);

	if (str_ends(path, ".md") || str_ends(path, ".markdown"))
		return merge_note(&three, prefers[texts->prefer], out, what);
	if (merge_lines(&three, prefers[texts->prefer], out))
		return true;
	buf_put(what, "text");
	return false;
}

/* One more sentence. */
static void say(struct buf *text, const char *sentence)
{
	if (text->len)
		buf_byte(text, ' ');
	buf_put(text, sentence);
}

static void say_count(struct buf *text, const char *format, size_t count)
{
	struct str rest = str_from(format);
	size_t at = str_find_text(rest, "%zu");

	if (text->len)
		buf_byte(text, ' ');
	buf_str(text, str_sub(rest, 0, at));
	if (at < rest.len)
		buf_printf(text, "%zu", count);
	buf_str(text, str_sub(rest, at + 3, rest.len));
}

static void say_edited(
	const struct edited_result *edited, bool dry_run, struct buf *text)
{
	if (edited->count && dry_run)
		say_count(text,
			ngettext("%zu edited note would be committed.",
				"%zu edited notes would be committed.",
				(unsigned long)edited->count),
			edited->count);
	else if (edited->count)
		say_count(text,
			ngettext("%zu edited note is committed.",
				"%zu edited notes are committed.",
				(unsigned long)edited->count),
			edited->count);
	if (edited->hooks)
		say(text, _("The hooks of this repository did not run."));
	if (edited->left[0]) {
		buf_put(text, text->len ? " " : "");
		buf_printf(text, _("Not committed: %s."), edited->left);
	}
}

static void say_outcome(const struct sync_result *result, struct buf *text)
{
	switch (result->outcome) {
	case SYNC_NOTHING_NEW:
		say(text, _("Nothing new."));
		break;
	case SYNC_FORWARDED:
		say(text, _("Fetched what others wrote."));
		break;
	case SYNC_AHEAD:
		say(text, _("Nothing new. Your own commits are not sent yet."));
		break;
	case SYNC_SENT:
		say(text, _("Your commits are sent."));
		break;
	case SYNC_MERGED:
		say(text, _("What others wrote is merged with yours."));
		break;
	case SYNC_LEFT_ALONE:
	case SYNC_ASK:
		break;
	}
	if (result->reason[0])
		say(text, result->reason);
}

static void say_planned(const struct sync_result *result, struct buf *text)
{
	say_count(text,
		ngettext("%zu commit would be fetched.",
			"%zu commits would be fetched.",
			(unsigned long)result->got),
		result->got);
	say_count(text,
		ngettext("%zu commit would be sent.",
			"%zu commits would be sent.",
			(unsigned long)result->sent),
		result->sent);
	if (result->reason[0])
		say(text, result->reason);
}

static void say_clashes(const struct sync_result *result, struct buf *text)
{
	if (!result->clashes)
		return;
	say_count(text,
		ngettext("%zu note waits for you, where both changed the same "
			 "place:",
			"%zu notes wait for you, where both changed the same "
			"place:",
			(unsigned long)result->clashes),
		result->clashes);
	say(text, result->clash_names);
	say(text, _("(see fyr conflicts)"));
}

static bool save_edited(struct app *app, const struct app_sync *what,
	struct app_synced *synced, struct error *err)
{
	const struct edited_options options = {
		(what->agreed & APP_SYNC_REMOVED) != 0, what->dry_run};
	struct edited_result edited = {.count = 0};

	if (!what->commit)
		return true;
	if (!edited_save(app->source, &options, &edited, err))
		return false;
	synced->asks = edited.asks ? APP_SYNC_REMOVED : 0;
	if (edited.asks)
		say_count(&synced->text,
			_("More than 20 notes were removed here, and %zu "
			  "changed in all. Nothing was committed."),
			edited.count);
	else
		say_edited(&edited, what->dry_run, &synced->text);
	return true;
}

struct rescued {
	struct buf path; /* of the first */
	size_t count;
};

static void on_rescued(const char *path, void *arg)
{
	struct rescued *rescued = arg;

	if (rescued->count++ == 0)
		buf_put(&rescued->path, path);
}

size_t app_rescued(const struct app *app, struct buf *text)
{
	struct rescued found = {.count = 0};

	if (app->source)
		displaced_list(app->source, on_rescued, &found);
	if (found.count) {
		buf_put(text, text->len ? " " : "");
		buf_printf(text,
			ngettext("An editor saved a text while a newer version "
				 "took its place (%zu). It is kept in %s: copy "
				 "what you need from it into the note, then "
				 "remove that file.",
				"Editors saved texts while newer versions took "
				"their place (%zu). The first is kept in %s, "
				"the others beside it: copy what you need from "
				"them into the notes, then remove those files.",
				(unsigned long)found.count),
			found.count, buf_text(&found.path));
	}
	buf_clear(&found.path);
	return found.count;
}

bool app_sync(struct app *app, const struct app_sync *what,
	const struct pull_options *options, struct app_synced *synced,
	struct error *err)
{
	const struct sync_options round = {.pull = *options,
		.merge = app_merge,
		.send = what->send,
		.send_only = what->send_only,
		.dry_run = what->dry_run,
		.agreed = (what->agreed & APP_SYNC_ROUND) != 0};
	struct sync_result result = {.outcome = SYNC_NOTHING_NEW};
	struct buf *text = &synced->text;
	struct error why = {0};

	*synced = (struct app_synced){.clashes = 0};
	if (!app_source(app, err) || !save_edited(app, what, synced, err))
		return false;
	if (synced->asks)
		return true;
	if (!sync_run(app->source, &round, &result, &why)) {
		/* What was committed before is told all the same. */
		say(text, why.text);
		return error_set(err, why.kind, "%s", buf_text(text));
	}
	if (result.outcome == SYNC_LEFT_ALONE) {
		say(text, result.reason);
		app_rescued(app, text);
		return error_set(err, ERROR_CONFLICT, "%s", buf_text(text));
	}
	if (what->dry_run && result.outcome != SYNC_ASK)
		say_planned(&result, text);
	else
		say_outcome(&result, text);
	if (result.outcome == SYNC_ASK)
		synced->asks = APP_SYNC_ROUND;
	if (result.outcome == SYNC_MERGED && !what->send && !what->dry_run)
		say(text, _("Your own commits are not sent yet."));
	say_clashes(&result, text);
	app_rescued(app, text);
	synced->clashes = what->dry_run ? 0 : result.clashes;
	return true;
}

void app_synced_clear(struct app_synced *synced)
{
	if (synced)
		buf_clear(&synced->text);
}
