#!/bin/sh
# Calls that are refused, and text that must not reach a terminal past the gate.
set -u
cd "$(dirname "$0")/.."
failed=0
refuse() { # why, pattern, files...
	why=$1; pattern=$2; shift 2
	if grep -nE "$pattern" "$@" /dev/null | grep -v '^[^:]*:[0-9]*:[[:space:]]*\*'; then
		echo "banned: $why"
		failed=1
	fi
}
own=
for file in "$@"; do
	case $file in
	tests/* | bench/*) ;;
	*) own="$own $file" ;;
	esac
done
refuse 'unbounded or unsafe' '(^|[^_a-zA-Z])(strcpy|strcat|sprintf|vsprintf|strncpy|strtok|atoi|atol|gmtime|localtime|alloca|gets|asctime|ctime|tmpnam|mktemp)\(' "$@"
refuse 'a shell' '(^|[^_a-zA-Z])(system|popen)\(' $own
refuse 'curses output outside tui/term' '(addstr|addwstr|printw|addnwstr|add_wch)' $(printf '%s\n' $own | grep -v '^tui/term')
refuse 'printing outside cli/ and the worker' '(^|[^_a-zA-Z])(printf|puts|putchar)\(' $(printf '%s\n' $own | grep -vE '^(cli/|app/worker\.c)')
exit $failed
