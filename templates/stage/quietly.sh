#!/bin/sh
# Emitted by xgen: runs a command, and shows what it said only where it failed.
# usage: quietly.sh WHAT LOG COMMAND…
#   WHAT is what could not be built then, and LOG the file that keeps what was said
set -u

what=$1
log=$2
shift 2
"$@" >"$log" 2>&1 && exit

echo "xgen: $what could not be built: ${log##*/} ends so:" >&2
if [ "$(wc -l <"$log")" -gt 60 ]; then
	# Where several work side by side the first error is not the last line.
	grep -B 5 -A 5 -E '(^|[^a-z])[Ee]rror( [0-9]+)?(:|$)' "$log" | tail -n 80 >&2
fi
tail -n 60 "$log" >&2
# A configure script keeps to itself what the linker answered.
find . -maxdepth 3 -name config.log -exec grep -h -E '(/ld: |ld returned|undefined reference)' {} + | sort -u | tail -n 20 >&2
exit 1
