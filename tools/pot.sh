#!/bin/sh
# Bring po/fyr.pot and the catalogues up to date with the sources named.
set -eu
cd "$(dirname "$0")/.."
xgettext --from-code=UTF-8 --language=C --keyword=_ --keyword=N_ \
	--keyword=ngettext:1,2 --flag=error_set:3:c-format \
	--flag=error_errno:3:c-format --flag=error_prefix:2:c-format \
	--flag=buf_printf:2:c-format --no-location --sort-output \
	--package-name=fyr -o po/fyr.pot "$@"
sed -i -e "s/charset=CHARSET/charset=UTF-8/" -e "/^\"POT-Creation-Date/d" po/fyr.pot
for po in po/*.po; do
	[ -f "$po" ] || continue
	msgmerge --quiet --update --backup=none --no-location --sort-output \
		--no-fuzzy-matching --no-wrap "$po" po/fyr.pot
done
