# The editors' desk on a hub with no name of the starter in it: its own kinds,
# its own names of fields, one language, other folders. Roles decide, not names.
. "$FYR_ROOT/tests/cli/lib.sh"
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
git config --global init.defaultBranch main
git config --global user.email ed@example.org
git config --global user.name Ed

note hub/fyr.yaml <<'E'
fyr: 1
name: Standards Watch
id: "watch.example.com,2025"
languages: [en]
feeds: sources.yaml
editors: [ed@example.org]
vocabularies:
  phase: [{id: draft, en: Draft text}, {id: live, en: Live}]
  happens: [{id: live, en: Goes live}, {id: comments, en: Comments close}]
  loud: [{id: low, en: Good to know}, {id: loud, en: Do something}]
  state: [{id: draft, en: Draft}, {id: review, en: In review}, {id: published, en: Open}, {id: archived, en: Away}]
fields:
  name: {type: string, role: title, required: published, en: Name}
  state: {type: enum, vocabulary: state, role: status, en: State}
  blurb: {type: text, role: summary, en: Blurb}
  keeper: {type: string, role: owner, en: Keeper}
  checked: {type: date, role: reviewed, en: Checked}
  check_again: {type: date, role: review-by, en: Check again}
  tongue: {type: string, role: lang, en: Tongue}
kinds:
  act:
    folder: law/acts
    label: Act
    review_days: 60
    fields:
      phase: {type: enum, vocabulary: phase, role: stage, required: published, en: Phase}
      codes: {type: identifier, many: true, role: identifier, en: Codes}
      when: {type: dated, vocabulary: happens, many: true, role: deadline, en: When}
      changes: {type: link, kind: act, many: true, role: amends, en: Changes}
      homepage: {type: url, role: url, en: Home page}
  bulletin:
    folder: news
    label: Bulletin
    fields:
      day: {type: date, role: date, required: published, en: Day}
      loudness: {type: enum, vocabulary: loud, role: alert, required: published, en: Loudness}
      concerns: {type: link, many: true, role: about, required: published, en: Concerns}
      since: {type: dated, vocabulary: happens, en: Since}
      mends: {type: link, kind: bulletin, en: Mends}
      address: {type: url, role: url, en: Address}
  course:
    folder: diary
    label: Course
    fields:
      from: {type: datetime, role: start, required: published, en: From}
      until: {type: datetime, role: end, en: Until}
      room: {type: string, role: place, en: Room}
  trial:
    folder: work
    label: Trial
    fields:
      closes: {type: date, role: end, en: Closes}
      under: {type: link, kind: act, many: true, en: Under}
      runs_on: {type: link, kind: machine, many: true, role: uses, en: Runs on}
  machine:
    folder: iron
    label: Machine
E
note hub/sources.yaml <<'E'
feeds: []
E
note hub/law/acts/robot-act.md <<'E'
---
name: Robot Act
tongue: en
state: published
blurb: Rules for robots.
keeper: desk
phase: draft
codes: [robo:2026-1]
when:
  - {date: 2027-01-05, event: live, certainty: binding}
homepage: https://example.com/robot
checked: 2026-11-20
check_again: 2026-11-22
verified: 2026-11-20
---
E
note hub/law/acts/robot-amend.md <<'E'
---
name: Robot Amendment
tongue: en
state: published
phase: draft
codes: [robo:2026-2]
changes: [robot-act]
homepage: https://example.com/amend
verified: 2026-11-20
---
E
note hub/work/trial-1.md <<'E'
---
name: Trial one
tongue: en
state: published
keeper: lab
closes: 2026-12-20
under: [robot-act]
runs_on: [big-iron]
---
E
note hub/iron/big-iron.md <<'E'
---
name: Big iron
tongue: en
state: published
keeper: it
---
E
git -C hub init -q
git -C hub add -A
git -C hub commit -qm start
export FYR_HUB=$PWD/hub
front() { # path: its front matter in HEAD
	git -C hub show "HEAD:$1" | sed -n '2,/^---$/p'
}

fyr check
is 'the hub is clean' "$out" ''

# What is changed follows, and what a trial runs on; what changes does not.
fyr touches robot-amend
has 'touches: what is amended, by its role' "$out" 'Act: Robot Act'
has 'touches: what follows from that' "$out" 'Trial: Trial one'
has 'touches: what it runs on' "$out" 'Machine: Big iron'
fyr touches robot-act
hasnt 'touches: not what amends it' "$out" 'Robot Amendment'

# A published change, in the hub's own words.
fyr publish robot-amend --alert loud --summary 'Robots are live. Really.' --source https://example.com/live \
	--stage live --field 'since={date: 2026-11-01, event: live}' --yes
