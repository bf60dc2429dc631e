#!/bin/sh
# Emitted by xgen: installs Debian's cross GCC for several architectures side by side, each with
# Debian's own glibc and libraries of that architecture. Needs the network.
# usage: multiarch.sh PACKAGE…   those of an architecture as NAME:ARCHITECTURE
#   XGEN_PREFIX  where $XGEN_PREFIX/stamp/cc goes
set -eu

here=$(dirname "$0")
for package; do
	case "$package" in
	*:*) dpkg --add-architecture "${package##*:}" ;;
	esac
done
sh "$here/release.sh" sh "$here/packages.sh" "$@"
mkdir -p "$XGEN_PREFIX/stamp"
dpkg-query --show >"$XGEN_PREFIX/stamp/cc"
