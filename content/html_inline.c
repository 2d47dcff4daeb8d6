#include "content/html_private.h"

#include <string.h>

#include "base/gate.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "content/address.h"

static bool is_xml(uint32_t code)
{
	return code == '\t' || code == '\n' || code == '\r' ||
		(code >= 0x20 && code != 0xFFFE && code != 0xFFFF &&
			(code < 0x7F || code > 0x9F));
}

/* What to write instead of a character; NULL: the character itself. */
static const char *instead_of(uint32_t code)
{
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	case UTF8_REPLACEMENT:
		return "\uFFFD"; /* perhaps for bytes that are no UTF-8 */
	}
	return is_xml(code) ? NULL : "";
}

static uint32_t next_code(struct str *rest)
{
	unsigned char first = (unsigned char)*rest->data;

	if (first >= 0x80) {
		return utf8_next(rest);
	}
	*rest = (struct str){rest->data + 1, rest->len - 1};
	return first;
}

void html_text(struct buf *out, struct str text)
{
	const char *from = text.data;

	while (text.len > 0) {
		const char *at = text.data;
		const char *instead = instead_of(next_code(&text));

		if (instead) {
			buf_add(out, from, (size_t)(at - from));
			buf_put(out, instead);
			from = text.data;
		}
	}
	if (text.data > from) {
		buf_add(out, from, (size_t)(text.data - from));
	}
}

/* An attribute with its blank before and its quotes. */
void html_attribute(struct buf *out, const char *name, struct str value)
{
	buf_printf(out, " %s=\"", name);
	html_text(out, value);
	buf_byte(out, '"');
}

void html_void(struct html *html)
{
	buf_put(html->out, html->options && html->options->page ? ">" : " />");
}

