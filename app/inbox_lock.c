/* One change of the inbox at a time: an flock, which ends with the process. */

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "app/inbox.h"
#include "base/date.h"
#include "base/file.h"
#include "base/i18n.h"

enum {
	TRY_MS = 50
};

static bool take(int fd, int64_t until)
{
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (errno != EINTR && date_ticks_ms() >= until)
			return false;
		usleep(TRY_MS * 1000);
	}
	return true;
}

bool inbox_lock(struct app *app, int wait_ms, int *lock, struct error *err)
{
	struct buf path = {0};

	*lock = -1;
	/* Where nothing can be kept, inbox_save says why. */
	if (app->readonly || !app->state_dir)
		return true;
	file_join(&path, app->state_dir, "inbox.lock");
	if (file_mkdirs(app->state_dir, 0700, err)) {
		*lock = open(buf_text(&path),
			O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (*lock < 0)
			error_errno(err, ERROR_IO,
				_("The inbox cannot be locked: %s"),
				buf_text(&path));
	}
	buf_clear(&path);
	if (*lock < 0)
		return false;
	if (take(*lock, date_ticks_ms() + wait_ms))
		return true;
	inbox_unlock(*lock);
	*lock = -1;
	return error_set(err, ERROR_CONFLICT,
		_("Another fyr is at work in this inbox, such as one that "
		  "reads feeds. Nothing in it was changed; try again when "
		  "that is done."));
}

void inbox_unlock(int lock)
{
	if (lock >= 0)
		close(lock);
}
