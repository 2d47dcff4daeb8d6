# Bad input through the verbs: queries of every odd kind and notes made to
# hurt end in bounded time and memory, with exit 0 or 1, never an error of the
# full-text table's own language.
. "$FYR_ROOT/tests/cli/lib.sh"

mkdir -p hub/d
i=0
while [ $i -lt 60 ]; do
	printf -- '---\ntitle: Note %d about law\ntags: [t%d]\n---\ncommon word%d och a\n' \
		$i $((i % 5)) $i >hub/d/n$i.md
	i=$((i + 1))
done
# One line of five megabytes; very many distinct words.
awk 'BEGIN { for (i = 0; i < 500000; i++) printf "lång%d rad ", i % 977 }' >hub/line.md
printf '\n' >>hub/line.md
awk 'BEGIN { for (i = 0; i < 60000; i++) printf "unik%dord%s", i * 7919, i % 9 ? " " : "\n" }' >hub/words.md
awk 'BEGIN { for (i = 0; i < 300000; i++) printf "x" ; print "" }' >hub/oneword.md
printf 'title\001\033]0;x\a\000 \377\376 broken\n' >hub/broken.md

# Bounded: seconds of CPU, and memory where no sanitizer needs it all.
bounded() {
	(
		ulimit -t "$1"
		[ "${FYR_TEST_SLOW-}" ] || ulimit -v 800000
		shift
		exec "$FYR_PROGRAM" --hub hub "$@"
	) >out.txt 2>err.txt </dev/null
	status=$?
	out=$(tr -d '\000' <out.txt)
	err=$(cat err.txt)
}

slow=${FYR_TEST_SLOW:+20}
bounded $((20 + ${slow:-0})) index
is 'hostile notes are indexed' "$status" 0
has 'all of them' "$out" '64 notes'
bounded $((20 + ${slow:-0})) index --verify
is 'and the index is sound' "$status" 0

# ask NAME QUERY: 0 or 1, and no word of SQLite's.
ask() {
	bounded $((5 + ${slow:-0})) search -f path -- "$2"
	case $status in
	0 | 1) result ok "$1: exit $status" '' ;;
	*) result 'not ok' "$1" "exit $status: $err" ;;
	esac
	case $err in
	*fts5* | *syntax* | *SQL* | *'no such column'* | *damaged*)
		result 'not ok' "$1: an error of the full-text table" "$err" ;;
	esac
}

repeat() { awk -v n="$1" -v t="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", t }'; }

ask 'control characters' "$(printf 'law\001\002\033[31m\177\tcommon\r')"
ask 'only control characters' "$(printf '\001\002\003')"
ask 'invalid UTF-8' "$(printf 'law \377\376\303 \355\240\200 common')"
ask 'half a character' "$(printf 'la\303')"
ask 'beyond Latin' "$(printf '\311\220\311\277 \360\237\230\200 \342\200\256law')"
ask 'one letter' a
ask 'each letter alone' 'a b c d e f g h i j k l m n o p q r s t u v w x y z'
ask 'a word of every note' common
ask 'stop words' 'och a och a'
ask 'empty' ''
ask 'blanks' '   '
ask 'quotes of nothing' '"" "" ""'
ask 'an open quote' '"law common'
ask 'quotes in odd number' 'law " common " word1 "'
ask 'brackets that do not match' '((law OR (common))))) ((('
ask 'operators alone' 'AND OR NOT - | * : = ( )'
ask 'FTS5 operators' 'NEAR(law common, 5) ^law {title body} : x + y'
ask 'FTS5 columns' 'rowid:1 fts:law doc_text:x rank:1 title : law'
ask 'SQL' "'; DROP TABLE doc; --"
ask 'keys without values' 'kind: due:< tag:"" sort: is: has: no: links: created:..'
ask 'thousands of OR' "$(repeat 5000 'law OR ')law"
ask 'thousands of NOT' "$(repeat 5000 '-law ')common"
ask 'thousands of brackets' "$(repeat 20000 '(')law$(repeat 20000 ')')"
ask 'thousands of quotes' "$(repeat 20001 '"')"
ask 'thousands of prefixes' "$(repeat 5000 'w* u* ')"
ask 'thousands of filters' "$(repeat 5000 'tag:t1 ')"
ask 'commas without end' "tag:$(repeat 20000 'a,')"
ask '100 KB of one word' "$(repeat 100000 x)"
ask '100 KB of words' "$(awk 'BEGIN { for (i = 0; i < 12000; i++) printf "ord%d ", i }')"
ask '100 KB of a phrase' "\"$(repeat 14000 'common ')\""
ask '100 KB of unknown long words' "$(awk 'BEGIN { for (i = 0; i < 4000; i++) printf "qzxwunikåord%dbörk ", i * 31 }')"
ask '100 KB of invalid bytes' "$(repeat 50000 "$(printf '\377\303')")"
ask 'a prefix of very many words' 'unik*'
ask 'a word almost like very many' 'unik7918ord'
bounded 10 search -f path law
is 'after all that a word is found' "$(printf '%s\n' "$out" | grep -c '^d/n')" 50

