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
is 'three events' "$(printf '%s\n' "$out" | cut -d' ' -f1,2)" '+ events/mote-om-ai-och-vard.sv.md
+ events/days.sv.md
+ events/winter.sv.md'
for why in 'it recurs; a note is one occurrence' 'line 28: not imported: it recurs' 'its time zone is not known' 'a day in it is none' 'it has no UID' 'it is cancelled' \
	'it does not end (END:VEVENT is missing)'; do
	has "not imported: $why" "$err" "$why"
done
fyr import ics events.ics
is 'imported: one commit' "$(git -C hub rev-list --count "$old..HEAD")" 1
text=$(cat hub/events/mote-om-ai-och-vard.sv.md)
for line in 'status: draft' 'start: 2026-07-01T10:00:00+02:00' 'end: 2026-07-01T11:30:00+02:00' 'place: Blå stråket 5' \
	'url: https://example.org/a' 'import_key: a1@x' 'Rad ett rad två'; do
	has "the event has $line" "$text" "$line"
done
has 'the title' "$text" 'title: "Möte, om \"AI\" och vård"'
has 'without an end: it ends when it begins' "$(cat hub/events/winter.sv.md)" 'end: 2026-12-01T12:00:00+00:00'
has 'days: the last one' "$(cat hub/events/days.sv.md)" '2026-12-02'
fyr import ics events.ics
is 'again: no duplicates' "$(git -C hub rev-list --count "$old..HEAD")" 1
printf 'Not a calendar\n' >no.ics
fyr import ics no.ics
is 'no calendar: exit 2' "$status" 2
finish
