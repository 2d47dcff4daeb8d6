/* Names that notes have outside the hub. */

#include <string.h>

#include "app/outgoing.h"
#include "app/private.h"
#include "base/i18n.h"
#include "content/doc.h"

enum {
	NAME_LONG = 240 /* bytes of a file name, with room for an ending */
};

/* 64 bits of FNV-1a, from `seed`. */
static uint64_t hash(struct str text, uint64_t seed)
{
	uint64_t value = UINT64_C(14695981039346656037) ^ seed;
	size_t i;

	for (i = 0; i < text.len; i++)
		value = (value ^ (unsigned char)text.data[i]) *
			UINT64_C(1099511628211);
	return value;
}

/* A name-based identifier of our own making: version 8 of RFC 9562. */
static void put_uuid(struct buf *out, struct str name)
{
	uint64_t high = hash(name, 0);
	uint64_t low = hash(name, UINT64_C(0x9e3779b97f4a7c15));

	high = (high & ~UINT64_C(0xf000)) | UINT64_C(0x8000);
	low = (low & ~(UINT64_C(3) << 62)) | UINT64_C(1) << 63;
	buf_printf(out, "%08x-%04x-%04x-%04x-%04x%08x", (unsigned)(high >> 32),
		(unsigned)(high >> 16) & 0xffff, (unsigned)high & 0xffff,
		(unsigned)(low >> 48), (unsigned)(low >> 32) & 0xffff,
		(unsigned)low);
}

static bool is_plain(char byte)
{
	return (byte >= '0' && byte <= '9') ||
		((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') ||
		(byte && strchr("-._~", byte));
}

void outgoing_escape_path(struct buf *out, struct str path)
{
	size_t i;

	for (i = 0; i < path.len; i++) {
		char byte = path.data[i];

		if (is_plain(byte) || byte == '/')
			buf_byte(out, byte);
		else
			buf_printf(out, "%%%02X", (unsigned char)byte);
	}
}

bool outgoing_is_language(struct str lang)
{
	struct str part;
	bool first = true;

	while (str_cut(&lang, '-', &part)) {
		size_t i;

		if (part.len < (first ? 2U : 1U) || part.len > 8)
			return false;
		for (i = 0; i < part.len; i++) {
			char byte = part.data[i];

			if ((byte | 0x20) < 'a' || (byte | 0x20) > 'z') {
				if (first || byte < '0' || byte > '9')
					return false;
			}
		}
		first = false;
	}
	return !first;
}

/* The authority of fyr.yaml's id, a name with a dot and nothing strange. */
static struct str authority(const struct app *app)
{
	struct str id = app->schema.id;
	struct str host = str_sub(id, 0, str_find(id, ','));
	size_t i;

	for (i = 0; i < id.len; i++) {
		if (!is_plain(id.data[i]) && id.data[i] != ',' &&
			id.data[i] != '@')
			return (struct str){0};
	}
	return host.len < id.len ? host : (struct str){0};
}

void app_tag(const struct app *app, struct str name, struct buf *out)
{
	struct buf both = {0};

	if (authority(app).len) {
		buf_printf(out, "tag:%.*s:", STR_ARG(app->schema.id));
		outgoing_escape_path(out, name);
		return;
	}
	buf_put(&both, app->name);
	buf_byte(&both, '\n');
	buf_str(&both, name);
	buf_put(out, "urn:uuid:");
	put_uuid(out, buf_slice(&both));
	buf_clear(&both);
}

void app_host(const struct app *app, struct buf *out)
{
	struct str host = authority(app);
	size_t at = str_find(host, '@');

	if (at < host.len)
		host = str_sub(host, at + 1, host.len);
	if (host.len)
		buf_str(out, host);
	else
		put_uuid(out, str_from(app->name));
}

size_t app_site_languages(const struct app *app, const char *langs[2])
{
	static const char *const ours[] = {"sv", "en"};
	size_t count = 0;
	size_t i;
	size_t j;

	for (i = 0; !app->schema.built_in && i < app->schema.language_count;
		i++) {
		for (j = 0; j < 2; j++) {
			if (count < 2 &&
				str_is(app->schema.languages[i], ours[j]) &&
				(!count || langs[0] != ours[j]))
				langs[count++] = ours[j];
		}
	}
	if (!count)
		langs[count++] = str_is(STR("sv"), i18n_lang()) ? "sv" : "en";
	return count;
}

/* A folder is never called as a page could be, and no name is too long. */
static void put_stem(struct buf *out, struct str stem)
{
	struct str part;

	while (str_cut(&stem, '/', &part)) {
		if (part.len > NAME_LONG)
			outgoing_file_name(out, part);
		else
			buf_str(out, part);
		if (stem.len)
			buf_put(out, str_ends(part, ".html") ? "-/" : "/");
	}
}

void app_page(const struct app *app, struct str path, struct str lang,
	struct buf *out)
{
	const char *langs[2];
	size_t count = app_site_languages(app, langs);
	const char *dir = langs[0];
	struct str stem = path;
	size_t i;

	for (i = 0; i < count; i++) {
		if (str_is(lang, langs[i]))
			dir = langs[i];
	}
	if (str_ends(stem, ".md"))
		stem.len -= 3;
	if (stem.len > 3 && stem.data[stem.len - 3] == '.' &&
		str_is(str_sub(stem, stem.len - 2, stem.len), dir))
		stem.len -= 3;
	buf_printf(out, "%s/notes/", dir);
	put_stem(out, stem);
	buf_put(out, ".html");
}

void outgoing_file_name(struct buf *out, struct str text)
{
	struct buf slug = {0};

	doc_slug(&slug, text);
	if (slug.len > 100) /* the mark alone is enough */
		buf_cut(&slug, 0);
	buf_str(out, buf_slice(&slug));
	if (!slug.len || !str_eq(buf_slice(&slug), text))
		buf_printf(out, "%s%08x", slug.len ? "-" : "",
			(unsigned)hash(text, 0));
	buf_clear(&slug);
}

/* Within the years that dates have: a commit may claim any time. */
static int64_t clamp(int64_t seconds)
{
	const int64_t most = INT64_C(253402300799); /* the end of 9999 */

	return seconds < 0 ? 0 : seconds > most ? most : seconds;
}

struct date outgoing_day(int64_t seconds)
{
	return date_from_days((int32_t)(clamp(seconds) / 86400));
}

void outgoing_instant(struct buf *out, int64_t seconds, bool compact)
{
	struct date day = outgoing_day(seconds);
	int rest = (int)(clamp(seconds) % 86400);

	buf_printf(out,
		compact ? "%04d%02d%02dT%02d%02d%02dZ"
			: "%04d-%02d-%02dT%02d:%02d:%02dZ",
		day.year, day.month, day.day, rest / 3600, rest / 60 % 60,
		rest % 60);
}
