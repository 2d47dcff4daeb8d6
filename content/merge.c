#include "content/merge.h"

#include <string.h>

#include "base/date.h"
#include "content/merge_private.h"

struct note_merge {
	struct arena arena;
	struct merge_front fronts[SIDES];
	enum merge_prefer prefer;
	struct buf *out;
	struct buf *clash; /* of this note; the caller's */
	size_t start; /* of it */
};

static const char text_name[] = "text";

static enum merge_side side_of(enum merge_prefer prefer)
{
	switch (prefer) {
	case MERGE_MINE:
		return SIDE_MINE;
	case MERGE_BASE:
		return SIDE_BASE;
	case MERGE_PUBLISHED:
	case MERGE_BOTH:
		break;
	}
	return SIDE_PUBLISHED;
}

static void add_clash(struct note_merge *m, struct str name)
{
	if (m->clash->len > m->start)
		buf_put(m->clash, ", ");
	buf_str(m->clash, name);
}

/* Lines with the line ends that the result has. */
static void put_lines(struct buf *out, struct str text, bool crlf)
{
	struct str line;

	while (merge_line(&text, &line)) {
		buf_str(out, merge_bare(line));
		buf_put(out, crlf ? "\r\n" : "\n");
	}
}

static bool same_part(const struct merge_part *a, const struct merge_part *b)
{
	if (!a || !b)
		return a == b;
	return merge_same_lines(a->text, b->text);
}

static bool same_value(const struct merge_part *a, const struct merge_part *b)
{
	if (!a || !b)
		return a == b;
	return merge_same_comments(a, b) &&
		merge_same_value(a->value, b->value);
}

/* Three ways: who alone changed it has it. SIDES: both did. */
static enum merge_side who_changed(const struct merge_part *const parts[SIDES],
	bool (*same)(const struct merge_part *a, const struct merge_part *b))
{
	if (same(parts[SIDE_BASE], parts[SIDE_MINE]) ||
		same(parts[SIDE_PUBLISHED], parts[SIDE_MINE]))
		return SIDE_PUBLISHED;
	if (same(parts[SIDE_BASE], parts[SIDE_PUBLISHED]))
		return SIDE_MINE;
	return SIDES;
}

/* The side whose value is the later date; SIDES when that is unclear. */
static enum merge_side later(const struct merge_part *const parts[SIDES])
{
	struct date published, mine;
	int32_t a, b;

	if (!parts[SIDE_PUBLISHED] || !parts[SIDE_MINE] ||
		!date_parse(parts[SIDE_PUBLISHED]->value->text, &published) ||
		!date_parse(parts[SIDE_MINE]->value->text, &mine))
		return SIDES;
	a = date_days(published);
	b = date_days(mine);
	return a == b ? SIDES : a > b ? SIDE_PUBLISHED : SIDE_MINE;
}

static void find_parts(const struct note_merge *m, struct str key,
	const struct merge_part *parts[SIDES])
{
	size_t i;

	for (i = 0; i < SIDES; i++)
		parts[i] = merge_front_find(&m->fronts[i], key);
}

static enum merge_side by_date(const struct note_merge *m, struct str key,
	const struct merge_part *const parts[SIDES])
{
	static const char *const dates[] = {
		"reviewed", "verified", "updated", "translated"};
	const struct merge_part *reviewed[SIDES];
	size_t i;

	for (i = 0; i < sizeof(dates) / sizeof(dates[0]); i++)
		if (str_is(key, dates[i]))
			return later(parts);
	if (!str_is(key, "review_by"))
		return SIDES;
	find_parts(m, STR("reviewed"), reviewed);
	return later(reviewed);
}

static void put_text(struct buf *out, const struct merge_part *part)
{
	if (part)
		buf_str(out, part->text);
}

