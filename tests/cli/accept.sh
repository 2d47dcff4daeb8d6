# What the acceptance scripts share beside lib.sh: a task in the words of a
# person, what was seen when it was done, and a line about each at its end.
# tests/accept.sh runs them all and prints the lines as a table.
. "$FYR_ROOT/tests/cli/lib.sh"
git config --global init.defaultBranch main
git config --global user.name Horizon
git config --global user.email horizon@example.org
# Who writes is who git says it is.
unset GIT_AUTHOR_NAME GIT_AUTHOR_EMAIL GIT_COMMITTER_NAME GIT_COMMITTER_EMAIL
number=''

# A hub from the starter, in which every commit is of one day.
starter_hub() { # folder
	fyr init "$1"
	GIT_AUTHOR_DATE=2026-11-20T12:00:00+01:00 GIT_COMMITTER_DATE=2026-11-20T12:00:00+01:00 \
		git -C "$1" commit -q --amend --no-edit --reset-author
}

task() { # number, who, words
	task_done
	number=$1 who=$2 words=$3 seen=''
	asked=$count broken=$failures
}

# What is so is asserted; what is good to know is told too.
saw() { # text
	seen="$seen${seen:+; }$(printf '%s' "$1" | awk '{printf "%s%s", (NR > 1 ? "; " : ""), $0}')"
}

task_done() {
	[ -n "$number" ] || return 0
	verdict=holds
	[ "$failures" = "$broken" ] || verdict="FAILS in $((failures - broken))"
	printf '# task\t%s\t%s\t%s\t%s, %s\t%s\n' "$number" "$who" "$words" \
		"$verdict" "$((count - asked))" "$seen"
	number=''
}

done_all() {
	task_done
	finish
}

lines() { printf '%s\n' "$1" | grep -c .; }
