#!/bin/sh
# sync, status, conflicts and resolve: two people, one hub.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
export FYR_CACHE="$PWD/cache" XDG_STATE_HOME="$PWD/state"

mkdir hub
cd hub || exit 1
note guides/badge.md <<'MD'
---
title: Badges
status: draft
tags: [badge]
reviewed: 2026-01-01
---
# Badges

The reader.

The PIN.
MD
note fyr.yaml <<'YAML'
fyr: 1
name: Hub
kinds:
  guide: {folder: guides, label: Guide, plural: Guides}
YAML
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
put() { # clone, text for the reader, status
	printf -- '---\ntitle: Badges\nstatus: %s\ntags: [badge]\nreviewed: 2026-01-01\n---\n# Badges\n\n%s\n\nThe PIN.\n' \
		"$3" "$2" >"$1/guides/badge.md"
}

as anna list
as anna sync
is 'nothing new' "$status $out" '0 Nothing new.'
put anna 'The reader of Anna.' draft
as anna sync --dry-run
is 'a dry run' "$status" 0
has 'a dry run: says' "$out" '1 edited note would be committed'
is 'a dry run does nothing' "$(git -C anna status --porcelain)" ' M guides/badge.md'
as anna sync --no-commit
is 'without committing' "$(git -C anna status --porcelain)" ' M guides/badge.md'
as anna sync --pull
is 'only fetching' "$(git -C anna status --porcelain)" ' M guides/badge.md'
as anna sync
is 'sent' "$status" 0
has 'sent: says' "$out" '1 edited note is committed. Your commits are sent.'
is 'sent: there' "$(git -C hub.git show main:guides/badge.md | sed -n 9p)" 'The reader of Anna.'
is 'a message from what changed' "$(git -C hub.git log -1 --format=%s main)" 'Edit guides/badge.md'
is 'clean' "$(git -C anna status --porcelain)" ''
fyr --read-only --hub "$PWD/anna" sync
is '--read-only' "$status" 6

# ---- other places of one note ----
sed -i 's/^tags:.*/tags: [badge, door]/; s/2026-01-01/2026-05-01/' bo/guides/badge.md
as bo sync
has 'merged' "$out" 'merged with yours'
is 'merged: status' "$status" 0
is 'merged: both are there' "$(sed -n '4p;5p;9p' bo/guides/badge.md)" 'tags: [badge, door]
reviewed: 2026-05-01
The reader of Anna.'
as anna sync
has 'and anna follows' "$out" 'Fetched what others wrote.'

# ---- the same place ----
put anna 'Anna decides.' review
as anna sync
put bo 'Bo decides.' published
echo 'More of Bo.' >>bo/guides/badge.md
as bo sync
is 'a clash: status' "$status" 5
has 'a clash: says' "$out" '1 note waits for you'
is 'the published text is there' "$(sed -n 9p bo/guides/badge.md)" 'Anna decides.'
as bo conflicts
is 'conflicts: status' "$status" 0
has 'conflicts: which' "$out" 'guides/badge.md: both changed: status, text (Test unit, '
as bo conflicts badge
has 'both texts: published' "$out" 'Anna decides.'
has 'both texts: the other' "$out" 'Bo decides.'
as bo status
has 'status tells' "$out" 'Waiting for a decision: 1'
as bo sync
is 'nothing more to sync' "$status" 0
as anna sync
as anna conflicts
has 'the other clone knows too' "$out" 'guides/badge.md: both changed: status, text'
as anna resolve badge
is 'resolve what?' "$status" 2
as anna resolve nothing --mine
is 'resolve nothing' "$status" 1
fyr --read-only --hub "$PWD/anna" resolve badge --mine
is 'resolve: --read-only' "$status" 6
sed -i 's/^tags:.*/tags: [badge, later]/' anna/guides/badge.md
as anna sync
as anna resolve badge --mine
is 'resolved' "$status $out" '0 Decided: guides/badge.md. fyr sync sends it.'
is 'resolved: the one not published' "$(sed -n '3p;9p;12p' anna/guides/badge.md)" 'status: published
Bo decides.
More of Bo.'
is 'resolved: what was changed since is kept' "$(sed -n 4p anna/guides/badge.md)" 'tags: [badge, later]'
as anna conflicts
is 'nothing waits' "$status" 1
as anna status
has 'unsent' "$out" 'Commits not sent: 1'
as anna sync
as bo sync
as bo conflicts
is 'nothing waits there either' "$status" 1
is 'bo has it' "$(sed -n 9p bo/guides/badge.md)" 'Bo decides.'