static bool put_clash(struct note_merge *m, struct str key,
	const struct merge_part *const parts[SIDES], struct buf *out)
{
	enum merge_side side = side_of(m->prefer);

	add_clash(m, key);
	if (m->prefer != MERGE_BOTH) {
		put_text(out, parts[side]);
		return parts[side] != NULL;
	}
	buf_put(out, MERGE_MARK_PUBLISHED "\n");
	put_text(out, parts[SIDE_PUBLISHED]);
	buf_put(out, MERGE_MARK_BETWEEN "\n");
	put_text(out, parts[SIDE_MINE]);
	buf_put(out, MERGE_MARK_MINE "\n");
	return true;
}

/* The lines of one key, decided. False: it is gone. */
static bool decide(struct note_merge *m, struct str key,
	const struct merge_part *const parts[SIDES], struct buf *out)
{
	enum merge_side side = who_changed(parts, same_part);

	if (side == SIDES)
		side = who_changed(parts, same_value);
	if (side == SIDES)
		side = by_date(m, key, parts);
	if (side == SIDES && parts[SIDE_PUBLISHED] && parts[SIDE_MINE] &&
		merge_list(parts, out, &m->arena))
		return true;
	if (side == SIDES)
		return put_clash(m, key, parts, out);
	put_text(out, parts[side]);
	return parts[side] != NULL;
}

static bool merge_comments(struct note_merge *m, struct str base,
	struct str published, struct str mine, struct buf *out)
{
	struct merge_texts texts = {base, published, mine};

	return merge_lines(&texts, m->prefer, out);
}

static struct str lead_of(const struct merge_part *part)
{
	return part ? part->lead : (struct str){0};
}

/* True when the key is in the result. */
static bool put_key(struct note_merge *m, struct str key, struct buf *out)
{
	const struct merge_part *parts[SIDES];
	struct buf text = {0}, lead = {0};
	size_t before = m->clash->len;
	bool there, clean;

	find_parts(m, key, parts);
	there = decide(m, key, parts, &text);
	clean = merge_comments(m, lead_of(parts[SIDE_BASE]),
		lead_of(parts[SIDE_PUBLISHED]), lead_of(parts[SIDE_MINE]),
		&lead);
	/* A comment that one side wrote does not go with the other's key. */
	if (!there && str_trim(buf_slice(&lead)).len)
		clean = false;
	if (!clean && m->clash->len == before)
		add_clash(m, key);
	if (there) {
		buf_str(out, buf_slice(&lead));
		buf_str(out, buf_slice(&text));
	}
	buf_clear(&text);
	buf_clear(&lead);
	return there;
}

/*
 * All keys of both sides, by number, in the order of the result. Returns how
 * many are in it.
 */
static size_t put_keys(struct note_merge *m, struct buf *out)
{
	struct merge_order sides[SIDES] = {{0}};
	size_t total = 0, known = 0, put = 0, count, i, k, s;
	struct str *keys;
	uint32_t *all, *order;

	for (s = 0; s < SIDES; s++)
		total += m->fronts[s].count;
	keys = arena_alloc(&m->arena, (total + 1) * sizeof(*keys));
	all = arena_alloc(&m->arena, (total + 1) * sizeof(*all));
	order = arena_alloc(&m->arena, (total + 1) * sizeof(*order));
	for (s = 0; s < SIDES; s++) {
		sides[s] = (struct merge_order){all, m->fronts[s].count};
		for (i = 0; i < m->fronts[s].count; i++) {
			struct str key = m->fronts[s].parts[i].key;

			for (k = 0; k < known && !str_eq(keys[k], key); k++)
				;
			if (k == known)
				keys[known++] = key;
			*all++ = (uint32_t)k;
		}
	}
	count = merge_order(sides, order);
	for (i = 0; i < count; i++)
		put += put_key(m, keys[order[i]], out);
	return put;
}

