#!/bin/sh
# Golden files: what the notes in tests/golden look like. Without an argument
# they are checked; --update shows what would change and asks before it does.
set -eu
cd "$(dirname "$0")/.."
: "${FYR_BUILD:=build/release}"
program=$FYR_BUILD/tests/test_content_golden
FYR_ROOT=$PWD LC_ALL=C.UTF-8 LANGUAGE=en
export FYR_ROOT LC_ALL LANGUAGE

[ "$FYR_BUILD" != build/release ] || make "$program" >&2
if [ "${1-}" != --update ]; then
	exec "$program"
fi
new=$(mktemp -d "${TMPDIR:-/tmp}/fyr-golden.XXXXXX")
trap 'rm -rf "$new"' EXIT
"$program" "$new"
cp tests/golden/*.md "$new"
if diff -ruN tests/golden "$new"; then
	echo "Golden files are up to date."
	exit 0
fi
printf 'Replace the golden files by these? Type yes: '
read -r answer || answer=no
if [ "$answer" != yes ]; then
	echo "Nothing is changed."
	exit 1
fi
cp "$new"/* tests/golden/
echo "Replaced."