static int hex_value(char byte)
{
	int letter = byte | ('A' ^ 'a');

	if (byte >= '0' && byte <= '9') {
		return byte - '0';
	}
	return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/*
 * The part of an address that could hold a scheme, as the most lenient of
 * readers would see it: without blanks and control characters, %3A decoded.
 * Stops before the first "/", "?" or "#", and behind a ":".
 */
static struct str leading_part(struct buf *out, struct str url)
{
	for (size_t i = 0; i < url.len; i++) {
		unsigned char byte = (unsigned char)url.data[i];

		if (byte == '%' && i + 2 < url.len &&
			hex_value(url.data[i + 1]) >= 0 &&
			hex_value(url.data[i + 2]) >= 0) {
			byte = (unsigned char)(hex_value(url.data[i + 1]) * 16 +
				hex_value(url.data[i + 2]));
			i += 2;
		}
		if (byte <= ' ' || byte == 0x7F) {
			continue;
		}
		if (byte == '/' || byte == '\\' || byte == '?' || byte == '#') {
			break;
		}
		buf_byte(out, (char)byte);
		if (byte == ':') {
			break;
		}
	}
	return buf_slice(out);
}

/* "//host" and its disguises "\\host" and "/\host" leave the site. */
static bool leaves_site(struct str url)
{
	int slashes = 0;

	for (size_t i = 0; i < url.len && slashes < 2; i++) {
		unsigned char byte = (unsigned char)url.data[i];

		if (byte == '/' || byte == '\\') {
			slashes++;
		} else if (byte > ' ' && byte != 0x7F) {
			break;
		}
	}
	return slashes == 2;
}

enum address {
	ADDRESS_REFUSED,
	ADDRESS_RELATIVE,
	ADDRESS_HTTPS,
	ADDRESS_OTHER
};

static enum address judge(struct str url)
{
	struct buf buf = {0};
	struct str part = leading_part(&buf, url);
	enum address address = ADDRESS_REFUSED;

	if (str_eq_nocase(part, STR("https:"))) {
		address = address_is_web(url) ? ADDRESS_HTTPS : ADDRESS_REFUSED;
	} else if (str_eq_nocase(part, STR("http:"))) {
		address = address_is_web(url) ? ADDRESS_OTHER : ADDRESS_REFUSED;
	} else if (str_eq_nocase(part, STR("mailto:")) ||
		str_eq_nocase(part, STR("tel:"))) {
		address = ADDRESS_OTHER;
	} else if (!str_ends(part, ":") && !leaves_site(url) &&
		(str_find(part, '&') == part.len ||
			str_find(url, ';') == url.len)) {
		/* "java&#115;cript:" may be decoded once more by somebody */
		address = ADDRESS_RELATIVE;
	}
	buf_clear(&buf);
	return address;
}

static void put_address(struct buf *out, const char *name, struct str url)
{
	struct buf clean = {0};

	address_put(&clean, url);
	html_attribute(out, name, buf_slice(&clean));
	buf_clear(&clean);
}

/* The address to write for a link or an image; false: leave it out. */
static bool resolve(struct html *html, const struct node *node, struct buf *url)
{
	const struct html_options *options = html->options;
	enum address address;

	if (options && options->resolve && node->index >= 0 &&
		(size_t)node->index < html->doc->link_count) {
		const struct link *link = &html->doc->links[node->index];

		if (!options->resolve(link, url, options->arg)) {
			return false;
		}
	} else {
		buf_str(url, node->url);
	}
	address = judge(buf_slice(url));
	if (node->type == NODE_IMAGE) {
		return address == ADDRESS_RELATIVE || address == ADDRESS_HTTPS;
	}
	return address != ADDRESS_REFUSED;
}

/* Links that leave the site say so to programs; mail and telephone do not. */
static void put_rel(struct html *html, struct str url)
{
	const char *rel = html->options ? html->options->rel : NULL;

	if (rel &&
		(str_eq_nocase(str_sub(url, 0, 5), STR("http:")) ||
			str_eq_nocase(str_sub(url, 0, 6), STR("https:")))) {
		html_attribute(html->out, "rel", str_from(rel));
	}
}

/* What a [[link]] is called when it has only its target for a text. */
static bool put_name(struct html *html, const struct node *node)
{
	const struct html_options *options = html->options;
	const struct link *link;
	struct buf name = {0};
	bool named;

	if (!options || !options->name || !node->wiki || node->index < 0 ||
		(size_t)node->index >= html->doc->link_count) {
		return false;
	}
	link = &html->doc->links[node->index];
	named = str_eq(link->text, link->url) &&
		options->name(link, &name, options->arg);
	if (named) {
		html_text(html->out, buf_slice(&name));
	}
	buf_clear(&name);
	return named;
}

static void link_node(struct html *html, const struct node *node)
{
	struct buf url = {0};
	bool open = !html->in_link && resolve(html, node, &url);

	if (open) {
		buf_put(html->out, "<a");
		put_address(html->out, "href", buf_slice(&url));
		if (node->title.len > 0) {
			html_attribute(html->out, "title", node->title);
		}
		put_rel(html, str_trim(buf_slice(&url)));
		buf_byte(html->out, '>');
		html->in_link = true;
	}
	if (!put_name(html, node)) {
		html_inlines(html, node);
		/* A link that shows nothing could not be found. */
		if (html_is_blank(node)) {
			html_text(html->out, node->url);
		}
	}
	if (open) {
		buf_put(html->out, "</a>");
		html->in_link = false;
	}
	buf_clear(&url);
}

static void image(struct html *html, const struct node *node)
{
	const struct node *below = node;
	struct buf words = {0};
	struct buf url = {0};

	while ((below = node_next(node, below)) != NULL) {
		if (below->type == NODE_SOFTBREAK ||
			below->type == NODE_LINEBREAK) {
			buf_byte(&words, ' ');
		} else {
			buf_str(&words, below->text);
		}
	}
	if (resolve(html, node, &url)) {
		buf_put(html->out, "<img");
		put_address(html->out, "src", buf_slice(&url));
		html_attribute(html->out, "alt", buf_slice(&words));
		if (node->title.len > 0) {
			html_attribute(html->out, "title", node->title);
		}
		html_void(html);
	} else {
		html_text(html->out,
			words.len > 0 ? buf_slice(&words) : node->url);
	}
	buf_clear(&words);
	buf_clear(&url);
}

bool html_is_blank(const struct node *node)
{
	struct buf text = {0};
	struct buf shown = {0};
	bool blank;

	doc_plain(&text, node);
	html_text(&shown, buf_slice(&text));
	blank = gate_is_blank(buf_slice(&shown));
	buf_clear(&shown);
	buf_clear(&text);
	return blank;
}

/* "fn:1" for a note, "fnref:1", "fnref:1:2" for the places that name it. */
static void footnote_ref(struct html *html, const struct node *node)
{
	struct buf *out = html->out;
	size_t number = node->number > 0 ? (size_t)node->number : 0;
	int use;

	if (number == 0 || html->in_link) {
		buf_put(out, "[^");
		html_text(out, node->text);
		buf_byte(out, ']');
		return;
	}
	html->uses = mem_grow(
		html->uses, &html->uses_cap, number + 1, sizeof(*html->uses));
	use = ++html->uses[number];
	buf_printf(out, "<sup><a id=\"fnref:%zu", number);
	if (use > 1) {
		buf_printf(out, ":%d", use);
	}
	buf_printf(out,
		"\" href=\"#fn:%zu\" role=\"doc-noteref\">%zu</a></sup>",
		number, number);
}

static void wrapped(struct html *html, const struct node *node, const char *tag)
{
	buf_printf(html->out, "<%s>", tag);
	html_inlines(html, node);
	buf_printf(html->out, "</%s>", tag);
}

static void inline_node(struct html *html, const struct node *node)
{
	struct buf *out = html->out;

	switch (node->type) {
	case NODE_TEXT:
	case NODE_HTML:
		html_text(out, node->text);
		break;
	case NODE_SOFTBREAK:
		buf_byte(out, '\n');
		break;
	case NODE_LINEBREAK:
		buf_put(out, "<br");
		html_void(html);
		buf_byte(out, '\n');
		break;
	case NODE_CODE:
		buf_put(out, "<code>");
		html_text(out, node->text);
		buf_put(out, "</code>");
		break;
	case NODE_EMPH:
		wrapped(html, node, "em");
		break;
	case NODE_STRONG:
		wrapped(html, node, "strong");
		break;
	case NODE_STRIKE:
		wrapped(html, node, "del");
		break;
	case NODE_LINK:
		link_node(html, node);
		break;
	case NODE_IMAGE:
		image(html, node);
		break;
	case NODE_FOOTNOTE_REF:
		footnote_ref(html, node);
		break;
	case NODE_DOCUMENT:
	case NODE_QUOTE:
	case NODE_LIST:
	case NODE_ITEM:
	case NODE_CODE_BLOCK:
	case NODE_HTML_BLOCK:
	case NODE_PARAGRAPH:
	case NODE_HEADING:
	case NODE_RULE:
	case NODE_TABLE:
	case NODE_ROW:
	case NODE_CELL:
	case NODE_FOOTNOTE:
		break;
	}
}

void html_inlines(struct html *html, const struct node *parent)
{
	const struct node *node;

	for (node = parent->first; node; node = node->next) {
		inline_node(html, node);
	}
}
