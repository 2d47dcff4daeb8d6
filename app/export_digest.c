/* A digest as Markdown, plain text or HTML: one walk, three sheets. */

#include <string.h>

#include "app/digest.h"
#include "app/site_private.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/utf8.h"
#include "content/html.h"

enum {
	WIDTH = 72
};

struct sheet {
	struct buf *out;
	const struct app *app;
	const struct digest *digest;
	enum digest_format format;
	bool listing; /* a list is open */
};

void digest_markdown(struct buf *out, struct str text)
{
	struct buf clean = {0};
	size_t i;

	gate_text(&clean, text, GATE_LINE);
	for (i = 0; i < clean.len; i++) {
		char byte = clean.data[i];

		/* "1." and "-" begin lists only at the start of a line. */
		if (strchr("\\`*_[]<>#|~!&@", byte) ||
			(i == 0 && strchr("-+=", byte)) ||
			((byte == '.' || byte == ')') && i < 10 && i > 0 &&
				clean.data[i - 1] >= '0' &&
				clean.data[i - 1] <= '9'))
			buf_byte(out, '\\');
		/* No bare address becomes a link. */
		if (byte == ':' && i + 1 < clean.len &&
			clean.data[i + 1] == '/')
			buf_byte(out, '\\');
		buf_byte(out, byte);
	}
	buf_clear(&clean);
}

static void put(struct sheet *sheet, struct str text)
{
	switch (sheet->format) {
	case DIGEST_MARKDOWN:
		digest_markdown(sheet->out, text);
		break;
	case DIGEST_TEXT:
		gate_text(sheet->out, text, GATE_LINE);
		break;
	case DIGEST_HTML:
		site_text(sheet->out, text);
		break;
	}
}

/* An address in brackets or quotes: nothing in it ends them. */
static void put_address(struct sheet *sheet, struct str url)
{
	size_t i;

	for (i = 0; i < url.len; i++) {
		unsigned char byte = (unsigned char)url.data[i];

		if (byte <= ' ' || byte >= 0x7f ||
			strchr("\"'<>()\\^`{|}", byte))
			buf_printf(sheet->out, "%%%02X", byte);
		else if (byte == '&' && sheet->format == DIGEST_HTML)
			buf_put(sheet->out, "&amp;");
		else
			buf_byte(sheet->out, (char)byte);
	}
}

static void end_list(struct sheet *sheet)
{
	if (sheet->listing && sheet->format == DIGEST_HTML)
		buf_put(sheet->out, "</ul>\n");
	sheet->listing = false;
}

static void heading(struct sheet *sheet, int level, struct str text)
{
	struct buf *out = sheet->out;
	size_t start;
	size_t cells;

	end_list(sheet);
	switch (sheet->format) {
	case DIGEST_MARKDOWN:
		if (out->len && !str_ends(buf_slice(out), "\n\n"))
			buf_byte(out, '\n');
		buf_fill(out, '#', (size_t)level);
		buf_byte(out, ' ');
		put(sheet, text);
		buf_put(out, "\n\n");
		break;
	case DIGEST_TEXT:
		buf_put(out, out->len ? "\n" : "");
		start = out->len;
		put(sheet, text);
		cells = utf8_cells(str_sub(buf_slice(out), start, out->len));
		buf_byte(out, '\n');
		if (level < 3)
			buf_fill(out, level == 1 ? '=' : '-', cells);
		buf_put(out, level < 3 ? "\n" : "");
		break;
	case DIGEST_HTML:
		buf_printf(out, "<h%d>", level);
		put(sheet, text);
		buf_printf(out, "</h%d>\n", level);
		break;
	}
}

static void paragraph(struct sheet *sheet, struct str text)
{
	end_list(sheet);
	buf_put(sheet->out, sheet->format == DIGEST_HTML ? "<p>" : "");
	put(sheet, text);
	buf_put(sheet->out, sheet->format == DIGEST_HTML ? "</p>\n" : "\n");
}

/* Lines of at most WIDTH cells, those after the first set in. */
static void wrap(struct buf *out, struct str text)
{
	size_t used = 2;
	bool first = true;
	struct str word;

	while (str_cut(&text, ' ', &word)) {
		size_t cells = utf8_cells(word);

		if (!first && used + 1 + cells > WIDTH) {
			buf_put(out, "\n  ");
			used = 2;
		} else if (!first) {
			buf_byte(out, ' ');
			used++;
		}
		buf_str(out, word);
		used += cells;
		first = false;
	}
}

struct item {
	struct str before; /* a date, a word */
	struct str name, address;
	struct str after; /* behind the name */
	struct str text; /* a sentence below */
};

