#!/bin/sh
# Emitted by xgen: runs a command with apt limited to the packages of Debian's release itself.
# Its updates may lag behind in one architecture and not in another, and
# packages that several architectures share must be of one version in all of
# them: what is newer here gives way.
# usage: release.sh COMMAND…
set -eu

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Of this machine's own architecture: the others' updates may be broken.
apt-get update -qq -o "APT::Architectures=$(dpkg --print-architecture)"
release=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
# shellcheck disable=SC2016 # apt itself fills these in
apt-get indextargets --format '$(RELEASE) $(REPO_URI) $(SIGNED_BY)' \
	'Created-By: Packages' 'Component: main' | sort -u |
	while read -r suite uri key; do
		[ "$suite" = "$release" ] || continue
		case "$key" in
		/*) echo "deb [signed-by=$key] $uri $suite main" ;;
		*) echo "deb $uri $suite main" ;;
		esac
	done >"$tmp/sources.list"
if ! [ -s "$tmp/sources.list" ]; then
	echo "xgen: apt knows no source of $release itself" >&2
	exit 1
fi
printf 'Package: *\nPin: release n=%s\nPin-Priority: 1001\n' "$release" >"$tmp/preferences"
cat >"$tmp/apt.conf" <<END
Dir::Etc::SourceList "$tmp/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::Etc::Preferences "$tmp/preferences";
APT::Get::allow-downgrades "true";
END
APT_CONFIG="$tmp/apt.conf" "$@"
