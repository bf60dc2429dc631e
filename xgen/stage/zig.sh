#!/bin/sh
# Emitted by xgen: installs zig, a C compiler with a libc for every musl target, from PyPI into
# $XGEN_PREFIX/zig/ziglang/zig; and has it build one target's libc, offline.
# usage: zig.sh            XGEN_ZIG is the version, XGEN_ZIG_SHA256 the allowed
#                          wheels, one for each kind of host
#        zig.sh warm FLAG… of rustc's; XGEN_TRIPLE is the target and XGEN_CC its
#                          compiler wrapper in the folder XGEN_BIN
set -eu

# The first link of a program makes zig build startup objects, libc, libunwind and compiler-rt,
# others where symbols are stripped: half a minute, which then lies in the toolchain's layer.
if [ "${1-}" = warm ]; then
	shift
	export PATH="$XGEN_BIN:$XGEN_PREFIX/rust/bin:$PATH"
	# The folder's name stands in what is built, as do those of zig's own files, which
	# are relative to a folder above the prefix and serve no other one then.
	mkdir -p "$XGEN_PREFIX/warm" && cd "$XGEN_PREFIX/warm"
	echo 'fn main() {}' >main.rs
	rustc --target "$XGEN_TRIPLE" -Clinker="$XGEN_CC" "$@" -o main main.rs
	rm -r "$XGEN_PREFIX/warm"
	exit
fi

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# shellcheck disable=SC2086 # split at spaces
echo "ziglang==$XGEN_ZIG$(printf ' --hash=sha256:%s' $XGEN_ZIG_SHA256)" >"$tmp/requirements.txt"

rm -rf "$XGEN_PREFIX/zig"
TMPDIR="$tmp" python3 -m pip install --quiet --require-hashes --no-deps \
	--only-binary :all: --no-compile --no-cache-dir --no-input --disable-pip-version-check --root-user-action ignore \
	--target "$XGEN_PREFIX/zig" --requirement "$tmp/requirements.txt"
mkdir -p "$XGEN_PREFIX/stamp"
cp "$tmp/requirements.txt" "$XGEN_PREFIX/stamp/cc"
