/*
 * Preloaded into a program under test: counts the calls that change files and
 * makes the n-th fail, or kills the program before it.
 *
 *     FAULT_AT=N FAULT_MODE=kill|EIO|ENOSPC|EROFS|short|always|delay
 *     FAULT_NOSWAP=1 FAULT_LOG=file
 *
 * "short": the first write from there on is cut in half, and the next one finds
 * the disk full. "always": so it stays, all calls from there on find the disk
 * full; EROFS, too, stays. "delay" stretches every swap of files, for races.
 * FAULT_NOSWAP: a file system that cannot exchange two names. With FAULT_LOG
 * the number of calls is written there at the end. Programs it starts are
 * spared.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

struct fault {
	long count, at;
	int failure; /* errno; 0: kill */
	int stays; /* and all later calls fail too */
	int cuts; /* 1: the next write is cut; 2: and the one after fails */
	int delays, no_swap;
	const char *log;
};

static struct fault *fault(void)
{
	static struct fault all;

	return &all;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void)
{
	const char *n = getenv("FAULT_AT"), *mode = getenv("FAULT_MODE");

	fault()->at = n ? strtol(n, NULL, 10) : 0;
	if (mode && strcmp(mode, "EIO") == 0)
		fault()->failure = EIO;
	else if (mode && strcmp(mode, "ENOSPC") == 0)
		fault()->failure = ENOSPC;
	else if (mode && strcmp(mode, "EROFS") == 0)
		fault()->failure = EROFS;
	else if (mode && strcmp(mode, "always") == 0)
		fault()->failure = ENOSPC;
	else if (mode && strcmp(mode, "short") == 0)
		fault()->cuts = 1;
	fault()->stays = fault()->failure == EROFS ||
		(mode && strcmp(mode, "always") == 0);
	fault()->no_swap = getenv("FAULT_NOSWAP") != NULL;
	fault()->delays = mode && strcmp(mode, "delay") == 0;
	fault()->log = getenv("FAULT_LOG");
	unsetenv("LD_PRELOAD");
}

__attribute__((destructor)) static void end(void)
{
	int fd = fault()->log ? (int)syscall(SYS_open, fault()->log,
					O_WRONLY | O_CREAT | O_TRUNC, 0600)
			      : -1;
	char text[32];
	int len = snprintf(text, sizeof(text), "%ld\n", fault()->count);

	if (fd >= 0) {
		REAL(write)(fd, text, (size_t)len);
		close(fd);
	}
}

/* True when this call is to fail. */
static int hit(void)
{
	long count = ++fault()->count;

	if (fault()->cuts || !fault()->at || count < fault()->at ||
		(count > fault()->at && !fault()->stays))
		return 0;
	if (!fault()->failure)
		kill(getpid(), SIGKILL);
	errno = fault()->failure;
	return 1;
}

/* Only files: pipes to programs are no place to fail. */
static int is_file(int fd)
{
	struct stat info;

	return fstat(fd, &info) == 0 && S_ISREG(info.st_mode);
}

#define WRAP(type, name, params, args)                                         \
	type name params                                                       \
	{                                                                      \
		return hit() ? (type)-1 : REAL(name) args;                     \
	}

WRAP(int, rename, (const char *a, const char *b), (a, b))
WRAP(int, link, (const char *a, const char *b), (a, b))
WRAP(int, unlink, (const char *a), (a))
WRAP(int, unlinkat, (int c, const char *a, int f), (c, a, f))
WRAP(int, mkdir, (const char *a, mode_t m), (a, m))
WRAP(int, mkdirat, (int c, const char *a, mode_t m), (c, a, m))
WRAP(int, rmdir, (const char *a), (a))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, mkstemp, (char *a), (a))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n))
WRAP(ssize_t, pwrite, (int fd, const void *d, size_t n, off_t at_),
	(fd, d, n, at_))
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n))

/* So that others come in between. */
static void delay(void)
{
	const struct timespec pause = {.tv_nsec = 2000000};

	if (fault()->delays)
		nanosleep(&pause, NULL);
}

int renameat(int c, const char *a, int d, const char *b)
{
	if (hit())
		return -1;
	delay();
	return REAL(renameat)(c, a, d, b);
}

int linkat(int c, const char *a, int d, const char *b, int flags)
{
	if (hit())
		return -1;
	delay();
	return REAL(linkat)(c, a, d, b, flags);
}

/* How much of a write goes through; -1: none of it. */
static ssize_t cut(size_t len)
{
	if (!fault()->cuts || fault()->cuts > 2 || !fault()->at ||
		fault()->count < fault()->at)
		return (ssize_t)len;
	errno = ENOSPC;
	return fault()->cuts++ == 1 ? (ssize_t)(len - len / 2) : -1;
}

ssize_t write(int fd, const void *data, size_t len)
{
	ssize_t part;

	if (!is_file(fd))
		return REAL(write)(fd, data, len);
	if (hit())
		return -1;
	part = cut(len);
	return part < 0 ? -1 : REAL(write)(fd, data, (size_t)part);
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t where)
{
	ssize_t part = hit() ? -1 : cut(len);

	return part < 0 ? -1 : REAL(pwrite64)(fd, data, (size_t)part, where);
}

#define OPEN(name)                                                             \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		va_list list;                                                  \
		mode_t mode;                                                   \
                                                                               \
		va_start(list, flags);                                         \
		mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;             \
		va_end(list);                                                  \
		if ((flags & O_CREAT) && hit())                                \
			return -1;                                             \
		return REAL(name)(path, flags, mode);                          \
	}
#define OPENAT(name)                                                           \
	int name(int dir, const char *path, int flags, ...)                    \
	{                                                                      \
		va_list list;                                                  \
		mode_t mode;                                                   \
                                                                               \
		va_start(list, flags);                                         \
		mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;             \
		va_end(list);                                                  \
		if ((flags & O_CREAT) && hit())                                \
			return -1;                                             \
		return REAL(name)(dir, path, flags, mode);                     \
	}

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

long syscall(long number, ...)
{
	va_list list;
	long a[6];

	va_start(list, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(list, long);
	va_end(list);
	if (number == SYS_renameat2 && fault()->no_swap && a[4]) {
		errno = EINVAL;
		return -1;
	}
	if ((number == SYS_renameat2 || number == SYS_syncfs) && hit())
		return -1;
	if (number == SYS_renameat2)
		delay();
	number = REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	delay();
	return number;
}
