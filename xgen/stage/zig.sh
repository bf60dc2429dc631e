#!/bin/sh
# Installs zig, a C compiler with a libc for every musl target, from PyPI.
#   XGEN_PREFIX      where it goes: $XGEN_PREFIX/zig/ziglang/zig
#   XGEN_ZIG         its version
#   XGEN_ZIG_SHA256  the allowed wheels, one for each kind of host
set -eu

mkdir -p "$XGEN_PREFIX/stamp"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

{
	printf 'ziglang==%s' "$XGEN_ZIG"
	for sum in $XGEN_ZIG_SHA256; do
		printf ' --hash=sha256:%s' "$sum"
	done
	echo
} >"$tmp/requirements.txt"

rm -rf "$XGEN_PREFIX/zig"
TMPDIR="$tmp" python3 -m pip install --quiet --require-hashes --no-deps \
	--only-binary :all: --no-compile --no-cache-dir --no-input \
	--disable-pip-version-check --root-user-action ignore \
	--target "$XGEN_PREFIX/zig" --requirement "$tmp/requirements.txt"
cp "$tmp/requirements.txt" "$XGEN_PREFIX/stamp/cc"
