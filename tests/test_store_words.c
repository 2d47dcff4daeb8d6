/* The parts of store/ that know no database: lists, sets, forms of words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "store/bitset.h"
#include "store/inflect.h"
#include "store/initials.h"
#include "store/name.h"
#include "store/pack.h"
#include "store/synonym.h"
#include "store/typo.h"
#include "store/vocab.h"
#include "store/wordmap.h"

/* Sorted. */
static const char *const list[] = {"apa", "behandla", "behandling", "datalag",
	"flicka", "flickan", "flickornas", "lag", "lagar", "lagen", "lakemedel",
	"lakemedlet", "patient", "patientdata", "patientdatalag", "patienten",
	"patienter", "research", "slag", "studie", "studier"};

enum {
	LIST = sizeof(list) / sizeof(*list)
};

static void make(struct vocab *vocab)
{
	uint32_t i;

	memset(vocab, 0, sizeof(*vocab));
	for (i = 0; i < LIST; i++)
		vocab_add(vocab, str_from(list[i]), i + 1);
}

static void vocab_finds_words_and_beginnings(void **state)
{
	struct vocab vocab;
	size_t from, to;

	(void)state;
	make(&vocab);
	assert_int_equal(vocab_find(&vocab, STR("apa")), 0);
	assert_int_equal(vocab_find(&vocab, STR("studier")), LIST - 1);
	assert_true(vocab_find(&vocab, STR("zebra")) == VOCAB_NONE);
	assert_true(vocab_find(&vocab, STR("")) == VOCAB_NONE);
	assert_int_equal(vocab_notes(&vocab, STR("lag")), 8);
	vocab_prefix(&vocab, STR("patient"), &from, &to);
	assert_int_equal(to - from, 5);
	vocab_prefix(&vocab, STR("x"), &from, &to);
	assert_int_equal(to, from);
	vocab_prefix(&vocab, STR(""), &from, &to);
	assert_int_equal(to - from, LIST);
	vocab_clear(&vocab);
}

static void vocab_survives_packing(void **state)
{
	struct vocab vocab, again = {0};
	struct buf packed = {0};
	size_t i;

	(void)state;
	make(&vocab);
	vocab_pack(&vocab, &packed);
	assert_true(vocab_unpack(&again, buf_slice(&packed)));
	assert_int_equal(again.count, LIST);
	for (i = 0; i < LIST; i++) {
		assert_true(str_is(vocab_word(&again, i), list[i]));
		assert_int_equal(again.notes[i], i + 1);
	}
	vocab_clear(&again);
	for (i = 0; i + 1 < packed.len; i++) {
		assert_false(
			vocab_unpack(&again, (struct str){packed.data, i}));
		vocab_clear(&again);
	}
	buf_clear(&packed);
	vocab_clear(&vocab);
}

static bool is_form(const char *word, const char *form)
{
	struct inflect_form forms[INFLECT_FORMS];
	struct vocab vocab;
	bool found = false;
	size_t count, i;

	make(&vocab);
	count = inflect_forms(&vocab, str_from(word), forms);
	for (i = 0; i < count; i++)
		found |= str_is(vocab_word(&vocab, forms[i].word), form);
	vocab_clear(&vocab);
	return found;
}

static void inflections_are_found(void **state)
{
	(void)state;
	assert_true(is_form("lag", "lagen"));
	assert_true(is_form("lagarna", "lag"));
	assert_true(is_form("patienternas", "patient"));
	assert_true(is_form("flickor", "flickornas"));
	assert_true(is_form("studien", "studier"));
	assert_true(is_form("lakemedlets", "lakemedel"));
	assert_true(is_form("behandling", "behandla"));
	assert_true(is_form("researches", "research"));
	assert_false(is_form("lag", "slag"));
	assert_false(is_form("lag", "patientdatalag"));
	assert_false(is_form("la", "lag"));
}

static void edits_are_counted(void **state)
{
	(void)state;
	assert_int_equal(typo_distance(STR("lag"), STR("lag"), 2), 0);
	assert_int_equal(typo_distance(STR("lag"), STR("lga"), 2), 1);
	assert_int_equal(typo_distance(STR("lag"), STR("lagg"), 2), 1);
	assert_int_equal(typo_distance(STR("lag"), STR("la"), 2), 1);
	assert_int_equal(typo_distance(STR("abcdef"), STR("fedcba"), 2), 3);
	assert_int_equal(typo_distance(STR(""), STR("ab"), 2), 2);
}

static void typos_are_corrected(void **state)
{
	struct typo found[TYPO_MAX];
	struct watch watch = {0};
	struct vocab vocab;
	size_t count;

	(void)state;
	make(&vocab);
	count = typo_find(&vocab, STR("patinetdatalag"), &watch, found);
	assert_int_equal(count, 1);
	assert_true(
		str_is(vocab_word(&vocab, found[0].word), "patientdatalag"));
	assert_int_equal(found[0].distance, 1);
	count = typo_find(&vocab, STR("patienetr"), &watch, found);
	assert_true(count >= 1);
	assert_int_equal(typo_find(&vocab, STR("lgg"), &watch, found), 0);
	vocab_clear(&vocab);
}

static void initials_fit_titles(void **state)
{
	struct vocab vocab;

	(void)state;
	make(&vocab);
	assert_true(initials_fit(STR("PDL")));
	assert_true(initials_fit(STR("SoL")));
	assert_false(initials_fit(STR("pdl")));
	assert_false(initials_fit(STR("P")));
	assert_false(initials_fit(STR("Lagen")));
	assert_true(initials_weight(&vocab, STR("PDL"), STR("patientdatalag")) >
		.8f);
	assert_true(initials_weight(&vocab, STR("LSS"),
			    STR("lag stod service vissa")) > .7f);
	assert_true(initials_weight(
			    &vocab, STR("SoL"), STR("socialtjanstlag")) > .5f);
	assert_true(
		initials_weight(&vocab, STR("SoL"), STR("skogsvardslag")) <= 0);
	assert_true(initials_weight(
			    &vocab, STR("PDL"), STR("lag patientdata")) <= 0);
	assert_true(initials_weight(&vocab, STR("PDL"), STR("")) <= 0);
	vocab_clear(&vocab);
}

