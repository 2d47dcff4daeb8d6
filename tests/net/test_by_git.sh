#!/bin/sh
# net.transport: git. The git program on the wire, by an ssh that runs git here:
# what it may bring, send and start, and that the setting is heard.
. "$FYR_ROOT/tests/net/net.sh"

upstream up
cat >near_ssh <<'SH'
#!/bin/sh
unset GIT_ALLOW_PROTOCOL
for last; do :; done
case $last in
*receive-pack*) [ ! -e "$BEFORE" ] || { sh "$BEFORE"; rm "$BEFORE"; } ;;
esac
exec sh -c "$last"
SH
chmod +x near_ssh
export GIT_SSH_COMMAND="$PWD/near_ssh" BEFORE="$PWD/before"
write() { "$tool_program" save "$1" "Write $2" "$2" "$3" >save.out || cat save.out; }
by_git() { with="TOOL_BY_GIT=1 FYR_TRACE=$PWD/trace $with"; tool "$@"; }

git clone -q --bare up hub.git
by_git clone "host:$PWD/hub.git" m.git
is 'clone' "$(outcome)" 'done'
is 'clone: head' "$(head_of m.git)" "$(head_of up)"
is 'clone: references' "$(git -C m.git for-each-ref --format='%(refname)' | tr '\n' ' ')" \
	'refs/fyr/incoming/main refs/heads/main refs/remotes/origin/main '
is 'clone: nothing else' "$(ls m.git | grep HEAD)" HEAD
is_sound 'clone' m.git
is 'git did it' "$(sed -n 's/.*program=git verb=//p' trace | tr '\n' ' ')" 'ls-remote fetch '
by_git pull m.git
is 'nothing new' "$(outcome)" nothing-new
echo more >>up/drive.md
commit up 'More'
git -C up push -q "$PWD/hub.git" main
by_git pull m.git
is 'pull' "$(outcome) $(head_of m.git)" "forwarded $(head_of up)"
git clone -q "$PWD/hub.git" w
git -C w remote set-url origin "host:$PWD/hub.git"
by_git clone "host:$PWD/nowhere.git" n.git
has 'no such repository' "$out" 'no repository at this address'
git init -q --bare empty.git
by_git clone "host:$PWD/empty.git" e.git
is 'an empty one' "$(outcome)" 'done'
write e.git first.md 'First.
'
by_git sync e.git
is 'the first branch' "$(outcome) $(head_of empty.git)" "sent $(head_of e.git)"

# ---- sending ----
write m.git badge.md 'Of m.
'
by_git sync m.git
is 'sent' "$(outcome) $(head_of hub.git)" "sent $(head_of m.git)"
write w drive.md 'Of w.
'
by_git sync w
is 'merged and sent' "$(outcome) $(head_of hub.git)" "merged $(head_of w)"
is_sound 'merged and sent' w
git clone -q "$PWD/hub.git" other
# Somebody is faster, just before the remote takes ours.
write w badge.md 'Again of w.
'
cat >before <<SH
echo faster >>$PWD/other/devices/scanner.md
git -C $PWD/other commit -qam Faster
git -C $PWD/other push -q origin main
SH
by_git sync w
is 'somebody was faster' "$(outcome) $(head_of hub.git)" "merged $(head_of w)"
is 'both are there' "$(git -C hub.git show main:badge.md) $(git -C hub.git show main:devices/scanner.md | tail -1)" \
	'Again of w. faster'
# Commits are taken back there, just before: ours must not bring them again.
taken=$(head_of hub.git)
write w badge.md 'Once more of w.
'
echo "git -C $PWD/hub.git update-ref refs/heads/main $taken~1" >before
by_git sync w
is 'taken back meanwhile: left alone' "$(outcome)" left-alone
is 'taken back meanwhile: not brought again' "$(head_of hub.git)" "$(git -C hub.git rev-parse "$taken~1")"
git -C hub.git update-ref refs/heads/main "$taken"
printf '#!/bin/sh\necho "Not on Fridays. token=ghp_0123456789abcdefghij0123456789abcdef" >&2\nexit 1\n' >hub.git/hooks/pre-receive
chmod +x hub.git/hooks/pre-receive
by_git sync w
is 'a hook refuses' "$status" 8
has 'a hook refuses: said' "$out" 'Not on Fridays.'
hasnt 'a hook refuses: cleaned' "$out" ghp_0123
rm hub.git/hooks/pre-receive

# ---- what must not run ----
printf '#!/bin/sh\ntouch %s/trap\n' "$PWD" >trap.sh
chmod +x trap.sh
mkdir -p bin hooks
cp trap.sh bin/git-remote-evil
for hook in pre-push reference-transaction post-checkout; do
	cp trap.sh hooks/$hook
done
PATH=$PWD/bin:$PATH
git -C w config core.hooksPath "$PWD/hooks"
git -C w config core.fsmonitor "$PWD/trap.sh"
by_git sync w
is 'then it goes' "$(outcome)" sent
is 'no hook, no watcher' "$(ls trap 2>/dev/null)" ''
git -C w config remote.origin.vcs evil
by_git sync w
is 'no other kind of address' "$status$(ls trap 2>/dev/null)" 6
git -C w config --unset remote.origin.vcs
by_git clone "ext::$PWD/trap.sh" x.git
is 'no helper' "$(ls trap 2>/dev/null)" ''
with=GIT_ALLOW_PROTOCOL=ext:ssh
by_git sync w
is 'with an environment that allows more' "$(outcome)" nothing-new

# ---- the setting ----
mkdir up/guides
cat >up/fyr.yaml <<'END'
fyr: 1
languages: [en]
kinds:
  guide: {folder: guides}
END
commit up 'A hub'
git clone -q --bare up set.git
export FYR_CACHE="$PWD/cache" XDG_STATE_HOME="$PWD/state" XDG_DATA_HOME="$PWD/data" FYR_CONFIG="$PWD/config.yaml"
runs() { # text of the configuration, wanted runs of git
	printf '%s\n' "$1" >config.yaml
	rm -rf data state trace
	export FYR_TRACE="$PWD/trace"
	fyr clone "host:$PWD/set.git" || true
	[ "$status" = 0 ] || result 'not ok' "fyr clone with '$1'" "$err"
	fyr --hub set sync
	is "the setting '$1'" "$(sed -n 's/.*program=git verb=//p' trace | tr '\n' ' ')" "$2"
	unset FYR_TRACE
}
runs 'lang: en' ''
runs 'net.transport: own' ''
runs 'net.transport: git' 'ls-remote fetch ls-remote '
runs 'net: {transport: git}' 'ls-remote fetch ls-remote '
echo 'net.transport: telegraph' >config.yaml
fyr --hub set doctor
has 'an unknown one is told' "$out$err" 'net.transport cannot be "telegraph"'
finish
