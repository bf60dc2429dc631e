#!/bin/sh
# Emitted by xgen: prints what Clang has to be told so that it reads C headers as a target's
# compiler does: from that one's folders and the target's libraries, and from no others.
# Needs no network.
# usage: clang.sh COMPILER
#   XGEN_PREFIX/libraries/include has the headers of the target's libraries, if any
set -eu

folders=$("$1" -E -v -x c /dev/null 2>&1 >/dev/null |
	sed -n '/^#include <[.][.][.]>/,/^End of search list/s/^ //p')
[ "$folders" ] || {
	echo "xgen: ${1##*/} does not say where it has its headers" >&2
	exit 1
}
printf %s -nostdlibinc
[ ! -d "$XGEN_PREFIX/libraries/include" ] || printf " -isystem '%s'" "$XGEN_PREFIX/libraries/include"
echo "$folders" | while IFS= read -r folder; do printf " -isystem '%s'" "$folder"; done
