#!/bin/sh
# Emitted by xgen: runs the project's test programs under QEMU or Wine, those of procedural macros on the
# machine itself, one after another, and records in XGEN_REPORT what they did. A failing one is
# recorded, not judged: xgen judges.
# usage: testrun.sh [ARGUMENT…]   for each program, as after `cargo test --`
#   XGEN_TESTS is what tests.sh left, with root/ in its place; XGEN_EMULATOR the emulator,
#   XGEN_CPU the oldest CPU that must do, or empty, and XGEN_TIMEOUT the seconds for
#   each program
set -eu

# With one thread libtest writes a result in two parts, and what the test
# itself prints can stand between them.
threads=$(nproc)
[ "$threads" -gt 1 ] || threads=2

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

command="$XGEN_EMULATOR${XGEN_CPU:+ -cpu $XGEN_CPU}"

# A test that starts one of the project's binaries asks the kernel, which
# cannot run it; it can run a script. Wine takes the kernel's place by itself.
while read -r binary; do
	case "$binary" in *.exe) continue ;; esac
	mv "$binary" "$binary.elf"
	# shellcheck disable=SC2016 # for the script inside
	printf '#!/bin/sh\nexec %s -0 "$0" "$0.elf" "$@"\n' "$command" >"$binary"
	chmod +x "$binary"
done <"$XGEN_TESTS/binaries"

# start SECONDS PROGRAM ARGUMENT…: as cargo does it. Its exit status goes into
# a file, since xargs has its own.
start() {
	limit=$1
	shift
	{
		printf '%s\0' "RUST_TEST_THREADS=$threads"
		cat "$note/environment"
		# shellcheck disable=SC2086 # the emulator is words
		printf '%s\0' timeout --kill-after=5 "$limit" $emulator "$@"
	} >"$tmp/words"
	(
		cd "$(cat "$note/folder")"
		# The variables are set behind the shell, which drops what is no name to it.
		# shellcheck disable=SC2016 # for the shell inside
		xargs --null --exit --arg-file="$tmp/words" \
			sh -c 'status=0; env "$@" || status=$?; echo "$status" >&3' sh </dev/null 3>"$tmp/status"
	)
}

# bounded FILE BYTES: its beginning and its end, with how much is left out
# between them.
bounded() {
	size=$(stat -c %s "$1")
	cut=0
	if [ "$size" -gt "$2" ]; then
		cut=$((size - $2))
		head -c $(($2 / 2)) "$1" >"$1.part"
		printf '\n' >>"$1.part"
		tail -c $(($2 / 2)) "$1" >>"$1.part"
		mv "$1.part" "$1"
	fi
	echo "$cut"
}

run() {
	started=$(date +%s%N)
	start "$XGEN_TIMEOUT" "$@" >"$tmp/stdout" 2>"$tmp/stderr"
	ended=$(date +%s%N)
	status=$(cat "$tmp/status")
	# 101 is libtest's word for failed tests. After anything else some have no
	# result: which ones, the list tells.
	: >"$tmp/list"
	if [ "$status" -ne 0 ] && [ "$status" -ne 101 ] && grep -qE '^running [0-9]+ tests?$' "$tmp/stdout"; then
		start 60 "$@" --list --format terse >"$tmp/list" 2>/dev/null
	fi
	jq --null-input --slurpfile messages "$XGEN_TESTS/messages" \
		--arg cut "$(bounded "$tmp/stdout" 4194304)" --arg cut2 "$(bounded "$tmp/stderr" 65536)" \
		--rawfile stdout "$tmp/stdout" --rawfile stderr "$tmp/stderr" --rawfile list "$tmp/list" \
		--rawfile environment "$note/environment" --arg program "$1" --arg cpu "$cpu" \
		--argjson exit "$status" --argjson seconds "$(((ended - started) / 1000000))e-3" '
		(first($messages[] | select(.executable == $program)) // error("cargo compiled no " + $program)) as $artifact
		| {
			package: ($environment | split("\u0000") | map(select(startswith("CARGO_PKG_NAME="))) | first | .[15:]),
			name: $artifact.target.name, kind: $artifact.target.kind[0],
			source: ($artifact.target.src_path | ltrimstr($artifact.manifest_path | sub("[^/]*$"; ""))),
			cpu: $cpu, exit: $exit, seconds: $seconds, cut: ($cut | tonumber),
			stdout: $stdout, stderr: $stderr,
			list: ($list | split("\n") | map(select(endswith(": test")) | .[:-6]))
		}'
}

: >"$tmp/programs"
for note in "$XGEN_TESTS"/programs/*/; do
	[ -e "$note/program" ] || continue
	emulator=$command cpu=$XGEN_CPU
	[ ! -e "$note/native" ] || emulator='' cpu=native
	run "$(cat "$note/program")" "$@" >>"$tmp/programs"
done
mkdir -p "$(dirname "$XGEN_REPORT")"
jq --slurp '{programs: .}' "$tmp/programs" >"$XGEN_REPORT"
