#!/bin/sh
# Emitted by xgen: brings Cargo.lock in step with patched crates, in a copy: $XGEN_VENDOR.lock, with the
# difference in $XGEN_VENDOR.diff, which is empty where none is needed. The project's own
# stays as it is. A crate that comes or goes beside the declared additions ends the build.
# Needs no network.
# usage: relock.sh CRATE=VERSION=SHA256…
#   XGEN_PREFIX has rust, XGEN_MANIFESTS the project's manifests (source.sh), XGEN_MANIFEST
#   its Cargo.toml in there, and XGEN_VENDOR the crates, patched
set -eu

export CARGO_HOME="$XGEN_PREFIX/cargo"
export PATH="$XGEN_PREFIX/rust/bin:$PATH"
export RUSTC_WRAPPER='' RUSTC_WORKSPACE_WRAPPER=''

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
rm -f "$XGEN_VENDOR.lock" "$XGEN_VENDOR.diff"

cp -R "$XGEN_MANIFESTS" "$tmp/project"
cd "$tmp/project/$(dirname "$XGEN_MANIFEST")"
lock=$(dirname "$(cargo locate-project --workspace --message-format plain)")/Cargo.lock
cp "$lock" "$tmp/Cargo.lock"

if ! cargo --config "$XGEN_VENDOR.toml" metadata --offline --format-version 1 >/dev/null; then
	echo "xgen: a patched crate needs one that Cargo.lock does not have, which cargo names above: name it in the patch's adds" >&2
	exit 1
fi

# Each as NAME=VERSION=SOURCE.
crates() {
	awk '$1 == "[[package]]" { name = "" }
		$1 == "name" && !name { name = $3 }
		$1 == "version" && name { version = $3; crate[++n] = name "=" version "=" }
		$1 == "source" && name { crate[n] = crate[n] $3 }
		END { for (i = 1; i <= n; i++) { gsub(/"/, "", crate[i]); print crate[i] } }' "$1" | sort
}
crates "$tmp/Cargo.lock" >"$tmp/before"
crates "$lock" >"$tmp/after"
comm -23 "$tmp/before" "$tmp/after" >"$tmp/gone"
comm -13 "$tmp/before" "$tmp/after" | cut -d = -f 1,2 >"$tmp/new"
for add; do
	echo "${add%=*}"
done | sort -u >"$tmp/declared"

# usage: refuse CRATE=VERSION… WHY   with the last of the first
refuse() {
	echo "xgen: ${1%%=*} $(echo "${1#*=}" | cut -d = -f 1) $2" >&2
	exit 1
}
while read -r crate; do
	refuse "$crate" "is in Cargo.lock and would leave it with the patches: they change more than their adds say"
done <"$tmp/gone"
comm -23 "$tmp/new" "$tmp/declared" | while read -r crate; do
	refuse "$crate" "is needed by a patched crate and not in Cargo.lock: name it in the patch's adds"
done
comm -13 "$tmp/new" "$tmp/declared" | while read -r crate; do
	refuse "$crate" "is in a patch's adds, and no patched crate needs it beside Cargo.lock: remove it there"
done

# Where cargo writes the file anew, it does so in its own newest form: the
# difference shows that too.
if ! diff -u --label Cargo.lock --label 'Cargo.lock, as built' \
	"$tmp/Cargo.lock" "$lock" >"$XGEN_VENDOR.diff"; then
	cp "$lock" "$XGEN_VENDOR.lock"
	cat "$XGEN_VENDOR.diff"
fi
