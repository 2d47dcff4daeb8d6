# touches: what follows from a note, through its kind; rings; reviews.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main

mkdir hub
cat >hub/fyr.yaml <<'END'
fyr: 1
languages: [sv, en]
vocabularies:
  alert: [{id: info, sv: Info, en: Info}, {id: act, sv: Nu, en: Act}]
kinds:
  rule:
    folder: rules
    label: {sv: Regel, en: Rule}
    fields:
      amends: {type: link, kind: rule, many: true, sv: Ändrar, en: Amends}
      part_of: {type: link, kind: rule, many: true, sv: Hör till, en: Part of}
      authority: {type: link, kind: org, role: organisation}
  guide:
    folder: guides
    label: {sv: Vägledning, en: Guide}
    fields:
      rules: {type: link, kind: rule, many: true, sv: Regler, en: Rules}
  project:
    folder: projects
    label: {sv: Projekt, en: Project}
    fields:
      rules: {type: link, kind: rule, many: true, sv: Regler, en: Rules}
      guides: {type: link, kind: guide, many: true}
      resources: {type: link, kind: resource, many: true, sv: Resurser, en: Resources}
  resource:
    folder: resources
    label: {sv: Resurs, en: Resource}
  org:
    folder: orgs
    fields:
      people: {type: contact, many: true, role: contact}
  news:
    folder: news
    fields:
      date: {type: date}
      alert: {type: enum, vocabulary: alert, role: alert}
      about: {type: link, many: true, role: about}
END
rule() { # id, front matter lines
	note "hub/rules/$1.md" <<END
---
title: Rule $1
$2
---
END
}
rule law 'part_of: [loop]'
rule change 'amends: [law]'
rule guidance 'part_of: [law]'
rule loop 'part_of: [guidance]'
rule old 'part_of: [law]
status: superseded'
rule other 'related: [law]'
note hub/guides/direct.sv.md <<'END'
---
title: Direkt
lang: sv
owner: stab
rules: [law]
reviewed: 2026-11-20
---
END
note hub/guides/direct.en.md <<'END'
---
title: Direct
lang: en
translated: 2026-11-01
---
Also [[guidance]].
END
note hub/guides/through.md <<'END'
---
title: Through
owner: legal
rules: [guidance]
reviewed: 2026-11-01
---
END
note hub/guides/text.md <<'END'
---
title: Only in the text
owner: x
status: draft
---
See [the law](../rules/law.md) and [[direct]].
END
note hub/guides/none.md <<'END'
---
title: Nothing to do with it
---
END
note hub/projects/run.md <<'END'
---
title: Running
rules: [law]
resources: [machine]
---
END
note hub/projects/guided.md <<'END'
---
title: Guided
guides: [direct]
---
END
note hub/resources/machine.md <<'END'
---
title: Machine
owner: it
---
END
note hub/orgs/body.md <<'END'
---
title: Body
people: [{role: r, email: post@example.org}]
---
[[law]]
END
note hub/news/2026-11-10-n.md <<'END'
---
title: It changes
date: 2026-11-10
alert: info
about: [law]
---
END
fyr --hub hub touches law
is 'direct, through guidance, in the text; in order; each once' "$out" \
'Rule: Rule guidance  Part of  NEEDS REVIEW
Guide: Direct  (stab)  Rules
Guide: Only in the text [draft]  (x)  in the text  NEEDS REVIEW
Project: Running  Rules  NEEDS REVIEW
Rule: Rule loop  Part of > Rule guidance > Part of  NEEDS REVIEW
Guide: Through  (legal)  Part of > Rule guidance > Rules  NEEDS REVIEW
Resource: Machine  (it)  Rules > Running > Resources  NEEDS REVIEW'
has 'counted' "$err" 'Rule law: 7 notes are touched by a change, 6 need review.'
LANGUAGE=sv fyr --hub hub touches law
has 'in Swedish' "$out" 'Vägledning: Direkt  (stab)  Regler'
fyr --hub hub touches change -f id
is 'what amends a rule changes it' "$(echo $out)" 'law guidance direct text run loop through machine'
fyr --hub hub touches law --format full
has 'the update is named' "$out" 'may be affected by the update of 10 Nov: It changes'
fyr --hub hub touches law -f json
printf '%s' "$out" >t.json
is 'JSON' "$(jq -r '.schema, .id, (.touches[] | select(.id == "through") | .owner, .distance, .needs_review, .update, (.because | map(.from + " " + .by) | join(", ")))' t.json)" \
'fyr/touches/1
law
legal
2
true
news/2026-11-10-n.md
law part_of, guidance rules'
fyr --hub hub touches law -f csv
is 'CSV' "$(printf '%s' "$out" | tr -d '\r' | grep '^machine')" \
	'machine,resources/machine.md,Machine,resource,published,it,2,Rules > Running > Resources,,yes'
cp out.txt once.txt
fyr --hub hub touches law -f csv
is 'the same every time' "$(cmp once.txt out.txt && echo same)" same
fyr --hub hub touches guides/through.md
is 'nothing: exit 1' "$status" 1
fyr --hub hub touches no-such
is 'no such note: exit 1' "$status" 1

# A review ends it.
sed -i 's/reviewed: 2026-11-01/reviewed: 2026-11-10/' hub/guides/through.md
fyr --hub hub touches law
has 'reviewed since: no longer marked' "$out" 'Guide: Through  (legal)  Part of > Rule guidance > Rules
'
# What listings mark is what touches says of every rule, and nothing else.
fyr --hub hub list -n 1000 -f json
printf '%s' "$out" | jq -r '[.. | objects | select(.affected?) | .id] | unique | .[]' >marked.txt
fyr --hub hub list -n 1000 -a -f id
for id in $(printf '%s\n' "$out" | sort -u); do
	fyr --hub hub touches "$id" -f json
	printf '%s' "$out" | jq -r '.touches[]? | select(.needs_review and .status == "published") | .id'
done | sort -u >touched.txt
is 'listings mark what touches says' "$(cat marked.txt)" "$(cat touched.txt)"
is 'listings mark something' "$(test -s marked.txt && echo yes)" yes
finish
