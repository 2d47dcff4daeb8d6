# mv to another folder, and so perhaps another kind: links lead on both ways.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
fyr init origin
note origin/guides/trip.en.md <<END
---
title: Trip
lang: en
status: published
guide_type: faq
audience: [it]
phase: [data]
summary: Links from here
---
[other](ethics.en.md), [up](../regulations/mdr.en.md#scope "t"), [self](trip.sv.md),
[rooted](/guides/trip.sv.md), ![p](img/a.png), [[mdr]], [ref][r], <https://example.org/guides/x>,
\`[code](ethics.en.md)\`, [here](#top), [to](validation/x.md).

[r]: ./ethics.en.md
$(seq -f 'Line %g of a text that stays as it is.' 30)
END
note origin/guides/trip.sv.md <<'END'
---
title: Resa
lang: sv
status: published
summary: Kort
translated: 2026-11-01
---
[en](trip.en.md) [x](../methods/shadow-mode.sv.md)
END
note origin/methods/from.en.md <<'END'
---
title: From outside
lang: en
status: draft
---
[a](../guides/trip.en.md#h), [b](/guides/trip.sv.md), [c](../guides/trip), [[trip]], [[trip#h]].
END
note origin/top.md <<'END'
---
kind: guide
title: At the top
status: draft
---
[a](guides/trip.en.md)
END
git -C origin add . && git -C origin commit -qm notes
git clone -q --bare origin hub.git
export FYR_HUB=$PWD/hub.git
show() { git -C hub.git show "HEAD:$1" | awk 'n > 1 && !/^Line/; /^---$/ { n++ }'; }
head_of() { git -C hub.git rev-parse HEAD; }
fyr check
before_check=$(printf '%s\n' "$out" | grep -v ' info: ' | sed 's/:[0-9:]*: /: /')
fyr links --broken
broken=$(printf '%s\n' "$out" | wc -l)
before=$(head_of)

# --- deeper, of the same kind ---
fyr mv trip guides/validation/
is 'mv FOLDER/: exit 0' "$status" 0
is 'mv FOLDER/: one commit' "$(git -C hub.git rev-list --count "$before..")" 1
is 'mv FOLDER/: its message' "$(git -C hub.git log -1 --format=%s)" 'guide: move trip from guides to guides/validation'
is 'mv FOLDER/: both languages' "$(git -C hub.git ls-tree -r --name-only HEAD | grep /trip\\. | tr '\n' ' ')" \
	'guides/validation/trip.en.md guides/validation/trip.sv.md '
is 'mv FOLDER/: its own links' "$(show guides/validation/trip.en.md)" \
	'[other](../ethics.en.md), [up](../../regulations/mdr.en.md#scope "t"), [self](trip.sv.md),
[rooted](/guides/validation/trip.sv.md), ![p](../img/a.png), [[mdr]], [ref][r], <https://example.org/guides/x>,
`[code](ethics.en.md)`, [here](#top), [to](x.md).

[r]: ../ethics.en.md'
is 'mv FOLDER/: of its translation' "$(show guides/validation/trip.sv.md)" \
	'[en](trip.en.md) [x](../../methods/shadow-mode.sv.md)'
is 'mv FOLDER/: links to it' "$(show methods/from.en.md)" \
	'[a](../guides/validation/trip.en.md#h), [b](/guides/validation/trip.sv.md), [c](../guides/validation/trip), [[trip]], [[trip#h]].'
is 'mv FOLDER/: from the top' "$(show top.md)" '[a](guides/validation/trip.en.md)'
hasnt 'mv FOLDER/: the id is the same' "$(git -C hub.git show HEAD:guides/validation/trip.en.md)" old_ids
fyr log trip --format json
has 'log: follows it' "$out" '"from": "guides/trip.en.md"'

# --- back again, with another id: nothing is left over ---
fyr mv trip guides/journey
is 'mv FOLDER/ID: exit 0' "$status" 0
is 'mv FOLDER/ID: its message' "$(git -C hub.git log -1 --format=%s)" \
	'guide: move trip from guides/validation to guides/journey'
is 'mv FOLDER/ID: its own links' "$(show guides/journey.en.md)" \
	'[other](ethics.en.md), [up](../regulations/mdr.en.md#scope "t"), [self](journey.sv.md),
[rooted](/guides/journey.sv.md), ![p](img/a.png), [[mdr]], [ref][r], <https://example.org/guides/x>,
`[code](ethics.en.md)`, [here](#top), [to](validation/x.md).

[r]: ethics.en.md'
is 'mv FOLDER/ID: links to it' "$(show methods/from.en.md)" \
	'[a](../guides/journey.en.md#h), [b](/guides/journey.sv.md), [c](../guides/journey), [[journey]], [[journey#h]].'
has 'mv FOLDER/ID: the old id is kept' "$(git -C hub.git show HEAD:guides/journey.en.md)" 'old_ids: [trip]'
fyr show trip --format json
has 'mv FOLDER/ID: and finds it' "$out" '"id": "journey"'

# --- a path as people copy it ---
fyr mv journey /guides/trip.en.md
is 'mv PATH.md: exit 0' "$status" 0
is 'mv PATH.md: both languages' "$(git -C hub.git ls-tree -r --name-only HEAD | grep /trip\\. | tr '\n' ' ')" \
	'guides/trip.en.md guides/trip.sv.md '
fyr links --broken
is 'mv: no link broke' "$(printf '%s\n' "$out" | wc -l)" "$broken"
fyr check
is 'mv: check says what it said' "$(printf '%s\n' "$out" | grep -v ' info: ' | sed 's/:[0-9:]*: /: /')" "$before_check"

# --- another kind ---
before=$(head_of)
fyr mv trip methods/
is 'mv: what the kind wants is missing' "$status" 6
has 'mv: says what' "$err" '"family" is missing'
fyr edit trip --field status=draft
before=$(head_of)
fyr mv trip methods/
is 'mv: a draft becomes another kind' "$status" 0
is 'mv: its message' "$(git -C hub.git log -1 --format=%s)" 'method: move trip from guides to methods'
fyr show trip --format json
has 'mv: it is a method' "$out" '"kind": "method"'
fyr undo
is 'mv: undone' "$(head_of)" "$before"

# --- refused ---
fyr mv mdr guides/
is 'mv: a field wants the kind it is' "$status" 6
has 'mv: says which' "$err" 'regulations'
for place in templates/ nowhere/ ./ ; do
	fyr mv trip -- "$place"
	is "mv $place: refused" "$([ "$status" = 6 ] || [ "$status" = 2 ] && echo yes)" yes
done
for place in ../x/ guides/../methods/ Guides/ 'a b/' guides//x/ guides/ methods trip; do
	fyr mv trip -- "$place"
	is "mv $place: is no place" "$status" 2
done
has 'mv FOLDER without a slash is asked about' "$(fyr mv trip methods; echo "$err")" 'methods/'
fyr mv trip guides/ethics
is 'mv: the id is taken' "$status" 6
has 'mv: says by which' "$err" guides/ethics
is 'mv: nothing was done' "$(head_of)" "$before"

# --- a repository without fyr.yaml: ids are paths ---
mkdir -p foreign/docs/Deep && cd foreign && git init -q
printf '# A\n[b](b.md) [[docs/b]]\n' >docs/a.md
printf '# B\n[a](./a.md) [c](Deep/c.md)\n' >docs/b.md
printf '# C\n[b](../b.md)\n' >docs/Deep/c.md
git add . && git commit -qm first && cd ..
export FYR_HUB=$PWD/foreign
fyr mv docs/b docs/Deep/
is 'foreign: exit 0' "$status" 0
is 'foreign: moved' "$(cd foreign && find docs -type f | sort | tr '\n' ' ')" 'docs/Deep/b.md docs/Deep/c.md docs/a.md '
is 'foreign: links' "$(cat foreign/docs/a.md foreign/docs/Deep/b.md foreign/docs/Deep/c.md)" '# A
[b](Deep/b.md) [[docs/Deep/b]]
# B
[a](../a.md) [c](c.md)
# C
[b](b.md)'
is 'foreign: the tree is clean' "$(git -C foreign status --porcelain)" ''
finish
