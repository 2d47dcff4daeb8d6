# A shallow clone: what its history would tell is said to be missing, and
# all else is there.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
note hub/fyr.yaml <<'E'
fyr: 1
languages: [en]
kinds:
  act:
    folder: acts
    fields:
      when: {type: dated, many: true, role: deadline}
E
day() { # date, commit message
	git -C hub add -A
	GIT_AUTHOR_DATE=$1T10:00:00Z GIT_COMMITTER_DATE=$1T10:00:00Z git -C hub commit -qm "$2"
}
act() { # date
	note hub/acts/a.md <<E
---
title: Act
lang: en
when: [{date: $1, event: live, certainty: binding}]
---
E
}
git -C hub init -q
act 2027-01-01
day 2026-10-01 one
act 2027-02-01
day 2026-10-05 two
act 2027-03-01
day 2026-10-20 three
git clone -q --depth 2 "file://$PWD/hub" cut
export FYR_HUB=$PWD/cut

fyr agenda --days 365
has 'agenda' "$out" '1 Mar 2027'
fyr agenda --days 365 -f json
has 'agenda: a move that is known' "$out" '"from": "2027-02-01"'
hasnt 'agenda: none that is not' "$out" '"from": "2027-01-01"'
fyr agenda --days 365 --as-of 2026-10-06
has 'as of a day within' "$out" '1 Feb 2027'
fyr agenda --as-of 2026-10-02
is 'as of a day before: exit 1' "$status" 1
is 'as of a day before: why' "$err" 'fyr: The history of this hub begins later than that date.'
fyr digest --since 2026-10-15 --until 2026-10-21
is 'digest: exit 0' "$status" 0
has 'digest: what moved' "$out" 'Act'
hasnt 'digest: all is known' "$out" 'shallow'
fyr digest --since 2026-10-01 --until 2026-10-21
is 'digest of before: exit 0' "$status" 0
has 'digest of before: said' "$out" 'This clone is shallow, so what changed is not known.'
hasnt 'digest of before: nothing is made new' "$out" 'New: Act'
fyr metrics --from 2026-10-01 --to 2026-10-31
is 'metrics: exit 0' "$status" 0
has 'metrics: what is not known' "$out" 'Deadlines found late: not computed: needs all of the history'
fyr metrics --from 2026-10-10 --to 2026-10-31
has 'metrics: what is' "$out" 'Deadlines found late: not computed: there is nothing to count'
fyr export atom
is 'export: exit 0' "$status" 0

# Damage is no shallow clone: nothing is counted without it in silence.
git clone -q --no-hardlinks hub hurt
tree=$(git -C hurt rev-parse HEAD~1^{tree})
rm -f "hurt/.git/objects/$(printf %.2s "$tree")/${tree#??}"
fyr --hub hurt metrics --from 2026-10-01 --to 2026-10-31
is 'metrics of a damaged history: no figures' "$status" 3
fyr --hub hurt digest --since 2026-10-01 --until 2026-10-31
is 'digest of a damaged history: none' "$status" 3
finish
