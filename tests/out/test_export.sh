# What leaves the hub, read by programs that nobody here wrote.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
python=/usr/bin/python3
read_as() { # kind, file
	"$python" "$FYR_ROOT/tests/out/read.py" "$1" "$2" 2>&1
}
schema() { # files: what xmllint says against
	xmllint --noout --relaxng "$FYR_ROOT/tests/out/atom.rng" "$@" 2>&1 |
		grep -v ' validates$'
}
commit() { # time, message
	git -C hub add -A
	GIT_AUTHOR_DATE="$1" GIT_COMMITTER_DATE="$1" git -C hub commit -qm "$2"
}
export FYR_HUB="$PWD/hub"

mkdir hub && git -C hub init -q
cat >hub/fyr.yaml <<'YAML'
fyr: 1
id: "hub.example.org,2026"
name: {sv: Hubben, en: "The <hub>"}
languages: [en, sv]
vocabularies:
  event: [{id: applies, sv: Gäller, en: Applies}]
  alert: [{id: info, sv: Info, en: Info}, {id: act, sv: Nu, en: Act}]
kinds:
  rule:
    folder: rules
    fields:
      identifiers: {type: identifier, many: true, role: identifier}
      dates: {type: dated, vocabulary: event, many: true, role: deadline}
  meeting:
    folder: meetings
    fields:
      start: {type: datetime, role: start}
      end: {type: datetime, role: end}
      place: {type: string, role: place}
  body:
    folder: bodies
    fields:
      expertise: {type: string, many: true}
      email: {type: email, role: email}
      contacts: {type: contact, many: true, role: contact}
      url: {type: url, role: url}
  news:
    folder: news
    fields:
      date: {type: date}
      alert: {type: enum, vocabulary: alert, role: alert}
      about: {type: link, many: true, role: about}
      url: {type: url, role: url}
YAML
note hub/rules/one.md <<'END2'
---
title: Rule one
identifiers: ["sfs:2026:1"]
dates:
  - {date: 2026-12-24, event: applies, scope: all}
  - {date: 2026-12, event: applies, scope: later, certainty: expected}
  - {date: 2024-02-29, event: applies, scope: old}
  - {date: 2026-12-11, event: amended}
  - {date: 2027-01-12, event: amended}
  - {date: 2027-01-12, event: amended}
sources: ["doi:10.1/a}b", "https://example.org/s", "arxiv:2401.1"]
---
See [[two]].
END2
note hub/rules/two.md <<'END2'
---
title: Rule two
status: draft
dates: [{date: 2026-12-25, event: applies}]
sources: ["https://example.org/s"]
---
END2
note hub/meetings/m.md <<'END2'
---
title: "Lunch; with, comma\\ and \"quotes\""
start: "2026-07-01T12:00:00+02:00"
end: "2026-07-01T13:30:00+02:00"
place: "Room\nEND:VEVENT\nBEGIN:VEVENT"
---
END2
note hub/meetings/all-day.md <<'END2'
---
title: Two days
start: 2026-11-30
end: 2026-12-01
---
END2
note hub/meetings/last.md <<'END2'
---
title: The last day there is
start: 9999-12-31
---
END2
note hub/meetings/month.md <<'END2'
---
title: Some time in May
start: 2026-05
---
END2
note hub/bodies/b.md <<'END2'
---
title: "Bodies & Co\r\nBEGIN:VCARD"
expertise: ["law, old", imaging]
email: box@example.org
url: "javascript:alert(1)"
contacts:
  - {role: desk, name: Eva Person, email: desk@example.org, phone: "+46 31-1"}
  - {role: odd, email: "two\nlines@example.org"}
---
END2
note hub/news/n.md <<'END2'
---
title: "]]></title><script>alert(1)</script>"
date: 2026-11-20
alert: act
about: [one]
url: "https://example.org/?a=1&b=2"
tags: [a, "=1+1"]
---
<script>alert(1)</script>

