#!/bin/sh
# new and edit, killed or failing at every call that changes a file: once the
# editor saved, its words are in a draft or in a commit, and going on with the
# draft makes exactly one note of them. FAULT_STEP as in test_crash.sh.
. "$FYR_ROOT/tests/net/net.sh"
with_faults
step=${FAULT_STEP:-5}
export XDG_STATE_HOME=$PWD/state FYR_CACHE=$PWD/cache XDG_CONFIG_HOME=$PWD/config

mkdir up
cat >up/fyr.yaml <<'END'
fyr: 1
languages: [en]
kinds:
  guide: {folder: guides}
END
mkdir up/guides
printf -- '---\ntitle: Old\nstatus: draft\n---\nOld text.\n' >up/guides/old.md
git -C up init -q && git -C up add . && git -C up commit -qm first
git clone -q up w.0
git clone -q --bare up m.0
cat >ed <<'END'
#!/bin/sh
grep -q 'Precious words' "$1" || echo 'Precious words.' >>"$1"
: >"$MARK"
END
chmod +x ed
export FYR_EDITOR=$PWD/ed MARK=$PWD/mark FYR_HUB=$PWD/h

fresh() {
	rm -rf h state cache mark
	cp -a "$1" h
	"$FYR_PROGRAM" index >/dev/null 2>&1
}
act() { # new|edit, under the shim if FAULT_AT is set
	case $1 in
	new) set -- new guide Fresh ;;
	edit) set -- edit old ;;
	esac
	"$FYR_PROGRAM" "$@" >act.out 2>act.err </dev/null
}
words() { # how many notes of the branch have them
	git -C h grep -l 'Precious words' HEAD -- '*.md' 2>/dev/null | wc -l
}
drafts() { ls state/fyr/*/drafts/*.md 2>/dev/null; }
wrong() { # new|edit
	if [ -e mark ] && [ "$(words)" = 0 ]; then
		grep -q 'Precious words' $(drafts) h/guides/old.md 2>/dev/null </dev/null ||
			echo 'words lost'
	fi
	for draft in $(drafts); do
		"$FYR_PROGRAM" edit "$(basename "$draft" .md)" >again.out 2>&1 </dev/null ||
			cat again.out
	done
	# Nothing was begun, or the file itself is edited: try again.
	[ "$(words)" != 0 ] || act "$1" || cat act.err
	[ "$(words)" = 1 ] || echo "$(words) notes"
	[ -z "$(drafts)" ] || echo 'a draft is left'
	[ ! -d h/.git ] || git -C h status --porcelain
	git -C h fsck --full --no-dangling 2>&1 | grep -v '^notice'
	find h -name '*.lock' | grep -v -e '/fyr/[a-z]*\.lock$'
}
sweep() { # name, clone, new|edit, mode
	fresh "$2"
	(export FAULT_LOG=calls FAULT_AT=0 FAULT_MODE="$4" LD_PRELOAD="$shim"; act "$3")
	calls=$(cat calls)
	bad='' points=0
	n=$((1 + $$ % step))
	while [ "$n" -le "$calls" ]; do
		fresh "$2"
		(export FAULT_AT="$n" FAULT_MODE="$4" LD_PRELOAD="$shim"; act "$3") 2>/dev/null
		found=$(wrong "$3")
		[ -z "$found" ] || bad="$bad
$n: $found"
		points=$((points + 1))
		n=$((n + step))
	done
	is "$1: $points of $calls points" "$bad" ''
}
for mode in kill EIO ENOSPC; do
	sweep "new, managed clone, $mode" m.0 new $mode
	sweep "edit, managed clone, $mode" m.0 edit $mode
	sweep "new, work clone, $mode" w.0 new $mode
	sweep "edit, work clone, $mode" w.0 edit $mode
done
finish
