# What staff ask of the starter hub, as they ask it, with what they see.
. "$FYR_ROOT/tests/cli/accept.sh"
starter_hub hub
export FYR_HUB=hub

task 2 S 'Vilka tidsfrister har vi de närmaste 90 dagarna? / Deadlines in 90 days?'
fyr agenda --only deadlines --days 90
is 'task 2: two binding with days left and source, one expected apart, nothing else' \
	"$(printf '%s\n' "$out" | sed 's/  Deadline: .*//')" \
'in 9 days  2 Dec
    http://data.europa.eu/eli/reg/2026/1744/oj
in 16 days  9 Dec
    http://data.europa.eu/eli/dir/2024/2853/oj

Expected, not decided
expected  Dec 2026
    https://digital-strategy.ec.europa.eu'
fyr agenda --only deadlines --days 90 -f csv
is 'task 2: the dates and what is sure of them' \
	"$(printf '%s\n' "$out" | tr -d '\r' | cut -d, -f1,3,5,6 | sed 1d)" \
'2026-12-02,9,binding,ai-act
2026-12-09,16,binding,pld
2026-12,38,expected,ai-act-art6-guidelines'
LANGUAGE=sv fyr agenda --only deadlines
saw "$(printf '%s\n' "$out" | sed -n 's/\(  Tidsfrist: [^:]*\).*/\1/p')"
has 'task 2: in Swedish' "$out" 'om 9 dagar  2 dec  Tidsfrist: AI-förordningen'
has 'task 2: not decided, in Swedish' "$out" 'Väntas, inte beslutat
väntas  dec 2026'

task 4 S 'Är vår triage-app högrisk enligt AI-förordningen? / Is our triage app high-risk?'
for lang in sv en; do
	question='är vår triage-app högrisk enligt ai-förordningen'
	[ $lang = sv ] || question='is our triage app high-risk'
	LANGUAGE=$lang fyr search -f id -n 5 "$question"
	first=$out
	is "task 4 ($lang): the guide first" "$(printf '%s\n' "$first" | head -1)" is-our-app-high-risk
	has "task 4 ($lang): the act among five" "$first" 'ai-act
'
	has "task 4 ($lang): the guidelines among five" "$first" ai-act-art6-guidelines
done
saw "found: $(echo $first)"
fyr show ai-act-art6-guidelines
has 'task 4: a draft' "$out" 'Guidelines on high-risk AI under Article 6 (draft)'
has 'task 4: unconfirmed' "$out" 'Confidence: Unconfirmed'
has 'task 4: said in the text' "$out" 'Draft, unconfirmed.'
saw "$(printf '%s\n' "$out" | grep '^Draft, unconfirmed')"
LANGUAGE=sv fyr show ai-act-art6-guidelines
has 'task 4: unconfirmed, in Swedish' "$out" 'Utkast, obekräftat'
fyr show ai-act
text=$(printf '%s' "$out" | tr -s '\n ' ' ')
has 'task 4: Annex III 5(d)' "$text" 'Annex III 5(d)'
has 'task 4: which is emergency triage' "$text" 'emergency healthcare patient triage'
LANGUAGE=sv fyr show ai-act
has 'task 4: in Swedish' "$out" '5 d'

task 11 S 'Öppna 32024R1689 / Open by identifier'
opens() { # id, names
	want=$1
	shift
	for name; do
		fyr show --format json "$name"
		is "task 11: $name" "$(printf '%s' "$out" | jq -r .id)" "$want"
	done
}
opens ai-act 32024R1689 32024r1689 celex:32024R1689 'CELEX 32024R1689' 2024/1689 \
	http://data.europa.eu/eli/reg/2024/1689/oj
opens cybersakerhetslag 2025:1506 sfs:2025:1506 'SFS 2025:1506'
opens tripod-ai doi:10.1136/bmj-2023-078378 10.1136/bmj-2023-078378 \
	https://doi.org/10.1136/bmj-2023-078378
saw '32024R1689 opens ai-act, SFS 2025:1506 cybersakerhetslag, doi:10.1136/bmj-2023-078378 tripod-ai'
fyr show 32024R9999
is 'task 11: an identifier nobody has' "$status" 1

task 12 S 'Lägg mötena i min kalender / Events in my calendar'
fyr agenda --only events -f csv
is 'task 12: meetings with their start' "$(printf '%s' "$out" | tr -d '\r' | cut -d, -f1,6 | sed 1d)" \
'2026-11-26,journal-club-2026-11-26
2026-11-27,network-lunch-2026-11-27
2026-12-10,journal-club-2026-12-10
2026-12-18,network-lunch-2026-12-18'
calendar() { # file: id, start, sequence of each event, as khal's parser reads it
	/usr/bin/python3 - "$1" <<'PY'
import sys
from icalendar import Calendar

for one in Calendar.from_ical(open(sys.argv[1], "rb").read()).walk("VEVENT"):
    print(one["UID"], one["DTSTART"].dt.isoformat(), one["SEQUENCE"], one["SUMMARY"])
PY
}
if /usr/bin/python3 -c 'import icalendar' 2>/dev/null; then
	fyr export ics kind:event -o one.ics
	is 'task 12: exported' "$status" 0
	calendar one.ics >one.txt
	is 'task 12: six meetings, two with a day to register by' \
		"$(grep -vc registration_by one.txt) $(grep -c registration_by one.txt)" '6 2'
	fyr export ics kind:event -o two.ics
	is 'task 12: the same bytes again' "$(cmp one.ics two.ics 2>&1)" ''
	# The lunch moves by a week.
	fyr edit network-lunch-2026-11-27 --no-input --field start=2026-12-04T12:00+01:00 \
		--field end=2026-12-04T13:00+01:00
	is 'task 12: moved' "$status" 0
	fyr export ics kind:event -o two.ics
	calendar two.ics >two.txt
	is 'task 12: no event more' "$(cut -d' ' -f1 two.txt)" "$(cut -d' ' -f1 one.txt)"
	is 'task 12: only the one that moved differs, and is a later version' \
		"$(diff one.txt two.txt | grep '^[<>]' | cut -d' ' -f1-4)" \
'< network-lunch-2026-11-27@ai.example.org 2026-11-27T12:00:00+01:00 1
> network-lunch-2026-11-27@ai.example.org 2026-12-04T12:00:00+01:00 2'
	saw "$(wc -l <two.txt | tr -d ' ') events; $(diff one.txt two.txt | grep '^[<>]' | cut -d' ' -f1-4)"
else
	skip 'no python3-icalendar here'
fi

task 15 S 'Vilka projekt på SU använder federerad inlärning? / Which projects use it?'
fyr list kind:project methods:federated-learning
has 'task 15: the project' "$out" federated-imaging
fyr touches federated-learning
has 'task 15: from the method' "$out" 'Project: Federated learning for image segmentation'
saw "$(printf '%s\n' "$out" | grep '^Project')"
fyr show federated-imaging
has 'task 15: its stage' "$out" 'Stage: '
has 'task 15: its unit' "$out" 'Unit: '
saw "$(printf '%s\n' "$out" | grep -e '^Stage: ' -e '^Unit: ')"
done_all
