# conflicts and resolve by id: a note is all its files, in every language.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init hub
git clone -q --bare hub hub.git
git clone -q "$PWD/hub.git" anna
git clone -q "$PWD/hub.git" bo
for who in anna bo; do
	for lang in sv en; do
		sed -i "s/^summary: .*/summary: $who $lang/" "$who/guides/ethics.$lang.md"
	done
done
sed -i 's/^summary: .*/summary: anna/' anna/guides/decide-ai.md
sed -i 's/^summary: .*/summary: bo/' bo/guides/decide-ai.md
fyr --hub anna sync
fyr --hub bo sync
is 'three files wait' "$status" 5
fyr --hub bo conflicts ethics
is 'by id: exit 0' "$status" 0
has 'by id: one language' "$out" 'guides/ethics.sv.md: both changed'
has 'by id: the other' "$out" 'guides/ethics.en.md: both changed'
has 'by id: both texts of it' "$out" 'bo sv'
hasnt 'by id: no other note' "$out" decide-ai
fyr --hub bo conflicts ethics.en
hasnt 'by the name of one file' "$out" ethics.sv.md
fyr --hub bo conflicts no-such
is 'no such: exit 1' "$status" 1
has 'no such: says so' "$err" 'Nothing waits to be decided in no-such'
fyr --hub bo resolve ethics --mine
is 'resolve by id: which?' "$status" 2
has 'resolve by id: says which there are' "$err" 'guides/ethics.en.md'
has 'resolve by id: and the other' "$err" 'guides/ethics.sv.md'
fyr --hub bo resolve ethics.sv --mine
is 'resolve one' "$out" 'Decided: guides/ethics.sv.md. fyr sync sends it.'
fyr --hub bo resolve ethics --theirs
is 'resolve by id, now that one is left' "$out" 'Decided: guides/ethics.en.md. fyr sync sends it.'
fyr --hub bo resolve decide-ai --mine
is 'resolve by id: one file' "$status" 0
is 'each as decided' "$(grep -h ^summary: bo/guides/ethics.en.md bo/guides/ethics.sv.md bo/guides/decide-ai.md)" \
	'summary: anna en
summary: bo sv
summary: bo'
finish
