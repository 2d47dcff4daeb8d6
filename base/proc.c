/* Starting; waiting and ending are in proc_wait.c. */
#include "base/proc.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "base/mem.h"

/* Not in a header without GNU extensions; POSIX asks us to declare it. */
extern char **environ;

enum {
	FIRST_FREE = 3, /* the first descriptor after the standard ones */
	DESCRIPTORS = 4096, /* looked at where close_range is not known */
	CLOSE_ON_EXEC = 1 << 2, /* CLOSE_RANGE_CLOEXEC */
	EXIT_UNSTARTED = 127
};

/* What a child that could not start tells us through its pipe. */
struct report {
	int code; /* errno */
	bool chdir;
};

/* One start: what the child has to do between fork and exec. */
struct start {
	const char *program; /* with a slash */
	char *const *argv;
	char *const *env;
	const char *dir;
	int use[3]; /* for the standard descriptors; -1: inherit */
	int ends[3]; /* ours of the pipes; -1: none */
	int report[2];
	unsigned flags;
	pid_t parent;
};

void proc_close(int *fd)
{
	int saved = errno;

	if (*fd >= 0) {
		close(*fd);
		*fd = -1;
	}
	errno = saved;
}

/* The same descriptor, above the standard ones and closed on exec. */
static int raise_fd(int fd)
{
	int high;

	if (fd < 0) {
		return -1;
	}
	high = fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FREE);
	proc_close(&fd);
	return high;
}

static bool make_pipe(int ends[2])
{
	int low[2];

	ends[0] = -1;
	ends[1] = -1;
	if (pipe(low) != 0) {
		return false;
	}
	ends[0] = raise_fd(low[0]);
	ends[1] = raise_fd(low[1]);
	return ends[0] >= 0 && ends[1] >= 0;
}

/* Where the descriptor `fd` (0 to 2) of the child leads. */
static bool make_standard(struct start *start, int fd)
{
	static const unsigned piped[] = {PROC_IN, PROC_OUT, PROC_ERR};
	unsigned flags = start->flags;
	int ends[2] = {-1, -1};
	bool ok;

	if (flags & piped[fd]) {
		ok = make_pipe(ends);
		start->use[fd] = ends[fd == 0 ? 0 : 1];
		start->ends[fd] = ends[fd == 0 ? 1 : 0];
		return ok;
	}
	if ((flags & PROC_TERMINAL) ||
		(fd == STDERR_FILENO && (flags & PROC_ERR_INHERIT))) {
		return true;
	}
	start->use[fd] = raise_fd(open("/dev/null", O_RDWR | O_CLOEXEC));
	return start->use[fd] >= 0;
}

/* The length of "NAME" of "NAME=value". */
static size_t name_length(const char *entry)
{
	return str_find(str_from(entry), '=');
}

static bool is_named(const char *entry, const char *other)
{
	size_t len = name_length(other);

	return name_length(entry) == len && strncmp(entry, other, len) == 0;
}

/* The last entry of `set` with the name of `entry`; NULL without one. */
static const char *find_entry(const char *const *set, const char *entry)
{
	const char *found = NULL;

	for (; set && *set; set++) {
		found = is_named(*set, entry) ? *set : found;
	}
	return found;
}

/* Our environment with `set` over it; the list is freed, not its texts. */
static char **make_env(const char *const *set)
{
	size_t ours = 0;
	size_t theirs = 0;
	char **env;
	size_t count = 0;

	while (environ && environ[ours]) {
		ours++;
	}
	while (set && set[theirs]) {
		theirs++;
	}
	env = mem_array(ours + theirs + 1, sizeof(*env));
	for (size_t i = 0; i < ours; i++) {
		if (!find_entry(set, environ[i])) {
			env[count++] = environ[i];
		}
	}
	for (size_t i = 0; i < theirs; i++) {
		if (find_entry(set, set[i]) == set[i] && strchr(set[i], '=')) {
			memcpy(&env[count++], &set[i], sizeof(*env));
		}
	}
	return env;
}

/*
 * The path of a program. Folders of PATH that are not absolute are passed over:
 * what lies in a hub is never run.
 */
static char *find_program(const char *name, char *const *env)
{
	const char *entry = NULL;
	struct str path = STR("/usr/local/bin:/usr/bin:/bin");
	struct buf file = {0};
	struct str dir;

	if (strchr(name, '/')) {
		return mem_text(name);
	}
	for (; *env; env++) {
		entry = is_named(*env, "PATH") ? *env : entry;
	}
	if (entry) {
		path = str_from(entry + strlen("PATH="));
	}
	while (name[0] != '\0' && str_cut(&path, ':', &dir)) {
		if (!str_starts(dir, "/")) {
			continue;
		}
		buf_cut(&file, 0);
		buf_str(&file, dir);
		buf_byte(&file, '/');
		buf_put(&file, name);
		if (access(buf_text(&file), X_OK) == 0 &&
			file_is_regular(buf_text(&file))) {
			return buf_take(&file);
		}
	}
	buf_clear(&file);
	return NULL;
}

