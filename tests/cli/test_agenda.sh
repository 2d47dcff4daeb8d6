# agenda, changes, and dates that moved: by day, by visit, by history.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main

# commit DAY MESSAGE: all of the hub, at noon of that day.
commit() {
	git -C hub add -A
	GIT_AUTHOR_DATE="$1T12:00:00" GIT_COMMITTER_DATE="$1T12:00:00" git -C hub commit -qm "$2"
}
# The last visit, as a session of the application leaves it.
visit() {
	id=$(basename "$(dirname "$(find "$HOME/.cache/fyr" -name index.db)")")
	mkdir -p "$HOME/.local/state/fyr/$id"
	date -d "$1" +%s >"$HOME/.local/state/fyr/$id/visit"
}

mkdir hub && git -C hub init -q
cat >hub/fyr.yaml <<'END'
fyr: 1
languages: [en, sv]
vocabularies:
  event: [{id: applies, sv: Gäller, en: Applies}, {id: due, sv: Klart, en: Due}]
  alert: [{id: info, sv: Info, en: Info}, {id: act, sv: Nu, en: Act}]
kinds:
  rule:
    folder: rules
    fields:
      dates: {type: dated, vocabulary: event, many: true, role: deadline}
  meeting:
    folder: meetings
    fields:
      start: {type: datetime, role: start}
      end: {type: datetime, role: end}
  trial:
    folder: trials
    fields:
      ended: {type: date, role: end}
  news:
    folder: news
    fields:
      date: {type: date}
      alert: {type: enum, vocabulary: alert, role: alert}
      about: {type: link, many: true, role: about}
END
note hub/rules/one.md <<'END'
---
title: Rule one
owner: editor
review_by: 2026-11-01
dates:
  - {date: 2026-12-24, event: applies, scope: all, source: "https://example.org/1"}
  - {date: 2026-12, event: due, certainty: expected}
  - {date: 2026, event: due, scope: year}
  - {date: 2028-02-29, event: applies, scope: leap}
---
END
note hub/rules/one.sv.md <<'END'
---
title: Regel ett
lang: sv
translated: 2026-10-01
---
END
note hub/rules/draft.md <<'END'
---
title: A draft
status: draft
dates: [{date: 2026-12-01, event: due}]
---
END
note hub/meetings/fair.md <<'END'
---
title: Fair
start: 2026-11-22T09:00+01:00
end: 2026-11-25T16:00+01:00
---
END
note hub/meetings/talk.md <<'END'
---
title: Talk
start: 2026-12-01T13:00+01:00
end: 2026-12-01T14:30+01:00
---
END
note hub/trials/pilot.md <<'END'
---
title: Pilot
ended: 2026-12-15
---
END
commit 2026-10-01 'Begin'

fyr --hub hub agenda -f oneline
is 'by date, late reviews first, expected apart' "$out" \
'OVERDUE 22 days  1 Nov  Review: Rule one  (editor)
under way  22 Nov 09:00–25 Nov  Event: Fair
in 8 days  1 Dec 13:00–14:30  Event: Talk
in 22 days  15 Dec  Ends: Pilot
in 31 days  24 Dec  Deadline: Rule one: Applies, all  (editor)
2026  Deadline: Rule one: Due, year  (editor)

Expected, not decided
expected  Dec 2026  Deadline: Rule one: Due  (editor)'
fyr --hub hub agenda --only deadlines
has 'a deadline: with its source' "$out" '    https://example.org/1'
LANGUAGE=sv fyr --hub hub agenda --only deadlines
has 'Swedish: the translation' "$out" 'Tidsfrist: Regel ett: Gäller, all'
fyr --hub hub agenda --only events,reviews -f id
is 'two sorts' "$(echo $out)" 'one fair talk'
fyr --hub hub agenda --only deadlines --all -f id
has 'drafts with --all' "$out" draft
fyr --hub hub agenda --days 10 -f id
is '--days' "$(echo $out)" 'one fair talk'
fyr --hub hub agenda --from 2028-02 --to 2028-02
is 'a month: a leap day' "$out" 'in 463 days  29 Feb 2028  Deadline: Rule one: Applies, leap  (editor)'
fyr --hub hub agenda --from 2030 --to 2031
is 'nothing: exit 1' "$status" 1
fyr --hub hub agenda --from 2026-13
is 'no date: exit 2' "$status" 2
fyr --hub hub agenda --from 2027 --to 2026
is 'backwards: exit 2' "$status" 2
fyr --hub hub agenda --only nonsense
is 'no such sort: exit 2' "$status" 2
fyr --hub hub agenda -f csv --only deadlines
is 'CSV' "$(printf '%s' "$out" | tr -d '\r' | sed -n 2p)" \
	'2026-12-15,,22,end,binding,pilot,trials/pilot.md,Pilot,,,,published,'
hasnt 'a first visit: nothing moved' "$out" Moved

