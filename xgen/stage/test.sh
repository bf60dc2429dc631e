#!/bin/sh
# Emitted by xgen: records in XGEN_REPORT what the binaries are and, under QEMU or Wine, what the smoke
# command did. A failing command is recorded, not judged: xgen judges.
# usage: test.sh [BIN ARGUMENT…]   runs one of the binaries, or none
#        test.sh --daemon COUNT WORD… BIN ARGUMENT…   has another run beside it, whose
#                                  command is the first COUNT words
#   XGEN_OUT is the folder of the binaries XGEN_BINS; XGEN_EMULATOR the emulator, XGEN_CPU
#   the oldest CPU that must do, or empty; XGEN_TIMEOUT the seconds. XGEN_PAGES are sizes of
#   memory pages in bytes: with those beyond this machine's own the command is run again,
#   on the emulator XGEN_PAGED (pages.sh). XGEN_LOCK says how Cargo.lock was changed
#   (relock.sh), or is empty
set -eu

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() {
	echo "xgen: $XGEN_EMULATOR $*" >&2
	exit 3
}
[ $# -eq 0 ] || command -v "$XGEN_EMULATOR" >/dev/null || fail 'is not installed'
[ -z "$XGEN_CPU" ] || "$XGEN_EMULATOR" -cpu help | grep -qwF -e "${XGEN_CPU%%,*}" || fail "knows no CPU named $XGEN_CPU"

for name in $XGEN_BINS; do
	sum=$(sha256sum <"$XGEN_OUT/$name")
	jq --null-input --arg name "$name" --arg sha256 "${sum%% *}" \
		--argjson size "$(stat -c %s "$XGEN_OUT/$name")" '$ARGS.named'
done >"$tmp/binaries"

# A program with its arguments, in a folder that a smoke command and its daemon
# share.
emulate() {
	bin=$1
	shift
	cd "$tmp/work"
	exec timeout --kill-after=5 "$XGEN_TIMEOUT" \
		"$emulator" ${page:+-p "$page"} ${XGEN_CPU:+-cpu "$XGEN_CPU"} "$XGEN_OUT/$bin" "$@"
}

# The report keeps the beginning of what the command, or the daemon, has written.
shorten() {
	for stream in stdout stderr; do
		head -c 65536 "$tmp/$1.$stream" >"$tmp/$stream"
	done
}

# The first of the words, as many as the first says.
daemon() {
	count=$1
	shift
	for word; do
		shift
		[ "$count" -le 0 ] || set -- "$@" "$word"
		count=$((count - 1))
	done
	jq --null-input '$ARGS.positional' --args -- "$@" >"$tmp/daemon.command"
	emulate "$@"
}

# What became of the daemon. One that still runs is ended; its exit is null. One
# that has ended is there until it is waited for.
dismiss() {
	ended=null
	if [ -e "/proc/$1/status" ] && ! grep -q '^State:.Z' "/proc/$1/status"; then
		kill "$1"
		wait "$1" || true
	else
		ended=0
		wait "$1" || ended=$?
	fi
	shorten daemon
	jq --null-input --argjson exit "$ended" --rawfile stdout "$tmp/stdout" --rawfile stderr "$tmp/stderr" \
		--slurpfile command "$tmp/daemon.command" '{daemon: ($ARGS.named + {command: $command[0]})}'
}

# The command as the report shows it, then what it did.
run() {
	bin=$1
	shift
	started=$(date +%s%N)
	status=0
	(emulate "$bin" "$@") </dev/null >"$tmp/command.stdout" 2>"$tmp/command.stderr" || status=$?
	took=$((($(date +%s%N) - started) / 1000000))
	shorten command
	jq --null-input --argjson exit "$status" --rawfile stdout "$tmp/stdout" --rawfile stderr "$tmp/stderr" \
		--arg binary "$bin" --arg emulator "$XGEN_EMULATOR" --arg cpu "$XGEN_CPU" \
		--argjson page "${page:-null}" --argjson seconds "${took}e-3" \
		'$ARGS.named + {command: $ARGS.positional}' --args -- "$bin" "$@"
}

# The command, and the daemon beside it, in an empty folder.
smoke() {
	rm -rf "$tmp/work"
	mkdir "$tmp/work"
	if [ "$1" != --daemon ]; then
		run "$@"
		return
	fi
	shift
	(daemon "$@") </dev/null >"$tmp/daemon.stdout" 2>"$tmp/daemon.stderr" &
	shift $(($1 + 1))
	run "$@" >"$tmp/run"
	dismiss $! >"$tmp/daemon"
	jq --slurp add "$tmp/run" "$tmp/daemon"
}

: >"$tmp/smoke"
machine=$(getconf PAGE_SIZE)
if [ $# -gt 0 ]; then
	emulator=$XGEN_EMULATOR page=
	smoke "$@" >"$tmp/smoke"
	for page in ${XGEN_PAGES:-}; do
		[ "$page" -gt "$machine" ] || continue
		emulator=$XGEN_PAGED
		smoke "$@" >>"$tmp/smoke"
	done
fi
mkdir -p "$(dirname "$XGEN_REPORT")"
jq --null-input --slurpfile binaries "$tmp/binaries" --slurpfile smoke "$tmp/smoke" \
	--argjson page "$machine" \
	${XGEN_LOCK:+--rawfile lock "$XGEN_LOCK"} '$ARGS.named' >"$XGEN_REPORT"
