/* Any bytes are the address of a remote, and one on the web. */

#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/gate.h"
#include "content/address.h"
#include "sync/address.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the parts are handed to takes no option and no control byte for one. */
static void check_parts(const struct address *address)
{
	const char *parts[] = {
		address->user, address->host, address->port, address->path};
	size_t i;

	assert(address->scheme && address->path && address->url);
	assert((address->type == ADDRESS_LOCAL) == !address->host);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *at = parts[i] ? parts[i] : "";

		assert(address->type != ADDRESS_SSH || *at != '-');
		for (; *at; at++)
			assert((unsigned char)*at >= ' ' && *at != 0x7f);
	}
}

static void check_remote(const char *url)
{
	struct address address = {0};
	struct error err = {0};
	struct buf name = {0};

	if (address_parse(&address, url, &err)) {
		check_parts(&address);
		address_name(&address, &name);
		assert(!strchr(buf_text(&name), '/'));
	} else {
		assert(*err.text);
		assert(gate_is_clean(str_from(err.text), GATE_LINE));
	}
	buf_clear(&name);
	address_clear(&address);
}

static void check_web(struct str url)
{
	struct buf once = {0}, twice = {0};
	size_t i;

	address_is_web(url);
	address_put(&once, url);
	for (i = 0; i < once.len; i++)
		assert(once.data[i] > ' ' && once.data[i] < 0x7f &&
			!strchr("\"<>\\^`{|}", once.data[i]));
	address_put(&twice, buf_slice(&once));
	assert(str_eq(buf_slice(&once), buf_slice(&twice)));
	buf_clear(&once);
	buf_clear(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct str text = {(const char *)data, size};
	char *url = str_copy(text);

	check_remote(url);
	check_web(text);
	free(url);
	return 0;
}