/* What was put together still reads as so many keys. */
static bool is_sound(struct str inside, size_t keys, struct arena *arena)
{
	struct buf note = {0};
	struct merge_front front;
	bool ok;

	buf_put(&note, "---\n");
	buf_str(&note, inside);
	buf_put(&note, "---\n");
	ok = merge_front_read(&front, buf_slice(&note), arena) &&
		front.count == keys;
	buf_clear(&note);
	return ok;
}

/* The side whose line it is when only one changed it. */
static struct str pick_line(
	struct str base, struct str published, struct str mine)
{
	return str_eq(base, mine) || !base.len ? published : mine;
}

static void put_front(struct note_merge *m)
{
	const struct merge_front *f = m->fronts;
	struct buf inside = {0};
	struct str open = pick_line(
		f[SIDE_BASE].open, f[SIDE_PUBLISHED].open, f[SIDE_MINE].open);
	struct str close = pick_line(f[SIDE_BASE].close,
		f[SIDE_PUBLISHED].close, f[SIDE_MINE].close);
	bool crlf = str_ends(open, "\r\n");
	size_t keys = put_keys(m, &inside);

	if (!merge_comments(m, f[SIDE_BASE].tail, f[SIDE_PUBLISHED].tail,
		    f[SIDE_MINE].tail, &inside))
		add_clash(m, STR("#"));
	/* Whatever was put together wrongly is not written. */
	if (m->prefer != MERGE_BOTH &&
		!is_sound(buf_slice(&inside), keys, &m->arena)) {
		buf_cut(m->clash, m->start);
		add_clash(m, STR("---"));
		buf_cut(&inside, 0);
		buf_str(&inside, f[side_of(m->prefer)].inside);
	}
	buf_str(m->out, open);
	put_lines(m->out, buf_slice(&inside), crlf);
	buf_str(m->out, close);
	buf_clear(&inside);
}

static bool read_fronts(struct note_merge *m, const struct merge_texts *texts)
{
	struct str all[SIDES] = {texts->base, texts->published, texts->mine};
	size_t i;

	for (i = 0; i < SIDES; i++)
		if (!merge_front_read(&m->fronts[i], all[i], &m->arena) &&
			(i != SIDE_BASE || texts->base.len))
			return false;
	return true;
}

/* A whole part that only one side changed is taken as it is. */
static bool take_front(struct note_merge *m)
{
	struct str whole[SIDES];
	size_t i;

	for (i = 0; i < SIDES; i++) {
		const struct merge_front *f = &m->fronts[i];

		whole[i] = (struct str){f->open.data,
			f->open.len + f->inside.len + f->close.len};
	}
	if (str_eq(whole[SIDE_BASE], whole[SIDE_MINE]) ||
		str_eq(whole[SIDE_PUBLISHED], whole[SIDE_MINE]))
		buf_str(m->out, whole[SIDE_PUBLISHED]);
	else if (str_eq(whole[SIDE_BASE], whole[SIDE_PUBLISHED]))
		buf_str(m->out, whole[SIDE_MINE]);
	else
		return false;
	return true;
}

bool merge_note(const struct merge_texts *texts, enum merge_prefer prefer,
	struct buf *out, struct buf *clash)
{
	struct note_merge m = {.prefer = prefer,
		.out = out,
		.clash = clash,
		.start = clash->len};
	bool clean;

	if (str_eq(texts->base, texts->mine) ||
		str_eq(texts->base, texts->published) ||
		!read_fronts(&m, texts)) {
		clean = merge_lines(texts, prefer, out);
		if (!clean)
			add_clash(&m, str_from(text_name));
	} else {
		const struct merge_texts bodies = {m.fronts[SIDE_BASE].body,
			m.fronts[SIDE_PUBLISHED].body,
			m.fronts[SIDE_MINE].body};

		if (!take_front(&m))
			put_front(&m);
		if (!merge_lines(&bodies, prefer, out))
			add_clash(&m, str_from(text_name));
	}
	arena_clear(&m.arena);
	return clash->len == m.start;
}
