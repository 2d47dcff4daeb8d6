#!/bin/sh
# How prove runs one test: a program as it is, a script by sh; everything that
# varies between machines is pinned.
set -u
here=$(cd "$(dirname "$0")/.." && pwd)
: "${FYR_BUILD:=$here/build/release}" "${FYR_PROGRAM:=$here/fyr}"
# Thousands of fsyncs are not what is tested: in memory, unless TMPDIR says
# otherwise, where a gigabyte is free and programs may run.
in_memory() {
	[ -z "${TMPDIR-}" ] && [ "$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')" -gt 1000000 ] 2>/dev/null &&
		sandbox=$(mktemp -d /dev/shm/fyr-test.XXXXXX 2>/dev/null) || return 1
	printf '#!/bin/sh\n' >"$sandbox/try" && chmod +x "$sandbox/try" && "$sandbox/try" 2>/dev/null && rm "$sandbox/try" && return
	rm -rf "$sandbox"
	return 1
}
in_memory || sandbox=$(mktemp -d "${TMPDIR:-/tmp}/fyr-test.XXXXXX") || exit 1
trap 'chmod -R u+rwx "$sandbox" 2>/dev/null; rm -rf "$sandbox"' EXIT
# Once a test says something on standard error prove waits for its next line of
# output, and starts no other meanwhile: prove gets it at the end.
if [ -n "${HARNESS_ACTIVE-}" ]; then
	said=$(mktemp "${TMPDIR:-/tmp}/fyr-said.XXXXXX") || exit 1
	exec 3>&2 2>"$said"
	trap 'cat "$said" >&3; chmod -R u+rwx "$sandbox" 2>/dev/null; rm -rf "$sandbox" "$said"' EXIT
	trap 'exit 1' HUP INT TERM
fi
mkdir -p "$sandbox/home" "$sandbox/tmp"
# libgit2 1.5 forgets what its regular expressions matched.
printf 'leak:libpcre2\n' >"$sandbox/lsan"
env -i PATH="$PATH" HOME="$sandbox/home" TMPDIR="$sandbox/tmp" TZ=Europe/Stockholm \
	LC_ALL=C.UTF-8 LANGUAGE=en TERM=xterm-256color FYR_NOW=2026-11-23 FYR_TEST=1 \
	GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME="Test unit" GIT_AUTHOR_EMAIL=unit@example.org \
	GIT_COMMITTER_NAME="Test unit" GIT_COMMITTER_EMAIL=unit@example.org \
	ASAN_OPTIONS="detect_leaks=1:abort_on_error=0" LSAN_OPTIONS="suppressions=$sandbox/lsan:print_suppressions=0" FYR_TEST_SLOW="${FYR_TEST_SLOW-}" FYR_SERIES="${FYR_SERIES-}" FYR_STEPS="${FYR_STEPS-}" FAULT_STEP="${FAULT_STEP-}" FYR_SEED="${FYR_SEED-}" UBSAN_OPTIONS=print_stacktrace=1 \
	FYR_BUILD="$FYR_BUILD" FYR_PROGRAM="$FYR_PROGRAM" FYR_ROOT="$here" FYR_SANDBOX="$sandbox" \
	"$(case $1 in *.sh) echo sh ;; *) echo env ;; esac)" "$@" 3>&-
