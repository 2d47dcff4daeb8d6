/* Any bytes have words: in order, within the text, folded once and for all. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"
#include "store/token.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A word folded again is itself; a cut one may end in half a letter's marks. */
static void check_again(const struct token_table *table, struct str word)
{
	struct token_scan scan;
	struct token token;

	if (word.len + 4 > TOKEN_MAX)
		return;
	token_scan_init(&scan, table, word);
	assert(token_next(&scan, &token));
	assert(str_eq(token.text, word));
	assert(token.from == 0 && token.to == word.len);
	token_scan_clear(&scan);
}

static void check_text(const struct token *token)
{
	size_t i;

	assert(token->text.len > 0 && token->text.len <= TOKEN_MAX);
	assert(utf8_valid(token->text));
	/* Nothing that would mean something in a MATCH expression. */
	for (i = 0; i < token->text.len; i++)
		assert(!memchr(" \"*()^{}\t\n", token->text.data[i], 10) &&
			token->text.data[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct token_table *table;
	const struct str text = {(const char *)data, size};
	struct token_scan scan;
	struct token token;
	struct buf joined = {0};
	size_t end = 0; /* of the last plain word */
	size_t begin = 0;
	size_t plain = 0;
	size_t bytes = 0;

	if (!table)
		table = token_table_new();
	token_scan_init(&scan, table, text);
	while (token_next(&scan, &token)) {
		assert(token.from < token.to && token.to <= size);
		check_text(&token);
		if (token.whole) {
			assert(plain && token.position + 1 == plain);
			assert(token.from == begin && token.to > end);
			continue;
		}
		assert(token.from >= end && token.position == plain);
		check_again(table, token.text);
		begin = token.from;
		end = token.to;
		bytes += token.text.len + 1;
		plain++;
	}
	token_scan_clear(&scan);
	token_join(&joined, table, text);
	assert(joined.len == (bytes ? bytes - 1 : 0));
	buf_clear(&joined);
	return 0;
}
