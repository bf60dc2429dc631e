#!/bin/sh
# Emitted by xgen: installs the prebuilt standard library of the target XGEN_TRIPLE for the toolchain
# XGEN_RUST in XGEN_PREFIX (rust.sh). Needs the network.
set -eu

export RUSTUP_HOME="$XGEN_PREFIX/rustup" CARGO_HOME="$XGEN_PREFIX/cargo"
rustup target add --toolchain "$XGEN_RUST" "$XGEN_TRIPLE"
rm -rf "$RUSTUP_HOME/tmp" "$RUSTUP_HOME/downloads"
echo "$XGEN_RUST prebuilt" >"$XGEN_PREFIX/stamp/std-$XGEN_TRIPLE"
