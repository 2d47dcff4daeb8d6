#include "sync/commit_make.h"

#include "base/buf.h"
#include "base/i18n.h"
#include "sync/git.h"
#include "sync/person.h"
#include "sync/sign.h"

bool commit_make(const struct commit_make *make, git_oid *id, struct error *err)
{
	struct buf text = {0};
	char hex[SOURCE_ID];
	git_odb *odb = NULL;
	bool ok;
	int code;

	gitx_hex(make->tree, hex);
	buf_printf(&text, "tree %s\n", hex);
	for (size_t i = 0; i < 2 && make->parents[i]; i++) {
		gitx_hex(make->parents[i], hex);
		buf_printf(&text, "parent %s\n", hex);
	}
	buf_put(&text, "author ");
	ok = person_line(make->repo, PERSON_AUTHOR, &text, err);
	buf_put(&text, "\ncommitter ");
	ok = ok && person_line(make->repo, PERSON_COMMITTER, &text, err);
	buf_put(&text, "\n\n");
	buf_str(&text, str_trim(make->message));
	buf_byte(&text, '\n');
	ok = ok && sign_commit(make->repo, &text, err);
	if (ok) {
		code = git_repository_odb(&odb, make->repo);
		if (code == 0)
			code = git_odb_write(id, odb, text.data, text.len,
				GIT_OBJECT_COMMIT);
		git_odb_free(odb);
		ok = code == 0 ||
			gitx_fail(err, ERROR_IO, code,
				_("The commit cannot be written"));
	}
	buf_clear(&text);
	return ok;
}
