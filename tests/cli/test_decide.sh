#!/bin/sh
# resolve --edit while the world moves on: what others send meanwhile, a text
# left over from an earlier decision, and editors that save garbage.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
export FYR_CACHE="$PWD/cache" XDG_STATE_HOME="$PWD/state"

mkdir hub
cd hub || exit 1
note guides/badge.md <<'MD'
---
title: Badges
status: draft
---
# Badges

The reader.

Middle one.

Middle two.

The PIN.
MD
printf 'fyr: 1\nname: Hub\nkinds:\n  guide: {folder: guides, label: Guide, plural: Guides}\n' >fyr.yaml
git init -q . && git add -A && git commit -qm Begin
cd ..
git clone -q --bare hub hub.git
git clone -q "$PWD/hub.git" anna
git clone -q "$PWD/hub.git" bo
as() { # who, command of fyr
	who=$1
	shift
	fyr --hub "$PWD/$who" "$@"
}
clash() { # word: anna publishes, bo waits
	as anna sync
	as bo sync
	sed -i "s/^The reader.*/The reader of Anna $1./" anna/guides/badge.md
	as anna sync
	sed -i "s/^The reader.*/The reader of Bo $1./" bo/guides/badge.md
	as bo sync
	is "$1: waits" "$status" 5
}
cat >editor.sh <<'SH'
#!/bin/sh
cp "$1" "$SEEN"
eval "$DO"
SH
chmod +x editor.sh
export FYR_EDITOR="$PWD/editor.sh" SEEN="$PWD/seen" DO=''
decided='/^<<<<<<</d; /^=======/,/^>>>>>>>/d'

# ---- only a part of the markers is gone ----
clash one
DO='sed -i "/^=======/,/^>>>>>>>/d" "$1"'
as bo resolve badge --edit
is 'half of the markers: refused' "$status" 2
is 'half of the markers: not in the hub' "$(grep -c '<<<<<<<' bo/guides/badge.md)" 0

# ---- garbage ----
DO=': >"$1"'
as bo resolve badge --edit
is 'an empty text: refused' "$status" 6
is 'an empty text: the note is whole' "$(grep -c 'The PIN' bo/guides/badge.md)" 1
DO='printf "a\\000b" >"$1"'
as bo resolve badge --edit
is 'NUL: refused' "$status" 6
DO='printf "a\\377b\\n" >"$1"'
as bo resolve badge --edit
is 'no UTF-8: refused' "$status" 6
DO='rm "$1"'
as bo resolve badge --edit
is 'removed: refused' "$status" 6
is 'garbage: still waits' "$(as bo conflicts; echo "$status")" 0

# ---- a text left over from another decision ----
DO='exit 3'
as bo resolve badge --edit
is 'an editor that fails' "$status" 3
as bo resolve badge --mine
is 'decided otherwise' "$status" 0
as bo sync
clash two
DO="sed -i '$decided' \"\$1\""
echo none >seen
as bo resolve badge --edit
hasnt 'an old text is not taken for this one' "$(cat seen)" 'Anna one'
if [ "$status" != 0 ]; then
	left=$(printf '%s\n' "$err" | sed -n 's/.* is in \([^ ]*\) .*/\1/p')
	has 'the old text is kept' "$(cat "$left")" 'Anna one'
	rm "$left"
	as bo resolve badge --edit
fi
is 'the new one is decided' "$status" 0
has 'the new one: its own texts' "$(cat seen)" 'Bo two'
as bo sync
as anna sync

# ---- others send while the editor is open ----
clash three
cat >meanwhile.sh <<'SH'
sed -i 's/^Middle two.*/Middle two by Anna./' anna/guides/badge.md
"$FYR_PROGRAM" --hub "$PWD/anna" sync >/dev/null 2>&1
"$FYR_PROGRAM" --hub "$PWD/bo" sync >/dev/null 2>&1
SH
sed -i 's/^The PIN.*/The PIN of Anna./' anna/guides/badge.md
here=$PWD
DO="(cd $here && sh meanwhile.sh); sed -i '$decided' \"\$1\""
as bo resolve badge --edit
is 'meanwhile: decided' "$status" 0
is 'meanwhile: the decision' "$(grep 'The reader' bo/guides/badge.md)" 'The reader of Anna three.'
is 'meanwhile: what was sent stays' "$(grep -c 'Middle two by Anna' bo/guides/badge.md)" 1
as bo sync
as anna sync

# ---- and the very same place ----
clash four
sed -i 's/by Anna\./by Anna again./' meanwhile.sh
DO="(cd $here && sh meanwhile.sh); sed -i '$decided; s/^Middle two.*/Middle two by Bo./' \"\$1\""
as bo resolve badge --edit
is 'the same place: not decided over their heads' "$status" 5
has 'the same place: told' "$err" 'meanwhile'
DO="sed -i '$decided; s/^Middle two.*/Middle two by both./' \"\$1\""
as bo resolve badge --edit
is 'the same place: again' "$status" 0
has 'the same place: both were shown' "$(cat seen)" 'Middle two by Anna again.'
has 'the same place: both were shown: mine' "$(cat seen)" 'Middle two by Bo.'
is 'the same place: decided' "$(grep 'Middle two' bo/guides/badge.md)" 'Middle two by both.'
is 'nothing is left over' "$(find state -path '*decide/*')" ''

# ---- a decision by mistake ----
as bo sync
clash five
as bo resolve badge --mine
as bo undo
is 'a decision is taken back' "$status" 0
as bo conflicts
has 'and waits again' "$out" 'guides/badge.md'
as bo resolve badge --theirs
as bo sync
is 'decided after all' "$(grep 'The reader' bo/guides/badge.md)" 'The reader of Anna five.'
as bo undo
is 'what was sent is not taken back' "$status" 6

finish
