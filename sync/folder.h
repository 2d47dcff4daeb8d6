#ifndef FYR_SYNC_FOLDER_H
#define FYR_SYNC_FOLDER_H

/*
 * The notes in a folder on disk, by a walk that follows no link, crosses no
 * name that sync/tree.h calls unsafe, and knows nothing of git: whoever asks
 * decides which folders are entered.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/error.h"
#include "sync/source.h"

/* What tells one state of a file from another without reading it. */
struct folder_stamp {
	int64_t size, mtime_ns, ctime_ns;
	uint64_t inode;
};

struct folder_file {
	const char *path; /* relative */
	struct folder_stamp stamp;
	bool nested; /* inside a folder with a .git of its own */
};

struct folder {
	struct folder_file *files; /* sorted by path in bytes */
	size_t count, cap;
	const char **closed; /* folders that could not be read: "a/b/" */
	size_t closed_count, closed_cap;
	bool partial; /* too many entries: not all are here */
	struct arena arena;
};

struct folder_rules {
	/* Whether to enter a folder; NULL: all. */
	bool (*enter)(const char *path, bool nested, void *arg);
	source_skip *skip;
	void *arg; /* of both */
};

/* Fill an empty folder from the open folder `root`, which stays open. */
bool folder_scan(int root, const struct folder_rules *rules,
	struct folder *folder, struct error *err);
void folder_clear(struct folder *folder);

/* True when `path` may exist although the scan did not see it. */
bool folder_may_hide(const struct folder *folder, const char *path);

void folder_stamp(const struct stat *info, struct folder_stamp *stamp);
void folder_version(const struct folder_stamp *stamp, char version[SOURCE_ID]);

/* Open the folder `path` for folder_scan and file_read_beneath; -1 fails. */
int folder_open(const char *path, struct error *err);

#endif
