/* Where links lead: broken, to the wrong kind, to what is superseded. */

#include <stdlib.h>
#include <string.h>

#include "app/check_private.h"
#include "base/i18n.h"
#include "base/utf8.h"

static bool is_note_path(struct str path)
{
	return str_ends(path, ".md") || str_ends(path, ".markdown");
}

/* A file beside the notes: a picture, a form. */
static bool exists(struct checker *c, struct str path)
{
	char *name = str_copy(path);
	bool found = c->feed.exists(name, c->feed.arg);

	free(name);
	return found;
}

static void say_broken(struct checker *c, const struct fact *fact,
	const struct fact_link *link)
{
	struct problem at = {.line = link->line,
		.column = link->column,
		.severity = checker_severity(c, fact),
		.rule = "broken-link"};
	struct str target = checker_shown(c, link->target);

	if (link->outside)
		checker_say(c, fact, &at,
			_("The link to %.*s leads out of the hub. Name a note "
			  "of the hub, or a web address."),
			STR_ARG(target));
	else if (link->key.len)
		checker_say(c, fact, &at,
			_("%.*s: There is no note %.*s. Correct the id, or "
			  "make the note."),
			STR_ARG(link->key), STR_ARG(target));
	else if (link->image)
		checker_say(c, fact, &at,
			_("There is no picture %.*s. Correct the path, or add "
			  "the file."),
			STR_ARG(target));
	else
		checker_say(c, fact, &at,
			_("The link to %.*s leads nowhere. Correct it, or make "
			  "the note."),
			STR_ARG(target));
}

static struct str fold(struct checker *c, struct str text)
{
	struct buf folded = {0};
	struct str kept;

	utf8_fold(&folded, text);
	kept = arena_str(c->arena, buf_slice(&folded));
	buf_clear(&folded);
	return kept;
}

/* Once for a note, however many links ask. */
static void fold_headings(struct checker *c, struct fact *to)
{
	size_t i;

	for (i = 0; i < to->heading_count && !to->folded; i++) {
		struct fact_heading *heading = &to->headings[i];

		heading->text_folded = fold(c, heading->text);
		heading->anchor_folded = fold(c, heading->anchor);
	}
	to->folded = true;
}

/* As doc_find_heading: exactly, else by folded text or anchor. */
static bool has_anchor(struct checker *c, struct fact *to, struct str anchor)
{
	struct buf wanted = {0};
	bool found = false;
	size_t i;

	for (i = 0; i < to->heading_count && !found; i++)
		found = str_eq(to->headings[i].anchor, anchor);
	if (found)
		return true;
	fold_headings(c, to);
	utf8_fold(&wanted, str_trim(anchor));
	for (i = 0; i < to->heading_count && !found; i++)
		found = str_eq(to->headings[i].text_folded,
				buf_slice(&wanted)) ||
			str_eq(to->headings[i].anchor_folded,
				buf_slice(&wanted));
	buf_clear(&wanted);
	return found;
}

static void judge_anchor(struct checker *c, const struct fact *fact,
	const struct fact_link *link)
{
	struct problem at = {.line = link->line,
		.column = link->column,
		.severity = checker_severity(c, fact),
		.rule = "broken-anchor"};
	struct fact *to = &c->facts[link->to];

	if (!link->anchor.len || link->image)
		return;
	checker_need_headings(c, to);
	if (has_anchor(c, to, link->anchor))
		return;
	checker_say(c, fact, &at,
		_("%.*s has no heading \"%.*s\". Correct the part after the "
		  "#."),
		STR_ARG(checker_shown(c, to->path)),
		STR_ARG(checker_shown(c, link->anchor)));
}

