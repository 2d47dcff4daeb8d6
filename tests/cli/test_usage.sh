# Options, help, languages, the commands of the README and the manual.
. "$FYR_ROOT/tests/cli/lib.sh"
starter=$FYR_ROOT/starter

fyr nonsense
is 'unknown verb: exit 2' "$status" 2
fyr serch sepsis
has 'a slip of the fingers: what was meant' "$err" 'Did you mean fyr search?'
fyr search --nonsense
is 'unknown option: exit 2' "$status" 2
fyr show
is 'too few words: exit 2' "$status" 2
has 'too few words: which' "$err" 'show: too few words: fyr show NOTE'
for kind in regulation Regulations regel; do
	fyr --hub "$starter" list --kind $kind -f id
	has "a kind by its id or label: $kind" "$out" mdr-revision
done
fyr show -n 3 x
is 'an option of another verb: exit 2' "$status" 2
fyr list --format
is 'an option without its value: exit 2' "$status" 2
has 'an option without its value: which' "$err" '--format: this option needs a value'
fyr --lang fi today
is 'an unknown language: exit 2' "$status" 2
fyr --version
has 'version' "$out" 'fyr 0.1.0'
has 'version: libraries' "$out" 'sqlite3'
fyr help
has 'help lists verbs' "$out" 'search'
for verb in today search list show links sync status clone init hubs index doctor completion version help; do
	fyr "$verb" --help
	is "help of $verb: exit 0" "$status" 0
	has "help of $verb: two examples" "$out" 'Examples'
	is "help of $verb: fits a screen" "$([ "$(printf '%s\n' "$out" | wc -l)" -le 24 ] && echo yes)" yes
done
fyr help --man
printf '%s\n' "$out" >man.1
if cmp -s man.1 "$FYR_ROOT/docs/fyr.1"; then
	result ok 'the manual page is up to date' ''
else
	result 'not ok' 'the manual page is up to date' 'run make man'
fi

fyr --lang sv help
has 'help in Swedish' "$out" 'Användning'
fyr --lang sv --hub "$starter" today
has 'the day in Swedish' "$out" 'Tidsfrister'
LC_ALL=sv_SE.UTF-8 LANGUAGE= fyr --hub "$starter" today
has 'a locale that is not installed keeps its language' "$out" 'Tidsfrister'

fyr --hub "$starter" today
has 'deadline: the prohibitions of 2 December' "$out" 'in 9 days'
has 'deadline: product liability' "$out" 'in 16 days'
has 'deadline: expected in December' "$out" 'expected'
is 'no escapes in the day' "$(LC_ALL=C grep -c "$(printf '\033')" out.txt)" 0
fyr --hub "$starter" list --kind regulation -f id
has 'kinds: regulations' "$out" 'ai-act'
fyr --hub "$starter" list --kind nonsense
is 'kinds: an unknown one is exit 2' "$status" 2
fyr --hub "$starter" show ai-act
has 'a note by its id' "$out" '2024/1689'
fyr --hub "$starter" show 32024R1689
has 'a note by its identifier' "$out" '2024/1689'
fyr --hub "$starter" links --broken
is 'the starter hub has no broken link' "$out" ''
fyr --hub "$starter" search -f id 'before I buy a sepsis model'
has 'a question in words' "$out" 'sepsis'

fyr init ai-hub
is 'init: exit 0' "$status" 0
is 'init: one commit' "$(git -C ai-hub rev-list --count HEAD)" 1
is 'init: nothing left over' "$(git -C ai-hub status --porcelain)" ''
fyr --hub ai-hub list -f id
is 'init: the notes are there' "$([ "$(printf '%s\n' "$out" | wc -l)" -ge 24 ] && echo yes)" yes
fyr --hub ai-hub review ai-act
has 'without a remote nobody is sent to fyr sync' "$err" 'the hub has no remote to send to'
fyr init ai-hub
is 'init over a folder that is not empty: refused' "$status" 6
fyr --read-only init other
is 'read-only: refused' "$status" 6

mkdir -p moved/bin moved/share/fyr
cp "$FYR_PROGRAM" moved/bin/fyr
cp -r "$starter" moved/share/fyr/
moved/bin/fyr init moved-hub >out.txt 2>err.txt
is 'init from an installation that was moved' "$(git -C moved-hub rev-list --count HEAD 2>&1)" 1

mkdir bin
printf '#!/bin/sh\necho "own $*"\n' >bin/fyr-own
chmod +x bin/fyr-own
PATH=$PWD/bin:$PATH fyr own a b
is 'a program of its own' "$out" 'own a b'
fyr --hub "$starter" list -f json | head -c 0
result ok 'a closed pipe ends quietly' ''
# Every verb of the manual page stands once in the overview, under a heading.
fyr help
listed=$(printf '%s\n' "$out" | awk '/^  [a-z]/ { print $1 }' | sort)
fyr help --man
manual=$(printf '%s\n' "$out" | awk '/^.SH VERBS/ { on = 1; next } /^.SH/ { on = 0 }
	on && /^.SS/ { print $2 }' | sort)
is 'help: every verb, once' "$listed" "$manual"
# A verb's help fits a screen, and names every option it has.
long=
for verb in $(fyr help; printf '%s\n' "$out" | awk '/^  [a-z]/ { print $1 }'); do
	for lang in en sv; do
		fyr --lang $lang help "$verb"
		[ "$(printf '%s\n' "$out" | wc -l)" -le 24 ] || long="$long $lang/$verb"
	done
done
is 'help: every verb fits 24 lines, in both languages' "$long" ''
fyr help publish
for option in dry-run yes no-input field text about alert summary source stage date at correct withdraw no-send; do
	has "help publish: --$option" "$out" "--$option"
done
finish
