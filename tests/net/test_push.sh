#!/bin/sh
# Sending to paths: what is merged, what is refused and how that is said, and
# that nobody's words are lost on the way.
. "$FYR_ROOT/tests/net/net.sh"

# What everybody has is a bare repository; a and b are people's clones.
upstream up
git clone -q --bare up hub.git
people() {
	rm -rf a.git b.git w
	for one in a b; do "$tool_program" clone "$PWD/hub.git" $one.git >/dev/null; done
	git clone -q "$PWD/hub.git" w
}
# write CLONE FILE TEXT: one commit by fyr's own saving
write() { "$tool_program" save "$1" "Write $2" "$2" "$3" >save.out || cat save.out; }
text() { git -C "$1" show "HEAD:$2" 2>/dev/null; }
number() { printf '%s\n' "$out" | sed -n "s/^$1 //p"; }
people

write a.git badge.md 'Of a.
'
tool pull a.git
is 'own commits stay with pull' "$(outcome)" ahead
TOOL_SYNC=dry tool sync a.git
is 'a dry run sends nothing' "$(outcome) $(number sent)" 'ahead 1'
is 'a dry run: the remote' "$(text hub.git badge.md)" 'The badge reader and its PIN.'
tool sync a.git
is 'sent' "$(outcome)" sent
is 'sent: it is there' "$(head_of hub.git)" "$(head_of a.git)"
is 'sent: nothing ahead' "$(git -C a.git rev-parse refs/fyr/incoming/main)" "$(head_of a.git)"
tool sync a.git
is 'and once more: nothing new' "$(outcome)" nothing-new

# ---- both wrote ----
write b.git drive.md 'Of b.
'
TOOL_SYNC='only' tool sync b.git
is 'only sending: left alone' "$(outcome)" left-alone
has 'only sending: why' "$out" 'fyr sync'
TOOL_SYNC=dry tool sync b.git
is 'a dry run of a merge' "$(outcome) $(number got) $(number sent)" 'merged 1 1'
is 'a dry run of a merge moves nothing' "$(text b.git badge.md)" 'The badge reader and its PIN.'
was=$(head_of b.git)
tool sync b.git
is 'merged' "$(outcome)" merged
is 'merged: both texts' "$(text hub.git badge.md) $(text hub.git drive.md)" 'Of a. Of b.'
is 'merged: first what everybody had, then ours' \
	"$(git -C b.git rev-parse HEAD^2)" "$was"
is 'merged: here too' "$(head_of b.git)" "$(head_of hub.git)"
tool sync a.git
is 'the other one follows' "$(outcome) $(text a.git drive.md)" 'forwarded Of b.'
is_sound 'merged' b.git

# ---- both changed the same place ----
write a.git drive.md 'A says.
'
write b.git drive.md 'B says.
'
tool sync a.git
tool sync b.git
is 'a clash is merged all the same' "$(outcome)" merged
is 'a clash is counted' "$(number clashes)" '1 drive.md'
is 'the published text stays' "$(text hub.git drive.md)" 'A says.'
is 'the other one is in the history' "$(git -C hub.git show HEAD^2:drive.md)" 'B says.'
has 'the merge says so' "$(git -C hub.git log -1 --format=%B)" 'Fyr-Conflict: drive.md base='
is 'no marker anywhere' "$(git -C hub.git grep -c '<<<<<<<' HEAD)" ''

# ---- a work clone ----
tool sync w
is 'a work clone follows' "$(outcome) $(cat w/drive.md)" 'forwarded A says.'
write w devices/scanner.md 'Of w.
'
write a.git new.md 'New of a.
'
tool sync a.git
tool sync w
is 'a work clone merges' "$(outcome)" merged
is 'a work clone: the files' "$(cat w/new.md w/devices/scanner.md)" 'New of a.
Of w.'
is 'a work clone: sent' "$(head_of w)" "$(head_of hub.git)"
is_sound 'a work clone' w
echo 'not committed' >>w/badge.md
write a.git badge.md 'Badge of a.
'
tool sync a.git
tool sync w
is 'edited in the way: left alone' "$(outcome)" left-alone
is 'edited in the way: kept' "$(tail -1 w/badge.md)" 'not committed'
write w drive.md 'Drive of w.
'
tool sync w
is 'edited in the way, and commits to send: sent all the same' \
	"$(text hub.git drive.md)" 'Drive of w.'
is 'and the file is still kept' "$(tail -1 w/badge.md)" 'not committed'
git -C w checkout -q badge.md
tool sync w
is 'then it follows' "$(outcome) $(cat w/badge.md)" 'forwarded Badge of a.'
is_sound 'edited in the way' w

