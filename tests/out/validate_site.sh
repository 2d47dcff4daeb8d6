#!/bin/sh
# Let programs that nobody here wrote judge an exported site: its pages by
# html-validate and vnu, in headless Chromium by axe-core, its feeds by xmllint
# and its calendars by khal. Not part of `make test`: the tools are large.
#
#   tests/out/validate_site.sh DIR
#
# The tools come from npm, in the folder that FYR_NODE names (or the current
# one); nothing is installed or fetched here:
#
#   npm install html-validate axe-core puppeteer-core vnu-jar
#
# What is missing is told. Ends with 0 when nothing was found, 1 when something
# was, 2 when no tool could run.
set -u
here=$(cd "$(dirname "$0")" && pwd)
site=$(cd "${1:?folder of a site}" && pwd) || exit 2
node=${FYR_NODE:-$PWD}/node_modules
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
found=0 ran=0

missing() { # what, why
	echo "not run: $1 ($2)"
}
verdict() { # what, status, file with its words
	ran=$((ran + 1))
	if [ "$2" -eq 0 ]; then
		echo "ok: $1"
	else
		found=$((found + 1))
		echo "FOUND: $1"
		head -n 40 "$3"
	fi
}

echo "$(find "$site" -name '*.html' | wc -l) pages in $site"

# Ids may hold a colon (the HTML standard asks for no blank only): the ids of
# the page itself have one, so that no heading of a note is called the same.
if [ -x "$node/.bin/html-validate" ]; then
	cat >"$work/rules.json" <<'END'
{"root": true,
 "extends": ["html-validate:standard", "html-validate:document",
  "html-validate:a11y", "html-validate:recommended"],
 "rules": {"valid-id": ["error", {"relaxed": true}],
  "require-sri": ["error", {"target": "crossorigin"}]}}
END
	"$node/.bin/html-validate" --config "$work/rules.json" -f text "$site" >"$work/out" 2>"$work/err"
	verdict 'html-validate' $? "$work/out"
else
	missing html-validate "$node has none"
fi

# From files vnu takes 'self' of the pages' policy for another place.
jar=$node/vnu-jar/build/dist/vnu.jar
if [ -f "$jar" ] && command -v java >/dev/null; then
	java -jar "$jar" --stdout --format gnu --skip-non-html \
		--filterpattern '.*Content Security Policy.*external.*|.*Content Security Policy.*image.*' \
		"$site" >"$work/out" 2>&1
	grep -v 'info warning: Text run is not in Unicode Normalization' "$work/out" >"$work/left"
	[ ! -s "$work/left" ]
	verdict vnu $? "$work/left"
else
	missing vnu "java or $jar is missing"
fi

browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -n "$browser" ] && [ -d "$node/axe-core" ] && [ -d "$node/puppeteer-core" ] && command -v node >/dev/null; then
	NODE_PATH=$node BROWSER=$browser node "$here/validate_site.js" "$site" >"$work/out" 2>&1
	verdict 'axe-core and the keyboard in Chromium, 320 and 1280 wide, light and dark' $? "$work/out"
	tail -n 1 "$work/out"
else
	missing axe-core "node, Chromium, axe-core or puppeteer-core is missing"
fi

if command -v xmllint >/dev/null; then
	find "$site" -name feed.xml -exec xmllint --noout --relaxng "$here/atom.rng" {} + 2>&1 |
		grep -v ' validates$' >"$work/out"
	[ ! -s "$work/out" ]
	verdict 'feeds by xmllint' $? "$work/out"
else
	missing 'xmllint' 'libxml2-utils is missing'
fi

if command -v khal >/dev/null; then
	status=0
	for file in "$site"/*/calendar.ics; do
		name=$(basename "$(dirname "$file")")
		mkdir -p "$work/$name"
		printf '[calendars]\n[[c]]\npath = %s\n[locale]\nlocal_timezone = UTC\ndefault_timezone = UTC\ntimeformat = %%H:%%M\ndateformat = %%Y-%%m-%%d\nlongdateformat = %%Y-%%m-%%d\ndatetimeformat = %%Y-%%m-%%d %%H:%%M\nlongdatetimeformat = %%Y-%%m-%%d %%H:%%M\n[sqlite]\npath = %s\n' \
			"$work/$name" "$work/$name.db" >"$work/$name.conf"
		khal -c "$work/$name.conf" import --batch -a c "$file" >>"$work/out.khal" 2>&1 || status=1
		if [ "$(find "$work/$name" -name '*.ics' | wc -l)" -ne "$(grep -c '^BEGIN:VEVENT' "$file")" ]; then
			echo "$file: khal has not as many events" >>"$work/out.khal"
			status=1
		fi
	done
	verdict 'calendars by khal' $status "$work/out.khal"
else
	missing khal 'khal is missing'
fi

[ "$ran" -gt 0 ] || exit 2
[ "$found" -eq 0 ]
