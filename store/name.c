#include "store/name.h"

#include <string.h>

#include "base/utf8.h"
#include "store/prior.h"

void name_norm(struct buf *out, struct str name)
{
	utf8_fold(out, str_trim(name));
}

struct str name_bare(struct str identifier)
{
	size_t colon = str_find(identifier, ':');
	size_t i;

	for (i = 0; i < colon; i++) {
		char c = identifier.data[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			    c == '-'))
			return identifier;
	}
	if (colon == 0 || colon + 1 >= identifier.len)
		return identifier;
	return str_sub(identifier, colon + 1, identifier.len);
}

static bool is_in(struct str word, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		if (word.len && word.data[0] == list[i][0] &&
			str_is(word, list[i]))
			return true;
	}
	return false;
}

int name_low(struct str status)
{
	static const char *const draft[] = {
		"draft", "review", "utkast", "granskas"};
	static const char *const past[] = {"superseded", "archived", "repealed",
		"obsolete", "deprecated", "withdrawn", "expired", "ersatt",
		"arkiverad", "upphavd", "inaktuell", "aufgehoben", "derogado",
		"derogada", "opphevet", "abroge"};
	struct buf folded = {0};
	int low = PRIOR_NORMAL;

	name_norm(&folded, status);
	if (is_in(buf_slice(&folded), draft, sizeof(draft) / sizeof(*draft)))
		low = PRIOR_DRAFT;
	if (is_in(buf_slice(&folded), past, sizeof(past) / sizeof(*past)))
		low = PRIOR_PAST;
	buf_clear(&folded);
	return low;
}

static const char *const stop_words[] = {"a", "alla", "an", "and", "andra",
	"are", "as", "at", "att", "av", "be", "by", "da", "där", "de", "dem",
	"den", "denna", "dess", "det", "detta", "do", "does", "dom", "ej",
	"eller", "en", "ett", "får", "fått", "for", "för", "från", "from", "ha",
	"hade", "han", "har", "hon", "how", "hur", "i", "if", "in", "inte",
	"is", "it", "its", "kan", "man", "med", "men", "mot", "my", "not",
	"när", "ni", "nu", "någon", "något", "och", "of", "om", "on", "or",
	"our", "på", "så", "samt", "should", "sig", "sin", "sina", "sitt",
	"ska", "skall", "som", "that", "the", "their", "there", "they", "this",
	"till", "to", "under", "ur", "vad", "var", "vara", "vi", "vid", "vilka",
	"vilken", "vilket", "was", "we", "what", "when", "where", "which",
	"who", "with", "you", "your", "är", "åt", "även"};

bool name_is_stop_word(struct str word)
{
	size_t i;

	for (i = 0; i < sizeof(stop_words) / sizeof(*stop_words); i++) {
		struct buf folded = {0};
		bool same;

		if (stop_words[i][0] != word.data[0] &&
			(unsigned char)stop_words[i][0] < 0x80)
			continue;
		utf8_fold(&folded, str_from(stop_words[i]));
		same = str_eq(buf_slice(&folded), word);
		buf_clear(&folded);
		if (same)
			return true;
	}
	return false;
}

bool name_is_stop_typed(struct str word, struct str typed)
{
	return name_is_stop_word(word) &&
		(str_eq(word, typed) ||
			is_in(typed, stop_words,
				sizeof(stop_words) / sizeof(*stop_words)));
}

bool name_number(struct str text, double *value)
{
	bool negative = text.len > 1 && text.data[0] == '-';
	double number = 0;
	double unit = 1;
	bool point = false;
	size_t i;

	if (text.len == 0 || text.len > 18 || text.data[text.len - 1] == '.')
		return false;
	for (i = negative; i < text.len; i++) {
		char c = text.data[i];

		if (c == '.' && !point && i > (size_t)negative) {
			point = true;
		} else if (c >= '0' && c <= '9') {
			number = number * 10 + (c - '0');
			if (point)
				unit *= 10;
		} else {
			return false;
		}
	}
	*value = (negative ? -number : number) / unit;
	return true;
}
