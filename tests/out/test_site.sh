# The hub as a web site.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
commit() { # time, message
	git -C hub add -A
	GIT_AUTHOR_DATE="$1" GIT_COMMITTER_DATE="$1" git -C hub commit -qm "$2"
}
export FYR_HUB="$PWD/hub"
links() { # every address in the pages that is relative leads to a file, and its anchor to an id
	/usr/bin/python3 - "$1" <<'PY'
import os, sys
from html.parser import HTMLParser
from urllib.parse import unquote

root = sys.argv[1]
pages, bad = {}, []


class Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.ids, self.links, self.open = [], [], []

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if "id" in a:
            self.ids.append(a["id"])
        for key in ("href", "src"):
            if key in a:
                self.links.append((tag, a[key], a.get("rel")))
        for key in a:
            if key.startswith("on") or key == "style":
                bad.append(("attribute", key))
        if tag in ("iframe", "object", "embed", "form"):
            bad.append(("element", tag))


for folder, _, files in os.walk(root):
    for name in files:
        if name.endswith(".html"):
            path = os.path.join(folder, name)
            pages[path] = Page()
            pages[path].feed(open(path, encoding="utf-8", newline="").read())
for path, page in pages.items():
    for one in set(page.ids):
        if page.ids.count(one) > 1:
            bad.append((path, "id twice", one))
    for tag, url, rel in page.links:
        if url.startswith(("https://", "http://")):
            if tag == "a" and rel != "external noopener":
                bad.append((path, "no rel", url))
            if tag != "a":
                bad.append((path, "loads", url))
            continue
        if url.startswith(("mailto:", "tel:")):
            continue
        target, _, anchor = url.partition("#")
        file = os.path.normpath(os.path.join(os.path.dirname(path), unquote(target))) if target else path
        if not os.path.isfile(file):
            bad.append((path, "leads nowhere", url))
        elif anchor and file in pages and unquote(anchor) not in pages[file].ids:
            bad.append((path, "no anchor", url))
print(len(pages), "pages", bad[:5] if bad else "whole")
PY
}

# --- the starter hub, whole
cp -r "$FYR_ROOT/starter" hub
git -C hub init -q
commit 2026-11-23T12:00:00Z start
fyr export site out --search-page
is 'the site of the starter hub' "$status" 0
has 'its count' "$err" 'pages of notes'
has 'every link leads somewhere' "$(links out)" whole
has 'a page a note and language' "$(ls out/sv/notes/methods/sepsis-prediction.html out/en/notes/methods/sepsis-prediction.html)" en/
page=$(cat out/sv/notes/methods/sepsis-prediction.html)
has 'in its language' "$page" '<html lang="sv">'
has 'which the other is told of' "$page" '<link rel="alternate" hreflang="en" href="../../../en/notes/methods/sepsis-prediction.html">'
has 'a skip link' "$page" '<a class="skip" href="#page:main">'
has 'links are called as the notes are' "$page" '>Kalibrering'
has 'labels in its language' "$page" '<dt>Mognad</dt>'
is 'one first heading' "$(echo "$page" | grep -c '<h1')" 1
has 'tables have a scope' "$(cat out/sv/kinds/regulation.html)" '<th scope="row">'
has 'the agenda is of the day of the commit' "$(cat out/en/agenda.html)" '2 Dec 2026'
has 'a month is a month' "$(cat out/en/agenda.html)" '<th scope="row"><time datetime="2026-12">Dec 2026</time></th>'
hasnt 'nothing counts days' "$(cat out/en/agenda.html)" 'in 9 days'
has 'a stage is told in words' "$(cat out/en/notes/regulations/ai-act.html)" \
	'<span class="state">Stage: Applies in part</span>'
has 'a level too' "$(cat out/sv/notes/updates/2026-11-20-swedish-ai-law-not-found.html)" 'Nivå: För kännedom'
hasnt 'nothing is overdue that day' "$(cat out/en/notes/guides/*.html)" 'Overdue for review'
has 'fields stand apart, with a heading' "$page" '<h2 id="page:facts">Fakta</h2>'
has 'cells name their column' "$(cat out/sv/kinds/regulation.html)" '<td data-label="Skede">'
has 'ways on from the first page' "$(cat out/sv/index.html)" '<a href="../sv/agenda.html">Hela agendan</a>'
has 'every page tells of the feeds' "$page" '<link rel="alternate" type="application/atom+xml" title="Ändringar" href="../../../sv/feed.xml">'
has 'and of the calendar' "$page" '<link rel="alternate" type="text/calendar"'
has 'a title that fits has the name of the hub' "$page" ' – Kompetenscentrum AI</title>'
is 'titles fit' "$(find out -name '*.html' -exec grep -ho '<title>.*</title>' {} + |
	/usr/bin/python3 -c 'import sys; print(max(len(l.strip()) for l in sys.stdin) - 15)')" 70