# ---- signed, where the person's git signs ----
if command -v ssh-keygen >/dev/null; then
	ssh-keygen -q -t ed25519 -N '' -f "$PWD/key"
	tool sync a.git
	tool sync b.git
	for one in a b; do
		git -C $one.git config commit.gpgsign true
		git -C $one.git config gpg.format ssh
		git -C $one.git config user.signingkey "$PWD/key"
		write $one.git signed-$one.md "Of $one.
"
		tool sync $one.git
	done
	is 'a merge is signed too' "$(outcome) $(git -C hub.git cat-file commit main | grep -c '^gpgsig ')" 'merged 1'
	for one in a b; do git -C $one.git config commit.gpgsign false; done
fi

# ---- what the remote refuses ----
refused() { # name, part of the reason
	before=$(head_of hub.git)
	own=$(head_of a.git)
	tool sync a.git
	is "$1: refused" "$status" 8
	has "$1: said" "$out" "$2"
	is "$1: the remote is as it was" "$(head_of hub.git)" "$before"
	is "$1: ours is kept" "$(head_of a.git)" "$own"
}
hook() { # text
	printf '#!/bin/sh\n%s\n' "$1" >hub.git/hooks/pre-receive
	chmod +x hub.git/hooks/pre-receive
}
tool sync a.git
write a.git badge.md 'To be refused.
'
hook 'echo "Notes must have an owner." >&2; exit 1'
refused 'by a hook' 'Notes must have an owner.'
hook 'printf "bad \033[31mred\033[0m\n" >&2; exit 1'
refused 'by a hook that paints' 'bad'
hasnt 'control bytes do not pass' "$out" "$(printf '\033')"
hook 'exit 1'
refused 'by a silent hook' 'hook declined'
rm hub.git/hooks/pre-receive
printf '#!/bin/sh\necho "main is protected" >&2; exit 1\n' >hub.git/hooks/update
chmod +x hub.git/hooks/update
refused 'by a protected branch' 'main is protected'
rm hub.git/hooks/update
git -C hub.git config receive.maxInputSize 10
refused 'by a limit' 'could not store'
git -C hub.git config --unset receive.maxInputSize
tool sync a.git
is 'then it is taken' "$(outcome)" sent
tool sync w
tool clone "$PWD/w" c.git
write c.git badge.md 'To a working folder.
'
tool sync c.git
is 'a working folder: refused' "$status" 8
has 'a working folder: said' "$out" 'bare repository'
git -C w bundle create -q ../hub.bundle main 2>/dev/null
git -C c.git config remote.origin.url "$PWD/hub.bundle"
tool sync c.git
has 'a bundle: said' "$out" 'only be read'
if [ "$(id -u)" != 0 ]; then
	chmod -R a-w hub.git
	write a.git badge.md 'Cannot be written.
'
	tool sync a.git
	is 'a read-only remote: an error' "$([ "$status" != 0 ] && echo yes)" yes
	chmod -R u+w hub.git
fi

# ---- the remote is suddenly empty, or nearly ----
people
git clone -q --bare hub.git kept.git
rm -rf hub.git
git init -q --bare hub.git
was=$(head_of a.git)
tool sync a.git
is 'emptied: asks' "$(outcome)" ask
has 'emptied: said' "$out" 'is empty now'
is 'emptied: nothing happened' "$(head_of a.git) $(git -C hub.git rev-parse -q --verify main)" "$was "
TOOL_SYNC=agreed tool sync a.git
is 'emptied, and a yes' "$(outcome) $(head_of hub.git)" "sent $was"
tool sync b.git
is 'the others find it again' "$(outcome)" nothing-new
git clone -q "$PWD/hub.git" all
(cd all && git rm -rq . && git commit -qm 'Remove all' && git push -q)
tool sync a.git
is 'all notes removed: asks' "$(outcome)" ask
has 'all notes removed: said' "$out" 'Others removed'
is 'all notes removed: nothing happened' "$(head_of a.git)" "$was"
write a.git mine.md 'Mine.
'
tool sync a.git
is 'all notes removed, and own ones: asks' "$(outcome)" ask
TOOL_SYNC=agreed tool sync a.git
is 'all notes removed, own ones, and a yes' "$(outcome)" merged
is 'own note stays' "$(text a.git mine.md)" 'Mine.'
TOOL_SYNC=agreed tool sync b.git
is 'all notes removed, and a yes' "$(outcome)" forwarded

# ---- a new remote ----
git init -q --bare new.git
git -C w config remote.origin.url "$PWD/new.git"
git -C w update-ref -d refs/fyr/incoming/main
git -C w update-ref -d refs/remotes/origin/main
tool pull w
is 'a new remote: nothing is sent unasked' "$(outcome)" ahead
tool sync w
is 'a new remote is filled' "$(outcome) $(git -C new.git rev-parse main)" "sent $(head_of w)"
finish
