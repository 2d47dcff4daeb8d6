/* What a note is related to, and why: each note once, translations too. */

#include <string.h>

#include "base/i18n.h"
#include "tui/links.h"
#include "tui/view.h"

enum {
	NEAR = 30 /* notes, those that link or are linked among them */
};

struct related {
	struct tui *tui;
	struct store_related near;
	const char *heading; /* of the rows that come; NULL: it stands there */
	struct arena arena; /* of paths in the user's language */
};

/* Why, the strongest reason first. */
static void put_reasons(struct buf *out, unsigned why, struct str shared)
{
	static const struct {
		unsigned bit;
		const char *text;
	} reasons[] = {
		{RELATED_LINKS_HERE, N_("links here")},
		{RELATED_LINKED, N_("linked from here")},
		{RELATED_IDENTIFIER, N_("about the same act")},
		{RELATED_CITED, N_("linked together")},
		{RELATED_TAGS, N_("same tags")},
		{RELATED_WORDS, N_("same words")},
	};
	size_t i;

	for (i = 0; i < sizeof(reasons) / sizeof(reasons[0]); i++) {
		if (!(why & reasons[i].bit))
			continue;
		buf_put(out, out->len ? ", " : "");
		buf_put(out, _(reasons[i].text));
	}
	if (shared.len)
		buf_printf(out, ": %.*s", STR_ARG(shared));
}

/* A note once, whichever way it is related. */
static bool has_path(const struct pick *pick, struct str path)
{
	size_t i;

	for (i = 0; i < pick->count; i++) {
		if (str_eq(pick->items[i].path, path))
			return true;
	}
	return false;
}

/* A row, and before the first of a group its heading. */
static struct pick_item *add_row(struct related *r, struct str label)
{
	if (r->heading)
		pick_add_group(&r->tui->pick, r->heading);
	r->heading = NULL;
	return pick_add(&r->tui->pick, label);
}

/* In the row only what the heading above it does not say. */
static void add_near(
	struct related *r, const struct store_related_row *row, unsigned group)
{
	struct pick *pick = &r->tui->pick;
	struct pick_item *item;
	struct buf why = {0};

	if (has_path(pick, row->hit.path))
		return;
	put_reasons(&why, row->why & ~group, (struct str){0});
	item = add_row(r, row->hit.title.len ? row->hit.title : row->hit.path);
	item->path = pick_keep(pick, row->hit.path);
	item->detail = pick_keep(pick, buf_slice(&why));
	buf_cut(&why, 0);
	put_reasons(&why, row->why, row->shared);
	item->more = pick_keep(pick, buf_slice(&why));
	buf_clear(&why);
}

/* Those with the reason `why`, or with 0 those with neither link. */
static void add_group_near(struct related *r, unsigned why)
{
	const unsigned links = RELATED_LINKS_HERE | RELATED_LINKED;
	size_t i;

	for (i = 0; i < r->near.count; i++) {
		const struct store_related_row *row = &r->near.items[i];

		if (why ? row->why & why : !(row->why & links))
			add_near(r, row, why);
	}
}

/* A link that the nearest notes do not have among them. */
static void add_link(
	struct related *r, struct str path, struct str title, unsigned why)
{
	struct pick *pick = &r->tui->pick;
	struct pick_item *item;
	struct buf reason = {0};

	app_in_language(r->tui->app, &r->arena, &path, &title);
	if (has_path(pick, path) ||
		str_eq(path, r->tui->reader.note.hit->path) ||
		str_eq(path, r->tui->reader.note.lang_other))
		return;
	put_reasons(&reason, why, (struct str){0});
	item = add_row(r, title.len ? title : path);
	item->path = pick_keep(pick, path);
	item->more = pick_keep(pick, buf_slice(&reason));
	buf_clear(&reason);
}

static void add_outside(struct related *r)
{
	struct pick *pick = &r->tui->pick;
	const struct store_links *out = &r->tui->reader.note.out;
	size_t i;

	for (i = 0; i < out->count; i++) {
		const struct store_link_row *link = &out->items[i];
		struct pick_item *item;

		if (link->path.len)
			continue;
		item = add_row(r, link->text.len ? link->text : link->url);
		item->url = pick_keep(pick, link->url);
		item->detail = link->broken
			? pick_keep(pick, str_from(_("leads nowhere")))
			: pick_keep(pick, link_host(link->url));
	}
}

void pick_fill_related(struct tui *tui)
{
	struct related r = {.tui = tui};
	const struct note *note = &tui->reader.note;
	struct pick *pick = &tui->pick;
	struct error err = {0};
	size_t i;

	if (note->lang_other.len)
		pick_add(pick, str_from(_("This note in the other language")))
			->path = pick_keep(pick, note->lang_other);
	if (!app_related(tui->app, note->hit->path, NEAR, &r.near, &err))
		tui_fail(tui, &err);
	r.heading = _("Links here");
	add_group_near(&r, RELATED_LINKS_HERE);
	for (i = 0; i < note->in.count; i++)
		add_link(&r, note->in.items[i].from, note->in.items[i].title,
			RELATED_LINKS_HERE);
	r.heading = _("Links to");
	add_group_near(&r, RELATED_LINKED);
	for (i = 0; i < note->out.count; i++) {
		if (note->out.items[i].path.len)
			add_link(&r, note->out.items[i].path,
				note->out.items[i].title, RELATED_LINKED);
	}
	r.heading = _("Near it");
	add_group_near(&r, 0);
	r.heading = _("Addresses");
	add_outside(&r);
	store_related_clear(&r.near);
	arena_clear(&r.arena);
}
