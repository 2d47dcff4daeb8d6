# What contributors do in a hub from the starter, as they say it.
. "$FYR_ROOT/tests/cli/accept.sh"
starter_hub hub
export FYR_HUB=hub

task 16 C 'Jag vill lägga till en metod / Add a method'
cat >ed <<'END'
#!/bin/sh
cp "$1" "$OPENED"
sed -i 's/^family:.*/family: text/; s/^summary:.*/summary: "Topic models find themes in text."/' "$1"
printf 'Words of mine.\n' >>"$1"
END
chmod +x ed
FYR_EDITOR="$PWD/ed" OPENED="$PWD/opened.md" fyr new method 'Topic models' --lang en
is 'task 16: exit 0' "$status" 0
has 'task 16: the editor had the template' "$(cat opened.md)" '## When not'
has 'task 16: with the title filled in' "$(cat opened.md)" 'title: "Topic models"'
hasnt 'task 16: nothing is left to fill in by hand' "$(cat opened.md)" '{'
is 'task 16: the message' "$(git -C hub log -1 --format=%s)" 'method: add "Topic models"'
is 'task 16: by whom' "$(git -C hub log -1 --format='%an <%ae>')" 'Horizon <horizon@example.org>'
is 'task 16: one file' "$(git -C hub diff --name-only HEAD^ HEAD)" methods/topic-models.en.md
has 'task 16: what was written' "$(git -C hub show HEAD:methods/topic-models.en.md)" 'Words of mine.'
fyr check topic-models
is 'task 16: check passes' "$status$out" 0
saw "$(git -C hub log -1 --format=%s); check: $err"

task 17 C 'Vad är fel i min anteckning? / What is wrong in my note?'
sed -i -e 's/^status: .*/status: published/' -e 's/^family: .*/family: txet/' hub/methods/topic-models.en.md
printf 'See [[nothing-of-the-kind]].\n' >>hub/methods/topic-models.en.md
fyr check topic-models
is 'task 17: exit status not 0' "$status" 1
has 'task 17: file, line, rule, field, how to fix' "$out" \
	'methods/topic-models.en.md:6:9: error: unknown-value: family: There is no such value. Did you mean "text"?'
has 'task 17: where the link stands' "$out" \
	"methods/topic-models.en.md:$(grep -n nothing-of-the-kind hub/methods/topic-models.en.md | cut -d: -f1)"
has 'task 17: a required field that is empty' "$out" 'error: missing-field: '
saw "$(printf '%s\n' "$out" | head -1)"
fyr --lang sv check topic-models
has 'task 17: in the chosen language' "$out" 'Det värdet finns inte. Menade du "text"?'
saw "$(printf '%s\n' "$out" | head -1)"
git -C hub checkout -q .

task 18 C 'Jag råkade klistra in ett personnummer / Pasted a personal identity number'
before=$(git -C hub rev-parse HEAD)
cat >ed <<'END'
#!/bin/sh
printf 'Åsa, 19121212-1212\n' >>"$1"
END
FYR_EDITOR="$PWD/ed" fyr edit topic-models
is 'task 18: not 0' "$status" 1
has 'task 18: the line' "$err" "methods/topic-models.en.md:$(grep -n 19121212 hub/methods/topic-models.en.md | cut -d: -f1):6: error: personal-number"
hasnt 'task 18: never the number' "$out$err" '1212-1212'
is 'task 18: nothing is committed' "$(git -C hub rev-parse HEAD)" "$before"
saw "$(printf '%s\n' "$err" | head -1)"
git -C hub checkout -q .
printf 'Åsa, 19121212-1212\n' >body.txt
fyr new method 'Another' --text body.txt
is 'task 18: a new note: not 0' "$status" 1
hasnt 'task 18: a new note: never the number' "$out$err" '1212-1212'
is 'task 18: a new note: nothing is committed' "$(git -C hub rev-parse HEAD)" "$before"
is 'task 18: in no object of the repository' \
	"$(git -C hub rev-list --all --objects | cut -d' ' -f1 | git -C hub cat-file --batch | grep -c 1212-1212)" 0

task 20 C 'Byt namn på en guide utan att länkar dör / Rename a guide'
fyr mv decide-ai early-evaluation
is 'task 20: exit 0' "$status" 0
has 'task 20: the old id is kept' "$(git -C hub show HEAD:guides/early-evaluation.md)" 'old_ids: [decide-ai]'
fyr show --format json decide-ai
is 'task 20: and opens it' "$(printf '%s' "$out" | jq -r .id)" early-evaluation
fyr links early-evaluation
in=$(printf '%s\n' "$out" | sed -n '/^Links to/,/^$/p')
has 'task 20: links lead there' "$in" 'guides/reporting-checklists'
is 'task 20: nobody writes the old id' "$(git -C hub grep -l decide-ai -- '*.md')" guides/early-evaluation.md
fyr links --broken
hasnt 'task 20: none is broken' "$out" early
saw "$(printf '%s\n' "$in" | head -1)"
# The clock of a commit is that of the machine.
git -C hub reset -q --hard HEAD^
FYR_NOW=$(date +%F) fyr mv decide-ai early-evaluation
fyr check
is 'task 20: check is clean' "$status$out" 0
saw "check: $err"