static void bitsets_are_sets(void **state)
{
	struct bitset a = {0};
	struct bitset b = {0};

	(void)state;
	assert_true(bitset_is_empty(&a));
	assert_false(bitset_has(&a, 7));
	bitset_add(&a, 7);
	bitset_add(&a, 700);
	bitset_add(&a, -1);
	bitset_add(&a, INT64_MAX);
	bitset_remove(&a, 9999);
	assert_int_equal(bitset_size(&a), 2);
	bitset_add(&b, 7);
	bitset_and(&a, &b);
	assert_int_equal(bitset_size(&a), 1);
	bitset_add(&b, 9000);
	bitset_or(&a, &b);
	assert_true(bitset_has(&a, 9000));
	bitset_remove(&b, 7);
	bitset_and_not(&a, &b);
	assert_int_equal(bitset_size(&a), 1);
	assert_true(bitset_has(&a, 7));
	bitset_clear(&a);
	bitset_clear(&b);
}

static void wordmap_keeps_words(void **state)
{
	struct wordmap map = {0};
	char word[16];
	bool added;
	int i;

	(void)state;
	assert_null(wordmap_find(&map, STR("x")));
	for (i = 0; i < 5000; i++) {
		snprintf(word, sizeof(word), "w%d", i);
		*wordmap_add(&map, str_from(word), &added) = i;
		assert_true(added);
	}
	for (i = 0; i < 5000; i++) {
		snprintf(word, sizeof(word), "w%d", i);
		assert_int_equal(*wordmap_find(&map, str_from(word)), i);
	}
	wordmap_add(&map, STR("w17"), &added);
	assert_false(added);
	assert_true(str_is(map.entries[17].word, "w17"));
	wordmap_clear(&map);
}

static void numbers_survive_packing(void **state)
{
	static const uint64_t numbers[] = {
		0, 1, 127, 128, 16384, UINT32_MAX, UINT64_MAX};
	struct buf out = {0};
	struct str rest, text;
	uint64_t number;
	size_t i;

	(void)state;
	for (i = 0; i < 7; i++)
		pack_number(&out, numbers[i]);
	pack_text(&out, STR("abc"));
	rest = buf_slice(&out);
	for (i = 0; i < 7; i++) {
		assert_true(unpack_number(&rest, &number));
		assert_true(number == numbers[i]);
	}
	assert_true(unpack_text(&rest, &text));
	assert_true(str_is(text, "abc"));
	assert_false(unpack_number(&rest, &number));
	rest = STR("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF");
	assert_false(unpack_number(&rest, &number));
	rest = STR("\x05"
		   "abc");
	assert_false(unpack_text(&rest, &text));
	buf_clear(&out);
}

static void names_and_numbers(void **state)
{
	double value = 0;

	(void)state;
	assert_true(str_is(name_bare(STR("sfs:2008:355")), "2008:355"));
	assert_true(str_is(name_bare(STR("2008:355")), "2008:355"));
	assert_true(str_is(name_bare(STR("celex:32024R1689")), "32024R1689"));
	assert_true(str_is(name_bare(STR("x:")), "x:"));
	assert_true(name_number(STR("-12.5"), &value) && value == -12.5);
	assert_false(name_number(STR("12,5"), &value));
	assert_false(name_number(STR("1."), &value));
	assert_false(name_number(STR(""), &value));
	assert_false(name_number(STR("-"), &value));
}

static void add_phrase(struct synonyms *synonyms,
	const struct token_table *table, size_t group, const char *text)
{
	const struct synonym_phrase phrase = {
		group, SYNONYM_BOTH, str_from(text)};

	synonyms_add(synonyms, table, &phrase);
}

static void synonyms_by_words(void **state)
{
	struct token_table *table = token_table_new();
	struct synonyms synonyms = {0};
	const struct synonym *entry;

	(void)state;
	add_phrase(&synonyms, table, 0, "Medical  device");
	add_phrase(&synonyms, table, 0, "medicinteknisk produkt");
	add_phrase(&synonyms, table, 0, "MDR");
	add_phrase(&synonyms, table, 1, "mdr");
	add_phrase(&synonyms, table, 1, "...");
	synonyms_settle(&synonyms);
	assert_int_equal(synonyms.longest, 2);
	assert_non_null(synonyms_find(&synonyms, STR("medical device")));
	assert_null(synonyms_find(&synonyms, STR("medical")));
	entry = synonyms_find(&synonyms, STR("mdr"));
	assert_int_equal(entry->group, 1);
	entry = synonyms_next(&synonyms, entry);
	assert_int_equal(entry->group, 0);
	assert_null(synonyms_next(&synonyms, entry));
	synonyms_clear(&synonyms);
	token_table_free(table);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vocab_finds_words_and_beginnings),
		cmocka_unit_test(vocab_survives_packing),
		cmocka_unit_test(inflections_are_found),
		cmocka_unit_test(edits_are_counted),
		cmocka_unit_test(typos_are_corrected),
		cmocka_unit_test(initials_fit_titles),
		cmocka_unit_test(bitsets_are_sets),
		cmocka_unit_test(wordmap_keeps_words),
		cmocka_unit_test(numbers_survive_packing),
		cmocka_unit_test(names_and_numbers),
		cmocka_unit_test(synonyms_by_words)};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