# ---- in the editor ----
put anna 'Anna again.' published
as anna sync
put bo 'Bo again.' published
as bo sync
cat >editor.sh <<'SH'
#!/bin/sh
cp "$1" seen
cp "$1" "$SEEN"
[ -z "$DO" ] || sed -i "$DO" "$1"
exit "${FAIL:-0}"
SH
chmod +x editor.sh
export FYR_EDITOR="$PWD/editor.sh" SEEN="$PWD/seen" DO='' FAIL=0
as bo resolve guides/badge.md --edit
is 'markers left: refused' "$status" 2
has 'markers left: said' "$err" '<<<<<<<'
has 'the editor saw both' "$(cat seen)" 'Anna again.'
has 'the editor saw both: other' "$(cat seen)" 'Bo again.'
is 'not in the hub' "$(grep -rl '<<<<<<<' bo)" ''
FAIL=3
as bo resolve badge --edit
is 'an editor that fails' "$status" 3
has 'an editor that fails: kept' "$err" 'is kept in'
FAIL=0
DO='/^<<<<<<</d; /^=======/,/^>>>>>>>/d; s/Anna again/Both again/'
as bo resolve badge --edit
is 'edited' "$status" 0
is 'edited: the text' "$(sed -n 9p bo/guides/badge.md)" 'Both again.'
is 'edited: nothing kept' "$(find state -name '*badge*')" ''
as bo sync
as anna sync
is 'edited: everywhere' "$(sed -n 9p anna/guides/badge.md)" 'Both again.'

# ---- removed and changed ----
git -C anna rm -q guides/badge.md
git -C anna commit -qm Remove
as anna sync --push
has '--push' "$out" 'sent'
put bo 'Bo changes it.' published
as bo sync --push
is '--push alone does not merge' "$status" 5
as bo sync
is 'removed there: status' "$status" 5
as bo conflicts
has 'removed there' "$out" 'changed here, removed by others'
is 'removed there: kept' "$(sed -n 9p bo/guides/badge.md)" 'Bo changes it.'
as bo resolve badge --theirs
is 'removed after all' "$(ls bo/guides 2>/dev/null)" ''
as bo sync
is 'removed after all: sent' "$(git -C hub.git ls-tree -r --name-only main)" fyr.yaml

# ---- what is not committed ----
# As apply leaves it when an editor saved during a sync: see sync/apply.h.
echo 'Old.' >bo/kept.md
as bo sync
printf '%s kept.md\n' "$(git -C bo rev-parse HEAD)" >bo/.git/fyr/kept
echo 'Made on something older.' >bo/kept.md
as bo sync
has 'a kept text is not committed unseen' "$out" 'kept.md (made on an older version'
is 'a kept text stays' "$(cat bo/kept.md)" 'Made on something older.'
git -C bo checkout -q kept.md
as bo sync
echo 'New.' >bo/kept.md
as bo sync
has 'once it is settled it is committed again' "$out" 'is committed'
rm bo/kept.md
as bo sync
for i in $(seq 25); do echo "Note $i" >bo/n$i.md; done
printf 'a\n<<<<<<< x\nb\n=======\nc\n>>>>>>> y\n' >bo/marked.md
as bo sync
has 'markers are not committed' "$out" 'marked.md (it has conflict markers)'
is 'the others are' "$(git -C bo status --porcelain)" '?? marked.md'
rm bo/n*.md bo/marked.md
as bo sync
is 'many removed: asks' "$status" 5
has 'many removed: said' "$err" 'More than 20 notes were removed'
is 'many removed: nothing done' "$(git -C hub.git ls-tree --name-only main | wc -l)" 26
as bo sync --yes
is 'many removed, and yes' "$status $(git -C hub.git ls-tree --name-only main)" '0 fyr.yaml'

