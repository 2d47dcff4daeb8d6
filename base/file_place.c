/* The part of base/file.h about names of files and where ours are. */
#include "base/file.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <sys/vfs.h>
#include <unistd.h>

#include "base/i18n.h"
#include "base/mem.h"

void file_join(struct buf *out, const char *dir, const char *name)
{
	struct str folder = str_from(dir);

	buf_str(out, folder);
	if (folder.len > 0 && !str_ends(folder, "/")) {
		buf_byte(out, '/');
	}
	buf_put(out, name);
}

/* Offset after the last slash; 0 without one. */
static size_t name_start(struct str path)
{
	size_t at = path.len;

	while (at > 0 && path.data[at - 1] != '/') {
		at--;
	}
	return at;
}

struct str file_name(struct str path)
{
	return str_sub(path, name_start(path), path.len);
}

struct str file_dir(struct str path)
{
	size_t at = name_start(path);

	if (at == 0) {
		return STR(".");
	}
	return str_sub(path, 0, at > 1 ? at - 1 : 1);
}

/* Append the result of a call that fills as much as there is room for. */
static bool add_growing(struct buf *out, bool (*call)(char *to, size_t room))
{
	for (size_t room = 256; room <= 65536; room *= 2) {
		char *to = buf_room(out, room);

		if (call(to, room)) {
			out->len += str_from(to).len;
			return true;
		}
	}
	return false;
}

static bool current_dir(char *to, size_t room)
{
	return getcwd(to, room) != NULL;
}

/* A link that fills the room may have been cut. */
static bool program_path(char *to, size_t room)
{
	ssize_t len = readlink("/proc/self/exe", to, room);

	if (len < 0 || (size_t)len >= room) {
		return false;
	}
	to[len] = '\0';
	return true;
}

void file_absolute(struct buf *out, const char *path)
{
	struct str rest = str_from(path);
	struct buf dir = {0};

	if (path[0] == '/') {
		buf_put(out, path);
		return;
	}
	while (str_starts(rest, "./")) {
		rest = str_sub(rest, 2, rest.len);
	}
	if (!add_growing(&dir, current_dir)) {
		buf_put(out, path);
	} else if (rest.len == 0 || str_is(rest, ".")) {
		buf_str(out, buf_slice(&dir));
	} else {
		file_join(out, buf_text(&dir), rest.data);
	}
	buf_clear(&dir);
}

bool file_program_dir(struct buf *out)
{
	struct buf path = {0};
	bool ok = add_growing(&path, program_path);

	if (ok) {
		buf_str(out, file_dir(buf_slice(&path)));
	}
	buf_clear(&path);
	return ok;
}

/* The value of a variable when it is an absolute path; else NULL. */
static const char *absolute_variable(const char *name)
{
	const char *value = getenv(name);

	return value && value[0] == '/' ? value : NULL;
}

static const char *home(void)
{
	const char *value = absolute_variable("HOME");
	const struct passwd *user;

	if (value) {
		return value;
	}
	user = getpwuid(getuid());
	return user && user->pw_dir && user->pw_dir[0] == '/' ? user->pw_dir
							      : NULL;
}

bool file_place(enum file_place place, struct buf *out, struct error *err)
{
	static const struct {
		const char *variable;
		const char *folder; /* below HOME */
	} places[] = {[FILE_CONFIG] = {"XDG_CONFIG_HOME", ".config"},
		[FILE_STATE] = {"XDG_STATE_HOME", ".local/state"},
		[FILE_CACHE] = {"XDG_CACHE_HOME", ".cache"},
		[FILE_DATA] = {"XDG_DATA_HOME", ".local/share"}};
	const char *base = absolute_variable(places[place].variable);
	const char *folder = "";

	if (!base) {
		base = home();
		folder = places[place].folder;
	}
	if (!base) {
		return error_set(err, ERROR_CONFIG,
			_("Your home folder is not known, so fyr has no place "
			  "for its files. Set HOME or %s to a folder."),
			places[place].variable);
	}
	file_join(out, base, folder);
	if (!str_ends(buf_slice(out), "/")) {
		buf_byte(out, '/');
	}
	buf_put(out, "fyr");
	return true;
}

static bool is_remote_type(uint32_t type)
{
	/* nfs, smb, cifs, smb2, fuse, afs (two), 9p, coda, ncp, ceph, */
	/* lustre, vboxsf, gfs2, ocfs2 */
	static const uint32_t remote[] = {0x6969, 0x517B, 0xFF534D42,
		0xFE534D42, 0x65735546, 0x5346414F, 0x6B414653, 0x01021997,
		0x73757245, 0x564C, 0x00C36400, 0x0BD00BD0, 0x786F4256,
		0x01161970, 0x7461636F};

	for (size_t i = 0; i < sizeof(remote) / sizeof(remote[0]); i++) {
		if (type == remote[i]) {
			return true;
		}
	}
	return false;
}

/* Of a path that does not exist yet, the nearest folder that does counts. */
bool file_is_remote(const char *path)
{
	char *at = str_copy(str_from(path));
	struct statfs info;
	bool remote = false;

	while (statfs(at, &info) != 0) {
		struct str up = file_dir(str_from(at));
		char *parent;

		if (errno != ENOENT || str_is(up, at)) {
			goto out;
		}
		parent = str_copy(up);
		free(at);
		at = parent;
	}
	remote = is_remote_type((uint32_t)info.f_type);
out:
	free(at);
	return remote;
}
