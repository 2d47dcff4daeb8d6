/* Four eyes: what publishes was made by one editor and reviewed by another. */

#include "app/publish.h"
#include "app/receive_private.h"
#include "base/gate.h"
#include "base/i18n.h"

/* The address of "Name <address>", or all of it. */
static struct str address_of(struct str who)
{
	size_t open = str_find(who, '<');

	if (open < who.len) {
		who = str_sub(who, open + 1, who.len);
		who = str_sub(who, 0, str_find(who, '>'));
	}
	return str_trim(who);
}

/* The last paragraph of a message, where git looks for trailers; empty when
 * that is the first one, the subject. */
static struct str trailers_of(struct str message)
{
	struct str text = str_trim(message);
	size_t from = text.len;

	while (from > 1 &&
		!(text.data[from - 1] == '\n' && text.data[from - 2] == '\n'))
		from--;
	return from > 1 ? str_sub(text, from, text.len) : (struct str){0};
}

/* Cut the next line "Reviewed-by: …" off; false when there is none left. */
static bool next_reviewer(struct str *trailers, struct str *who)
{
	const struct str key = STR("Reviewed-by:");
	struct str line;

	while (str_cut(trailers, '\n', &line)) {
		if (!str_eq_nocase(str_sub(line, 0, key.len), key))
			continue;
		*who = address_of(str_sub(line, key.len, line.len));
		return true;
	}
	return false;
}

static void refuse(
	struct push *push, const struct four_eyes *reviewed, const char *why)
{
	push_say(push,
		_("The commit %.12s publishes, and in this hub another editor "
		  "has to review that (\"four_eyes\" in fyr.yaml): %s."),
		reviewed->commit, why);
	push->received->refused = true;
}

void push_reviewed(struct push *push, const struct four_eyes *reviewed)
{
	struct str rest = trailers_of(reviewed->message);
	struct str who = {0};
	struct buf why = {0};
	bool ok = false;

	buf_put(&why,
		_("its message does not end with a line \"Reviewed-by: Name "
		  "<e-mail>\". Propose it with fyr publish; another editor "
		  "then publishes the proposal"));
	while (!ok && next_reviewer(&rest, &who)) {
		why.len = 0;
		ok = push_is_editor(push, who) &&
			!str_eq_nocase(who, reviewed->proposer) &&
			(!reviewed->vouches.len ||
				str_eq_nocase(who, reviewed->vouches));
		if (!push_is_editor(push, who))
			buf_printf(&why,
				_("%.*s, who is to have reviewed it, is no "
				  "editor"),
				STR_ARG(who));
		else if (str_eq_nocase(who, reviewed->proposer))
			buf_printf(&why, _("%.*s made it and reviewed it"),
				STR_ARG(who));
		else if (!ok)
			buf_printf(&why,
				_("it names %.*s as the reviewer, but comes "
				  "from %.*s; who reviewed it pushes it"),
				STR_ARG(who), STR_ARG(reviewed->vouches));
	}
	if (!ok)
		refuse(push, reviewed, buf_text(&why));
	buf_clear(&why);
}

static void find_proposer(struct str text, struct buf *out)
{
	struct doc doc = {0};

	if (str_find_text(text, "\nproposes:") == text.len)
		return;
	doc_parse_front(&doc, text);
	buf_str(out, proposal_part(&doc, "by"));
	doc_clear(&doc);
}

void push_proposed(struct push *push, const struct proposing *proposing,
	struct buf *proposer)
{
	struct buf old = {0};
	struct buf now = {0};

	find_proposer(proposing->old, &old);
	find_proposer(proposing->text, &now);
	if (old.len && !proposer->len)
		buf_str(proposer, buf_slice(&old));
	if (now.len && proposing->vouches.len &&
		!str_eq_nocase(buf_slice(&now), buf_slice(&old)) &&
		!str_eq_nocase(buf_slice(&now), proposing->vouches)) {
		push_say(push,
			_("%.*s: it is proposed in the name of %s, but comes "
			  "from %.*s."),
			STR_ARG(proposing->path), buf_text(&now),
			STR_ARG(proposing->vouches));
		push->received->refused = true;
	}
	buf_clear(&now);
	buf_clear(&old);
}
