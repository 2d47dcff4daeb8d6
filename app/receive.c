#include "app/receive.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "app/receive_private.h"
#include "base/gate.h"
#include "base/i18n.h"

enum {
	HEX = 40
};

void push_say(struct push *push, const char *format, ...)
{
	struct buf text = {0};
	va_list args;

	va_start(args, format);
	buf_vprintf(&text, format, args);
	va_end(args);
	gate_text(&push->received->report, buf_slice(&text), GATE_LINE);
	buf_byte(&push->received->report, '\n');
	push->received->taken = false;
	buf_clear(&text);
}

static bool is_zero(struct str id)
{
	size_t i;

	for (i = 0; i < id.len; i++) {
		if (id.data[i] != '0')
			return false;
	}
	return true;
}

static bool each_odd(const struct snapshot_change *change, void *arg)
{
	struct push *push = arg;

	if (change->unsafe)
		push_say(push, _("%s may not stand in a hub: %s."),
			gate_name(change->path).text, change->unsafe);
	return true;
}

/* Links and bad names in any commit of the push: history keeps them all. */
static bool each_commit_odd(const struct snapshot_info *info, void *arg)
{
	struct push *push = arg;
	struct error why = {0};

	if (!snapshot_changes(push->snapshot, info->id, each_odd, push, &why))
		push_say(push, "%s", why.text);
	return true;
}

static bool judge_push(struct push *push, struct error *err)
{
	const struct snapshot_range range = {
		push->old[0] ? push->old : NULL, push->new};

	if (!push->new[0]) {
		push_say(push,
			_("%s is the hub's own branch and cannot be "
			  "deleted."),
			push->ref);
		return true;
	}
	if (push->old[0] &&
		!snapshot_is_ancestor(push->snapshot, push->old, push->new)) {
		push_say(push,
			_("%s would lose commits that others have. Fetch, "
			  "merge and push again."),
			push->ref);
		return true;
	}
	if (!snapshot_commits(
		    push->snapshot, &range, each_commit_odd, push, err) ||
		!push_rules(push, err) || !push_rights(push, err))
		return false;
	return push_check(push, err);
}

static bool take_line(struct push *push, struct str line, const char *branch,
	struct error *err)
{
	struct str old = str_sub(line, 0, HEX);
	struct str new = str_sub(line, HEX + 1, 2 * HEX + 1);
	struct str ref = str_trim(str_sub(line, 2 * HEX + 2, line.len));
	bool ok;

	if (ref.len == 0 || line.data[HEX] != ' ')
		return error_set(err, ERROR_INPUT,
			_("Standard input is not what git gives a pre-receive "
			  "hook: old id, new id and name on each line."));
	if (!str_is(ref, branch))
		return true;
	push->ref = branch;
	push->old[0] = '\0';
	push->new[0] = '\0';
	if (!is_zero(old))
		memcpy(push->old, old.data, HEX + 1);
	if (!is_zero(new))
		memcpy(push->new, new.data, HEX + 1);
	push->old[push->old[0] ? HEX : 0] = '\0';
	push->new[push->new[0] ? HEX : 0] = '\0';
	ok = judge_push(push, err);
	schema_clear(&push->schema);
	buf_clear(&push->signers.allowed);
	arena_clear(&push->arena);
	return ok;
}

bool app_receive(const struct receive *receive, struct str lines,
	struct received *received, struct error *err)
{
	struct push push = {.receive = receive, .received = received};
	char branch[SNAPSHOT_REF];
	char tip[SOURCE_ID];
	struct str line;
	bool ok;

	memset(received, 0, sizeof(*received));
	received->taken = true;
	ok = snapshot_open(receive->repository, &push.snapshot, err) &&
		snapshot_branch(push.snapshot, branch, tip, err);
	while (ok && str_cut(&lines, '\n', &line)) {
		if (line.len)
			ok = take_line(&push, line, branch, err);
	}
	snapshot_close(push.snapshot);
	return ok;
}

void received_clear(struct received *received)
{
	buf_clear(&received->report);
	memset(received, 0, sizeof(*received));
}
