/* How a search was understood, for app/export_ask.h. */

#include <math.h>
#include <string.h>

#include "app/export_ask.h"
#include "app/export_private.h"
#include "base/gate.h"
#include "base/i18n.h"

enum {
	SHOWN = 12 /* alternatives of a word, for people */
};

static const struct {
	const char *id, *text;
} whys[] = {
	[WHY_SELF] = {"self", N_("as typed")},
	[WHY_SPELLING] = {"spelling", N_("the same letters, other marks")},
	[WHY_INFLECTION] = {"inflection", N_("another form of the word")},
	[WHY_PREFIX] = {"prefix", N_("begins so")},
	[WHY_JOIN] = {"join", N_("joined with its neighbour")},
	[WHY_TERM] = {"term", N_("the term list")},
	[WHY_COMPOUND] = {"compound", N_("a compound with the word")},
	[WHY_SPLIT] = {"split", N_("its parts")},
	[WHY_TYPO] = {"typo", N_("corrected spelling")},
	[WHY_INITIALS] = {"initials", N_("initials of a title")},
};

static int percent(double share)
{
	return (int)lround(share * 100);
}

/* --- lines --- */

static void alternative_line(
	struct buf *out, const struct store_alternative *item)
{
	buf_printf(out, "    %.2f  ", item->weight);
	gate_text(out, item->text, GATE_LINE);
	buf_printf(out, "  (%s; ", _(whys[item->why].text));
	buf_printf(out,
		ngettext("%zu note", "%zu notes", (unsigned long)item->notes),
		item->notes);
	if (item->names)
		buf_printf(out, "; %s", _("in titles and headings"));
	buf_put(out, ")\n");
}

static const char *use_of(const struct store_word *word)
{
	if (word->excluded)
		return _("must not be there");
	return word->wished ? _("wished for") : _("required");
}

static void word_lines(struct buf *out, const struct store_word *word)
{
	size_t i;

	buf_put(out, "  ");
	buf_put(out, word->phrase ? "\"" : "");
	gate_text(out, word->text, GATE_LINE);
	buf_put(out, word->phrase ? "\"" : "");
	buf_printf(out, "  (%s; ", use_of(word));
	buf_printf(out, _("%d %% of the query"), percent(word->weight));
	if (word->silent)
		buf_printf(out, "; %s", _("finds nothing beside rarer words"));
	buf_put(out, ")\n");
	if (!word->count)
		buf_printf(out, "    %s\n", _("no note has it"));
	for (i = 0; i < word->count && i < SHOWN; i++)
		alternative_line(out, &word->items[i]);
	if (word->count > SHOWN) {
		buf_put(out, "    ");
		buf_printf(out,
			ngettext("and %zu more", "and %zu more",
				(unsigned long)(word->count - SHOWN)),
			word->count - SHOWN);
		buf_byte(out, '\n');
	}
}

static void put_span(struct buf *out, struct date from, struct date to)
{
	struct buf low = {0};
	struct buf high = {0};

	if (!from.year && !to.year)
		return;
	date_iso(&low, from);
	date_iso(&high, to);
	buf_put(out, "  ");
	if (!from.year)
		buf_printf(out, _("(until %s)"), buf_text(&high));
	else if (!to.year)
		buf_printf(out, _("(from %s)"), buf_text(&low));
	else
		buf_printf(out, _("(from %s until %s)"), buf_text(&low),
			buf_text(&high));
	buf_clear(&high);
	buf_clear(&low);
}

