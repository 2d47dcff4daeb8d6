#include "sync/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/odb_backend.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "sync/git.h"

enum {
	CHUNK = 256 * 1024,
	HEADER_MAX = 16 * 1024 * 1024,
	REFS_MAX = 100 * 1000
};

static const char head_two[] = "# v2 git bundle\n";
static const char head_three[] = "# v3 git bundle\n";

static int open_regular(const char *path, int64_t *size)
{
	struct stat info;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);

	if (fd >= 0 && (fstat(fd, &info) < 0 || !S_ISREG(info.st_mode))) {
		close(fd);
		fd = -1;
		errno = EINVAL;
	}
	if (fd >= 0)
		*size = info.st_size;
	return fd;
}

bool bundle_is(const char *path)
{
	char start[sizeof(head_two) - 1];
	int64_t size;
	int fd = open_regular(path, &size);
	bool yes = false;

	if (fd < 0)
		return false;
	if (pread(fd, start, sizeof(start), 0) == (ssize_t)sizeof(start))
		yes = memcmp(start, head_two, sizeof(start)) == 0 ||
			memcmp(start, head_three, sizeof(start)) == 0;
	close(fd);
	return yes;
}

static bool broken(struct error *err)
{
	return error_set(err, ERROR_NETWORK,
		_("The bundle is damaged or was copied only in part. Get it "
		  "again."));
}

static bool take_id(struct str *line, git_oid *id)
{
	if (line->len < GIT_OID_HEXSZ ||
		git_oid_fromstrn(id, line->data, GIT_OID_HEXSZ) < 0)
		return false;
	*line = str_sub(*line, GIT_OID_HEXSZ, line->len);
	return line->len == 0 || line->data[0] == ' ';
}

static bool take_capability(struct str line, struct error *err)
{
	struct buf shown = {0};

	if (str_is(line, "object-format=sha1"))
		return true;
	gate_remote(&shown, line);
	error_set(err, ERROR_NETWORK,
		_("The bundle needs '%s', which this program does not know."),
		buf_text(&shown));
	buf_clear(&shown);
	return false;
}

static bool take_line(struct bundle *b, struct str line, struct error *err)
{
	git_oid id;

	if (line.data[0] == '@')
		return take_capability(str_sub(line, 1, line.len), err);
	if (b->count + b->need_count >= REFS_MAX)
		return broken(err);
	if (line.data[0] == '-') {
		line = str_sub(line, 1, line.len);
		if (!take_id(&line, &id))
			return broken(err);
		b->needs = mem_grow(b->needs, &b->need_cap, b->need_count + 1,
			sizeof(*b->needs));
		b->needs[b->need_count++] = id;
		return true;
	}
	if (!take_id(&line, &id) || line.len < 2 ||
		memchr(line.data, '\0', line.len))
		return broken(err);
	b->refs = mem_grow(b->refs, &b->cap, b->count + 1, sizeof(*b->refs));
	b->refs[b->count].id = id;
	b->refs[b->count++].name = str_copy(str_sub(line, 1, line.len));
	return true;
}

/* The header ends with an empty line; true with *end after it. */
static bool take_header(
	struct bundle *b, struct str text, int64_t *end, struct error *err)
{
	size_t at = sizeof(head_two) - 1;

	for (;;) {
		struct str rest = str_sub(text, at, text.len);
		size_t len = str_find(rest, '\n');

		if (len == rest.len)
			return broken(err);
		at += len + 1;
		if (len == 0) {
			*end = (int64_t)at;
			return true;
		}
		if (!take_line(b, str_sub(rest, 0, len), err))
			return false;
	}
}

/* Append until the empty line is in it. */
static bool read_header(int fd, struct buf *text)
{
	while (text->len < HEADER_MAX) {
		ssize_t got = pread(
			fd, buf_room(text, CHUNK), CHUNK, (off_t)text->len);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		text->len += (size_t)got;
		if (str_find_text(buf_slice(text), "\n\n") < text->len)
			return true;
	}
	return false;
}

bool bundle_open(struct bundle *bundle, const char *path, struct error *err)
{
	struct bundle b = {.fd = -1};
	struct buf text = {0};
	bool ok = false;

	b.fd = open_regular(path, &b.size);
	if (b.fd < 0) {
		error_errno(
			err, ERROR_NETWORK, _("The bundle cannot be opened"));
		goto out;
	}
	if (!read_header(b.fd, &text)) {
		broken(err);
		goto out;
	}
	ok = take_header(&b, buf_slice(&text), &b.pack, err);
out:
	buf_clear(&text);
	if (ok)
		*bundle = b;
	else
		bundle_close(&b);
	return ok;
}

void bundle_close(struct bundle *bundle)
{
	if (!bundle)
		return;
	if (bundle->fd > 0)
		close(bundle->fd);
	for (size_t i = 0; i < bundle->count; i++)
		free(bundle->refs[i].name);
	free(bundle->refs);
	free(bundle->needs);
	*bundle = (struct bundle){.fd = -1};
}

static bool has_needs(const struct bundle *b, git_odb *odb, struct error *err)
{
	for (size_t i = 0; i < b->need_count; i++) {
		if (!git_odb_exists(odb, &b->needs[i]))
			return error_set(err, ERROR_NETWORK,
				_("The bundle builds on commits that are not "
				  "here. Get an earlier one first, or one "
				  "with everything in it."));
	}
	return true;
}

static bool feed(struct bundle *b, git_odb_writepack *pack, struct transport *t)
{
	git_indexer_progress stats = {0};
	char *chunk = mem_alloc(CHUNK);
	off_t at = (off_t)b->pack;
	int code = 0;

	while (code == 0) {
		ssize_t got = pread(b->fd, chunk, CHUNK, at);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			error_errno(&t->err, ERROR_IO,
				_("Reading the bundle failed"));
		if (got < 0 || (got > 0 && !transport_count(t, (size_t)got)))
			code = transport_stop(t);
		if (got <= 0 || code < 0)
			break;
		at += got;
		code = pack->append(pack, chunk, (size_t)got, &stats);
	}
	free(chunk);
	if (code == 0)
		code = pack->commit(pack, &stats);
	if (code == 0)
		return true;
	return t->err.kind ? false
			   : gitx_fail(&t->err, ERROR_NETWORK, code,
				     _("The bundle is damaged or was copied "
				       "only in part. Get it again"));
}

bool bundle_unpack(
	struct bundle *bundle, git_repository *repo, struct transport *t)
{
	git_odb_writepack *pack = NULL;
	git_odb *odb = NULL;
	bool ok = false;
	int code = git_repository_odb(&odb, repo);

	t->asked = true;
	if (code == 0 && !has_needs(bundle, odb, &t->err))
		goto out;
	if (code == 0)
		code = git_odb_write_pack(&pack, odb, transport_indexed, t);
	if (code < 0 || !pack) {
		gitx_fail(&t->err, ERROR_IO, code,
			_("The bundle cannot be unpacked"));
		goto out;
	}
	ok = transport_phase(t, PULL_RECEIVE) && feed(bundle, pack, t);
out:
	if (pack)
		pack->free(pack);
	git_odb_free(odb);
	return ok;
}
