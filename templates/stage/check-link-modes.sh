#!/bin/sh
# Emitted by xgen: holds a compiler wrapper against its target before anything is built with it:
# what it compiles, the floats of its libraries, and the forms of programs that
# it links. Needs no network.
# usage: check-link-modes.sh FORM…   those that must link: static and static-pie, or plain, pie
#                         and shared; of the others it is said what they lack
#   XGEN_PREFIX  where the C toolchain is
#   XGEN_CC      the compiler wrapper
#   XGEN_BIN     the folder that holds it
#   XGEN_ELF     the head of an object: class (1 for 32 bits, 2 for 64), byte
#                order (1 for little, 2 for big) and machine
#   XGEN_FLOAT   the target's float ABI: soft or hard
set -eu

export PATH="$XGEN_BIN:$PATH" LC_ALL=C
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export XGEN_COMPILER_CACHE="$tmp/cache"
cd "$tmp"

say() {
	echo "xgen: $*" >&2
}

# Division is what a CPU without floats leaves to libgcc.
cat >form.c <<'END'
double divide(double a, double b) { return a / b; }
int main(int argc, char **argv)
{
	(void)argv;
	return divide(argc, 7) == 2;
}
END
if ! "$XGEN_CC" -O1 -fPIC -c -o form.o form.c; then
	say "the compiler does not take the arguments that fix it to the target: it is for another one, or too old"
	exit 1
fi

# usage: head_of FILE   prints its class, its byte order and its machine
head_of() {
	# shellcheck disable=SC2046 # numbers
	set -- $(od -An -v -tu1 -N 20 "$1")
	shift 4
	class=$1 order=$2
	shift 14
	case "$order" in
	1) echo "$class $order $(($1 + 256 * $2))" ;;
	*) echo "$class $order $((256 * $1 + $2))" ;;
	esac
}

if [ "$(head_of form.o)" != "$XGEN_ELF" ]; then
	say "the compiler makes objects of another kind than the target's:"
	readelf -h form.o | grep -E 'Class|Data|Machine' | sed 's/^ */xgen:   /' >&2
	say "take the one for the target, or write its triple"
	exit 1
fi

# usage: floats FILE   prints hard or soft where an object in it says so
floats() {
	readelf --arch-specific --file-header --wide "$1" 2>/dev/null | awk '
		/Tag_ABI_VFP_args: VFP registers|Tag_GNU_.*_ABI_FP: [Hh]ard float|double-float ABI/ { print "hard" }
		/Tag_GNU_.*_ABI_FP: [Ss]oft float|soft-float ABI/ { print "soft" }' | sort -u
}

# usage: file NAME   prints the path of a file of the compiler's own, nothing
#                    where it has none
file() {
	path=$("$XGEN_CC" -print-file-name="$1" 2>/dev/null) || path=
	case "$path" in
	*/*) [ ! -e "$path" ] || echo "$path" ;;
	esac
}

for name in libgcc.a libc.a; do
	library=$(file "$name")
	[ "$library" ] || continue
	other=$(floats "$library" | grep -vx "$XGEN_FLOAT") || continue
	say "$library passes floats the $other way, and the target the $XGEN_FLOAT way: with it a program computes nonsense. Take a toolchain that was made for the target's float ABI"
	exit 1
done

# usage: lacks OBJECT…   prints those that the compiler does not have
lacks() {
	for object; do
		[ "$(file "$object")" ] || printf ' %s' "$object"
	done
}

# usage: link FORM   makes a program of that form, and looks whether it is one
link() {
	case "$1" in
	static) set -- "$1" EXEC no -static ;;
	static-pie) set -- "$1" DYN no -fPIE -static-pie ;;
	plain) set -- "$1" EXEC yes -no-pie ;;
	pie) set -- "$1" DYN yes -fPIE -pie ;;
	shared) set -- "$1" DYN no -fPIC -shared ;;
	esac
	form=$1 type=$2 loader=$3
	shift 3
	"$XGEN_CC" "$@" -o "$form" form.c || return 1
	readelf --file-header --segments --wide "$form" >"$form.head"
	if ! grep -qE "Type: *$type" "$form.head"; then
		echo "xgen: what it makes with $* is no file of type $type"
		return 1
	fi
	if [ "$loader" = no ] && grep INTERP "$form.head"; then
		echo "xgen: what it makes with $* asks for a loader"
		return 1
	fi
	if [ "$loader" = yes ] && ! grep -q INTERP "$form.head"; then
		echo "xgen: what it makes with $* asks for no loader"
		return 1
	fi
}

# usage: objects FORM   names the start files that GCC links with
objects() {
	case "$1" in
	static) echo crt1.o crti.o crtbeginT.o crtend.o crtn.o ;;
	static-pie) echo rcrt1.o crti.o crtbeginS.o crtendS.o crtn.o ;;
	plain) echo crt1.o crti.o crtbegin.o crtend.o crtn.o ;;
	pie) echo Scrt1.o crti.o crtbeginS.o crtendS.o crtn.o ;;
	shared) echo crti.o crtbeginS.o crtendS.o crtn.o ;;
	esac
}

case " $* " in
*' static '*) possible='static static-pie shared' ;; # the wrapper makes no others
*) possible='plain pie shared' ;;
esac
status=0
for form in $possible; do
	if link "$form" >said 2>&1; then
		continue
	fi
	# shellcheck disable=SC2046 # names without spaces
	reason=$(lacks $(objects "$form"))
	reason=${reason:+ (it has no$reason)}
	case " $* " in
	*" $form "*)
		cat said >&2
		say "the toolchain does not link a $form program$reason, and the target's are such: take one with a whole libc and libgcc for the target"
		status=1
		;;
	*)
		say "note: the toolchain does not link a $form program$reason, which this target does not need: $(tail -n 1 said)"
		;;
	esac
done
exit "$status"
