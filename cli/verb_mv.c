/* mv: another id for a note, with all links to it. */

#include "app/difference.h"
#include "app/move_note.h"
#include "base/gate.h"
#include "base/i18n.h"
#include "cli/writing.h"

static void write_moved(
	const struct call *call, const struct moved *moved, struct buf *out)
{
	size_t i;

	for (i = 0; i < moved->count; i++) {
		const struct moved_file *file = &moved->files[i];

		gate_text(out, str_from(file->path), GATE_LINE);
		if (file->to) {
			buf_put(out, " -> ");
			gate_text(out, str_from(file->to), GATE_LINE);
		}
		buf_byte(out, '\n');
		if (call_has(call, OPTION_DRY_RUN))
			app_difference(out, file->old, file->text,
				verb_styles(call), NULL);
	}
}

static void say_missed(const struct call *call, const struct moved *moved)
{
	struct buf text = {0};

	if (!moved->missed)
		return;
	buf_printf(&text,
		_("%zu links could not be rewritten for certain; they still "
		  "lead to the note by its old id: %s"),
		moved->missed, buf_text(&moved->missed_in));
	verb_say(call, buf_text(&text));
	buf_clear(&text);
}

int verb_mv(const struct call *call)
{
	struct move_request request = {.ref = str_from(call->args[0]),
		.id = str_from(call->args[1]),
		.dry = call_has(call, OPTION_DRY_RUN)};
	struct moved moved = {0};
	struct app *app = NULL;
	struct buf out = {0};
	struct error err = {0};
	int status = 0;

	if (verb_ready(call, &app, &err) &&
		app_move(app, &request, &moved, &err)) {
		write_moved(call, &moved, &out);
		verb_print(&out);
		say_missed(call, &moved);
		if (!request.dry) {
			writing_say_saved(
				call, &moved.save, buf_slice(&moved.message));
			writing_say_next(call, app);
		}
	} else {
		status = verb_fail(&err);
	}
	moved_clear(&moved);
	buf_clear(&out);
	app_close(app);
	return status;
}
