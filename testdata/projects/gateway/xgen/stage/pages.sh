#!/bin/sh
# Emitted by xgen: installs an emulator that can have other memory pages than this machine. From 9.0
# on QEMU takes the machine's own ("-p" only warns), so that Debian 12's 7.2 is put
# beside it, from the mirror that this Debian uses.
# usage: pages.sh EMULATOR FOLDER   for example qemu-aarch64; FOLDER gets it
set -eu

mkdir -p "$2"
version=$("$1" --version | sed -n 's/^.* version \([0-9]*\)[.].*/\1/p')
if [ "$version" -lt 9 ]; then
	ln -s "$(command -v "$1")" "$2/$1"
	exit
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
codename=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mirror=$(apt-get update --print-uris | sed -n "s|^'\(.*\)/dists/$codename/InRelease'.*|\1|p" | head -n 1)
echo "deb $mirror bookworm main" >"$tmp/debian.list"
mkdir -p "$tmp/lists"
apt() {
	apt-get -qq -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$tmp" -o Dir::State::Lists="$tmp/lists" \
		-o APT::Sandbox::User=root -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@"
}
cd "$tmp"
if ! apt update || ! apt download qemu-user-static; then
	echo "xgen: QEMU $version has only this machine's memory pages, and Debian 12's, which can have others, is not to be had: write image: \"debian:trixie-slim\", or promise less: contract: pages: [$(getconf PAGE_SIZE)]" >&2
	exit 1
fi
dpkg-deb --fsys-tarfile qemu-user-static_*.deb | tar -x --to-stdout "./usr/bin/$1-static" >"$2/$1"
chmod +x "$2/$1"
