#!/bin/sh
# Four people who write and send at once, 25 times each, also in the same place
# of the same note: everything arrives, and nothing anybody wrote is lost.
. "$FYR_ROOT/tests/net/net.sh"
in_memory
times=${WRITER_TIMES:-25}

upstream up
git clone -q --bare up hub.git
cat >writer.sh <<'SH'
# One writer: its own notes, and now and then a line of the shared one.
n=1
while [ "$n" -le "$2" ]; do
	set -- "$1" "$2" "own/$1-$n.md" "Note $n of $1."
	if [ $((n % 5)) = 0 ]; then
		"$tool_program" save "$1" "$1 $n" "$3" "$4
" shared.md "Shared: $n of $1.
" >>"$1.log" || echo "save $n" >>"$1.bad"
	else
		"$tool_program" save "$1" "$1 $n" "$3" "$4
" >>"$1.log" || echo "save $n" >>"$1.bad"
	fi
	# Who is beaten again and again may try once more, like a person.
	"$tool_program" sync "$1" >>"$1.log" ||
		"$tool_program" sync "$1" >>"$1.log" ||
		echo "sync $n: $(tail -1 "$1.log")" >>"$1.bad"
	n=$((n + 1))
done
SH
export tool_program
for one in a b c; do "$tool_program" clone "$PWD/hub.git" $one >/dev/null; done
git clone -q "$PWD/hub.git" d
start=$(now_ms)
writers=''
for one in a b c d; do
	sh writer.sh $one "$times" &
	writers="$writers $!"
done
for one in $writers; do wait "$one"; done
took=$(($(now_ms) - start))
is 'nobody failed' "$(cat ./*.bad 2>/dev/null)" ''
for one in a b c d; do
	tool sync $one
	is "$one has it all" "$(head_of $one)" "$(head_of hub.git)"
	is_sound "$one" $one
done
is 'every note arrived' "$(git -C hub.git ls-tree -r --name-only main own | wc -l)" $((4 * times))
lost=''
git -C hub.git log --format=%H main | while read -r commit; do
	git -C hub.git rev-parse -q --verify "$commit:shared.md"
done | sort -u | while read -r blob; do
	git -C hub.git cat-file blob "$blob"
done >versions
for one in a b c d; do
	n=5
	while [ "$n" -le "$times" ]; do
		grep -q "Shared: $n of $one\.\$" versions || lost="$lost $one:$n"
		n=$((n + 5))
	done
done
is 'every shared text is in the history' "$lost" ''
is 'no markers' "$(git -C hub.git grep -c '<<<<<<<' main)" ''
clashes=$(git -C hub.git log --format=%B main | grep -c '^Fyr-Conflict: shared.md')
tries=$(cat ./?.log | awk '/^tries/ { n += $2 } END { print n + 0 }')
result ok "$((4 * times)) sends, $tries times beaten, $clashes clashes, $took ms" ''
finish
