# import: a survey of fifty projects becomes drafts, once.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init origin
git clone -q --bare origin hub.git
export FYR_HUB=$PWD/hub.git
head_of() { git -C hub.git rev-parse HEAD; }
show() { git -C hub.git show "HEAD:$1"; }
survey() { # rows
	printf '\357\273\277Svarsnummer;Titel;Läge;Enhet;Stöd som behövs;Syfte;Övrigt att säga\r\n'
	i=1
	while [ $i -le "$1" ]; do
		printf 'S%d;Projekt %d;Pågår;"Klinik; %d";Data, Juridik;"Säga ""ja"" fort";"Rad ett\r\n# Rad två"\r\n' $i $i $i
		i=$((i + 1))
	done
}
survey 50 >survey.csv
before=$(head_of)
fyr import projects survey.csv --dry-run --key svarsnummer
is 'dry run: exit 0' "$status" 0
is 'dry run: each row' "$(printf '%s\n' "$out" | grep -c '^+ projects/projekt-')" 50
has 'dry run: counts' "$err" '50 new, 0 there already, 0 not imported'
has 'dry run: what became text' "$err" 'Övrigt att säga'
is 'dry run: nothing done' "$(head_of)" "$before"
fyr import projects survey.csv --key svarsnummer
is 'import: exit 0' "$status" 0
is 'import: one commit' "$(git -C hub.git rev-list --count "$before..")" 1
is 'import: fifty notes' "$(git -C hub.git show --format= --name-only | wc -l)" 50
is 'import: its message' "$(git -C hub.git log -1 --format=%s)" 'project: import 50 from survey.csv'
one=$(show projects/projekt-7.sv.md)
has 'import: a draft' "$one" 'status: draft'
has 'import: a vocabulary by its label' "$one" 'stage: ongoing'
has 'import: a list' "$one" 'support_needed: [data, legal]'
has 'import: quoted' "$one" 'unit: Klinik; 7'
has 'import: quotes' "$one" 'purpose: "Säga \"ja\" fort"'
has 'import: the key' "$one" 'import_key: S7'
has 'import: the rest is text' "$one" '## Övrigt att säga'
has 'import: and only text' "$one" '\# Rad två'
fyr list --kind project -a -f path
has 'import: found' "$out" projects/projekt-50.sv.md
before=$(head_of)
fyr import projects survey.csv --key svarsnummer
is 'again: exit 0' "$status" 0
has 'again: no duplicates' "$err" '0 new, 50 there already'
is 'again: no commit' "$(head_of)" "$before"
fyr mv projekt-7 renamed
survey 52 >survey.csv
sed -i 's/^S51;Projekt 51;Pågår/S51;Projekt 51;Sover/' survey.csv
printf 'S53;;Pågår;x;;;\r\nS54;Projekt "54";Pågår;x;;;\r\nS55;Sist;Pågår;x;;;;;\r\n' >>survey.csv
fyr import Projekt survey.csv --key Svarsnummer
is 'more rows, some bad: exit 1' "$status" 1
has 'more rows: one new, a renamed one is known' "$err" '1 new, 50 there already, 4 not imported'
has 'bad row: its line and why' "$err" 'line 102: not imported: Läge: the value is not one of the vocabulary'
has 'bad row: no title' "$err" 'the title is empty'
has 'bad row: a quote inside' "$err" 'a quote stands inside'
has 'bad row: too many' "$err" 'more fields than there are headings'
is 'more rows: the good one is there' "$(show projects/projekt-52.sv.md | grep -c import_key)" 1
printf 'title,unit,Notes\nWith a number,x,Ring 121212-1212\n' >person.csv
fyr import projects person.csv
is 'a personal number: not imported' "$status" 1
hasnt 'a personal number: never repeated' "$out$err" 121212-1212
printf 'title,unit\nA,x\nB,y\nA,z\n' >plain.csv
fyr import projects plain.csv
has 'commas, without a key: the title tells' "$err" '2 new, 1 there already, 0 not imported; the key is "title"'
printf 'unit\nx\n' >bad.csv
fyr import projects bad.csv
is 'no title column: usage' "$status" 2
printf 'Titel\n\345\344\366\n' >latin.csv
fyr import projects latin.csv
is 'not UTF-8: refused' "$status" 6
has 'not UTF-8: says what to do' "$err" 'CSV UTF-8'
fyr import projects missing.csv
is 'no such file' "$status" 1
fyr import nonsense plain.csv
is 'no such kind' "$status" 2
fyr --read-only import projects plain.csv
is 'read-only' "$status" 6
finish
