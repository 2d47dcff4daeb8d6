/* What several notes claim: ids, identifiers, names; and translation pairs. */

#include <string.h>

#include "app/check_private.h"
#include "base/i18n.h"
#include "store/name.h"

struct claim {
	struct checker *checker;
	const struct fact *fact;
	struct problem at;
};

/* What is claimed and by whom, both for %.*s. */
#define CLAIM(claim, what, other)                                              \
	STR_ARG(checker_shown((claim).checker, what)),                         \
		STR_ARG(checker_shown((claim).checker, (other)->path))

/* Notes of one id: one primary, and translations into other languages. */
static void judge_id(
	struct checker *c, const struct fact *fact, const struct fact *other)
{
	struct claim claim = {c, fact,
		{.line = 1,
			.severity = SEVERITY_ERROR,
			.rule = "duplicate-id"}};

	if (!fact->kind || !other->kind || c->foreign)
		return;
	if (!fact->translation && !other->translation) {
		checker_say(c, fact, &claim.at,
			_("The id %.*s is that of %.*s too. Rename one of "
			  "them, or write \"translated: DATE\" in the one "
			  "that is a translation."),
			CLAIM(claim, fact->id, other));
	} else if (str_eq(fact->lang, other->lang) && fact->translation) {
		claim.at.rule = "same-language";
		checker_say(c, fact, &claim.at,
			_("%.*s is here in the language of %.*s too. Correct "
			  "\"lang\", or remove one of them."),
			CLAIM(claim, fact->id, other));
	}
}

static void judge_name(struct checker *c, const struct fact *fact,
	const struct fact_name *name, const struct name_entry *entry)
{
	const struct fact *other = &c->facts[entry->fact];
	struct claim claim = {c, fact, {.line = name->line}};

	if (name->rank == NAME_IDENTIFIER && entry->rank == NAME_IDENTIFIER) {
		claim.at.severity = SEVERITY_ERROR;
		claim.at.rule = "duplicate-identifier";
		checker_say(c, fact, &claim.at,
			_("The identifier %.*s is claimed by %.*s too. Keep it "
			  "in the note it belongs to."),
			CLAIM(claim, name->text, other));
	} else if (name->old && entry->rank == NAME_ID && !c->foreign) {
		claim.at.severity = SEVERITY_WARNING;
		claim.at.rule = "alias-taken";
		checker_say(c, fact, &claim.at,
			_("The old id %.*s is now that of %.*s, so old links "
			  "lead there. Remove it here."),
			CLAIM(claim, name->text, other));
	}
}

static void judge_names(struct checker *c, const struct fact *fact)
{
	size_t i;
	long at;

	for (i = 0; i < fact->name_count; i++) {
		const struct fact_name *name = &fact->names[i];
		bool told = false;

		for (at = checker_entries(c, name->norm); at >= 0 && !told;
			at = c->entries[at].next) {
			const struct name_entry *entry = &c->entries[at];
			const struct fact *other = &c->facts[entry->fact];
			size_t before = c->report->count;

			if (other == fact)
				continue;
			if (name->rank == NAME_ID && entry->rank == NAME_ID &&
				str_eq(fact->id, other->id))
				judge_id(c, fact, other);
			else if (!str_eq(fact->id, other->id))
				judge_name(c, fact, name, entry);
			told = c->report->count > before;
		}
	}
}

/* How many days the primary has changed since it was translated. */
static void judge_stale(struct checker *c, const struct fact *fact, long number)
{
	const struct fact *primary = &c->facts[number];
	struct problem at = {.line = fact->translated_line,
		.severity = SEVERITY_WARNING,
		.rule = "translation-stale"};
	int64_t changed = primary->edited
		? 0
		: c->feed.changed(primary->path, c->feed.arg);
	int32_t day = changed ? date_days(date_local(changed)) : 0;
	int32_t late;

	if (primary->edited)
		day = date_days(c->today);
	if (!fact->translated.year || !day)
		return;
	late = day - date_days(fact->translated);
	if (late <= 0)
		return;
	checker_say(c, fact, &at,
		ngettext("%.*s changed %d day after it was translated. Bring "
			 "the translation up to date and change "
			 "\"translated\".",
			"%.*s changed %d days after it was translated. Bring "
			"the translation up to date and change "
			"\"translated\".",
			(unsigned long)late),
		STR_ARG(checker_shown(c, primary->path)), (int)late);
}

static void judge_translation(struct checker *c, const struct fact *fact)
{
	struct problem at = {.line = fact->translated_line,
		.severity = SEVERITY_ERROR,
		.rule = "orphan-translation"};
	long primary;

	if (!fact->translation)
		return;
	primary = checker_primary(c, fact);
	if (primary < 0)
		checker_say(c, fact, &at,
			_("The note says that it is a translation, but there "
			  "is no note %.*s that it translates. Remove "
			  "\"translated\", or add that note."),
			STR_ARG(checker_shown(c, fact->id)));
	else
		judge_stale(c, fact, primary);
}

void checker_groups(struct checker *c)
{
	size_t i;

	for (i = 0; i < c->count; i++) {
		if (!c->facts[i].selected)
			continue;
		judge_names(c, &c->facts[i]);
		judge_translation(c, &c->facts[i]);
	}
}
