#!/bin/sh
# Static checks: order of folders, ceilings, banned calls, format, analysers.
# Prints only what is wrong; a line a finding; exits 1 if there is any.
set -u
cd "$(dirname "$0")/.."
build=build/lint
mkdir -p "$build"
failed=0
step() {
	name=$1; shift
	printf 'lint: %s\n' "$name"
	"$@" || { printf 'lint: %s FAILED\n' "$name"; failed=1; }
}
flags="-std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -I. -DFYR_VERSION=\"\" -DFYR_SHARE=\"\" -DFYR_LIBRARIES=\"\"
$(pkg-config --cflags libutf8proc yaml-0.1 libcmark sqlite3 libgit2 libcurl libxml-2.0 jansson)"
warn="-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
-Wstrict-prototypes -Wmissing-prototypes -Wwrite-strings -Wcast-qual
-Wpointer-arith -Wundef -Wvla -Wformat=2"
export flags warn
sources=
for file in "$@"; do
	case $file in
	tests/* | bench/*) ;;
	*.c) sources="$sources $file" ;;
	esac
done

format() { clang-format --dry-run -Werror "$@" 2>&1 | grep -v '^$' | grep -E 'error|warning' | head -40 | grep . && return 1; return 0; }
each() {
	# A check over all sources, two at a time; keeps going, fails at the end.
	check=$1; shift
	printf '%s\n' "$@" | xargs -P2 -n1 sh -c '
		case $1 in
		clang) clang $flags $warn -Werror -fsyntax-only "$2" ;;
		tidy) clang-tidy --quiet "$2" -- $flags 2>/dev/null ;;
		analyzer) gcc $flags $warn -Werror -O2 -fanalyzer -c "$2" -o /dev/null ;;
		esac' sh "$check"
}

step 'folder order' tests/layers.sh
step 'ceilings' tests/limits.sh $sources
step 'banned calls' tests/banned.sh "$@"
step 'format' format "$@"
step 'clang warnings' each clang $sources
step 'gcc -fanalyzer' each analyzer $sources
step 'clang-tidy' each tidy $sources
exit $failed
