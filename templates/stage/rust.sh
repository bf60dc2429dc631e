#!/bin/sh
# Emitted by xgen: installs the Rust toolchain XGEN_RUST, for example 1.95.0, with rustup into
# $XGEN_PREFIX/rust; with rust-src, std's source, it fetches the crates that std itself is
# made of too, so that std can be built without a network.
# usage: rust.sh COMPONENT…   of rustup's, beside the compiler and cargo
set -eu

export RUSTUP_HOME="$XGEN_PREFIX/rustup" CARGO_HOME="$XGEN_PREFIX/cargo"
export RUSTUP_TOOLCHAIN="$XGEN_RUST"
mkdir -p "$XGEN_PREFIX/stamp"

source=
for component; do
	shift
	[ "$component" != rust-src ] || source="$XGEN_PREFIX/rust/lib/rustlib/src/rust/library/Cargo.toml"
	set -- "$@" --component "$component"
done
rustup toolchain install "$XGEN_RUST" --profile minimal --no-self-update "$@"
[ -z "${XGEN_RUST_SHA256-}" ] || sh "${0%/*}/rust-manifest.sh"
sysroot=$(rustup run "$XGEN_RUST" rustc --print sysroot)
rm -rf "$RUSTUP_HOME/tmp" "$RUSTUP_HOME/downloads"

# One name for every channel; the steps after this one do not ask rustup.
ln -sfn "$sysroot" "$XGEN_PREFIX/rust"
if [ "$source" ]; then
	RUSTC_BOOTSTRAP=1 "$XGEN_PREFIX/rust/bin/cargo" fetch --locked --manifest-path "$source"
fi
"$XGEN_PREFIX/rust/bin/rustc" -vV >"$XGEN_PREFIX/stamp/rust"
