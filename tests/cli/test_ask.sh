# What surrounds a search: explanation, counts, completion, kept searches,
# related notes; the words a shell asks for.
. "$FYR_ROOT/tests/cli/lib.sh"

note hub/fyr.yaml <<'N'
fyr: 1
name: {sv: Prov, en: Trial}
languages: [sv, en]
vocabularies:
  stage:
    - {id: need, sv: Behov, en: Need}
    - {id: in-use, sv: I drift, en: In use}
kinds:
  project:
    folder: projects
    label: {sv: Projekt, en: Project}
    plural: {sv: Projekt, en: Projects}
    fields:
      stage: {type: enum, vocabulary: stage, role: stage, sv: Skede, en: Stage}
N
note hub/projects/alarm.sv.md <<'N'
---
title: Sepsislarm
lang: sv
stage: need
tags: [sepsis]
---
Larm på vårdavdelning, se [[bed]].
N
note hub/projects/alarm.en.md <<'N'
---
title: Sepsis alarm
lang: en
translated: 2026-01-01
---
An alarm on a ward, see [[bed]].
N
note hub/projects/bed.md <<'N'
---
title: Vårdplatser
stage: in-use
tags: [sepsis, plats]
---
Prognos för vårdplatser.
N

fyr --hub hub search --explain 'vardplats skede:behov fooo:x'
is 'explain: exit 0' "$status" 0
has 'explain: another form' "$out" 'vardplatser  (another form of the word'
has 'explain: a label is a value' "$out" 'stage:need  2 notes'
has 'explain: what is no field' "$out" 'Not a field, taken as text: fooo'
fyr --hub hub search --explain -f json 'larm -tag:x'
has 'explain: json names its schema' "$out" '"schema": "fyr/explain/1"'
has 'explain: json has the parts of a score' "$out" '"spelling": '
fyr --hub hub --lang sv search --explain 'skedde:x'
has 'explain: the nearest key' "$out" 'Skede'

fyr --hub hub search --facets ''
has 'facets: a note and its translation once' "$out" '     2  Project'
has 'facets: labels of the schema' "$out" '     1  In use (in-use)'
fyr --hub hub list --facets stage:need -f json
has 'facets: json' "$out" '"schema": "fyr/facets/1"'
has 'facets: what is chosen' "$out" '"chosen": true'

fyr --hub hub search --complete 'skede:'
is 'complete: values with labels and counts' "$out" 'skede:need	Need	1
skede:in-use	In use	1'
fyr --hub hub search --complete 'tag:pl' -f json
has 'complete: json' "$out" '"insert": "plats "'

fyr --hub hub search --save 'Mina larm' larm
is 'save: exit 0' "$status" 0
fyr --hub hub search --saved
has 'saved: name, query, count' "$out" 'Mina larm  larm  (1 note'
fyr --hub hub search -f id 'saved:"mina larm"'
is 'saved: stands for its query' "$out" 'alarm'
fyr --hub hub search --save p tag:plats
fyr --hub hub search -f id -- '-sparad:p'
is 'saved: in Swedish, and excluded' "$out" 'alarm'
fyr --hub hub search --save 'two' 'saved:"Mina larm" OR plats*'
fyr --hub hub list -f id saved:two
is 'saved: one in another' "$out" 'alarm
bed'
is 'saved: for nobody else' "$(stat -c %a "$HOME/.local/state/fyr"/*/searches)" 600
file=$(ls "$HOME/.local/state/fyr"/*/searches)
printf 'damaged line\n\001\t5\tx\n' >>"$file"
fyr --hub hub search --saved
has 'saved: damage is told' "$err" '2 lines'
has 'saved: the rest is there' "$out" 'Mina larm'
fyr --hub hub search --save third bed
has 'saved: damage is kept' "$(cat "$file")" 'damaged line'
fyr --hub hub search --forget mina larm
is 'forget: exit 0' "$status" 0
fyr --hub hub search --saved
hasnt 'forget: it is gone' "$out" 'Mina larm  larm'
fyr --hub hub search --forget nobody
is 'forget: unknown is exit 1' "$status" 1
fyr --hub hub search --save 'a"b' x
is 'save: a bad name is exit 2' "$status" 2
fyr --hub hub search --save empty
is 'save: an empty query is exit 2' "$status" 2
fyr --hub hub search -f id saved:nothing
is 'saved: an unknown name is text' "$status" 1

fyr --hub hub links bed
has 'links: a note and its translation once' "$out" 'Links to this note (1)'
has 'links: in the language of the user' "$out" 'projects/alarm.en.md  Sepsis alarm
'
has 'links: related, with the reason' "$out" 'links here; shares: sepsis'
fyr --hub hub links bed -f json
has 'links: related in json' "$out" '"links-here"'

fyr completion words -- --hub hub sea
is 'completion: verbs' "${out%%	*}" 'search'
fyr completion words -- --hub hub show bed
is 'completion: notes' "$out" 'bed	Vårdplatser'
fyr completion words -- --hub hub search larm stage:n
is 'completion: the last word of a query' "$out" 'stage:need	Need'
fyr completion words -- --hub hub list --ki
is 'completion: options' "${out%%	*}" '--kind'
fyr completion words -- --hub hub list --kind ''
is 'completion: values of options' "$out" 'project	Projects'
fyr completion bash
printf '%s\n' "$out" >script.bash
if command -v bash >/dev/null; then
	is 'completion: a script for bash' "$(bash -n script.bash 2>&1)" ''
	got=$(PATH=$(dirname "$FYR_PROGRAM"):$PATH bash -c '. ./script.bash
COMP_LINE="fyr --hub hub list stage:n" COMP_POINT=26
compopt() { :; }
_fyr; echo "${COMPREPLY[@]}"')
	is 'completion: bash gets what follows the colon' "$got" 'need'
else
	skip 'no bash'
	skip 'no bash'
fi
fyr completion tcsh
is 'completion: an unknown shell is exit 2' "$status" 2
# ---- a title that ends with its short name in brackets ----
body='The PatG holds here: PatG, PatG, PatG, PatG. See PatG and IDB.'
note short/one.md <<N
---
title: Law on inventions
---
# Law on inventions (PatG)
Text.
N
note short/two.md <<N
---
title: Register of inventions
---
# What the PatG says
$body
N
note short/three.md <<N
# International Data Board (IDB)
Text of the PatG.
N
fyr --hub short search --format path patg
has 'the heading names it' "$(printf '%s\n' "$out" | head -n 1)" one.md
is 'and the others are found' "$(printf '%s\n' "$out" | wc -l)" 3
fyr --hub short search --format path idb
has 'so does the title' "$(printf '%s\n' "$out" | head -n 1)" three.md
finish
