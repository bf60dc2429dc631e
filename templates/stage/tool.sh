#!/bin/sh
# Emitted by xgen: installs a program that build scripts run on this machine: tools/by-name/NAME in
# XGEN_PREFIX, its link in tools/bin, and a line for each variable in tools/env;
# tools/stamp notes what is there. Needs no network.
# usage: tool.sh NAME PROGRAM [VARIABLE=PATH…]
#   PROGRAM is its path in the archive, empty where the source is the program; VARIABLE gets
#   a path in there, which must be there, or "" for the program. XGEN_PULLED is the
#   folder that pull.sh and unpack.sh have filled
set -eu

name=$1
program=$2
shift 2
tools=$XGEN_PREFIX/tools
own=$tools/by-name/$name
rm -rf "${own:?}"
mkdir -p "$tools/bin" "$own"
if [ "$program" ]; then
	cp -a "$XGEN_PULLED/tree/." "$own"
else
	program=$name
	cp "$XGEN_PULLED/file" "$own/$program"
fi

# lacks WHAT says what the source has instead.
lacks() {
	(cd "$own" && find . -type f | sort | head -n 20) | sed 's|^\./|xgen:   |' >&2
	echo "xgen: the source of tools.$name has no $*: write one of those above" >&2
	exit 1
}

[ -f "$own/$program" ] || lacks file "$program"
for pair; do
	path=${pair#*=}
	[ -e "$own/$path" ] || lacks file or folder "$path"
done
chmod +x "$own/$program"

# e_machine is the number at byte 18, and both kinds of hosts are little-endian.
machine=$(od -A n -t u2 -j 18 -N 2 "$own/$program" | tr -d ' ')
magic=$(head -c 4 "$own/$program" | od -A n -t x1 | tr -d ' ')
case $(uname -m) in
x86_64) want=62 ;;
aarch64) want=183 ;;
*) want=$machine ;;
esac
if [ "$magic" = 7f454c46 ] && [ "$machine" != "$want" ]; then
	echo "xgen: tools.$name is a program for another machine than this $(uname -m): see hosts in targets.cue" >&2
	exit 1
fi

ln -sf "../by-name/$name/$program" "$tools/bin/${program##*/}"
for pair; do
	path=${pair#*=}
	echo "${pair%%=*}=by-name/$name/${path:-$program}"
done >>"$tools/env"
(cd "$tools" && find "./by-name/$name" -type f -exec sha256sum {} + | sort -k 2) >>"$tools/stamp"
