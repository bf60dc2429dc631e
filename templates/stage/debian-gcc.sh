#!/bin/sh
# Emitted by xgen: installs Debian's cross GCC for one architecture, with musl in glibc's place, into
# lib and include of $XGEN_PREFIX/gcc/$XGEN_GCC. Needs the network.
# usage: debian-gcc.sh PACKAGE…   those of the compiler
#   XGEN_GCC is Debian's GCC triple, for example arm-linux-gnueabi, XGEN_ARCH Debian's name
#   of the architecture, armel, and XGEN_MUSL the triple of its musl-dev, arm-linux-musleabi
set -eu

packages=$(dirname "$0")/packages.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

sh "$packages" linux-libc-dev "$@"
dpkg --add-architecture "$XGEN_ARCH"
# The foreign architecture comes from the release alone, which does not change.
sh "${packages%/*}/release.sh" sh "$packages" "musl-dev:$XGEN_ARCH"

# GCC looks here before it looks among its own files, which are glibc's.
root="$XGEN_PREFIX/gcc/$XGEN_GCC"
rm -rf "$root"
mkdir -p "$root/lib" "$root/include" "$XGEN_PREFIX/stamp"
musl="/usr/lib/$XGEN_MUSL"
ln -s "$musl"/*.o "$musl"/*.a "$root/lib"

# On ARM musl chooses its atomic instructions at run time and declares that
# object to be ARMv4T. The assembler notes Thumb-2 beside that, which GNU ld
# would then say of every program.
if "$XGEN_GCC-ar" t "$musl/libc.a" | grep -qx atomics.lo; then
	(
		cd "$tmp"
		"$XGEN_GCC-ar" x "$musl/libc.a" atomics.lo
		"$XGEN_GCC-objcopy" --remove-section .ARM.attributes atomics.lo
		cp --remove-destination "$musl/libc.a" "$root/lib/libc.a"
		"$XGEN_GCC-ar" r "$root/lib/libc.a" atomics.lo
	)
fi

# The order of a search: musl, the compiler's own, the kernel's.
ln -s "/usr/include/$XGEN_MUSL" "$root/include/musl"
ln -s "$("$XGEN_GCC-gcc" -print-file-name=include)" "$root/include/gcc"
mkdir "$root/include/kernel"
for name in asm-generic drm linux misc mtd rdma scsi sound video xen; do
	[ ! -d "/usr/include/$name" ] || ln -s "/usr/include/$name" "$root/include/kernel"
done
ln -s "/usr/include/$XGEN_GCC/asm" "$root/include/kernel/asm"

# Debian's libgcc_eh asks glibc where an address's tables are; at this answer
# it falls back to dl_iterate_phdr, which musl has.
cp "$("$XGEN_GCC-gcc" -print-file-name=libgcc_eh.a)" "$root/lib/libgcc_eh.a"
cat >"$tmp/find.c" <<'END'
int _dl_find_object(void *address, void *result)
{
	(void)address;
	(void)result;
	return -1;
}
END
"$XGEN_GCC-gcc" -Os -c -o "$tmp/find.o" "$tmp/find.c"
"$XGEN_GCC-ar" rs "$root/lib/libgcc_eh.a" "$tmp/find.o" 2>/dev/null
# The name by which Rust's std asks for an unwinder.
echo 'GROUP(-lgcc_eh -lgcc -lc)' >"$root/lib/libunwind.a"

dpkg-query --show >"$XGEN_PREFIX/stamp/cc"
