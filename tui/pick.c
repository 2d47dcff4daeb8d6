/* What there is to pick: commands, headings, links, details. */

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "tui/view.h"

struct str pick_keep(struct pick *pick, struct str text)
{
	return text.len ? arena_str(&pick->arena, text) : (struct str){0};
}

static struct str keep_text(struct pick *pick, const char *text)
{
	return pick_keep(pick, str_from(text));
}

struct pick_item *pick_add(struct pick *pick, struct str label)
{
	struct pick_item *item;

	pick->items = mem_grow(
		pick->items, &pick->cap, pick->count + 1, sizeof(*pick->items));
	item = &pick->items[pick->count++];
	memset(item, 0, sizeof(*item));
	item->label = pick_keep(pick, label);
	return item;
}

void pick_add_group(struct pick *pick, const char *text)
{
	pick_add(pick, str_from(text))->group = true;
}

static void add_group_count(struct pick *pick, const char *format, size_t count)
{
	struct buf text = {0};

	buf_printf(&text, "%s (%zu)", format, count);
	pick_add_group(pick, buf_text(&text));
	buf_clear(&text);
}

/* --- commands --- */

/* The name of a command; views are called by what they show. */
static struct str command_name(
	const struct tui *tui, const struct command_row *row)
{
	const struct schema *schema = &tui->app->schema;
	size_t view = (size_t)(row->command - COMMAND_VIEW_1);

	if (row->command > COMMAND_VIEW_1 && row->command <= COMMAND_VIEW_9)
		return view <= schema->kind_count
			? app_kind_label(
				  tui->app, schema->kinds[view - 1].id, true)
			: (struct str){0};
	return str_from(_(row->name));
}

static void add_command(
	struct tui *tui, const struct command_row *row, enum view from)
{
	struct pick *pick = &tui->pick;
	struct str name = command_name(tui, row);
	struct pick_item *item;
	struct buf keys = {0};
	int i;

	if (!name.len)
		return;
	for (i = 0; i < KEYS_EACH && row->keys[i].press; i++) {
		if (!tui->letters && row->keys[i].press == PRESS_TEXT)
			continue;
		buf_put(&keys, keys.len ? " " : "");
		key_label(&keys, row->keys[i]);
	}
	item = pick_add(pick, name);
	item->key = pick_keep(pick, buf_slice(&keys));
	item->command = row->command;
	if (!(row->where & (1u << from)))
		item->not_now = keep_text(pick, _("not on this screen"));
	else if (keys_write(row->command) && !waits_may_write(tui))
		item->not_now = keep_text(pick, _("read-only here"));
	buf_clear(&keys);
}

static void add_commands(struct tui *tui, enum view from, bool everywhere)
{
	const struct command_row *row;
	size_t n;

	for (n = 0; (row = keys_row(n)); n++) {
		bool here = row->where & (1u << from);

		if (here && keys_everywhere(row) == everywhere)
			add_command(tui, row, from);
	}
}

/* Whom to ask: the editors that the hub names. */
static void add_people(struct tui *tui)
{
	const struct schema *schema = &tui->app->schema;
	size_t i;

	pick_add_group(&tui->pick, _("More help"));
	pick_add(&tui->pick,
		str_from(_("In a shell: fyr help, fyr help VERB, man fyr")));
	for (i = 0; i < schema->editor_count; i++)
		pick_add(&tui->pick, schema->editors[i])->key =
			keep_text(&tui->pick, _("Ask"));
}

static void fill_commands(struct tui *tui)
{
	struct pick *pick = &tui->pick;
	const struct command_row *row;
	size_t n;

	if (pick->type == PICK_HELP) {
		pick_add_group(pick, _("Here"));
		add_commands(tui, pick->from, false);
		pick_add_group(pick, _("Everywhere"));
		add_commands(tui, pick->from, true);
		add_people(tui);
		return;
	}
	for (n = 0; (row = keys_row(n)); n++)
		add_command(tui, row, pick->from);
}

/* --- the note being read --- */

static void fill_contents(struct tui *tui)
{
	struct pick *pick = &tui->pick;
	const struct reader *reader = &tui->reader;
	size_t i;

	for (i = 0; i < reader->note.doc.heading_count; i++) {
		const struct heading *heading = &reader->note.doc.headings[i];
		struct pick_item *item = pick_add(pick, heading->text);

		item->indent = (heading->level - 1) * 2;
		item->number = i;
	}
}

static void fill_details(struct tui *tui)
{
	struct pick *pick = &tui->pick;
	const struct note *note = &tui->reader.note;
	const struct problems *problems = &note->doc.problems;
	struct buf number = {0};
	size_t i;

	pick_add(pick, note->hit->path)->key = keep_text(pick, _("File"));
	for (i = 0; i < note->field_count; i++) {
		const struct note_field *field = &note->fields[i];
		struct pick_item *item = pick_add(pick, field->text);

		item->key = pick_keep(pick, field->label);
		item->path = pick_keep(pick, field->link);
	}
	if (tui->reader.page.render.hidden) {
		buf_printf(&number, "%zu", tui->reader.page.render.hidden);
		pick_add(pick, buf_slice(&number))->key =
			keep_text(pick, _("Hidden characters"));
	}
	if (problems->count)
		add_group_count(pick, _("Problems"), problems->count);
	for (i = 0; i < problems->count; i++) {
		buf_cut(&number, 0);
		buf_printf(&number, _("line %d"), problems->items[i].line);
		pick_add(pick, str_from(problems->items[i].text))->key =
			pick_keep(pick, buf_slice(&number));
	}
	buf_clear(&number);
}

void pick_fill(struct tui *tui)
{
	switch (tui->pick.type) {
	case PICK_HELP:
	case PICK_PALETTE:
		fill_commands(tui);
		break;
	case PICK_CONTENTS:
		fill_contents(tui);
		break;
	case PICK_RELATED:
		pick_fill_related(tui);
		break;
	case PICK_DETAILS:
		fill_details(tui);
		break;
	case PICK_WAITING:
		pick_fill_waiting(tui);
		break;
	case PICK_VERSIONS:
		pick_fill_versions(tui);
		break;
	case PICK_LANGUAGES:
		pick_fill_languages(tui);
		break;
	case PICK_TOUCHES:
		pick_fill_touches(tui);
		break;
	case PICK_KINDS:
		pick_fill_kinds(tui);
		break;
	}
}

/* --- the filter --- */

static bool passes(const struct pick_item *item, struct str words)
{
	struct buf text = {0};
	bool all;

	buf_printf(&text, "%.*s %.*s %.*s", STR_ARG(item->key),
		STR_ARG(item->label), STR_ARG(item->detail));
	if (item->command)
		buf_printf(&text, " %s", /* English finds it too */
			keys_of(item->command)->name);
	all = utf8_has_words(buf_slice(&text), words);
	buf_clear(&text);
	return all;
}

void pick_filter(struct pick *pick)
{
	struct str words = buf_slice(&pick->prompt.text);
	size_t i;

	pick->shown_count = 0;
	for (i = 0; i < pick->count; i++) {
		if (words.len &&
			(pick->items[i].group ||
				!passes(&pick->items[i], words)))
			continue;
		pick->shown = mem_grow(pick->shown, &pick->shown_cap,
			pick->shown_count + 1, sizeof(*pick->shown));
		pick->shown[pick->shown_count++] = i;
	}
	list_set(&pick->list, pick->shown_count);
}

void pick_clear(struct pick *pick)
{
	arena_clear(&pick->arena);
	free(pick->items);
	free(pick->shown);
	prompt_clear(&pick->prompt);
	memset(pick, 0, sizeof(*pick));
}
