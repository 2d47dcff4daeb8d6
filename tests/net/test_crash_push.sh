#!/bin/sh
# A round that merges and sends, killed or failing at every call that changes a
# file, also one that first commits what is edited: afterwards a repair needs no
# hand, the next round ends it, and no word of either side is lost. FAULT_STEP,
# _TWICE and _AGAIN are every how many calls (of the first and second of two
# kills), FAULT_FROM where to begin: by default another place each time.
. "$FYR_ROOT/tests/net/net.sh"
with_faults
step=${FAULT_STEP:-29}
fault_step=${FAULT_STEP:-97}
twice=${FAULT_TWICE:-97}
again_step=${FAULT_AGAIN:-13}
from=${FAULT_FROM:-$$}

# The remote and both clones have new commits; one note clashes.
upstream up
git clone -q --bare up hub.0
git clone -q "$PWD/hub.0" w.0
"$tool_program" clone "$PWD/hub.0" m.0 >/dev/null
git clone -q "$PWD/hub.0" other
echo 'Of the others.' >other/drive.md
printf 'zero\none\ntwo\nthree\n' >other/devices/scanner.md
echo 'Fresh.' >other/fresh.md
git -C other rm -q devices/fax.md
commit other 'Others'
git -C other push -q
for one in w.0 m.0; do
	"$tool_program" save $one 'Mine' drive.md 'My own words.
' devices/scanner.md 'one
two
three
four of mine
' mine.md 'Mine.
' >/dev/null
done
# The same, and only on disk.
cp -a w.0 e.0
git -C e.0 reset -q --mixed origin/main

fresh() {
	rm -rf w hub.git
	cp -a "$1" w
	cp -a hub.0 hub.git
	git -C w config remote.origin.url "$PWD/hub.git"
	own=$(head_of w)
	edited=''
	[ "$1" != e.0 ] || edited=edited
}
faulty() { # number, mode, arguments of the tool
	at=$1 mode=$2
	shift 2
	TOOL_SYNC=$edited FAULT_AT=$at FAULT_MODE=$mode LD_PRELOAD=$shim "$tool_program" "$@" \
		>fault.out 2>/dev/null
}
text() { git -C "$1" show "HEAD:$2" 2>/dev/null; }

# What has to hold after a repair and one more round: empty when it does.
wrong() {
	"$tool_program" recover w >recover.out || cat recover.out
	locks w
	[ ! -d w/.git ] || [ -n "$edited" ] || git -C w status --porcelain
	[ -z "$edited" ] || git -C w log --all -p | cat - w/*.md | grep -q 'My own words' || echo 'own words are gone'
	# Before: ours is here or there, whole.
	git -C w merge-base --is-ancestor "$own" HEAD || echo 'own commit is gone'
	TOOL_SYNC=$edited "$tool_program" sync w >sync.out || cat sync.out
	[ "$(head_of w)" = "$(head_of hub.git)" ] || echo "heads: $(cat sync.out)"
	[ ! -d w/.git ] || git -C w status --porcelain
	for one in w hub.git; do
		[ "$(text $one drive.md)" = 'Of the others.' ] || echo "$one: drive"
		[ "$(text $one mine.md)$(text $one fresh.md)" = 'Mine.Fresh.' ] || echo "$one: new"
		[ "$(text $one devices/scanner.md | tr '\n' ' ')" = 'zero one two three four of mine ' ] ||
			echo "$one: scanner"
		[ -z "$(text $one devices/fax.md)" ] || echo "$one: fax"
	done
	[ "$(git -C hub.git rev-list --count --merges main)" = 1 ] || echo 'merged more than once'
	git -C hub.git log --format=%B main | grep -q '^Fyr-Conflict: drive.md' || echo 'the clash is not told'
	git -C hub.git log -m -p main -- drive.md | grep -q '^+My own words' || echo 'words lost'
	git -C w fsck --full --no-dangling 2>&1 | grep -v '^notice'
	git -C hub.git fsck --full --no-dangling 2>&1 | grep -v '^notice'
	locks w
	[ -d w/.git ] || find w -name 'pack_git2_*'
}

sweep() { # name, clone, mode
	fresh "$2"
	FAULT_LOG=calls faulty 0 "$3" sync w
	calls=$(cat calls)
	bad=''
	points=0
	n=$((1 + from % step))
	while [ "$n" -le "$calls" ]; do
		fresh "$2"
		faulty "$n" "$3" sync w
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
sweep 'edited files, killed' e.0 kill
step=$fault_step
sweep 'work clone, EIO' w.0 EIO
for mode in ENOSPC short always; do
	sweep "managed clone, $mode" m.0 $mode
	sweep "edited files, $mode" e.0 $mode
done
sweep 'managed clone, EIO' m.0 EIO
sweep 'edited files, EIO' e.0 EIO

# Killed at every call, and again at every call of the repair.
killed_twice() { # name, clone
	bad='' pairs=0
	fresh "$2"
	FAULT_LOG=calls faulty 0 kill sync w
	calls=$(cat calls)
	n=$((1 + from % twice))
	while [ "$n" -le "$calls" ]; do
		fresh "$2"
		faulty "$n" kill sync w
		rm -rf half hub.half
		cp -a w half
		cp -a hub.git hub.half
		FAULT_LOG=again faulty 0 kill recover w
		k=$((1 + from % again_step))
		while [ "$k" -le "$(cat again)" ]; do
			rm -rf w hub.git
			cp -a half w
			cp -a hub.half hub.git
			faulty "$k" kill recover w
			found=$(wrong)
			[ -z "$found" ] || bad="$bad
$n, $k: $found"
			pairs=$((pairs + 1))
			k=$((k + again_step))
		done
		n=$((n + twice))
	done
	is "$1, killed twice: $pairs pairs of points" "$bad" ''
}
killed_twice 'managed clone' m.0
killed_twice 'edited files' e.0

# ---- the connection ends after so many bytes of the remote's answer ----
cat >cut.pl <<'PL'
# An "ssh" that runs git here, passes on CUT bytes of what it says and hangs up.
use IPC::Open2;
my $command = $ARGV[-1];
exec 'sh', '-c', $command unless $command =~ /receive-pack/;
my $left = $ENV{CUT};
my $pid = open2(my $out, '<&STDIN', 'sh', '-c', $command);
while ($left > 0 && (my $got = sysread $out, my $data, $left)) {
	syswrite STDOUT, $data;
	$left -= $got;
}
close STDOUT;
# What it has got it still works on.
waitpid $pid, 0 if $ENV{CUT_WAIT};
exit 9;
PL
export CUT CUT_WAIT=1
bad=''
fresh m.0
cuts=0
landed=0
for CUT in 0 1 100 180 230 260 290 320 350 360 370 380 400 100000; do
	fresh m.0
	git -C w config remote.origin.url "ssh://host$PWD/hub.git"
	GIT_SSH_COMMAND="perl $PWD/cut.pl" TOOL_IDLE_MS=5000 "$tool_program" sync w >cut.out 2>&1
	git -C w config remote.origin.url "$PWD/hub.git"
	[ "$(git -C hub.git rev-list --count --merges main)" = 0 ] || landed=$((landed + 1))
	found=$(wrong)
	[ -z "$found" ] || bad="$bad
$CUT: $(cat cut.out) $found"
	cuts=$((cuts + 1))
done
is "cut off at $cuts places, where it had arrived $landed times" "$bad" ''
[ "$landed" -gt 1 ] && [ "$landed" -lt "$cuts" ] && landed=some
is 'some had arrived, some not' "$landed" some
finish
