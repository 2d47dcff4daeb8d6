#!/bin/sh
# A round that merges and sends, killed or failing at every call that changes a
# file: afterwards a repair needs no hand, the next round ends it, and no word
# of either side is lost. FAULT_STEP as in test_crash.sh.
. "$FYR_ROOT/tests/net/net.sh"
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

fresh() {
	rm -rf w hub.git
	cp -a "$1" w
	cp -a hub.0 hub.git
	git -C w config remote.origin.url "$PWD/hub.git"
	own=$(head_of w)
}
faulty() { # number, mode, arguments of the tool
	at=$1 mode=$2
	shift 2
	FAULT_AT=$at FAULT_MODE=$mode LD_PRELOAD=$shim "$tool_program" "$@" \
		>fault.out 2>/dev/null
}
locks() { find "$1" -name '*.lock' | grep -v -e pack_git2_ -e '/fyr/[a-z]*\.lock$'; }
text() { git -C "$1" show "HEAD:$2" 2>/dev/null; }

# What has to hold after a repair and one more round: empty when it does.
wrong() {
	"$tool_program" recover w >recover.out || cat recover.out
	locks w
	[ ! -d w/.git ] || git -C w status --porcelain
	# Before: ours is here or there, whole.
	git -C w merge-base --is-ancestor "$own" HEAD || echo 'own commit is gone'
	"$tool_program" sync w >sync.out || cat sync.out
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
	[ "$(git -C hub.git show "$own:drive.md")" = 'My own words.' ] || echo 'words lost'
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
	n=$((1 + $$ % step))
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
step=$((step * 3))
sweep 'work clone, EIO' w.0 EIO
sweep 'work clone, ENOSPC' w.0 ENOSPC
sweep 'managed clone, EIO' m.0 EIO
step=$((step / 3))

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
