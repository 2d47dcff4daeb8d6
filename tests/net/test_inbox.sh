#!/bin/sh
# The inbox against a server on loopback: good feeds are read once, hostile ones
# do no harm and are told.
. "$FYR_ROOT/tests/net/net.sh"
perl "$FYR_ROOT/tests/net/feeds.pl" "$PWD/log" >port &
servers="$servers $!"
until_true 60 test -s port
port=$(cat port)
fyr init hub
feeds() { # names: they become the hub's feeds
	printf 'feeds:\n' >hub/feeds.yaml
	for feed in "$@"; do
		printf '  - {id: %s, title: "The %s", url: "http://127.0.0.1:%s/%s"}\n' "$feed" "$feed" "$port" "$feed" >>hub/feeds.yaml
	done
}
export FYR_HUB=$PWD/hub
feeds rss2 atom rss1
fyr inbox fetch
is 'good feeds: exit 0' "$status" 0
is 'good feeds: what was new' "$out" 'rss2: 2 new, 0 seen before
atom: 1 new, 1 seen before
rss1: 1 new, 0 seen before'
fyr inbox
is 'listed, with dates and links' "$out" "1  2026-11-20  rss2  Item 1
    https://example.org/1
2  2026-11-23  rss2  Item 2
    https://example.org/2
3  2026-11-19  atom  Atom one
    http://127.0.0.1:$port/a/1
4  2026-11-18  rss1  RDF one
    https://example.org/r1"
fyr inbox fetch rss2
is 'not read twice' "$out" 'rss2: nothing new'
is 'asked with what is here' "$(tail -n 1 log)" '/rss2 "one"'

# Decisions.
fyr inbox dismiss 2
is 'dismissed without a reason: exit 2' "$status" 2
fyr inbox dismiss 2 not ours
is 'dismissed' "$status" 0
fyr inbox keep 1 --lang en
is 'kept: exit 0' "$status" 0
text=$(cat hub/updates/2026-11-23-item-1.en.md)
has 'kept: a draft' "$text" 'status: draft'
has 'kept: the source' "$text" 'url: https://example.org/1'
has 'kept: among the sources' "$text" 'sources: [https://example.org/1]'
has 'kept: the summary' "$text" 'summary: Text & more'
is 'kept: a commit' "$(git -C hub log -1 --format=%s)" 'update: add "Item 1"'
fyr inbox keep 1
is 'kept twice: exit 2' "$status" 2
fyr inbox list --all
has 'all: kept' "$out" '[kept] Item 1'
has 'all: dismissed' "$out" '[dismissed: not ours] Item 2'
fyr inbox sources
has 'register: yield' "$out" 'rss2  The rss2
    read 2026-11-23; 2 seen, 1 kept (50 %), 1 dismissed'

# For machines.
fyr inbox list --all -f json
printf '%s' "$out" >list.json
is 'json: the schema' "$(jq -r .schema list.json)" fyr/inbox/1
is 'json: items with their states' "$(jq -r '[.items[] | "\(.number) \(.state)"] | join(", ")' list.json)" '1 kept, 2 dismissed, 3 new, 4 new'
is 'json: source, dates, reason' "$(jq -r '.items[1] | [.source, .date, .seen, .decided, .reason, .link] | join(" ")' list.json)" \
	'rss2  2026-11-23 2026-11-23 not ours https://example.org/2'
fyr inbox -f jsonl
is 'jsonl: what nobody has decided about' "$(printf '%s\n' "$out" | jq -r .number | tr '\n' ' ')" '3 4 '
fyr inbox -f csv
is 'csv: heading' "$(printf '%s' "$out" | head -n 1 | tr -d '\r')" 'number,state,source,title,link,date,seen,decided,reason,summary'
fyr inbox sources -f json
printf '%s' "$out" >sources.json
is 'json: the register' "$(jq -r '.sources[0] | [.id, .read, .seen, .kept, .dismissed, .failures] | join(" ")' sources.json)" 'rss2 2026-11-23 2 1 1 0'
fyr inbox -f id
is 'a format there is not: exit 2' "$status" 2

# From a file.
printf '<rss><channel><item><title>From a file</title><link>https://example.org/file</link></item></channel></rss>' >saved.xml
fyr inbox fetch --file saved.xml
is 'a file' "$out" 'saved.xml: 1 new, 0 seen before'
fyr inbox fetch --file saved.xml
is 'a file again' "$out" 'saved.xml: 0 new, 1 seen before'

# Hostile ones.
hostile() { # name, part of what is said
	feeds "$1"
	before=$(now_ms)
	fyr inbox fetch
	took=$(($(now_ms) - before))
	is "$1: exit 4" "$status" 4
	has "$1: said" "$err" "$2"
	[ "$took" -lt 25000 ] && result ok "$1: in time" '' || result 'not ok' "$1: in time" "$took ms"
}
hostile bomb 'declares a document type or entities'
hostile bomb16 'declares a document type or entities'
hostile wrong 'The feed is damaged at line'
hostile deep 'nested too deeply'
hostile html 'This is no feed'
hostile huge 'larger than 2 MB'
hostile huge-said 'larger than 2 MB'
hostile endless 'did not end in time'
hostile loop 'more than 3 redirects'
is 'loop: four requests' "$(grep -c '^/loop' log)" 4
hostile file 'not on the web'
hostile gone 'the number 410'
fyr inbox sources
has 'register: the failure' "$out" 'failed 1 time: The server answers with the number 410'
fyr inbox list
hasnt 'nothing of them is kept' "$out" 'root:'

# Two at once: the second says so, and the first is not disturbed.
feeds endless
"$FYR_PROGRAM" inbox fetch >first.txt 2>&1 </dev/null &
first=$!
until_true 60 sh -c 'test "$(grep -c ^/endless log)" -ge 2'
fyr inbox fetch
is 'two at once: the second ends with 5' "$status" 5
has 'two at once: the second says so' "$err" 'Another fyr is at work in this inbox'
fyr inbox list
is 'two at once: reading goes on' "$status" 0
fyr inbox dismiss 3 not ours
is 'two at once: a decision waits, then says so' "$status" 5
fyr inbox list
has 'two at once: nothing was decided' "$out" '3  '
wait "$first"
has 'two at once: the first is done' "$(cat first.txt)" 'did not end in time'
fyr inbox fetch --file saved.xml
is 'two at once: the lock is gone' "$status" 0

# Odd ones.
feeds latin1 moved escape
fyr inbox fetch
is 'odd ones: exit 0' "$status" 0
fyr inbox
has 'not UTF-8, and does not say so' "$out" 'latin1  Förslag om vård'
has 'no dates: the day it was seen' "$out" '2026-11-23  moved  Item 70'
has 'a date that is none' "$out" '2026-11-23  moved  Item 72'
has 'no link but to the web' "$out" 'https://example.org/esc'
hasnt 'no link but to the web: the other' "$out" 'javascript'
is 'no control characters' "$(printf '%s' "$out" | LC_ALL=C tr -d '\11\12\40-\176\302-\364\200-\277' | wc -c)" 0

# A damaged file is not fatal, and hurts only its bad lines.
state=$(ls "$HOME"/.local/state/fyr/*/inbox)
{ printf 'item\t1\n\t\t\nitem\t99999999999999\t0\n\377\376nonsense\n'; cat "$state"; } >damaged
cp damaged "$state"
fyr inbox list --all
has 'a damaged file: what is whole is there' "$out" '[kept] Item 1'
head -c 300 /dev/urandom >"$state"
fyr inbox list
is 'noise for a file: empty' "$status" 1
finish
