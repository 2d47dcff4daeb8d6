#!/bin/sh
# Ceilings: function <= 60 lines, file <= 500, <= 5 parameters, no writable
# file-scope variable outside the list. They only ever go down.
set -u
cd "$(dirname "$0")/.."
failed=0
for file in "$@"; do
	lines=$(wc -l <"$file")
	[ "$lines" -le 500 ] || { echo "$file: $lines lines (500 at most)"; failed=1; }
done
ctags -x --_xformat='%F	%n	%{end}	%N	%S' --kinds-c=f --fields=+neS "$@" >build/lint/functions
awk -F '\t' '
	{ n = $3 - $2 + 1
	  if (n > 60) { print $1 ":" $2 ": " $4 " has " n " lines (60 at most)"; bad = 1 }
	  s = $5; depth = 0; commas = 0
	  for (i = 2; i < length(s); i++) {
		c = substr(s, i, 1)
		if (c == "(") depth++; else if (c == ")") depth--
		else if (c == "," && depth == 0) commas++
	  }
	  # FTS5 says what a tokenizer takes.
	  if ($1 $4 == "store/fts.ctokenize") next
	  if (s !~ /^\( *(void)? *\)$/ && commas + 1 > 5) {
		print $1 ":" $2 ": " $4 " takes " commas + 1 " parameters (5 at most)"; bad = 1 } }
	END { exit bad }' build/lint/functions || failed=1

# Signal flags, the trace file, the allocator of libcmark, the terminal.
allowed='tui/term.*\.c:|base/trace\.c:|content/markdown\.c:|app/worker\.c:worker_stop|cli/verb_hub\.c:verb_interrupted'
ctags -x --_xformat='%F:%N	%C' --kinds-c=v "$@" |
	grep -vE '	(extern |static )*(const |.*\* *const |.*\bconst\b.*[]=;])' |
	grep -vE "^($allowed)" | grep -v 'const' |
	grep -v '	}' >build/lint/variables # tables end so; they are const
if [ -s build/lint/variables ]; then
	sed 's/^/writable file-scope variable: /' build/lint/variables
	failed=1
fi
exit $failed
