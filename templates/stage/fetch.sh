#!/bin/sh
# Emitted by xgen: vendors every crate of the project's Cargo.lock into XGEN_VENDOR; beside it it
# leaves $XGEN_VENDOR.toml, cargo's configuration that uses them, and $XGEN_VENDOR.stamp.
# Needs the network.
# usage: fetch.sh FOLDER…   of vendored crates that cargo's configuration names
#   XGEN_PREFIX has rust, XGEN_MANIFESTS the project's manifests (source.sh),
#   XGEN_MANIFEST its Cargo.toml in there; XGEN_SYNC is a further manifest whose crates are
#   needed, std's own where each build makes std, or empty; XGEN_CONFIG is what holds of the
#   project's own configuration of cargo (project.toml), or empty
set -eu

export CARGO_HOME="$XGEN_PREFIX/cargo"
export PATH="$XGEN_PREFIX/rust/bin:$PATH"
# What a machine says of its own builds.
export RUSTC_WRAPPER='' RUSTC_WORKSPACE_WRAPPER='' CARGO_NET_OFFLINE=false

# Where cargo finds it from here and in the steps that follow (adds.sh, relock.sh).
[ -z "${XGEN_CONFIG:-}" ] ||
	sed "s|@XGEN_SRC@|$(printf %s "$XGEN_MANIFESTS" | sed 's/[&|\\]/\\&/g')|g" "$XGEN_CONFIG" >"$XGEN_MANIFESTS/.cargo/config.toml"

# A project that names a mirror in its own configuration gets its crates there,
# and one that brings a folder of vendored crates, from there. One that names a
# folder that is not there, since it is made for each build, gets them anew.
cd "$XGEN_MANIFESTS/$(dirname "$XGEN_MANIFEST")"
respect=--respect-source-config
for dir; do
	[ -d "$XGEN_MANIFESTS/$dir" ] || respect=
done

# std's own manifest asks for features that cargo keeps for its nightly.
[ -z "${XGEN_SYNC:-}" ] || export RUSTC_BOOTSTRAP=1

rm -rf "$XGEN_VENDOR" "$XGEN_VENDOR.lock" "$XGEN_VENDOR.diff"
mkdir -p "$XGEN_VENDOR"
if ! cargo vendor --locked --versioned-dirs $respect ${XGEN_SYNC:+--sync "$XGEN_SYNC"} \
	"$XGEN_VENDOR" >"$XGEN_VENDOR.toml"; then
	# cargo says why, and not what is to be done in the project.
	if cargo metadata --locked --format-version 1 2>&1 >/dev/null | grep -qF -e '--locked was passed'; then
		echo "xgen: Cargo.lock does not fit Cargo.toml: run cargo update --workspace and commit it" >&2
	fi
	exit 1
fi

# The checksum files of the crates hold the sums of all others.
cd "$XGEN_VENDOR"
find . -maxdepth 2 -name .cargo-checksum.json -exec sha256sum {} + | sort -k 2 |
	sha256sum >"$XGEN_VENDOR.stamp"
