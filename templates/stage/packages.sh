#!/bin/sh
# Emitted by xgen: installs Debian packages and leaves nothing else behind.
# usage: packages.sh PACKAGE…
set -eu

for package; do
	case "$package" in
	'' | -* | *[!a-z0-9+.:-]*)
		echo "xgen: \"$package\" is no name of a Debian package" >&2
		exit 1
		;;
	esac
done

export DEBIAN_FRONTEND=noninteractive
# The image's other architectures, whose updates may lag behind, only where a package is of one.
case "$*" in *:*) apt-get update -qq ;; *) apt-get update -qq -o "APT::Architectures=$(dpkg --print-architecture)" ;; esac
apt-get install -qq --no-install-recommends "$@"
apt-get clean
rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/ldconfig/aux-cache \
	/var/log/apt /var/log/dpkg.log /var/log/alternatives.log
