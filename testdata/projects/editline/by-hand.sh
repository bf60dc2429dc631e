#!/bin/sh
# The program without cargo and without a wrapper: rustc's object file, linked by the
# compiler itself with the rlibs of std. It is for the stage libraries of an emitted
# Dockerfile, which has all of them.
# usage: by-hand.sh TRIPLE GCC OUTPUT   GCC is what the names of the compiler's programs begin with
set -eu

triple=$1
gcc=$2
output=$3
sources=$(cd "$(dirname "$0")" && pwd)/src
libraries=$XGEN_PREFIX/libraries/lib
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for bin in "$XGEN_PREFIX"/gcc/*/bin; do
	PATH="$bin:$PATH"
done
export PATH="$XGEN_PREFIX/rust/bin:$PATH"
rlibs=$(rustc --print sysroot)/lib/rustlib/$triple/lib
cd "$tmp"

rustc --edition 2021 -C opt-level=3 -C lto --target "$triple" --emit=obj -o main.o "$sources/main.rs"
"$gcc-g++" -O2 -c -o words.o "$sources/words.cc"
"$gcc-gcc" -o "$output" main.o words.o -nodefaultlibs -Wl,-s -Wl,-Bstatic \
	-Wl,--start-group "$rlibs"/*.rlib -L "$libraries" -ledit -lncurses -lstdc++ -lgcc_eh -lgcc -lc -Wl,--end-group
