#!/bin/sh
# https against lighttpd and git-http-backend with certificates of our own.
. "$FYR_ROOT/tests/net/https.sh"
serve good
good=$port
git config --global http.sslCAInfo "$PWD/ca.pem"

tool clone "https://localhost:$good/git/hub.git" m.git
is 'clone, TLS 1.3' "$(outcome)" 'done'
is_sound 'clone' m.git
tool clone "https://127.0.0.1:$good/git/hub.git/" i.git
is 'clone by number' "$(outcome)" 'done'
tool pull m.git
is 'nothing new' "$(outcome)" nothing-new
echo more >>up/drive.md
commit up 'More'
git -C up push -q "$PWD/srv/hub.git" main
tool pull m.git
is 'pull' "$(outcome)" forwarded
is 'pull: head' "$(head_of m.git)" "$(head_of up)"
is_sound 'pull' m.git
tool push-refs "https://localhost:$good/git/hub.git"
has 'receive-pack' "$out" refs/heads/main
# Many commits of our own make more than one step of negotiation.
git clone -q up w
git -C w remote set-url origin "https://localhost:$good/git/hub.git"
for i in $(seq 60); do git -C w commit -q --allow-empty -m "own $i"; done
echo even >>up/badge.md
commit up 'Even more'
git -C up push -q "$PWD/srv/hub.git" main
tool fetch w
has 'several steps' "$out" 'have to be merged'
is 'several steps: fetched' "$(git -C w rev-parse origin/main)" "$(head_of up)"

# ---- sending ----
hook=srv/hub.git/hooks/pre-receive
write() { "$tool_program" save "$1" "Write $2" "$2" "$3" >save.out || cat save.out; }
tool pull m.git
tool sync i.git
write m.git drive.md 'Of m.
'
write i.git badge.md 'Of i.
'
tool sync m.git
is 'sent' "$(outcome) $(head_of srv/hub.git)" "sent $(head_of m.git)"
tool sync i.git
is 'merged and sent' "$(outcome) $(head_of srv/hub.git)" "merged $(head_of i.git)"
is_sound 'merged and sent' i.git
tool sync w
is 'a work clone' "$(outcome) $(head_of srv/hub.git)" "merged $(head_of w)"
is_sound 'a work clone' w
head -c 3000000 /dev/urandom | base64 >large.txt
write w large.md "$(head -c 100000 large.txt)"
tool sync w
is 'something larger' "$(outcome)" sent
printf '#!/bin/sh\necho "No notes on Fridays." >&2\nexit 1\n' >$hook
chmod +x $hook
write w badge.md 'Refused.
'
tool sync w
is 'a hook refuses' "$status" 8
has 'a hook refuses: said' "$out" 'No notes on Fridays.'
rm $hook
git -C srv/hub.git config http.receivepack false
tool sync w
has 'nobody may send' "$out" 'does not let you'
git -C srv/hub.git config http.receivepack true
tool sync w
is 'then it goes' "$(outcome)" sent
git -C up pull -q "$PWD/srv/hub.git" main

# ---- names and passwords ----
tool clone "https://localhost:$good/git/private.git" p.git
has 'a password is asked for' "$out" 'credential helper'
cat >helper <<'SH'
#!/bin/sh
cat >>"$HELPER_LOG"
echo "-- $1" >>"$HELPER_LOG"
[ "$1" != get ] || printf 'username=anna\npassword=%s\n' "$HELPER_WORD"
SH
chmod +x helper
export HELPER_LOG="$PWD/helper.log" HELPER_WORD=s3cret-word
git config --global credential.helper "$PWD/helper"
tool clone "https://localhost:$good/git/private.git" p.git
is 'with a helper' "$(outcome)" 'done'
has 'the helper was asked' "$(cat helper.log)" "host=localhost:$good"
has 'and told' "$(cat helper.log)" '-- store'
hasnt 'the word is not kept' "$(cat p.git/config; grep -r s3cret p.git)" s3cret
: >helper.log
tool clone "https://anna@localhost:$good/git/private.git" p2.git
is 'with a name in the address' "$(outcome)" 'done'
has 'the name is passed on' "$(cat helper.log)" 'username=anna'
write p.git badge.md 'Of anna.
'
tool sync p.git
is 'sent with a helper' "$(outcome) $(head_of srv/private.git)" "sent $(head_of p.git)"
: >helper.log
HELPER_WORD=wrong
tool pull p.git
has 'a wrong password' "$out" 'refuses the name and password'
has 'the helper is told' "$(cat helper.log)" '-- erase'
is 'asked once' "$(grep -c -e '-- get' helper.log)" 1
hasnt 'not repeated' "$out$err" 'wrong'
git config --global --unset credential.helper

# ---- odd servers, on plain http of this machine ----
tool clone "https://localhost:$good/git/nowhere.git" n.git
has 'no such repository' "$out" 'no repository at this address'
tool clone "https://localhost:$(free_port)/x" n.git
has 'nothing listens' "$out" 'refuses the connection'
tool clone 'https://no-such-host.invalid/x' n.git
has 'no such host' "$out" 'is not known'
listen status 403
tool clone "http://127.0.0.1:$port/x" n.git
has '403' "$out" 'does not let you in'
listen status 503
tool clone "http://127.0.0.1:$port/x" n.git
has '503' "$out" 'has a fault'
listen page
tool clone "http://127.0.0.1:$port/x" n.git
has 'a web page' "$out" 'not as a git server'
listen close
tool clone "http://127.0.0.1:$port/x" n.git
has 'an early end' "$out" 'he connection to'
listen talk 'no \e[31mway\e]0;x token ghp_0123456789abcdefghij0123456789abcdef'
tool clone "http://127.0.0.1:$port/x" n.git
has 'an error text' "$out" 'The remote refuses: no'
hasnt 'an error text is cleaned' "$out" "$(printf '\033')"
hasnt 'an error text has no token' "$out" ghp_0123
listen redirect "https://localhost:$good/git/hub.git"
tool refs "http://127.0.0.1:$port/x"
is 'a redirect to https' "$status" 0
listen redirect 'http://example.org'
tool refs "http://127.0.0.1:$port/x"
has 'a redirect to plain http' "$out" 'not followed'
listen redirect 'file:///etc'
tool refs "http://127.0.0.1:$port/x"
has 'a redirect to a file' "$out" 'not followed'
is 'nothing left' "$(ls -d n.git* 2>/dev/null)" ''
finish
