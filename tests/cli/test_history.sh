# log, diff, show --rev: the history of a note, under whatever name it had.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init hub
export FYR_HUB=$PWD/hub
at() { export GIT_AUTHOR_DATE="$1 +0100" GIT_COMMITTER_DATE="$1 +0100"; }
at 1700000000 # 2023-11-14
fyr new guide 'First name' --no-input --lang en --field summary=one
at 1710000000 # 2024-03-09
GIT_AUTHOR_NAME='Bo Ek' fyr edit first-name --field summary=two
at 1720000000 # 2024-07-03
fyr mv first-name second-name
at 1730000000 # 2024-10-27
fyr edit second-name --field summary=three

fyr log second-name
is 'log: exit 0' "$status" 0
is 'log: each version, newest first' "$(printf '%s\n' "$out" | cut -c1-10 | tr '\n' ' ')" \
	'2024-10-27 2024-07-03 2024-03-09 2023-11-14 '
has 'log: who' "$out" 'Bo Ek'
has 'log: a rename with changes is one' "$out" '(was guides/first-name.en.md)'
fyr log first-name -n 1
is 'log -n by the old id' "$(printf '%s\n' "$out" | cut -c1-10)" 2024-10-27
fyr log second-name 2023-12-01..2024-08-01
is 'log A..B' "$(printf '%s\n' "$out" | cut -c1-10 | tr '\n' ' ')" '2024-07-03 2024-03-09 '
fyr log second-name 2024-08-01
is 'log A: what came after' "$(printf '%s\n' "$out" | cut -c1-10)" 2024-10-27
fyr log second-name HEAD..HEAD
is 'log: nothing in the range' "$status" 1
fyr log second-name ..HEAD
is 'log: half a range' "$status" 2
fyr log second-name nonsense..HEAD
is 'log: no such revision' "$status" 1
has 'log: says which' "$err" nonsense
fyr log second-name HEAD~1 --lines
is 'log --lines is of the whole note' "$status" 2
fyr log second-name --format json
printf '%s' "$out" >log.json
is 'log --format json: read by a program' "$(python3 -c '
import json
log = json.load(open("log.json"))
print(log["schema"], log["id"], log["total"], len(log["versions"]))
for v in log["versions"]: print(v["date"], v["author"], v["change"], v["path"], v.get("from", "-"))
print(log["versions"][2]["summary"], log["versions"][2]["time"])')" \
	'fyr/log/1 second-name 4 4
2024-10-27 Test unit changed guides/second-name.en.md -
2024-07-03 Test unit renamed guides/second-name.en.md guides/first-name.en.md
2024-03-09 Bo Ek changed guides/first-name.en.md -
2023-11-14 Test unit added guides/first-name.en.md -
guide: change "First name" (summary) 1710000000'
fyr log second-name --format json -n 1
is 'log --format json -n 1' "$(printf '%s' "$out" | grep -c '"commit"')" 1
fyr log second-name --format json HEAD..HEAD
is 'log --format json: an empty range is an empty list' "$status$(printf '%s' "$out" | grep versions)" \
	'1  "versions": []'
fyr log second-name --format csv
is 'log: other formats are refused' "$status" 2
fyr log second-name --lines --format json
has 'log --lines --format json' "$out" '"text": "summary: three"'
has 'log --lines --format json: its kind' "$out" fyr/lines/1
fyr log no-such
is 'log: nothing of that name' "$status" 1

