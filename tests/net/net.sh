# What the scripts of this folder share beside tests/cli/lib.sh: the tool, git
# repositories to sync with, and servers on loopback that end with the script.
. "$FYR_ROOT/tests/cli/lib.sh"
export LC_ALL=C.UTF-8 GIT_TERMINAL_PROMPT=0
tool_program=$FYR_BUILD/tests/tool_pull
servers=''
# libgit2 1.5 forgets what its regular expressions matched.
printf 'leak:libpcre2\n' >"$FYR_SANDBOX/lsan.supp"
export LSAN_OPTIONS="suppressions=$FYR_SANDBOX/lsan.supp:print_suppressions=0"
memory=''
trap 'for server in $servers; do kill "$server" 2>/dev/null; done; [ -z "$memory" ] || rm -rf "$memory"' EXIT
git config --global user.name 'Test unit'
git config --global user.email unit@example.org
git config --global init.defaultBranch main
git config --global advice.detachedHead false

# tool ARGS...: output in $out, status in $status. $with is set for it alone.
with=''
tool() {
	# shellcheck disable=SC2086
	out=$(env $with "$tool_program" "$@" 2>err.txt </dev/null)
	status=$?
	err=$(cat err.txt)
	with=''
	printf '%s\n' "$out" | sed -n '/AddressSanitizer\|runtime error/p' >&2
}

# A repository with a few notes, to be cloned: upstream NAME
upstream() {
	git init -q "$1"
	mkdir -p "$1/devices"
	echo 'How to mount the network drive.' >"$1/drive.md"
	echo 'The badge reader and its PIN.' >"$1/badge.md"
	printf 'one\ntwo\nthree\n' >"$1/devices/scanner.md"
	echo 'Old.' >"$1/devices/fax.md"
	commit "$1" 'Begin'
}

commit() { # repository, message: everything in it
	git -C "$1" add -A
	git -C "$1" commit -q -m "$2"
}

head_of() { git -C "$1" rev-parse HEAD; }

# What a person's git says of a clone after whatever happened to it.
is_sound() { # name, repository
	is "$1: fsck" "$(git -C "$2" fsck --full --no-dangling 2>&1 | grep -v -e '^notice' -e '^warning')" ''
	if [ "$(git -C "$2" rev-parse --is-bare-repository)" = false ]; then
		is "$1: status" "$(git -C "$2" status --porcelain 2>&1)" ''
	fi
	is "$1: locks" "$(find "$2" -name '*.lock')" ''
}

outcome() { printf '%s\n' "$out" | sed -n 's/^outcome //p'; }

# What the last `tool` came to, as a row of a table: name, and "works" or some
# words of the refusal.
row() {
	verdict=works
	[ "$status" = 0 ] || verdict="refused: $(printf '%s\n' "$out" | sed -n 's/^error [0-9]*: //p')"
	case $verdict in
	"$2" | refused:*"$2"*) result ok "$1: ${verdict%%: *}" '' ;;
	*) result 'not ok' "$1: $verdict" "wanted: $2
stderr: $err" ;;
	esac
}

free_port() {
	perl -MIO::Socket::INET -e 'my $s = IO::Socket::INET->new(
		Listen => 1, LocalAddr => "127.0.0.1", LocalPort => 0);
		print $s->sockport'
}

# listen MODE: a server of tests/net/listen.pl; its port in $port.
listen() { serve_by listen.pl "$@"; }

# relay MODE: somebody between, of tests/net/relay.pl; the port in $port.
relay() { serve_by relay.pl "$@"; }

serve_by() {
	script=$1
	shift
	rm -f listen.port
	perl "$FYR_ROOT/tests/net/$script" "$@" >listen.port 2>listen.err </dev/null &
	servers="$servers $!"
	until_true 60 test -s listen.port
	port=$(cat listen.port)
}

# Go on in a folder in memory: thousands of fsyncs are not what is tested.
in_memory() {
	if memory=$(mktemp -d /dev/shm/fyr-test.XXXXXX 2>/dev/null); then
		cd "$memory" || exit 1
	fi
}

# The shim of tests/net/fault.c, its path in $shim; without a compiler all is
# skipped.
with_faults() {
	in_memory
	shim=$PWD/fault.so
	export ASAN_OPTIONS="${ASAN_OPTIONS:-}:verify_asan_link_order=0"
	if ! ${CC:-cc} -shared -fPIC -O1 -o fault.so "$FYR_ROOT/tests/net/fault.c" -ldl 2>cc.log; then
		skip "no compiler here: $(head -1 cc.log)"
		finish
	fi
}

# git's locks that hold somebody up: not ours below fyr/, not parts of packs.
locks() { find "$1" -name '*.lock' | grep -v -e pack_git2_ -e '/fyr/[a-z]*\.lock$'; }