# Dates move; an update says why.
visit 2026-11-05
sed -i 's/2026-12-24, event/2027-01-15, event/' hub/rules/one.md
note hub/news/2026-11-10-later.md <<'END'
---
title: The rule comes later
date: 2026-11-10
alert: info
about: [one]
---
END
commit 2026-11-10 'Rule one: later'
sed -i 's/2026-12-01T13:00/2026-12-01T15:00/' hub/meetings/talk.md
commit 2026-11-12 'Talk: two hours later'
sed -i 's/ended: 2026-12-15/ended: 2026-12-20/' hub/trials/pilot.md
commit 2026-11-13 'Pilot: longer'
sed -i 's/ended: 2026-12-20/ended: 2026-12-15/' hub/trials/pilot.md
commit 2026-11-14 'Pilot: not longer'
fyr --hub hub agenda
is 'moved since the visit: from, to and why' "$(printf '%s\n' "$out" | sed -n 1,4p)" \
'Moved since your last visit
1 Dec 2026 13:00 -> 1 Dec 2026 15:00  Talk  (Talk: two hours later)
24 Dec 2026 -> 15 Jan 2027  Rule one: Applies, all  (The rule comes later)'
hasnt 'moved there and back: not told' "$out" 'Pilot: not longer'
fyr --hub hub today
has 'today tells it too' "$out" 'MOVED  15 Jan 2027  Rule one: Applies  24 Dec 2026 -> 15 Jan 2027  (The rule comes later)'
visit 2026-11-20
fyr --hub hub agenda
hasnt 'seen: not told again' "$out" Moved
fyr --hub hub agenda --only deadlines -f json
printf '%s' "$out" >agenda.json
is 'JSON: the history of each date' \
	"$(jq -r '.schema, (.entries[] | select(.scope == "all") | .date, .moves[0].from, .moves[0].to, .moves[0].update, .moves[0].subject)' agenda.json)" \
'fyr/agenda/1
2027-01-15
2026-12-24
2027-01-15
news/2026-11-10-later.md
Rule one: later'
is 'JSON: the commit' "$(jq -r '.entries[] | select(.scope == "all") | .moves[0].commit' agenda.json)" \
	"$(git -C hub rev-parse HEAD~3)"
is 'JSON: there and back are two moves' "$(jq -r '.entries[] | select(.id == "pilot") | .moves | length' agenda.json)" 2

# What the hub said.
fyr --hub hub agenda --as-of 2026-11-09 --only deadlines
has '--as-of: the date of then' "$out" 'in 45 days  24 Dec  Deadline: Rule one: Applies, all'
has '--as-of: which commit' "$err" "As the hub was on 9 Nov 2026 ($(git -C hub rev-parse HEAD~4 | cut -c1-12))"
fyr --hub hub agenda --as-of 2026-11-10 --only deadlines
has '--as-of: that day counts whole' "$out" '15 Jan 2027  Deadline: Rule one'
LANGUAGE=sv fyr --hub hub agenda --as-of 2026-11-09 --only deadlines
has '--as-of: translated as it was' "$out" 'Regel ett'
fyr --hub hub agenda --as-of 2020-01-01
is '--as-of before the beginning: exit 1' "$status" 1
has '--as-of before the beginning: said' "$err" 'begins later'
# By kind, owner and words; and as a grid.
fyr --hub hub agenda --days 3000 --kind meeting -f id
is 'agenda --kind' "$(echo $out)" 'fair talk'
fyr --hub hub agenda --days 3000 --owner EDITOR --only reviews -f id
is 'agenda --owner, case aside' "$out" one
fyr --hub hub agenda --days 3000 --owner nobody
is 'agenda --owner: none: exit 1' "$status" 1
fyr --hub hub agenda --days 3000 LEAP rule -f id
is 'agenda WORD...: all of them, in any field' "$out" one
fyr --hub hub agenda --days 3000 leap meeting -f id
is 'agenda WORD...: not only one of them' "$out" ''
fyr --hub hub agenda --timeline --kind rule
has 'agenda --timeline: months' "$out" 'ND JFMAMJJASOND'
has 'agenda --timeline: the year, the exact day on it, and where it was' \
	"$(printf '%s\n' "$out" | grep '^Rule one')" 'Rule one  -? !........... .!........'
fyr --hub hub agenda --timeline -f full --kind rule
has 'agenda --timeline -f full: in words' "$out" '    Deadline: Applies, all, 15 Jan 2027, in 53 days; moved: 24 Dec 2026 -> 15 Jan 2027 (The rule comes later)'
fyr --hub hub agenda --timeline -f csv
is 'agenda --timeline has no csv: exit 2' "$status" 2

mkdir folder && cp -r hub/rules hub/fyr.yaml folder
fyr --hub folder agenda --as-of 2026-11-09
is '--as-of of a folder: exit 2' "$status" 2
git clone -q --bare hub bare.git
fyr --hub bare.git agenda --as-of 2026-11-09 --only deadlines -f id
is '--as-of of a clone without files' "$(echo $out)" 'pilot one one one'

# What changed.
fyr --hub hub changes --since 2026-11-12
is 'changes: since a day' "$out" 'UPD  12 Nov  meeting: Talk  (Test unit)'
git -C hub rm -q trials/pilot.md && commit 2026-11-21 'Gone'
fyr --hub hub changes
is 'changes: since the visit, what is gone' "$out" 'GONE  21 Nov  trial: Pilot  (Test unit)'
echo more >>hub/rules/draft.md
fyr --hub hub changes --since HEAD -f json
printf '%s' "$out" >changes.json
is 'changes: edited files, since a commit' \
	"$(jq -r '.schema, .changes[0].change, .changes[0].path, .changes[0].edited' changes.json | tr '\n' ' ')" \
	'fyr/changes/1 changed rules/draft.md true '
fyr --hub hub changes --since "$(git -C hub rev-list --max-parents=0 HEAD)" -f path
is 'changes: since the first commit' "$(echo $out)" \
	'rules/draft.md trials/pilot.md meetings/talk.md news/2026-11-10-later.md rules/one.md'
fyr --hub hub changes --since 2000-01-01 -f path
is 'changes: since before the beginning all is new' "$(printf '%s\n' "$out" | wc -l)" 6
fyr --hub hub changes --since no-such
is 'changes: no such commit: exit 1' "$status" 1
git -C hub checkout -q .
fyr --hub hub changes --since HEAD
is 'changes: none: exit 1' "$status" 1
finish
