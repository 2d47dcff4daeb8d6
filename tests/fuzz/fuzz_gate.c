/* Whatever goes in, what comes out is clean, and stays as it is. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#include "base/gate.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct buf once = {0};
	struct buf twice = {0};

	gate_text(&once, text, GATE_BODY);
	assert(utf8_valid(buf_slice(&once)));
	assert(gate_is_clean(buf_slice(&once), GATE_BODY));
	gate_text(&twice, buf_slice(&once), GATE_BODY);
	assert(str_eq(buf_slice(&once), buf_slice(&twice)));
	buf_cut(&twice, 0);
	gate_remote(&twice, text);
	assert(gate_is_clean(buf_slice(&twice), GATE_LINE));
	buf_cut(&twice, 0);
	utf8_fold(&twice, text);
	utf8_sort_key(&twice, text);
	buf_clear(&once);
	buf_clear(&twice);
	return 0;
}
