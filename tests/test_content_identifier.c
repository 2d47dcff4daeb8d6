#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "content/identifier.h"

static void is(const char *url, const char *wanted)
{
	struct buf out = {0};
	bool found = identifier_of_address(str_from(url), &out);

	assert_int_equal(found, wanted[0] != '\0');
	assert_string_equal(buf_text(&out), wanted);
	buf_clear(&out);
}

static void test_legislation(void **state)
{
	(void)state;
	is("https://example.org/eli/sfs/2018/447", "2018:447");
	is("http://data.europa.eu/eli/reg/2024/1689/oj", "32024R1689");
	is("http://data.europa.eu/eli/dir/2022/2555/oj", "32022L2555");
	is("http://data.europa.eu/eli/dec/2025/71", "32025D0071");
	is("https://x.eu/legal-content/SV/ALL/?uri=celex%3A32016R0679",
		"32016R0679");
	is("https://x.eu/?uri=CELEX:52025PC0836&from=EN", "52025PC0836");
	is("https://doi.org/10.1136/bmj-2023-078378",
		"10.1136/bmj-2023-078378");
}

static void test_none(void **state)
{
	(void)state;
	is("", "");
	is("https://example.org/", "");
	is("https://example.org/eli/", "");
	is("https://example.org/eli/sfs/20/447", "");
	is("https://example.org/eli/sfs/2018/x", "");
	is("https://example.org/eli/other/2018/447", "");
	is("https://x.eu/?uri=CELEX:", "");
	is("https://x.eu/?uri=CELEX:abc", "");
	is("https://doi.org/none", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_legislation),
		cmocka_unit_test(test_none),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
