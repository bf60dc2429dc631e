#!/bin/sh
# Runs a compiler and, where it links, takes for errors what makes a wrong
# program: the linker's dangerous warnings, of which rustc shows none where a
# link succeeds, and objects of another float ABI, which lld lets pass on ARM, or
# for a newer CPU.
# usage: link.sh [--atomics ARCHIVE] [--cpu ARCHITECTURE] FLOAT COMPILER ARGUMENT…
#   ARCHIVE       what programs call for 64-bit atomics (atomics.sh); is linked too
#   ARCHITECTURE  of an ARM, as readelf names it, for example v5TE
#   FLOAT         the target's float ABI: soft or hard
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

# usage: links ARGUMENT…   whether a program or a shared library is made of something
links() {
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
if [ "$atomics" ] && { compiler=$1 && shift && links "$@"; }; then
	for arg; do
		shift
		case "$arg" in
		-lgcc* | -lunwind | -latomic | -lc) set -- "$@" "$atomics" ;;
		esac
		set -- "$@" "$arg"
	done
	set -- "$compiler" "$@" "$atomics"
elif [ "$atomics" ]; then
	set -- "$compiler" "$@"
fi

# The words below are those of one language.
export LC_ALL=C
said=$(mktemp)
trap 'rm -f "$said" "$said.foreign"' EXIT
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

# usage: foreign FILE   names the objects in it that pass floats in registers,
#                       behind "float", and those for a newer ARM, behind "cpu"
foreign() {
	readelf --arch-specific --wide "$1" 2>/dev/null | awk -v file="$1" -v cpu="$cpu" '
		function plain(arch) {
			# What these have more is of no use to a program.
			sub(/^v5TEJ$/, "v5TE", arch)
			sub(/^v6KZ$/, "v6K", arch)
			return arch
		}
		BEGIN {
			n = split("Pre-v4 v4 v4T v5T v5TE v6 v6K v6T2 v7", archs)
			for (i = 1; i <= n; i++) age[archs[i]] = i
			cpu = plain(cpu)
		}
		/^File: / { file = $2 }
		/Tag_ABI_VFP_args: VFP registers/ { print "float xgen:   " file }
		/Tag_CPU_arch: / && cpu in age {
			arch = plain($2)
			if (!(arch in age) || age[arch] > age[cpu]) print "cpu xgen:   " file ": " $2
		}'
}

# usage: refuse KIND REASON
refuse() {
	grep -q "^$1 " "$said.foreign" || return 0
	echo "xgen: $2" >&2
	sed -n "s/^$1 //p" "$said.foreign" >&2
	status=1
}

if [ "$float$cpu" != hard ] && [ "$status" -eq 0 ]; then
	inputs "$@" | while IFS= read -r file; do foreign "$file"; done >"$said.foreign"
	[ "$float" != soft ] || refuse float \
		'these objects pass floats in registers and the target does not: build them with the same float ABI'
	refuse cpu "these objects are for a newer CPU than the target's, $cpu: build them for that one"
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
