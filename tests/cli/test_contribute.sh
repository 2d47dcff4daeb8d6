# Contributing: new, edit and undo in a managed and in a work clone; an editor
# that fails, saves nothing, saves garbage or is killed loses no word.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main

fyr init origin
fyr clone origin # known as origin-2
hub=$HOME/.local/share/fyr/origin-2.git
export FYR_HUB=origin-2
editor() { # a script that gets the file as $1
	{ echo '#!/bin/sh'; cat; } >ed
	chmod +x ed
	export FYR_EDITOR=$PWD/ed
}
head_of() { git -C "$1" rev-parse HEAD; }
show() { git -C "$hub" show "HEAD:$1"; }

# --- new ---
start=$(head_of "$hub")
editor <<'END'
cp "$1" seen
pwd >where
sed -i 's/^## When not/Not for children./' "$1"
END
fyr --lang en new method "Röntgen: lung's X-ray?"
is 'new: exit 0' "$status" 0
is 'new: one commit' "$(git -C "$hub" rev-list --count "$start..")" 1
is 'new: its message' "$(git -C "$hub" log -1 --format=%s)" \
	"method: add \"Röntgen: lung's X-ray?\""
path=methods/rontgen-lungs-x-ray.en.md
is 'new: its file' "$(git -C "$hub" show --format= --name-status)" "A	$path"
has 'new: what was written' "$(show $path)" 'Not for children.'
hasnt 'new: help lines are not kept' "$(show $path)" '#:'
has 'new: the title quoted' "$(show $path)" "title: \"Röntgen: lung's X-ray?\""
has 'new: the review date' "$(show $path)" 'review_by: 2027-11-23'
state=$(echo "$HOME"/.local/state/fyr/origin-2-*)
has 'new: values to choose from' "$(cat "$state"/drafts/seen)" '#: Maturity (a published note needs it): research'
is 'new: the editor works in a folder of ours' "$(cat "$state"/drafts/where)" "$state/drafts"
is 'new: private' "$(stat -c %a "$state/drafts")" 700
rm -f "$state"/drafts/seen "$state"/drafts/where
is 'new: no draft left' "$(ls "$state/drafts")" ''
fyr show rontgen-lungs-x-ray
has 'new: shown' "$out" 'Not for children.'

fyr add Vägledning "Tom" --no-input --lang sv --field phase=data,develop --field 'summary=Kort: ja'
is 'new by label, without editor: exit 0' "$status" 0
has 'new --field: a list' "$(show guides/tom.sv.md)" 'phase: [data, develop]'
has 'new --field: quoted' "$(show guides/tom.sv.md)" 'summary: "Kort: ja"'
fyr new guide Tom --no-input
is 'new: a second id' "$(git -C "$hub" show --format= --name-only)" guides/tom-2.sv.md
fyr new update "Big news" --no-input --lang en
is 'new: dated id' "$(git -C "$hub" show --format= --name-only)" updates/2026-11-23-big-news.en.md
printf 'From a pipe.\n' >body
"$FYR_PROGRAM" new partner 日本 --text - <body >/dev/null
is 'new --text -: an id without letters a-z' "$(git -C "$hub" show --format= --name-only)" partners/partner.sv.md
is 'new --text -: the body' "$(show partners/partner.sv.md | tail -n 1)" 'From a pipe.'
before=$(head_of "$hub")
fyr new guide 'Only a look' --dry-run --lang en
is 'new --dry-run: exit 0' "$status" 0
has 'new --dry-run: the path' "$out" guides/only-a-look.en.md
is 'new --dry-run: no commit' "$(head_of "$hub")" "$before"
is 'new --dry-run: no draft' "$(ls "$state/drafts")" ''
fyr new nothing X --no-input
is 'new: unknown kind is usage' "$status" 2
has 'new: names the kinds' "$err" regulation
fyr new guide X --no-input --lang de
is 'new: unknown language is usage' "$status" 2