# What finds nothing says so, and what was tried.
ask 'nothing found' 'qqqqzzzz'
is 'nothing found is exit 1' "$status" 1

for ref in "$(printf '\377\376')" "$(repeat 100000 x)" '"' "'" '*' '%' "$(printf 'a\001b')"; do
	bounded 5 show -- "$ref"
	case $status in
	1 | 2 | 4) result ok "show of an odd name: exit $status" '' ;;
	*) result 'not ok' 'show of an odd name' "exit $status $err" ;;
	esac
done
bounded 10 show line
is 'a line of 5 MB is shown' "$status" 0
bounded 5 list -f path "$(repeat 3000 'tag:x OR ')"
case $status in
0 | 1 | 2) result ok "list: exit $status" '' ;;
*) result 'not ok' list "exit $status $err" ;;
esac

# What editors get wrong: one identifier twice, rings, days there are none.
mkdir odd
note odd/fyr.yaml <<'END'
fyr: 1
languages: [sv, en]
kinds:
  rule:
    folder: rules
    fields:
      identifiers: {type: identifier, many: true, role: identifier}
      amends: {type: link, kind: rule, many: true}
      dates: {type: dated, many: true, role: deadline}
      started: {type: date}
END
odd() { # name, language, the rest of its front matter
	printf -- '---\ntitle: %s\nlang: %s\nidentifiers: ["celex:32024R1689"]\n%s\n---\nText.\n' "$1" "$2" "$3" | note "odd/rules/$1.md"
}
odd one sv 'amends: [two]'
odd two en 'amends: [one]
dates: [{date: 2027-02-30, certainty: binding}]
started: 2026-02-30'
fyr --hub odd check
is 'one identifier twice: an error in each' "$(printf '%s\n' "$out" | grep -c 'duplicate-identifier')" 2
has 'one identifier twice: which note has it too' "$out" 'rules/one.md:4: error: duplicate-identifier: The identifier celex:32024R1689 is claimed by rules/two.md too'
is 'a ring of amendments: an error in each' "$(printf '%s\n' "$out" | grep -c 'amends leads in a ring: one -> two -> one')" 2
has '30 February among dates' "$out" 'rules/two.md:6:16: error: bad-date: dates: This is no date.'
has '30 February as a date' "$out" 'rules/two.md:7:10: error: bad-date: started: This is no date.'
for name in 32024R1689 celex:32024R1689; do
	fyr --hub odd show "$name"
	is "one identifier twice: $name is no guess" "$status" 2
	has "one identifier twice: $name names both" "$err" 'may mean several notes: rules/one.md, rules/two.md'
done
bounded 10 --hub odd touches one -f id
is 'a ring of amendments ends' "$out" two
bounded 10 --hub odd agenda --days 1000
hasnt '30 February is no deadline' "$out" two

# A survey whose cells would be formulas: text here, and text when it leaves.
git config --global init.defaultBranch main
fyr init survey
printf '\357\273\277title;unit;started\n"=1+1";"+46";2026-02-30\n"=cmd|""x""";"@y; z";2026-02-28\n' >cells.csv
fyr --hub survey import projects cells.csv
is 'cells: a bad row, so exit 1' "$status" 1
has 'cells: 30 February is listed' "$err" 'line 2: not imported: started: This is no date.'
has 'cells: quotes and semicolons' "$(cat survey/projects/cmd*)" 'unit: "@y; z"'
fyr --hub survey list -a --kind project -f csv
has 'cells: no formula leaves' "$out" ",\"'=cmd|\"\"x\"\"\","
finish
