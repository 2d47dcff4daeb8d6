#include "app/difference.h"

#include "base/gate.h"

void app_difference(struct buf *out, struct str old, struct str new,
	bool colours, struct diff_counts *counts)
{
	struct buf before = {0}, after = {0};

	gate_text(&before, old, GATE_BODY);
	gate_text(&after, new, GATE_BODY);
	diff_text(out, buf_slice(&before), buf_slice(&after), colours, counts);
	buf_clear(&before);
	buf_clear(&after);
}
