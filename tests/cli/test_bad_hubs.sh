# What is no proper hub ends in a clear message, and good notes stay.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main

fyr list
is 'no hub anywhere: exit 3' "$status" 3
has 'no hub anywhere: says what to do' "$err" 'fyr clone'
fyr --hub nowhere list
is 'a folder that is not there: exit 3' "$status" 3
has 'a folder that is not there: its name' "$err" 'nowhere'
echo text >file
fyr --hub file list
is 'a file: exit is not 0' "$([ "$status" -ge 1 ] && echo yes)" yes
has 'a file: says so' "$err" 'file'

mkdir empty
fyr --hub empty list
is 'an empty folder: nothing found' "$status" 1
fyr --hub empty
is 'an empty folder: the day is still printed' "$status" 0
has 'an empty folder: says so' "$out" 'no note'

git init -q unborn
fyr --hub unborn list
is 'an unborn branch: nothing found' "$status" 1
fyr --hub unborn status
has 'an unborn branch: said' "$out" 'none yet'
git init -q --bare bare
fyr --hub bare list
is 'an empty bare repository: nothing found' "$status" 1
git init -q nomd
echo x >nomd/a.txt
git -C nomd add . && git -C nomd commit -qm x
fyr --hub nomd list
is 'no Markdown: nothing found' "$status" 1

mkdir odd
printf '\357\273\277---\r\ntitle: Bom\r\n---\r\nWindows text\r\n' >odd/bom.md
printf 'bad \377\376 bytes\000 and NUL' >odd/bytes.md
printf -- '---\ntitle: [unclosed\nowner: unit\n---\nbroken yaml text\n' >odd/broken.md
printf -- '---\ntitle: Escapes \033[2J\n---\n\033]0;title\007 &#27;[31m and \302\233 csi\n' >odd/esc.md
: >odd/empty.md
ln -s /etc/passwd odd/link.md
mkdir odd/dir.md
mkfifo odd/fifo.md
yes 'row | of | table' | head -n 10000 | sed '1a --- | --- | ---' >odd/table.md
head -c 5000000 /dev/zero | tr '\0' 'a' >odd/line.md
fyr --hub odd list -f path
is 'odd files: every readable note is there' "$(printf '%s\n' "$out" | sort | tr '\n' ' ')" \
	'bom.md broken.md bytes.md empty.md esc.md line.md table.md '
fyr --hub odd show bom
has 'BOM and CRLF: title' "$out" 'Bom'
fyr --hub odd show bytes
has 'invalid bytes: shown repaired' "$out" 'bad'
fyr --hub odd search -f path 'broken yaml'
has 'broken YAML: found by its text' "$out" 'broken.md'
fyr --hub odd show broken
has 'broken YAML: the place is named' "$err" 'broken.md:'
fyr --hub odd show esc
is 'no control byte comes out' "$(LC_ALL=C tr -d '\n' <out.txt | LC_ALL=C grep -c '[[:cntrl:]]')" 0
fyr --hub odd show table
is 'a table of 10,000 rows: exit 0' "$status" 0
fyr --hub odd show line
is 'a line of 5 MB: exit 0' "$status" 0
fyr --hub odd doctor
has 'doctor: the link is named' "$out" 'link.md'

if [ "$(id -u)" != 0 ]; then
	chmod 0 odd/bom.md
	fyr --hub odd list -f path
	has 'an unreadable file hides no other' "$out" 'esc.md'
	chmod 600 odd/bom.md
else
	skip 'unreadable files: root reads all'
fi

FYR_CACHE=/proc/nowhere fyr --hub odd list -f path
is 'a cache that cannot be written: notes are still there' "$status" 0
has 'a cache that cannot be written: said' "$err" 'FYR_CACHE'
env -u HOME "$FYR_PROGRAM" --hub odd list -f path >out.txt 2>err.txt
is 'no HOME: exit 0' "$?" 0
TERM=dumb fyr --hub odd
is 'TERM=dumb: plain lines' "$status" 0
env -u TERM "$FYR_PROGRAM" --hub odd >out.txt 2>err.txt
is 'no TERM: plain lines' "$?" 0

fyr --hub odd index
printf 'garbage' | dd of="$(fyr --hub odd index --stats >/dev/null; sed -n 's/^Index: //p' out.txt)" \
	conv=notrunc bs=1 seek=20 2>/dev/null
fyr --hub odd list -f path
has 'a damaged index is rebuilt' "$out" 'esc.md'
mkdir schema
echo 'text about gooseberries' >schema/a.md
printf 'fyr: 1\nkinds: [\n' >schema/fyr.yaml
fyr --hub schema search -f path gooseberries
is 'a broken hub file: notes are there' "$out" a.md
has 'a broken hub file: told with its place' "$err" 'fyr.yaml:'
rm schema/fyr.yaml && mkdir schema/fyr.yaml
fyr --hub schema search -f path gooseberries
is 'a hub file that is a folder: notes are there' "$out" a.md
has 'a hub file that is a folder: told' "$err" 'fyr.yaml'
rmdir schema/fyr.yaml
printf 'kinds: [\n' >bad.yaml
fyr --hub schema --schema bad.yaml list
is 'a broken --schema: exit 3' "$status" 3
fyr clone -- --upload-pack=x
is 'clone: a word that looks like an option is an address' "$status" 4
hasnt 'clone: and says so' "$err" 'ended without a result'
(ulimit -f 64; FYR_CACHE=$PWD/small "$FYR_PROGRAM" --hub odd list -f path >out.txt 2>err.txt)
is 'no room for the index: no signal' "$([ $? -lt 128 ] && echo yes)" yes
fyr --color maybe list
is 'an unknown --color: exit 2' "$status" 2
finish
