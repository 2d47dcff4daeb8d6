# Commits are signed when the person's git signs them, with an SSH key.
. "$FYR_ROOT/tests/cli/lib.sh"
command -v ssh-keygen >/dev/null || {
	skip 'no ssh-keygen here'
	finish
}
git config --global init.defaultBranch main
fyr init hub
export FYR_HUB=$PWD/hub
ssh-keygen -q -t ed25519 -N '' -C unit -f key
ssh-keygen -q -t ed25519 -N 'secret' -C locked -f locked
printf 'unit@example.org %s\n' "$(cat key.pub)" >signers
git config --global gpg.ssh.allowedSignersFile "$PWD/signers"
verdict() { git -C hub log -1 --format='%G? %GS'; }
head_of() { git -C hub rev-parse HEAD; }

fyr new guide Unsigned --no-input
is 'not asked for: not signed' "$(verdict)" 'N '
git config --global commit.gpgsign true
before=$(head_of)
fyr new guide One --no-input
is 'not by SSH: refused rather than unsigned' "$status" 3
has 'not by SSH: what to do' "$err" 'gpg.format ssh'
git config --global gpg.format ssh
fyr new guide One --no-input
is 'no key named: refused' "$status" 3
is 'no commit was made' "$(head_of)" "$before"
git config --global user.signingkey "$PWD/key"
fyr new guide 'Åäö, first' --no-input
is 'signed: exit 0' "$status" 0
is 'signed: git verifies it' "$(verdict)" 'G unit@example.org'
is 'signed: whole' "$(git -C hub fsck --full 2>&1 | grep -v dangling)" ''
fyr edit aao-first --field summary=x
is 'signed: an edit too' "$(verdict)" 'G unit@example.org'
fyr log aao-first
is 'signed: read back' "$status" 0
mkdir -p "$HOME/.ssh" && cp key "$HOME/.ssh/id_test"
git config --global user.signingkey '~/.ssh/id_test'
fyr new guide Home --no-input
is 'signed: a key below HOME' "$(verdict)" 'G unit@example.org'
before=$(head_of)
git config --global user.signingkey "$PWD/locked"
fyr new guide Locked --no-input
is 'locked key: refused, nothing asked' "$status" 3
has 'locked key: what to do' "$err" 'ssh-add'
git config --global user.signingkey "$PWD/none"
fyr new guide None --no-input
is 'missing key: refused' "$status" 3
is 'refused: no commit' "$(head_of)" "$before"
if command -v ssh-agent >/dev/null; then
	eval "$(ssh-agent -s)" >/dev/null
	ssh-add -q key
	git config --global user.signingkey "key::$(cat key.pub)"
	fyr new guide Agent --no-input
	is 'signed: by the agent' "$(verdict)" 'G unit@example.org'
	git config --global user.signingkey "$PWD/key.pub"
	rm key
	fyr new guide Public --no-input
	is 'signed: a .pub file means the agent' "$(verdict)" 'G unit@example.org'
	kill "$SSH_AGENT_PID"
fi
# Verified where it is asked for.
git config --global user.signingkey "$PWD/none"
git config --global commit.gpgsign false
fyr new guide Plain --no-input
git config --global --unset gpg.ssh.allowedSignersFile
fyr log plain --signatures
is 'nobody is named: refused' "$status" 3
has 'nobody is named: where to' "$err" 'gpg.ssh.allowedSignersFile'
git config --global gpg.ssh.allowedSignersFile "$PWD/signers"
fyr log plain --signatures
has 'log: not signed' "$out" 'it is not signed'
fyr log public --signatures
has 'log: signed' "$out" 'signed by unit@example.org'
: >nobody
echo '# nobody' >nobody
git config --global gpg.ssh.allowedSignersFile "$PWD/nobody"
fyr log public --signatures
hasnt 'log: a stranger signed' "$out" 'signed by unit'
git config --global commit.gpgsign true
# A hub cannot name a program.
cat >evil <<'END'
#!/bin/sh
touch "$HOME/pwned"
END
chmod +x evil
git -C hub config gpg.ssh.program "$PWD/evil"
git -C hub config gpg.program "$PWD/evil"
git -C hub config gpg.ssh.defaultKeyCommand "$PWD/evil"
fyr new guide Evil --no-input
is 'no program of the configuration is run' "$(ls "$HOME/pwned" 2>/dev/null)" ''
finish
