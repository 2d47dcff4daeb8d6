#!/bin/sh
# The tasks of staff, contributors and editors on the starter hub, as a table:
# number, who, in their words, whether it holds, and what was seen. By hand:
# make && tests/accept.sh [ROLE...], where ROLE is read, contribute or edit.
cd "$(dirname "$0")/.." || exit 1
status=0
[ $# -gt 0 ] || set -- read contribute edit
for role; do
	tests/run.sh "tests/cli/test_accept_$role.sh" >accept.$$ || status=1
	sed -n 's/^# task	//p' accept.$$ | awk -F '\t' '{
		printf "%2d %s  %-13s %s\n", $1, $2, $4, $3
		gsub("; ", "\n                    ", $5)
		print "                    " $5 }'
	grep -A 20 '^not ok' accept.$$
done
rm -f accept.$$
exit $status
