#!/bin/sh
# Links an empty program for one target. The first link makes zig build its
# startup objects, libc, libunwind and compiler-rt: half a minute, which then
# lies in the toolchain's layer. What it builds depends on whether symbols are
# stripped, so the flags must say that too. Needs no network.
#   XGEN_PREFIX  where rust and zig are
#   XGEN_TRIPLE  the target
#   XGEN_CC      the compiler wrapper that links
#   XGEN_BIN     the folder that holds it
# The arguments are the target's flags for rustc.
set -eu

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

export PATH="$XGEN_BIN:$XGEN_PREFIX/rust/bin:$PATH"
export ZIG_GLOBAL_CACHE_DIR="$XGEN_PREFIX/zig-cache"

# Not from a folder above the prefix: zig would then name its own files by
# relative paths, and what it built that way serves no other folder.
cd "$tmp"
echo 'fn main() {}' >main.rs
rustc --target "$XGEN_TRIPLE" -Clinker="$XGEN_CC" "$@" -o main main.rs
