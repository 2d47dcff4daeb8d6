#include "sync/signature.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/proc.h"

enum {
	ANSWER_MOST = 4096,
	WAIT_MS = 15000
};

struct files {
	struct buf dir, allowed, signature;
};

static bool write_files(const struct signature *signature, struct files *files,
	struct error *err)
{
	const char *base = getenv("TMPDIR");

	buf_printf(&files->dir, "%s/fyr-sign.XXXXXX",
		base && *base ? base : "/tmp");
	if (!mkdtemp(files->dir.data)) {
		buf_clear(&files->dir);
		return error_errno(
			err, ERROR_IO, _("A temporary folder cannot be made"));
	}
	file_join(&files->allowed, buf_text(&files->dir), "allowed");
	file_join(&files->signature, buf_text(&files->dir), "signature");
	return file_write(buf_text(&files->allowed), signature->allowed, 0600,
		       err) &&
		file_write(buf_text(&files->signature), signature->signature,
			0600, err);
}

static void remove_files(struct files *files)
{
	if (files->dir.len)
		file_remove_tree(buf_text(&files->dir), NULL);
	buf_clear(&files->signature);
	buf_clear(&files->allowed);
	buf_clear(&files->dir);
}

static bool run(const char *const *argv, struct str input, struct buf *out,
	struct error *err)
{
	const struct proc_run run = {.argv = argv,
		.input = input,
		.max = ANSWER_MOST,
		.ms = WAIT_MS};
	struct error why = {0};
	int status = 1;

	if (!proc_run(&run, out, &status, &why)) {
		if (err)
			*err = why;
		if (err && why.kind == ERROR_NOT_FOUND)
			err->kind = ERROR_CONFIG;
		return false;
	}
	return status == 0 ||
		error_set(err, ERROR_REFUSED,
			_("the signature is of nobody who may sign, or does "
			  "not hold"));
}

/* The first of the names that ssh-keygen finds for the key. */
static struct str first_name(struct str names)
{
	names = str_sub(names, 0, str_find(names, '\n'));
	names = str_sub(names, 0, str_find(names, ','));
	return str_trim(names);
}

bool signature_verify(const struct signature *signature, struct buf *principal,
	struct error *err)
{
	struct files files = {0};
	struct buf names = {0};
	struct buf answer = {0};
	char *name = NULL;
	bool ok = false;

	if (!str_starts(signature->signature, "-----BEGIN SSH SIGNATURE-----"))
		return error_set(err, ERROR_REFUSED,
			_("the signature is not one by an SSH key"));
	if (write_files(signature, &files, err)) {
		const char *const find[] = {"ssh-keygen", "-Y",
			"find-principals", "-s", buf_text(&files.signature),
			"-f", buf_text(&files.allowed), NULL};

		ok = run(find, (struct str){0}, &names, err);
	}
	if (ok) {
		name = str_copy(first_name(buf_slice(&names)));
		const char *const verify[] = {"ssh-keygen", "-Y", "verify",
			"-f", buf_text(&files.allowed), "-I", name, "-n", "git",
			"-s", buf_text(&files.signature), NULL};

		ok = run(verify, signature->content, &answer, err);
	}
	if (ok)
		buf_put(principal, name);
	free(name);
	remove_files(&files);
	buf_clear(&answer);
	buf_clear(&names);
	return ok;
}
