#!/bin/sh
# Ctrl-C, and TERM, of `fyr clone` and `fyr sync` in each phase: it ends at once
# with all it has started, and leaves nothing. FYR_SERIES says how often each is
# tried; the goal is 200 ms, a busy machine is given 2 s.
. "$FYR_ROOT/tests/net/https.sh"
runs=${FYR_SERIES:-1}
export FYR_CACHE="$PWD/cache" XDG_STATE_HOME="$PWD/state" XDG_DATA_HOME="$PWD/data" FYR_CONFIG="$PWD/config.yaml"
git config --global http.sslCAInfo "$PWD/ca.pem"
: >config.yaml

# A hub whose index takes a while, and some more to receive.
mkdir notes
perl -e 'for my $n (1 .. 1000) {
	open my $f, ">", "notes/n$n.md" or die;
	print $f "# Note $n\n\n", join(" ", map { "word" . ($n * $_ % 9973) } 1 .. 120), "\n";
}'
git init -q hub
mv notes hub
commit hub 'Notes'
git -C hub repack -qad
git clone -q --bare hub first.git
head -c 600000 /dev/urandom | base64 >hub/large.txt
commit hub 'Large'
git -C hub repack -qad
git clone -q --bare hub srv/large.git
serve good
good=$port
cat >slow.pl <<'PL'
# An "ssh" that runs git here, passes on so many bytes, and falls silent.
open my $from, '-|', $ARGV[-1] or die;
my $left = 200000;
while ($left > 0 && (my $got = sysread $from, my $data, $left)) {
	syswrite STDOUT, $data;
	$left -= $got;
}
open my $log, '>', $ENV{SLOW_LOG};
print $log "silent\n";
close $log;
sleep 100;
PL
export SLOW_LOG="$PWD/slow.log" GIT_SSH_COMMAND="perl $PWD/slow.pl"

# try NAME FILE PATTERN COUNT ARGS...: both signals
try() {
	name=$1
	shift
	for signal in INT TERM; do
		report=$(perl "$FYR_ROOT/tests/net/cancel.pl" $signal "$runs" "$1" "$2" "$3" \
			"$FYR_PROGRAM" $(shift 3; echo "$@"))
		read -r most middle ends <<END
$report
END
		case "$signal $ends" in
		'INT exit 130' | 'TERM signal 15') ;;
		*) result 'not ok' "$name, $signal: how it ends" "$ends: $(cat cancel.err)" ;;
		esac
		most_all=$((most > ${most_all:-0} ? most : most_all))
		is "$name, $signal: in time (most $most ms, middle $middle, of $runs)" \
			"$([ "$most" -lt 2000 ] && echo yes)" yes
		is "$name, $signal: nothing left" "$(ls -d n.git* 2>/dev/null; find h.git -name '*.lock' 2>/dev/null)" ''
	done
}
address="https://localhost"

echo 'rm -rf n.git state cache' >reset
relay stall 1 "$good"
try 'clone: a silent server' relay.log silent 1 clone "$address:$port/git/large.git" n.git
relay stall 200000 "$good"
large="$address:$port/git/large.git"
try 'clone: silence midway' relay.log silent 1 clone "$large" n.git
try 'clone: silence midway, ssh' slow.log silent 1 clone "host:$PWD/srv/large.git" n.git
echo 'net.transport: git' >config.yaml
try 'clone: silence midway, by git' relay.log silent 1 clone "$large" n.git
: >config.yaml

# Its index is there; only the network is waited for.
cp -r first.git h.git
fyr --hub h.git index
cat >reset <<SH
rm -rf h.git
cp -r first.git h.git
git -C h.git config remote.origin.url "$large"
SH
try 'sync: silence midway' relay.log silent 1 --hub h.git sync
sed -i "s|config.*|config remote.origin.url host:$PWD/srv/large.git|" reset
try 'sync: silence midway, ssh' slow.log silent 1 --hub h.git sync
export FYR_TRACE="$PWD/trace"
sed -i -e "s|config.*|config remote.origin.url $PWD/first.git|" \
	-e 's/^rm .*/& state cache/' reset
try 'sync: while indexing' trace app.parsed 100 --hub h.git sync
echo 'rm -rf c.git state cache' >reset
# The clone is there then, and whole; the index is not.
try 'clone: while indexing' trace app.parsed 100 clone "$PWD/first.git" c.git
printf '# the longest: %s ms\n' "$most_all"
finish
