#!/bin/sh
# What a person's ssh can do, against real servers: a row for each kind of key,
# host key, server and way there. If `ssh host` works, so do we.
. "$FYR_ROOT/tests/net/net.sh"
. "$FYR_ROOT/tests/net/sshd.sh"

upstream up
new_key ecdsa ecdsa
new_key rsa rsa
new_key locked ed25519 'pass phrase'
new_key bare
rm bare.pub
new_key host_rsa rsa
new_key authority
new_key signed
ssh-keygen -q -s authority -I unit -n "$(id -un)" signed.pub
cat user.pub ecdsa.pub rsa.pub locked.pub >authorized
ssh-keygen -y -f bare >>authorized
sshd main -o "HostKey=$PWD/host_rsa" -o "TrustedUserCAKeys=$PWD/authority.pub"
main=$port
export GIT_SSH_COMMAND="ssh -F $PWD/ssh_config"
try() { tool refs "hub:$PWD/up"; }
known

# ---- keys of the person ----
config "IdentityFile $PWD/user"
try
row 'key: ed25519' works
config "IdentityFile $PWD/ecdsa"
try
row 'key: ecdsa' works
config "IdentityFile $PWD/rsa"
try
row 'key: RSA, of a file' works
config "IdentityFile $PWD/bare"
try
row 'key: without its .pub' works
config "IdentityFile $PWD/locked"
try
row 'key: with a passphrase, no agent' 'ssh-add'
config "IdentityFile $PWD/stranger"
try
row 'key: not registered' 'accepts none of your keys'
config "IdentityFile $PWD/signed"
try
row 'key: certificate' works
eval "$(ssh-agent -a "$PWD/agent")" >/dev/null
servers="$servers $SSH_AGENT_PID"
printf '#!/bin/sh\necho pass phrase\n' >say_phrase
chmod +x say_phrase
add() { DISPLAY=:0 SSH_ASKPASS="$PWD/say_phrase" SSH_ASKPASS_REQUIRE=force ssh-add -q "$@" 2>add.err; }
config "IdentityAgent $PWD/agent" 'IdentitiesOnly no'
add locked
try
row 'agent: a key with a passphrase' works
ssh-add -q -D
add rsa
try
row 'agent: RSA' works
grep -v ssh-rsa authorized >fewer
cp authorized all
cp fewer authorized
add user
try
row 'agent: RSA first, refused, then ed25519' works
cp all authorized

# ---- the configuration ----
config "IdentityFile $PWD/user" "User $(id -un)"
try
row 'configuration: alias, port, user, key' works
tool refs "ssh://127.0.0.1:$port$PWD/up"
row 'configuration: only for the alias' 'accepts none of your keys'
config "IdentityFile $PWD/user" 'ProxyJump jump' 'Host jump' 'HostName 127.0.0.1' \
	"Port $port" "IdentityFile $PWD/user"
# The jump runs an ssh of its own, with the same file.
try
row 'configuration: ProxyJump' works
config "IdentityFile $PWD/user"

# ---- keys of the host; the server has ed25519 and RSA ----
known host_rsa
try
row 'known_hosts: RSA only' works
{
	host_line "[127.0.0.1]:$port" host_rsa
	host_line "[127.0.0.1]:$port"
} >known
try
row 'known_hosts: RSA first' works
host_line "[127.0.*]:$port" >known
try
row 'known_hosts: wildcard' works
known
ssh-keygen -q -H -f known >/dev/null 2>&1
rm -f known.old
grep -q '^|1|' known || result 'not ok' 'known_hosts is hashed' "$(cat known)"
try
row 'known_hosts: hashed' works
host_line "elsewhere.example,[127.0.0.1]:$port,[::1]:$port" >known
try
row 'known_hosts: list with commas' works
known
try
row 'known_hosts: [host]:port' works
printf 'garbled line \377\n[127.0.0.1 ssh-ed25519\n' >known
host_line "[127.0.0.1]:$port" >>known
try
row 'known_hosts: a garbled line' works
known
mv known global
config "IdentityFile $PWD/user" "GlobalKnownHostsFile $PWD/global"
try
row 'known_hosts: of the whole computer' works
config "IdentityFile $PWD/user"
known
host_line "@revoked [127.0.0.1]:$port" >>known
try
row 'known_hosts: @revoked' 'marked as revoked'
: >known
try
row 'known_hosts: not in it' 'not known yet'
known stranger
try
row 'known_hosts: another key' 'has CHANGED'

# ---- servers that offer little ----
sshd aead -o Ciphers=aes256-gcm@openssh.com,chacha20-poly1305@openssh.com
config "IdentityFile $PWD/user"
known
try
row 'server: only AEAD ciphers' works
sshd etm -o Ciphers=aes256-ctr -o MACs=hmac-sha2-256-etm@openssh.com
config "IdentityFile $PWD/user"
known
try
row 'server: only etm MACs' works
sshd kex -o KexAlgorithms=sntrup761x25519-sha512@openssh.com
config "IdentityFile $PWD/user"
known
try
row 'server: only sntrup key exchange' works
port=$main
config "IdentityFile $PWD/user" 'KexAlgorithms diffie-hellman-group14-sha256'
sshd old -o KexAlgorithms=curve25519-sha256
sed -i "s/Port $main/Port $port/" ssh_config
known
try
row 'server: no key exchange in common' 'no way of encryption in common'
finish
