#!/bin/sh
# Emitted by xgen: builds GNU binutils for one target, as programs of the machine that builds, into
# $XGEN_PREFIX/gcc/$XGEN_GCC. Needs no network.
#   XGEN_GCC     the GCC triple of the target, for example arm-linux-musleabi
#   XGEN_KERNEL  the name of the folder of the kernel's headers for it: arm-linux-gnueabi
#   XGEN_SOURCE  the unpacked source, which is not changed
#   XGEN_DIFFS   the folder of the changes to it; empty for none
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tools=$XGEN_PREFIX/gcc/$XGEN_GCC
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C TZ=UTC0 SOURCE_DATE_EPOCH=1

# usage: quietly NAME COMMAND…   shows what it says only where it fails
quietly() {
	log=$tmp/$1
	shift
	sh "$here/quietly.sh" "binutils" "$log" "$@"
}

# libc.sh needs the kernel's headers, and the compiler before it takes long. Debian's package
# has those of every architecture that it knows.
if [ ! -d "/usr/include/$XGEN_KERNEL/asm" ]; then
	echo "xgen: the base image has no headers of Linux for the target: there is no /usr/include/$XGEN_KERNEL/asm: write image: \"debian:trixie-slim\" or a later release of Debian's, whose linux-libc-dev has them" >&2
	exit 1
fi

cp -a "$XGEN_SOURCE" "$tmp/source"
[ -z "$XGEN_DIFFS" ] || sh "$here/patch-source.sh" toolchain.patches.binutils "$tmp/source" "$XGEN_DIFFS"

# No manual is made: a release has some of it made already, and a tarball of
# Debian's has not.
mkdir "$tmp/build"
cd "$tmp/build"
quietly configure "$tmp/source/configure" CFLAGS='-O1 -g0' CXXFLAGS='-O1 -g0' \
	--prefix="$tools" --target="$XGEN_GCC" --with-sysroot="$tools/$XGEN_GCC" \
	--enable-deterministic-archives --disable-nls --disable-multilib --disable-werror \
	--disable-gdb --disable-gdbserver --disable-sim --disable-readline --disable-libctf --disable-libdecnumber \
	--disable-gprof --disable-gprofng --disable-plugins --without-zstd --without-debuginfod
quietly make make -j "$(nproc)" MAKEINFO=true
quietly install make install-strip MAKEINFO=true
rm -rf "$tools/share"
