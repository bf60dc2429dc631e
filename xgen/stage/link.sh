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
	grep -qE "$1" "$said" || return 0
	echo "xgen: the linker's warning above is an error: $2" >&2
	grep -E "$1" "$said" | sed 's/^/xgen:   /' >&2
	status=1
}

# usage: lonely FILE   names the objects in it with a GOT16 and no LO16 after it
lonely() {
	readelf --relocs --wide "$1" 2>/dev/null | awk -v file="$1" '
		function show(name) {
			for (name in open) print "xgen:   in " open[name]
			split("", open)
		}
		/^Relocation section/ { show() }
		/^File: / { show(); file = $2 }
		$3 == "R_MIPS_GOT16" && $5 ~ /^[.$]/ { open[$5] = file }
		$3 == "R_MIPS_LO16" { delete open[$5] }
		END { show() }'
}

# GNU ld on MIPS; elsewhere linkers refuse such a mix themselves.
dangerous 'uses -m?(soft|hard|single|double|fp)[a-z0-9-]* .*, .* uses ' \
	'objects that pass floats in different ways compute nonsense together: build them with the same float ABI'
dangerous 'cannot find entry symbol' \
	'the program has no beginning: name its start file or its main function'
# lld. Clang's assembler makes such objects of some assembler code.
lone="can.t find matching .*(LO16|relocation)"
dangerous "$lone" \
	'an address in an object is wrong, and so is what it computes: build it without its assembler code'
if grep -qE "$lone" "$said"; then
	for arg; do
		case "$arg" in
		*.o | *.a | *.rlib) lonely "$arg" >&2 ;;
		esac
	done
fi
exit "$status"
