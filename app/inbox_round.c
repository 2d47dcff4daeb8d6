/* All sources of the inbox, one after the other. */

#include <string.h>

#include "app/inbox.h"
#include "base/gate.h"
#include "base/i18n.h"

static bool is_wanted(
	const struct inbox_round *round, const struct inbox_source *source)
{
	size_t i;

	for (i = 0; i < round->id_count; i++) {
		if (str_is(source->id, round->ids[i]))
			break;
	}
	return source->url.len && (!round->id_count || i < round->id_count);
}

static size_t count_wanted(
	const struct inbox *inbox, const struct inbox_round *round)
{
	size_t i, count = 0;

	for (i = 0; i < inbox->source_count; i++)
		count += is_wanted(round, &inbox->sources[i]);
	return count;
}

static void read_one(struct app *app, struct inbox *inbox,
	struct inbox_source *source, struct inbox_round *round)
{
	struct inbox_got got;
	struct error why = {0};

	if (!inbox_fetch(app, inbox, source, &got, &why)) {
		round->failed++;
		round->why = why;
	}
	round->tried++;
	round->fresh += got.fresh;
	if (round->read)
		round->read(source, &got, &why, round->arg);
}

bool inbox_fetch_round(struct app *app, struct inbox *inbox,
	struct inbox_round *round, struct error *err)
{
	size_t total = count_wanted(inbox, round);
	size_t i;

	for (i = 0; i < inbox->source_count; i++) {
		struct inbox_source *source = &inbox->sources[i];

		if (!is_wanted(round, source))
			continue;
		if (round->step &&
			!round->step(
				"feeds", round->tried + 1, total, round->arg))
			return error_set(err, ERROR_CANCELLED, _("Stopped."));
		read_one(app, inbox, source, round);
		/* What was read is not lost with what comes after. */
		if (!inbox_save(app, inbox, err))
			return false;
	}
	if (total)
		return true;
	return error_set(err, ERROR_NOT_FOUND, "%s",
		inbox->source_count
			? _("There is no such source. feeds.yaml of the hub "
			    "names them: fyr inbox sources")
			: _("The hub names no sources: \"feeds\" in fyr.yaml "
			    "names a file with a list of them."));
}

static void tell(const struct inbox_round *round, struct buf *text)
{
	if (round->fresh)
		buf_printf(text,
			ngettext("%zu new signal.", "%zu new signals.",
				(unsigned long)round->fresh),
			round->fresh);
	else
		buf_put(text, _("No new signals."));
	if (!round->failed)
		return;
	buf_byte(text, ' ');
	buf_printf(text,
		ngettext("%zu of %zu feeds could not be read: ",
			"%zu of %zu feeds could not be read: ",
			(unsigned long)round->failed),
		round->failed, round->tried);
	gate_text(text, str_from(round->why.text), GATE_LINE);
}

bool app_inbox_fetch(struct app *app, struct inbox_round *round,
	struct buf *text, struct error *err)
{
	struct inbox inbox = {0};
	bool ok = false;
	int lock;

	if (!inbox_lock(app, 0, &lock, err))
		return false;
	ok = inbox_open(app, &inbox, err) &&
		inbox_fetch_round(app, &inbox, round, err);
	inbox_close(&inbox);
	inbox_unlock(lock);
	if (ok && round->failed == round->tried)
		ok = error_set(err, ERROR_NETWORK,
			_("No feed could be read: %s"), round->why.text);
	if (ok)
		tell(round, text);
	return ok;
}
