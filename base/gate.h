#ifndef FYR_BASE_GATE_H
#define FYR_BASE_GATE_H

/*
 * The one gate between content and a terminal, a log or a message. Whatever
 * comes out holds no byte that moves a cursor, changes a colour, reorders or
 * hides text, whatever went in: notes, file names, authors, remote messages,
 * error texts. It runs on decoded text, last, just before output.
 *
 *   invalid UTF-8, private use, unassigned   U+FFFD
 *   C0, DEL, C1                              <U+001B> and so on
 *   bidirectional controls (061C, 200E-F, 202A-E, 2066-9), 2028-9
 *                                            <U+202E> and so on
 *   200B, 2060, FEFF, 180E, 00AD, 200C, FE00-F, E0000-E01EF
 *                                            dropped and counted
 *   200D                                     dropped and counted; of an emoji
 *                                            sequence the first is kept,
 *                                            skin tones are not
 *   what else shows nothing: FFF9-B and the  dropped and counted
 *   default ignorable code points
 *   regional indicators                      the letters
 *   more than 4 combining marks on a letter  dropped and counted
 *   TAB                                      blanks to the next stop of 8
 *   LF                                       kept in GATE_BODY, else a blank
 *   CR, CRLF                                 as LF
 */

#include <stddef.h>

#include "base/buf.h"
#include "base/str.h"

enum gate_mode {
	GATE_LINE, /* one line: titles, names, cells, messages */
	GATE_BODY /* several lines */
};

/*
 * Append `text` cleaned. Returns how many characters were dropped or made
 * visible: the count of hidden characters that the reader is told.
 */
size_t gate_text(struct buf *out, struct str text, enum gate_mode mode);

/*
 * A path or a name cleaned as GATE_LINE for an error text; of a long one the
 * end. As a value, so that it needs no clearing; keeps errno:
 *
 *     error_errno(err, ERROR_IO, _("Cannot read %s"), gate_name(path).text);
 */
enum {
	GATE_NAME = 256
};
struct gate_name {
	char text[GATE_NAME];
};
struct gate_name gate_name(const char *path);

/* True when a reader sees nothing of it: blanks and what the gate drops. */
bool gate_is_blank(struct str text);

/* True when gate_text would change nothing, without building anything. */
bool gate_is_clean(struct str text, enum gate_mode mode);

/*
 * Append a text that came from a remote or names one, cleaned as GATE_LINE,
 * at most 500 bytes, with secrets masked: user information in an address
 * (`https://user:word@host`), Authorization headers and
 * known shapes of tokens.
 */
void gate_remote(struct buf *out, struct str text);

#endif
