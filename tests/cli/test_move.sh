# mv, translate, review: one commit each; links follow, in every form.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init origin
mkdir -p origin/guides
note origin/guides/forms.en.md <<'END'
---
title: Forms of links
lang: en
status: published
guide_type: faq
audience: [it]
phase: [data]
regulations: [mdr, "ai-act",  'ai-act']
related:
  - ai-act # the act
  - buying-ai
summary: ai-act is not a link here
---

# Forms

Wiki [[ai-act]], [[ai-act|the act]], [[AI-Act#scope]], `[[ai-act]]`.
Markdown [one](../regulations/ai-act.en.md), [two](<../regulations/ai-act.en.md#x> "t"),
[three](/regulations/ai-act.sv.md) and [four][ref], ![p](../regulations/ai-act.en.md).
Not: [[ai-act-art6-guidelines]], [x](https://example.org/ai-act.en.md), (../regulations/ai-act.en.md).

    [[ai-act]] in code

```
[a](../regulations/ai-act.en.md)
```

[ref]: ../regulations/ai-act.en.md 'Title'
END
git -C origin add . && git -C origin commit -qm forms
git clone -q --bare origin hub.git
export FYR_HUB=$PWD/hub.git
show() { git -C hub.git show "HEAD:$1"; }
head_of() { git -C hub.git rev-parse HEAD; }
fyr links --broken
broken=$out

# --- mv ---
before=$(head_of)
fyr mv ai-act eu-ai-act --dry-run
is 'mv --dry-run: exit 0' "$status" 0
has 'mv --dry-run: says what' "$out" 'regulations/ai-act.sv.md -> regulations/eu-ai-act.sv.md'
is 'mv --dry-run: nothing done' "$(head_of)" "$before"
fyr mv ai-act eu-ai-act
is 'mv: exit 0' "$status" 0
is 'mv: one commit' "$(git -C hub.git rev-list --count "$before..")" 1
is 'mv: its message' "$(git -C hub.git log -1 --format=%s)" 'regulation: rename ai-act to eu-ai-act'
is 'mv: both languages' "$(git -C hub.git ls-tree --name-only HEAD regulations/ | grep -E '/(eu-)?ai-act\.(sv|en)\.md' | tr '\n' ' ')" \
	'regulations/eu-ai-act.en.md regulations/eu-ai-act.sv.md '
has 'mv: the old id is kept' "$(show regulations/eu-ai-act.sv.md)" 'old_ids: [ai-act]'
show guides/forms.en.md >got
sed -e 's/\[mdr, "ai-act",  .ai-act.\]/[mdr, "eu-ai-act",  eu-ai-act]/' \
	-e 's/- ai-act #/- eu-ai-act #/' \
	-e 's/^Wiki .*/Wiki [[eu-ai-act]], [[eu-ai-act|the act]], [[eu-ai-act#scope]], `[[ai-act]]`./' \
	-e '/^Markdown/s/ai-act/eu-ai-act/g' -e '/^\[three/s/ai-act/eu-ai-act/g' \
	-e '/^\[ref\]/s/ai-act/eu-ai-act/' origin/guides/forms.en.md >want
is 'mv: exactly the links, byte for byte' "$(diff want got)" ''
is 'mv: nobody is left behind' "$(git -C hub.git grep -lE '\[\[ai-act[]|#]|/ai-act\.(sv|en)\.md\)' HEAD -- '*.md' | grep -v forms)" ''
fyr links --broken
is 'mv: no link broke' "$out" "$broken"
fyr show ai-act --format json
has 'mv: the old id still finds it' "$out" eu-ai-act
fyr mv eu-ai-act mdr
is 'mv: taken' "$status" 6
for id in 'A b' ../x -x '' con; do
	fyr mv mdr -- "$id"
	is "mv: <$id> is no id" "$status" 2
done
fyr undo
is 'mv: undone' "$(head_of)" "$before"

# --- translate ---
fyr new guide 'Bara svenska' --no-input --lang sv --field 'summary=Kort'
cat >ed <<'END'
#!/bin/sh
cp "$1" "$HOME/seen"
sed -i 's/^title: .*/title: Swedish only/; s/^# .*/# Swedish only/' "$1"
END
chmod +x ed
export FYR_EDITOR=$PWD/ed
fyr translate bara-svenska en
is 'translate: exit 0' "$status" 0
is 'translate: its message' "$(git -C hub.git log -1 --format=%s)" 'guide: translate "Swedish only" to en'
is 'translate: its front matter' "$(show guides/bara-svenska.en.md | head -n 6 | tr '\n' '|')" \
	'---|title: Swedish only|lang: en|summary: Kort|translated: 2026-11-23|---|'
has 'translate: the text to write over' "$(cat "$HOME/seen")" '## Steg'
fyr show bara-svenska --lang en
has 'translate: a pair' "$out" 'bara-svenska.sv.md'
fyr translate bara-svenska sv
is 'translate: to its own language' "$status" 2
fyr translate bara-svenska de
is 'translate: to no language of the hub' "$status" 2
before=$(head_of)
FYR_NOW=2027-01-02 FYR_EDITOR=true fyr translate bara-svenska en
is 'translate again: unchanged' "$(head_of)" "$before"
FYR_NOW=2027-01-02 FYR_EDITOR='sed -i s/Swedish/Only/' fyr translate bara-svenska en
has 'translate again: the date follows' "$(show guides/bara-svenska.en.md)" 'translated: 2027-01-02'

# --- review ---
FYR_NOW=2027-02-01 fyr review bara-svenska --lang en
is 'review: exit 0' "$status" 0
is 'review: of the file with the fields, and its translation is not behind' \
	"$(git -C hub.git show --format= --name-only)" \
'guides/bara-svenska.en.md
guides/bara-svenska.sv.md'
has 'review: the date of the translation' "$(show guides/bara-svenska.en.md)" 'translated: 2027-02-01'
has 'review: its date' "$(show guides/bara-svenska.sv.md)" 'reviewed: 2027-02-01'
has 'review: the next' "$(show guides/bara-svenska.sv.md)" 'review_by: 2028-02-01'
is 'review: its message' "$(git -C hub.git log -1 --format=%s)" 'guide: review "Bara svenska", no change'
before=$(head_of)
FYR_NOW=2027-02-01 fyr review bara-svenska
is 'review: once a day' "$(head_of)" "$before"

# --- the same in a work clone, beside edited files ---
export FYR_HUB=$PWD/origin
echo 'mine' >>origin/guides/ethics.sv.md
fyr mv forms shapes
is 'work clone: mv' "$status" 0
is 'work clone: on disk' "$(cd origin/guides && ls | grep -E 'forms|shapes')" shapes.en.md
is 'work clone: the rest stays edited' "$(git -C origin status --porcelain)" ' M guides/ethics.sv.md'
grep -q 'ai-act' origin/guides/ethics.sv.md || echo '[[ai-act]]' >>origin/guides/ethics.sv.md
before=$(git -C origin rev-parse HEAD)
fyr mv ai-act other
is 'work clone: an edited note in the way' "$status" 6
is 'work clone: nothing done' "$(git -C origin rev-parse HEAD; git -C origin status --porcelain)" "$before
 M guides/ethics.sv.md"
finish
