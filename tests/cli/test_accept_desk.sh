# Tasks of staff, contributors and editors on the starter hub: dates, effects,
# checks. Each prints what a person would look for.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init hub

# "Vilka tidsfrister har vi de närmaste 90 dagarna?"
fyr --hub hub agenda --only deadlines --days 90 --format short
is 'deadlines in 90 days: two binding, with days and source; one expected, apart' \
	"$(printf '%s\n' "$out" | sed 's/  Deadline: .*//')" \
'in 9 days  2 Dec
    http://data.europa.eu/eli/reg/2026/1744/oj
in 16 days  9 Dec
    http://data.europa.eu/eli/dir/2024/2853/oj

Expected, not decided
expected  Dec 2026
    https://digital-strategy.ec.europa.eu'
LANGUAGE=sv fyr --hub hub agenda --only deadlines
has 'deadlines in Swedish' "$out" 'om 9 dagar  2 dec  Tidsfrist: AI-förordningen: Börjar tillämpas'
has 'deadlines in Swedish: what is not decided' "$out" 'Väntas, inte beslutat'

fyr --hub hub agenda --only deadlines --from 2027-03-01 --days 10
has 'the day to register by is a deadline, and says so' "$out" \
	'in 101 days  4 Mar 2027  Deadline: Show and tell: AI projects under way: Register by'
LANGUAGE=sv fyr --hub hub agenda --only deadlines --from 2027-03-01 --days 10
has 'the day to register by, in Swedish' "$out" 'Visa upp: pågående AI-projekt: Anmälan senast'
fyr --hub hub export ics
has 'the day to register by is in the calendar' "$out" 'SUMMARY:Show and tell: AI projects under way: Register by'
found() { fyr --hub hub metrics --from 2020-01-01 --to 2098-12-31 -f csv; printf '%s' "$out" | grep '^late-finds' | cut -d, -f6; }
before=$(found)
sed -e 's/^registration_by: .*/registration_by: 2099-03-04/' -e 's/^start: .*/start: 2099-03-18T13:00:00+01:00/' -e '/^end:/d' \
	hub/events/show-and-tell-2027-03-18.sv.md >hub/events/far.sv.md
git -C hub add -A && git -C hub commit -qm 'A far event'
is 'the day to register by is no duty that was found' "$(found)" "$before"
is 'duties were found' "$((before > 5))" 1
git -C hub reset -q --hard HEAD~1

# "Är vår triage-app högrisk enligt AI-förordningen?"
LANGUAGE=sv fyr --hub hub search -f id -n 5 triage högrisk ai-förordningen
has 'high-risk triage: the rule or its guide is found' "$out" 'is-our-app-high-risk'
fyr --hub hub show ai-act
has 'high-risk triage: Annex III 5(d) is shown' "$out" '5(d)'
fyr --hub hub show ai-act-art6-guidelines
has 'high-risk triage: the guidelines are a draft' "$out" 'draft'

# "Öppna 32024R1689"
for name in 32024R1689 celex:32024R1689 "2024/1689"; do
	fyr --hub hub show --format json "$name"
	has "opened by identifier $name" "$out" '"id": "ai-act"'
done

# "Lägg mötena i min kalender": what a calendar is made of.
fyr --hub hub agenda --only events -f csv
is 'meetings with start and place in time' "$(printf '%s' "$out" | tr -d '\r' | cut -d, -f1,6 | sed 1d)" \
'2026-11-26,journal-club-2026-11-26
2026-11-27,network-lunch-2026-11-27
2026-12-10,journal-club-2026-12-10
2026-12-18,network-lunch-2026-12-18'

# "Jag vill lägga till en metod": from the template, checked.
sed -e 's/{title}/Topic models/' -e 's/{date}/2026-11-23/' -e 's/{id}/topic-models/' \
	-e 's/{owner}/metodansvarig/' hub/templates/method.en.md >hub/methods/topic-models.md
fyr --hub hub check methods/topic-models.md
is 'a new method from the template is clean' "$out" ''
is 'a new method from the template: exit 0' "$status" 0

# "Vad är fel i min anteckning?"
sed -i -e 's/^status: .*/status: published/' -e 's/^family: .*/family: imagng/' hub/methods/topic-models.md
echo 'See [[nothing-of-the-kind]].' >>hub/methods/topic-models.md
fyr --hub hub check topic-models
is 'what is wrong: exit 1' "$status" 1
has 'what is wrong: file, line, field, rule, remedy' "$out" \
	'error: unknown-value: family: There is no such value. Did you mean "imaging"?'
has 'what is wrong: a broken link' "$out" 'error: broken-link: The link to nothing-of-the-kind'
LANGUAGE=sv fyr --hub hub check topic-models
has 'what is wrong, in Swedish' "$out" 'Länken till nothing-of-the-kind leder ingenstans. Rätta den, eller skapa anteckningen.'

# "Jag råkade klistra in ett personnummer"
echo 'Åsa, 19121212-1212.' >>hub/projects/bed-forecast.md
fyr --hub hub check projects
is 'a personal number: exit 1' "$status" 1
has 'a personal number: its line' "$out" 'error: personal-number'
hasnt 'a personal number: not shown' "$out" '1212-1212'
git -C hub checkout -q . && rm hub/methods/topic-models.md

