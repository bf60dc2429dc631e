#!/bin/sh
# Runs a compiler and, where it links, takes for errors what makes a wrong
# program: the linker's dangerous warnings, of which rustc shows none where a
# link succeeds, and objects of another float ABI, which lld lets pass on ARM.
# usage: link.sh FLOAT COMPILER ARGUMENT…
#   FLOAT  the target's float ABI: soft or hard
set -eu

float=$1
shift

for arg; do
	case "$arg" in
	-c | -S | -E | -M | -MM | -fsyntax-only | --version | -print-* | -dump*) exec "$@" ;;
	esac
done

# The words below are those of one language.
export LC_ALL=C
said=$(mktemp)
trap 'rm -f "$said" "$said.hard"' EXIT
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

# usage: archive NAME ARGUMENT…   prints the file that -lNAME means, where one of
#                                 the folders of -L has it
archive() {
	library=lib$1.a
	shift
	before=
	for word; do
		case "$before $word" in
		'-L '*) folder=$word ;;
		*' -L'?*) folder=${word#-L} ;;
		*) folder= ;;
		esac
		before=$word
		if [ "$folder" ] && [ -e "$folder/$library" ]; then
			echo "$folder/$library"
			return
		fi
	done
}

# usage: inputs ARGUMENT…   prints the objects and archives that are linked
inputs() {
	for arg; do
		case "$arg" in
		*.o | *.a | *.rlib) echo "$arg" ;;
		-l?*) archive "${arg#-l}" "$@" ;;
		esac
	done
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

# usage: hard FILE   names the objects in it that pass floats in registers
hard() {
	readelf --arch-specific --wide "$1" 2>/dev/null | awk -v file="$1" '
		/^File: / { file = $2 }
		/Tag_ABI_VFP_args: VFP registers/ { print "xgen:   " file }'
}

if [ "$float" = soft ] && [ "$status" -eq 0 ]; then
	inputs "$@" | while IFS= read -r file; do hard "$file"; done >"$said.hard"
	if [ -s "$said.hard" ]; then
		echo 'xgen: these objects pass floats in registers and the target does not: build them with the same float ABI' >&2
		cat "$said.hard" >&2
		status=1
	fi
fi

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
	inputs "$@" | while IFS= read -r file; do lonely "$file"; done >&2
fi
exit "$status"
