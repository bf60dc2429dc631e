#!/bin/sh
# Emitted by xgen: installs the Rust toolchain XGEN_RUST, for example 1.95.0, with rustup into
# $XGEN_PREFIX/rust, and fetches the crates that std itself is made of, so that std
# can be built without a network.
# usage: rust.sh COMPONENT…   of rustup's, beside the compiler and cargo
set -eu

export RUSTUP_HOME="$XGEN_PREFIX/rustup" CARGO_HOME="$XGEN_PREFIX/cargo"
export RUSTUP_TOOLCHAIN="$XGEN_RUST"
mkdir -p "$XGEN_PREFIX/stamp"

components=rust-src
for component; do
	components=$components,$component
done
rustup toolchain install "$XGEN_RUST" --profile minimal --component "$components" \
	--no-self-update
[ -z "${XGEN_RUST_SHA256-}" ] || sh "${0%/*}/rust-manifest.sh"
sysroot=$(rustup run "$XGEN_RUST" rustc --print sysroot)
rm -rf "$RUSTUP_HOME/tmp" "$RUSTUP_HOME/downloads"

# One name for every channel; the steps after this one do not ask rustup.
ln -sfn "$sysroot" "$XGEN_PREFIX/rust"
cargo="$XGEN_PREFIX/rust/bin/cargo"

RUSTC_BOOTSTRAP=1 "$cargo" fetch --locked \
	--manifest-path "$XGEN_PREFIX/rust/lib/rustlib/src/rust/library/Cargo.toml"
"$XGEN_PREFIX/rust/bin/rustc" -vV >"$XGEN_PREFIX/stamp/rust"
