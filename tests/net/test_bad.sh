#!/bin/sh
# What a sync, and an editor, may meet: each time nothing is changed or lost, and
# it is said in plain words what is wrong and what to do, in Swedish too.
. "$FYR_ROOT/tests/net/net.sh"
with_faults
export FYR_CACHE="$PWD/cache" XDG_STATE_HOME="$PWD/state"
hub() { # a new remote and a work clone w of it
	rm -rf up hub.git w
	upstream up
	git clone -q --bare up hub.git
	git clone -q "$PWD/hub.git" w
}
others() { # change the file
	mkdir -p "$(dirname "up/$1")"
	echo 'Of the others.' >>"up/$1"
	commit up Others
	git -C up push -q -f ../hub.git main
}
shown() {
	git -C w rev-parse -q --verify HEAD 2>/dev/null
	git -C w status --porcelain 2>/dev/null
	git -C hub.git rev-parse -q --verify main
	cat w/*.md w/devices/* 2>/dev/null
}
langs='en sv'
# bad NAME STATUS ENGLISH SWEDISH ARGS...: how it ends, and what it says.
bad() {
	name=$1 wanted=$2 en=$3 sv=$4
	shift 4
	before=$(shown)
	for lang in $langs; do
		# shellcheck disable=SC2086
		err=$(env $with timeout 60 "$FYR_PROGRAM" --lang "$lang" --hub "$PWD/w" "$@" 2>&1 </dev/null)
		is "$name, $lang: ends so" "$?" "$wanted"
		case $lang in
		en) has "$name: said" "$err" "$en" ;;
		sv) has "$name: said in Swedish" "$err" "$sv" ;;
		esac
	done
	is "$name: all is as it was" "$(shown)" "$before"
	with=''
}

hub
git clone -q w w1
rm -rf w
git init -q w
git -C w remote add origin "$PWD/hub.git"
bad 'an unborn branch' 5 "Run 'git pull' once" "Kör 'git pull' en gång" sync
rm -rf w
mv w1 w
git -C w checkout -q --detach
bad 'a detached HEAD' 5 'git switch main' 'Ingen gren är utcheckad' sync
git init -q other
echo x >other/x.md
commit other x
hub
git -C w config remote.origin.url "$PWD/other"
git -C w update-ref -d refs/remotes/origin/main
bad 'a reference that dangles' 5 'git remote set-head origin --delete' 'leder ingenstans' sync
git -C w remote set-head origin --delete
bad 'unrelated histories' 5 'no history in common' 'ingen gemensam historik' sync
hub
"$FYR_PROGRAM" --hub w sync >/dev/null
git -C up commit -q --amend -m Other
others drive.md
bad 'a rewritten remote' 5 'make a new clone' 'gör en ny klon' sync
hub
"$FYR_PROGRAM" --hub w sync >/dev/null
rm -rf hub.git
git init -q --bare hub.git
bad 'an emptied remote' 5 'is empty now' 'är tomt nu' sync
git clone -q "$PWD/up" all
hub
"$FYR_PROGRAM" --hub w sync >/dev/null
git -C up rm -qr .
echo 'Only this.' >up/only.txt
commit up 'Remove all'
git -C up push -q ../hub.git main
bad 'all notes removed by others' 5 'Others removed 4 notes' 'Andra har tagit bort 4 anteckningar' sync
hub
for i in $(seq 25); do echo "$i" >up/n"$i".md; done
others n1.md
"$FYR_PROGRAM" --hub w sync >/dev/null
rm w/n*.md
bad 'many removed here' 5 'fyr sync --yes' 'Fler än 20 anteckningar' sync
if [ "$(id -u)" = 0 ]; then
	hub
	chown -R 12345 w
	bad 'of another owner' 6 'safe.directory' 'tillhör en annan användare' sync
	bad 'of another owner, listed' 6 'safe.directory' 'tillhör en annan användare' list
fi
hub
others drive.md
rm -rf w
git clone -q --depth 1 "file://$PWD/up" w
git -C w remote set-url origin "$PWD/hub.git"
bad 'a shallow clone' 5 'git fetch --unshallow' 'Klonen är grund' sync
hub
git -C w sparse-checkout set new
others devices/fax.md
bad 'a sparse checkout' 5 'Only some of the files are checked out' 'Bara en del av filerna' sync
is 'a sparse checkout: nothing is removed' "$(git -C hub.git ls-tree -r main | grep -c devices/)" 2
hub
git -C w update-index --split-index
others drive.md
bad 'a split index' 5 'git update-index --no-split-index' 'bara git självt kan läsa' sync
echo 'Edited.' >>w/badge.md
bad 'a split index, and edited' 6 'git update-index --no-split-index' 'bara git självt kan läsa' sync
git -C w update-index --no-split-index
tool sync w
is 'no split index any more' "$(outcome)" forwarded
hub
echo '*.md filter=lfs' >w/.git/info/attributes
echo 'Edited.' >>w/drive.md
others badge.md
bad 'a filter' 5 "Run 'git pull'" 'genom ett filter' sync
bad 'a filter: the file is no pointer, and not committed' 5 'Not committed: drive.md' \
	'Inte sparat som commit: drive.md' sync
hub
echo '*.md working-tree-encoding=UTF-16' >w/.git/info/attributes
others badge.md
bad 'another encoding' 5 'working-tree-encoding' "Kör 'git pull'" sync
hub
others badge.md
: >w/.git/index.lock
langs=sv
bad 'a lock of another program' 3 '' 'ta bort den filen' sync
langs='en sv'
is 'a lock of another program stays' "$(ls w/.git/index.lock)" w/.git/index.lock
hub
printf '#!/bin/sh\necho "quota exceeded" >&2; exit 1\n' >hub.git/hooks/pre-receive
chmod +x hub.git/hooks/pre-receive
"$tool_program" save w Mine drive.md 'Mine.
' >/dev/null
bad 'refused by a hook' 6 'quota exceeded. They are kept here' 'De finns kvar här' sync

# ---- disks: a full one, one that can only be read ----
hub
others badge.md
mkdir disk
if mount -t tmpfs -o size=1m tmpfs disk 2>mount.err; then
	cp -a w disk/w
	rm -rf w
	ln -s disk/w w
	cat /dev/zero >disk/fill 2>/dev/null
	bad 'a full disk' 3 'the disk is full' 'disken är full' sync
	mount -o remount,ro disk
	bad 'a read-only disk' 3 'the file system is read-only' 'filsystemet går bara att läsa' sync
	mount -o remount,rw disk
	rm disk/fill
	tool sync w
	is 'with room again' "$(outcome)" forwarded
	umount disk
else
	skip "no tmpfs: $(head -1 mount.err)"
fi
# In the middle of it.
for mode in always EROFS; do
	hub
	others badge.md
	echo 'Edited.' >>w/drive.md
	for at in 1 60 150 250; do
		TOOL_SYNC=edited FAULT_AT=$at FAULT_MODE=$mode LD_PRELOAD=$shim "$tool_program" sync w >full.out 2>&1
		code=$?
		case $code in
		0) ;;
		*) has "$mode at $at: in words" "$(cat full.out)" \
			"$(case $mode in always) echo 'the disk is full' ;; *) echo 'read-only' ;; esac)" ;;
		esac
	done
	TOOL_SYNC=edited tool sync w
	is "$mode: then it goes on" "$status" 0
	is "$mode: nothing is lost" "$(git -C hub.git show main:drive.md | tail -1) $(git -C hub.git show main:badge.md | tail -1)" \
		'Edited. Of the others.'
done
finish
