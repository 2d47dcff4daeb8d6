#!/bin/sh
# Clones of every kind that git makes: which can be opened and brought forward,
# and of the others that it is said why and nothing is changed.
. "$FYR_ROOT/tests/net/net.sh"

upstream up
echo second >>up/drive.md
commit up 'Second'
git clone -q up base
# Looking must not write an index anew.
export GIT_OPTIONAL_LOCKS=0

# try NAME WANTED CLONE: a pull with something new; WANTED is an outcome, or words
# of the refusal or of the reason.
try() {
	old=$(head_of "$3" 2>/dev/null)
	before=$(git -C "$3" status --porcelain 2>/dev/null)
	tool pull "$3"
	got=$(outcome)
	case $got in
	left-alone) got="left alone: $(printf '%s\n' "$out" | sed -n 's/^reason //p')" ;;
	'') got="refused: $(printf '%s\n' "$out" | sed -n 's/^error [0-9]*: //p')" ;;
	esac
	case $got in
	"$2")
		result ok "$1: works" ''
		is "$1: forward" "$(head_of "$3")" "$(head_of up)"
		;;
	*"$2"*)
		result ok "$1: ${got%%: *}" ''
		is "$1: as it was" "$(head_of "$3" 2>/dev/null)$(git -C "$3" status --porcelain 2>/dev/null)" "$old$before"
		;;
	*) result 'not ok' "$1: $got" "wanted: $2" ;;
	esac
}

git clone -q --depth 1 "file://$PWD/up" shallow
git clone -q --filter=blob:none "file://$PWD/up" partial 2>/dev/null
cp -a base four
git -C four update-index --index-version 4
cp -a base split
git -C split update-index --split-index
cp -a base skip
# As index.skipHash of newer versions of git leaves it.
git -C skip update-index --refresh
perl -e 'open my $f, "+<", "skip/.git/index" or die; seek $f, -20, 2; print $f "\0" x 20'
cp -a base some
git -C some sparse-checkout set --no-cone '/*.md' 2>/dev/null
cp -a base sparse
git -C sparse sparse-checkout set --cone --sparse-index devices
git -C base worktree add -q --track -b side ../tree origin/main
cp -a base broken
echo garbage >broken/.git/index
git init -q --object-format=sha256 long
echo x >long/x.md
commit long 'Long'
git -C long remote add origin "$PWD/up"
git -C long config branch.main.remote origin
git -C long config branch.main.merge refs/heads/main

echo third >>up/drive.md
commit up 'Third'
try 'shallow' 'git fetch --unshallow' shallow
git -C up config uploadpack.allowFilter true
try 'partial' forwarded partial
try 'index version 4' forwarded four
try 'split index' 'index here is split' split
try 'index without a checksum' 'index here is split, sparse or damaged' skip
try 'sparse checkout' 'sparse checkout' some
try 'sparse index' 'sparse checkout' sparse
try 'linked worktree' forwarded tree
try 'damaged index' 'index here is split, sparse or damaged' broken
# Nor is anything committed there.
for one in split some sparse; do
	tool save $one Mine badge.md 'Mine.
'
	is "$one: no commit" "$status $(git -C $one log --oneline | wc -l)" '8 2'
done
try 'sha256' 'SHA-256' long
is 'the main worktree is as it was' "$(git -C base status --porcelain)" ''
finish
