#!/bin/sh
# The term list: read by every search, changed by one commit.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global user.name 'Test unit'
git config --global user.email unit@example.org
git config --global init.defaultBranch main

mkdir hub
git -C hub init -q
printf '# Upphandling av skannrar\n\nText.\n' >hub/buy.md
printf '# Om inköp\n\nText.\n' >hub/other.md
git -C hub add .
git -C hub commit -qm first
head() { git -C "$1" rev-parse HEAD; }

# ---- without a list ----
fyr --hub hub search -f path procurement
is 'nothing is found without a list' "$out" ''
is 'what was tried, and the offer' "$err" 'fyr: Nothing found. Tried: no note has "procurement", nor a word like it.
fyr: If the notes use another word for it, let both find the same: fyr terms add "procurement" = "WORD OF THE NOTES"'
fyr --hub hub search -f path upphandlinnng av skannrar
has 'a correction is told' "$err" 'upphandlinnng → upphandling'
hasnt 'no offer after a good hit' "$err" 'terms add'
fyr --hub hub search 'a$b qqx'
has 'an offer is safe in a shell' "$err" "add 'a\$b qqx' ="
fyr --hub hub search '"skannrar av text"'
has 'a dropped phrase is told' "$err" 'no note has "skannrar av text", so its words'
fyr --hub hub --read-only search procurement
hasnt 'no offer where nothing is changed' "$err" 'terms add'
fyr --hub hub search kind:nosuch
has 'an unknown kind is named' "$err" 'no kind nosuch. This hub has: note'
fyr --hub hub list -s nosuch
is 'an unknown order is refused' "$status" 2
has 'with those there are' "$err" 'There is: title, modified'
fyr --hub hub search -f path --offset 9 upphandling
has 'beyond the last' "$err" '1 note in all'
fyr --hub hub search tag:nosuch
has 'never only nothing' "$err" 'No note meets all that is asked: tag:nosuch'
fyr --hub hub terms
is 'no list: status' "$status" 1
has 'no list: said' "$err" 'no term list yet'

# ---- adding ----
before=$(head hub)
fyr --hub hub terms add --dry-run procurement = upphandling
is 'a dry run shows the lines' "$out" "synonyms.yaml:1
+ # Words that mean the same to the people who search. groups: any word finds
+ # all the others. oneway: from finds to, and not the other way round.
+ groups:
+   - [procurement, upphandling]"
is 'a dry run changes nothing' "$(head hub)$(ls hub)" "$before$(printf 'buy.md\nother.md')"
fyr --hub hub terms add procurement = upphandling
is 'added' "$status" 0
is 'one commit' "$(git -C hub log --format=%s "$before..")" 'terms: add procurement = upphandling'
is 'nothing is left over' "$(git -C hub status --porcelain)" ''
fyr --hub hub search -f path procurement
is 'found at the next search' "$out" 'buy.md'
fyr --hub hub search -f path -q 'public procurements'
is 'in another form too' "$out" 'buy.md'
fyr --hub hub terms add procurement inköp
fyr --hub hub terms
is 'the same group' "$out" 'procurement = upphandling = inköp'
before=$(head hub)
fyr --hub hub terms add INKÖP = procurement
has 'nothing new' "$err" 'says this already'
is 'no commit then' "$(head hub)" "$before"
fyr --hub hub terms add --oneway skanner = 'fax machine'
fyr --hub hub terms list fax
is 'listed by a word' "$out" 'skanner > fax machine'
printf '# A fax machine\n' >hub/fax.md
fyr --hub hub search -f path skanner
has 'one way finds' "$out" 'fax.md'
fyr --hub hub search -f path fax machine
hasnt 'and not back' "$out" 'buy.md'
fyr --hub hub terms remove 'fax machine'
fyr --hub hub terms list fax
is 'removed' "$status" 1

# ---- edited by hand: at the next search, and not committed over ----
printf '  - [kamera, skannrar]\n' >>hub/synonyms.yaml
fyr --hub hub search -f path kamera
is 'an edited list counts' "$out" 'buy.md'
before=$(head hub)
fyr --hub hub terms add a = b
is 'an edited list is not committed' "$status $(head hub)" "6 $before"
has 'with what to do' "$err" 'git commit'
git -C hub checkout -q synonyms.yaml
fyr --hub hub --read-only terms add a = b
is 'read only' "$status" 6
fyr --hub hub terms add alone
is 'one term is none' "$status" 2
fyr --hub hub terms nosuch
is 'unknown word' "$status" 2
fyr --hub hub terms --oneway
is 'an option without use' "$status" 2

# ---- what is wrong is told with its place ----
printf 'groups:\n  - [one]\n  - [kamera, skannrar]\n' >hub/synonyms.yaml
fyr --hub hub search -f path kamera
is 'the rest of a bad list holds' "$out" 'buy.md'
fyr --hub hub doctor
has 'doctor: place' "$out" 'synonyms.yaml:2:5: small-group'
git -C hub checkout -q synonyms.yaml

# ---- several at once: each becomes a commit ----
git clone -q --bare hub m.git
for clone in hub m.git; do
	before=$(head $clone)
	fyr --hub $clone terms list
	for i in 1 2 3 4 5; do
		"$FYR_PROGRAM" -q --hub $clone terms add "p$i" = "q$i" >/dev/null 2>par.$i &
	done
	wait
	is "$clone: five at once" "$(git -C $clone rev-list --count "$before..HEAD") $(cat par.*)" '5 '
	fyr --hub $clone terms list p
	is "$clone: all five are there" "$(printf '%s\n' "$out" | grep -c '^p[1-5] = q[1-5]$')" 5
	git -C $clone fsck 2>/dev/null >fsck.txt
	is "$clone: sound" "$(grep -v dangling fsck.txt)" ''
done

# ---- a managed clone, a folder ----
fyr --hub m.git terms add upphandling = 'public buying'
is 'managed: one commit' "$(git -C m.git log -1 --format=%s)" 'terms: add upphandling = public buying'
fyr --hub m.git search -f path public buying
has 'managed: found' "$out" 'buy.md'
mkdir plain
printf '# Om inköp\n' >plain/a.md
fyr --hub plain terms add purchase = inköp
has 'folder: no commit' "$err" 'plain folder'
fyr --hub plain search -f path purchase
is 'folder: found' "$out" 'a.md'

# ---- from outside ----
printf -- '- kjøp = upphandling\n' >terms.yaml
fyr --hub hub --schema terms.yaml search -f path kjøp
is 'a list of its own' "$out" 'buy.md'
fyr --hub hub search -f path kjøp --schema terms.yaml
is 'option after the verb' "$out" 'buy.md'
mkdir out
printf 'fyr: 1\nsynonyms: sub/words.yaml\nkinds:\n  note:\n    label: {sv: Not, en: Note}\n' >out/fyr.yaml
mkdir out/sub
cp terms.yaml out/sub/words.yaml
fyr --hub hub --schema out/fyr.yaml search -f path kjøp
is 'named by a hub file' "$out" 'buy.md'
fyr --hub hub --schema out search -f path kjøp
is 'in a folder' "$out" 'buy.md'
mkdir only
cp terms.yaml only/synonyms.yaml
fyr --hub hub --schema only search -f path kjøp
is 'a folder with a list alone' "$out" 'buy.md'
fyr --hub hub --schema terms.yaml terms add a = b
is 'a list from outside is not changed' "$status" 6
printf 'groups: [a\n' >terms.yaml
fyr --hub hub --schema terms.yaml search x
is 'a wrong list that was named' "$status" 3
fyr --hub hub --schema missing.yaml search x
is 'a missing one' "$status" 3
finish
