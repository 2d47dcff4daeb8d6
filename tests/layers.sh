#!/bin/sh
# A folder includes only folders to its left; each foreign library has one home.
set -u
cd "$(dirname "$0")/.."
failed=0
allow() { # folder, folders it may include
	folder=$1; shift
	for file in "$folder"/*.[ch]; do
		[ -f "$file" ] || continue
		for dir in $(sed -n 's/^#include "\([a-z]*\)\/.*/\1/p' "$file" | sort -u); do
			case " $folder $* " in
			*" $dir "*) ;;
			*) echo "$file: includes $dir/, which is not to its left"; failed=1 ;;
			esac
		done
	done
}
home() { # header pattern, files it may stand in (a pattern)
	for file in $(grep -lE "^#include <($1)>" base/*.[ch] content/*.[ch] store/*.[ch] \
		sync/*.[ch] app/*.[ch] tui/*.[ch] cli/*.[ch] 2>/dev/null); do
		case $file in
		$2) ;;
		*) echo "$file: <$1> has its home in $2"; failed=1 ;;
		esac
	done
}
allow base
allow content base
allow store base
allow sync base
allow app base content store sync
allow tui base content store sync app
allow cli base content store sync app tui
home 'cmark\.h' 'content/markdown*'
home 'yaml\.h' 'content/yaml.c'
home 'sqlite3\.h' 'store/*'
home 'git2.*\.h' 'sync/*'
home 'libxml/.*\.h' 'content/feed_*'
home 'curl/.*\.h' 'sync/*'
home 'jansson\.h' 'app/export*'
home 'curses\.h|ncurses.*\.h|term\.h' 'tui/term*.c'
home 'utf8proc\.h' 'base/*'
exit $failed
