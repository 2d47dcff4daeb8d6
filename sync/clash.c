#include "sync/clash.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "sync/git.h"
#include "sync/tree.h"

static const char *const words[] = {
	[CLASH_TEXT] = "text",
	[CLASH_NEW] = "new",
	[CLASH_GONE_THERE] = "gone-there",
	[CLASH_GONE_HERE] = "gone-here",
	[CLASH_MOVED] = "moved",
	[CLASH_KIND] = "kind",
	[CLASH_IN_THE_WAY] = "in-the-way",
};

static const char head[] = "Fyr-Conflict: ";
static const char resolved[] = "Fyr-Resolves: ";

static void put_id(struct buf *out, const char *name, const git_oid *id)
{
	char hex[SOURCE_ID] = "-";

	if (!git_oid_is_zero(id))
		gitx_hex(id, hex);
	buf_printf(out, " %s=%s", name, hex);
}

void clash_put(struct buf *out, const struct clash *clash)
{
	buf_printf(out, "%s%s", head, clash->path);
	put_id(out, "base", &clash->base);
	put_id(out, "mine", &clash->mine);
	put_id(out, "theirs", &clash->theirs);
	buf_printf(out, " why=%s what=%s\n", words[clash->type],
		*clash->what ? clash->what : "-");
}

/* Cut " name=value" off the end of *line. */
static bool cut_value(struct str *line, const char *name, struct str *value)
{
	size_t at = line->len;
	struct str last;

	while (at > 0 && line->data[at - 1] != ' ')
		at--;
	last = str_sub(*line, at, line->len);
	if (!at || !str_starts(last, name) || last.len <= strlen(name) ||
		last.data[strlen(name)] != '=')
		return false;
	*value = str_sub(last, strlen(name) + 1, last.len);
	*line = str_sub(*line, 0, at - 1);
	return value->len > 0;
}

static bool cut_id(struct str *line, const char *name, git_oid *id)
{
	struct str value;
	char *hex;
	bool ok;

	if (!cut_value(line, name, &value))
		return false;
	memset(id, 0, sizeof(*id));
	if (str_is(value, "-"))
		return true;
	hex = str_copy(value);
	ok = gitx_id(hex, id);
	free(hex);
	return ok;
}

static bool find_word(struct str word, enum clash_type *type)
{
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_is(word, words[i])) {
			*type = (enum clash_type)i;
			return true;
		}
	}
	return false;
}

bool clash_read(struct str line, struct clash *clash)
{
	struct clash found = {.path = NULL};
	struct str what, why;

	if (!str_starts(line, head) || !cut_value(&line, "what", &what) ||
		!cut_value(&line, "why", &why) ||
		!find_word(why, &found.type) ||
		!cut_id(&line, "theirs", &found.theirs) ||
		!cut_id(&line, "mine", &found.mine) ||
		!cut_id(&line, "base", &found.base) || line.len <= strlen(head))
		return false;
	found.path = str_copy(str_sub(line, strlen(head), line.len));
	found.what = str_copy(str_is(what, "-") ? STR("") : what);
	if (strlen(found.path) != line.len - strlen(head) ||
		tree_unsafe(found.path)) {
		clash_clear(&found);
		return false;
	}
	*clash = found;
	return true;
}

void clash_clear(struct clash *clash)
{
	if (!clash)
		return;
	free(clash->path);
	free(clash->what);
	*clash = (struct clash){.path = NULL};
}

void clash_put_resolved(struct buf *out, const git_oid *merge, const char *path)
{
	char hex[SOURCE_ID];

	gitx_hex(merge, hex);
	buf_printf(out, "%s%s %s\n", resolved, hex, path);
}

bool clash_read_resolved(struct str line, git_oid *merge, struct str *path)
{
	struct str rest = str_sub(line, strlen(resolved), line.len);
	struct str hex;
	char *text;
	bool ok;

	if (!str_starts(line, resolved) || !str_cut(&rest, ' ', &hex))
		return false;
	text = str_copy(hex);
	ok = gitx_id(text, merge) && rest.len > 0;
	free(text);
	if (ok)
		*path = rest;
	return ok;
}
