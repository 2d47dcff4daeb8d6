#ifndef FYR_BASE_TRACE_H
#define FYR_BASE_TRACE_H

/*
 * FYR_TRACE=file makes the program write one line an event to that file
 * (appended; several processes may share it):
 *
 *     12.345 4711 store.commit notes=12 ms=3
 *
 * milliseconds since this process began, process id, folder.event, and
 * key=value pairs. Leaves never print; they trace. Tests read traces too.
 * Without FYR_TRACE an event costs one comparison.
 */

/* Begin: reads FYR_TRACE once. Call early in main. */
void trace_init(void);

void trace_event(const char *event, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

#endif
