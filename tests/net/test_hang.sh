#!/bin/sh
# Nothing waits for ever, and a cancel is heard at once.
. "$FYR_ROOT/tests/net/net.sh"
unset http_proxy https_proxy HTTPS_PROXY no_proxy all_proxy

upstream up
cat >deaf_ssh <<'SH'
#!/bin/sh
exec sleep 100
SH
cat >slow_ssh <<'SH'
#!/bin/sh
for last; do :; done
sh -c "$last" | head -c 300
exec sleep 100
SH
chmod +x deaf_ssh slow_ssh

# try NAME ADDRESS: ends at its limit, and when cancelled; $by before it.
by=''
try() {
	with="TOOL_IDLE_MS=400 TOOL_CONNECT_MS=400 TOOL_GAP=1 $by"
	start=$(now_ms)
	tool clone "$2" n.git
	took=$(($(now_ms) - start))
	is "$1: status" "$status" 6
	is "$1: ends in time" "$([ $took -lt 8000 ] && echo yes || echo $took)" yes
	gap=$(printf '%s\n' "$out" | sed -n 's/^gap //p')
	is "$1: progress goes on" "$([ "$gap" -le 3000 ] && echo yes || echo "$gap")" yes
	with="TOOL_CANCEL_MS=150 $by"
	tool clone "$2" n.git
	is "$1: cancelled" "$status" 9
	after=$(printf '%s\n' "$out" | sed -n 's/^after-cancel //p')
	is "$1: soon" "$([ "${after:-9999}" -le 3000 ] && echo yes || echo "$after")" yes
	is "$1: nothing left" "$(ls -d n.git* 2>/dev/null)" ''
}
export GIT_SSH_COMMAND="$PWD/deaf_ssh"
try 'a silent ssh' "host:$PWD/up"
by=TOOL_BY_GIT=1
try 'a silent ssh, by git' "host:$PWD/up"
by=''
export GIT_SSH_COMMAND="$PWD/slow_ssh"
try 'an ssh that stalls' "host:$PWD/up"
listen silent
try 'a silent https server' "http://127.0.0.1:$port/x"
try 'a silent TLS server' "https://127.0.0.1:$port/x"
by=TOOL_BY_GIT=1
try 'a silent TLS server, by git' "https://127.0.0.1:$port/x"
by=''
listen stall
try 'an https server that stalls' "http://127.0.0.1:$port/x"
listen full
try 'a server that accepts nobody' "http://127.0.0.1:$port/x"

# A remote that hears us out and then says nothing, while we send.
cat >stuck_ssh <<'SH'
#!/bin/sh
for last; do :; done
case $last in
*receive-pack*) exec perl "$STUCK" "$last" ;;
esac
exec sh -c "$last"
SH
cat >stuck.pl <<'PL'
# The list of branches, and then silence; with STUCK_DEAF nothing is read.
$| = 1;
my $list = `printf 0000 | sh -c '$ARGV[0]' 2>/dev/null`;
print $list;
unless ($ENV{STUCK_DEAF}) { 1 while sysread STDIN, my $data, 65536; }
sleep 100;
PL
chmod +x stuck_ssh
git clone -q --bare up hub.git
tool clone "$PWD/hub.git" s.git
git -C s.git config remote.origin.url "ssh://host$PWD/hub.git"
head -c 300000 /dev/urandom | base64 >large.txt
"$tool_program" save s.git 'Large' large.md "$(head -c 120000 large.txt)" >/dev/null
for i in 1 2 3 4; do
	"$tool_program" save s.git "More $i" large$i.md "$(tail -c $((i * 30000)) large.txt)" >/dev/null
done
export GIT_SSH_COMMAND="$PWD/stuck_ssh" STUCK="$PWD/stuck.pl"
own=$(head_of s.git)
for STUCK_DEAF in '' 1; do
	export STUCK_DEAF
	with="TOOL_IDLE_MS=600 TOOL_GAP=1"
	start=$(now_ms)
	tool sync s.git
	took=$(($(now_ms) - start))
	is "sending into silence$STUCK_DEAF: status" "$status" 6
	is "sending into silence$STUCK_DEAF: ends in time" "$([ $took -lt 8000 ] && echo yes || echo $took)" yes
	gap=$(printf '%s\n' "$out" | sed -n 's/^gap //p')
	is "sending into silence$STUCK_DEAF: progress goes on" "$([ "$gap" -le 3000 ] && echo yes || echo "$gap")" yes
	with="TOOL_CANCEL_MS=400"
	tool sync s.git
	is "sending into silence$STUCK_DEAF: cancelled" "$status" 9
	after=$(printf '%s\n' "$out" | sed -n 's/^after-cancel //p')
	is "sending into silence$STUCK_DEAF: soon" "$([ "${after:-9999}" -le 3000 ] && echo yes || echo "$after")" yes
	is "sending into silence$STUCK_DEAF: ours is as it was" "$(head_of s.git)" "$own"
done
unset GIT_SSH_COMMAND STUCK STUCK_DEAF

listen refs
with=TOOL_BYTES=1000000000
tool clone "http://127.0.0.1:$port/x" n.git
has 'an endless list of branches' "$out" 'endless list'

# Programs we started end with us.
export GIT_SSH_COMMAND="$PWD/deaf_ssh"
"$tool_program" clone "host:$PWD/up" n.git >/dev/null 2>&1 &
pid=$!
until_true 60 pgrep -P "$pid" || result 'not ok' 'ssh was started' ''
child=$(pgrep -P "$pid")
kill -9 "$pid"
until_true 60 sh -c "! kill -0 $child" && result ok 'ssh ends with us' '' ||
	result 'not ok' 'ssh ends with us' "$child lives"
unset GIT_SSH_COMMAND
tool clone "$PWD/up" n.git
is 'after a kill: clone again' "$(outcome)" 'done'
is 'after a kill: nothing left' "$(ls -d n.git.part* 2>/dev/null)" ''
finish