# "Byt namn på en guide utan att länkar dör"
git -C hub mv guides/decide-ai.md guides/early-evaluation.md
sed -i 's/^title:/old_ids: [decide-ai]\ntitle:/' hub/guides/early-evaluation.md
fyr --hub hub check
is 'a renamed guide: links by its old id hold' "$out" ''
git -C hub reset -q --hard

# "Vårt centrum vill ha en egen sort: kurs"
python3 - hub/fyr.yaml <<'END'
import sys
path = sys.argv[1]
text = open(path).read().rstrip("\n")
text += """
  course:
    folder: courses
    label:  {sv: Kurs, en: Course}
    plural: {sv: Kurser, en: Courses}
    fields:
      start:   {type: datetime, role: start, required: published, sv: Börjar, en: Starts}
      apply:   {type: dated, many: true, role: deadline, sv: Ansökan, en: Apply by}
      teacher: {type: link, kind: partner, sv: Lärare, en: Teacher}
"""
open(path, "w").write(text)
END
note hub/courses/ml.md <<'END'
---
title: Machine learning for clinicians
status: published
start: 2026-12-07T09:00+01:00
apply: [{date: 2026-11-30, certainty: binding}]
teacher: chalmers
---
END
fyr --hub hub list --kind course -f id
is 'a kind of our own: list' "$out" ml
fyr --hub hub agenda --only events
has 'a kind of our own: calendar' "$out" 'in 14 days  7 Dec 09:00  Event: Machine learning for clinicians'
fyr --hub hub agenda --only deadlines
has 'a kind of our own: deadlines' "$out" 'in 7 days  30 Nov  Deadline: Machine learning for clinicians'
fyr --hub hub check
is 'a kind of our own: check' "$out" ''
sed -i '/^start:/d' hub/courses/ml.md
fyr --hub hub check
has 'a kind of our own: its required field' "$out" 'courses/ml.md:2:'
has 'a kind of our own: the rule' "$out" 'missing-field: "start" is missing'
git -C hub reset -q --hard && rm -r hub/courses

# "Vilka guider och metoder berörs av ändringen i artikel 6?"
fyr --hub hub touches ai-act-art6-guidelines
has 'article 6: the guide, its owner, needs review' "$out" \
	'Guide: Is our app high-risk under the AI Act?  (juridik- och kvalitetsstöd)  Regulations  NEEDS REVIEW'
fyr --hub hub touches ai-act -f json
printf '%s' "$out" >touches.json
is 'AI Act: guides, methods, projects and resources' \
	"$(jq -r '[.touches[].kind] | unique | join(" ")' touches.json)" \
	'guide method project regulation resource'
is 'AI Act: everyone has an owner and a reason' \
	"$(jq -r '[.touches[] | select(.owner == null or (.because | length) == 0)] | length' touches.json)" 0
is 'federated learning: which projects use it' \
	"$(fyr --hub hub touches federated-learning -f id; echo $out)" \
	'get-data-access where-to-run-a-model federated-imaging imaging-extract gpu-cluster'

# "Vad är förfallet för granskning, per ansvarig?"
fyr --hub hub agenda --only reviews --days 0 -f csv
is 'overdue reviews, with days and owner' "$(printf '%s' "$out" | tr -d '\r' | cut -d, -f3,6,11 | sed 1d)" \
'-23,region-halland,partneransvarig
-13,forecasting,metodansvarig
-8,testbed-radiology,infrastrukturansvarig'
fyr --hub hub reviews
is 'overdue reviews, under each owner' "$(printf '%s\n' "$out" | grep -v '^  MAY BE')" \
'centrumledning

centrumledning och informationssäkerhet

infrastrukturansvarig
  OVERDUE 8 days, MAY BE AFFECTED since 2026-11-23  Testbädd i radiologi  testbed-radiology

inköpsstöd AI

juridik- och kvalitetsstöd

metodansvarig
  OVERDUE 13 days  Prognoser för vårdplatser och bemanning  forecasting

omvärldsredaktör

partneransvarig
  OVERDUE 23 days  Region Halland  region-halland

projektkoordinator'
has 'to review: what a published change may have made wrong' "$out" 'inköpsstöd AI
  MAY BE AFFECTED since 2026-11-23  Before you buy an AI product: checklist  buying-ai'
fyr --hub hub reviews --owner partneransvarig -f id
is 'overdue reviews of one owner' "$out" region-halland
fyr --hub hub search --explain prognoser vårdplatser
has 'overdue: lower in a search, with the reason' "$out" 'review 0.93'
has 'overdue: the reason in words' "$out" 'ranked lower: overdue for review by 13 days'
fyr --hub hub show forecasting
has 'overdue: said where it is read' "$out" '! OVERDUE FOR REVIEW by 13 days: due 2026-11-10'
fyr --hub hub review forecasting
has 'reviewed today: the dates' "$(cat hub/methods/forecasting.*)" 'reviewed: 2026-11-23'
fyr --hub hub search --explain -f json prognoser vårdplatser
hasnt 'reviewed today: no longer lower' "$out" '"days_overdue": 1'
has 'reviewed today: said as data' "$out" '"days_overdue": 0'
fyr --hub hub reviews --owner metodansvarig -f id
hasnt 'reviewed today: no longer in the queue' "$out" forecasting
fyr --hub hub reviews --owner nobody-of-the-kind
is 'nothing to review: exit 1' "$status" 1

