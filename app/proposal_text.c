/* What is to be said of a proposal before it is committed. */
#include "app/contribute.h"
#include "base/i18n.h"

void proposal_problem(const struct proposal *p, size_t n, struct buf *out)
{
	const struct problem *problem = &p->doc.problems.items[n];

	buf_printf(out, "%s:%d:%d: %s: %s: %s", buf_text(&p->path),
		problem->line, problem->column,
		problem->severity == SEVERITY_ERROR ? _("error") : _("warning"),
		problem->rule, problem->text);
}

void proposal_tell(const struct proposal *p, struct buf *out)
{
	if (p->state == PROPOSAL_CLASH)
		buf_printf(out,
			_("Somebody else changed the same meanwhile: %s. The "
			  "draft now holds both; where both changed the same, "
			  "it has your words, and the difference shows "
			  "theirs. Look at it and save it again."),
			buf_text(&p->clash));
	else if (p->merged)
		buf_put(out,
			_("Somebody else changed the note meanwhile; both "
			  "changes are in it now."));
}