is 'publish: exit 0' "$status" 0
is 'publish: the update' "$(front news/2026-11-23-robots-are-live.md)" 'name: Robots are live
tongue: en
state: published
blurb: Robots are live. Really.
day: 2026-11-23
loudness: loud
concerns: [robot-amend]
since: {date: 2026-11-01, event: live}
mends:
address: https://example.com/live
keeper:
tags: []
aliases: []
related: []
sources: [https://example.com/live]
confidence: confirmed
verified: 2026-11-23
---'
has 'publish: the stage' "$(front law/acts/robot-amend.md)" 'phase: live'
fyr check
is 'publish: still clean' "$out" ''
fyr reviews
has 'publish: what follows may be affected' "$out" 'big-iron'

# A correction, and a withdrawal.
fyr publish --correct 2026-11-23-robots-are-live --summary 'Not all robots.' --alert low --yes
is 'correct: exit 0' "$status" 0
has 'correct: it names the one before' "$(front news/2026-11-23-not-all-robots.md)" \
	'mends: 2026-11-23-robots-are-live'
hasnt 'correct: not in the words of another hub' "$(front news/2026-11-23-not-all-robots.md)" corrects
fyr publish --withdraw 2026-11-23-not-all-robots --summary 'Taken back.' --alert low --yes
is 'withdraw: exit 0' "$status" 0
has 'withdraw: the one before is put away' "$(front news/2026-11-23-not-all-robots.md)" 'state: archived'
hasnt 'withdraw: by one field' "$(front news/2026-11-23-not-all-robots.md)" 'status:'

# A proposal waits in the same field.
fyr publish robot-act --at 2026-12-24 --alert low --summary 'Later on.' --yes
is 'proposal: exit 0' "$status" 0
has 'proposal: it waits' "$(front news/2026-12-24-later-on.md)" 'state: review'
hasnt 'proposal: by one field' "$(front news/2026-12-24-later-on.md)" 'status:'

# Reviewed; twice in a day the next day stays.
fyr review robot-act
has 'review' "$(front law/acts/robot-act.md)" 'checked: 2026-11-23'
next=$(front law/acts/robot-act.md | grep check_again)
fyr review robot-act
is 'reviewed again: the same next day' "$(front law/acts/robot-act.md | grep check_again)" "$next"

# Signals.
fyr inbox sources
is 'no sources: exit 1' "$status" 1
has 'no sources: said' "$err" 'names no sources'
note feed.xml <<'E'
<rss version="2.0"><channel><title>F</title><item><title>Signal one</title><link>https://example.com/s1</link>
<description>Some text</description></item></channel></rss>
E
fyr inbox fetch --file feed.xml
is 'inbox: read from a file' "$status" 0
fyr inbox keep 1 --no-input
is 'inbox: kept' "$status" 0
draft=$(front $(git -C hub ls-tree -r --name-only HEAD | grep signal-one))
has 'inbox: the title' "$draft" 'name: Signal one'
has 'inbox: the summary' "$draft" 'blurb: Some text'
has 'inbox: the address' "$draft" 'address: https://example.com/s1'
hasnt 'inbox: no field of another hub' "$draft" '
url:'

# Tables and calendars.
printf 'name,closes\nFirst,2027-01-01\n' >t.csv
fyr import trial t.csv
is 'import: exit 0' "$status" 0
is 'import: the draft' "$(front work/first.md | sed 3q)" 'name: First
tongue: en
state: draft'
has 'import: the date' "$(front work/first.md)" 'closes: 2027-01-01'
mkdir -p hub/work/old
git -C hub mv work/first.md work/old/first.md
git -C hub commit -qm move
fyr import trial t.csv
has 'import: a note that was moved below is there already' "$err" '0 new, 1 there already'

# A note that is gone is told by its title, if readers could see it.
old=$(GIT_AUTHOR_DATE=2026-11-23T10:00:00Z GIT_COMMITTER_DATE=2026-11-23T10:00:00Z git -C hub commit-tree -m all HEAD^{tree})
git -C hub update-ref refs/heads/main "$old"
git -C hub rm -q work/trial-1.md work/old/first.md
GIT_AUTHOR_DATE=2026-11-25T10:00:00Z GIT_COMMITTER_DATE=2026-11-25T10:00:00Z git -C hub commit -qm gone
FYR_NOW=2026-11-26 fyr digest --since 2026-11-24 --until 2026-11-26
has 'digest: what is gone, by its title' "$out" 'Trial one'
hasnt 'digest: no draft that is gone' "$out" 'First'
finish
