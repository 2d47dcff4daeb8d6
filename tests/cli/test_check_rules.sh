# Every rule of check broken once, in a note named after it: found, with its
# place and remedy, in both languages and in every format. The lines "# rule"
# are the table of all of them.
. "$FYR_ROOT/tests/cli/lib.sh"
mkdir -p hub/rules hub/news hub/meetings hub/other
cat >hub/fyr.yaml <<'END'
fyr: 1
languages: [sv, en]
vocabularies:
  stage: [{id: signal, sv: Signal, en: Signal}, {id: applies, sv: Gäller, en: Applies}]
  event: [{id: applies, sv: Gäller, en: Applies}, {id: due, sv: Frist, en: Due}]
  alert: [{id: info, sv: Info, en: Info}, {id: act, sv: Nu, en: Act}]
kinds:
  rule:
    folder: rules
    review_days: 90
    fields:
      stage: {type: enum, vocabulary: stage, role: stage}
      identifiers: {type: identifier, many: true, role: identifier}
      dates: {type: dated, vocabulary: event, many: true, role: deadline}
      amends: {type: link, kind: rule, many: true}
      authority: {type: link, kind: news}
      url: {type: url, role: url, required: published}
      email: {type: email, role: email}
      contacts: {type: contact, many: true, role: contact}
      pages: {type: int}
      open: {type: bool}
  news:
    folder: news
    fields:
      date: {type: date, role: date}
      alert: {type: enum, vocabulary: alert, role: alert}
      effective: {type: dated, vocabulary: event}
  meeting:
    folder: meetings
    fields:
      start: {type: datetime, role: start}
      end: {type: datetime, role: end}
      registration_by: {type: date, role: deadline}
