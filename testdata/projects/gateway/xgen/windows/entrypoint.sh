#!/bin/sh
# Emitted by xgen from targets.cue: change that file and run xgen emit.
# Builds the project for x86_64-pc-windows-gnu: in the build stage, as the
# image's entry point, and on a host. With arguments it runs them as a command
# in the build's environment instead.
set -eu

XGEN_HERE=$(cd "$(dirname "$0")" && pwd)
export XGEN_HERE
export XGEN_PREFIX="${XGEN_PREFIX:-/opt/xgen}"
export XGEN_SRC="${XGEN_SRC:-/src}"
export XGEN_VENDOR="${XGEN_VENDOR:-$XGEN_PREFIX/vendor}"
export XGEN_TARGET="${XGEN_TARGET:-$XGEN_PREFIX/target}"
export XGEN_OUT="${XGEN_OUT:-/out}"
export XGEN_MANIFEST=Cargo.toml
export XGEN_TRIPLE=x86_64-pc-windows-gnu
export XGEN_PROFILE=release
export XGEN_BINS=gateway.exe

if [ $# -gt 0 ]; then
	exec "$XGEN_HERE/../stage/build.sh" --exec "$@"
fi
exec "$XGEN_HERE/../stage/build.sh" build --frozen --target x86_64-pc-windows-gnu --profile release --bin gateway
