# What the scripts of this folder share: TAP, a sandbox, running fyr.
# Each script is run by tests/run.sh, which pins the surroundings.
set -u
count=0
failures=0
cd "$FYR_SANDBOX" || exit 1

# fyr ARGS...: output in $out, standard error in $err, status in $status.
fyr() {
	"$FYR_PROGRAM" "$@" >out.txt 2>err.txt </dev/null
	status=$?
	out=$(cat out.txt)
	err=$(cat err.txt)
}

# prove shows only what is said on standard error.
result() { # ok|not ok, name, detail
	count=$((count + 1))
	printf '%s %d - %s\n' "$1" "$count" "$2"
	if [ "$1" = "not ok" ]; then
		failures=$((failures + 1))
		printf '%s: %d - %s\n%s\n' "${0##*/}" "$count" "$2" "$3" | sed 's/^/# /' >&2
	fi
}

is() { # name, got, wanted
	if [ "$2" = "$3" ]; then
		result ok "$1" ''
	else
		result 'not ok' "$1" "got:    $2
wanted: $3
stderr: ${err-}"
	fi
}

has() { # name, text, part
	case $2 in
	*"$3"*) result ok "$1" '' ;;
	*) result 'not ok' "$1" "wanted part: $3
in: $2" ;;
	esac
}

hasnt() { # name, text, part
	case $2 in
	*"$3"*) result 'not ok' "$1" "unwanted part: $3
in: $2" ;;
	*) result ok "$1" '' ;;
	esac
}

skip() { count=$((count + 1)); printf 'ok %d # skip %s\n' "$count" "$1"; }

now_ms() { perl -MTime::HiRes=time -e 'printf "%d", time * 1000'; }

# until_true SECONDS COMMAND...: poll until it succeeds.
until_true() {
	limit=$(($(now_ms) + $1 * 1000))
	shift
	until "$@" >/dev/null 2>&1; do
		[ "$(now_ms)" -lt "$limit" ] || return 1
		perl -e 'select undef, undef, undef, 0.02'
	done
}

finish() {
	printf '1..%d\n' "$count"
	[ "$failures" = 0 ]
	exit
}

note() { # path, content from standard input
	mkdir -p "$(dirname "$1")"
	cat >"$1"
}
