#!/bin/sh
# A commit of our own, killed or failing at every call that changes a file:
# afterwards the hub holds all of it or nothing, and nothing is torn or locked.
# FAULT_STEP as in test_crash.sh.
. "$FYR_ROOT/tests/net/net.sh"
with_faults
step=${FAULT_STEP:-11}

upstream up
git clone -q up w.0
git clone -q --bare up m.0
old=$(head_of up)
save() {
	"$tool_program" save w 'notes: change three' drive.md 'New text.
' new/fresh.md 'Fresh.
' devices/fax.md -
}
faulty() { FAULT_AT=$1 FAULT_MODE=$2 LD_PRELOAD=$shim save >fault.out 2>/dev/null; }
fresh() { rm -rf w; cp -a "$1" w; }
tree=$(fresh w.0; save >/dev/null; git -C w rev-parse 'HEAD^{tree}')

# Before a repair: each file is old or new.
torn() {
	[ "$(cat w/drive.md)" = 'New text.' ] ||
		[ "$(git -C w hash-object drive.md)" = "$(git -C up rev-parse "$old:drive.md")" ] ||
		echo torn drive.md
	[ ! -e w/new/fresh.md ] || [ "$(cat w/new/fresh.md)" = 'Fresh.' ] || echo torn fresh.md
}
# After it: the old commit or one new one, and the same once it is tried again.
wrong() {
	"$tool_program" recover w >recover.out || cat recover.out
	locks w
	head=$(git -C w rev-parse HEAD)
	[ "$head" = "$old" ] || [ "$(git -C w rev-parse 'HEAD^')" = "$old" ] || echo "head $head"
	[ "$head" = "$old" ] || [ "$(git -C w rev-parse 'HEAD^{tree}')" = "$tree" ] || echo tree
	[ ! -d w/.git ] || git -C w status --porcelain
	save >again.out || cat again.out
	[ "$(git -C w rev-list --count "$old..HEAD")" = 1 ] || echo 'not one commit'
	[ "$(git -C w rev-parse 'HEAD^{tree}')" = "$tree" ] || echo 'tree then'
	[ ! -d w/.git ] || git -C w status --porcelain
	git -C w fsck --full --no-dangling 2>&1 | grep -v '^notice'
	locks w
}
sweep() { # name, clone, mode
	fresh "$2"
	FAULT_LOG=calls faulty 0 "$3"
	calls=$(cat calls)
	bad=''
	points=0
	n=$((1 + $$ % step))
	while [ "$n" -le "$calls" ]; do
		fresh "$2"
		faulty "$n" "$3"
		found=$([ ! -d w/.git ] || torn; wrong)
		[ -z "$found" ] || bad="$bad
$n: $found"
		points=$((points + 1))
		n=$((n + step))
	done
	is "$1: $points of $calls points" "$bad" ''
}
sweep 'work clone, killed' w.0 kill
sweep 'managed clone, killed' m.0 kill
sweep 'work clone, EIO' w.0 EIO
sweep 'work clone, ENOSPC' w.0 ENOSPC
sweep 'managed clone, EIO' m.0 EIO
sweep 'work clone, short' w.0 short
sweep 'managed clone, always' m.0 always
finish