# "Byt namn på en guide utan att länkar dör", with the program.
fyr --hub hub mv decide-ai early-evaluation
is 'renamed: exit 0' "$status" 0
fyr --hub hub show decide-ai -f json
has 'renamed: the old id opens it' "$out" '"id": "early-evaluation"'

# "Översätt guiden till engelska"
printf 'English text.\n' >english.txt
fyr --hub hub translate early-evaluation "$(grep -h '^lang: ' hub/guides/early-evaluation* | grep -q sv && echo en || echo sv)" --text english.txt
is 'translated: the pair' "$(ls hub/guides | grep -c '^early-evaluation')" 2

# "Läs in enkäten": dry run, then drafts, and no duplicates.
printf 'Svarsnummer;Titel;Skede;Varför\n1;Sängplanering;need;Köer\n2;;need;Tomt\n' >survey.csv
fyr --hub hub import projects survey.csv --dry-run
has 'survey: a bad row is listed' "$err" 'line 3: not imported: the title is empty'
fyr --hub hub import projects survey.csv
has 'survey: drafts' "$(cat hub/projects/sangplanering.*)" 'status: draft'
fyr --hub hub import projects survey.csv
has 'survey: no duplicates' "$err" '0 new, 1 there already'

# "Anmäl ett behov"
fyr --hub hub new project 'Triage av remisser' --field stage=need --field unit=Akuten --field support_needed=competence,data --no-input
is 'a need: exit 0' "$status" 0
fyr --hub hub list -a stage:need -f id
has 'a need: in the triage list' "$out" 'triage-av-remisser'

# "Publicera att MDCG 2025-6 har reviderats"
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
git config --global user.name Horizon
git config --global user.email horizon@example.org
fyr --hub hub publish mdcg-2025-6 --alert plan --summary 'MDCG 2025-6 har reviderats.' \
	--source https://example.org/mdcg-2025-6-rev-1 --date due=2027-03-01 --yes
is 'MDCG 2025-6: published' "$status" 0
has 'MDCG 2025-6: verified' "$(cat hub/regulations/mdcg-2025-6.sv.md)" 'verified: 2026-11-23'
has 'MDCG 2025-6: linked from its update' "$(fyr --hub hub links mdcg-2025-6; cat out.txt)" 'mdcg-2025-6-har-reviderats'
fyr --hub hub export atom
has 'MDCG 2025-6: in the feed' "$out" 'MDCG 2025-6 har reviderats'
fyr --hub hub touches mdcg-2025-6
has 'MDCG 2025-6: what it touches needs review' "$out" 'NEEDS REVIEW'
fyr --hub hub show is-our-app-high-risk
has 'MDCG 2025-6: said where a touched guide is read' "$out" \
	'! MAY BE AFFECTED, not reviewed since: 2026-11-23'
fyr --hub hub list -f oneline id:is-our-app-high-risk
has 'MDCG 2025-6: said in a list, in a word' "$out" 'MAY BE AFFECTED)'
LANGUAGE=sv fyr --hub hub list id:is-our-app-high-risk
has 'MDCG 2025-6: said in Swedish' "$out" 'KAN VARA BERÖRD)'
for what in 'show is-our-app-high-risk' 'list id:is-our-app-high-risk' 'search high-risk' reviews; do
	fyr --hub hub $what -f json
	printf '%s' "$out" >affected.json
	is "MDCG 2025-6: $what as data names the update" \
		"$(jq -r '[.. | objects | select(.id? == "is-our-app-high-risk") | .affected.date] | unique | join(" ")' affected.json)" 2026-11-23
done
fyr --hub hub review is-our-app-high-risk
fyr --hub hub list id:is-our-app-high-risk
hasnt 'reviewed: no longer marked' "$out" 'AFFECTED'
fyr --hub hub show is-our-app-high-risk -f json
hasnt 'reviewed: no longer marked as data' "$out" '"affected"'

# "Gå igenom nya signaler"
printf '<rss><channel><item><title>Remiss om AI</title><link>https://example.org/remiss</link></item><item><title>Annat</title><link>https://example.org/annat</link></item></channel></rss>' >signals.xml
fyr --hub hub inbox fetch --file signals.xml
fyr --hub hub inbox keep 1
has 'signals: a draft with its source' "$(cat hub/updates/2026-11-23-remiss-om-ai.*)" 'url: https://example.org/remiss'
fyr --hub hub inbox dismiss 2 not ours
fyr --hub hub inbox fetch --file signals.xml
has 'signals: read once' "$out" '0 new, 2 seen before'
fyr --hub hub inbox sources
has 'signals: counts' "$out" '2 seen, 1 kept (50 %), 1 dismissed'
finish