static void part_line(struct buf *out, const struct store_part *part)
{
	buf_fill(out, ' ', 2 + 2 * (size_t)part->depth);
	if (part->negated)
		buf_printf(out, "%s ", _("not"));
	switch (part->type) {
	case PART_ANY:
		buf_put(out, _("one of:"));
		break;
	case PART_ALL:
		buf_put(out, _("all of:"));
		break;
	case PART_WORD:
	case PART_PHRASE:
		if (part->key.len) {
			gate_text(out, part->key, GATE_LINE);
			buf_byte(out, ':');
		}
		buf_put(out, part->type == PART_PHRASE ? "\"" : "");
		gate_text(out, part->text, GATE_LINE);
		buf_put(out, part->type == PART_PHRASE ? "\"" : "");
		break;
	case PART_FILTER:
		gate_text(out, part->text, GATE_LINE);
		put_span(out, part->from, part->to);
		break;
	}
	if (part->dropped) {
		buf_printf(out, "  %s",
			_("no note meets it: left out, its words are wished "
			  "for"));
	} else if (!part->depth) {
		buf_put(out, "  ");
		buf_printf(out,
			ngettext("%zu note", "%zu notes",
				(unsigned long)part->notes),
			part->notes);
	}
	buf_byte(out, '\n');
}

static void text_line(struct buf *out, const char *label, struct str text)
{
	buf_printf(out, "%s ", label);
	gate_text(out, text, GATE_LINE);
	buf_byte(out, '\n');
}

static void hint_lines(struct buf *out, const struct store_explain *explain)
{
	if (explain->unknown.len)
		text_line(out, _("Not a field, taken as text:"),
			explain->unknown);
	if (explain->nearest.len)
		text_line(out, _("The nearest field:"), explain->nearest);
	if (explain->senseless.len)
		text_line(out, _("Not a filter, taken as text:"),
			explain->senseless);
	if (explain->cut)
		buf_printf(out, "%s\n",
			_("The query was too long; its end was left out."));
}

static void score_line(struct buf *out, const struct store_score *score)
{
	buf_put(out, "    ");
	buf_printf(out,
		_("(words %.2f + title %.2f + name %.2f + close together "
		  "%.2f) x found %.2f x status %.2f x review %.2f x links "
		  "%.2f x spelling %.2f"),
		score->text, score->title, score->name, score->near,
		score->found, score->status, score->review, score->links,
		score->spelling);
	buf_byte(out, '\n');
	if (!score->late)
		return;
	buf_put(out, "    ");
	buf_printf(out,
		ngettext("ranked lower: overdue for review by %d day",
			"ranked lower: overdue for review by %d days",
			(unsigned long)score->late),
		score->late);
	buf_byte(out, '\n');
}

static void hit_lines(struct buf *out, const struct store_explain *explain)
{
	size_t i;

	buf_printf(out, "%s (%zu)\n", _("Found"), explain->results.total);
	for (i = 0; i < explain->results.count; i++) {
		const struct store_hit *hit = &explain->results.items[i];

		buf_put(out, "  ");
		if (explain->scores)
			buf_printf(out, "%.2f  ", hit->score);
		gate_text(out, hit->id, GATE_LINE);
		buf_put(out, "  ");
		gate_text(out, hit->title, GATE_LINE);
		buf_byte(out, '\n');
		if (explain->scores)
			score_line(out, &explain->scores[i]);
	}
}

static void lines(struct buf *out, const struct store_explain *explain)
{
	size_t i;

	if (explain->word_count)
		buf_printf(out, "%s\n", _("Words"));
	for (i = 0; i < explain->word_count; i++)
		word_lines(out, &explain->words[i]);
	if (explain->part_count)
		buf_printf(out, "%s\n", _("Required"));
	for (i = 0; i < explain->part_count; i++)
		part_line(out, &explain->parts[i]);
	hint_lines(out, explain);
	if (explain->sort.len)
		text_line(out, _("Order:"), explain->sort);
	else
		buf_printf(out, "%s\n",
			explain->scores ? _("Order: best first")
					: _("Order: newest first"));
	if (explain->prefer.len)
		text_line(
			out, _("Of translations the one in:"), explain->prefer);
	hit_lines(out, explain);
}

/* --- JSON --- */

static json_t *alternative_json(const struct store_alternative *item)
{
	json_t *one = json_object();

	export_set(one, "text", item->text);
	json_object_set_new(one, "why", json_string(whys[item->why].id));
	export_set(one, "path", item->path);
	json_object_set_new(one, "weight", json_real(item->weight));
	json_object_set_new(
		one, "notes", json_integer((json_int_t)item->notes));
	if (item->names)
		json_object_set_new(one, "names_only", json_true());
	return one;
}

