#!/bin/sh
# Emitted by xgen: has cargo fmt judge the source, and names the files that it would write
# otherwise. Needs no network and neither std nor crates.
# usage: fmt.sh ARGUMENT…   of cargo: fmt --check, and its choice of packages
#   XGEN_PREFIX has rust; XGEN_SOURCE is the project, which is only read, and XGEN_MANIFEST
#   its Cargo.toml in there; XGEN_PASSED is made where nothing is found
set -eu

export PATH="$XGEN_PREFIX/rust/bin:$PATH" CARGO_HOME="$XGEN_PREFIX/cargo"
export CARGO_NET_OFFLINE=true RUSTC_WRAPPER='' RUSTC_WORKSPACE_WRAPPER=''
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

cd / # where the project has no configuration of cargo
if cargo "$@" --manifest-path="$XGEN_SOURCE/$XGEN_MANIFEST" >"$tmp/said"; then
	: >"$XGEN_PASSED"
	exit
fi
cat "$tmp/said"

# The second form is that of older releases.
sed -n -e 's/^Diff in \(.*\):[0-9]*:$/\1/p' -e 's/^Diff in \(.*\) at line [0-9]*:$/\1/p' \
	-e 's/^Incorrect newline style in //p' "$tmp/said" | sort -u >"$tmp/files"
count=$(wc -l <"$tmp/files")
first=$(head -n 1 "$tmp/files")
first=${first#"$XGEN_SOURCE"/}
case "$count" in
0) said='cargo fmt --check failed: the words above say why' ;;
1) said="cargo fmt --check found what it would write otherwise in $first: run cargo fmt" ;;
*) said="cargo fmt --check found what it would write otherwise in $count files, of which the first is $first: run cargo fmt" ;;
esac
echo "xgen: $said" >&2
exit 1
