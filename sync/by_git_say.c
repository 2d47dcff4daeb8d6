/* What git's failures mean, in our words. */

#include "base/gate.h"
#include "base/i18n.h"
#include "sync/by_git_private.h"
#include "sync/say.h"

/* Of git and of the libcurl it was built with. %s is the host. */
static const struct saying meanings[] = {
	{"Could not resolve host",
		N_("The host %s is not known. Check its name, and that this "
		   "computer has a network.")},
	{"Could not resolve proxy",
		N_("The proxy for %s is not known. Check http.proxy and "
		   "https_proxy.")},
	{"Connection refused",
		N_("The host %s refuses the connection: nothing listens there. "
		   "Check the name and the port.")},
	{"Couldn't connect to server",
		N_("The host %s refuses the connection: nothing listens there. "
		   "Check the name and the port.")},
	{"timed out",
		N_("The host %s does not answer. Check the network, or try "
		   "again later.")},
	{"Operation too slow",
		N_("The host %s does not answer. Check the network, or try "
		   "again later.")},
	{"has expired",
		N_("The certificate of %s has expired, or this computer's "
		   "clock is wrong. Nothing was sent. Ask those who run it.")},
	{"does not match target host",
		N_("The certificate shown for %s belongs to another name. "
		   "Nothing was sent. Check the address.")},
	{"no alternative certificate subject name",
		N_("The certificate shown for %s belongs to another name. "
		   "Nothing was sent. Check the address.")},
	{"certificate verification failed",
		N_("The certificate of %s has expired, or is signed by nobody "
		   "this computer trusts. Nothing was sent. If your "
		   "organisation has its own authority: git config --global "
		   "http.sslCAInfo FILE")},
	{"SSL certificate problem",
		N_("The certificate of %s has expired, or is signed by nobody "
		   "this computer trusts. Nothing was sent. If your "
		   "organisation has its own authority: git config --global "
		   "http.sslCAInfo FILE")},
	{"error setting certificate",
		N_("The file with trusted certificates for %s cannot be read. "
		   "Check http.sslCAInfo, GIT_SSL_CAINFO and SSL_CERT_FILE.")},
	{"Problem with the SSL CA cert",
		N_("The file with trusted certificates for %s cannot be read. "
		   "Check http.sslCAInfo, GIT_SSL_CAINFO and SSL_CERT_FILE.")},
	{"could not read Username",
		N_("%s asks for a name and password. Let git's credential "
		   "helper keep them (git config credential.helper), or use "
		   "'git ls-remote' with the address once, then try again.")},
	{"could not read Password",
		N_("%s asks for a name and password. Let git's credential "
		   "helper keep them (git config credential.helper), or use "
		   "'git ls-remote' with the address once, then try again.")},
	{"Authentication failed",
		N_("%s refuses the name and password. Ask for new ones, or "
		   "check that you may read this hub.")},
	{"returned error: 403",
		N_("%s does not let you in here. Ask those who run it for "
		   "access.")},
	{"returned error: 407",
		N_("The proxy asks for a name and password. Set http.proxy "
		   "with git config.")},
	{"returned error: 5",
		N_("%s has a fault. Try again later, or tell those who run "
		   "it.")},
	{"not found",
		N_("%s has no repository at this address, or you may not read "
		   "it. Check the address.")},
	{"is this a git repository",
		N_("%s answers, but not as a git server. Check the address.")},
	{"unable to update url base from redirection",
		N_("%s sends us on to another address that is not followed. "
		   "Open the address in a browser to find the new one.")},
	{"unadvertised object",
		N_("The branch on %s was moved just now. Try again.")},
	{"not our ref", N_("The branch on %s was moved just now. Try again.")},
	{"hung up unexpectedly",
		N_("The connection to %s broke off. Try again.")},
	{"Empty reply", N_("The connection to %s broke off. Try again.")},
	{"early EOF", N_("The connection to %s broke off. Try again.")},
	{"unexpected disconnect",
		N_("The connection to %s broke off. Try again.")},
	{"RPC failed", N_("The connection to %s broke off. Try again.")},
	{"Recv failure", N_("The connection to %s broke off. Try again.")},
	{"Send failure", N_("The connection to %s broke off. Try again.")},
	{"Connection reset", N_("The connection to %s broke off. Try again.")},
	{"recv error", N_("The connection to %s broke off. Try again.")},
	{"SSL_ERROR_SYSCALL", N_("The connection to %s broke off. Try again.")},
	{"SSL_read", N_("The connection to %s broke off. Try again.")},
	{"unexpected eof", N_("The connection to %s broke off. Try again.")},
	{"the received TLS packet",
		N_("The connection to %s broke off. Try again.")},
	{"in the pull function",
		N_("The connection to %s broke off. Try again.")},
	{"expected flush after",
		N_("The connection to %s broke off. Try again.")},
	{"expected 'packfile'",
		N_("The connection to %s broke off. Try again.")},
	{"bad pack header", N_("The connection to %s broke off. Try again.")},
};

/* What git says after its own fault, where the one before tells more. */
static struct str first_fault(struct str said)
{
	size_t at = str_find_text(said, "fatal: ");

	if (at < said.len)
		said = str_sub(said, at + 7, said.len);
	return str_sub(said, 0, str_find(said, '\n'));
}

void by_git_explain(struct transport *t, struct str said, int status)
{
	const char *meaning = say_find(
		meanings, sizeof(meanings) / sizeof(meanings[0]), said);
	struct buf text = {0}, host = {0};

	if (t->address.type == ADDRESS_SSH) {
		transport_ssh_explain(t, said, status);
		return;
	}
	gate_remote(&host, str_from(t->address.host));
	if (str_find_text(said, "No space left on device") < said.len) {
		error_set(&t->err, ERROR_IO,
			_("There is no room left on the disk here."));
		goto out;
	}
	if (meaning) {
		say_with(&text, _(meaning), buf_text(&host));
		error_set(&t->err, ERROR_NETWORK, "%s", buf_text(&text));
	} else {
		gate_remote(&text, first_fault(said));
		error_set(&t->err, ERROR_NETWORK,
			_("git, which talks to %s, ended (%d): %s"),
			buf_text(&host), status, buf_text(&text));
	}
out:
	buf_clear(&text);
	buf_clear(&host);
}
