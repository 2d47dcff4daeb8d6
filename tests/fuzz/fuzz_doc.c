/* Any bytes are a note: parsed, laid out at odd widths, exported. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/gate.h"
#include "content/doc.h"
#include "content/html.h"
#include "content/render.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void lay_out(const struct doc *doc, int width)
{
	struct render_options options = {0};
	struct render render = {0};
	size_t i;
	int j;

	options.width = width;
	options.numbers = true;
	options.plain = width % 2 == 0;
	render_doc(&render, doc, &options);
	for (i = 0; i < render.line_count; i++) {
		for (j = 0; j < render.lines[i].run_count; j++)
			assert(gate_is_clean(
				render.lines[i].runs[j].text, GATE_LINE));
	}
	render_clear(&render);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str file = {(const char *)data, size};
	struct buf out = {0};
	struct doc doc = {0};

	doc_parse(&doc, file);
	lay_out(&doc, 20);
	lay_out(&doc, 73);
	html_doc(&out, &doc, &(struct html_options){0});
	doc_index_text(&out, &doc, true);
	buf_clear(&out);
	doc_clear(&doc);
	return 0;
}
