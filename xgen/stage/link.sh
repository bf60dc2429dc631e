#!/bin/sh
# Emitted by xgen: runs a compiler and, where it links, takes for errors what makes a wrong
# program: the linker's dangerous warnings, of which rustc shows none where a
# link succeeds, and objects of another float ABI, which lld lets pass on ARM, or
# for a newer CPU.
# usage: link.sh [--atomics ARCHIVE] [--cpu ARCHITECTURE] soft|hard COMPILER ARGUMENT…
#   ARCHIVE has 64-bit atomics (atomics.sh), and each program is linked with it;
#   ARCHITECTURE is an ARM's, as readelf names it, for example v5TE
set -eu

atomics='' cpu=''
while :; do
	case "$1" in
	--atomics) atomics=$2 ;;
	--cpu) cpu=$2 ;;
	*) break ;;
	esac
	shift 2
done
float=$1
shift

for arg; do
	case "$arg" in
	-c | -S | -E | -M | -MM | -fsyntax-only | --version | -print-* | -dump*) exec "$@" ;;
	esac
done

# usage: links COMPILER ARGUMENT…   whether a program or a shared library is made of something
links() {
	shift
	before='' found=1
	for arg; do
		case "$before $arg" in
		*' -r' | *' -Wl,-r' | *' -Wl,--relocatable' | '-x '*-header | *' -###') return 1 ;;
		'-o '* | *.h | *.hh | *.hpp) ;;
		*' -l'?* | *' -' | *' @'*) found=0 ;;
		*) [ ! -f "$arg" ] || found=0 ;;
		esac
		before=$arg
	done
	return "$found"
}

# In front of the toolchain's own libraries too: GNU ld goes through them in order,
# and libgcc has a part of it, whose loads can be torn.
if [ "$atomics" ] && links "$@"; then
	for arg; do
		shift
		case "$arg" in
		-lgcc* | -lunwind | -latomic | -lc) set -- "$@" "$atomics" ;;
		esac
		set -- "$@" "$arg"
	done
	set -- "$@" "$atomics"
fi

# Build scripts that ask no pkg-config try whether a program with -lz links (libz-sys), or
# leave it to the last link: the target's C libraries are where each looks.
if [ "${XGEN_LIBRARIES-}" ] && [ -d "$XGEN_LIBRARIES/lib" ] && links "$@"; then
	set -- "$@" "-L$XGEN_LIBRARIES/lib" "-I$XGEN_LIBRARIES/include"
fi

# The words below are those of one language.
export LC_ALL=C
said=$(mktemp)
trap 'rm -f "$said"' EXIT
status=0
"$@" 2>"$said" || status=$?
# zig's word on the -Wl,-O1 with which rustc links what is optimized says nothing of the
# program. From 1.97 on rustc shows what a linker warns of, and who denies warnings would
# have no build.
sed '/^warning: ignoring deprecated linker optimization setting /d' "$said" >&2

# usage: wrong REASON LINES   an error, where there are any lines
wrong() {
	[ "$2" ] || return 0
	printf 'xgen: %s\n%s\n' "$1" "$2" >&2
	status=1
}

# usage: dangerous PATTERN REASON
dangerous() {
	wrong "the linker's warning above is an error: $2" "$(grep -E "$1" "$said" | sed 's/^/xgen:   /')"
}

# usage: inputs ARGUMENT…   prints the objects and archives that are linked: for
#                           -lNAME, what the folders of -L have
inputs() {
	for arg; do
		case "$arg" in
		*.o | *.a | *.rlib) echo "$arg" ;;
		-l?*)
			folder=
			for word; do
				folder=$folder$word
				case "$folder" in
				-L) continue ;;
				-L*) [ ! -e "${folder#-L}/lib${arg#-l}.a" ] || break ;;
				esac
				folder=
			done
			[ -z "${folder#-L}" ] || echo "${folder#-L}/lib${arg#-l}.a"
			;;
		esac
	done
}

# usage: foreign FILE   names the objects in it that pass floats in registers,
#                       behind "float", and those for a newer ARM, behind "cpu"
foreign() {
	readelf --arch-specific --wide "$1" 2>/dev/null | awk -v file="$1" -v cpu="$cpu" '
		BEGIN {
			n = split("Pre-v4 v4 v4T v5T v5TE v6 v6K v6T2 v7", archs)
			for (i = 1; i <= n; i++) age[archs[i]] = i
			# What these have more is of no use to a program.
			age["v5TEJ"] = age["v5TE"]
			age["v6KZ"] = age["v6K"]
		}
		/^File: / { file = $2 }
		/Tag_ABI_VFP_args: VFP registers/ { print "float " file }
		/Tag_CPU_arch: / && cpu in age && (!($2 in age) || age[$2] > age[cpu]) { print "cpu " file ": " $2 }'
}

if [ "$float$cpu" != hard ] && [ "$status" -eq 0 ]; then
	objects=$(inputs "$@" | while IFS= read -r file; do foreign "$file"; done)
	[ "$float" != soft ] || wrong \
		'these objects pass floats in registers and the target does not: build them with the same float ABI' \
		"$(printf '%s\n' "$objects" | sed -n 's/^float /xgen:   /p')"
	wrong "these objects are for a newer CPU than the target's, $cpu: build them for that one" \
		"$(printf '%s\n' "$objects" | sed -n 's/^cpu /xgen:   /p')"
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
if grep -qE "$lone" "$said"; then
	inputs "$@" | while IFS= read -r file; do lonely "$file"; done >&2
fi
exit "$status"
