#!/bin/sh
# https against real servers: certificates, authorities, proxies, passwords.
# Each row for our own transport, and for the git program (net.transport: git).
. "$FYR_ROOT/tests/net/https.sh"

certificate name ca 'DNS:elsewhere.example' 2
certificate old ca 'DNS:localhost' -1
certificate number ca 'IP:127.0.0.1' 2
serve good
good=$port
serve name
name=$port
serve old
old=$port
serve number
number=$port
global() { git config --global "$@"; }
global http.sslCAInfo "$PWD/ca.pem"

# try NAME WANTED ADDRESS: a clone, by ourselves and by git; $set before it.
set=''
try() {
	for by in 0 1; do
		rm -rf n.git
		with="TOOL_BY_GIT=$by $set"
		tool clone "$3" n.git
		row "$1$([ $by = 0 ] || echo ', by git')" "$2"
	done
	set=''
}
hub="https://localhost:$good/git/hub.git"

# ---- the server ----
try 'TLS 1.3 only' works "$hub"
try 'a certificate for a number' works "https://127.0.0.1:$number/git/hub.git"
try 'a certificate of another name' 'another name' "https://localhost:$name/git/hub.git"
try 'an expired certificate' 'has expired' "https://localhost:$old/git/hub.git"

# ---- the authority ----
try 'authority: http.sslCAInfo' works "$hub"
global http.sslCAInfo "$PWD/stranger.pem"
try 'authority: unknown' 'trusts' "$hub"
set=GIT_SSL_CAINFO=$PWD/ca.pem
try 'authority: GIT_SSL_CAINFO' works "$hub"
global "http.https://localhost:$good/.sslCAInfo" "$PWD/ca.pem"
try 'authority: for one address' works "$hub"
global --unset-all "http.https://localhost:$good/.sslCAInfo"
global http.sslVerify false
try 'http.sslVerify=false' 'trusts' "$hub"
global --unset http.sslVerify
global "http.https://localhost:$good/git/.sslVerify" false
try 'http.sslVerify=false for one address' 'trusts' "$hub"
global --unset "http.https://localhost:$good/git/.sslVerify"
set=GIT_SSL_NO_VERIFY=1
try 'GIT_SSL_NO_VERIFY' 'trusts' "$hub"
global --unset http.sslCAInfo
set=SSL_CERT_FILE=$PWD/ca.pem
if ldd "$(git --exec-path)/git-remote-https" | grep -q gnutls; then
	# That git reads no SSL_CERT_FILE; we do.
	with=$set
	rm -rf n.git
	tool clone "$hub" n.git
	row 'authority: SSL_CERT_FILE' works
	set=''
else
	try 'authority: SSL_CERT_FILE' works "$hub"
fi
global http.sslCAInfo "$PWD/nowhere.pem"
try 'authority: no such file' 'cannot be read' "$hub"
global http.sslCAInfo "$PWD/ca.pem"

# ---- the way ----
global "url.https://localhost:$good/git/.insteadOf" 'short:'
try 'insteadOf' works short:hub.git
# Applied twice it would lead nowhere.
global "url.https://localhost:$good/git/.insteadOf" "https://localhost:$good/"
try 'insteadOf that holds itself' works "https://localhost:$good/hub.git"
global --remove-section "url.https://localhost:$good/git/"
used() { # name, how often: once by ourselves; git lists first, then fetches
	is "$1: the proxy was used" "$(cat relay.log 2>/dev/null | wc -l)" "$2"
	rm -f relay.log
}
relay connect
proxy=http://127.0.0.1:$port
global http.proxy "$proxy"
try 'proxy: http.proxy, CONNECT' works "$hub"
used 'http.proxy' 3
set=no_proxy=localhost
try 'proxy: no_proxy beside http.proxy' works "$hub"
used 'no_proxy beside http.proxy' 0
global --unset http.proxy
set="https_proxy=$proxy"
try 'proxy: https_proxy' works "$hub"
used 'https_proxy' 3
set="https_proxy=$proxy no_proxy=localhost"
try 'proxy: no_proxy' works "$hub"
used 'no_proxy' 0
relay socks
global http.proxy "socks5h://127.0.0.1:$port"
try 'proxy: SOCKS' works "$hub"
used 'SOCKS' 3
global http.proxy "http://127.0.0.1:$(free_port)"
try 'proxy: nothing listens there' 'refuses the connection' "$hub"
global --unset http.proxy

# ---- names and passwords ----
private="https://localhost:$good/git/private.git"
try 'password: none is known' 'asks for a name and password' "$private"
printf '#!/bin/sh\n[ "$1" != get ] || printf "username=anna\\npassword=%%s\\n" "$WORD"\n' >helper
printf '#!/bin/sh\ncase $1 in *sername*) echo anna ;; *) echo "$WORD" ;; esac\n' >askpass
chmod +x helper askpass
export WORD=s3cret-word
global credential.helper "$PWD/helper"
try 'password: a credential helper' works "$private"
WORD=wr0ng-word
try 'password: a wrong one' 'refuses the name and password' "$private"
hasnt 'a wrong password is not repeated' "$out$err" wr0ng
global --unset credential.helper
WORD=s3cret-word
set=GIT_ASKPASS=$PWD/askpass
try 'password: askpass' works "$private"
printf 'machine localhost login anna password s3cret-word\n' >"$HOME/.netrc"
chmod 600 "$HOME/.netrc"
try 'password: .netrc' works "$private"
send() { # name, TOOL_BY_GIT, bytes, repository on the server on $port
	rm -rf w
	git clone -q "srv/$4" w
	git -C w remote set-url origin "https://localhost:$port/git/$4"
	head -c "$3" /dev/urandom | base64 >w/large.md
	commit w Large
	with=TOOL_BY_GIT=$2
	tool sync w
	row "$1" works
	is 'arrived' "$(head_of w)" "$(head_of "srv/$4")"
}
# It is asked for again at each request, also while a body is being sent.
port=$good
git -C srv/private.git config http.receivepack true
send 'password: .netrc, sending 2 MB' 0 1500000 private.git
rm "$HOME/.netrc"

# ---- a server that refuses bodies without a length ----
serve good 2
refusal=$({ echo a; sleep 0.3; echo b; } | curl -s -o /dev/null -w '%{http_code}' \
	--http1.1 --cacert ca.pem -X POST -T - "https://localhost:$port/git/hub.git/git-receive-pack")
is 'the server refuses such bodies' "$refusal" 411
send 'sending 2 MB to a server that answers 411' 0 1500000 hub.git
# git itself sends a length up to 1 MiB.
send 'sending to a server that answers 411, by git' 1 300000 hub.git

# ---- broken off: in the greeting, the list of branches, the answer, the objects ----
good=$port
for what in close reset; do
	for bytes in 60 400 1100 1700 1900 2600 200000; do
		relay $what $bytes "$good"
		try "the server: $what after $bytes bytes" 'broke off' "https://localhost:$port/git/hub.git"
		is 'nothing is left' "$(ls -d n.git* 2>/dev/null)" ''
	done
done
relay stall 200000 "$good"
set=TOOL_IDLE_MS=700
try 'the server: silence midway' 'for 1 seconds' "https://localhost:$port/git/hub.git"
is 'nothing is left' "$(ls -d n.git* 2>/dev/null)" ''
finish
