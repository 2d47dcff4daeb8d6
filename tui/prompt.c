#include "tui/prompt.h"

#include "base/gate.h"
#include "base/utf8.h"

/* Start of the cluster before `at`. */
static size_t before(struct str text, size_t at)
{
	size_t from = 0;
	size_t next = 0;
	struct str rest = text;

	while (next < at && rest.len) {
		int cells;

		from = next;
		next += utf8_cluster(&rest, &cells).len;
	}
	return from;
}

static size_t after(struct str text, size_t at)
{
	struct str rest = str_sub(text, at, text.len);
	int cells;

	return rest.len ? at + utf8_cluster(&rest, &cells).len : at;
}

/* Start of the word before `at`, and the blanks behind it. */
static size_t before_word(struct str text, size_t at)
{
	while (at > 0 && text.data[at - 1] == ' ')
		at--;
	while (at > 0 && text.data[at - 1] != ' ')
		at--;
	return at;
}

static enum prompt_did remove_part(
	struct prompt *prompt, size_t from, size_t to)
{
	struct buf text = {0};
	struct str old = buf_slice(&prompt->text);

	if (from >= to)
		return PROMPT_MOVED;
	buf_str(&text, str_sub(old, 0, from));
	buf_str(&text, str_sub(old, to, old.len));
	buf_clear(&prompt->text);
	prompt->text = text;
	prompt->at = from;
	return PROMPT_CHANGED;
}

static enum prompt_did insert(struct prompt *prompt, struct str more)
{
	struct buf text = {0};
	struct str old = buf_slice(&prompt->text);
	size_t at = prompt->at;

	if (!more.len || old.len + more.len > PROMPT_BYTES)
		return PROMPT_MOVED;
	buf_str(&text, str_sub(old, 0, at));
	buf_str(&text, more);
	buf_str(&text, str_sub(old, at, old.len));
	buf_clear(&prompt->text);
	prompt->text = text;
	prompt->at = at + more.len;
	return PROMPT_CHANGED;
}

static enum prompt_did insert_clean(struct prompt *prompt, struct str more)
{
	struct buf clean = {0};
	enum prompt_did did;

	gate_text(&clean, more, GATE_LINE);
	if (clean.len > PROMPT_BYTES) {
		struct str fits = utf8_fit(buf_slice(&clean), PROMPT_BYTES / 4);

		buf_cut(&clean, fits.len);
	}
	did = insert(prompt, buf_slice(&clean));
	buf_clear(&clean);
	return did;
}

static enum prompt_did insert_code(struct prompt *prompt, uint32_t code)
{
	struct buf letter = {0};
	enum prompt_did did;

	utf8_put(&letter, code);
	did = insert_clean(prompt, buf_slice(&letter));
	buf_clear(&letter);
	return did;
}

static enum prompt_did move(struct prompt *prompt, size_t to)
{
	prompt->at = to;
	return PROMPT_MOVED;
}

static enum prompt_did control(struct prompt *prompt, uint32_t letter)
{
	struct str text = buf_slice(&prompt->text);

	if (letter == 'A')
		return move(prompt, 0);
	if (letter == 'E')
		return move(prompt, text.len);
	if (letter == 'U')
		return remove_part(prompt, 0, prompt->at);
	if (letter == 'K')
		return remove_part(prompt, prompt->at, text.len);
	if (letter == 'W')
		return remove_part(
			prompt, before_word(text, prompt->at), prompt->at);
	return PROMPT_UNUSED;
}

enum prompt_did prompt_key(struct prompt *prompt, struct key key)
{
	struct str text = buf_slice(&prompt->text);
	size_t at = prompt->at;

	if (key.press == PRESS_TEXT)
		return insert_code(prompt, key.code);
	if (key.press == PRESS_PASTE)
		return insert_clean(prompt, key.text);
	if (key.press == PRESS_CTRL)
		return control(prompt, key.code);
	if (key.press == PRESS_LEFT)
		return move(prompt, before(text, at));
	if (key.press == PRESS_RIGHT)
		return move(prompt, after(text, at));
	if (key.press == PRESS_HOME)
		return move(prompt, 0);
	if (key.press == PRESS_END)
		return move(prompt, text.len);
	if (key.press == PRESS_BACKSPACE)
		return remove_part(prompt, before(text, at), at);
	if (key.press == PRESS_DELETE)
		return remove_part(prompt, at, after(text, at));
	return PROMPT_UNUSED;
}

bool prompt_replace(
	struct prompt *prompt, size_t from, size_t to, struct str text)
{
	struct buf line = {0};
	struct str old = buf_slice(&prompt->text);
	size_t was = old.len;

	to = to < from ? from : to;
	buf_str(&line, str_sub(old, 0, from));
	buf_str(&line, text);
	from = line.len;
	buf_str(&line, str_sub(old, to, old.len));
	if (line.len > PROMPT_BYTES && line.len > was) {
		buf_clear(&line);
		return false;
	}
	prompt_set(prompt, buf_slice(&line));
	prompt->at = from < prompt->text.len ? from : prompt->text.len;
	buf_clear(&line);
	return true;
}

void prompt_set(struct prompt *prompt, struct str text)
{
	buf_cut(&prompt->text, 0);
	prompt->at = 0;
	insert_clean(prompt, text);
}

void prompt_clear(struct prompt *prompt)
{
	if (!prompt)
		return;
	buf_clear(&prompt->text);
	prompt->at = 0;
}

void prompt_draw(const struct prompt *prompt, struct canvas *canvas,
	struct span at, bool focus)
{
	struct str text = buf_slice(&prompt->text);
	struct str shown = text;
	int left = (int)utf8_cells(str_sub(text, 0, prompt->at));
	int skipped = 0;

	while (left - skipped >= at.cells && shown.len) {
		int cells;

		utf8_cluster(&shown, &cells);
		skipped += cells;
	}
	canvas_put(canvas, at, INK_PLAIN, shown);
	if (focus)
		canvas_cursor(canvas, at.row, at.col + left - skipped);
}
