#include "store/inflect.h"

#include <stdbool.h>
#include <string.h>

enum {
	STEM_MIN = 3,
	STEM_SHORT = 4,
	FORM_MAX = 64
};

/* Endings apart by blanks; "-" is no ending. Letters folded. */
struct paradigm {
	const char *endings;
	float weight;
};

static const struct paradigm paradigms[] = {
	/* Swedish nouns: flicka, bil, pojke, patient, studie, apple, beslut,
	 * parti, larare, nyckel, medel, register, tecken, museum, program */
	{"a an ans as or orna ornas ors", .95f},
	{"- en ens s ar arna arnas ars", .95f},
	{"e en ens es ar arna arnas ars", .95f},
	{"- en ens s er erna ernas ers", .95f},
	{"- n ns s r rna rnas rs", .95f}, {"- t ts s n na nas ns", .95f},
	{"- et ets s en ens", .95f}, {"- et ets s er erna ernas ers", .95f},
	{"are aren arens ares arna arnas", .95f},
	{"el eln elns els lar larna larnas lars ler lerna lernas lers", .9f},
	{"el let lets els len lens", .95f}, {"er ret rets ers ren rens", .95f},
	{"er ern erns ers rar rarna rarnas", .9f},
	{"en net nets ens nen nens", .9f}, {"um et ets ums er erna", .9f},
	{"m met mets ms men mens mar marna", .9f},
	{"n nen nens ns nar narna nor", .75f},
	/* adjectives and participles */
	{"- t a e as es are aste", .9f}, {"d t da de", .9f}, {"dd tt dda", .9f},
	{"en et na", .9f},
	/* verbs: behandla, anvanda, kopa, na */
	{"a ar ade at as ats ad ades", .9f}, {"a er de t as es d", .9f},
	{"da der de t das ds d dd", .9f}, {"a er te t as es ta", .9f},
	{"- r dde tt s", .75f},
	/* derivations */
	{"a ar er ing ingen ingens ingar ingarna ingarnas ings", .6f},
	{"a ar er ning ningen ningens ningar ningarna ningarnas nings", .6f},
	{"a ar as at ad ande andet andets anden andes", .6f},
	{"a er are aren arens", .6f},
	{"era erar ering eringen eringar eringarna erings", .6f},
	/* English */
	{"- s es ed ing", .9f}, {"y ies ied", .9f}, {"e es ed ing", .9f},
	{"- er ers ly", .6f}};

struct search {
	const struct vocab *vocab;
	struct inflect_form *forms;
	size_t count;
};

static void add_form(struct search *search, struct str word, float weight)
{
	size_t number = vocab_find(search->vocab, word);
	size_t i;

	if (number == VOCAB_NONE)
		return;
	for (i = 0; i < search->count; i++) {
		if (search->forms[i].word != number)
			continue;
		if (search->forms[i].weight < weight)
			search->forms[i].weight = weight;
		return;
	}
	if (search->count == INFLECT_FORMS)
		return;
	search->forms[search->count].word = number;
	search->forms[search->count++].weight = weight;
}

static bool next_ending(const char **list, struct str *ending)
{
	const char *p = *list;

	while (*p == ' ')
		p++;
	if (!*p)
		return false;
	ending->data = p;
	while (*p && *p != ' ')
		p++;
	ending->len = (size_t)(p - ending->data);
	*list = p;
	if (ending->data[0] == '-')
		ending->len = 0;
	return true;
}

/* All words of the paradigm on this stem. */
static void add_forms(
	struct search *search, struct str stem, const struct paradigm *paradigm)
{
	const char *list = paradigm->endings;
	float weight = paradigm->weight;
	char form[FORM_MAX + 16];
	struct str ending;

	if (stem.len < STEM_SHORT && weight > .75f)
		weight = .75f;
	memcpy(form, stem.data, stem.len);
	while (next_ending(&list, &ending)) {
		memcpy(form + stem.len, ending.data, ending.len);
		add_form(search, (struct str){form, stem.len + ending.len},
			weight);
	}
}

static void try_paradigm(
	struct search *search, struct str word, const struct paradigm *paradigm)
{
	const char *list = paradigm->endings;
	struct str ending;

	while (next_ending(&list, &ending)) {
		size_t stem = word.len - ending.len;

		if (word.len < ending.len + STEM_MIN)
			continue;
		if (memcmp(word.data + stem, ending.data, ending.len) == 0)
			add_forms(search, str_sub(word, 0, stem), paradigm);
	}
}

static bool has_digit(struct str word)
{
	size_t i;

	for (i = 0; i < word.len; i++) {
		if (word.data[i] >= '0' && word.data[i] <= '9')
			return true;
	}
	return false;
}

size_t inflect_forms(const struct vocab *vocab, struct str word,
	struct inflect_form forms[INFLECT_FORMS])
{
	struct search search = {vocab, forms, 0};
	size_t i;

	add_form(&search, word, 1);
	if (word.len < STEM_MIN || word.len > FORM_MAX || has_digit(word))
		return search.count;
	for (i = 0; i < sizeof(paradigms) / sizeof(*paradigms); i++)
		try_paradigm(&search, word, &paradigms[i]);
	return search.count;
}
