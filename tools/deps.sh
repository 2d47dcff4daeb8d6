#!/bin/sh
# Install the Debian packages that are missing: `deps.sh build`, and `test` for
# what only tests and lint need. Asks nothing; changes nothing when all is there.
set -eu
build="gcc make pkg-config libc6-dev gettext git openssh-client libutf8proc-dev
libyaml-dev libcmark-dev libsqlite3-dev libgit2-dev libcurl4-openssl-dev
libxml2-dev libjansson-dev libncurses-dev"
test="libcmocka-dev libvterm-dev perl openssh-server lighttpd lighttpd-mod-openssl
openssl universal-ctags clang clang-format clang-tidy strace tmux
libxml2-utils python3-feedparser python3-icalendar python3-vobject
python3-bibtexparser python3-pybtex khal"

wanted=
for group in "$@"; do
	case $group in
	build) wanted="$wanted $build" ;;
	test) wanted="$wanted $test" ;;
	fuzz) wanted="$wanted libclang-rt-14-dev" ;;
	*) echo "deps: unknown group '$group' (build, test)" >&2; exit 2 ;;
	esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
	echo "deps: this system has no apt. fyr wants what Debian 12 calls:" >&2
	echo $wanted >&2
	echo "deps: going on with what is here." >&2
	exit 0
fi

missing=
for package in $wanted; do
	state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=
	[ "$state" = installed ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

as=
if [ "$(id -u)" != 0 ]; then
	if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
		as="sudo -n"
	else
		echo "deps: these packages are missing and installing them needs root:" >&2
		echo "  apt-get install$missing" >&2
		exit 1
	fi
fi
echo "deps: installing$missing" >&2
export DEBIAN_FRONTEND=noninteractive
install() {
	$as env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
		--no-install-recommends $missing </dev/null >&2
}
install || { $as apt-get update -q </dev/null >&2 && install; }
