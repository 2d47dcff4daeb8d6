# A work clone: commits, edited files over them, pull, incremental index.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main

git init -q origin
for i in 1 2 3 4 5 6 7 8 9; do
	printf -- '---\ntitle: Note %d\n---\ncommon word%d\n' $i $i >origin/n$i.md
done
git -C origin add . && git -C origin commit -qm 'Nine notes'
git clone -q origin work

fyr --hub work index
has 'index: all notes' "$out" '9 notes in the index; 9 read'
export FYR_TRACE=$PWD/trace
fyr --hub work search -f path common
is 'unchanged: nine hits' "$(printf '%s\n' "$out" | wc -l)" 9
is 'unchanged: no note is parsed' "$(grep -c app.parsed trace)" 0

rm -f trace
printf -- '---\ntitle: Note 3\n---\nbilberry\n' >origin/n3.md
git -C origin rm -q n9.md
echo 'new cloudberry' >origin/n10.md
git -C origin add . && git -C origin commit -qm 'Three changes'
fyr --hub work sync --pull
is 'pull: exit 0' "$status" 0
is 'pull: only what changed was parsed' \
	"$(sed -n 's/.*app.parsed path=//p' trace | sort | tr '\n' ' ')" 'n10.md n3.md '
fyr --hub work search -f path bilberry
is 'pull: the new text is found' "$out" n3.md
fyr --hub work list -f path
hasnt 'pull: the removed note is gone' "$out" n9.md
is 'pull: the working tree follows' "$(git -C work status --porcelain)" ''
is 'pull: same commit' "$(git -C work rev-parse HEAD)" "$(git -C origin rev-parse HEAD)"
fyr --hub work index --verify
is 'verify: same as built from nothing' "$status" 0
fyr --hub work sync --pull
has 'pull: nothing new' "$out" 'Nothing new'

echo 'edited lingonberry' >>work/n1.md
fyr --hub work search -f path lingonberry
is 'an edited file is laid over the commit' "$out" n1.md
git -C work checkout -q n1.md
fyr --hub work search -f path lingonberry
is 'taken back, it is gone' "$out" ''
fyr --hub work index --verify
is 'verify after taking back' "$status" 0
rm work/n1.md
fyr --hub work search -f path word1
is 'a note removed on disk is gone' "$out" ''
git -C work checkout -q n1.md
fyr --hub work search -f path word1
is 'taken back, it is there again' "$out" n1.md
rm work/n1.md
fyr --hub work index --rebuild
git -C work checkout -q n1.md
fyr --hub work search -f path word1
is 'also when the index was built without it' "$out" n1.md

echo 'mine' >>work/n2.md
echo 'theirs' >>origin/n2.md
git -C origin commit -qam 'n2 changed'
fyr --hub work sync --pull
is 'edited in the way: exit 5' "$status" 5
has 'edited in the way: names the file' "$err" 'n2.md'
is 'edited in the way: left alone' "$(tail -n 1 work/n2.md)" mine

fyr --hub work show n2
has 'last change and author' "$out" 'Test unit'

fyr clone origin
is 'clone: exit 0' "$status" 0
fyr --hub origin list -f path
has 'clone: the managed clone is known by name' "$out" n10.md
fyr hubs
has 'hubs: lists it' "$out" '* origin'
fyr list -f id
has 'the default hub is used without --hub' "$out" n10
finish
