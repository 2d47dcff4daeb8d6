# publish: a change told and carried out in one commit, by those who may; and
# killed at any moment it is done or not begun. FYR_TEST_SLOW: 200 moments.
. "$FYR_ROOT/tests/cli/lib.sh"
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
git config --global init.defaultBranch main
git config --global user.email horizon@example.org
git config --global user.name Horizon
fyr init hub
export FYR_HUB=$PWD/hub
old=$(git -C hub rev-parse HEAD)

# In words: what, how much, about what, from where.
fyr publish mdcg-2025-6 --alert plan --summary 'MDCG 2025-6 is revised. It adds software.' \
	--source https://example.org/rev --date due=2027-03-01,expected --dry-run
is 'dry run: exit 0' "$status" 0
has 'dry run: the update' "$out" '+ updates/2026-11-23-mdcg-2025-6-is-revised.sv.md'
has 'dry run: the rule' "$out" '~ regulations/mdcg-2025-6.sv.md'
is 'dry run: nothing is committed' "$(git -C hub rev-parse HEAD)" "$old"
fyr publish mdcg-2025-6 --summary x --alert info --source https://example.org/x
is 'nobody to confirm: exit 2' "$status" 2
is 'nobody to confirm: nothing is committed' "$(git -C hub rev-parse HEAD)" "$old"
fyr publish mdcg-2025-6 --alert plan --summary 'MDCG 2025-6 is revised. It adds software.' \
	--source https://example.org/rev --date due=2027-03-01,expected --lang en --yes
is 'published: exit 0' "$status" 0
is 'published: one commit' "$(git -C hub rev-list --count "$old..HEAD")" 1
is 'published: two files' "$(git -C hub diff --name-only "$old" HEAD)" \
'regulations/mdcg-2025-6.sv.md
updates/2026-11-23-mdcg-2025-6-is-revised.en.md'
is 'published: the message' "$(git -C hub log -1 --format=%B)" \
'update: publish "MDCG 2025-6 is revised"

Fyr-Publishes: mdcg-2025-6
Fyr-Publishes: 2026-11-23-mdcg-2025-6-is-revised
Fyr-Source: https://example.org/rev'
is 'published: git reads the trailers' "$(git -C hub log -1 --format='%(trailers:key=Fyr-Source,valueonly)')" 'https://example.org/rev'
text=$(git -C hub show HEAD:updates/2026-11-23-mdcg-2025-6-is-revised.en.md)
for line in 'status: published' 'alert: plan' 'about: [mdcg-2025-6]' 'url: https://example.org/rev' 'date: 2026-11-23' \
	'effective: {date: 2027-03-01, event: due, certainty: expected, source: "https://example.org/rev"}'; do
	has "the update has $line" "$text" "$line"
done
text=$(git -C hub show HEAD:regulations/mdcg-2025-6.sv.md)
has 'the rule is verified' "$text" 'verified: 2026-11-23'
has 'the rule keeps its old date' "$text" '{date: 2025-06-19, event: published'
has 'the rule has its new date' "$text" '{date: 2027-03-01, event: due, certainty: expected'
has 'the rule names the source' "$text" '  - https://example.org/rev'
fyr check regulations/mdcg-2025-6.sv.md updates/2026-11-23-mdcg-2025-6-is-revised.en.md
is 'both are clean' "$out" ''
fyr touches mdcg-2025-6
has 'what it touches needs review' "$out" 'NEEDS REVIEW'

# A stage and one of several dates.
fyr publish ai-act --stage applies --date applies@2027-12-02=2028-01-02 --alert info --summary 'Flyttat.' \
	--source https://example.org/flytt --yes
is 'stage: exit 0' "$status" 0
text=$(git -C hub show HEAD:regulations/ai-act.sv.md)
has 'stage' "$text" 'stage: applies
'
has 'the date that was meant' "$text" '{date: 2028-01-02, event: applies, scope: "Högrisk enligt bilaga III'
has 'the others stay' "$text" '{date: 2028-08-02, event: applies, scope: "Högrisk enligt bilaga I,'
fyr undo
is 'undo, while unsent' "$(git -C hub log -1 --format=%s)" 'update: publish "MDCG 2025-6 is revised"'