static void text_item(struct sheet *sheet, const struct item *item)
{
	struct buf line = {0};

	if (item->before.len) {
		gate_text(&line, item->before, GATE_LINE);
		buf_put(&line, ": ");
	}
	gate_text(&line, item->name, GATE_LINE);
	gate_text(&line, item->after, GATE_LINE);
	buf_put(sheet->out, "- ");
	wrap(sheet->out, buf_slice(&line));
	buf_cut(&line, 0);
	gate_text(&line, item->text, GATE_LINE);
	if (line.len) {
		buf_put(sheet->out, "\n  ");
		wrap(sheet->out, buf_slice(&line));
	}
	if (item->address.len) {
		buf_put(sheet->out, "\n  ");
		put_address(sheet, item->address);
	}
	buf_byte(sheet->out, '\n');
	buf_clear(&line);
}

static void markdown_item(struct sheet *sheet, const struct item *item)
{
	struct buf *out = sheet->out;

	buf_put(out, "- ");
	if (item->before.len) {
		buf_put(out, "**");
		put(sheet, item->before);
		buf_put(out, "** ");
	}
	buf_put(out, item->address.len ? "[" : "");
	put(sheet, item->name);
	if (item->address.len) {
		buf_put(out, "](");
		put_address(sheet, item->address);
		buf_byte(out, ')');
	}
	put(sheet, item->after);
	buf_byte(out, '\n');
	if (item->text.len) {
		buf_put(out, "  ");
		put(sheet, item->text);
		buf_byte(out, '\n');
	}
}

static void html_item(struct sheet *sheet, const struct item *item)
{
	struct buf *out = sheet->out;

	buf_put(out, sheet->listing ? "<li>" : "<ul>\n<li>");
	if (item->before.len) {
		buf_put(out, "<strong>");
		put(sheet, item->before);
		buf_put(out, "</strong> ");
	}
	if (item->address.len) {
		buf_put(out, "<a href=\"");
		put_address(sheet, item->address);
		buf_put(out, "\">");
	}
	put(sheet, item->name);
	buf_put(out, item->address.len ? "</a>" : "");
	put(sheet, item->after);
	if (item->text.len) {
		buf_put(out, "<br>");
		put(sheet, item->text);
	}
	buf_put(out, "</li>\n");
}

static void add(struct sheet *sheet, const struct item *item)
{
	switch (sheet->format) {
	case DIGEST_MARKDOWN:
		markdown_item(sheet, item);
		break;
	case DIGEST_TEXT:
		text_item(sheet, item);
		break;
	case DIGEST_HTML:
		html_item(sheet, item);
		break;
	}
	sheet->listing = true;
}

/* --- what it says --- */

static void put_updates(struct sheet *sheet)
{
	const struct digest *digest = sheet->digest;
	size_t i;

	if (digest->update_count)
		heading(sheet, 2, str_from(_("Published")));
	for (i = 0; i < digest->update_count; i++) {
		const struct digest_update *one = &digest->updates[i];
		const struct digest_update *last = i ? one - 1 : NULL;
		struct buf day = {0};
		struct buf after = {0};

		if (!last || !str_eq(last->alert, one->alert))
			heading(sheet, 3,
				one->alert_label.len ? one->alert_label
						     : str_from(_("Other")));
		date_human(&day, one->date, (struct date){0});
		if (one->jurisdiction_label.len)
			buf_printf(&after, " (%.*s)",
				STR_ARG(one->jurisdiction_label));
		add(sheet,
			&(struct item){buf_slice(&day), one->title,
				one->address, buf_slice(&after), one->summary});
		buf_clear(&day);
		buf_clear(&after);
	}
}

static void put_moves(struct sheet *sheet)
{
	const struct moves *moves = &sheet->digest->moves;
	size_t i;

	if (moves->count)
		heading(sheet, 2, str_from(_("Dates that moved")));
	for (i = 0; i < moves->count; i++) {
		const struct move *move = &moves->items[i];
		struct str event = app_field_label(
			sheet->app, move->kind, move->key, move->event);
		struct buf after = {0};

		if (event.len)
			buf_printf(&after, ": %.*s", STR_ARG(event));
		if (move->scope.len)
			buf_printf(&after, ", %.*s", STR_ARG(move->scope));
		buf_put(&after, ": ");
		agenda_move(&after, move);
		add(sheet,
			&(struct item){.name = move->title,
				.after = buf_slice(&after),
				.text = move->update_title});
		buf_clear(&after);
	}
}

