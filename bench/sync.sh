#!/bin/sh
# What syncing costs beside the git program, in the same run: wall time of
# clone, fetch and send over ssh, https and from a folder, best of three,
# alternating. Run by tests/run.sh; the first argument is a repository to copy,
# without one a small one is made. Exits 1 when a goal is missed by more than a
# quarter.
. "$FYR_ROOT/tests/net/net.sh"
rounds=3
missed=0

if [ -n "${1-}" ]; then
	git clone -q --bare "$1" srv/hub.git
else
	upstream up
	git clone -q --bare up srv/hub.git
fi
branch=$(git -C srv/hub.git symbolic-ref --short HEAD)
git -C srv/hub.git config http.receivepack true
git config --global --add safe.directory '*'

# ---- servers ----
port=$(free_port)
[ "$(id -u)" != 0 ] || mkdir -p /run/sshd
for key in host user; do
	ssh-keygen -q -t ed25519 -N '' -f "$key"
done
/usr/sbin/sshd -D -e -f /dev/null -o "Port=$port" -o ListenAddress=127.0.0.1 \
	-o "HostKey=$PWD/host" -o "AuthorizedKeysFile=$PWD/user.pub" \
	-o UsePAM=no -o StrictModes=no -o PidFile=none 2>sshd.log &
servers="$servers $!"
until_true 10 grep -q 'Server listening' sshd.log || exit 2
cat >ssh <<CONF
#!/bin/sh
exec /usr/bin/ssh -F /dev/null -i $PWD/user -o IdentitiesOnly=yes -o LogLevel=ERROR \
	-o UserKnownHostsFile=$PWD/known -o StrictHostKeyChecking=accept-new "\$@"
CONF
chmod +x ssh
export GIT_SSH_COMMAND="$PWD/ssh"
ssh_url="ssh://127.0.0.1:$port$PWD/srv/hub.git"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes \
	-keyout tls.key -out tls.crt -subj /CN=localhost -days 2 \
	-addext subjectAltName=DNS:localhost 2>/dev/null
cat tls.key tls.crt >tls.pem
port=$(free_port)
cat >web.conf <<CONF
server.document-root = "$PWD/srv"
server.port = $port
server.bind = "127.0.0.1"
server.errorlog = "$PWD/web.log"
server.stream-request-body = 0
server.modules = ("mod_alias", "mod_setenv", "mod_cgi", "mod_openssl")
ssl.engine = "enable"
ssl.pemfile = "$PWD/tls.pem"
alias.url = ("/git" => "$(git --exec-path)/git-http-backend")
setenv.set-environment = ("GIT_PROJECT_ROOT" => "$PWD/srv", "GIT_HTTP_EXPORT_ALL" => "1", "HOME" => "$HOME", "GIT_CONFIG_NOSYSTEM" => "1", "REMOTE_USER" => "bench")
\$HTTP["url"] =~ "^/git" { cgi.assign = ("" => "") }
CONF
/usr/sbin/lighttpd -D -f web.conf >web.out 2>&1 &
servers="$servers $!"
until_true 10 curl -s -o /dev/null -k "https://localhost:$port/" || exit 2
git config --global http.sslCAInfo "$PWD/tls.crt"
https_url="https://localhost:$port/git/hub.git"

# ---- timing ----
# best NAME COMMAND...: least wall ms so far in $best_NAME
best() {
	name=$1
	shift
	began=$(now_ms)
	"$@" >best.out 2>&1 || { cat best.out; exit 2; }
	took=$(($(now_ms) - began))
	eval "old=\${best_$name:-}"
	if [ -z "$old" ] || [ "$took" -lt "$old" ]; then
		eval "best_$name=$took"
	fi
}

# row WHAT GOAL-PERCENT EXTRA-MS: prints and forgets best_ours and best_git
row() {
	limit=$((best_git * $2 / 100 + $3))
	verdict=met
	if [ "$best_ours" -gt "$limit" ]; then
		verdict=MISSED
		[ "$best_ours" -le $((limit * 5 / 4)) ] || missed=1
	fi
	awk -v w="$1" -v o="$best_ours" -v g="$best_git" -v p="$2" -v e="$3" -v v="$verdict" \
		'BEGIN { printf "%-28s %6d ms %6d ms  x %.2f  goal %.2f%s %s\n",
			w, o, g, o / (g ? g : 1), p / 100, e ? " + " e " ms" : "", v }'
	unset best_ours best_git
}

grow() { # NUMBER: so many commits more on the server
	[ -d writer ] || git clone -q srv/hub.git writer
	i=0
	while [ "$i" -lt "$1" ]; do
		stamp=$((${stamp:-0} + 1))
		echo "Line $stamp." >>writer/bench-note.md
		git -C writer add bench-note.md
		git -C writer commit -q -m "Change $stamp"
		i=$((i + 1))
	done
	git -C writer push -q origin "HEAD:$branch"
}

# Both clones begin at the same commit of the server.
pair() {
	rm -rf ours.git theirs.git
	git clone -q --bare "$1" theirs.git
	git -C theirs.git config remote.origin.fetch '+refs/heads/*:refs/remotes/origin/*'
	tool_program=$FYR_BUILD/tests/tool_pull
	"$tool_program" clone "$1" ours.git >/dev/null 2>&1
}

ahead() { # REPOSITORY NUMBER: commits that are only there
	i=0
	while [ "$i" -lt "$2" ]; do
		stamp=$((${stamp:-0} + 1))
		tree=$(git -C "$1" rev-parse "$branch^{tree}")
		blob=$(echo "Own $stamp." | git -C "$1" hash-object -w --stdin)
		tree=$({ git -C "$1" ls-tree "$tree" | grep -v '	own.md$'
			printf '100644 blob %s\town.md\n' "$blob"; } | git -C "$1" mktree)
		git -C "$1" update-ref "refs/heads/$branch" \
			"$(git -C "$1" commit-tree "$tree" -p "$branch" -m "Own $stamp")"
		i=$((i + 1))
	done
}

reset() { git -C srv/hub.git update-ref "refs/heads/$branch" "$1"; }

printf '%-28s %9s %9s\n' '' ours git
for way in ssh https folder; do
	case $way in
	ssh) url=$ssh_url ;;
	https) url=$https_url ;;
	folder) url=$PWD/srv/hub.git ;;
	esac
	from=$url
	[ "$way" != folder ] || from="file://$url"
	n=0
	while [ "$n" -lt "$rounds" ]; do
		rm -rf a.git b.git
		best git git clone -q --bare "$from" a.git
		best ours "$tool_program" clone "$url" b.git
		n=$((n + 1))
	done
	row "clone, $way" 150 0
	for count in 0 1 100; do
		n=0
		while [ "$n" -lt "$rounds" ]; do
			pair "$url"
			[ "$count" = 0 ] || grow "$count"
			best git git -C theirs.git fetch -q origin
			best ours "$tool_program" fetch ours.git
			n=$((n + 1))
		done
		row "fetch $count, $way" 130 50
	done
	for count in 1 100; do
		n=0
		while [ "$n" -lt "$rounds" ]; do
			pair "$url"
			before=$(git -C srv/hub.git rev-parse "$branch")
			ahead theirs.git "$count"
			best git git -C theirs.git push -q origin "$branch"
			reset "$before"
			ahead ours.git "$count"
			best ours "$tool_program" sync ours.git
			reset "$before"
			n=$((n + 1))
		done
		[ "$count" = 1 ] && row "send 1, $way" 150 60 ||
			row "send 100, $way" 500 0
	done
done
exit "$missed"
