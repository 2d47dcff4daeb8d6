/* The rules for names: see sync/tree.h. */

#include "sync/tree.h"

#include <string.h>

#include "base/i18n.h"
#include "base/str.h"

/* Bytes of a character that some file systems ignore in names, else 0. */
static size_t ignored_len(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.data;

	if (s.len < 3)
		return 0;
	if (p[0] == 0xEF && p[1] == 0xBB && p[2] == 0xBF)
		return 3; /* FEFF */
	if (p[0] != 0xE2)
		return 0;
	if (p[1] == 0x80 &&
		((p[2] >= 0x8C && p[2] <= 0x8F) ||
			(p[2] >= 0xAA && p[2] <= 0xAE)))
		return 3; /* 200C-F, 202A-E */
	if (p[1] == 0x81 && p[2] >= 0xAA && p[2] <= 0xAF)
		return 3; /* 206A-F */
	return 0;
}

/* ".git" as any file system would take it: ".GIT", "git~1", ".git ", … */
static bool is_git_folder(struct str part)
{
	char name[8];
	size_t len = 0;
	struct str plain;

	while (part.len && len < sizeof(name)) {
		size_t drop = ignored_len(part);

		if (!drop && (part.data[0] == ':' || part.data[0] == '\\'))
			break;
		if (!drop)
			name[len++] = part.data[0];
		part = str_sub(part, drop ? drop : 1, part.len);
	}
	while (len && (name[len - 1] == '.' || name[len - 1] == ' '))
		len--;
	plain = (struct str){name, len};
	return str_eq_nocase(plain, STR(".git")) ||
		str_eq_nocase(plain, STR("git~1"));
}

/* Nearly no name begins so, and every name is looked at. */
static bool may_be_git_folder(struct str part)
{
	unsigned char first = (unsigned char)part.data[0];

	return first >= 0x80 || first == '.' || first == 'g' || first == 'G';
}

static bool has_control(struct str part)
{
	size_t i;

	for (i = 0; i < part.len; i++) {
		unsigned char byte = (unsigned char)part.data[i];

		if (byte < 0x20 || byte == 0x7F)
			return true;
	}
	return false;
}

const char *tree_unsafe_part(struct str part)
{
	if (!part.len || str_is(part, ".") || str_is(part, ".."))
		return _("the name is empty, \".\" or \"..\"");
	if (str_find(part, '/') < part.len)
		return _("the name holds a slash");
	if (has_control(part))
		return _("the name holds control characters");
	if (may_be_git_folder(part) && is_git_folder(part))
		return _("the name is that of git's own folder");
	return NULL;
}

const char *tree_unsafe(const char *path)
{
	struct str rest = str_from(path);
	struct str part;
	size_t depth = 0;

	if (!rest.len || rest.data[0] == '/' || rest.data[rest.len - 1] == '/')
		return _("the path is empty, absolute or ends with a slash");
	if (rest.len > TREE_PATH)
		return _("the path is longer than 4,096 bytes");
	while (str_cut(&rest, '/', &part)) {
		const char *reason = tree_unsafe_part(part);

		if (reason)
			return reason;
		if (++depth > TREE_DEPTH)
			return _("it lies more than 32 folders deep");
	}
	return NULL;
}

static bool ends_nocase(struct str name, struct str end)
{
	return name.len > end.len &&
		str_eq_nocase(str_sub(name, name.len - end.len, name.len), end);
}

bool tree_is_note_name(struct str name)
{
	return name.len && name.data[0] != '.' &&
		(ends_nocase(name, STR(".md")) ||
			ends_nocase(name, STR(".markdown")));
}

bool tree_is_note(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (path[0] == '.' || strstr(path, "/."))
		return false;
	return tree_is_note_name(str_from(slash ? slash + 1 : path));
}
