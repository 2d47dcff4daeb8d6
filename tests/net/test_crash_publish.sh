#!/bin/sh
# A publication killed, or failing, at every call that changes a file:
# afterwards the hub is as it was, or published, never between; the same
# command then publishes once. FAULT_STEP=1 for every call, as test_crash.sh.
. "$FYR_ROOT/tests/net/net.sh"
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
if memory=$(mktemp -d /dev/shm/fyr-test.XXXXXX 2>/dev/null); then
	trap 'rm -rf "$memory"' EXIT
	cd "$memory" || exit 1
fi
if ! ${CC:-cc} -shared -fPIC -O1 -o fault.so "$FYR_ROOT/tests/net/fault.c" -ldl 2>cc.log; then
	skip "no compiler here: $(head -1 cc.log)"
	finish
fi
shim=$PWD/fault.so
export ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0"
step=${FAULT_STEP:-11}

# A hub of three notes that has what a publication needs.
mkdir -p home.0 up/rules up/news
cat >up/fyr.yaml <<'END'
fyr: 1
id: "hub.example.org,2026"
languages: [en, sv]
editors: [unit@example.org]
vocabularies:
  event: [{id: due, sv: Frist, en: Due}]
  alert: [{id: info, sv: Info, en: Info}, {id: act, sv: Nu, en: Act}]
  stage: [{id: proposal, sv: Förslag, en: Proposal}, {id: applies, sv: Gäller, en: Applies}]
kinds:
  rule:
    folder: rules
    fields:
      stage: {type: enum, vocabulary: stage, role: stage}
      dates: {type: dated, vocabulary: event, many: true, role: deadline}
      url: {type: url, role: url}
  news:
    folder: news
    fields:
      date: {type: date, role: date}
      alert: {type: enum, vocabulary: alert, role: alert, required: published}
      about: {type: link, many: true, role: about}
      effective: {type: dated, vocabulary: event}
      url: {type: url, role: url}
END
for name in one two; do
	cat >up/rules/$name.md <<END
---
title: Rule $name
status: published
stage: proposal
dates: []
url: "https://example.org/$name"
verified: 2026-11-01
---
Text of $name.
END
done
git -C up init -q
commit up Begin
cp "$HOME/.gitconfig" home.0/
git clone -q up w.0
HOME=$PWD/home.0 "$FYR_PROGRAM" clone up >/dev/null 2>&1
old=$(head_of up)
update=news/2026-11-23-rule-one-applies.en.md

fresh() { # work|managed
	rm -rf w home
	cp -a w.0 w
	cp -a home.0 home
	HOME=$PWD/home
	hub=$PWD/w
	[ "$1" = work ] || hub=$(echo "$HOME"/.local/share/fyr/up*.git)
	# The index is there: what it does is not what is tested here.
	"$FYR_PROGRAM" --hub "$hub" list >/dev/null 2>&1
}
publish() {
	"$FYR_PROGRAM" --hub "$hub" publish one --alert info --summary 'Rule one applies.' --stage applies \
		--source https://example.org/told --date due=2027-01-01 --yes --no-send >publish.out 2>publish.err </dev/null
}
faulty() { # number, mode
	(
		export FAULT_AT="$1" FAULT_MODE="$2" LD_PRELOAD="$shim"
		publish
	)
}
locks() { find "$hub" -name '*.lock' | grep -v -e '/fyr/[a-z]*\.lock$'; }

# "before" or "published"; anything else is what is between.
state() {
	now=$(head_of "$hub")
	if [ "$now" = "$old" ]; then
		echo before
	elif [ "$(git -C "$hub" rev-parse "$now^")" = "$old" ] &&
		[ "$(git -C "$hub" diff --name-only "$old" "$now" | tr '\n' ' ')" = "$update rules/one.md " ] &&
		git -C "$hub" show "$now:$update" | grep -q '^status: published' &&
		git -C "$hub" show "$now:rules/one.md" | grep -q '^stage: applies' &&
		git -C "$hub" show "$now:rules/one.md" | grep -q '2027-01-01' &&
		git -C "$hub" show "$now:rules/one.md" | grep -q 'https://example.org/told'; then
		echo published
	else
		echo "between: $(git -C "$hub" show --stat --format=%s "$now")"
	fi
}

# What has to hold at once, after whatever runs next, and after the same again.
wrong() { # exit status of the publication
	is=$(state)
	case $is in between*) echo "$is" ;; esac
	[ "$1" != 0 ] || [ "$is" = published ] || echo 'said to be done, and is not'
	"$FYR_PROGRAM" --hub "$hub" status >status.out 2>&1 || cat status.out
	# What was begun may be finished; nothing is taken back.
	then=$(state)
	case $is-$then in before-before | before-published | published-published) ;; *) echo "then: $is, $then" ;; esac
	# Told to have failed, and done later: that is told too.
	[ "$1" = 0 ] || [ "$1" = 137 ] || [ "$is" = "$then" ] || grep -q 'What was begun is finished' publish.err ||
		echo "failed, then done: $(cat publish.err)"
	is=$then
	[ ! -d "$hub/.git" ] || git -C "$hub" status --porcelain
	locks
	git -C "$hub" fsck --full --no-dangling 2>&1 | grep -v '^notice'
	[ "$is" = published ] || publish || cat publish.err
	[ "$(state)" = published ] || echo "again: $(state) $(cat publish.err)"
	[ ! -d "$hub/.git" ] || git -C "$hub" status --porcelain
}

sweep() { # name, work|managed, mode
	fresh "$2"
	FAULT_LOG=$PWD/calls faulty 0 "$3"
	calls=$(cat calls)
	[ "$(state)" = published ] || { is "$1" "$(state) $(cat publish.err)" published; return; }
	bad='' points=0 before=0
	n=$((1 + $$ % step))
	while [ "$n" -le "$calls" ]; do
		fresh "$2"
		faulty "$n" "$3" 2>/dev/null
		code=$?
		[ "$(state)" != before ] || before=$((before + 1))
		found=$(wrong "$code")
		[ -z "$found" ] || bad="$bad
$n: $found"
		points=$((points + 1))
		n=$((n + step))
	done
	is "$1: $points of $calls points, $before as before, $((points - before)) published" "$bad" ''
}
sweep 'work clone, killed' work kill
sweep 'managed clone, killed' managed kill
step=$((step * 2))
sweep 'work clone, EIO' work EIO
sweep 'work clone, ENOSPC' work ENOSPC
sweep 'work clone, the disk full from then on' work always
sweep 'managed clone, EIO' managed EIO
sweep 'managed clone, ENOSPC' managed ENOSPC
sweep 'managed clone, the disk full from then on' managed always
finish
