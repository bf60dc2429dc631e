#!/bin/sh
# Emitted by xgen: puts shared libraries where a program of their architecture finds them under
# QEMU: in $QEMU_LD_PREFIX, which stands in for / before / itself.
#   XGEN_LIBRARIES  the folder of the libraries, the loader among them
#   XGEN_LOADER     the loader, as programs name it
#   XGEN_MULTIARCH  the name of the folder that the loader searches
set -eu

folder=/lib/$XGEN_MULTIARCH
mkdir -p "$QEMU_LD_PREFIX$folder" "$QEMU_LD_PREFIX/etc" "$QEMU_LD_PREFIX$(dirname "$XGEN_LOADER")"
tar --create --file - --directory "$XGEN_LIBRARIES" --exclude '*.a' --exclude '*.o' . |
	tar --extract --file - --no-same-owner --directory "$QEMU_LD_PREFIX$folder"
ln -s "$QEMU_LD_PREFIX$folder/$(basename "$XGEN_LOADER")" "$QEMU_LD_PREFIX$XGEN_LOADER"
# The machine's own cache is not for them.
: >"$QEMU_LD_PREFIX/etc/ld.so.cache"