fyr diff second-name
has 'diff: the last change' "$out" 'summary: [-two-]{+three+}'
has 'diff: words counted' "$err" '+1 -1'
hasnt 'diff: plain without a terminal' "$out" "$(printf '\033')"
fyr diff second-name --color always
has 'diff: coloured' "$out" "$(printf '\033[31m[-two-]\033[0m\033[32m{+three+}\033[0m')"
fyr diff second-name 2023-12-01..2024-04-01
has 'diff A..B by dates, before the rename' "$out" 'summary: [-one-]{+two+}'
first=$(git -C hub log --format=%h --reverse | sed -n 2p)
fyr diff second-name "$first"
has 'diff A: until now' "$out" 'summary: [-one-]{+three+}'
fyr diff second-name HEAD..HEAD
is 'diff: equal is nothing' "$status" 1
fyr diff second-name nonsense
is 'diff: no such revision' "$status" 1
fyr diff second-name 2001-01-01
is 'diff: before there was anything' "$status" 1
fyr diff second-name 2023-12-01..2024-04-01 --format json
printf '%s' "$out" >diff.json
is 'diff --format json: both texts are in it' "$(python3 -c '
import json
diff = json.load(open("diff.json"))
print(diff["schema"], diff["from"], diff["to"], diff["words_removed"], diff["words_added"])
for c in diff["changes"]:
    print("".join(w["text"] for w in c["words"] if w["op"] != "added"))
    print("".join(w["text"] for w in c["words"] if w["op"] != "removed"))')" \
	'fyr/diff/1 2023-12-01 2024-04-01 1 1
summary: one
summary: two'
fyr diff second-name HEAD..HEAD -f json
is 'diff --format json: equal' "$status$(printf '%s' "$out" | grep changes)" '1  "changes": []'
fyr diff second-name -f md
is 'diff: other formats are refused' "$status" 2
echo 'Edited now.' >>hub/guides/second-name.en.md
fyr diff second-name
has 'diff: what is edited' "$out" '{+Edited now.+}'

fyr log second-name --lines
has 'log --lines: not committed' "$(printf '%s\n' "$out" | tail -n 1)" 'not committed'
has 'log --lines: the last' "$(printf '%s\n' "$out" | grep 'summary: three')" '2024-10-27'
has 'log --lines: through the rename' "$(printf '%s\n' "$out" | grep 'title:')" '2023-11-14'
is 'log --lines: every line' "$(printf '%s\n' "$out" | wc -l)" "$(wc -l <hub/guides/second-name.en.md)"

fyr show second-name --rev 2024-01-01 --format md
has 'show --rev: as it was, under its old name' "$out" 'summary: one'
fyr show second-name --rev "$first"
is 'show --rev: rendered' "$status" 0
has 'show --rev: its title' "$out" 'First name'
fyr show second-name --rev 'HEAD; touch x'
is 'show --rev: nonsense' "$status" 1
has 'show --rev: nonsense is named' "$err" 'There is no revision HEAD; touch x.'
fyr show second-name --rev ''
is 'show --rev: nothing' "$status" 1
fyr show second-name --rev "$(git -C hub rev-parse HEAD^{tree})"
is 'show --rev: what is no commit' "$status" 1
fyr show second-name --rev "$(git -C hub rev-list --max-parents=0 HEAD)"
is 'show --rev: before it was there' "$status" 1
has 'show --rev: says so' "$err" 'was not in the hub'
fyr show second-name --rev 2001-01-01
has 'show --rev: a day before all' "$err" 'There is no revision 2001-01-01'
fyr show second-name --rev --output=x
is 'show --rev: no option of git' "$status" 1

# What was deleted and written anew is another note.
fyr index --verify
is 'index: the same history when built from nothing' "$status" 0
mkdir plain && echo '# x' >plain/x.md
fyr --hub plain log x
is 'plain folder: no history' "$status" 6
printf -- '---\ntitle: e\n---\n\033]0;pwned\007\n' >hub/evil.md
git -C hub add evil.md
GIT_AUTHOR_NAME=$(printf 'A\033[31mB') git -C hub commit -qm "$(printf 'sub\033]0;x\007')" evil.md
for verb in 'log evil' 'log evil -f json' 'log evil --lines -f json' 'diff evil -f json' 'log evil --lines' 'diff evil' 'show evil --rev HEAD'; do
	fyr $verb
	hasnt "$verb: nothing reaches the terminal" "$out$err" "$(printf '\033')"
done
finish