/* From here to child(): between fork and exec, only what is safe there. */
static void reset_signals(void)
{
	struct sigaction action = {.sa_handler = SIG_DFL};
	sigset_t none;

	for (int i = 1; i <= SIGRTMAX; i++) {
		sigaction(i, &action, NULL);
	}
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_others(void)
{
#ifdef SYS_close_range
	if (syscall(SYS_close_range, FIRST_FREE, ~0U, CLOSE_ON_EXEC) == 0) {
		return;
	}
#endif
	for (int fd = FIRST_FREE; fd < DESCRIPTORS; fd++) {
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	}
}

static _Noreturn void give_up(const struct start *start, bool chdir)
{
	struct report report = {.code = errno, .chdir = chdir};
	ssize_t done;

	done = write(start->report[1], &report, sizeof(report));
	_exit(done < 0 ? EXIT_UNSTARTED - 1 : EXIT_UNSTARTED);
}

static _Noreturn void child(const struct start *start)
{
	if (start->flags & PROC_SESSION) {
		setsid();
	}
	if (start->flags & PROC_DIE_WITH_PARENT) {
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		if (getppid() != start->parent) {
			_exit(EXIT_UNSTARTED);
		}
	}
	for (int fd = 0; fd < FIRST_FREE; fd++) {
		if (start->use[fd] >= 0 && dup2(start->use[fd], fd) < 0) {
			give_up(start, false);
		}
	}
	close_others();
	if (start->dir && chdir(start->dir) != 0) {
		give_up(start, true);
	}
	reset_signals();
	execve(start->program, start->argv, start->env);
	give_up(start, false);
}

/* Fork with all signals held, so that no handler of ours runs in the child. */
static pid_t fork_child(const struct start *start)
{
	sigset_t all;
	sigset_t before;
	pid_t pid;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, &before);
	pid = fork();
	if (pid == 0) {
		child(start);
	}
	sigprocmask(SIG_SETMASK, &before, NULL);
	return pid;
}

static bool fail_start(const struct start *start, const struct report *report,
	struct error *err)
{
	const char *name = start->argv[0];

	errno = report->code;
	if (report->chdir) {
		return error_errno(err, ERROR_IO,
			_("Cannot start %s in the folder %s"),
			gate_name(name).text, gate_name(start->dir).text);
	}
	if (errno == ENOENT || errno == ENOTDIR) {
		return error_set(err, ERROR_NOT_FOUND,
			_("The program %s is not installed here."),
			gate_name(name).text);
	}
	return error_errno(
		err, ERROR_IO, _("Cannot start %s"), gate_name(name).text);
}

/* Wait for the exec, which closes the pipe, or for the reason it failed. */
static bool await_exec(struct start *start, pid_t pid, struct error *err)
{
	struct report report = {0};
	ssize_t got;

	proc_close(&start->report[1]);
	do {
		got = read(start->report[0], &report, sizeof(report));
	} while (got < 0 && errno == EINTR);
	if (got != (ssize_t)sizeof(report)) {
		return true;
	}
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR) {
	}
	return fail_start(start, &report, err);
}

static bool make_ends(struct start *start)
{
	for (int fd = 0; fd < FIRST_FREE; fd++) {
		if (!make_standard(start, fd)) {
			return false;
		}
	}
	return make_pipe(start->report);
}

static void close_ends(struct start *start, bool ours)
{
	for (int fd = 0; fd < FIRST_FREE; fd++) {
		proc_close(&start->use[fd]);
		if (ours) {
			proc_close(&start->ends[fd]);
		}
	}
	proc_close(&start->report[0]);
	proc_close(&start->report[1]);
}

/* A list of texts as execve wants it, which changes none of them. */
static char **plain_list(const char *const *list)
{
	size_t count = 1;

	while (list[count - 1]) {
		count++;
	}
	return mem_copy(list, count * sizeof(*list));
}

static bool run_start(struct start *start, struct proc *proc, struct error *err)
{
	pid_t pid;

	if (!make_ends(start)) {
		return error_errno(err, ERROR_IO, _("Cannot start %s"),
			gate_name(start->argv[0]).text);
	}
	pid = fork_child(start);
	if (pid < 0) {
		return error_errno(err, ERROR_IO, _("Cannot start %s"),
			gate_name(start->argv[0]).text);
	}
	if (!await_exec(start, pid, err)) {
		return false;
	}
	*proc = (struct proc){.pid = pid,
		.in = start->ends[0],
		.out = start->ends[1],
		.err = start->ends[2]};
	return true;
}

bool proc_start(struct proc *proc, const struct proc_command *command,
	struct error *err)
{
	char **list = plain_list(command->argv);
	char **vars = make_env(command->env);
	char *program = find_program(command->argv[0], vars);
	struct start start = {.program = program,
		.argv = list,
		.env = vars,
		.dir = command->dir,
		.use = {-1, -1, -1},
		.ends = {-1, -1, -1},
		.report = {-1, -1},
		.flags = command->flags,
		.parent = getpid()};
	struct report missing = {.code = ENOENT};
	bool ok;

	if (program) {
		ok = run_start(&start, proc, err);
	} else {
		ok = fail_start(&start, &missing, err);
	}
	close_ends(&start, !ok);
	free(program);
	free(vars);
	free(list);
	return ok;
}