# What is wrong is told before anything is done.
head=$(git -C hub rev-parse HEAD)
refused() { # name, status, part, arguments
	name=$1 want=$2 part=$3
	shift 3
	fyr publish "$@" --yes
	is "$name: exit $want" "$status" "$want"
	has "$name: reason" "$err" "$part"
	is "$name: nothing is committed" "$(git -C hub rev-parse HEAD)" "$head"
}
refused 'unknown stage' 2 'can have the stage "aplies"' ai-act --stage aplies --summary x --source https://e.org/x --alert info
refused '30 February' 2 'is no date of a rule' ai-act --date applies=2027-02-30 --summary x
refused 'unknown alert' 1 'Write one of: info, plan, act' ai-act --alert panic --summary x --source https://e.org/x
refused 'no words' 2 'Say in a sentence' ai-act --stage applies
refused 'no note' 1 '' nothing-like-it --summary x
refused 'no source' 1 'mend what is wrong' ai-act --alert info --summary x
refused 'nothing changes' 1 'published already' ai-act

# Correction and withdrawal are updates of their own.
fyr publish --correct 2026-11-23-mdcg-2025-6-is-revised --alert info --summary 'The date was wrong.' --source https://example.org/rev2 --yes
is 'correction: exit 0' "$status" 0
has 'correction: trailer' "$(git -C hub log -1 --format=%B)" 'Fyr-Corrects: 2026-11-23-mdcg-2025-6-is-revised'
is 'correction: the old words stay' "$(git -C hub diff --name-only HEAD^ HEAD -- updates/2026-11-23-mdcg-2025-6-is-revised.en.md)" ''
has 'correction: says of what' "$(git -C hub show HEAD:updates/2026-11-23-the-date-was-wrong.sv.md)" 'corrects: 2026-11-23-mdcg-2025-6-is-revised'
fyr publish --withdraw 2026-11-23-mdcg-2025-6-is-revised --alert info --summary 'It was not revised.' --source https://example.org/rev3 --yes
is 'withdrawal: exit 0' "$status" 0
has 'withdrawal: archived' "$(git -C hub show HEAD:updates/2026-11-23-mdcg-2025-6-is-revised.en.md)" 'status: archived'
has 'withdrawal: subject' "$(git -C hub log -1 --format=%s)" 'update: withdraw "It was not revised"'

# A day to come: a proposal until then, that readers do not see.
fyr publish ai-act --stage applies --alert info --summary 'Senare.' --source https://example.org/senare --at 2026-12-01 --yes
is 'a day to come: exit 0' "$status" 0
has 'a day to come: said' "$err" 'proposal until 2026-12-01'
is 'a day to come: the rule stays' "$(git -C hub diff --name-only HEAD^ HEAD)" 'updates/2026-12-01-senare.sv.md'
fyr list kind:update -f id
hasnt 'a day to come: not listed' "$out" 'senare'
fyr publish
has 'a day to come: in the queue' "$out" '2026-12-01  (later)  2026-12-01-senare  Senare'
fyr publish 2026-12-01-senare --yes
is 'before the day: exit 6' "$status" 6
FYR_NOW=2026-12-01 fyr publish 2026-12-01-senare --yes
is 'on the day: exit 0' "$status" 0
has 'on the day: the stage' "$(git -C hub show HEAD:regulations/ai-act.sv.md)" 'stage: applies
'
has 'on the day: published' "$(git -C hub show HEAD:updates/2026-12-01-senare.sv.md)" 'status: published'
hasnt 'on the day: no proposal is left' "$(git -C hub show HEAD:updates/2026-12-01-senare.sv.md)" 'proposes'

# Those who may not are told why.
git config --global user.email guest@example.org
head=$(git -C hub rev-parse HEAD)
refused 'no editor' 6 'Only editors of this hub may publish, and guest@example.org is none' ai-act --summary x
git config --global user.email horizon@example.org

# Four eyes: one proposes, another publishes.
sed -i 's/^editors:.*/editors: [horizon@example.org, second@example.org]\nfour_eyes: true/' hub/fyr.yaml
git -C hub commit -qam 'four eyes'
fyr publish ai-act --stage repealed --alert act --summary 'Upphävd.' --source https://example.org/upph --yes
is 'four eyes: exit 0' "$status" 0
has 'four eyes: said' "$err" 'another editor has to publish it'
hasnt 'four eyes: the rule stays' "$(git -C hub show HEAD:regulations/ai-act.sv.md)" 'stage: repealed'
head=$(git -C hub rev-parse HEAD)
refused 'four eyes: the same person' 6 'You proposed this yourself' 2026-11-23-upphavd
git config --global user.email second@example.org
fyr publish 2026-11-23-upphavd --yes
is 'four eyes: another person' "$status" 0
has 'four eyes: the rule' "$(git -C hub show HEAD:regulations/ai-act.sv.md)" 'stage: repealed'
has 'four eyes: trailers' "$(git -C hub log -1 --format=%B)" 'Proposed-by: horizon@example.org
Reviewed-by: Horizon <second@example.org>'
git config --global user.email horizon@example.org

