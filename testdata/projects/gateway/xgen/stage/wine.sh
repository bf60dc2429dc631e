#!/bin/sh
# Emitted by xgen: starts Debian's Wine for the first time, which takes seconds and writes half a
# gigabyte, and fits it for programs that have no display. Needs no network.
#   WINEPREFIX  the folder that it writes; whoever runs programs later is the same user
set -eu

log=$(mktemp)
trap 'rm -f "$log"' EXIT

refuse() {
	cat "$log" >&2
	echo "xgen: $*" >&2
	exit 1
}

# Rust's std asks it for random numbers.
for library in /usr/lib/*/wine/x86_64-windows/bcryptprimitives.dll; do
	[ -e "$library" ] || refuse "$(wine --version 2>/dev/null) of this Debian has no bcryptprimitives.dll, without which no program of Rust's starts: write image: \"debian:trixie-slim\""
done

mkdir -p "$(dirname "$WINEPREFIX")"
if ! wine wineboot --init >"$log" 2>&1 || ! wine reg add 'HKCU\Software\Wine\Drivers' /v Graphics /d null /f >>"$log" 2>&1; then
	refuse "Wine does not start on this machine, a $(uname -m): what it says stands above"
fi
wineserver --wait

# Its libraries are copies of those that Debian has installed.
for pair in system32/x86_64-windows syswow64/i386-windows; do
	folder=$WINEPREFIX/drive_c/windows/${pair%/*}
	for own in /usr/lib/*/wine/"${pair#*/}"; do
		[ ! -d "$own" ] || [ ! -d "$folder" ] || { LC_ALL=C diff -rsq "$own" "$folder" || true; } |
			sed -n 's/^Files \(.*\) and .* are identical$/\1/p' | xargs -r ln -sf -t "$folder"
	done
done
