# fyr check: rules across notes, places, formats, repairs, edited files.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main

fyr init hub
fyr --hub hub check
is 'a fresh hub: nothing is wrong' "$out" ''
is 'a fresh hub: exit 0' "$status" 0
has 'a fresh hub: what was checked is said' "$err" 'notes checked: 0 errors, 0 warnings'

# The files that are no notes: the list of feeds, and templates.
cp -r hub odd
cat >odd/feeds.yaml <<'END'
feeds:
  - {id: one, url: "https://example.org/one"}
  - {id: one, url: "https://example.org/two"}
  - {title: Nameless, url: "https://example.org/three"}
  - {id: four, url: "file:///etc/passwd"}
END
sed -i 's/^maturity: .*/maturity: reserch/' odd/templates/method.en.md
printf 'Owner: {owner}, {titel}, {Not a word}\n' >>odd/templates/method.en.md
cp hub/templates/guide.en.md odd/templates/guid.en.md
cp hub/templates/guide.en.md odd/templates/guide.fi.md
fyr --hub odd check
is 'feeds and templates: exit 1' "$status" 1
is 'feeds: what is wrong, with its line' "$(printf '%s\n' "$out" | grep '^feeds')" \
'feeds.yaml:3: error: feed: Two feeds have the id one. Give one of them another.
feeds.yaml:4: error: feed: This feed has no "id", and is not read. Give it a short name of its own.
feeds.yaml:5: error: feed: This feed has no "url" that begins with https:// or http://, and cannot be read. Correct it.'
has 'templates: a value that is none' "$out" 'unknown-value: maturity: There is no such value. Did you mean "research"?'
has 'templates: a word that is not filled in' "$out" 'template-word: {titel} is not filled in.'
hasnt 'templates: braces that are no word' "$out" 'Not a word'
has 'templates: of no kind' "$out" 'templates/guid.en.md: warning: template-name: There is no kind guid'
has 'templates: of no language' "$out" 'templates/guide.fi.md: warning: template-name: The notes of this hub are not written in fi'
fyr --hub odd check feeds.yaml
has 'the list of feeds alone' "$out" 'feeds.yaml:3: error'
fyr --hub odd check templates
hasnt 'the templates alone' "$out" 'feeds.yaml'
has 'the templates alone: what is wrong' "$out" 'templates/method.en.md:'
fyr --hub odd check guides
is 'other notes alone' "$out" ''
before=$(cat odd/templates/*)
fyr --hub odd check --fix
is '--fix leaves templates alone' "$(cat odd/templates/*)" "$before"
printf 'feeds: [\n' >odd/feeds.yaml
fyr --hub odd check feeds.yaml
has 'feeds that are no YAML' "$out" 'feeds.yaml:2:1: error: yaml'
LANGUAGE=sv fyr --hub odd inbox fetch
is 'feeds that are no YAML: the inbox says so' "$status" 3
printf 'other: x\n' >odd/feeds.yaml
fyr --hub odd check feeds.yaml
has 'no list of feeds' "$out" 'feeds.yaml:1: error: feeds: There is no list "feeds:" in it.'
rm odd/feeds.yaml
fyr --hub odd check
has 'feeds that are not there' "$out" 'fyr.yaml: error: feeds: "feeds" names feeds.yaml, which is not there'
fyr --hub odd inbox fetch
is 'feeds that are not there: the inbox says so' "$status" 1
has 'feeds that are not there: what the inbox says' "$err" 'feeds.yaml'
LANGUAGE=sv fyr --hub odd check
has 'feeds that are not there, in Swedish' "$out" 'som inte finns eller inte kan läsas'

# A small hub in which every rule across notes is broken once.
mkdir small
cat >small/fyr.yaml <<'END'
fyr: 1
languages: [sv, en]
kinds:
  rule:
    folder: rules
    fields:
      identifiers: {type: identifier, many: true, role: identifier}
      amends: {type: link, kind: rule, many: true}
      owner_org: {type: link, kind: org}
      url: {type: url, role: url, required: published}
  org:
    folder: orgs
END
cd small
note rules/a.md <<'END'
---
title: A
url: "https://example.org"
identifiers: ["celex:1"]
amends: [b]
owner_org: b
verified: 2026-11-01
---
[[nowhere]] and [x](../orgs/none.md) and [[b#missing]] and [[b#Here]]

![](pic.png) [up](../../out.md) [file](pic.png) [[old]] [[o.x]]
END
note rules/b.md <<'END'
---
title: B
url: "https://example.org"
identifiers: ["CELEX:1"]
amends: [c]
verified: 2026-11-01
old_ids: [org]
---
# Here
END
note rules/c.md <<'END'
---
title: C
url: "https://example.org"
identifiers: ["celex:3"]
amends: [b]
verified: 2026-11-01
---
END
note rules/pic.png <<'END'
END
note rules/old.md <<'END'
---
title: Old
status: superseded
superseded_by: b
---
END
note rules/gone.md <<'END'
---
title: Gone
status: superseded
---
END
note orgs/org.md <<'END'
---
title: Org
---
END
note orgs/a.md <<'END'
---
title: Another a
---
END
note orgs/alone.en.md <<'END'
---
title: Alone
lang: en
translated: 2026-01-01
---
END
note orgs/pair.sv.md <<'END'
---
title: Par
lang: sv
---
END
note orgs/pair.en.md <<'END'
---
title: Pair
lang: sv
translated: 2026-01-01
---
END
note orgs/draft.md <<'END'
---
title: Draft
status: draft
---
[[nowhere]]
END
cd ..
fyr --hub small check
is 'exit 1 with errors' "$status" 1
is 'rules across notes' "$(printf '%s\n' "$out" | awk '{print $1, $2, $3}')" \
'orgs/a.md:1: error: duplicate-id:
orgs/alone.en.md:4: error: orphan-translation:
orgs/draft.md:5:3: warning: broken-link:
orgs/pair.en.md:1: error: same-language:
orgs/pair.en.md:3: error: lang-mismatch:
rules/a.md:1: error: duplicate-id:
rules/a.md:4: error: duplicate-identifier:
rules/a.md:6: error: wrong-kind:
rules/a.md:9:3: error: broken-link:
rules/a.md:9:21: error: broken-link:
rules/a.md:9:44: error: broken-anchor:
rules/a.md:11: warning: image-text:
rules/a.md:11:19: error: broken-link:
rules/a.md:11:51: warning: link-superseded:
rules/a.md:11:59: error: broken-link:
rules/b.md:4: error: duplicate-identifier:
rules/b.md:5: error: ring:
rules/b.md:7: warning: alias-taken:
rules/c.md:5: error: ring:
rules/gone.md:1: warning: no-successor:'
has 'the remedy is said' "$out" 'The link to nowhere leads nowhere. Correct it, or make the note.'
has 'the ring is shown' "$out" 'amends leads in a ring: b -> c -> b.'
has 'the successor is named' "$out" 'old is superseded by b. Link to that instead.'

LANGUAGE=sv fyr --hub small check rules/b.md
has 'in Swedish' "$out" 'Beteckningen'
is 'only the note named' "$(printf '%s\n' "$out" | grep -c -v '^rules/b.md')" 0
cd small/rules
fyr check b.md
has 'a path of the current folder' "$out" 'rules/b.md:5: error: ring'
cd ../..
fyr --hub small check gone
is 'by id: warnings alone are exit 0' "$status" 0
fyr --hub small check rules/none.md
is 'no such note: exit 1' "$status" 1
has 'no such note: said' "$err" 'There is no note rules/none.md'

fyr --hub small check --format json orgs
printf '%s' "$out" >report.json
is 'JSON' "$(jq -r '.schema, .notes, .errors, .problems[0].rule, .problems[0].path, .problems[0].line' report.json | tr '\n' ' ')" \
	'fyr/check/1 6 4 duplicate-id orgs/a.md 1 '
fyr --hub small check --format github orgs/alone.en.md
has 'annotations' "$out" '::error file=orgs/alone.en.md,line=4,title=orphan-translation::'
fyr --hub small check --format xml
is 'unknown format: exit 2' "$status" 2

# A personal number: the line is named, the number never printed.
note small/orgs/person.md <<'END'
---
title: Person
---
Åsa, 19121212-1212
END
fyr --hub small check orgs/person.md
has 'personal number: its place' "$out" 'orgs/person.md:4:6: error: personal-number'
for format in text json github; do
	fyr --hub small check --format $format
	hasnt "personal number: never printed ($format)" "$out$err" '1212-1212'
done
is 'personal number: exit 1' "$status" 1
rm small/orgs/person.md

# Edited files count as they are; translations behind their primary.
cp -r hub work
echo 'See [[no-such-note]].' >>work/guides/buying-ai.sv.md
fyr --hub work check
is 'edited: the error is found' "$status" 1
has 'edited: place' "$out" 'error: broken-link: The link to no-such-note'
git -C work checkout -q .
sed -i 's/^translated: .*/translated: 2020-01-01/' work/guides/buying-ai.en.md
echo 'More.' >>work/guides/buying-ai.sv.md
GIT_AUTHOR_DATE='2020-01-11T12:00:00' git -C work commit -qam 'Later'
fyr --hub work check
has 'a translation that is behind' "$out" \
	'guides/buying-ai.en.md:5: warning: translation-stale: guides/buying-ai.sv.md changed 10 days after it was translated.'

# Repairs: what was done is shown, everything else stays.
git -C work checkout -q . && git -C work reset -q --hard HEAD~1
printf -- '---\r\n# mine\r\ntitle: "X"\r\nfamily: Bild\r\ndata: [x]\r\nmaturity: RESEARCH  # yes\r\nverified: 2026/11/5\r\nstatus: draft\r\n---\r\ntext\r\n' >work/methods/x.md
fyr --hub work check --fix methods/x.md
is 'fix: exit 0' "$status" 0
has 'fix: shown' "$out" 'methods/x.md:4: fixed: unknown-value: Bild -> imaging'
has 'fix: a date' "$out" 'methods/x.md:7: fixed: bad-date: 2026/11/5 -> 2026-11-05'
is 'fix: the rest stays byte for byte' "$(od -c work/methods/x.md)" \
	"$(printf -- '---\r\n# mine\r\ntitle: "X"\r\nfamily: imaging\r\ndata: [x]\r\nmaturity: research  # yes\r\nverified: 2026-11-05\r\nstatus: draft\r\n---\r\ntext\r\n' | od -c)"
is 'fix: no other file' "$(git -C work status --porcelain)" '?? methods/x.md'
fyr --hub work --read-only check --fix
is 'fix: refused read-only' "$status" 6
git -C hub checkout -q -b bad
sed -i 's/^impact: high/impact: Hög/' hub/regulations/ai-act.sv.md
git -C hub commit -qam 'Bad' && git clone -q --bare hub bare.git
fyr --hub bare.git check --fix ai-act
is 'fix: a clone without files: exit 0' "$status" 0
has 'fix: a clone without files: shown' "$out" 'regulations/ai-act.sv.md:16: fixed: unknown-value: Hög -> high'
has 'fix: a clone without files: one commit' "$err" \
	"The repairs are the commit $(git -C bare.git rev-parse --short=12 HEAD)."
is 'fix: a clone without files: one line of it' \
	"$(git -C bare.git show --format=%s --numstat | tr -s '\n\t' ' ')" \
	'check: repair what is safe 1 1 regulations/ai-act.sv.md '
fyr --hub bare.git check --fix
has 'fix: nothing more to do, no commit' "$(git -C bare.git rev-list --count HEAD)" 3
fyr --hub bare.git check
is 'a clone without files is checked' "$status" 0
ln -s /etc/passwd work/methods/link.md
fyr --hub work check --fix
has 'a link is not followed' "$out" 'methods/link.md: warning: unsafe-entry'
finish