static void put_agenda(
	struct sheet *sheet, const struct agenda *agenda, const char *title)
{
	size_t i;

	if (agenda->count)
		heading(sheet, 2, str_from(title));
	for (i = 0; i < agenda->count; i++) {
		const struct agenda_entry *entry = &agenda->items[i];
		struct buf day = {0};
		struct buf after = {0};

		date_human(&day, entry->date, (struct date){0});
		if (entry->time.len > 15)
			buf_printf(&day, " %.5s", entry->time.data + 11);
		if (entry->event_label.len)
			buf_printf(
				&after, ": %.*s", STR_ARG(entry->event_label));
		if (entry->scope.len)
			buf_printf(&after, ", %.*s", STR_ARG(entry->scope));
		if (entry->expected)
			buf_printf(&after, ", %s", _("expected"));
		if (entry->owner.len)
			buf_printf(&after, " (%.*s)", STR_ARG(entry->owner));
		add(sheet,
			&(struct item){.before = buf_slice(&day),
				.name = entry->title,
				.after = buf_slice(&after)});
		buf_clear(&day);
		buf_clear(&after);
	}
}

static const char *type_word(enum change_type type)
{
	switch (type) {
	case CHANGE_NEW:
		return _("New");
	case CHANGE_CHANGED:
		return _("Changed");
	case CHANGE_GONE:
		return _("Gone");
	}
	return "";
}

static void put_changes(struct sheet *sheet)
{
	const struct digest *digest = sheet->digest;
	struct buf text = {0};
	size_t i;

	if (digest->change_count)
		heading(sheet, 2, str_from(_("New and changed notes")));
	for (i = 0; i < digest->change_count && i < DIGEST_CHANGED; i++) {
		const struct digest_change *one = &digest->changes[i];

		buf_cut(&text, 0);
		if (one->kind_label.len)
			buf_printf(&text, " (%.*s)", STR_ARG(one->kind_label));
		add(sheet,
			&(struct item){.before = str_from(type_word(one->type)),
				.name = one->title,
				.address = one->address,
				.after = buf_slice(&text)});
	}
	if (i < digest->change_count) {
		buf_cut(&text, 0);
		buf_printf(&text,
			ngettext("and %zu more", "and %zu more",
				(unsigned long)(digest->change_count - i)),
			digest->change_count - i);
		add(sheet, &(struct item){.name = buf_slice(&text)});
	}
	buf_clear(&text);
}

static void put_title(struct sheet *sheet)
{
	const struct digest *digest = sheet->digest;
	struct buf title = {0};
	struct buf days = {0};

	buf_printf(&title, "%.*s: ", STR_ARG(digest->title));
	date_human(&days, digest->from, (struct date){0});
	buf_put(&days, " – ");
	date_human(&days, digest->to, (struct date){0});
	if (digest->week)
		buf_printf(&title, _("week %d, %d"), digest->week,
			digest->week_year);
	else
		buf_str(&title, buf_slice(&days));
	if (sheet->format == DIGEST_HTML) {
		buf_printf(sheet->out,
			"<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta "
			"charset=\"utf-8\">\n<title>",
			i18n_lang());
		put(sheet, buf_slice(&title));
		buf_put(sheet->out, "</title>\n</head>\n<body>\n<main>\n");
	}
	heading(sheet, 1, buf_slice(&title));
	if (digest->week)
		paragraph(sheet, buf_slice(&days));
	buf_clear(&title);
	buf_clear(&days);
}

void export_digest(struct buf *out, const struct app *app,
	const struct digest *digest, enum digest_format format)
{
	struct sheet sheet = {
		.out = out, .app = app, .digest = digest, .format = format};

	put_title(&sheet);
	if (!digest->update_count && !digest->moves.count &&
		!digest->change_count)
		paragraph(&sheet,
			str_from(_("Nothing was published or changed in these "
				   "days.")));
	if (!digest->history)
		paragraph(&sheet,
			str_from(digest->cut
					? _("This clone is shallow, so what "
					    "changed is not known. Run 'git "
					    "fetch --unshallow' once.")
					: _("This hub has no history, so what "
					    "changed is not known.")));
	put_updates(&sheet);
	put_moves(&sheet);
	put_agenda(&sheet, &digest->deadlines, _("Deadlines ahead"));
	put_agenda(&sheet, &digest->events, _("Events ahead"));
	put_changes(&sheet);
	put_agenda(&sheet, &digest->reviews, _("Reviews due"));
	end_list(&sheet);
	if (format == DIGEST_HTML)
		buf_put(out, "</main>\n</body>\n</html>\n");
}