END
# A published rule with nothing wrong; $1 is put into its front matter.
rule() { # name, lines of front matter; text from standard input
	{
		printf -- '---\ntitle: %s\nlang: sv\nstatus: published\n' "$1"
		printf '%s\n' "$2" | grep -q '^url' || printf 'url: https://example.org/%s\n' "$1"
		printf '%s\n' "$2" | grep -q '^verified' || printf 'verified: 2026-11-01\n'
		[ -z "$2" ] || printf '%s\n' "$2"
		printf -- '---\n'
		cat
	} >"hub/rules/$1.md"
}
text='A text.'
simple() { rule "$1" "$2" <<END
$text
END
}
simple right ''
wanted=''
breaks() { wanted="$wanted
$1"; }

# --- the front matter ---
simple yaml 'summary: "open'; breaks 'rules/yaml yaml error'
simple yaml-anchor 'summary: &here text'; breaks 'rules/yaml-anchor yaml-anchor error'
simple duplicate-key 'tags: [a]
tags: [b]'; breaks 'rules/duplicate-key duplicate-key warning'
printf -- '---\ntitle: open\n' >hub/rules/front-matter-open.md; breaks 'rules/front-matter-open front-matter-open warning'
printf -- '---\ntitle: x\nkind: course\n---\n' >hub/other/unknown-kind.md; breaks 'other/unknown-kind unknown-kind error'
printf -- '---\ntitle: missing-field\nverified: 2026-11-01\nsources: [a]\n---\n' >hub/rules/missing-field.md; breaks 'rules/missing-field missing-field error'
simple unknown-value 'stage: signl'; breaks 'rules/unknown-value unknown-value error'
simple bad-date 'reviewed: 2026-02-30'; breaks 'rules/bad-date bad-date error'
simple bad-url 'url: htp:/x'; breaks 'rules/bad-url bad-url error'
simple bad-email 'email: somebody at home'; breaks 'rules/bad-email bad-email error'
simple bad-identifier 'identifiers: [nothing]'; breaks 'rules/bad-identifier bad-identifier error'
simple bad-number 'pages: many'; breaks 'rules/bad-number bad-number error'
simple bad-bool 'open: maybe'; breaks 'rules/bad-bool bad-bool error'
simple one-value 'stage: [signal, applies]'; breaks 'rules/one-value one-value error'
simple misspelled-key 'identifers: ["sfs:1"]'; breaks 'rules/misspelled-key misspelled-key warning'
simple long-summary "summary: $(printf '%0301d' 0)"; breaks 'rules/long-summary long-summary warning'

# --- one note and the day ---
simple review-overdue 'review_by: 2026-11-01'; breaks 'rules/review-overdue review-overdue notice'
simple verified-old 'verified: 2026-01-01
sources: ["https://example.org/a"]'; breaks 'rules/verified-old verified-old notice'
printf -- '---\ntitle: no-source\nlang: sv\nstatus: published\nverified: 2026-11-01\nurl:\n---\n' >hub/rules/no-source.md; breaks 'rules/no-source no-source warning'
simple stage-dates 'stage: applies
dates: [{date: 2028-01-01, event: applies, certainty: binding}]'; breaks 'rules/stage-dates stage-dates warning'
printf -- '---\ntitle: n\nlang: sv\nstatus: published\ndate: 2026-11-20\nalert: act\n---\nText.\n' >hub/news/act-without-action.md; breaks 'news/act-without-action act-without-action warning'
printf -- '---\ntitle: m\nlang: sv\nstatus: published\nstart: 2026-10-01T09:00+02:00\nregistration_by: 2026-12-01\n---\n' >hub/meetings/registration-after-event.md; breaks 'meetings/registration-after-event registration-after-event warning'
printf -- '---\ntitle: m\nlang: sv\nstatus: published\nstart: 2026-12-01T09:00+01:00\nend: 2026-12-01T08:00+01:00\n---\n' >hub/meetings/end-before-start.md; breaks 'meetings/end-before-start end-before-start error'

# --- the text ---
rule conflict-marker '' <<'END'
<<<<<<< ours
a
=======
b
>>>>>>> theirs
END
breaks 'rules/conflict-marker conflict-marker warning'
echo 'Åsa, 19121212-1212' | rule personal-number ''; breaks 'rules/personal-number personal-number error'
echo 'Write to asa.lind@example.org.' | rule personal-email ''; breaks 'rules/personal-email personal-email warning'
printf 'a\342\200\256b\n' | rule hidden-characters ''; breaks 'rules/hidden-characters hidden-characters warning'
echo '![](right.md)' | rule image-text ''; breaks 'rules/image-text image-text warning'
printf '# One\n\n### Three\n' | rule heading-jump ''; breaks 'rules/heading-jump heading-jump warning'
{ head -c 1100000 /dev/zero | tr '\0' 'x' | fold -w 100; } | rule too-large ''; breaks 'rules/too-large too-large warning'
{ head -c 70000 /dev/zero | tr '\0' 'x'; echo; } | rule long-line ''; breaks 'rules/long-line too-large warning'
{ i=0; while [ $i -lt 110 ]; do printf '> '; i=$((i + 1)); done; echo x; } | rule too-deep ''; breaks 'rules/too-deep too-deep warning'

# --- other notes ---
echo '[[nowhere]]' | rule broken-link ''; breaks 'rules/broken-link broken-link error'
echo '[[right#nothing]]' | rule broken-anchor ''; breaks 'rules/broken-anchor broken-anchor error'
printf -- '---\ntitle: d\nstatus: draft\n---\n[[nowhere]] [[right#nothing]]\n' >hub/rules/draft.md
breaks 'rules/draft broken-link warning'; breaks 'rules/draft broken-anchor warning'
simple wrong-kind 'authority: right'; breaks 'rules/wrong-kind wrong-kind error'
printf -- '---\ntitle: o\nstatus: superseded\nsuperseded_by: right\n---\n' >hub/rules/old.md
echo '[[old]]' | rule link-superseded ''; breaks 'rules/link-superseded link-superseded warning'
printf -- '---\ntitle: o\nstatus: superseded\n---\n' >hub/rules/no-successor.md; breaks 'rules/no-successor no-successor warning'
simple duplicate-id ''; cp hub/rules/duplicate-id.md hub/news/duplicate-id.md; breaks 'rules/duplicate-id duplicate-id error'
for n in 1 2; do simple duplicate-identifier-$n 'identifiers: ["sfs:2026:1"]'; done
breaks 'rules/duplicate-identifier-2 duplicate-identifier error'
simple alias-taken 'old_ids: [right]'; breaks 'rules/alias-taken alias-taken warning'
simple ring-1 'supersedes: ring-2'; simple ring-2 'supersedes: ring-1'; breaks 'rules/ring-1 ring error'
simple ring-3 'amends: [ring-4]'; simple ring-4 'amends: [ring-3]'; breaks 'rules/ring-3 ring error'
printf -- '---\ntitle: t\nlang: en\ntranslated: 2026-11-01\n---\n' >hub/rules/orphan-translation.en.md; breaks 'rules/orphan-translation.en orphan-translation error'
simple same-language ''; mv hub/rules/same-language.md hub/rules/same-language.sv.md
printf -- '---\ntitle: t\nlang: sv\ntranslated: 2026-11-23\n---\n' >hub/rules/same-language.en.md; breaks 'rules/same-language.en same-language error'; breaks 'rules/same-language.en lang-mismatch error'
simple translation-fields ''; mv hub/rules/translation-fields.md hub/rules/translation-fields.sv.md
printf -- '---\ntitle: t\nlang: en\ntranslated: 2026-11-23\nstage: signal\n---\n' >hub/rules/translation-fields.en.md; breaks 'rules/translation-fields.en translation-fields warning'
simple translation-stale ''; mv hub/rules/translation-stale.md hub/rules/translation-stale.sv.md
printf -- '---\ntitle: t\nlang: en\ntranslated: 2026-11-01\n---\n' >hub/rules/translation-stale.en.md; breaks 'rules/translation-stale.en translation-stale warning'
ln -s /etc/passwd hub/rules/unsafe-entry.md; breaks 'rules/unsafe-entry unsafe-entry warning'
git -C hub init -q -b main && git -C hub add -A && git -C hub commit -qm 'Begin'
echo 'More.' >>hub/rules/translation-stale.sv.md
GIT_AUTHOR_DATE=2026-11-22T12:00:00 GIT_COMMITTER_DATE=2026-11-22T12:00:00 git -C hub commit -qam 'Later'

export FYR_HUB=hub
for lang in en sv; do
	fyr --lang $lang check --format json
	cp out.txt $lang.json
	is "$lang: errors: exit 1" "$status" 1
	fyr --lang $lang check
	cp out.txt $lang.txt
	fyr --lang $lang check --format github
	cp out.txt $lang.github
done
field() { # language, path, rule, severity, key
	jq -r --arg p "$2.md" --arg r "$3" --arg s "$4" --arg k "$5" \
		'[.problems[] | select(.path == $p and .rule == $r and .severity == $s)][0] | .[$k] // ""' "$1.json"
}
while read -r path rule severity; do
	[ -n "$path" ] || continue
	en=$(field en "$path" "$rule" "$severity" text)
	sv=$(field sv "$path" "$rule" "$severity" text)
	line=$(field en "$path" "$rule" "$severity" line)
	is "$path: $rule is found, as $severity" "$([ -n "$en" ] && echo yes || grep -A4 "\"$path.md\"" en.json)" yes
	is "$path: $rule is told in Swedish" "$([ -n "$sv" ] && [ "$sv" != "$en" ] && echo yes)" yes
	# What is due and not wrong is counted, and shown when it is asked for.
	if [ "$severity" != notice ]; then
		has "$path: $rule as text" "$(grep -F "$path.md:" en.txt)" "$severity: $rule: "
		has "$path: $rule as an annotation" "$(grep -F "file=$path.md," en.github)" "title=$rule::"
	fi
	printf '# rule\t%s\t%s\t%s:%s\t%s\t%s\n' "$rule" "$severity" "$path" "$line" "$en" "$sv"
done <<END
$wanted
END
is 'a note with nothing wrong' "$(grep '^rules/right.md' en.txt)" ''
grep '1212' en.txt sv.txt en.json sv.json en.github sv.github >seen.txt
is 'the personal number is nowhere' "$(grep '1212-1212' seen.txt)" ''

# --- repairs ---
cp -r hub fix
sed -i 's/^status: published/status: Published/' fix/rules/right.md
printf 'stage: Gäller\nreviewed: 2026/11/3\n' >lines
sed -i '/^lang: sv/r lines' fix/rules/right.md
fyr --hub fix check --fix
has 'fix: a label becomes its id' "$out" 'rules/right.md:4: fixed: unknown-value: Gäller -> applies'
has 'fix: a date' "$out" 'fixed: bad-date: 2026/11/3 -> 2026-11-03'
has 'fix: hidden characters' "$out" 'rules/hidden-characters.md'
is 'fix: done' "$(grep -c -e 'stage: applies' -e 'reviewed: 2026-11-03' fix/rules/right.md)" 2
for left in broken-link personal-number unknown-value ring-1; do
	is "fix: $left is left to a person" "$(cmp hub/rules/$left.md fix/rules/$left.md 2>&1)" ''
done
finish
