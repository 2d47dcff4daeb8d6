/* Addresses of remotes: what they mean and what is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/gate.h"
#include "sync/address.h"

struct good {
	const char *url;
	enum address_type type;
	const char *user, *host, *port, *path;
};

static void same(const char *got, const char *want)
{
	if (!want)
		assert_null(got);
	else
		assert_string_equal(got, want);
}

static void test_good(void **state)
{
	static const struct good cases[] = {
		{"https://host/a/b.git", ADDRESS_HTTPS, NULL, "host", NULL,
			"/a/b.git"},
		{"HTTPS://anna@host:8443/x", ADDRESS_HTTPS, "anna", "host",
			"8443", "/x"},
		{"http://127.0.0.1:80/x", ADDRESS_HTTPS, NULL, "127.0.0.1",
			"80", "/x"},
		{"http://[::1]:80/x", ADDRESS_HTTPS, NULL, "::1", "80", "/x"},
		{"ssh://git@host:2222/a%20b", ADDRESS_SSH, "git", "host",
			"2222", "/a b"},
		{"ssh://host/~anna/x", ADDRESS_SSH, NULL, "host", NULL,
			"~anna/x"},
		{"git+ssh://host/x", ADDRESS_SSH, NULL, "host", NULL, "/x"},
		{"host:x", ADDRESS_SSH, NULL, "host", NULL, "x"},
		{"git@host:a/b:c", ADDRESS_SSH, "git", "host", NULL, "a/b:c"},
		{"git@[::1]:x", ADDRESS_SSH, "git", "::1", NULL, "x"},
		{"[host:22]:x", ADDRESS_SSH, NULL, "host", "22", "x"},
		{"host:~/x", ADDRESS_SSH, NULL, "host", NULL, "~/x"},
		{"/a/b", ADDRESS_LOCAL, NULL, NULL, NULL, "/a/b"},
		{"./a:b", ADDRESS_LOCAL, NULL, NULL, NULL, "./a:b"},
		{"../up", ADDRESS_LOCAL, NULL, NULL, NULL, "../up"},
		{"file:///a%20b", ADDRESS_LOCAL, NULL, NULL, NULL, "/a b"},
		{"file://localhost/a", ADDRESS_LOCAL, NULL, NULL, NULL, "/a"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct address a = {0};
		struct error err = {0};

		if (!address_parse(&a, cases[i].url, &err))
			fail_msg("%s: %s", cases[i].url, err.text);
		assert_int_equal(a.type, cases[i].type);
		same(a.user, cases[i].user);
		same(a.host, cases[i].host);
		same(a.port, cases[i].port);
		same(a.path, cases[i].path);
		same(a.url, cases[i].url);
		address_clear(&a);
		address_clear(&a);
	}
}

static void test_refused(void **state)
{
	static const struct {
		const char *url;
		enum error_kind kind;
	} cases[] = {
		{"", ERROR_INPUT},
		{"https://u:secret@host/x", ERROR_REFUSED},
		{"ssh://u:secret@host/x", ERROR_REFUSED},
		{"https://u:@host/x", ERROR_REFUSED},
		{"http://host/x", ERROR_REFUSED},
		{"http://127.0.0.1.example.org/x", ERROR_REFUSED},
		{"http://localhost.example.org/x", ERROR_REFUSED},
		{"git://host/x", ERROR_REFUSED},
		{"ftp://host/x", ERROR_INPUT},
		{"ext::sh -c id", ERROR_REFUSED},
		{"fd::17", ERROR_REFUSED},
		{"ssh://-oProxyCommand=id/x", ERROR_REFUSED},
		{"ssh://%2doProxyCommand=id/x", ERROR_REFUSED},
		{"ssh://-u@host/x", ERROR_REFUSED},
		{"-oProxyCommand=id:x", ERROR_REFUSED},
		{"host:-x", ERROR_REFUSED},
		{"host:", ERROR_INPUT},
		{"https://host\n/x", ERROR_REFUSED},
		{"https://host%0ahost=evil/x", ERROR_REFUSED},
		{"https:///x", ERROR_INPUT},
		{"https://host:99999/x", ERROR_INPUT},
		{"https://host:1x/x", ERROR_INPUT},
		{"file://host/x", ERROR_INPUT},
		{"\xE2\x80\xAEx\xA4://host/x", ERROR_INPUT},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct address a = {0};
		struct error err = {0};

		if (address_parse(&a, cases[i].url, &err))
			fail_msg("%s was taken", cases[i].url);
		assert_int_equal(err.kind, cases[i].kind);
		assert_null(strstr(err.text, "secret"));
		assert_true(gate_is_clean(str_from(err.text), GATE_LINE));
		assert_false(address_parse(&a, cases[i].url, NULL));
		assert_null(a.path);
	}
}

static void test_loopback(void **state)
{
	(void)state;
	assert_true(address_is_loopback("localhost"));
	assert_true(address_is_loopback("LOCALHOST"));
	assert_true(address_is_loopback("127.1.2.3"));
	assert_true(address_is_loopback("::1"));
	assert_false(address_is_loopback("127.1.2"));
	assert_false(address_is_loopback("127.0.0.256"));
	assert_false(address_is_loopback("128.0.0.1"));
	assert_false(address_is_loopback("localhost.org"));
}

static void test_name(void **state)
{
	static const char *const cases[][2] = {
		{"https://host/team/hub.git", "hub"},
		{"https://host/team/hub/", "hub"},
		{"host:hub", "hub"},
		{"host:a/hub.git", "hub"},
		{"/srv/hub/.git", "hub"},
		{"/srv/all.bundle", "all"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct address a = {0};
		struct buf name = {0};

		assert_true(address_parse(&a, cases[i][0], NULL));
		address_name(&a, &name);
		assert_string_equal(buf_text(&name), cases[i][1]);
		buf_clear(&name);
		address_clear(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_loopback),
		cmocka_unit_test(test_name),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
