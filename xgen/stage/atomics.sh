#!/bin/sh
# Builds what compilers call for atomic operations that the processor does not
# have. link.sh links every program with it. Needs no network.
#   XGEN_PREFIX  where it goes: $XGEN_PREFIX/atomics/$XGEN_TRIPLE.a
#   XGEN_TRIPLE  the target
#   XGEN_CC      its compiler wrapper
#   XGEN_AR      and the one of ar
#   XGEN_BIN     the folder that holds both
set -eu

here=$(cd "$(dirname "$0")" && pwd)
archive="$XGEN_PREFIX/atomics/$XGEN_TRIPLE.a"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

export PATH="$XGEN_BIN:$PATH"
export ZIG_GLOBAL_CACHE_DIR="$XGEN_PREFIX/zig-cache" ZIG_LOCAL_CACHE_DIR="$tmp/cache"

# For a shared library too. Nothing unwinds through it.
cd "$here"
for name in atomic atomic-narrow; do
	"$XGEN_CC" -std=gnu11 -O2 -fPIC -ffunction-sections -fno-unwind-tables -fno-asynchronous-unwind-tables \
		-Wall -Wextra -Werror -c -o "$tmp/$name.o" "$name.c"
done

mkdir -p "$XGEN_PREFIX/atomics"
rm -f "$archive"
"$XGEN_AR" rcs "$archive" "$tmp/atomic.o" "$tmp/atomic-narrow.o"
sha256sum "$tmp"/*.o | sed 's, .*/, ,' >"$XGEN_PREFIX/atomics/$XGEN_TRIPLE.stamp"