# --- what goes wrong in an editor ---
editor <<'END'
exit 0
END
fyr new guide Unwritten
is 'nothing saved: exit 0' "$status" 0
is 'nothing saved: no commit' "$(head_of "$hub")" "$before"
is 'nothing saved: no draft' "$(ls "$state/drafts")" ''
editor <<'END'
echo 'Precious words.' >>"$1"
exit 3
END
fyr new guide Failing
is 'editor fails: exit 3' "$status" 3
has 'editor fails: says how' "$err" 'status 3'
has 'editor fails: says how to go on' "$err" 'fyr edit new-guide-1'
is 'editor fails: no commit' "$(head_of "$hub")" "$before"
has 'editor fails: the words are there' "$(cat "$state/drafts/new-guide-1.md")" 'Precious words.'
fyr status
has 'status names the draft' "$out" 'Draft: new-guide-1'
fyr edit --forget new-guide-2
is 'a draft there is not is not forgotten: exit 1' "$status" 1
fyr edit --forget new-guide-1
is 'a draft is not forgotten unasked: exit 2' "$status" 2
has 'a draft is not forgotten unasked' "$err" '--yes'
fyr --read-only edit --forget new-guide-1 --yes
is 'nor with --read-only: exit 6' "$status" 6
mkdir kept && cp "$state"/drafts/* kept
fyr edit --forget new-guide-1 --yes
is 'a draft is forgotten' "$status $(ls "$state/drafts")" '0 '
cp kept/new-guide-1.md "$state/drafts/late.md"
fyr status
has 'status names a text without the rest by its file' "$out" "Draft: $state/drafts/late.md"
fyr edit --forget "$state/drafts/late.md" --yes
is 'that is forgotten too' "$status $(ls "$state/drafts")" '0 '
fyr edit --forget new-guide-1 --yes
is 'twice: exit 1' "$status" 1
cp kept/* "$state/drafts"
editor <<'END'
kill -9 $PPID
echo 'Written late.' >>"$1"
END
fyr edit new-guide-1
until_true 60 grep -q 'Written late.' "$state/drafts/new-guide-1.md"
has 'killed: the words are there' "$(cat "$state/drafts/new-guide-1.md")" 'Precious words.'
editor <<'END'
grep -q 'Precious words.' "$1" && echo 'And more.' >>"$1"
END
fyr edit new-guide-1
is 'taken up again: exit 0' "$status" 0
has 'taken up again: all words are committed' "$(show guides/failing.sv.md | tail -n 3 | tr '\n' ' ')" \
	'Precious words. Written late. And more.'
is 'taken up again: no draft' "$(ls "$state/drafts")" ''
before=$(head_of "$hub")
for bad in 'printf "\377\376x" >"$1"' 'printf "a\000b" >"$1"' 'rm "$1"' \
	'ln -sf /etc/passwd "$1"' 'rm "$1"; mkfifo "$1"' 'truncate -s 60M "$1"'; do
	echo "$bad" | editor
	echo "$bad" | { echo '#!/bin/sh'; cat; } >ed
	fyr new guide Garbage
	is "garbage ($bad): refused" "$status" 6
	is "garbage ($bad): no commit" "$(head_of "$hub")" "$before"
	rm -f "$state"/drafts/*
done
editor <<'END'
sed -i 's/^status: .*/status: published/; s/^guide_type: .*/guide_type: nonsense/' "$1"
END
fyr new guide Wrong --lang en
is 'check finds errors: exit 1' "$status" 1
has 'check: line, field, rule' "$err" 'guides/wrong.en.md:'
is 'check: no commit' "$(head_of "$hub")" "$before"
has 'check: the draft stays' "$(ls "$state/drafts")" new-guide-1.md
editor <<'END'
sed -i 's/^status: .*/status: draft/; s/^guide_type: .*/guide_type: howto/' "$1"
END
fyr edit new-guide-1
is 'check: mended, exit 0' "$status" 0

