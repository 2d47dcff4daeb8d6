#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/i18n.h"

/* Bytes of `text` that end with a whole UTF-8 character. */
static size_t whole(const char *text, size_t len)
{
	size_t start = len;
	unsigned char lead;
	size_t need = 1;

	while (start > 0 && len - start < 4 &&
		((unsigned char)text[start - 1] & 0xC0) == 0x80) {
		start--;
	}
	if (start == 0) {
		return len;
	}
	lead = (unsigned char)text[--start];
	if (lead >= 0xF0) {
		need = 4;
	} else if (lead >= 0xE0) {
		need = 3;
	} else if (lead >= 0xC0) {
		need = 2;
	}
	return len - start < need ? start : len;
}

/* End `text` between characters when `wanted` bytes did not fit. */
static void cut(char *text, int wanted)
{
	if (wanted < 0) {
		text[0] = '\0';
	} else if ((size_t)wanted >= ERROR_TEXT) {
		text[whole(text, ERROR_TEXT - 1)] = '\0';
	}
}

/* What the common causes are called; the rest as the C library says it. */
static const char *reason(int code)
{
	switch (code) {
	case EACCES:
	case EPERM:
		return _("you do not have permission");
	case ENOENT:
		return _("it does not exist");
	case ENOSPC:
		return _("the disk is full");
	case EDQUOT:
		return _("your disk quota is used up");
	case EROFS:
		return _("the file system is read-only");
	case EISDIR:
		return _("it is a folder");
	case ENOTDIR:
		return _("a part of the path is not a folder");
	case ENAMETOOLONG:
		return _("the name is too long");
	case EMFILE:
	case ENFILE:
		return _("too many files are open");
	case EIO:
		return _("the disk does not answer as it should");
	case ELOOP:
		return _("it is a symbolic link or a chain of them");
	}
	return strerror(code);
}

bool error_set(struct error *err, enum error_kind kind, const char *format, ...)
{
	va_list args;

	if (!err) {
		return false;
	}
	err->kind = kind;
	va_start(args, format);
	cut(err->text, vsnprintf(err->text, sizeof(err->text), format, args));
	va_end(args);
	return false;
}

bool error_errno(
	struct error *err, enum error_kind kind, const char *format, ...)
{
	int code = errno;
	char text[ERROR_TEXT];
	va_list args;

	if (!err) {
		return false;
	}
	va_start(args, format);
	cut(text, vsnprintf(text, sizeof(text), format, args));
	va_end(args);
	error_set(err, kind, "%s: %s", text, reason(code));
	errno = code;
	return false;
}

bool error_prefix(struct error *err, const char *format, ...)
{
	char text[ERROR_TEXT];
	char old[ERROR_TEXT];
	va_list args;

	if (!err) {
		return false;
	}
	va_start(args, format);
	cut(text, vsnprintf(text, sizeof(text), format, args));
	va_end(args);
	memcpy(old, err->text, sizeof(old));
	return error_set(err, err->kind, "%s: %s", text, old);
}
