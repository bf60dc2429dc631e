#!/bin/sh
# Emitted by xgen: builds GCC's compilers of C and C++ for one target, as programs of the machine that
# builds, into $XGEN_PREFIX/gcc/$XGEN_GCC, beside the binutils that are there. What is compiled for
# the target itself is libc.sh's, which finds in $XGEN_PREFIX/compiler what it needs of this
# build: another libc does not make another compiler. Needs no network.
#   XGEN_GCC     the GCC triple of the target, for example arm-linux-musleabi
#   XGEN_SOURCE  the unpacked source, or a folder that holds GCC's own archive; not changed
#   XGEN_DIFFS   the folder of the changes to it; empty for none
set -eu

here=$(cd "$(dirname "$0")" && pwd)
tools=$XGEN_PREFIX/gcc/$XGEN_GCC
work=$XGEN_PREFIX/compiler
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C TZ=UTC0 SOURCE_DATE_EPOCH=1
export PATH="$tools/bin:$PATH"

# usage: quietly NAME COMMAND…   shows what it says only where it fails
quietly() {
	log=$tmp/$1
	shift
	sh "$here/quietly.sh" "GCC" "$log" "$@"
}

# Debian's tarball of the source holds that of GCC.
source=$XGEN_SOURCE
rm -rf "$work"
mkdir -p "$work"
if [ -e "$source/configure" ]; then
	cp -a "$source" "$work/source"
else
	inner=$(find "$source" -maxdepth 1 -name 'gcc-[0-9]*.tar.*')
	if [ ! -f "$inner" ]; then
		echo "xgen: toolchain.sources.gcc: this archive has neither a configure script nor one archive gcc-*.tar.* in it: write that of a release of GCC" >&2
		exit 1
	fi
	mkdir "$work/source"
	tar --extract --file "$inner" --directory "$work/source" --strip-components 1 --no-same-owner
fi
cd "$work/source"
rm -rf gcc/testsuite gcc/ada libgo libphobos libsanitizer libgomp libgfortran libgm2 libgrust
[ -z "$XGEN_DIFFS" ] || sh "$here/patch-source.sh" toolchain.patches.gcc "$work/source" "$XGEN_DIFFS"

# The manual and the tests of the compilers are not made: Debian takes the one out
# of its tarball, and a rule holds a program that writes a part of it against what
# is there. And GCC's own limits.h is to read musl's, which is not there yet. GCC's
# Makefile takes none of this from the command line.
sed -i -e 's/^LIMITS_H_TEST = .*/LIMITS_H_TEST = true/' \
	-e 's/^\(BUILD_INFO\|GENERATED_MANPAGES\|SELFTEST_TARGETS\) = .*/\1 =/' \
	-e 's/^s-tm-texi: build/unused-tm-texi: build/' gcc/Makefile.in
printf 's-tm-texi:\n\ttouch s-tm-texi\n' >>gcc/Makefile.in

mkdir -p "$tools/$XGEN_GCC/include" "$work/build"
cd "$work/build"
quietly configure ../source/configure CFLAGS='-O1 -g0' CXXFLAGS='-O1 -g0' \
	--prefix="$tools" --target="$XGEN_GCC" \
	--with-sysroot="$tools/$XGEN_GCC" --with-native-system-header-dir=/include \
	--enable-languages=c,c++ --enable-checking=release \
	--disable-analyzer --disable-bootstrap --disable-fixincludes --disable-libcc1 --disable-lto --disable-multilib \
	--disable-nls --disable-plugin --disable-shared --disable-libgomp --disable-libquadmath \
	--disable-libsanitizer --disable-libssp --disable-libstdcxx-pch --disable-libvtv \
	--without-isl --without-zstd
quietly make make -j "$(nproc)" all-gcc MAKEINFO=true
quietly install make install-strip-gcc MAKEINFO=true
rm -rf "$tools/share"

# Its libraries are compiled by the programs in gcc, and look into a few of the
# source's folders; no object of the compilers is looked at again.
find . -name '*.o' -exec rm -f {} +
find . -name '*.a' -exec rm -f {} +
