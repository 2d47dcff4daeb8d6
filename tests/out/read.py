# Readers that nobody here wrote look at what fyr exports: feedparser,
# icalendar, vobject, bibtexparser, pybtex, the csv and json of Python. Prints one line a thing found.
import csv
import io
import json
import sys

kind, path = sys.argv[1:3]
data = open(path, "rb").read()


def line(*parts):
    print(" | ".join(str(p).replace("\n", "\\n") for p in parts))


if kind == "atom":
    import feedparser

    feed = feedparser.parse(data)
    line("bozo", int(feed.bozo))
    line("feed", feed.feed.id, feed.feed.title)
    for e in feed.entries:
        line("entry", e.id, e.title, e.get("link", "-"), e.published)
        if "<script" in e.content[0].value or 'href="java' in e.content[0].value:
            line("unsafe", e.content[0].value)
elif kind == "ics":
    import icalendar
    import vobject

    calendar = icalendar.Calendar.from_ical(data)
    for zone in calendar.walk("VTIMEZONE"):
        line("zone", zone["TZID"])
    for e in calendar.walk("VEVENT"):
        line("event", e["UID"], e["SEQUENCE"], e["DTSTART"].dt.isoformat(),
             e["DTEND"].dt.isoformat() if "DTEND" in e else "-", e["SUMMARY"],
             e["STATUS"], *[k for k in e if k.startswith("X-")])
        for problem in e.errors:
            line("error", problem)
    uids = [e["UID"] for e in calendar.walk("VEVENT")]
    for uid in sorted({u for u in uids if uids.count(u) > 1}):
        line("uid twice", uid)
    for one in vobject.readComponents(data.decode()):
        one.validate()
        line("vobject", one.name)
    assert max(len(x) for x in data.split(b"\r\n")) <= 75
    assert b"\n" not in data.replace(b"\r\n", b"")
elif kind == "vcf":
    import vobject

    for card in vobject.readComponents(data.decode()):
        line("card", card.version.value, card.kind.value, card.fn.value,
             ",".join(sorted({c.name for c in card.getChildren()})))
    assert max(len(x) for x in data.split(b"\r\n")) <= 75
elif kind == "csv":
    rows = list(csv.reader(io.StringIO(data.decode(), newline="")))
    for row in rows:
        assert len(row) == len(rows[0])
        for cell in row:
            if cell[:1] in "=+-@\t\r" and cell[:1]:
                line("formula", cell)
        line("row", *row)
elif kind == "bibtex":
    import bibtexparser.bparser
    import pybtex.database

    text = data.decode()
    one = bibtexparser.bparser.BibTexParser(
        common_strings=True, ignore_nonstandard_types=False).parse(text)
    other = pybtex.database.parse_string(text, "bibtex")
    line("entries", text.count("\n@") + text.startswith("@"),
         len(one.entries), len(other.entries))
elif kind in ("json", "jsonfeed"):
    root = json.loads(data)
    for one in root.get("items", root.get("notes")):
        line("item", one["id"], one["title"], one.get("url", "-"))