# A personal identity number and a link to nowhere never get in.
printf -- '---\ntitle: P\nlang: en\nstatus: published\nguide_type: faq\nphase: [data]\naudience: [it]\n---\nPatient 121212-1212 and [[no-such-note]].\n' >person
fyr new guide --text person --lang en
is 'personal number: refused' "$status" 1
has 'personal number: the line' "$err" 'personal-number'
has 'broken link of a published note: told' "$err" 'broken-link'
hasnt 'personal number: never repeated' "$out$err" 121212-1212
rm -f "$state"/drafts/*

# --- edit ---
before=$(head_of "$hub")
editor <<'END'
sed -i 's/^maturity: .*/maturity: piloted/' "$1"
echo 'One more line.' >>"$1"
END
fyr edit rontgen-lungs-x-ray
is 'edit: exit 0' "$status" 0
has 'edit: the difference by words' "$out" 'maturity: [-research-]{+piloted+}'
is 'edit: message from what changed' "$(git -C "$hub" log -1 --format=%s)" \
	"method: change \"Röntgen: lung's X-ray?\" (maturity, text)"
has 'edit: the values' "$(git -C "$hub" log -1 --format=%b)" 'maturity: research -> piloted'
is 'edit: only that file' "$(git -C "$hub" show --format= --name-only)" "$path"
before=$(head_of "$hub")
FYR_EDITOR=true fyr edit rontgen-lungs-x-ray
is 'edit: unchanged makes no commit' "$(head_of "$hub")" "$before"
fyr edit rontgen-lungs-x-ray --field maturity=in-use -m 'method: it is used'
is 'edit --field -m: the message' "$(git -C "$hub" log -1 --format=%s)" 'method: it is used'
FYR_EDITOR='ed  --opt ; touch pwned' fyr edit rontgen-lungs-x-ray
is 'no shell reads the editor' "$(ls pwned "$state/drafts/pwned" 2>/dev/null)" ''
rm -f "$state"/drafts/*
fyr edit no-such-note
is 'edit: nothing of that name' "$status" 1

# Somebody else changes the note while it is being edited.
git clone -q "$hub" other
other() { (cd other && git pull -q && eval "$1" && git commit -qam other && git push -q); }
export FYR_TEST_DIR=$PWD
cat >ed2 <<'END'
#!/bin/sh
cd "$FYR_TEST_DIR/other" && git pull -q &&
	sed -i "$THEIRS" methods/rontgen-lungs-x-ray.en.md &&
	git commit -qam other && git push -q
exec sed -i "$MINE" "$1"
END
chmod +x ed2
export FYR_EDITOR=$PWD/ed2
THEIRS='s/^tags: .*/tags: [x-ray]/' MINE='s/^One more/One good/' fyr edit rontgen-lungs-x-ray
is 'changed meanwhile: exit 0' "$status" 0
has 'changed meanwhile: mine' "$(show $path)" 'One good line.'
has 'changed meanwhile: theirs' "$(show $path)" 'tags: [x-ray]'
before=$(head_of "$hub")
export THEIRS='s/^One good line/One THEIR line/' MINE='s/^One good line/One MY line/'
fyr edit rontgen-lungs-x-ray
is 'both changed the same: exit 5' "$status" 5
has 'both changed the same: shows theirs' "$out" '[-THEIR-]{+MY+}'
has 'both changed the same: theirs is published' "$(show $path)" 'One THEIR line.'
has 'both changed the same: mine is the draft' "$(cat "$state"/drafts/*.md)" 'One MY line.'
FYR_EDITOR='sed -i s/MY/OUR/' fyr edit rontgen-lungs-x-ray
is 'settled: exit 0' "$status" 0
has 'settled: committed' "$(show $path)" 'One OUR line.'
has 'settled: theirs stays in the history' "$(git -C "$hub" log -p --format= -- $path)" '+One THEIR line.'

# Two windows.
cat >ed <<'END'
#!/bin/sh
touch "$FYR_TEST_DIR/open"
while [ ! -e "$FYR_TEST_DIR/go" ]; do sleep 0.05; done
echo 'First window.' >>"$1"
END
export FYR_EDITOR=$PWD/ed
"$FYR_PROGRAM" edit rontgen-lungs-x-ray >/dev/null 2>&1 </dev/null &
first=$!
until_true 60 test -e open || result 'not ok' 'two windows: the first is open' ''
fyr edit rontgen-lungs-x-ray
is 'two windows: the second is refused' "$status" 6
touch go
wait $first
has 'two windows: the first is kept' "$(show $path)" 'First window.'