task 21 C 'Översätt guiden till engelska / Translate'
cat >ed <<'END'
#!/bin/sh
sed -i 's/^title:.*/title: "DECIDE-AI: rapportera tidig klinisk användning"/; s/^# DECIDE-AI/# DECIDE-AI på svenska/' "$1"
END
FYR_EDITOR="$PWD/ed" fyr translate early-evaluation sv
is 'task 21: exit 0' "$status" 0
text=$(git -C hub show HEAD:guides/early-evaluation.sv.md)
has 'task 21: the paired file, with its date' "$text" 'translated: 2026-11-23'
has 'task 21: its language' "$text" 'lang: sv'
has 'task 21: what was written' "$text" '# DECIDE-AI på svenska'
hasnt 'task 21: the fields stay in the first' "$text" 'guide_type'
fyr show early-evaluation
has 'task 21: the pair is shown' "$out" 'In the other language: guides/early-evaluation.sv.md'
saw "$(printf '%s\n' "$out" | grep '^In the other language')"
LANGUAGE=sv fyr show early-evaluation
has 'task 21: and back, with the fields of the first' "$out" 'DECIDE-AI: rapportera tidig klinisk användning
Slag: '
has 'task 21: back' "$out" 'guides/early-evaluation.md'
fyr check early-evaluation
is 'task 21: check passes' "$status" 0

task 22 C 'Läs in enkäten med 50 projekt / Import a survey of 50 projects'
{
	printf 'Svarsnummer;Titel;Läge;Enhet;Område;Stöd som behövs\n'
	n=0
	while [ $n -lt 52 ]; do
		n=$((n + 1))
		case $n in
		7) printf '7;;need;Akuten;acute;competence\n' ;;
		23) printf '23;Projekt 23;påhittat;Akuten;;\n' ;;
		*) printf '%s;Projekt %s;ongoing;Kliniken;;data\n' $n $n ;;
		esac
	done
} >survey.csv
before=$(git -C hub rev-parse HEAD)
fyr import projects survey.csv --key Svarsnummer --dry-run
is 'task 22: a dry run changes nothing' "$(git -C hub rev-parse HEAD)$(git -C hub status --porcelain)" "$before"
has 'task 22: a dry run says what would be' "$err" '50 new'
has 'task 22: bad rows are listed' "$err" 'line 8: not imported'
has 'task 22: bad rows with their reason' "$err" 'line 24: not imported'
saw "$(printf '%s\n' "$err" | grep -e 'not imported' -e new)"
fyr import projects survey.csv --key Svarsnummer
is 'task 22: 50 drafts' "$(git -C hub grep -l '^status: draft' -- 'projects/projekt-*' | wc -l | tr -d ' ')" 50
fyr list -a --kind project status:draft -n 100 -f id
is 'task 22: listed' "$(lines "$out")" 50
before=$(git -C hub rev-parse HEAD)
fyr import projects survey.csv --key Svarsnummer
has 'task 22: read again: no duplicates' "$err" '0 new, 50 there already'
is 'task 22: read again: no commit' "$(git -C hub rev-parse HEAD)" "$before"
saw "$(printf '%s\n' "$err" | grep already)"

task 23 C 'Anmäl ett behov / Register a need'
fyr new project 'Triage av remisser' --no-input --field stage=need --field unit=Akuten \
	--field area=acute --field support_needed=competence,data
is 'task 23: exit 0' "$status" 0
text=$(cat hub/projects/triage-av-remisser.*)
for line in 'stage: need' 'unit: Akuten' 'area: acute' 'support_needed: [competence, data]'; do
	has "task 23: $line" "$text" "$line"
done
fyr list -a stage:need -f id
has 'task 23: in the list of needs' "$out" triage-av-remisser
LANGUAGE=sv fyr list -a skede:behov -f id
has 'task 23: asked in Swedish' "$out" triage-av-remisser
saw "$(printf '%s\n' "$out" | tail -1), with $(lines "$out") others at that stage"

task 24 C 'Vårt centrum vill ha en egen sort: kurs / A kind of our own'
cat >>hub/fyr.yaml <<'END'

  course:
    folder: courses
    label:  {sv: Kurs, en: Course}
    plural: {sv: Kurser, en: Courses}
    fields:
      start:   {type: datetime, role: start, required: published, sv: Börjar, en: Starts}
      apply:   {type: dated, many: true, role: deadline, sv: Ansökan, en: Apply by}
      teacher: {type: link, kind: partner, sv: Lärare, en: Teacher}
END
note hub/templates/course.en.md <<'END'
---
title: {title}
lang: en
status: draft
summary: ""
start:
apply: []
teacher:
owner: {owner}
---

# {title}

## What you learn
END
git -C hub add -A && git -C hub commit -qm 'A kind of our own'
printf 'Bayes for clinicians, in four evenings.\n' >body.txt
fyr new course 'Statistics for clinicians' --lang en --text body.txt --field status=published \
	--field start=2026-12-07T09:00+01:00 --field 'apply={date: 2026-11-30, certainty: binding}' --field teacher=chalmers
is 'task 24: template: exit 0' "$status" 0
fyr list --kind course -f id
is 'task 24: list' "$out" statistics-for-clinicians
fyr search -f id 'kurs bayes'
has 'task 24: search' "$out" statistics-for-clinicians
fyr list kind:course teacher:chalmers -f id
is 'task 24: search by its field' "$out" statistics-for-clinicians
fyr agenda --only events
has 'task 24: calendar' "$out" 'in 14 days  7 Dec 09:00  Event: Statistics for clinicians'
fyr agenda --only deadlines
has 'task 24: deadlines' "$out" 'in 7 days  30 Nov  Deadline: Statistics for clinicians'
saw "$(printf '%s\n' "$out" | head -1)"
fyr export ics kind:course
has 'task 24: exported calendar' "$out" 'UID:statistics-for-clinicians@ai.example.org'
fyr check statistics-for-clinicians
is 'task 24: check' "$status$out" 0
sed -i '/^start:/d' hub/courses/statistics-for-clinicians.*
fyr check
has 'task 24: check knows its required field' "$out" 'missing-field: "start" is missing'
done_all
