#!/bin/sh
# Emitted by xgen: adopts a GCC that somebody else made: makes sure that this system can build
# with it, and puts its programs where the wrappers look. Needs no network.
#   XGEN_PREFIX  where rust is; $XGEN_PREFIX/gcc/$XGEN_GCC gets bin and lib
#   XGEN_GCC     what its programs' names begin with, for example arm-linux-musleabi
#   XGEN_TOOLS   the folder that holds them; empty where PATH names it
#   XGEN_FROM    image or tarball, for what is said
set -eu

# What an image says for the compiler that it holds would change every other.
unset CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX

say() {
	echo "xgen: $*" >&2
}

case "$XGEN_FROM" in
image) remedy='add it in an image of your own (FROM this one), or write toolchain: kind: "tarball" with a tarball of the compiler' ;;
*) remedy='write image: with one that has it' ;;
esac

# What build scripts and the scripts of the later stages call.
missing=
for tool in cc make pkg-config readelf awk comm cut find sha256sum sort xargs; do
	command -v "$tool" >/dev/null || missing="$missing $tool"
done
if [ "$missing" ]; then
	say "the $XGEN_FROM lacks what every build uses:$missing: $remedy"
	exit 1
fi
for tool in cmake patch; do
	command -v "$tool" >/dev/null || say "note: the $XGEN_FROM has no $tool: a build script that calls it will fail"
done
if ! printf 'a\0' | sort -z | cut -z -c 1- | xargs -0 -r true 2>/dev/null; then
	say "the $XGEN_FROM has not GNU's coreutils and findutils, which take lines that end in NUL: $remedy"
	exit 1
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# rustup's rustc is for this kind of machine, and for glibc 2.17 or later.
if ! "$XGEN_PREFIX/rust/bin/rustc" -vV >"$tmp/rustc" 2>&1; then
	cat "$tmp/rustc" >&2
	say "rustc does not run in the $XGEN_FROM: it wants glibc 2.17 or later ($(getconf GNU_LIBC_VERSION 2>/dev/null || echo 'there is no glibc')) and a $(uname -m) system: $remedy"
	exit 1
fi
echo 'int main(void) { return 0; }' >"$tmp/main.c"
if ! cc -o "$tmp/main" "$tmp/main.c" || ! "$tmp/main"; then
	say "cc in the $XGEN_FROM makes no program that runs here, and build scripts are linked with it: install its libc's headers too (libc6-dev)"
	exit 1
fi

gcc=$(PATH="${XGEN_TOOLS:-$PATH}" command -v "$XGEN_GCC-gcc") || gcc=
if [ -z "$gcc" ]; then
	say "there is no $XGEN_GCC-gcc in ${XGEN_TOOLS:-PATH, which is $PATH}: write toolchain: gcc: with the beginning of its name, or bin: with its folder. These are there:"
	found=no
	IFS=:
	for folder in ${XGEN_TOOLS:-$PATH}; do
		for file in "$folder"/*-gcc; do
			[ ! -x "$file" ] || {
				say "  ${file%-gcc}"
				found=yes
			}
		done
	done
	[ "$found" = yes ] || say "  none"
	exit 1
fi
for tool in ar ranlib; do
	if ! [ -x "${gcc%gcc}$tool" ]; then
		say "beside $gcc there is no $XGEN_GCC-$tool: take a toolchain that has its binutils too"
		exit 1
	fi
done
if ! machine=$("$gcc" -dumpmachine 2>"$tmp/said"); then
	cat "$tmp/said" >&2
	say "$gcc does not run here, on a $(uname -m): take the toolchain for this host"
	exit 1
fi
case "${machine##*-}" in
musl* | linux) ;;
*)
	say "$gcc compiles for $machine, and the target's libc is musl: write toolchain: gcc: with another one"
	exit 1
	;;
esac

root="$XGEN_PREFIX/gcc/$XGEN_GCC"
rm -rf "$root"
mkdir -p "$root/lib" "$XGEN_PREFIX/stamp"
ln -s "$(dirname "$gcc")" "$root/bin"

# usage: library NAME   prints its path, nothing where GCC has none
library() {
	path=$("$gcc" -print-file-name="$1")
	case "$path" in
	/*) [ ! -e "$path" ] || echo "$path" ;;
	esac
}

# The name by which Rust's std asks for an unwinder. A GCC that was made
# without shared libraries has its own in libgcc.a.
if [ "$(library libgcc_eh.a)" ]; then
	echo 'GROUP(-lgcc_eh -lgcc -lc)' >"$root/lib/libunwind.a"
else
	echo 'GROUP(-lgcc -lc)' >"$root/lib/libunwind.a"
fi

# What a build depends on. The image's name does not say it: another one can
# stand in for it.
{
	"$gcc" -v 2>&1
	for file in "$gcc" "$("$gcc" -print-prog-name=cc1)" "$("$gcc" -print-prog-name=as)" "$("$gcc" -print-prog-name=ld)" \
		"$(library libc.a)" "$(library libgcc.a)" "$(library libgcc_eh.a)" "$(library libstdc++.a)" "$(library crt1.o)"; do
		[ ! -f "$file" ] || sha256sum "$file"
	done
} >"$XGEN_PREFIX/stamp/cc"
