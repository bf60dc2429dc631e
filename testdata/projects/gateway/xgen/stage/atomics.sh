#!/bin/sh
# Emitted by xgen: builds what compilers call for atomic operations that the processor does not have,
# atomic.c beside this script, into $XGEN_PREFIX/atomics/$XGEN_TRIPLE.a: link.sh links
# every program with it. Needs no network.
#   XGEN_CC and XGEN_AR are the target's wrappers of its compiler and of ar, in the
#   folder XGEN_BIN
set -eu

here=$(cd "$(dirname "$0")" && pwd)
archive="$XGEN_PREFIX/atomics/$XGEN_TRIPLE.a"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

export PATH="$XGEN_BIN:$PATH" XGEN_COMPILER_CACHE="$tmp/cache"

# For a shared library too. Nothing unwinds through it.
cd "$here"
for part in WIDE NARROW; do
	"$XGEN_CC" -std=gnu11 -O2 -fPIC -ffunction-sections -fno-unwind-tables -fno-asynchronous-unwind-tables \
		-Wall -Wextra -Werror "-D$part" -c -o "$tmp/$part.o" atomic.c
done

mkdir -p "$XGEN_PREFIX/atomics"
rm -f "$archive"
"$XGEN_AR" rcs "$archive" "$tmp/WIDE.o" "$tmp/NARROW.o"
sha256sum "$tmp"/*.o | sed 's, .*/, ,' >"$XGEN_PREFIX/atomics/$XGEN_TRIPLE.stamp"
