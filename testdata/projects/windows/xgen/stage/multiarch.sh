#!/bin/sh
# Emitted by xgen: installs Debian packages of several architectures side by side: cross GCC with
# Debian's own glibc and libraries of each architecture, or Wine. Needs the network.
# usage: multiarch.sh PACKAGE…   those of an architecture as NAME:ARCHITECTURE
#   XGEN_PREFIX  where $XGEN_PREFIX/stamp/cc goes; unset where no compiler is among them
set -eu

here=$(dirname "$0")
for package; do
	case "$package" in
	*:*) dpkg --add-architecture "${package##*:}" ;;
	esac
done
sh "$here/release.sh" sh "$here/packages.sh" "$@"
[ "${XGEN_PREFIX-}" ] || exit 0
mkdir -p "$XGEN_PREFIX/stamp"
dpkg-query --show >"$XGEN_PREFIX/stamp/cc"
