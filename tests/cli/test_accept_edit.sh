# What those who scan the horizon do in a hub from the starter, as they say it.
. "$FYR_ROOT/tests/cli/accept.sh"
starter_hub hub
export FYR_HUB=hub

task 25 E 'Publicera att MDCG 2025-6 har reviderats / Publish a revision'
before=$(git -C hub rev-parse HEAD)
fyr publish mdcg-2025-6 --alert plan --summary 'MDCG 2025-6 har reviderats.' --stage in-force \
	--source https://example.org/mdcg-2025-6-rev-1 --date published=2026-11-20 --date due=2027-01-15 --yes
is 'task 25: exit 0' "$status" 0
is 'task 25: one command, one commit' "$(git -C hub rev-list --count "$before..HEAD")" 1
saw "$(git -C hub log -1 --format=%s), $(git -C hub diff --name-only HEAD^ HEAD | tr '\n' ' ')"
id=2026-11-23-mdcg-2025-6-har-reviderats
text=$(git -C hub show "HEAD:updates/$id.sv.md")
for line in 'alert: plan' 'about: [mdcg-2025-6]' 'url: https://example.org/mdcg-2025-6-rev-1' 'status: published'; do
	has "task 25: the update has $line" "$text" "$line"
done
text=$(git -C hub show HEAD:regulations/mdcg-2025-6.sv.md)
for line in 'stage: in-force' 'verified: 2026-11-23' '{date: 2026-11-20, event: published' '{date: 2027-01-15, event: due'; do
	has "task 25: the rule has $line" "$text" "$line"
