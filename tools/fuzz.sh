#!/bin/sh
# Run each fuzz target named for FUZZ_SECONDS (60); what it finds stays in
# build/fuzz/. The notes of the starter hub and tests/fuzz/seeds are the first
# inputs.
set -eu
cd "$(dirname "$0")/.."
seconds=${FUZZ_SECONDS:-60}
export UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1
for target in "$@"; do
	name=$(basename "$target")
	mkdir -p "build/fuzz/corpus-$name" build/fuzz/seeds
	cp starter/*/*.md starter/fyr.yaml starter/synonyms.yaml \
		tests/golden/*.md tests/fuzz/seeds/* build/fuzz/seeds/
	echo "fuzz: $name for $seconds s"
	"$target" -max_total_time="$seconds" -timeout=5 -rss_limit_mb=2048 \
		-max_len=20000 -print_final_stats=1 \
		-artifact_prefix="build/fuzz/$name-" \
		"build/fuzz/corpus-$name" build/fuzz/seeds 2>"build/fuzz/$name.log" ||
		{ tail -n 40 "build/fuzz/$name.log"; exit 1; }
	grep -E 'number_of_executed_units|average_exec' "build/fuzz/$name.log"
done
