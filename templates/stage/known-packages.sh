#!/bin/sh
# Emitted by xgen: looks whether the base image's release of Debian has the packages that host.packages
# names, before anything is compiled that would wait for them. Installs nothing.
# usage: known-packages.sh PACKAGE…
set -eu

# Of this machine's own architecture: the updates of others may lag behind.
apt-get update -qq -o "APT::Architectures=$(dpkg --print-architecture)"
missing=
for package; do
	apt-get install -qq --no-install-recommends --simulate "$package" >/dev/null 2>&1 || missing="$missing $package"
done
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin
[ -z "$missing" ] || {
	echo "xgen: host.packages: the base image's release of Debian cannot install$missing: look for the name with apt-cache search" >&2
	exit 1
}
