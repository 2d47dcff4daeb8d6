# A real sshd on loopback, after net.sh. Keys: `host` (of the server), `user` and
# `stranger`, all ed25519; `authorized` lists who may come in.
if [ ! -x /usr/sbin/sshd ]; then
	skip 'no sshd here'
	finish
fi
if [ "$(id -u)" = 0 ]; then
	mkdir -p /run/sshd
fi
new_key() { # name, kind, passphrase
	ssh-keygen -q -t "${2:-ed25519}" -N "${3-}" -C "$1" -f "$PWD/$1"
}
for key in host user stranger; do
	new_key $key
done
cp user.pub authorized

# sshd NAME OPTIONS...: its port in $port, its log in NAME.log
sshd() {
	port=$(free_port) name=$1
	shift
	# It has to be able to find git and its helpers, and nothing of ours.
	/usr/sbin/sshd -D -e -f /dev/null -o "Port=$port" -o ListenAddress=127.0.0.1 \
		-o "HostKey=$PWD/host" -o "AuthorizedKeysFile=$PWD/authorized" \
		-o UsePAM=no -o StrictModes=no -o PidFile=none \
		-o PasswordAuthentication=no -o KbdInteractiveAuthentication=no \
		"$@" 2>"$name.log" &
	servers="$servers $!"
	until_true 60 grep -q 'Server listening' "$name.log" ||
		result 'not ok' 'sshd starts' "$(cat "$name.log")"
}

# config LINES...: ssh_config for the host `hub`, which is on $port.
config() {
	cat >ssh_config <<CONF
Host hub
	HostName 127.0.0.1
	Port $port
$(printf '%s\n' "$@" | sed 's/^/	/')
Host *
	IdentitiesOnly yes
	IdentityAgent none
	UserKnownHostsFile $PWD/known
	GlobalKnownHostsFile /dev/null
	StrictHostKeyChecking ask
	ConnectTimeout 5
CONF
}

# The line of known_hosts that says: this name has the key of `host`, or $2.
host_line() { printf '%s %s\n' "$1" "$(cut -d' ' -f1,2 "${2:-host}.pub")"; }
known() { host_line "[127.0.0.1]:$port" "${1:-host}" >known; }
