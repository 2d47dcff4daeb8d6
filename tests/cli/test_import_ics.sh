# import ics: drafts of events, bad ones listed, no duplicates by UID.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init hub
export FYR_HUB=$PWD/hub
printf '%s\r\n' BEGIN:VCALENDAR VERSION:2.0 \
	BEGIN:VEVENT UID:a1@x 'SUMMARY:Möte\, om "AI" och' '  vård' 'DTSTART;TZID=Europe/Stockholm:20260701T100000' \
	'DTEND;TZID="Europe/Stockholm":20260701T113000' 'LOCATION:Blå stråket 5' URL:https://example.org/a \
	'DESCRIPTION:Rad ett\nrad två' BEGIN:VALARM TRIGGER:-PT5M 'SUMMARY:Alarm' END:VALARM END:VEVENT \
	BEGIN:VEVENT UID:a2@x SUMMARY:Days 'DTSTART;VALUE=DATE:20261201' 'DTEND;VALUE=DATE:20261203' END:VEVENT \
	BEGIN:VEVENT UID:a3@x SUMMARY:Winter DTSTART:20261201T120000Z END:VEVENT \
	BEGIN:VEVENT UID:d1@x SUMMARY:Long DURATION:PT1H30M 'DTSTART;TZID=Europe/Stockholm:20261127T230000' END:VEVENT \
	BEGIN:VEVENT UID:d2@x SUMMARY:Week 'DTSTART;VALUE=DATE:20261130' DURATION:P1W END:VEVENT \
	BEGIN:VEVENT UID:d3@x SUMMARY:Spring 'DTSTART;TZID=Europe/Stockholm:20270327T230000' DURATION:P1DT1H END:VEVENT \
	BEGIN:VEVENT UID:d4@x SUMMARY:Night 'DTSTART;TZID=Europe/Stockholm:20270328T010000' DURATION:PT3H END:VEVENT \
	BEGIN:VEVENT UID:d5@x SUMMARY:Never DTSTART:20261201T120000Z DURATION:-PT1H END:VEVENT \
	BEGIN:VEVENT UID:d6@x SUMMARY:Moon DTSTART:19690720T201700Z DURATION:PT21H36M END:VEVENT \
	BEGIN:VEVENT UID:d7@x SUMMARY:Ages DTSTART:20261201T120000Z DURATION:P99999W99999W99999W END:VEVENT \
	BEGIN:VEVENT UID:d8@x SUMMARY:End DTSTART:99991231T230000Z DURATION:P3D END:VEVENT \
	BEGIN:VEVENT UID:b1@x SUMMARY:Again DTSTART:20261201T120000Z 'RRULE:FREQ=WEEKLY' END:VEVENT \
	BEGIN:VEVENT UID:b2@x SUMMARY:Where 'DTSTART;TZID=Mars/Olympus:20261201T120000' END:VEVENT \
	BEGIN:VEVENT UID:b3@x SUMMARY:When DTSTART:20260230T120000Z END:VEVENT \
	BEGIN:VEVENT SUMMARY:Who DTSTART:20261201T120000Z END:VEVENT \
	BEGIN:VEVENT UID:b5@x SUMMARY:Off STATUS:CANCELLED DTSTART:20261201T120000Z END:VEVENT \
	BEGIN:VEVENT UID:b6@x SUMMARY:Cut DTSTART:20261201T120000Z >events.ics
old=$(git -C hub rev-parse HEAD)
fyr import ics events.ics --dry-run
is 'dry run: bad ones, so exit 1' "$status" 1
is 'dry run: nothing is made' "$(git -C hub rev-parse HEAD)" "$old"
is 'eight events' "$(printf '%s\n' "$out" | cut -d' ' -f1,2)" '+ events/mote-om-ai-och-vard.sv.md
+ events/days.sv.md
+ events/winter.sv.md
+ events/long.sv.md
+ events/week.sv.md
+ events/spring.sv.md
+ events/night.sv.md
+ events/moon.sv.md'
for why in 'it recurs; a note is one occurrence' 'line 76: not imported: it recurs' 'its time zone is not known' 'a day in it is none' 'it has no UID' 'it is cancelled' 'how long it lasts cannot be read' \
	'it does not end (END:VEVENT is missing)'; do
	has "not imported: $why" "$err" "$why"
done
has 'both kinds are counted' "$err" '8 new, 0 there already, 9 not imported'
fyr import ics events.ics
is 'imported: one commit' "$(git -C hub rev-list --count "$old..HEAD")" 1
text=$(cat hub/events/mote-om-ai-och-vard.sv.md)
for line in 'status: draft' 'start: 2026-07-01T10:00:00+02:00' 'end: 2026-07-01T11:30:00+02:00' 'place: Blå stråket 5' \
	'url: https://example.org/a' 'import_key: a1@x' 'Rad ett rad två'; do
	has "the event has $line" "$text" "$line"
done
has 'the title' "$text" 'title: "Möte, om \"AI\" och vård"'
has 'without an end: it ends when it begins' "$(cat hub/events/winter.sv.md)" 'end: 2026-12-01T12:00:00+00:00'
has 'a duration: over midnight' "$(cat hub/events/long.sv.md)" 'end: 2026-11-28T00:30:00+01:00'
has 'a duration: a week of days' "$(cat hub/events/week.sv.md)" 'end: 2026-12-06'
has 'a duration: a day by the calendar' "$(cat hub/events/spring.sv.md)" 'end: 2027-03-29T00:00:00+02:00'
has 'a duration: hours by the clock' "$(cat hub/events/night.sv.md)" 'end: 2027-03-28T05:00:00+02:00'
has 'a duration: before 1970' "$(cat hub/events/moon.sv.md)" 'end: 1969-07-21T17:53:00+00:00'
has 'days: the last one' "$(cat hub/events/days.sv.md)" '2026-12-02'
fyr import ics events.ics
is 'again: no duplicates' "$(git -C hub rev-list --count "$old..HEAD")" 1
printf 'Not a calendar\n' >no.ics
fyr import ics no.ics
is 'no calendar: exit 2' "$status" 2
finish
