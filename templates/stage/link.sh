#!/bin/sh
# Runs a compiler and, where it links, takes the linker's dangerous warnings
# for errors: rustc shows no warning of a link that succeeds.
# usage: link.sh COMPILER ARGUMENT…
set -eu

for arg; do
	case "$arg" in
	-c | -S | -E | -M | -MM | -fsyntax-only | --version | -print-* | -dump*) exec "$@" ;;
	esac
done

said=$(mktemp)
trap 'rm -f "$said"' EXIT
status=0
"$@" 2>"$said" || status=$?
cat "$said" >&2

# usage: dangerous PATTERN REASON
dangerous() {
	if grep -qE "$1" "$said"; then
		echo "xgen: the linker's warning above is an error: $2" >&2
		grep -E "$1" "$said" | sed 's/^/xgen:   /' >&2
		status=1
	fi
}

# GNU ld on MIPS; elsewhere linkers refuse such a mix themselves.
dangerous 'uses -m?(soft|hard|single|double|fp)[a-z0-9-]* .*, .* uses ' \
	'objects that pass floats in different ways compute nonsense together: build them with the same float ABI'
# A GOT16 without its LO16: clang's assembler makes it of some assembler code.
dangerous "can.t find matching .*(LO16|relocation)" \
	'an address in this object is wrong, and so is what it computes: build it without its assembler code'
dangerous 'cannot find entry symbol' \
	'the program has no beginning: name its start file or its main function'
exit "$status"
