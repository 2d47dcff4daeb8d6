#include "app/cards.h"

#include <string.h>

#include "app/content_line.h"

/* The texts of all values with a role, and of the tags, as categories. */
static void categories(struct buf *out, const struct facts *facts)
{
	struct str items[100];
	struct content_list list = {items, 0};
	size_t i;

	for (i = 0; i < facts->values.count && list.count < 100; i++) {
		const struct value *value = &facts->values.items[i];

		if (value->role == ROLE_TAGS ||
			(value->type == TYPE_STRING &&
				value->role == ROLE_NONE && facts->kind &&
				kind_field(facts->kind, value->key) &&
				kind_field(facts->kind, value->key)->many))
			items[list.count++] = value->text;
	}
	content_list(out, "CATEGORIES", &list);
}

static void mail(struct buf *out, const char *name, struct str email)
{
	size_t at = str_find(email, '@');
	size_t i;

	for (i = 0; i < email.len; i++) {
		if ((unsigned char)email.data[i] <= ' ' ||
			email.data[i] == 0x7f)
			return;
	}
	if (at > 0 && at + 1 < email.len)
		content_line(out, name, email, CONTENT_TEXT);
}

static void phone(struct buf *out, const char *name, struct str number)
{
	struct buf uri = {0};
	size_t i;

	buf_put(&uri, "tel:");
	for (i = 0; i < number.len; i++) {
		if (number.data[i] && strchr("+0123456789", number.data[i]))
			buf_byte(&uri, number.data[i]);
	}
	content_line(out, name, buf_slice(&uri), CONTENT_ADDRESS);
	buf_clear(&uri);
}

static bool is_part(const struct value *value, struct str key, const char *part)
{
	return value->key.len == key.len + 1 + strlen(part) &&
		str_eq(str_sub(value->key, 0, key.len), key) &&
		str_ends(value->key, part);
}

/* One contact: its function, mailbox and number in a group of their own. */
static void contact(
	struct buf *out, const struct facts *facts, size_t first, int number)
{
	const struct value *head = &facts->values.items[first];
	struct buf name = {0};
	size_t i;

	for (i = first + 1; i < facts->values.count; i++) {
		const struct value *value = &facts->values.items[i];

		if (value->item != head->item ||
			!str_eq(str_sub(value->key, 0, head->key.len),
				head->key))
			break;
		buf_cut(&name, 0);
		if (is_part(value, head->key, "email")) {
			buf_printf(&name, "c%d.EMAIL", number);
			mail(out, buf_text(&name), value->text);
		} else if (is_part(value, head->key, "phone")) {
			buf_printf(&name, "c%d.TEL;VALUE=uri", number);
			phone(out, buf_text(&name), value->text);
		} else if (is_part(value, head->key, "role")) {
			buf_printf(&name, "c%d.ROLE", number);
			content_line(out, buf_text(&name), value->text,
				CONTENT_TEXT);
		}
	}
	buf_clear(&name);
}

static void contacts(struct buf *out, const struct facts *facts)
{
	int number = 0;
	size_t i;

	for (i = 0; i < facts->values.count; i++) {
		const struct value *value = &facts->values.items[i];

		if (value->role == ROLE_EMAIL)
			mail(out, "EMAIL;TYPE=work", value->text);
		else if (value->type == TYPE_CONTACT)
			contact(out, facts, i, ++number);
	}
}

static bool card(struct app *app, const struct store_hit *hit, struct buf *out,
	struct error *err)
{
	struct facts facts;
	struct past past;
	struct buf uid = {0};
	size_t before;

	if (!app_facts(app, hit->path, false, &facts, err))
		return false;
	if (!app_past(app, hit->path, buf_slice(&facts.path), &past, err)) {
		facts_clear(&facts);
		return false;
	}
	app_tag(app, hit->id, &uid);
	content_line(out, "BEGIN", STR("VCARD"), CONTENT_PLAIN);
	content_line(out, "VERSION", STR("4.0"), CONTENT_PLAIN);
	content_line(out, "PRODID", STR("-//fyr//fyr//EN"), CONTENT_PLAIN);
	content_line(out, "UID", buf_slice(&uid), CONTENT_ADDRESS);
	content_line(out, "KIND", STR("org"), CONTENT_PLAIN);
	before = out->len;
	content_line(out, "FN", hit->title, CONTENT_TEXT);
	/* A name is required, even of a title that shows nothing. */
	if (out->len == before)
		content_line(out, "FN", buf_slice(&uid), CONTENT_TEXT);
	content_line(out, "ORG", hit->title, CONTENT_TEXT);
	contacts(out, &facts);
	content_line(out, "URL", facts_text(&facts, ROLE_URL), CONTENT_ADDRESS);
	content_line(out, "NOTE", hit->summary, CONTENT_TEXT);
	categories(out, &facts);
	content_instant(out, "REV", past.modified);
	content_line(out, "END", STR("VCARD"), CONTENT_PLAIN);
	buf_clear(&uid);
	facts_clear(&facts);
	return true;
}

bool app_cards(struct app *app, const struct cards_request *request,
	struct buf *out, size_t *count, struct error *err)
{
	static const enum role roles[] = {ROLE_EMAIL, ROLE_CONTACT, ROLE_NONE};
	const struct outgoing_request wanted = {
		.query = request->query, .roles = roles, .all = request->all};
	struct store_results results = {0};
	bool ok = app_outgoing(app, &wanted, &results, err);
	size_t i;

	*count = 0;
	for (i = 0; ok && i < results.count; i++) {
		ok = card(app, &results.items[i], out, err);
		*count += ok;
	}
	store_results_clear(&results);
	return ok;
}
