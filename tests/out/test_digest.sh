# The weekly letter, and the figures of the watch.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
commit() { # time, message
	git -C hub add -A
	GIT_AUTHOR_DATE="$1" GIT_COMMITTER_DATE="$1" git -C hub commit -qm "$2"
}
export FYR_HUB="$PWD/hub"
mkdir hub && git -C hub init -q
cat >hub/fyr.yaml <<'YAML'
fyr: 1
id: "hub.example.org,2026"
name: {sv: Hubben, en: The hub}
languages: [en, sv]
vocabularies:
  event: [{id: applies, sv: Gäller, en: Applies}]
  alert: [{id: info, sv: Info, en: Info}, {id: act, sv: Nu, en: Act}]
  place: [{id: EU, sv: EU, en: European Union}, {id: SE, sv: Sverige, en: Sweden}]
  impact: [{id: low, sv: Låg, en: Low}]
kinds:
  rule:
    folder: rules
    fields:
      jurisdiction: {type: enum, vocabulary: place}
      identifiers: {type: identifier, many: true, role: identifier}
      dates: {type: dated, vocabulary: event, many: true, role: deadline}
      impact: {type: enum, vocabulary: impact, role: priority}
      url: {type: url, role: url}
  meeting:
    folder: meetings
    fields:
      start: {type: datetime, role: start}
  news:
    folder: news
    fields:
      date: {type: date}
      alert: {type: enum, vocabulary: alert, role: alert}
      about: {type: link, many: true, role: about}
      effective: {type: dated, vocabulary: event}
      url: {type: url, role: url}
YAML
note hub/rules/one.md <<'END2'
---
title: Rule one
status: draft
jurisdiction: SE
review_by: 2026-11-20
dates:
  - {date: 2026-12-24, event: applies}
---
END2
note hub/meetings/m.md <<'END2'
---
title: Lunch
start: "2026-11-26T12:00:00+01:00"
---
END2
note hub/rules/gone.md <<'END2'
---
title: Old rule
---
END2
commit 2026-11-02T10:00:00Z first
sed -i 's/2026-12-24/2027-01-15/; s/^status: draft/status: published\nimpact: low\nconfidence: confirmed\nurl: "https:\/\/example.org\/1"/' hub/rules/one.md
git -C hub rm -q rules/gone.md
note hub/news/2026-11-24-n.md <<'END2'
---
title: "*Rule* [one](javascript:x) <b>moves</b>"
date: 2026-11-24
alert: act
about: [one]
effective: {date: 2026-11-27, event: applies}
url: "https://example.org/(1)"
summary: "1. Not a list\n# not a heading"
---
- [ ] Do this
- [ ] And that
END2
note hub/news/2026-11-23-i.md <<'END2'
---
title: For info
date: 2026-11-23
alert: info
about: [one]
---
END2
note hub/news/2026-11-25-d.md <<'END2'
---
title: Secret
date: 2026-11-25
alert: act
status: draft
---
END2
commit 2026-11-24T10:00:00Z 'one moves'
sed -i 's/\[ \] Do/[x] Do/' hub/news/2026-11-24-n.md
commit 2026-11-26T10:00:00Z 'done'
sed -i 's/\[ \] And/[x] And/' hub/news/2026-11-24-n.md
note hub/rules/late.md <<'END2'
---
title: Found late
identifiers: ["sfs:2026:9"]
dates: [{date: 2026-12-20, event: applies}, {date: 2027-12-20, event: applies, scope: b}]
---
END2
commit 2026-12-01T10:00:00Z 'after the week'

# --- digest
fyr digest --week 2026-W48
is 'a digest' "$status" 0
has 'its week' "$out" 'The hub: week 48, 2026'
has 'the highest level first' "$(echo "$out" | grep -A1 '^Act$')" '24 Nov 2026: *Rule* [one](javascript:x) <b>moves</b> (Sweden)'
has 'then the others' "$out" 'For info (Sweden)'
hasnt 'no drafts' "$out" Secret
has 'what moved' "$out" 'Rule one: Applies: 24 Dec 2026 -> 15 Jan 2027'
has 'deadlines ahead' "$out" '15 Jan 2027: Rule one'
has 'events of the week' "$out" '26 Nov 2026 12:00: Lunch'
has 'what changed' "$out" 'Changed: Rule one (rule)'
has 'what is gone' "$out" 'Gone: Old rule'
hasnt 'not what came after' "$(echo "$out" | grep -A9 'New and changed')" 'Found late'
has 'reviews that are due' "$out" '20 Nov 2026: Rule one'
cp out.txt first
FYR_NOW=2027-03-01 TZ=Pacific/Auckland fyr digest --week 2026-W48
is 'the same bytes another day and zone' "$(cmp out.txt first && echo same)" same
fyr digest --since 2026-11-23 --until 2026-11-29
is 'the same days by their dates' "$(cmp out.txt first && echo same)" same
fyr --lang sv digest --week 2026-W48 --format md
has 'in Swedish, as Markdown' "$out" '### Nu'
has 'no markup of a title works' "$out" '[\*Rule\* \[one\](javascript:x) \<b\>moves\</b\>](https://example.org/%281%29) (Sverige)'
has 'nor of a summary' "$out" '  1\. Not a list \# not a heading'
fyr digest --week 2026-W48 --format html --base https://example.org/hub
is 'HTML is well formed' "$(sed 's/<meta charset="utf-8">//; s/<br>//g; s/<!DOCTYPE html>//' out.txt | xmllint --noout - 2>&1)" ''
has 'with links to the site' "$out" 'href="https://example.org/hub/en/notes/news/2026-11-24-n.html"'
has 'and text that is text' "$out" '&lt;b&gt;moves&lt;/b&gt;'
fyr digest --week 2025-W01
has 'a week without anything says so' "$out" 'Nothing was published or changed in these days.'
has 'W01 begins in December' "$out" '30 Dec 2024 – 5 Jan 2025'
fyr digest --week 2026-W53
has '2026 has a week 53' "$out" '28 Dec 2026'
for week in 2025-W53 2026-W00 2026-48 W48 2026-W54; do
	fyr digest --week $week
	is "$week is none" "$status" 2