static void judge_kind(struct checker *c, const struct fact *fact,
	const struct fact_link *link)
{
	struct problem at = {.line = link->line,
		.column = link->column,
		.severity = checker_severity(c, fact),
		.rule = "wrong-kind"};
	const struct fact *to = &c->facts[link->to];
	const struct kind *wanted;

	if (!link->kind.len || !to->kind || str_eq(to->kind->id, link->kind))
		return;
	wanted = schema_kind(c->schema, link->kind);
	checker_say(c, fact, &at,
		_("%.*s: %.*s is of the kind %.*s, but this field wants %.*s. "
		  "Name another note, or use another field."),
		STR_ARG(link->key), STR_ARG(checker_shown(c, link->target)),
		STR_ARG(label_text(&to->kind->label, i18n_lang())),
		STR_ARG(wanted ? label_text(&wanted->label, i18n_lang())
			       : link->kind));
}

/* The id of what a superseded note was replaced by; empty. */
static struct str successor(struct checker *c, long number)
{
	const struct fact *old = &c->facts[number];
	size_t i;
	size_t j;

	for (i = 0; i < old->link_count; i++) {
		if (str_is(old->links[i].key, "superseded_by"))
			return old->links[i].target;
	}
	for (i = 0; i < c->count; i++) {
		for (j = 0; j < c->facts[i].link_count; j++) {
			const struct fact_link *link = &c->facts[i].links[j];

			if (link->to >= 0 && str_is(link->key, "supersedes") &&
				str_eq(c->facts[link->to].id, old->id))
				return c->facts[i].id;
		}
	}
	return (struct str){0};
}

/* History may speak of what is past. */
static bool is_history(const struct fact *fact)
{
	return (fact->kind && kind_role(fact->kind, ROLE_ALERT)) ||
		str_is(fact->status, "superseded") ||
		str_is(fact->status, "archived");
}

static void judge_superseded(struct checker *c, const struct fact *fact,
	const struct fact_link *link)
{
	struct problem at = {.line = link->line,
		.column = link->column,
		.severity = SEVERITY_WARNING,
		.rule = "link-superseded"};
	const struct fact *to = &c->facts[link->to];
	struct str next;

	if (!str_is(checker_status(c, to), "superseded") ||
		str_starts(link->key, "supersede") || is_history(fact))
		return;
	next = successor(c, link->to);
	if (next.len)
		checker_say(c, fact, &at,
			_("%.*s is superseded by %.*s. Link to that instead."),
			STR_ARG(checker_shown(c, to->id)),
			STR_ARG(checker_shown(c, next)));
	else
		checker_say(c, fact, &at,
			_("%.*s is superseded. Link to what took its place."),
			STR_ARG(checker_shown(c, to->id)));
}

static void judge_link(
	struct checker *c, const struct fact *fact, struct fact_link *link)
{
	if (link->to < 0) {
		if (link->outside || !link->is_path || !exists(c, link->target))
			say_broken(c, fact, link);
		return;
	}
	judge_anchor(c, fact, link);
	judge_kind(c, fact, link);
	if (fact->kind && !c->foreign)
		judge_superseded(c, fact, link);
}

static void find_target(
	struct checker *c, const struct fact *fact, struct fact_link *link)
{
	if (link->outside)
		return;
	if (!link->is_path)
		link->to = checker_find_name(c, fact, link->target);
	else if (is_note_path(link->target))
		link->to = checker_find_path(c, link->target);
}

static void judge_successor(struct checker *c, long number)
{
	const struct fact *fact = &c->facts[number];
	struct problem at = {.line = 1,
		.severity = SEVERITY_WARNING,
		.rule = "no-successor"};

	if (!fact->selected || fact->translation || !fact->kind || c->foreign ||
		!str_is(fact->status, "superseded") || successor(c, number).len)
		return;
	checker_say(c, fact, &at,
		_("The note is superseded, but nothing says by what. Write "
		  "\"superseded_by: ID\", or give it the status archived."));
}

void checker_links(struct checker *c)
{
	size_t i;
	size_t j;

	for (i = 0; i < c->count; i++) {
		for (j = 0; j < c->facts[i].link_count; j++)
			find_target(c, &c->facts[i], &c->facts[i].links[j]);
	}
	for (i = 0; i < c->count; i++) {
		judge_successor(c, (long)i);
		for (j = 0; c->facts[i].selected && j < c->facts[i].link_count;
			j++)
			judge_link(c, &c->facts[i], &c->facts[i].links[j]);
	}
}
