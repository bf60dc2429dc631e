#!/bin/sh
# Installs the prebuilt standard library of one target. Needs the network.
#   XGEN_PREFIX  where rust is
#   XGEN_RUST    the toolchain
#   XGEN_TRIPLE  the target
set -eu

export RUSTUP_HOME="$XGEN_PREFIX/rustup" CARGO_HOME="$XGEN_PREFIX/cargo"
rustup target add --toolchain "$XGEN_RUST" "$XGEN_TRIPLE"
rm -rf "$RUSTUP_HOME/tmp" "$RUSTUP_HOME/downloads"
echo "$XGEN_RUST prebuilt" >"$XGEN_PREFIX/stamp/std-$XGEN_TRIPLE"
