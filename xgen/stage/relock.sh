#!/bin/sh
# Brings Cargo.lock in step with patched crates, in a copy: $XGEN_VENDOR.lock,
# with the difference in $XGEN_VENDOR.diff, which is empty where none is
# needed. The project's own stays as it is.
# Anything but the declared additions ends the build. Needs no network.
# usage: relock.sh CRATE=VERSION=SHA256…
#   XGEN_PREFIX     where rust is
#   XGEN_MANIFESTS  the project, or only its manifests
#   XGEN_MANIFEST   path of Cargo.toml in there
#   XGEN_VENDOR     the crates, patched
set -eu

export CARGO_HOME="$XGEN_PREFIX/cargo"
export PATH="$XGEN_PREFIX/rust/bin:$PATH"
export RUSTC_WRAPPER='' RUSTC_WORKSPACE_WRAPPER=''

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

cp -R "$XGEN_MANIFESTS" "$tmp/project"
cd "$tmp/project/$(dirname "$XGEN_MANIFEST")"
lock=$(dirname "$(cargo locate-project --workspace --message-format plain)")/Cargo.lock
cp "$lock" "$tmp/Cargo.lock"

if ! cargo --config "$XGEN_VENDOR.toml" metadata --offline --format-version 1 >/dev/null; then
	echo "xgen: a patch makes a crate need what Cargo.lock does not have: name it in the patch's adds" >&2
	exit 1
fi

crates() {
	awk '$1 == "[[package]]" { name = "" }
		$1 == "name" { name = $3 }
		$1 == "version" && name { gsub(/"/, "", name); gsub(/"/, "", $3); print name "=" $3 }' "$1" | sort
}
crates "$tmp/Cargo.lock" >"$tmp/before"
crates "$lock" >"$tmp/after"
for add; do
	echo "${add%=*}"
done | sort -u >"$tmp/declared"

comm -23 "$tmp/before" "$tmp/after" >"$tmp/gone"
comm -13 "$tmp/before" "$tmp/after" >"$tmp/new"
if [ -s "$tmp/gone" ] || ! cmp -s "$tmp/new" "$tmp/declared"; then
	echo "xgen: the patches change Cargo.lock in other ways than their adds say:" >&2
	comm -23 "$tmp/new" "$tmp/declared" | sed 's/^/xgen:   needed and not declared: /' >&2
	comm -13 "$tmp/new" "$tmp/declared" | sed 's/^/xgen:   declared and not needed: /' >&2
	sed 's/^/xgen:   no longer used: /' "$tmp/gone" >&2
	exit 1
fi

if ! diff -u --label Cargo.lock --label 'Cargo.lock, as built' \
	"$tmp/Cargo.lock" "$lock" >"$XGEN_VENDOR.diff"; then
	cp "$lock" "$XGEN_VENDOR.lock"
	cat "$XGEN_VENDOR.diff"
fi
