#include "content/render_private.h"

#include <stdlib.h>

#include "base/gate.h"
#include "base/mem.h"

/* How much of the end of a flow may belong to one cluster. */
enum {
	CLUSTER_BYTES = 64
};

void flow_reset(struct flow *flow)
{
	buf_cut(&flow->text, 0);
	flow->span_count = 0;
	flow->break_count = 0;
}

void flow_clear(struct flow *flow)
{
	buf_clear(&flow->text);
	free(flow->spans);
	free(flow->breaks);
	*flow = (struct flow){0};
}

/* Give what was appended to the text since the last call a style. */
static void mark(struct flow *flow, unsigned style, int link)
{
	struct span *last = flow->span_count > 0
		? &flow->spans[flow->span_count - 1]
		: NULL;

	if (flow->text.len == (last ? last->end : 0)) {
		return;
	}
	if (last && last->style == style && last->link == link) {
		last->end = flow->text.len;
		return;
	}
	flow->spans = mem_grow(flow->spans, &flow->span_cap,
		flow->span_count + 1, sizeof(*flow->spans));
	flow->spans[flow->span_count++] =
		(struct span){flow->text.len, style, link};
}

void flow_put(struct flow *flow, struct str text, unsigned style, int link)
{
	buf_str(&flow->text, text);
	mark(flow, style, link);
}

/*
 * True for what the gate passes as it is and what cannot join the character
 * before it: printable ASCII, and letters of U+00C0 to U+024F.
 */
static bool is_simple(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		unsigned char byte = (unsigned char)text.data[i];

		if (byte >= ' ' && byte < 0x7F) {
			continue;
		}
		if (byte < 0xC3 || byte > 0xC8 || i + 1 == text.len ||
			((unsigned char)text.data[i + 1] & 0xC0) != 0x80) {
			return false;
		}
		i++;
	}
	return true;
}

/* Bytes at the end of the flow that a mark could still join. */
static size_t open_end(const struct flow *flow)
{
	size_t len = 0;

	while (len < flow->text.len && len < CLUSTER_BYTES) {
		unsigned char byte =
			(unsigned char)
				flow->text.data[flow->text.len - 1 - len];

		if (byte <= ' ') {
			break;
		}
		len++;
		if (byte < 0x80) {
			break;
		}
	}
	return len < CLUSTER_BYTES ? len : 0;
}

/*
 * The gate counts combining marks on a letter. Emphasis around each mark must
 * not let more through: what follows is judged together with what it joins.
 */
static size_t gate_joined(struct flow *flow, struct str text)
{
	size_t open = open_end(flow);
	struct buf whole = {0};
	struct buf clean = {0};
	size_t hidden;

	buf_add(&whole, buf_text(&flow->text) + flow->text.len - open, open);
	buf_str(&whole, text);
	hidden = gate_text(&clean, buf_slice(&whole), GATE_LINE);
	buf_str(&flow->text, str_sub(buf_slice(&clean), open, clean.len));
	buf_clear(&whole);
	buf_clear(&clean);
	return hidden;
}

size_t flow_text(struct flow *flow, struct str text, unsigned style, int link)
{
	size_t hidden = 0;

	if (is_simple(text)) {
		buf_str(&flow->text, text);
	} else if (text.len > 0 && (unsigned char)text.data[0] >= 0xCC) {
		hidden = gate_joined(flow, text);
	} else {
		hidden = gate_text(&flow->text, text, GATE_LINE);
	}
	mark(flow, style, link);
	return hidden;
}

void flow_break(struct flow *flow)
{
	flow->breaks = mem_grow(flow->breaks, &flow->break_cap,
		flow->break_count + 1, sizeof(*flow->breaks));
	flow->breaks[flow->break_count++] = flow->text.len;
}

struct range flow_begin(const struct flow *flow)
{
	return (struct range){flow->text.len, flow->text.len, flow->span_count};
}

struct range flow_end(const struct flow *flow, struct range range)
{
	range.to = flow->text.len;
	if (range.span > 0 && flow->spans[range.span - 1].end > range.from) {
		range.span--; /* the text before had the same style */
	}
	return range;
}

void flow_copy(struct flow *flow, struct range range)
{
	size_t at = range.from;

	for (size_t i = range.span; at < range.to; i++) {
		struct span span = flow->spans[i];
		size_t end = span.end < range.to ? span.end : range.to;

		if (end <= at) {
			continue;
		}
		buf_room(&flow->text, end - at);
		buf_add(&flow->text, flow->text.data + at, end - at);
		mark(flow, span.style, span.link);
		at = end;
	}
}

void flow_cut(struct flow *flow, struct range range)
{
	buf_cut(&flow->text, range.from);
	while (flow->span_count > 0 &&
		flow->spans[flow->span_count - 1].end > range.from) {
		struct span *last = &flow->spans[flow->span_count - 1];
		size_t before = flow->span_count > 1 ? last[-1].end : 0;

		if (before < range.from) {
			last->end = range.from;
			break;
		}
		flow->span_count--;
	}
}