# --- undo ---
before=$(head_of "$hub")
fyr new guide 'A mistake' --no-input
made=$(head_of "$hub")
fyr undo --dry-run
is 'undo --dry-run: nothing' "$(head_of "$hub")" "$made"
fyr undo
is 'undo: exit 0' "$status" 0
is 'undo: back' "$(head_of "$hub")" "$before"
has 'undo: the text stays reachable' "$(git -C "$hub" for-each-ref)" "$made"
git -C "$hub" update-ref refs/heads/main "$(git -C "$hub" commit-tree -p HEAD -m 'by git' 'HEAD^{tree}')"
fyr undo
is 'undo: not a commit by git' "$status" 6
# What is sent is not taken back.
git clone -q --bare "$hub" remote.git
fyr clone "$PWD/remote.git" && export FYR_HUB=remote
fyr new guide 'To be sent' --no-input
fyr status
has 'status: what is not sent' "$out" 'guide: add "To be sent"'
fyr sync
is 'sync: exit 0' "$status" 0
is 'sync: it is sent' "$(git -C remote.git log -1 --format=%s)" 'guide: add "To be sent"'
fyr status
hasnt 'status: all is sent' "$out" 'To be sent'
fyr undo
is 'undo: not what was sent' "$status" 6
export FYR_HUB=origin-2
is 'fsck' "$(git -C "$hub" fsck --full 2>&1 | grep -v dangling)" ''

# --- a work clone ---
git clone -q origin work
export FYR_HUB=$PWD/work
echo '# mine' >>work/guides/ethics.en.md
editor <<'END'
echo "$1" >>"$FYR_TEST_DIR/opened"
echo 'In place.' >>"$1"
END
fyr edit calibration --lang en
is 'work clone: exit 0' "$status" 0
is 'work clone: the file itself' "$(tail -n 1 work/methods/calibration.en.md)" 'In place.'
is 'work clone: only that path is committed' "$(git -C work status --porcelain)" ' M guides/ethics.en.md'
is 'work clone: one file' "$(git -C work show --format= --name-only)" methods/calibration.en.md
fyr undo
is 'work clone: undo' "$status" 0
is 'work clone: undo takes the file back' "$(git -C work status --porcelain)" ' M guides/ethics.en.md'
is 'work clone: the commit is gone' "$(head_of work)" "$(head_of origin)"
fyr new guide 'In the work clone' --no-input
is 'work clone: new is on disk' "$(test -f work/guides/in-the-work-clone.sv.md && echo yes)" yes
fyr undo
is 'work clone: undo removes it' "$(test -e work/guides/in-the-work-clone.sv.md || echo no)" no
git -C work push -q origin HEAD:refs/heads/sent 2>/dev/null
fyr new guide Sent --no-input
git -C work push -q origin HEAD:refs/heads/main 2>/dev/null || {
	git -C origin config receive.denyCurrentBranch ignore
	git -C work push -q origin HEAD:refs/heads/main
}
fyr undo
is 'undo: not what was sent' "$status" 6
has 'undo: says so' "$err" 'sent'

# --- where nothing can be written ---
mkdir plain && echo x >plain/a.md
fyr --hub plain new note X --no-input
is 'plain folder: refused' "$status" 6
has 'plain folder: in plain words' "$err" 'plain folder'
fyr --read-only new guide X --no-input
is 'read-only: refused' "$status" 6
status=0
err=$(env -u GIT_AUTHOR_NAME -u GIT_AUTHOR_EMAIL -u GIT_COMMITTER_NAME -u GIT_COMMITTER_EMAIL \
	"$FYR_PROGRAM" --hub origin-2 new guide X 2>&1 </dev/null) || status=$?
is 'no name: said before the editor' "$status" 3
has 'no name: how to set it' "$err" 'git config'
mkdir bare && git -C bare init -q && echo '# Hello' >bare/a.md && git -C bare add . && git -C bare commit -qm a
fyr --hub bare new note 'Hello you' --no-input
is 'a hub without fyr.yaml: exit 0' "$status" 0
is 'a hub without fyr.yaml: the file' "$(head -n 2 bare/hello-you.md | tail -n 1)" 'title: Hello you'
finish
