#include "sync/commit.h"

#include <string.h>

#include "base/i18n.h"
#include "sync/git.h"

enum {
	TAGS_DEEP = 8,
	PARENT_LINE = 7 + GIT_OID_HEXSZ + 1 /* "parent <id>\n" */
};

/* The id after `word` at the start of `s`, when a line feed follows. */
static bool parse_id(struct str s, const char *word, git_oid *id)
{
	size_t len = strlen(word);
	size_t end = len + GIT_OID_HEXSZ;

	if (!str_starts(s, word) || s.len <= end || s.data[end] != '\n')
		return false;
	return git_oid_fromstrn(id, s.data + len, GIT_OID_HEXSZ) == 0;
}

/* Seconds; what overflows or is no number is 0. */
static int64_t parse_time(struct str s)
{
	const int64_t most = (int64_t)1 << 40; /* some 34,000 years */
	bool negative = false;
	int64_t value = 0;
	size_t i = 0;

	if (s.len && s.data[0] == '-') {
		negative = true;
		i++;
	}
	for (; i < s.len && s.data[i] >= '0' && s.data[i] <= '9'; i++) {
		value = value * 10 + (s.data[i] - '0');
		if (value > most)
			return 0;
	}
	return negative ? -value : value;
}

/* "Name <address> seconds zone", any part of which may be missing. */
static void parse_author(struct str line, struct commit *commit)
{
	size_t open = str_find(line, '<');
	struct str rest = str_sub(line, open + 1, line.len);
	size_t close = rest.len;

	commit->author = str_trim(str_sub(line, 0, open));
	while (close && rest.data[close - 1] != '>')
		close--;
	if (!close) {
		commit->email = str_trim(rest);
		return;
	}
	commit->email = str_trim(str_sub(rest, 0, close - 1));
	commit->time = parse_time(str_trim(str_sub(rest, close, rest.len)));
}

static void parse_rest(struct str rest, struct commit *commit)
{
	struct str line;

	while (str_cut(&rest, '\n', &line) && line.len) {
		if (str_starts(line, "author ") && !commit->author.data)
			parse_author(str_sub(line, 7, line.len), commit);
	}
	commit->message = rest;
	while (str_cut(&rest, '\n', &line)) {
		commit->subject = str_trim(line);
		if (commit->subject.len)
			return;
	}
}

static bool parse_commit(struct commit *commit)
{
	struct str rest = {git_odb_object_data(commit->object),
		git_odb_object_size(commit->object)};
	git_oid id;

	if (!parse_id(rest, "tree ", &commit->tree))
		return false;
	rest = str_sub(rest, 5 + GIT_OID_HEXSZ + 1, rest.len);
	commit->parents = rest;
	while (parse_id(rest, "parent ", &id)) {
		commit->parent_count++;
		rest = str_sub(rest, PARENT_LINE, rest.len);
	}
	parse_rest(rest, commit);
	return true;
}

static bool fail(const git_oid *id, int code, struct error *err)
{
	char hex[SOURCE_ID];

	gitx_hex(id, hex);
	if (code == GIT_ENOTFOUND)
		return error_set(err, ERROR_NOT_FOUND,
			_("There is no commit %s in this repository."), hex);
	return gitx_fail(err, ERROR_IO, code,
		_("The commit %s cannot be read; try 'git fsck', or make a "
		  "fresh clone"),
		hex);
}

bool commit_read(git_odb *odb, const git_oid *id, struct commit *commit,
	struct error *err)
{
	struct commit found = {0};
	git_oid at = *id;
	int deep;

	for (deep = 0; deep < TAGS_DEEP; deep++) {
		int code = git_odb_read(&found.object, odb, &at);
		git_object_t type;
		struct str text;

		if (code < 0)
			return fail(&at, code, err);
		type = git_odb_object_type(found.object);
		if (type == GIT_OBJECT_COMMIT && parse_commit(&found)) {
			*commit = found;
			return true;
		}
		text.data = git_odb_object_data(found.object);
		text.len = git_odb_object_size(found.object);
		if (type != GIT_OBJECT_TAG || !parse_id(text, "object ", &at))
			break;
		commit_clear(&found);
	}
	commit_clear(&found);
	git_error_set_str(GIT_ERROR_OBJECT, _("it is no commit"));
	return fail(id, GIT_ERROR, err);
}

void commit_clear(struct commit *commit)
{
	if (!commit)
		return;
	git_odb_object_free(commit->object);
	*commit = (struct commit){0};
}

bool commit_parent(const struct commit *commit, size_t index, git_oid *id)
{
	if (index >= commit->parent_count)
		return false;
	return parse_id(str_sub(commit->parents, index * PARENT_LINE,
				commit->parents.len),
		"parent ", id);
}

bool commit_tree(
	git_odb *odb, const git_oid *id, git_oid *tree, struct error *err)
{
	struct commit commit = {0};

	if (!commit_read(odb, id, &commit, err))
		return false;
	*tree = commit.tree;
	commit_clear(&commit);
	return true;
}
