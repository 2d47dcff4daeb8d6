#!/bin/sh
# A pull killed, or failing, at every call that changes a file: afterwards
# nothing is torn, lost, locked or left undone. FAULT_STEP=1 for every call;
# by default every 7th, and each run starts elsewhere by the clock.
. "$FYR_ROOT/tests/net/net.sh"
with_faults
step=${FAULT_STEP:-7}

upstream up
git clone -q up w.0
"$tool_program" clone "$PWD/up" m.0 >/dev/null
old=$(head_of up)
echo 'Second line.' >>up/drive.md
printf 'one\ntwo\nTHREE\n' >up/devices/scanner.md
git -C up rm -q devices/fax.md
mkdir up/new
echo 'Fresh.' >up/new/fresh.md
echo 'Also.' >up/also.md
chmod +x up/badge.md
commit up 'Change'
new=$(head_of up)

fresh() { rm -rf w; cp -a "$1" w; }
faulty() { # number, mode, arguments of the tool
	at=$1 mode=$2
	shift 2
	FAULT_AT=$at FAULT_MODE=$mode LD_PRELOAD=$shim "$tool_program" "$@" \
		>fault.out 2>/dev/null
}

# Each file as one of the two commits has it, never anything else.
torn() {
	for file in drive.md devices/scanner.md devices/fax.md new/fresh.md \
		also.md badge.md; do
		if [ -e "w/$file" ]; then
			blob=$(git -C w hash-object "$file")
		else
			blob=absent
		fi
		a=$(git -C up rev-parse -q --verify "$old:$file" || echo absent)
		b=$(git -C up rev-parse -q --verify "$new:$file" || echo absent)
		[ "$blob" = "$a" ] || [ "$blob" = "$b" ] || echo "$file"
	done
}


# What has to hold after a repair: empty when it does.
wrong() {
	"$tool_program" recover w >recover.out || cat recover.out
	locks w
	if [ -d w/.git ]; then
		ls w/.git/fyr/stage 2>/dev/null
		state=$(git -C w status --porcelain)
		[ -z "$state" ] || echo "status: $state"
	fi
	"$tool_program" pull w >pull.out || cat pull.out
	[ "$(git -C w rev-parse HEAD)" = "$new" ] || echo "head: $(cat pull.out)"
	if [ -d w/.git ]; then
		state=$(git -C w status --porcelain)
		[ -z "$state" ] || echo "status then: $state"
	fi
	git -C w fsck --full --no-dangling 2>&1 | grep -v '^notice'
	locks w
	[ -d w/.git ] || find w -name 'pack_git2_*'
}

sweep() { # name, clone, mode
	fresh "$2"
	FAULT_LOG=calls faulty 0 "$3" pull w
	calls=$(cat calls)
	bad=''
	points=0
	n=$((1 + $$ % step))
	while [ "$n" -le "$calls" ]; do
		fresh "$2"
		faulty "$n" "$3" pull w
		if [ -d w/.git ]; then
			found=$(torn)
			[ -z "$found" ] || bad="$bad
$n: torn $found"
		fi
		found=$(wrong)
		[ -z "$found" ] || bad="$bad
$n: $found"
		points=$((points + 1))
		n=$((n + step))
	done
	is "$1: $points of $calls points" "$bad" ''
}
sweep 'work clone, killed' w.0 kill
sweep 'managed clone, killed' m.0 kill
step=$((step * 3))
sweep 'work clone, EIO' w.0 EIO
sweep 'work clone, ENOSPC' w.0 ENOSPC
sweep 'managed clone, EIO' m.0 EIO
step=$((step / 3))

# ---- killed again while repairing ----
fresh w.0
FAULT_LOG=calls faulty 0 kill pull w
calls=$(cat calls)
# The last third is where files are written.
n=$((calls * 3 / 4))
bad=''
fresh w.0
faulty "$n" kill pull w
cp -a w half
FAULT_LOG=calls faulty 0 kill recover w
again=$(cat calls)
k=1
while [ "$k" -le "$again" ]; do
	fresh half
	faulty "$k" kill recover w
	found=$(torn; wrong)
	[ -z "$found" ] || bad="$bad
$n, $k: $found"
	k=$((k + step))
done
is "killed twice: $again points" "$bad" ''

# ---- killed, then edited, then repaired ----
bad=''
n=$((calls / 2))
fresh w.0
FAULT_LOG=calls faulty 0 kill pull w
n=$(($(cat calls) / 2))
while [ "$n" -le "$(cat calls)" ]; do
	fresh w.0
	faulty "$n" kill pull w
	echo 'my own words' >>w/drive.md
	"$tool_program" recover w >recover.out || bad="$bad
$n: $(cat recover.out)"
	grep -q 'my own words' w/drive.md || bad="$bad
$n: lost"
	found=$(locks w)
	[ -z "$found" ] || bad="$bad
$n: $found"
	n=$((n + step * 2))
done
is 'killed, then edited: nothing lost' "$bad" ''

# ---- saved by an editor while files are being swapped ----
cat >save.pl <<'PL'
use Time::HiRes 'sleep';
my ($file, $how, $from, $to) = @ARGV;
while (!-e 'stop') {
	my $text = "save $$ " . ++$n . "\n";
	if ($how eq 'rename') {
		open my $f, '>', "$file.tmp$$" or next;
		print $f $text;
		close $f;
		rename "$file.tmp$$", $file or next;
	} else {
		open my $f, '>', $file or next;
		print $f $text;
		close $f;
	}
	open my $log, '>', "saved.$how";
	print $log $text;
	close $log;
	# Only the moment of the swap matters: begin late, then be quick.
	sleep 0.001;
}
PL
bad=''
caught=0
for round in 1 2 3 4 5 6; do
	for how in rename inplace; do
		fresh w.0
		rm -f stop saved.*
		touch swapping
		FAULT_MODE=delay LD_PRELOAD=$shim "$tool_program" pull w >pull.out 2>&1 &
		pull=$!
		until_true 60 test -s w/.git/fyr/journal
		perl save.pl w/drive.md $how &
		saver=$!
		wait $pull
		until_true 60 test -s "saved.$how"
		touch stop
		wait $saver
		grep -q 'Edited during' pull.out && caught=$((caught + 1))
		if ! grep -qF "$(cat "saved.$how")" w/drive.md &&
			! grep -rqF "$(cat "saved.$how")" w/.git/fyr/displaced; then
			bad="$bad
$round $how: lost $(cat "saved.$how")"
		fi
		found=$(locks w; git -C w fsck --no-dangling 2>&1)
		[ -z "$found" ] || bad="$bad
$round $how: $found"
	done
done
is "saved during the swap: nothing lost (caught $caught)" "$bad" ''

# ---- a clone that was killed can be made again ----
FAULT_LOG=calls faulty 0 kill clone "$PWD/up" c.git
calls=$(cat calls)
bad=''
n=$((1 + $$ % step))
while [ "$n" -le "$calls" ]; do
	rm -rf c.git
	faulty "$n" kill clone "$PWD/up" c.git
	if [ ! -d c.git ]; then
		"$tool_program" clone "$PWD/up" c.git >clone.out || bad="$bad
$n: $(cat clone.out)"
	fi
	[ "$(git -C c.git rev-parse HEAD)" = "$new" ] || bad="$bad
$n: head"
	found=$(ls -d c.git.part-* 2>/dev/null; locks c.git)
	[ -z "$found" ] || bad="$bad
$n: $found"
	n=$((n + step * 2))
done
is "clone killed, then made again: $calls points" "$bad" ''
finish
