# lighttpd with git-http-backend on loopback, and certificates of our own: `ca`
# signs, `stranger` is nobody's. Serves srv/hub.git and, for anna and her word,
# srv/private.git; both hold what `up` has.
. "$FYR_ROOT/tests/net/net.sh"
unset http_proxy https_proxy HTTPS_PROXY no_proxy all_proxy

backend=$(git --exec-path)/git-http-backend
if [ ! -x /usr/sbin/lighttpd ] || [ ! -x "$backend" ]; then
	skip 'no lighttpd or git-http-backend here'
	finish
fi

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

upstream up
git clone -q --bare up srv/hub.git
git -C srv/hub.git config http.receivepack true
cp -r srv/hub.git srv/private.git
printf 'anna:s3cret-word\n' >users
git config --global --add safe.directory '*'

# serve CERTIFICATE [STREAM]: its port in $port. TLS 1.3 only. With STREAM 2 it
# speaks HTTP/1.1 only and refuses a body without a length (411), as some do.
serve() {
	port=$(free_port)
	cat >"$1.conf" <<CONF
server.document-root = "$PWD/srv"
server.port = $port
server.bind = "127.0.0.1"
server.errorlog = "$PWD/$1.log"
server.stream-request-body = ${2:-0}
server.feature-flags = ("server.h2proto" => "$([ "${2:-0}" = 2 ] && echo disable || echo enable)")
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
	until_true 60 curl -s -o /dev/null -k "https://127.0.0.1:$port/" ||
		result 'not ok' 'lighttpd starts' "$(cat "$1.log" "$1.out")"
}
