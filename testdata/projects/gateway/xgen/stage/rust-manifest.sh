#!/bin/sh
# Emitted by xgen: holds the manifest by which rustup has installed the toolchain XGEN_RUST
# against XGEN_RUST_SHA256, the checksums that are allowed, or the first 20 digits of each.
# rustup itself has held every component against the manifest. Called by rust.sh.
set -eu

kept=$(cut -c 1-20 "$RUSTUP_HOME/update-hashes/$XGEN_RUST"-*)
: "${kept:=nothing}"
case " $XGEN_RUST_SHA256" in
*" $kept"*) exit ;;
esac
allowed=$(printf '%s\n' "$XGEN_RUST_SHA256" | tr ' ' '\n' | cut -c 1-20 | paste -s -d ' ' -)
echo "xgen: rustup got a manifest of $XGEN_RUST whose sha256 begins with $kept, and rust.sha256 has $allowed:" \
	"another mirror or another toolchain; if it is the one that you mean, add \"$kept\" to rust.sha256" >&2
exit 1