done
fyr digest --since 2026-12-01 --until 2026-11-01
is 'backwards' "$status" 2
fyr digest --format pdf
is 'an unknown format' "$status" 2
fyr digest --week 2026-W48 -o letter.txt
is 'to a file' "$(cmp letter.txt first && echo same)" same
mkdir plain && cp -r hub/fyr.yaml hub/news hub/rules plain
fyr --hub plain digest --week 2026-W48
has 'a folder without a history says so' "$out" 'This hub has no history'

# --- metrics
value() { # key: its value in the last CSV
	/usr/bin/python3 -c 'import csv, sys
for r in csv.DictReader(open("out.txt", newline="")):
    if r["key"] == sys.argv[1]: print(r["value"], r["unit"], r["of"] or "-", "!" if r["missing"] else "")' "$1"
}
fyr metrics --from 2026-11-01 --to 2026-11-30 -f csv
is 'published changes' "$(value updates)" '2 count - '
is 'by level' "$(value updates.act)$(value updates.info)" '1 count - 1 count - '
is 'overdue reviews' "$(value overdue-reviews)" '1 count 1 '
is 'confirmed' "$(value confirmed)" '100 percent 1 '
is 'with a source' "$(value primary-source)" '100 percent 1 '
is 'days from draft to open' "$(value assessment-lag)" '11 days 2 '
is 'priority within a week: not yet' "$(value prioritised)" '0 percent 2 '
is 'actions done' "$(value actions-done)" '50 percent 2 '
is 'actions done when it took effect' "$(value actions-in-time)" '50 percent 2 '
is 'no deadline found late' "$(value late-finds)" '0 percent 1 '
is 'what needs the inbox has no value' "$(value yield)" ' percent - !'
cp out.txt first
FYR_NOW=2028-01-01 TZ=Asia/Tokyo fyr metrics --from 2026-11-01 --to 2026-11-30 -f csv
is 'the same bytes another day' "$(cmp out.txt first && echo same)" same
fyr metrics --from 2026-12 --to 2026-12 -f csv
is 'one of two found late' "$(value late-finds)" '50 percent 2 '
fyr metrics --from 2026-11-01 --to 2026-11-30
has 'each with its definition' "$out" 'Task items of published changes that are ticked'
has 'and by name what is missing' "$out" 'Detection lag: not computed: needs the inbox'
fyr --lang sv metrics --to 2026-11-30 -f json
is 'JSON' "$(/usr/bin/python3 -c 'import json; d=json.load(open("out.txt")); print(d["schema"], [m["value"] for m in d["metrics"] if m["key"]=="actions-done"])')" 'fyr/metrics/1 [50]'

# The inbox of this computer.
cat >feed.xml <<'XML'
<rss version="2.0"><channel><title>F</title>
<item><title>A</title><link>https://e.org/a</link><pubDate>Fri, 13 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>B</title><link>https://e.org/b</link><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>C</title><link>https://e.org/c</link></item>
</channel></rss>
XML
fyr inbox fetch --file feed.xml
fyr inbox dismiss 1 Not ours
fyr inbox dismiss 3 not ours
fyr metrics --from 2026-11-01 --to 2026-11-30 -f csv
is 'kept of seen, for each source too' "$(value yield) $(value yield.feed.xml)" '0 percent 3  0 percent 3 '
is 'dismissed, reasons in any case' "$(value dismissed) $(value 'dismissed.not ours')" '2 count -  2 count - '
is 'days until it was seen: those with a date' "$(value detection-lag)" '6.5 days 2 '
is 'no source to read: no value' "$(value scan-coverage)" ' percent - !'
is 'nothing told yet' "$(value dissemination-lag)" ' days - !'
fyr metrics --from 2026-12-01 --to 2026-12-31 -f csv
is 'of another month: nothing' "$(value yield)$(value dismissed)" ' percent - !0 count - '
fyr metrics --from 2026-12-01 --to 2026-11-01
is 'backwards days' "$status" 2
fyr --hub plain metrics
has 'a folder has no history' "$out" 'needs a history'
finish
