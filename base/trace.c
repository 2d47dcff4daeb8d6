#include "base/trace.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/gate.h"

/* The one writable variable of base: where events go, and since when. */
static struct {
	int fd; /* -1: nowhere */
	int64_t start_us;
} trace = {-1, 0};

static int64_t now_us(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void trace_init(void)
{
	const char *path = getenv("FYR_TRACE");

	if (trace.fd >= 0) {
		close(trace.fd);
		trace.fd = -1;
	}
	trace.start_us = now_us();
	if (path && path[0] != '\0') {
		trace.fd = open(path,
			O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOCTTY,
			0600);
	}
}

/* One write a line, so that processes sharing the file do not mix. */
static void write_line(const struct buf *line)
{
	ssize_t done = write(trace.fd, buf_text(line), line->len);

	if (done < 0) {
		close(trace.fd);
		trace.fd = -1;
	}
}

void trace_event(const char *event, const char *format, ...)
{
	struct buf values = {0};
	struct buf line = {0};
	int64_t us;
	va_list args;

	if (trace.fd < 0) {
		return;
	}
	us = now_us() - trace.start_us;
	va_start(args, format);
	buf_vprintf(&values, format, args);
	va_end(args);
	buf_printf(&line, "%lld.%03lld %ld %s", (long long)(us / 1000),
		(long long)(us % 1000), (long)getpid(), event);
	if (values.len > 0) {
		buf_byte(&line, ' ');
		gate_text(&line, buf_slice(&values), GATE_LINE);
	}
	buf_byte(&line, '\n');
	write_line(&line);
	buf_clear(&line);
	buf_clear(&values);
}