done
fyr links mdcg-2025-6
has 'task 25: the rule is linked from it' "$(printf '%s\n' "$out" | sed -n '/^Links to/,/^$/p')" "updates/$id.sv.md"
fyr links "$id"
has 'task 25: and it to the rule' "$(printf '%s\n' "$out" | sed -n '/^Links from/,/^$/p')" regulations/mdcg-2025-6
fyr export atom
printf '%s\n' "$out" >feed.xml
is 'task 25: in the feed' "$(xmllint --xpath "string(//*[local-name()='entry'][1]/*[local-name()='title'])" feed.xml)" \
	'Plan: MDCG 2025-6 har reviderats'
fyr digest --week 2026-W48
has 'task 25: in the letter' "$out" '23 Nov 2026: MDCG 2025-6 har reviderats'
has 'task 25: its date in the letter' "$out" '15 Jan 2027: MDCG 2025-6'
saw "letter: $(printf '%s\n' "$out" | grep 'reviderats (' | head -1)"

task 26 E 'Vilka guider och metoder berörs av ändringen i artikel 6? / What does the change touch?'
fyr touches ai-act
printf '%s\n' "$out" >touches.txt
for kind in Guide Method Project; do
	is "task 26: there is a $kind" "$(grep -q "^$kind: " touches.txt && echo yes)" yes
done
is 'task 26: each with an owner' "$(grep -v '  ([^)][^)]*)  ' touches.txt)" ''
fyr touches ai-act -f json
printf '%s' "$out" >touches.json
is 'task 26: direct and through others' \
	"$(jq -r '[.touches[].because | length > 1] | unique | tostring' touches.json)" '[false,true]'
is 'task 26: of these kinds' "$(jq -r '[.touches[].kind] | unique | join(" ")' touches.json)" \
	'guide method project regulation resource'
fyr show is-our-app-high-risk
has 'task 26: said where a touched guide is read' "$out" '! MAY BE AFFECTED, not reviewed since: 2026-11-23'
fyr touches ai-act-art6-guidelines
has 'task 26: through the guidance' "$out" 'Guide: Is our app high-risk under the AI Act?  (juridik- och kvalitetsstöd)  Regulations  NEEDS REVIEW'
saw "$(cut -d: -f1 touches.txt | sort | uniq -c | awk '{printf "%s%s %s", (NR > 1 ? ", " : ""), $1, $2}')"
# Once somebody has looked, it is said no more.
fyr review is-our-app-high-risk
fyr touches ai-act-art6-guidelines
hasnt 'task 26: reviewed: no longer marked' "$out" 'NEEDS REVIEW'
saw 'after fyr review: no mark'

task 27 E 'Gå igenom nya signaler / Triage the inbox'
cat >signals.xml <<'END'
<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Signals</title>
<item><title>MDCG 2026-1 on updates of models</title><link>https://example.org/mdcg-2026-1</link><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Remiss om hälsodata</title><link>https://example.org/remiss</link><pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>Fishing quotas</title><link>https://example.org/fish</link><pubDate>Sat, 21 Nov 2026 11:00:00 GMT</pubDate></item>
</channel></rss>
END
fyr inbox fetch --file signals.xml
has 'task 27: three new' "$out" '3 new, 0 seen before'
fyr inbox keep 1 --kind regulation
is 'task 27: kept as a rule' "$status" 0
text=$(cat hub/regulations/mdcg-2026-1-on-updates-of-models.*)
for line in 'status: draft' 'url: https://example.org/mdcg-2026-1' 'sources: [https://example.org/mdcg-2026-1]' 'stage: signal'; do
	has "task 27: the draft has $line" "$text" "$line"
done
fyr inbox keep 2
text=$(cat hub/updates/*-remiss-om-halsodata.*)
has 'task 27: kept as an update, with its source' "$text" 'url: https://example.org/remiss'
fyr inbox dismiss 3
is 'task 27: not without a reason' "$status" 2
fyr inbox dismiss 3 not ours
is 'task 27: dismissed' "$status" 0
fyr inbox list
is 'task 27: nothing is left' "$out" ''
fyr inbox list --all
has 'task 27: what was decided is kept' "$out" '[dismissed: not ours] Fishing quotas'
fyr inbox fetch --file signals.xml
has 'task 27: read once' "$out" '0 new, 3 seen before'
fyr inbox sources
has 'task 27: counts' "$out" '3 seen, 2 kept (67 %), 1 dismissed'
saw "$(printf '%s\n' "$out" | tail -1 | sed 's/^ *//')"

task 28 E 'Gör veckobrevet för vecka 48 / Weekly letter'
for lang in sv en; do
	for format in md text html; do
		fyr --lang $lang digest --week 2026-W48 --format $format -o "one.$lang.$format"
		fyr --lang $lang digest --week 2026-W48 --format $format -o "two.$lang.$format"
		is "task 28: $lang $format: the same bytes" "$(cmp one.$lang.$format two.$lang.$format 2>&1)" ''
		has "task 28: $lang $format: the change" "$(cat one.$lang.$format)" 'MDCG 2025-6 har reviderats'
	done
done
# On another day, in another clone, the same.
git clone -q hub clone
FYR_HUB=clone FYR_NOW=2027-02-01 fyr --lang en digest --week 2026-W48 --format md -o three
is 'task 28: later and elsewhere the same bytes' "$(diff one.en.md three 2>&1)" ''
has 'task 28: Swedish' "$(cat one.sv.md)" 'vecka 48, 2026'
has 'task 28: English' "$(cat one.en.md)" 'week 48, 2026'
is 'task 28: HTML is well formed' "$(xmllint --html --noout one.sv.html 2>&1 | grep 'HTML parser' | grep -v 'Tag .* invalid')" ''
for part in '## Published' '## Deadlines ahead' '## Events ahead'; do
	has "task 28: $part" "$(cat one.en.md)" "$part"
done
saw "$(head -1 one.sv.md); $(head -1 one.en.md); $(wc -c <one.en.md | tr -d ' ') bytes of Markdown"

task 29 E 'Vad är förfallet för granskning, per ansvarig? / Overdue reviews by owner'
fyr reviews
late=$(printf '%s\n' "$out" | awk '/^[^ ]/ { owner = $0 } /OVERDUE/ { print owner; print }')
is 'task 29: by owner, with days' "$late" \
'infrastrukturansvarig
  OVERDUE 8 days, MAY BE AFFECTED since 2026-11-23  Testbädd i radiologi  testbed-radiology
metodansvarig
  OVERDUE 13 days  Prognoser för vårdplatser och bemanning  forecasting
partneransvarig
  OVERDUE 23 days  Region Halland  region-halland'
saw "$(printf '%s\n' "$out" | grep OVERDUE | sed 's/^ *//')"
fyr show region-halland
has 'task 29: said where it is read' "$out" '! OVERDUE FOR REVIEW by 23 days: due 2026-10-31'
fyr review region-halland
is 'task 29: reviewed today: exit 0' "$status" 0
text=$(cat hub/partners/region-halland.md)
has 'task 29: sets the date' "$text" 'reviewed: 2026-11-23'
has 'task 29: and the next' "$text" 'review_by: 2027-11-'
fyr reviews --owner partneransvarig
is 'task 29: no longer in the list' "$status$out" 1

task 30 E 'Hur bra är vår bevakning i år? / How good is our scanning?'
# The signal of two days before becomes a published change.
fyr publish ehds --alert info --summary 'Remiss om hälsodata.' --source https://example.org/remiss --yes
fyr metrics --from 2026 --to 2026
is 'task 30: exit 0' "$status" 0
printf '%s\n' "$out" >metrics.txt
for step in Identify Filter Prioritise Assess Disseminate 'Follow up'; do
	has "task 30: $step" "$out" "$step"
done
is 'task 30: the inbox counts' "$(grep -c 'needs the inbox' metrics.txt)" 0
has 'task 30: yield' "$out" 'Signals kept: 66.7 %'
has 'task 30: dismissals by reason' "$out" 'Dismissed: not ours: 1'
has 'task 30: days to see' "$out" 'Detection lag: 2 days (of 3)'
has 'task 30: days to tell' "$out" 'Dissemination lag: 2 days (of 1)'
has 'task 30: nothing was fetched' "$out" 'Sources read on schedule: 0 % (of 8)'
has 'task 30: published' "$out" 'Published changes: '
fyr metrics --from 2026 --to 2026 -f csv
printf '%s\n' "$out" >metrics.csv
is 'task 30: CSV: each number has its definition' "$(/usr/bin/python3 -c '
import csv
rows = list(csv.DictReader(open("metrics.csv")))
print(len(rows) > 15, all(r["definition"] for r in rows))')" 'True True'
saw "$(grep -e ' lag: ' -e '^Signals kept: [0-9]' -e '^Dismissed: [0-9]' -e '^Published changes: [0-9]' -e '^Overdue' metrics.txt)"
done_all