is 'feeds' "$(xmllint --noout --relaxng "$FYR_ROOT/tests/out/atom.rng" \
	out/sv/feed.xml out/en/feed.xml 2>&1 | grep -v ' validates$')" ''
has 'the calendar' "$(cat out/en/calendar.ics)" BEGIN:VCALENDAR
is 'well-formed to xmllint too' "$(find out -name '*.html' | xargs xmllint --html --noout 2>&1 |
	grep ' error : ' | grep -v 'Tag \(main\|nav\|header\|footer\|section\|time\) invalid' | head -3)" ''
# --- the same commit, the same bytes
cp -r out first
FYR_NOW=2027-06-01 TZ=America/New_York LANGUAGE=sv fyr --lang sv export site other --search-page
is 'the same bytes another day, zone and language' "$(diff -r first other && echo same)" same
touch -d 2001-01-01 out/style.css
fyr export site out --search-page
has 'nothing to do is said' "$err" 'The site is as it was'
is 'and the files are the same files' "$(date -r out/style.css +%Y)" 2001
sed -i 's/^title: .*/title: Another title/' hub/partners/imy.md
sed -i 's/^review_by: .*/review_by: 2026-11-01/' hub/guides/buying-ai.sv.md
cat >hub/updates/2026-11-24-x.md <<'END2'
---
title: Something new in the Act
lang: en
status: published
date: 2026-11-24
alert: act
about: [ai-act]
url: "https://example.org/x"
---
END2
commit 2026-11-24T12:00:00Z title
fyr export site out --search-page
has 'a change is in' "$(cat out/sv/notes/partners/imy.html)" '<h1>Another title</h1>'
has 'an overdue note says so' "$(cat out/sv/notes/guides/buying-ai.html)" \
	'<p class="notice">Granskningen är försenad: den skulle ha gjorts <time datetime="2026-11-01">1 nov 2026</time>.</p>'
has 'and one that a change may have made wrong' "$(cat out/en/notes/guides/is-our-app-high-risk.html)" \
	'not reviewed since: <a href="../../../en/notes/updates/2026-11-24-x.html">Something new in the Act</a>, <time datetime="2026-11-24">'
is 'what did not change is the same file' "$(date -r out/style.css +%Y)" 2001
git -C hub rm -q partners/imy.md && commit 2026-11-25T12:00:00Z gone
fyr export site out --search-page
is 'what is gone is gone' "$(ls out/sv/notes/partners/imy.html 2>/dev/null)" ''
is 'nothing is left beside' "$(ls -A | grep fyr-new)" ''
has 'links stay whole' "$(links out)" whole

# --- whose folder
mkdir mine && echo precious >mine/file
fyr export site mine
is 'a folder of somebody is refused' "$status$(cat mine/file)" 6precious
has 'in words' "$err" 'does not hold the site of this hub'
ln -s mine link
fyr export site link
is 'a link too' "$status" 6
mkdir empty
fyr export site empty/
is 'an empty one is fine' "$status$(ls empty/index.html)" 0empty/index.html
mkdir .left.fyr-new && echo half >.left.fyr-new/x
fyr export site left
is 'what was left of another run is no hindrance' "$status$(ls left/x 2>/dev/null)" 0
fyr --read-only export site other2
is 'not with --read-only' "$status" 6
fyr export site
is 'a folder must be named' "$status" 2
fyr --hub "$FYR_ROOT/starter" export site out
is 'another folder with the same id may go on' "$status" 0
sed -i 's/^id: .*/id: "other.example.org,2026"/' hub/fyr.yaml
commit 2026-11-26T12:00:00Z id
fyr export site out
is 'the site of another hub is refused' "$status" 6