# Sent at once, and what is sent is not undone.
git init -q --bare server.git
git -C hub reset -q --hard "$old"
git -C hub push -q ../server.git main
git clone -q server.git work
FYR_HUB=$PWD/work fyr publish gdpr --alert info --summary 'Sent at once.' --source https://example.org/s --yes
is 'sent: exit 0' "$status" 0
is 'sent: the server has it' "$(git -C server.git log -1 --format=%s main)" 'update: publish "Sent at once"'
FYR_HUB=$PWD/work fyr publish gdpr --alert info --summary 'Kept here.' --source https://example.org/k --yes --no-send
is 'not sent: the server has it not' "$(git -C server.git log -1 --format=%s main)" 'update: publish "Sent at once"'

# Killed, at moments spread over the time that it takes here now.
rounds=${FYR_TEST_SLOW:+100}
rounds=${rounds:-12}
sweep() { # hub, repository
	export FYR_HUB=$1
	repo=$2
	killed=0 bad='' n=0 took=0
	fyr list -n 1
	first=$(git -C "$repo" rev-parse HEAD)
	while [ $killed -lt $rounds ] && [ $n -lt $((rounds * 4)) ]; do
		n=$((n + 1))
		before=$(git -C "$repo" rev-parse HEAD)
		delay=$((took * (n * 73 % 100 + 1) / 100))
		[ $took -gt 0 ] || delay=60000
		begin=$(now_ms)
		timeout -s KILL "$(printf '%d.%03d' $((delay / 1000)) $((delay % 1000)))" "$FYR_PROGRAM" publish gdpr --alert info --summary "Round $n." \
			--source "https://example.org/$n" --date "due=2027-01-01,expected" --yes --no-send >/dev/null 2>&1
		if [ $? = 137 ]; then
			killed=$((killed + 1))
		else
			took=$(($(now_ms) - begin))
		fi
		# Whatever runs next finishes or forgets what was begun.
		fyr status
		now=$(git -C "$repo" rev-parse HEAD)
		if [ "$now" != "$before" ]; then
			[ "$(git -C "$repo" rev-parse HEAD^)" = "$before" ] || bad="$bad $n:chain"
			[ "$(git -C "$repo" diff --name-only "$before" "$now" | wc -l)" = 2 ] || bad="$bad $n:files"
			git -C "$repo" show "$now:updates/2026-11-23-round-$n.sv.md" | grep -q 'status: published' || bad="$bad $n:update"
			git -C "$repo" show "$now:regulations/gdpr.sv.md" | grep -q "https://example.org/$n$" || bad="$bad $n:rule"
		fi
		[ ! -d "$repo/.git" ] || [ -z "$(git -C "$repo" status --porcelain)" ] || bad="$bad $n:dirty"
	done
	published=$(git -C "$repo" rev-list --count "$first..HEAD")
	is "${1##*/}: killed $killed times in $n, $published published: between" "$bad" ''
	is "${1##*/}: killed, and published, often enough" \
		"$([ $killed -ge $((rounds / 2)) ] && [ "$published" -ge 1 ] && echo yes)" yes
	is "$1: whole" "$(git -C "$repo" fsck --full 2>&1 | grep -v -e dangling -e '^notice')" ''
	is "$1: no lock left" "$(find "$repo" -name '*.lock' | grep -v -e '/fyr/[a-z]*\.lock$')" ''
}
unset FYR_HUB
fyr clone server.git managed
sweep "$PWD/work" "$PWD/work"
fyr clone "$PWD/server.git"
bare=$(ls -d "$HOME"/.local/share/fyr/*.git | head -n 1)
sweep "$bare" "$bare"

# A note that waits for a decision is not published over it; another one is.
git clone -q --bare hub both.git
for side in one two; do
	git clone -q both.git "$side"
	sed -i "s/^summary: .*/summary: $side/" "$side/regulations/mdcg-2025-6.sv.md"
	git -C "$side" commit -qam "$side"
done
git -C one push -q
fyr --hub two sync
is 'a conflict waits' "$status" 5
old=$(git -C two rev-parse HEAD)
fyr --hub two publish mdcg-2025-6 --alert info --summary 'Over it.' --source https://example.org/x --yes
is 'a note with a conflict: exit 5' "$status" 5
has 'a note with a conflict: why' "$err" 'Decide first, then publish: fyr conflicts'
is 'a note with a conflict: nothing is committed' "$(git -C two rev-parse HEAD)" "$old"
fyr --hub two publish mdr --alert info --summary 'Beside it.' --source https://example.org/x --yes
is 'another note: exit 0' "$status" 0
fyr --hub two resolve mdcg-2025-6 --mine
fyr --hub two publish mdcg-2025-6 --alert info --summary 'After it.' --source https://example.org/x --yes
is 'decided: exit 0' "$status" 0
finish