[x](javascript:alert(1)) ]]> [[one]]
END2
note hub/news/f.md <<'END2'
---
title: "=HYPERLINK(\"x\")"
summary: "\u200B@SUM(A1)"
owner: "+46"
date: 2026-11-19
alert: info
---
END2
note hub/news/odd.md <<'END2'
---
title: "\u00a0\u200b"
lang: "x-none!"
date: 2026-11-17
alert: info
url: "HTTPS://Example.org/a b\"<[%zz"
---
[p](https://example.org:99999/) [h](http://[::1/)
END2
printf -- '---\ntitle: bad \377\376 bytes\ndate: 2026-11-18\nalert: info\n---\n\001\033[31m\n' >hub/news/bad.md
commit 2026-11-21T10:00:00Z first

# --- feeds
fyr export atom
is 'atom is written' "$status" 0
xmllint --noout out.txt 2>xml.txt
is 'xmllint finds it well formed' "$(cat xml.txt)" ''
is 'and by the rules of Atom' "$(schema out.txt)" ''
got=$(read_as atom out.txt)
has 'feedparser takes it' "$got" 'bozo | 0'
has 'its id is a tag' "$got" 'feed | tag:hub.example.org,2026:feed/en | The <hub>'
has 'newest first, its level a word, markup text' "$(echo "$got" | sed -n 3p)" \
	'entry | tag:hub.example.org,2026:n | Act: ]]></title>'
has 'it leads to the source' "$got" 'https://example.org/?a=1&b=2 | 2026-11-20T00:00:00Z'
is 'four published changes' "$(echo "$got" | grep -c ^entry)" 4
has 'a title that shows nothing is the id' "$got" ':odd | Info: odd |'
has 'an address is one' "$got" 'HTTPS://Example.org/a%20b%22%3C%5B%25zz'
hasnt 'a language that is none is left out' "$out" x-none
hasnt 'a port that is none is no link' "$out" 'href=&quot;https://example.org:99999'
hasnt 'nor a host' "$out" 'href=&quot;http://%5B'
hasnt 'no script, no script address' "$got" unsafe
cp out.txt first.xml
TZ=Asia/Tokyo FYR_NOW=2027-05-05 fyr export atom
is 'the same bytes another day and zone' "$(cmp out.txt first.xml && echo same)" same
fyr export atom --base https://example.org/hub
is 'with a base by the rules too' "$(schema out.txt)" ''
has 'with a base links lead to pages' "$out" \
	'&lt;a href=&quot;https://example.org/hub/en/notes/rules/one.html&quot;&gt;'
fyr export jsonfeed
got=$(read_as jsonfeed out.txt)
has 'json feed is JSON' "$got" 'item | tag:hub.example.org,2026:n | Act: ]]></title>'
has 'of version 1.1' "$out" '"version": "https://jsonfeed.org/version/1.1"'
fyr export atom kind:rule
is 'drafts stay inside' "$(echo "$out" | grep -c '<entry')" 1
fyr export atom --all kind:rule
is 'unless asked for' "$(echo "$out" | grep -c '<entry')" 2
fyr search --save 'Mina regler' kind:rule
fyr export atom --saved -o feeds
is 'one feed a kept search' "$(ls feeds | sed 's/-[0-9a-f]*\./-X./')" mina-regler-X.xml
is 'by the rules' "$(schema feeds/*.xml)" ''
has 'named as the search' "$(cat feeds/*.xml)" '<title>The &lt;hub&gt;: Mina regler</title>'
fyr export atom --saved
is 'a folder is needed' "$status" 2
fyr export atom kind:nothing
is 'an unknown kind is told' "$status" 2
fyr export atom kind:news -tag:a
is 'query words may begin with a dash' "$(echo "$out" | grep -c '<entry')" 3

# --- calendar
fyr export ics
is 'a calendar' "$status" 0
got=$(read_as ics out.txt)
is 'entries: no more and no fewer' "$(echo "$got" | grep -c ^event)" 5
hasnt 'each with an UID of its own' "$got" 'uid twice'
has 'the second time is counted' "$got" 'one.dates.amended.2@hub.example.org | 0 | 2027-01-12'
hasnt 'a day without a day after is no entry' "$got" 'last@'
has 'a time with its offset' "$got" \
	"event | m@hub.example.org | 0 | 2026-07-01T12:00:00+02:00 | 2026-07-01T13:30:00+02:00 | Lunch; with, comma\\ and \"quotes\""
has 'a zone for it' "$got" 'zone | UTC+02:00'
has 'all days, the end the day after' "$got" '2026-11-30 | 2026-12-02 | Two days'
has 'a deadline is all day' "$got" \
	'event | one.dates.applies.all@hub.example.org | 0 | 2026-12-24 | 2026-12-25 | Rule one: Applies, all'
has 'months are text' "$(tr -d '\r\n' <out.txt | sed 's/ //g')" 'Dec2026:Ruleone:Applies\,later(expected)'
has 'and counted' "$err" '3 dates without a day'
hasnt 'not an error' "$got" error
cat >khal.conf <<END2
[calendars]
[[out]]
path = $PWD/khal
[locale]
local_timezone = Europe/Stockholm
default_timezone = Europe/Stockholm
timeformat = %H:%M
dateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdateformat = %Y-%m-%d
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = $PWD/khal.db
END2
mkdir khal
khal -c khal.conf import --batch -a out out.txt >khal.txt 2>&1
is 'khal imports it' "$?$(cat khal.txt)" 0
is 'all of it' "$(ls khal | wc -l)" 5
khal -c khal.conf list --format '{start-end-time-style} {title}' 2026-07-01 2026-07-02 >khal.txt 2>&1
has 'at its time in summer' "$(cat khal.txt)" '12:00-13:30 Lunch; with, comma'
khal -c khal.conf list --format '{start-end-time-style} {title}' 2026-12-02 2026-12-03 >khal.txt 2>&1
hasnt 'an end is the last day, not one more' "$(cat khal.txt)" 'Two days'
cp out.txt first.ics
sed -i 's/2026-12-24/2026-12-28/' hub/rules/one.md
commit 2026-11-22T10:00:00Z moved
fyr export ics
got=$(read_as ics out.txt)
has 'a moved date keeps its UID and counts up' "$got" \
	'event | one.dates.applies.all@hub.example.org | 1 | 2026-12-28 | 2026-12-29'
is 'what did not change stays' "$(grep -A4 '^UID:m@' first.ics)" "$(grep -A4 '^UID:m@' out.txt)"
fyr export ics --from 2024-01-01 --to 2024-12-31
has 'a span, a leap day' "$out" 'DTSTART;VALUE=DATE:20240229'
is 'only that' "$(echo "$out" | grep -c BEGIN:VEVENT)" 1
fyr export ics kind:body
has 'an empty calendar is one' "$(read_as ics out.txt)" 'vobject | VCALENDAR'

# --- cards
fyr export vcf
got=$(read_as vcf out.txt)
is 'one card' "$(echo "$got" | grep -c ^card)" 1
has 'an organisation, its name whole' "$got" 'card | 4.0 | org | Bodies & Co\nBEGIN:VCARD'
has 'its mailboxes' "$out" 'EMAIL:desk@example.org'
hasnt 'no persons' "$out" Eva
has 'an address of two lines is none' "$out" 'ROLE:odd'
hasnt 'and stays inside' "$out" lines@
hasnt 'no script address' "$out" javascript

# --- tables
fyr export csv kind:news
got=$(read_as csv out.txt)
hasnt 'no cell is a formula' "$got" formula
has 'what looked like one is text' "$got" "'=HYPERLINK(\"x\")"
has 'hidden characters do not hide one' "$got" "'@SUM(A1)"
fyr export csv kind:rule
has 'fields are columns, dates whole' "$out" '2026-12-28 applies (all); 2026-12 applies, expected (later)'
fyr export json kind:rule
has 'json has them as objects' "$(read_as json out.txt)" 'item | one | Rule one'
has 'with their certainty' "$out" '"certainty": "expected"'

# --- sources
fyr export bibtex
has 'sources once, no brace ends a field' "$out" 'doi = {10.1/a%7Db}'
is 'two readers find as many entries' "$(read_as bibtex out.txt)" 'entries | 4 | 4 | 4'
has 'arXiv' "$out" 'archiveprefix = {arXiv}'

# --- files
fyr export csv kind:rule -o rows.csv
is 'to a file' "$status$out" 0
has 'whole' "$(cat rows.csv)" 'Rule one'
fyr --read-only export csv -o rows2.csv
is 'not with --read-only' "$status$(ls rows2.csv 2>/dev/null)" 6
fyr export what
is 'an unknown format' "$status" 2
has 'says which there are' "$err" 'atom, jsonfeed, ics, vcf, csv, json, bibtex'
fyr export atom --base ftp://x
is 'a base is a web address' "$status" 2
mkdir -p plain && printf '# Only\n\ntext\n' >plain/a.md
fyr --hub plain export atom
has 'a plain folder has ids too' "$out" '<id>urn:uuid:'
finish
