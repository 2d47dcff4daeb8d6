#!/bin/sh
# https against lighttpd and git-http-backend with certificates of our own.
. "$FYR_ROOT/tests/net/net.sh"
unset http_proxy https_proxy HTTPS_PROXY no_proxy all_proxy

backend=$(git --exec-path)/git-http-backend
if [ ! -x /usr/sbin/lighttpd ] || [ ! -x "$backend" ]; then
	skip 'no lighttpd or git-http-backend here'
	finish
fi

# ---- certificates ----
key() { openssl ecparam -name prime256v1 -genkey -noout -out "$1.key" 2>/dev/null; }
authority() {
	key "$1"
	openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days 2 -out "$1.pem" \
		-addext basicConstraints=critical,CA:TRUE 2>/dev/null
}
certificate() { # name, authority, alternative names, days
	key "$1"
	printf 'subjectAltName=%s\n' "$3" >"$1.ext"
	openssl req -new -key "$1.key" -subj "/CN=$1" 2>/dev/null |
		openssl x509 -req -CA "$2.pem" -CAkey "$2.key" -CAcreateserial \
			-days "$4" -extfile "$1.ext" -out "$1.crt" 2>/dev/null
	cat "$1.key" "$1.crt" >"$1.pem"
}
authority ca
authority stranger
certificate good ca 'DNS:localhost,IP:127.0.0.1' 2
certificate name ca 'DNS:elsewhere.example' 2
certificate old ca 'DNS:localhost' -1

# ---- servers ----
upstream up
git clone -q --bare up srv/hub.git
git -C srv/hub.git config http.receivepack true
cp -r srv/hub.git srv/private.git
printf 'anna:s3cret-word\n' >users
serve() { # certificate: its port in $port
	port=$(free_port)
	cat >"$1.conf" <<CONF
server.document-root = "$PWD/srv"
server.port = $port
server.bind = "127.0.0.1"
server.errorlog = "$PWD/$1.log"
server.stream-request-body = 0
server.modules = ("mod_auth", "mod_authn_file", "mod_alias", "mod_setenv", "mod_cgi", "mod_openssl")
ssl.engine = "enable"
ssl.pemfile = "$PWD/$1.pem"
ssl.openssl.ssl-conf-cmd = ("MinProtocol" => "TLSv1.3")
alias.url = ("/git" => "$backend")
setenv.set-environment = ("GIT_PROJECT_ROOT" => "$PWD/srv", "GIT_HTTP_EXPORT_ALL" => "1", "HOME" => "$HOME", "GIT_CONFIG_NOSYSTEM" => "1")
\$HTTP["url"] =~ "^/git" { cgi.assign = ("" => "") }
auth.backend = "plain"
auth.backend.plain.userfile = "$PWD/users"
\$HTTP["url"] =~ "^/git/private" {
	auth.require = ("" => ("method" => "basic", "realm" => "hub", "require" => "valid-user"))
}
CONF
	/usr/sbin/lighttpd -D -f "$1.conf" >"$1.out" 2>&1 &
	servers="$servers $!"
	until_true 10 curl -s -o /dev/null -k "https://127.0.0.1:$port/" ||
		result 'not ok' 'lighttpd starts' "$(cat "$1.log" "$1.out")"
}
git config --global --add safe.directory '*'
serve good
good=$port
serve name
name=$port
serve old
old=$port
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

# ---- certificates ----
tool clone "https://localhost:$name/git/hub.git" n.git
has 'another name' "$out" 'belongs to another name'
is 'another name: status' "$status" 6
tool clone "https://localhost:$old/git/hub.git" n.git
has 'expired' "$out" 'has expired'
git config --global http.sslCAInfo "$PWD/stranger.pem"
tool clone "https://localhost:$good/git/hub.git" n.git
has 'unknown authority' "$out" 'trusts'
git config --global http.sslVerify false
tool clone "https://localhost:$good/git/hub.git" n.git
has 'sslVerify=false does not help' "$out" 'trusts'
git config --global "http.https://localhost:$good/.sslCAInfo" "$PWD/ca.pem"
tool refs "https://localhost:$good/git/hub.git"
is 'setting for one address' "$status" 0
git config --global --unset-all "http.https://localhost:$good/.sslCAInfo"
with=GIT_SSL_CAINFO=$PWD/ca.pem
tool refs "https://localhost:$good/git/hub.git"
is 'GIT_SSL_CAINFO' "$status" 0
git config --global --unset-all http.sslCAInfo
with=SSL_CERT_FILE=$PWD/ca.pem
tool refs "https://localhost:$good/git/hub.git"
is 'SSL_CERT_FILE' "$status" 0
git config --global http.sslCAInfo "$PWD/nowhere.pem"
tool refs "https://localhost:$good/git/hub.git"
has 'no such file' "$out" 'cannot be read'
git config --global http.sslCAInfo "$PWD/ca.pem"

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
printf 'machine localhost login anna password s3cret-word\n' >"$HOME/.netrc"
chmod 600 "$HOME/.netrc"
tool pull p.git
is '.netrc' "$(outcome)" nothing-new
rm "$HOME/.netrc"

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
listen silent
export https_proxy="http://127.0.0.1:$port" no_proxy=localhost
tool refs "https://localhost:$good/git/hub.git"
is 'no_proxy' "$status" 0
no_proxy=''
with=TOOL_CONNECT_MS=500
tool refs "https://localhost:$good/git/hub.git"
is 'https_proxy is used' "$status" 6
unset https_proxy no_proxy
is 'nothing left' "$(ls -d n.git* 2>/dev/null)" ''
finish
