#include "store/watch.h"

#include <string.h>
#include <time.h>

/* Of SQLite's virtual machine; some 20 to 100 microseconds of a query. */
enum {
	STEPS = 150
};

/* CPU time: a machine busy with other things must not hide a note. */
static int64_t cpu_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool watch_poll(struct watch *watch)
{
	if (watch->stopped)
		return true;
	if (watch->stop && watch->stop(watch->arg))
		watch->stopped = true;
	else if (watch->deadline && (watch->calls++ & 7) == 0 &&
		cpu_ms() > watch->deadline)
		watch->stopped = watch->late = true;
	return watch->stopped;
}

static int each_steps(void *arg)
{
	return watch_poll(arg);
}

void watch_begin(struct store *store, bool (*stop)(void *arg), void *arg)
{
	struct watch *watch = &store->watch;

	memset(watch, 0, sizeof(*watch));
	watch->stop = stop;
	watch->arg = arg;
	watch->deadline = cpu_ms() + WATCH_MS;
	sqlite3_progress_handler(store->db, STEPS, each_steps, watch);
}

void watch_no_limit(struct store *store)
{
	store->watch.deadline = 0;
	if (store->watch.late)
		store->watch.stopped = false;
}

void watch_end(struct store *store)
{
	sqlite3_progress_handler(store->db, 0, NULL, NULL);
}
