#!/bin/sh
# Emitted by xgen from targets.cue: change that file and run xgen emit.
# Changes the fetched crates for armv5te-unknown-linux-musleabi.
# What it needs stands in stage/patch.sh and stage/relock.sh.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
stage="$here/../stage"

# it keeps the time in AtomicU64, which a target with 32-bit atomics does not have
"$stage/patch.sh" coarsetime-atomics "$here/patches/coarsetime-atomics.patch" coarsetime-0.1.38

# it counts in AtomicU64 and AtomicI64, which a target with 32-bit atomics does not have
"$stage/patch.sh" prometheus-atomics "$here/patches/prometheus-atomics.patch" prometheus-0.13.4

"$stage/relock.sh" 'portable-atomic=1.15.0=05c8b63e8d9609db387f0324918f81d68fe27748f084ef092fb35954d0539a85'
