#!/bin/sh
# Emitted by xgen: takes named files from a folder that other people's code could write to: build
# scripts, procedural macros, the programs that were tried. Whatever else lies
# there, and whatever is no regular file, ends the build.
# usage: collect.sh FROM INTO MODE NAME…
#   XGEN_LIMIT  the most bytes that a file may have; unset for as many as there are
set -eu

from=$1 into=$2 mode=$3
shift 3

refuse() {
	echo "xgen: $*" >&2
	exit 1
}

mkdir -p "$into"
others=' '
for name; do
	others="$others! -path ./$name "
	{ [ ! -L "$from/$name" ] && [ -f "$from/$name" ]; } || refuse "the build left no regular file $name"
	[ -z "${XGEN_LIMIT-}" ] || [ "$(stat -c %s "$from/$name")" -le "$XGEN_LIMIT" ] ||
		refuse "$name has more than $XGEN_LIMIT bytes"
	cp -- "$from/$name" "$into/$name"
	chmod "$mode" "$into/$name"
done

cd "$from"
# shellcheck disable=SC2086 # the words of an expression; no name holds a space
more=$(find . -mindepth 1 $others -printf '%M %P\n' | head -n 10 | tr -c '[:print:]\n' '?')
[ -z "$more" ] || refuse "the build was asked for $*, and something that it ran also wrote: $(echo "$more" | tr '\n' ';')"
