# A plain folder of Markdown: list, search, show, links, formats, exit codes.
. "$FYR_ROOT/tests/cli/lib.sh"

note hub/guides/buy.md <<'N'
---
title: Köpa en modell
tags: [inköp, sepsis]
aliases: [buying]
owner: inköp
---
# Köpa en modell

Se [metoden](../methods/sepsis.md#när) och [[sepsis|en modell]].

## Steg ett

Begär evidens för patientsäkerhet.
N
note hub/methods/sepsis.md <<'N'
---
title: Sepsis
description: Prognos för sepsis
---
## När

Modellen larmar.
N
note hub/plain.md <<'N'
No front matter, [nowhere](gone.md).
N

fyr --hub hub list --format path
is 'list: every note, by title' "$out" 'guides/buy.md
plain.md
methods/sepsis.md'
is 'list: exit 0' "$status" 0

fyr --hub hub search --format path patientsäkerheten
is 'search: an inflected word finds the note' "$out" 'guides/buy.md'

fyr --hub hub search --format path patientsakerhet
is 'search: without diacritics' "$out" 'guides/buy.md'

fyr --hub hub search xyzzyqwert
is 'search: nothing is exit 1' "$status" 1
is 'search: nothing on standard output' "$out" ''
has 'search: says so' "$err" 'Nothing found'

fyr --hub hub search -f json -n 1 sepsis
has 'json: names its schema' "$out" '"schema": "fyr/notes/1"'
has 'json: the title' "$out" '"title": "'

fyr --hub hub show methods/sepsis
is 'show: exit 0' "$status" 0
has 'show: the title' "$out" 'Sepsis'
has 'show: the text' "$out" 'Modellen larmar.'
fyr --hub hub show --format html plain
has 'show: html' "$out" '<p>No front matter'
fyr --hub hub show --format md plain
is 'show: md is the file' "$out" "$(cat hub/plain.md)"
fyr --hub hub show nothing-of-that-name
is 'show: unknown is exit 1' "$status" 1

fyr --hub hub links guides/buy
has 'links: out' "$out" 'methods/sepsis.md'
fyr --hub hub links methods/sepsis
has 'links: in' "$out" 'guides/buy.md'
fyr --hub hub links --broken
has 'links: broken names the place' "$out" 'plain.md:1'

fyr --hub hub links guides/buy -f json
is 'links: one JSON object' "$(perl -MJSON::PP -0777 -e 'my $o = decode_json(<STDIN>); print scalar @{$o->{out}}' <out.txt 2>&1)" 2

fyr --hub hub list --format csv
has 'csv: header' "$out" 'id,path,title,kind'
fyr --hub hub list --format nonsense
is 'format: unknown is exit 2' "$status" 2

rm hub/plain.md
echo 'Nytt ord: hjortron.' >>hub/methods/sepsis.md
fyr --hub hub search -f path hjortron
is 'an edited file is found at once' "$out" 'methods/sepsis.md'
fyr --hub hub list -f path
hasnt 'a removed file is gone' "$out" 'plain.md'

fyr --hub hub sync --pull
is 'sync of a folder is refused with a reason' "$status" 2
fyr --hub hub status
has 'status says what it is' "$out" 'plain folder'
finish
