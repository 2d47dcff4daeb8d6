#include "content/render_private.h"

#include "base/i18n.h"

/* The words of an image's text alternative, or of anything else below. */
static void plain_text(struct buf *out, const struct node *root)
{
	const struct node *node = root;

	while ((node = node_next(root, node)) != NULL) {
		if (node->type == NODE_SOFTBREAK ||
			node->type == NODE_LINEBREAK) {
			buf_byte(out, ' ');
		} else {
			buf_str(out, node->text);
		}
	}
}

/* "b.png" of "../a/b.png?size=2". */
static struct str file_of(struct str url)
{
	struct str path = str_sub(url, 0, str_find(url, '#'));
	struct str part, file = {0};

	if (str_starts(url, "data:")) {
		return STR("data");
	}
	path = str_sub(path, 0, str_find(path, '?'));
	while (str_cut(&path, '/', &part)) {
		file = part;
	}
	return file;
}

static void image(struct layout *layout, const struct node *node,
	unsigned style, int link)
{
	struct buf words = {0};
	struct buf file = {0};
	struct buf out = {0};
	bool has_words;

	plain_text(&words, node);
	buf_str(&file, file_of(node->url));
	has_words = str_trim(buf_slice(&words)).len > 0;
	if (has_words && file.len > 0) {
		buf_printf(&out, _("[image: %s, %s]"), buf_text(&words),
			buf_text(&file));
	} else if (has_words || file.len > 0) {
		buf_printf(&out, _("[image: %s]"),
			buf_text(has_words ? &words : &file));
	} else {
		buf_put(&out, _("[image]"));
	}
	layout->hidden += flow_text(&layout->flow, buf_slice(&out),
		style | STYLE_LINK, link >= 0 ? link : node->index);
	buf_clear(&out);
	buf_clear(&file);
	buf_clear(&words);
}

/* The text, or the address where there is none, and " [n]". */
static void link_text(
	struct layout *layout, const struct node *node, unsigned style)
{
	struct flow *flow = &layout->flow;
	int link = node->index;
	unsigned under = style | STYLE_LINK | STYLE_UNDERLINE;
	size_t before = flow->text.len;
	struct buf number = {0};

	render_inlines(layout, node, under, link);
	if (flow->text.len == before) {
		layout->hidden += flow_text(flow, node->url, under, link);
	}
	if (layout->options->numbers && link >= 0) {
		buf_printf(&number, RENDER_GLUE "[%d]", link + 1);
		flow_put(flow, buf_slice(&number), style | STYLE_LINK, link);
		buf_clear(&number);
	}
}

/* Struck text says the opposite: it is marked where no style is shown. */
static void strike(struct layout *layout, const struct node *node,
	unsigned style, int link)
{
	struct str sign = layout->options->plain ? STR("~~") : STR("");

	style |= STYLE_STRIKE;
	flow_put(&layout->flow, sign, style, link);
	render_inlines(layout, node, style, link);
	flow_put(&layout->flow, sign, style, link);
}

static void footnote_ref(struct layout *layout, const struct node *node,
	unsigned style, int link)
{
	struct buf out = {0};

	buf_put(&out, "[^");
	if (node->number > 0) {
		buf_printf(&out, "%d", node->number);
	} else {
		buf_str(&out, node->text);
	}
	buf_put(&out, "]");
	layout->hidden += flow_text(
		&layout->flow, buf_slice(&out), style | STYLE_LINK, link);
	buf_clear(&out);
}

static void inline_node(struct layout *layout, const struct node *node,
	unsigned style, int link)
{
	struct flow *flow = &layout->flow;

	switch (node->type) {
	case NODE_TEXT:
	case NODE_HTML:
		layout->hidden += flow_text(flow, node->text, style, link);
		break;
	case NODE_CODE:
		layout->hidden +=
			flow_text(flow, node->text, style | STYLE_CODE, link);
		break;
	case NODE_SOFTBREAK:
		flow_break(flow);
		flow_put(flow, STR(" "), style, link);
		break;
	case NODE_LINEBREAK:
		flow_break(flow);
		flow_put(flow, STR("\n"), style, link);
		break;
	case NODE_EMPH:
		render_inlines(layout, node, style | STYLE_ITALIC, link);
		break;
	case NODE_STRONG:
		render_inlines(layout, node, style | STYLE_BOLD, link);
		break;
	case NODE_STRIKE:
		strike(layout, node, style, link);
		break;
	case NODE_LINK:
		link_text(layout, node, style);
		break;
	case NODE_IMAGE:
		image(layout, node, style, link);
		break;
	case NODE_FOOTNOTE_REF:
		footnote_ref(layout, node, style, link);
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

void render_inlines(struct layout *layout, const struct node *parent,
	unsigned style, int link)
{
	const struct node *node;

	for (node = parent->first; node; node = node->next) {
		inline_node(layout, node, style, link);
	}
}
