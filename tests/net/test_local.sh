#!/bin/sh
# Clones and pulls of paths, file:// and bundles: what is decided, and that a
# person's work is never touched.
. "$FYR_ROOT/tests/net/net.sh"

upstream up
tool clone "$PWD/up" m.git
is 'clone of a path' "$(outcome)" 'done'
is_sound 'clone of a path' m.git
is 'clone: head' "$(head_of m.git)" "$(head_of up)"
is 'clone: branch' "$(git -C m.git symbolic-ref HEAD)" refs/heads/main
is 'clone: remote' "$(git -C m.git config remote.origin.url)" "$PWD/up"
is 'clone: only its branch follows' \
	"$(git -C m.git config branch.main.merge)" refs/heads/main
tool clone "$PWD/up" m.git
is 'a target that exists is refused' "$status" 2
has 'a target that exists: said' "$out" 'exists already'
tool clone "file://$PWD/up" f.git
is 'clone of file://' "$(outcome)" 'done'
tool clone up r.git
is 'a relative path is kept whole' "$(git -C r.git config remote.origin.url)" "$PWD/up"
git -C up branch -q -m main trunk
tool clone "$PWD/up" t.git
is 'the default branch, whatever its name' "$(git -C t.git symbolic-ref HEAD)" refs/heads/trunk
git -C up branch -q -m trunk main

tool clone "$PWD/nowhere" n.git
is 'no such path: a network error' "$status" 6
has 'no such path: said' "$out" 'no repository at'
is 'no such path: nothing left' "$(ls -d n.git* 2>/dev/null)" ''
mkdir plain
tool clone "$PWD/plain" n.git
has 'a plain folder: said' "$out" 'no git repository'
mkdir "x.git.part-999999999"
tool clone "$PWD/up" x.git
is 'leftovers of dead processes go' "$(ls -d x.git.part-* 2>/dev/null)" ''

tool pull m.git
is 'nothing new' "$(outcome)" nothing-new
git clone -q "$PWD/up" w
tool pull w
is 'nothing new in a work clone' "$(outcome)" nothing-new
tool pull plain
is 'a folder: refused' "$status" 2
git init -q alone
tool pull alone
is 'no remote: refused' "$status" 2
has 'no remote: said' "$out" 'git remote add'

echo 'Second line.' >>up/drive.md
git -C up rm -q devices/fax.md
mkdir up/new
echo 'Fresh.' >up/new/fresh.md
chmod +x up/badge.md
commit up 'Change'
tool pull m.git
is 'forward, managed' "$(outcome)" forwarded
is 'forward, managed: head' "$(head_of m.git)" "$(head_of up)"
is_sound 'forward, managed' m.git
tool pull w
is 'forward, work' "$(outcome)" forwarded
is 'forward, work: head' "$(head_of w)" "$(head_of up)"
is_sound 'forward, work' w
is 'forward: git sees it too' "$(git -C w rev-parse origin/main)" "$(head_of up)"
is 'forward: the file' "$(tail -1 w/drive.md)" 'Second line.'
is 'forward: a program' "$([ -x w/badge.md ] && echo yes)" yes
has 'forward: in the log' "$(git -C w reflog)" 'fyr: fast-forward'
is 'no FETCH_HEAD' "$(ls w/.git/FETCH_HEAD 2>/dev/null)" ''
git -C up mv devices/scanner.md scanner.md
commit up 'Move'
tool pull w
is 'an emptied folder goes' "$(ls -d w/devices 2>/dev/null)" ''
tool pull m.git

