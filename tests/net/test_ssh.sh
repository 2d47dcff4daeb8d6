#!/bin/sh
# The user's ssh against a real sshd on loopback: keys, hosts, refusals, and
# how the program is run.
. "$FYR_ROOT/tests/net/net.sh"

upstream up

# ---- how ssh is run: a script in its place ----
cat >fake_ssh <<'SH'
#!/bin/sh
printf '%s\n' "$@" >"$FAKE_LOG"
for last; do :; done
exec sh -c "$last"
SH
chmod +x fake_ssh
export FAKE_LOG="$PWD/fake.log"
export GIT_SSH_COMMAND="'$PWD/fake_ssh' -F \"with blank\" two\\ words"
tool clone "ssh://anna@host.example:2222$PWD/up" a.git
is 'ssh:// address' "$(outcome)" 'done'
is 'the command line' "$(tr '\n' '|' <fake.log)" \
	"-F|with blank|two words|-oBatchMode=yes|-p|2222|--|anna@host.example|git-upload-pack '$PWD/up'|"
tool clone "host.example:$PWD/up" b.git
is 'host:path address' "$(outcome)" 'done'
is 'the command line' "$(sed -n '4,7p' fake.log | tr '\n' '|')" \
	"-oBatchMode=yes|--|host.example|git-upload-pack '$PWD/up'|"
cp -r up "it's here!"
tool clone "host.example:$PWD/it's here!" q.git
is 'quotes in a path' "$(outcome)" 'done'
tool refs "[::1]:$PWD/up"
is 'an IPv6 address' "$(sed -n '6p' fake.log)" ::1
tool refs "anna@[host.example:77]:$PWD/up"
is 'a port in brackets' "$(sed -n '5,8p' fake.log | head -4 | tr '\n' '|')" \
	"-p|77|--|anna@host.example|"
tool push-refs "host.example:$PWD/up"
has 'receive-pack' "$out" refs/heads/main
has 'receive-pack: command' "$(cat fake.log)" git-receive-pack
echo more >>up/drive.md
commit up 'More'
tool pull a.git
is 'pull' "$(outcome)" forwarded
tool pull a.git
is 'nothing new' "$(outcome)" nothing-new
is_sound 'pull' a.git
unset GIT_SSH_COMMAND
git -C a.git config core.sshCommand "'$PWD/fake_ssh'"
tool pull a.git
is 'core.sshCommand' "$(outcome)" nothing-new
export GIT_SSH_COMMAND=/no/such/ssh
tool pull a.git
has 'no such program' "$out" 'is not installed'
unset GIT_SSH_COMMAND

# ---- a real one ----
. "$FYR_ROOT/tests/net/sshd.sh"
sshd main
config "IdentityFile $PWD/user"
known host
export GIT_SSH_COMMAND="ssh -F $PWD/ssh_config"
tool clone "hub:$PWD/up" s.git
is 'clone by an alias of the configuration' "$(outcome)" 'done'
is_sound 'clone' s.git
echo even >>up/drive.md
commit up 'Even more'
tool pull s.git
is 'pull' "$(outcome)" forwarded
tool pull s.git
is 'nothing new' "$(outcome)" nothing-new

# ---- sending ----
write() { "$tool_program" save "$1" "Write $2" "$2" "$3" >save.out || cat save.out; }
git clone -q --bare up bare.git
tool clone "hub:$PWD/bare.git" p.git
tool clone "hub:$PWD/bare.git" p2.git
write p.git drive.md 'Of p.
'
write p2.git badge.md 'Of p2.
'
tool sync p.git
is 'sent' "$(outcome) $(head_of bare.git)" "sent $(head_of p.git)"
tool sync p2.git
is 'merged and sent' "$(outcome) $(head_of bare.git)" "merged $(head_of p2.git)"
is_sound 'merged and sent' p2.git
printf '#!/bin/sh\necho "Not you." >&2\nexit 1\n' >bare.git/hooks/pre-receive
chmod +x bare.git/hooks/pre-receive
write p2.git badge.md 'Refused.
'
tool sync p2.git
is 'a hook refuses' "$status" 8
has 'a hook refuses: said' "$out" 'Not you.'
rm bare.git/hooks/pre-receive
cp stranger.pub authorized
tool sync p2.git
has 'a refused key' "$out" 'accepts none of your keys'
cp user.pub authorized
tool sync p2.git
is 'then it goes' "$(outcome)" sent

tool clone "hub:$PWD/nowhere" n.git
is 'no such repository: status' "$status" 6
has 'no such repository: said' "$out" 'no repository at this address'
tool clone "ssh://127.0.0.1:$(free_port)/x" n.git
has 'nothing listens' "$out" 'refuses the connection'
tool clone 'ssh://no-such-host.invalid/x' n.git
has 'no such host' "$out" 'is not known'
listen silent
unset GIT_SSH_COMMAND
with=TOOL_CONNECT_MS=1000
start=$(now_ms)
tool clone "ssh://127.0.0.1:$port/x" n.git
has 'a silent host' "$out" 'does not answer'
is 'a silent host: in time' "$([ $(($(now_ms) - start)) -lt 8000 ] && echo yes)" yes
is 'nothing left' "$(ls -d n.git* 2>/dev/null)" ''
finish
