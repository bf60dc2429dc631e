#!/bin/sh
# Emitted by xgen: builds musl and GCC's own libraries (libgcc, libstdc++, libatomic) for one target,
# static, by the compiler that compiler.sh made, into $XGEN_PREFIX/gcc/$XGEN_GCC. Needs no network.
#   XGEN_GCC      the GCC triple of the target, for example arm-linux-musleabi
#   XGEN_ARGS     what fixes GCC to the target's oldest CPU and float ABI
#   XGEN_KERNEL   the name of the folder of the kernel's headers for it: arm-linux-gnueabi
#   XGEN_SOURCE   musl's unpacked source, which is not changed
#   XGEN_DIFFS    the folder of the changes to it; empty for none
#   XGEN_ALIASES  further names of the programs beside XGEN_GCC
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tools=$XGEN_PREFIX/gcc/$XGEN_GCC
root=$tools/$XGEN_GCC
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C TZ=UTC0 SOURCE_DATE_EPOCH=1
export PATH="$tools/bin:$PATH"
jobs=$(nproc)

# usage: quietly NAME COMMAND…   shows what it says only where it fails
quietly() {
	log=$tmp/$1
	shift
	sh "$here/quietly.sh" "the libc" "$log" "$@"
}

# The kernel's headers: binutils.sh has seen that they are there.
for name in asm-generic drm linux misc mtd rdma scsi sound video xen; do
	[ ! -d "/usr/include/$name" ] || cp -a "/usr/include/$name" "$root/include"
done
cp -a "/usr/include/$XGEN_KERNEL/asm" "$root/include"

# A static program may be position-independent: so is all that it is linked from.
flags="-O2 -fPIC"
cp -a "$XGEN_SOURCE" "$tmp/musl"
[ -z "$XGEN_DIFFS" ] || sh "$here/patch-source.sh" toolchain.patches.musl "$tmp/musl" "$XGEN_DIFFS"
cd "$tmp/musl"
quietly musl-configure ./configure --target="$XGEN_GCC" --prefix= --disable-shared \
	CC="$XGEN_GCC-gcc $XGEN_ARGS" CFLAGS="$flags" AR="$XGEN_GCC-ar" RANLIB="$XGEN_GCC-ranlib"
quietly musl-make make -j "$jobs"
quietly musl-install make install DESTDIR="$root"
# One object of musl for ARM chooses its instructions while it runs, and says that it is for
# ARMv4T; the assembler notes Thumb-2 beside that, which the linker would pass on to each program.
if "$XGEN_GCC-ar" t "$root/lib/libc.a" | grep -qx atomics.lo; then
	(
		cd "$tmp"
		"$XGEN_GCC-ar" x "$root/lib/libc.a" atomics.lo
		"$XGEN_GCC-objcopy" --remove-section .ARM.attributes atomics.lo
		"$XGEN_GCC-ar" r "$root/lib/libc.a" atomics.lo
	)
fi

# The compilers are made: make is not to look at them again. Nor at a library that is made:
# that of libgcc takes its files away and puts them back, beside a configure script that links.
cd "$XGEN_PREFIX/compiler/build"
# What a configure script links is static, as all is here: otherwise GCC names libc once, and
# what libgcc's division by zero for ARM asks of it is not found.
# usage: library NAME [-o MADE]…
library() {
	name=$1
	shift
	quietly "$name" make -j "$jobs" -o all-gcc "$@" "all-target-$name" \
		CFLAGS_FOR_TARGET="$flags $XGEN_ARGS" CXXFLAGS_FOR_TARGET="$flags $XGEN_ARGS" LDFLAGS_FOR_TARGET=-static
	quietly "$name-install" make -o all-gcc "$@" -o "all-target-$name" "install-target-$name"
}
library libgcc
library libstdc++-v3 -o all-target-libgcc
library libatomic -o all-target-libgcc
rm -rf "$tools/share"
find "$tools" -name '*.la' -exec rm -f {} +

# Without shared libraries the unwinder is in libgcc.a; others ask for it by the
# name that it has beside them.
libgcc=$("$XGEN_GCC-gcc" -print-libgcc-file-name)
ln -s libgcc.a "${libgcc%/*}/libgcc_eh.a"
# The name by which Rust's std asks for it.
echo 'GROUP(-lgcc_eh -lgcc -lc)' >"$tools/lib/libunwind.a"

for alias in $XGEN_ALIASES; do
	for program in "$tools/bin/$XGEN_GCC"-*; do
		ln -s "${program##*/}" "$tools/bin/$alias-${program##*/"$XGEN_GCC"-}"
	done
done

# What a build depends on.
mkdir -p "$XGEN_PREFIX/stamp"
find "$tools" -type f -exec sha256sum {} + | sort >"$XGEN_PREFIX/stamp/cc"
