#ifndef FYR_BASE_FILE_H
#define FYR_BASE_FILE_H

/*
 * Files and folders: bounded reads that follow no symbolic link out of a
 * folder, writes that are whole or not there, and the places of the XDG Base
 * Directory Specification. Paths are bytes, NUL-terminated; error texts show
 * them through the gate. Every descriptor is opened close-on-exec.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/*
 * Append the content of a regular file of at most `max` bytes. A folder, a
 * device, a fifo or a larger file is ERROR_IO; a missing one ERROR_NOT_FOUND.
 * Never blocks on a fifo.
 */
bool file_read(
	const char *path, size_t max, struct buf *out, struct error *err);

/*
 * As file_read, for `path` relative to the open folder `dir`, without
 * following any symbolic link and without leaving it (openat2 with
 * RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS; component by component with O_NOFOLLOW
 * where the kernel has none). A link is ERROR_REFUSED.
 */
bool file_read_beneath(int dir, const char *path, size_t max, struct buf *out,
	struct error *err);

/*
 * Write a file so that the path holds either its old content or all of the
 * new one, also after a crash: temporary file beside it, fsync, rename, fsync
 * of the folder. `mode` is the permission bits (0600, 0644).
 */
bool file_write(
	const char *path, struct str content, unsigned mode, struct error *err);

/* All of `content` at the place of an open file; false with errno. */
bool file_write_all(int fd, struct str content);

/* Make a folder and its parents with `mode`; existing ones are fine. */
bool file_mkdirs(const char *path, unsigned mode, struct error *err);

bool file_exists(const char *path);
bool file_is_dir(const char *path);
bool file_is_regular(const char *path); /* follows links */

/* A folder without any entry. */
bool file_is_empty_dir(const char *path);

/* Remove a file, or a folder with all below it; missing is fine. */
bool file_remove_tree(const char *path, struct error *err);

/* Copy all regular files below `from` to the folder `to`; links are skipped. */
bool file_copy_tree(const char *from, const char *to, struct error *err);

/* Append `dir` + "/" + `name`. */
void file_join(struct buf *out, const char *dir, const char *name);

/* The part after the last slash; the part before it ("." without one). */
struct str file_name(struct str path);
struct str file_dir(struct str path);

/* Append the absolute form of `path` (the current folder before it). */
void file_absolute(struct buf *out, const char *path);

enum file_place {
	FILE_CONFIG, /* XDG_CONFIG_HOME, ~/.config */
	FILE_STATE, /* XDG_STATE_HOME, ~/.local/state */
	FILE_CACHE, /* XDG_CACHE_HOME, ~/.cache */
	FILE_DATA /* XDG_DATA_HOME, ~/.local/share */
};

/*
 * Append the folder of fyr in such a place ("…/fyr"), without making it.
 * Relative values of the variables are ignored, as the specification says.
 * ERROR_CONFIG when neither the variable nor HOME nor the user's entry in the
 * password file names one.
 */
bool file_place(enum file_place place, struct buf *out, struct error *err);

/* Append the folder that holds the running program; false if unknown. */
bool file_program_dir(struct buf *out);

struct file_entry {
	const char *path; /* relative to the root of the walk, with slashes */
	struct stat info; /* of the entry itself, links not followed */
};

/*
 * Walk all entries below the open folder `root`, folders included, sorted by
 * name within each folder, links never followed, at most `depth` levels, until
 * `visit` returns false. `visit` returning false for a folder when *skip was
 * set means "do not enter". Unreadable folders are given to `visit` with
 * info.st_mode 0. Returns false only when `root` itself cannot be read.
 */
bool file_walk(int root, int depth,
	bool (*visit)(const struct file_entry *entry, bool *skip, void *arg),
	void *arg, struct error *err);

/* True on a network file system, where locks and mmap cannot be trusted. */
bool file_is_remote(const char *path);

#endif
