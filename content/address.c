#include "content/address.h"

#include <string.h>

static bool is_word(unsigned char byte)
{
	return (byte >= '0' && byte <= '9') ||
		((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Between "//" and the path, without a name for whom. */
static struct str authority(struct str url)
{
	size_t end = 0;

	while (end < url.len && !strchr("/\\?#", url.data[end])) {
		end++;
	}
	url = str_sub(url, 0, end);
	while (str_find(url, '@') < url.len) {
		url = str_sub(url, str_find(url, '@') + 1, url.len);
	}
	return url;
}

bool address_is_web(struct str url)
{
	struct str host;
	struct str port;
	long number;

	url = str_trim(url);
	if (str_eq_nocase(str_sub(url, 0, 8), STR("https://"))) {
		host = authority(str_sub(url, 8, url.len));
	} else if (str_eq_nocase(str_sub(url, 0, 7), STR("http://"))) {
		host = authority(str_sub(url, 7, url.len));
	} else {
		return false;
	}
	port = str_sub(host, str_find(host, ':') + 1, host.len);
	host = str_sub(host, 0, str_find(host, ':'));
	if (port.len > 0 && !str_number(port, 0, 65535, &number)) {
		return false;
	}
	for (size_t i = 0; i < host.len; i++) {
		unsigned char byte = (unsigned char)host.data[i];

		if (byte < 0x80 && !is_word(byte) &&
			(!byte || !strchr("-._~", byte))) {
			return false;
		}
	}
	return host.len > 0;
}

static bool is_hex(char byte)
{
	return (byte >= '0' && byte <= '9') ||
		((byte | 0x20) >= 'a' && (byte | 0x20) <= 'f');
}

void address_put(struct buf *out, struct str url)
{
	static const char safe[] = "-_.~!*()$/?:@+,;=&";
	bool fragment = false;

	url = str_trim(url);
	for (size_t i = 0; i < url.len; i++) {
		unsigned char byte = (unsigned char)url.data[i];
		bool keep = is_word(byte) || (byte && strchr(safe, byte)) ||
			(byte == '#' && !fragment) ||
			(byte == '%' && i + 2 < url.len &&
				is_hex(url.data[i + 1]) &&
				is_hex(url.data[i + 2]));

		fragment = fragment || byte == '#';
		if (keep) {
			buf_byte(out, (char)byte);
		} else if (byte >= ' ' && byte != 0x7F) {
			buf_printf(out, "%%%02X", byte);
		}
	}
}
