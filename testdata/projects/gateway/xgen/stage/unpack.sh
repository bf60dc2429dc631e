#!/bin/sh
# Emitted by xgen: unpacks an archive (tar in any compression, zip) that holds nothing but plain
# files, folders and links inside of it; anything else refuses it as a whole.
# What lies in one folder is unpacked without that folder. The files are the
# caller's. Needs no network, and libarchive's bsdtar.
# usage: unpack.sh ARCHIVE FOLDER [--drop-links]   the folder is replaced
#   --drop-links  symbolic links that lead out are left out, and said: a libc's
#                 loader is such a link in many toolchains
set -eu

export LC_ALL=C
archive=$1
folder=$2
mkdir -p "$(dirname "$folder")"
tmp=$(mktemp -d "$folder.XXXXXX")
trap 'chmod -R u+rwX "$tmp"; rm -rf "$tmp"' EXIT

# usage: refuse REASON   and the entries that it is about, on standard input
refuse() {
	sed -n 1,5p >"$tmp/entries"
	[ -s "$tmp/entries" ] || return 0
	sed 's/^/xgen:   /' "$tmp/entries" >&2
	echo "xgen: the archive is refused: it holds $1, such as those above" >&2
	exit 1
}

# bsdtar writes what is no plain character of a name as \ooo, so that a name is
# one line here.
bsdtar -t -f "$archive" >"$tmp/names" || {
	echo "xgen: this is no archive that can be unpacked: bsdtar's words stand above" >&2
	exit 1
}
bsdtar -t -v -f "$archive" >"$tmp/long"
grep -E '^[/\\]|(^|/)\.\.(/|$)' "$tmp/names" | refuse 'paths that lead out of it'
grep -Ev '^[-dlh]' "$tmp/long" | refuse 'devices, pipes or sockets'
grep -E '^.([^ ]{2}[sS]|[^ ]{5}[sS])' "$tmp/long" | refuse 'programs that run as another user (setuid, setgid)'
grep -E '^h.* link to (/|(.*/)?\.\.(/|$))' "$tmp/long" | refuse 'links that lead out of it'

# bsdtar itself writes through no link and to no place outside.
mkdir "$tmp/tree"
bsdtar -x -o -f "$archive" -C "$tmp/tree"
chmod -R u+rwX,go-w "$tmp/tree"
root=$(cd "$tmp/tree" && pwd -P)
find "$root" -type l | while IFS= read -r link; do
	case $(readlink -m -- "$link") in
	"$root"/* | "$root") ;;
	*)
		echo "${link#"$root"/} -> $(readlink -- "$link")"
		[ "${3-}" != --drop-links ] || rm -- "$link"
		;;
	esac
done >"$tmp/links"
if [ "${3-}" = --drop-links ]; then
	sed 's/^/xgen: a link that leads out of the archive is left out: /' "$tmp/links" >&2
else
	refuse 'links that lead out of it' <"$tmp/links"
fi

top=$tmp/tree
set -- "$top"/* "$top"/.[!.]* "$top"/..?*
only=
for entry; do
	[ -e "$entry" ] || [ -L "$entry" ] || continue
	[ -z "$only" ] || {
		only=$top
		break
	}
	only=$entry
done
if [ -d "$only" ] && ! [ -L "$only" ]; then
	top=$only
fi
[ ! -e "$folder" ] || chmod -R u+rwX "$folder"
rm -rf "$folder"
mv "$top" "$folder"