# ---- a managed clone, and Swedish ----
fyr clone "$PWD/hub.git"
fyr --hub hub sync
is 'a managed clone' "$status $out" '0 Nothing new.'
fyr --hub hub conflicts
is 'a managed clone: nothing waits' "$status" 1
fyr --hub hub undo
is 'a managed clone: nothing of its own to take back' "$status" 6
has 'a managed clone: what a person can do there' "$err" 'Change the note again'
fyr --lang sv --hub hub sync
is 'in Swedish' "$out" 'Inget nytt.'
mkdir plain
fyr --hub plain sync
is 'a plain folder' "$status" 2
# ---- a text saved into the copy that was taken out ----
git clone -q --bare hub late.git
git clone -q "$PWD/late.git" cia
git clone -q "$PWD/late.git" dan
put cia 'Cia once more.' published
as cia sync
exec 9>>dan/guides/badge.md
touch -d '1 month ago' dan/guides/badge.md
as dan sync
hasnt 'taken out: nothing to tell yet' "$out" 'An editor saved'
as dan status
hasnt 'taken out: nor by status' "$out" 'An editor saved'
as dan sync
echo 'Late words of Dan.' >&9
exec 9>&-
late=$(grep -rl 'Late words of Dan' dan)
has 'a late save: kept' "$late" 'dan/.git/fyr/displaced/'
has 'a late save: after which note' "$late" 'badge.md'
as dan sync
is 'a late save: sync is done all the same' "$status" 0
has 'a late save: sync tells' "$out" "$late"
as dan status
has 'a late save: status tells' "$out" "Kept: An editor saved a text"
has 'a late save: where' "$out" "$late"
as dan doctor
has 'a late save: doctor tells' "$out" "$late"
is 'a late save: doctor is not content' "$status" 3
rm "$late"
as dan status
hasnt 'a late save: looked at' "$out" 'An editor saved'
as dan doctor
is 'a late save: doctor is content' "$status" 0

# ---- a step that takes long is told once ----
cat >slow.sh <<'SH'
#!/bin/sh
sleep 3.5
for command; do :; done
eval "exec $command"
SH
chmod +x slow.sh
git -C dan remote set-url origin "ssh://slow$PWD/late.git"
said=$(GIT_SSH_COMMAND="$PWD/slow.sh" script -qec "'$FYR_PROGRAM' --hub '$PWD/dan' sync" /dev/null </dev/null)
has 'slow: it came to an end' "$said" 'Nothing new.'
is 'slow: told once' "$(printf '%s\n' "$said" | grep -c Connecting)" 1

# ---- the remote's branch has another name now ----
git clone -q --bare late.git moved.git
git clone -q "$PWD/moved.git" eva
FYR_EDITOR=true fyr clone "$PWD/moved.git" "$PWD/fia"
git -C moved.git branch -m main trunk
put eva 'Eva writes on.' published
for who in eva fia; do
	as $who sync
	is "$who: a renamed branch" "$status" 4
	has "$who: a renamed branch: what to do" "$err" "config branch.main.merge refs/heads/trunk"
	$(printf '%s\n' "$err" | sed -n 's/.*run this once: //p')
	as $who sync
	is "$who: and it goes on" "$status" 0
done
is 'a renamed branch: what was written is there' "$(git -C moved.git show trunk:guides/badge.md | sed -n 9p)" 'Eva writes on.'
as fia show badge
has 'a renamed branch: and comes to others' "$out" 'Eva writes on.'
git -C eva switch -q -c mine
as eva sync
has 'a branch of ones own' "$err" 'push -u origin mine'

# ---- what is sent is told, also where no index can be kept ----
git -C eva switch -q main
put eva 'Eva once more.' published
echo >nocache
FYR_CACHE="$PWD/nocache/x" as eva sync
is 'no index: the round is done' "$status" 0
has 'no index: and told' "$out" 'Your commits are sent.'

# ---- a clone whose name cannot be kept ----
XDG_STATE_HOME="$PWD/nocache/x" fyr clone "$PWD/late.git" "$PWD/gun"
is 'no configuration: status' "$status" 3
has 'no configuration: the clone is there' "$err" "The clone itself is whole, in $PWD/gun"
as gun list
is 'no configuration: it can be read' "$status" 0

# ---- one yes is the answer to one question ----
git clone -q --bare late.git two.git
git clone -q "$PWD/two.git" hal
for i in $(seq 25); do echo "Note $i" >hal/n$i.md; done
as hal sync
rm hal/n*.md
git -C two.git update-ref -d refs/heads/main
said=$(printf 'yes\nno\n' | script -qec "'$FYR_PROGRAM' --hub '$PWD/hal' sync" /dev/null)
has 'two questions: of the notes' "$said" 'More than 20 notes were removed'
has 'two questions: of the remote' "$said" 'is empty now'
is 'two questions: each is asked' "$(printf '%s\n' "$said" | grep -c 'Type yes')" 2
is 'two questions: the second was no' "$(git -C two.git for-each-ref)" ''
said=$(printf 'yes\n' | script -qec "'$FYR_PROGRAM' --hub '$PWD/hal' sync" /dev/null)
is 'two questions: and yes' "$(git -C two.git for-each-ref --format='%(refname)')" refs/heads/main

finish