# --- hostile notes
rm -rf hub out
mkdir hub && git -C hub init -q
printf 'fyr: 1\nid: "x.example.org,2026"\nlanguages: [en]\nkinds:\n  guide:\n    folder: g\n    row: [title, owner]\n    fields:\n      site: {type: url}\n      due: {type: dated}\n' >hub/fyr.yaml
printf '\211PNG\r\n' >hub/g.png
echo '<svg onload="alert(1)"/>' >hub/g.svg
note hub/g/a.md <<'END2'
---
title: "</title><script>alert(1)</script>"
owner: "<img src=x onerror=alert(1)>"
due: {date: 30 February}
site: "https://x.example/\"onclick=\"alert(1)"
summary: "\" onload=\"alert(1)"
tags: ["</a><script>", "../../etc", a/b, A/B, 日本, "index"]
---
# </title><script>alert(1)</script>
#### deep
## main
## page:main
<script>alert(1)</script>

[j](javascript:alert(1)) [d](data:text/html,x) [s](//evil.example) [e](https://e.example/?a&b)

![p](../g.png) ![s](../g.svg) ![x](https://e.example/x.png) ![o](../../../etc/passwd)

[[draft]] [[b#no]] [[b|text]] [m](mailto:a@b.example)

| a | b |
|--:|:-:|
| 1 | 2 |
END2
printf -- '---\ntitle: Secret\nstatus: draft\n---\nhidden words\n' >hub/g/draft.md
printf -- '---\ntitle: "\\u00a0\\u200b"\nlang: "x-none!"\n---\n' >hub/g/blank.md
printf -- '---\ntitle: Records\nchanges:\n  - {number: 1, what: a}\n  - {number: 2, what: b}\n---\n' >hub/g/records.md
printf -- '---\ntitle: B\n---\n[[a]] [x](#nowhere)\n' >hub/g/b.md
printf -- '---\ntitle: Double\nlang: en\n---\n' >hub/g/b.en.md
printf -- '---\ntitle: "bad \377"\nlang: de\n---\n\001\033[31m \302\205\n' >'hub/g/o d"d.md'
mkdir hub/g/b.html
printf -- '---\ntitle: Below\nid: below\n---\n' >hub/g/b.html/below.md
printf -- '---\ntitle: Long\n---\n' >"hub/g/$(printf '%0252d' 0).md"
commit 2026-11-23T12:00:00Z hostile
fyr export site out --search-page
is 'hostile notes make a site' "$status" 0
has 'one note has the page of another' "$err" '1 note has no page'
got=$(links out)
has 'without script, styles, strange addresses' "$got" pages
hasnt 'attributes' "$got" attribute
hasnt 'loads' "$got" loads
hasnt 'ids twice' "$got" 'id twice'
hasnt 'no script element but the search page' "$(find out -name "*.html" ! -name search.html -exec cat {} +)" '<script'
hasnt 'drafts' "$(find out -type f -exec cat {} +)" Secret
hasnt 'their text' "$(find out -type f -exec cat {} +)" 'hidden words'
page=$(cat out/en/notes/g/a.html)
is 'a picture is taken along' "$(ls out/files)" g.png
has 'and shown' "$page" 'src="../../../files/g.png"'
has 'headings do not jump' "$page" '<h2 id="deep">'
has 'columns by class' "$page" '<th scope="col" class="right">'
is 'tags with like names are apart' "$(ls out/en/tags | grep -c 'ab-')" 2
is 'records are lists of their own' "$(sed -n '/<dl>/,/<.section>/p' out/en/notes/g/records.html | tr -d '\n')" \
	'<dl><dt>changes.number</dt><dd>1</dd><dt>changes.what</dt><dd>a</dd></dl><dl><dt>changes.number</dt><dd>2</dd><dt>changes.what</dt><dd>b</dd></dl></section>'
hasnt 'a language that is none is left out' "$(find out -name '*.html' -exec cat {} +)" 'lang="x-'
has 'what is no date stays as written' "$(cat out/en/notes/g/a.html)" '<dd>30 February</dd>'
has 'a title that shows nothing is the name' "$(cat out/en/kinds/guide.html)" 'g/blank.html">blank</a>'
is 'no control byte' "$(LC_ALL=C grep -rlP '[\x00-\x08\x0b\x0e-\x1f\x7f]' out --include='*.html')" ''
finish