static json_t *word_json(const struct store_word *word)
{
	json_t *one = json_object();
	json_t *list = json_array();
	size_t i;

	export_set(one, "text", word->text);
	json_object_set_new(one, "use",
		json_string(word->excluded     ? "excluded"
				: word->wished ? "wished"
					       : "required"));
	if (word->phrase)
		json_object_set_new(one, "phrase", json_true());
	if (word->silent)
		json_object_set_new(one, "silent", json_true());
	json_object_set_new(one, "weight", json_real(word->weight));
	for (i = 0; i < word->count; i++)
		json_array_append_new(list, alternative_json(&word->items[i]));
	json_object_set_new(one, "alternatives", list);
	return one;
}

static json_t *part_json(const struct store_part *part)
{
	static const char *const types[] = {
		"word", "phrase", "filter", "all", "any"};
	json_t *one = json_object();

	json_object_set_new(one, "type", json_string(types[part->type]));
	json_object_set_new(one, "depth", json_integer(part->depth));
	export_set(one, "text", part->text);
	export_set(one, "key", part->key);
	export_set_date(one, "from", part->from);
	export_set_date(one, "to", part->to);
	if (part->negated)
		json_object_set_new(one, "negated", json_true());
	if (part->dropped)
		json_object_set_new(one, "dropped", json_true());
	if (!part->depth)
		json_object_set_new(
			one, "notes", json_integer((json_int_t)part->notes));
	return one;
}

static json_t *hit_json(
	const struct store_hit *hit, const struct store_score *score)
{
	json_t *one = json_object();

	export_set(one, "id", hit->id);
	export_set(one, "path", hit->path);
	export_set(one, "title", hit->title);
	if (!score)
		return one;
	json_object_set_new(one, "score", json_real(hit->score));
	json_object_set_new(one, "parts",
		json_pack("{s:f, s:f, s:f, s:f, s:f, s:f, s:f, s:i, s:f, s:f}",
			"text", score->text, "title", score->title, "name",
			score->name, "near", score->near, "found", score->found,
			"status", score->status, "review", score->review,
			"days_overdue", (int)score->late, "links", score->links,
			"spelling", score->spelling));
	return one;
}

static void json(struct buf *out, const struct app *app,
	const struct store_explain *explain, size_t flags)
{
	json_t *root = json_object();
	json_t *words = json_array();
	json_t *parts = json_array();
	json_t *notes = json_array();
	size_t i;

	for (i = 0; i < explain->word_count; i++)
		json_array_append_new(words, word_json(&explain->words[i]));
	for (i = 0; i < explain->part_count; i++)
		json_array_append_new(parts, part_json(&explain->parts[i]));
	for (i = 0; i < explain->results.count; i++)
		json_array_append_new(notes,
			hit_json(&explain->results.items[i],
				explain->scores ? &explain->scores[i] : NULL));
	json_object_set_new(root, "schema", json_string("fyr/explain/1"));
	json_object_set_new(root, "hub", export_text(str_from(app->name)));
	export_set(root, "understood", explain->results.understood);
	json_object_set_new(root, "words", words);
	json_object_set_new(root, "required", parts);
	export_set(root, "sort", explain->sort);
	export_set(root, "prefer", explain->prefer);
	export_set(root, "unknown", explain->unknown);
	export_set(root, "nearest", explain->nearest);
	export_set(root, "senseless", explain->senseless);
	json_object_set_new(root, "cut", json_boolean(explain->cut));
	json_object_set_new(root, "total",
		json_integer((json_int_t)explain->results.total));
	json_object_set_new(root, "notes", notes);
	export_dump(out, root, flags);
}

void export_explain(struct buf *out, const struct app *app,
	const struct store_explain *explain, enum format format)
{
	if (format == FORMAT_JSON)
		json(out, app, explain, JSON_INDENT(2));
	else if (format == FORMAT_JSONL)
		json(out, app, explain, JSON_COMPACT);
	else
		lines(out, explain);
}