# ---- what is left alone ----
shown() { (git -C w rev-parse HEAD; git -C w status --porcelain; cat w/*.md) 2>/dev/null; }
alone() { # name, part of the reason
	before=$(shown)
	tool pull w
	is "$1: outcome" "$(outcome)" left-alone
	has "$1: reason" "$out" "$2"
	is "$1: nothing touched" "$(shown)" "$before"
	is "$1: no locks" "$(find w/.git -name '*.lock')" ''
}
echo 'Third.' >>up/drive.md
echo 'Other.' >>up/badge.md
echo 'Coming.' >up/coming.md
commit up 'Third'
echo mine >>w/drive.md
alone 'edited in the way' 'Edited here and changed by others: drive.md'
git -C w add drive.md
alone 'staged in the way' 'Staged'
git -C w reset -q --hard
echo mine >w/coming.md
alone 'a new file in the way' 'in the way here: coming.md'
rm w/coming.md
mkdir w/coming.md
alone 'a folder in the way' 'in the way here: coming.md'
rmdir w/coming.md
ln -s /etc/passwd w/coming.md
alone 'a link in the way' 'in the way here: coming.md'
rm w/coming.md
rm w/drive.md
alone 'deleted here' 'Edited here'
git -C w checkout -q drive.md
git -C w checkout -q --detach
alone 'detached' 'detached HEAD'
git -C w checkout -q main
: >w/.git/MERGE_HEAD
head_of w >w/.git/MERGE_HEAD
alone 'mid-merge' 'under way'
rm w/.git/MERGE_HEAD
git -C w config core.sparseCheckout true
alone 'sparse' 'sparse checkout'
git -C w config core.sparseCheckout false
echo '*.md filter=lfs' >w/.git/info/attributes
alone 'a filter' 'through a filter'
echo '*.md working-tree-encoding=UTF-16' >w/.git/info/attributes
alone 'another encoding' 'working-tree-encoding'
rm w/.git/info/attributes
echo 'elsewhere' >>w/scanner.md
cp up/coming.md w/coming.md
tool pull w
is 'an edit elsewhere does not matter' "$(outcome)" forwarded
is 'an edit elsewhere stays' "$(git -C w status --porcelain)" ' M scanner.md'
git -C w checkout -q scanner.md
is_sound 'after all that' w
tool pull w
is 'and nothing more' "$(outcome)" nothing-new

ln -s coming.md up/link.md
commit up 'A link'
alone 'a link from others' 'git pull'
git -C up rm -q link.md
commit up 'No link'
tool pull w
is 'only the sum counts' "$(outcome)" forwarded
echo '*.md text' >up/.gitattributes
commit up 'Attributes'
alone 'attributes from others' 'git pull'
git -C w pull -q

# ---- what is dangerous ----
evil() { # name in the tree: a commit with it on top of main
	blob=$(echo evil | git -C up hash-object -w --stdin)
	tree=$( (git -C up ls-tree -z main; printf '100644 blob %s\t%s\0' "$blob" "$1") |
		git -C up mktree -z --missing)
	git -C up update-ref refs/heads/main \
		"$(git -C up commit-tree -p main -m evil "$tree")"
}
for name in .git .GIT 'git~1' .. "$(printf 'a\033[31mb.md')" "$(printf 'a\nb.md')"; do
	good=$(git -C up rev-parse main)
	evil "$name"
	alone "a dangerous name" 'not safe to write'
	hasnt 'a dangerous name is not shown raw' "$out" "$(printf '\033')"
	git -C up update-ref refs/heads/main "$good"
	git -C w update-ref -d refs/fyr/incoming/main
	git -C w update-ref refs/remotes/origin/main "$good"
done
mkdir up/inner outside
echo 'inner' >up/inner/file.md
commit up 'Inner'
tool pull w
cp w/inner/file.md outside/file.md
rm -r w/inner
ln -s ../outside w/inner
echo 'changed' >up/inner/file.md
echo 'new' >up/inner/new.md
commit up 'Inner changed'
alone 'a folder that became a link' 'Edited here'
is 'nothing is written through a link' "$(cat outside/*)" inner
rm w/inner
git -C w checkout -q inner
tool pull w
is 'and back' "$(outcome)" forwarded

# ---- a linked work tree, a lock of somebody else ----
git -C w worktree add -q -b side ../side main
git -C side branch -q --set-upstream-to=origin/main
echo 'for the side' >>up/drive.md
commit up 'For the side'
tool pull side
is 'a linked work tree' "$(outcome)" forwarded
is 'a linked work tree: status' "$(git -C side status --porcelain)" ''
: >w/.git/index.lock
with=TOOL_CANCEL_MS=300
tool pull w
is 'a lock of another program: can be cancelled' "$status" 9
is 'a lock of another program stays' "$(ls w/.git/index.lock)" w/.git/index.lock
rm w/.git/index.lock
tool pull w
is 'without it' "$(outcome)" forwarded
is_sound 'without it' w

# ---- line ends ----
git clone -q -c core.autocrlf=true up crlf
printf 'a\nb\n' >up/badge.md
commit up 'Lines'
tool pull crlf
is 'line ends: forward' "$(outcome)" forwarded
is 'line ends: as git writes them' "$(od -c crlf/badge.md | head -1)" \
	"$(printf 'a\r\nb\r\n' | od -c | head -1)"
is_sound 'line ends' crlf

# ---- histories that part ----
tool pull w
tool pull m.git
echo here >w/mine.md
commit w 'Mine'
tool pull w
is 'ahead' "$(outcome)" ahead
echo there >>up/badge.md
commit up 'Theirs'
before=$(shown)
tool fetch w
is 'diverged: outcome' "$(outcome)" left-alone
has 'diverged: reason' "$out" 'have to be merged'
is 'diverged: nothing touched' "$(shown)" "$before"
is 'diverged: fetched' "$(git -C w rev-parse origin/main)" "$(head_of up)"
git -C w pull -q --no-rebase --no-edit
tool pull w
is 'merged by hand' "$(outcome)" ahead
tool pull m.git
was=$(head_of m.git)
git -C up reset -q --hard HEAD~2
echo else >>up/badge.md
commit up 'Rewritten'
tool pull m.git
is 'rewritten' "$(outcome)" left-alone
has 'rewritten: said' "$out" 'rewritten'
is 'rewritten: head stays' "$(head_of m.git)" "$was"
tool pull m.git
is 'rewritten: still' "$(outcome)" left-alone
git -C up reset -q --hard HEAD~1
tool pull m.git
is 'taken back' "$(outcome)" left-alone
tool pull m.git
is 'taken back: still' "$(outcome)" left-alone
is_sound 'rewritten' m.git
git init -q other
echo x >other/x.md
commit other 'Other'
git -C m.git config remote.origin.url "$PWD/other"
git -C m.git update-ref -d refs/fyr/incoming/main
git -C m.git update-ref -d refs/remotes/origin/main
tool pull m.git
has 'unrelated' "$out" 'no history in common'

# ---- empty ----
git init -q --bare empty.git
tool clone "$PWD/empty.git" e.git
is 'an empty remote clones' "$(outcome)" 'done'
tool pull e.git
is 'an empty remote pulls' "$(outcome)" nothing-new
git -C other push -q "$PWD/empty.git" main:notes
git -C empty.git symbolic-ref HEAD refs/heads/notes
tool pull e.git
is 'its first branch is taken' "$(outcome) $(git -C e.git symbolic-ref HEAD)" \
	'forwarded refs/heads/notes'
is_sound 'first branch' e.git

# ---- addresses ----
git config --global "url.$PWD/.insteadOf" hub:
tool clone hub:up i.git
is 'insteadOf is honoured' "$(outcome)" 'done'
tool clone 'https://anna:s3cret@localhost/x' s.git
is 'a password in the address is refused' "$status" 8
hasnt 'and not repeated' "$out" s3cret
tool clone 'http://example.org/x' s.git
has 'plain http is refused' "$out" 'neither private'
tool clone 'git://example.org/x' s.git
has 'git:// is refused' "$out" 'neither private'
tool clone 'ext::sh -c id' s.git
has 'helpers are refused' "$out" 'refused'
tool clone 'ssh://-oProxyCommand=id/x' s.git
has 'options as hosts are refused' "$out" 'dash'
tool refs "$PWD/up"
has 'refs: upload-pack' "$out" 'refs/heads/main'
tool push-refs "$PWD/up"
has 'refs: receive-pack' "$out" 'refs/heads/main'

# ---- one at a time ----
perl -e 'use Fcntl ":flock"; open my $f, ">>", $ARGV[0]; flock $f, LOCK_EX;
	open my $g, ">", "held"; close $g; sleep 100' r.git/fyr/lock &
servers="$servers $!"
mkdir -p r.git/fyr
until_true 60 test -e held || result 'not ok' 'a lock was taken' ''
tool pull r.git
has 'one sync at a time' "$out" 'under way'
finish
