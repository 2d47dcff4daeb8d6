# fyr killed at any moment after the editor saved: the words are in the draft or
# in a commit, exactly one note comes of them, and the repository is whole.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init origin
fyr clone origin
fyr --hub origin-2 index
rounds=${FYR_TEST_SLOW:+6}
rounds=${rounds:-12}
cat >ed <<'END'
#!/bin/sh
grep -q 'Words of round' "$1" && exit 0
printf 'Words of round %s.\n' "$ROUND" >>"$1"
(sleep "$DELAY"; kill -9 "$PPID") >/dev/null 2>&1 &
END
chmod +x ed
export FYR_EDITOR=$PWD/ed

sweep() { # hub, repository
	export FYR_HUB=$1
	repo=$2
	lost=0 twice=0 stuck=0 killed=0 drafts=0
	ROUND=0
	while [ $ROUND -lt $rounds ]; do
		ROUND=$((ROUND + 1))
		# Up to 80 ms, each round at another moment.
		DELAY=0.0$(printf '%02d' $((ROUND * 37 % 80)))
		export ROUND DELAY
		fyr new method "Round $ROUND" --lang en
		[ "$status" = 137 ] && killed=$((killed + 1))
		state=$(echo "$HOME"/.local/state/fyr/"${1##*/}"-*)
		draft=$(ls "$state"/drafts/*.md 2>/dev/null | head -n 1)
		name=methods/round-$ROUND.en.md
		words="Words of round $ROUND."
		here=$(git -C "$repo" show "HEAD:$name" 2>/dev/null | grep -c "$words")
		[ -n "$draft" ] && grep -q "$words" "$draft" && here=$((here + 1)) drafts=$((drafts + 1))
		[ "$here" -ge 1 ] || lost=$((lost + 1))
		if [ -n "$draft" ]; then
			fyr edit "$(basename "$draft" .md)"
			[ "$status" = 0 ] || stuck=$((stuck + 1))
		fi
		[ "$(git -C "$repo" grep -l "$words" HEAD -- methods | wc -l)" = 1 ] || twice=$((twice + 1))
	done
	result ok "$1: $killed of $rounds killed, $drafts in a draft" ''
	is "$1: words lost" "$lost" 0
	is "$1: stuck" "$stuck" 0
	is "$1: not exactly one note" "$twice" 0
	is "$1: whole" "$(git -C "$repo" fsck --full 2>&1 | grep -v dangling)" ''
	is "$1: no lock left" "$(find "$repo" -name '*.lock')" ''
}
sweep origin-2 "$HOME/.local/share/fyr/origin-2.git"
git clone -q origin work
sweep "$PWD/work" "$PWD/work"
is 'work clone: nothing half done' "$(git -C work status --porcelain)" ''
finish
