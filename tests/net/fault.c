/*
 * Preloaded into a program under test: counts the calls that change files and
 * makes the n-th fail, or kills the program before it.
 *
 *     FAULT_AT=N FAULT_MODE=kill|EIO|ENOSPC|delay FAULT_LOG=file
 *
 * With FAULT_LOG the number of calls is written there at the end. "delay"
 * stretches every swap of files, for races. Programs it starts are spared.
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
	int delays;
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
	if (++fault()->count != fault()->at)
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
WRAP(int, renameat, (int c, const char *a, int d, const char *b), (c, a, d, b))
WRAP(int, link, (const char *a, const char *b), (a, b))
WRAP(int, linkat, (int c, const char *a, int d, const char *b, int f),
	(c, a, d, b, f))
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

ssize_t write(int fd, const void *data, size_t len)
{
	return is_file(fd) && hit() ? -1 : REAL(write)(fd, data, len);
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t where)
{
	return hit() ? -1 : REAL(pwrite64)(fd, data, len, where);
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
	struct timespec pause = {.tv_nsec = 2000000};
	va_list list;
	long a[6];

	va_start(list, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(list, long);
	va_end(list);
	if ((number == SYS_renameat2 || number == SYS_syncfs) && hit())
		return -1;
	if (fault()->delays && number == SYS_renameat2)
		nanosleep(&pause, NULL);
	number = REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (fault()->delays)
		nanosleep(&pause, NULL);
	return number;
}
