#!/bin/sh
# Emitted by xgen: ends the build where the target is compiled of a crate that cannot be built for it.
# Only cargo knows that, and here it knows it long before std is built. Where cargo gives
# no answer nothing is said: then the build says why.
# Needs no network.
# usage: compiled.sh EDGES ARGUMENT… -- [CRATE VERSION UNLESS WITH MESSAGE]…
#   the kinds of dependencies that count; the arguments of cargo tree that choose the target,
#   its packages and features, and the flags that decide which cfg(…) holds; and what
#   to say where the crate is compiled for the target: unless it depends itself on one of the
#   crates in UNLESS, and only if it does on one in WITH, where that is not empty; +NAME in
#   either is a feature of its own
#   XGEN_PREFIX has rust, XGEN_MANIFESTS the project's manifests (source.sh), XGEN_MANIFEST
#   its Cargo.toml in there, and XGEN_VENDOR the crates
set -eu

export CARGO_HOME="$XGEN_PREFIX/cargo"
export PATH="$XGEN_PREFIX/rust/bin:$PATH"
export RUSTC_WRAPPER='' RUSTC_WORKSPACE_WRAPPER=''

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

edges=$1
shift
# "$@" becomes the table, and the file what stood before it.
: >"$tmp/cargo"
while [ "$1" != -- ]; do
	printf '%s\n' "$1" >>"$tmp/cargo"
	shift
done
shift

# usage: tree OPTION…   cargo tree, quiet where it fails
tree() (
	while IFS= read -r arg; do
		set -- "$@" "$arg"
	done <"$tmp/cargo"
	cd "$XGEN_MANIFESTS/$(dirname "$XGEN_MANIFEST")"
	cargo --config "$XGEN_VENDOR.toml" tree --offline --locked --charset ascii "$@" 2>/dev/null
)

# For the target, and not for the machine that builds: "CRATE VERSION".
tree --edges "$edges,no-proc-macro" --prefix none --format '{p}@@{f}@@' >"$tmp/tree" || exit 0
awk '{ sub(/@@.*/, ""); sub(/^v/, "", $2); print $1, $2 }' "$tmp/tree" >"$tmp/compiled"
# Its features: "CRATE VERSION +FEATURE".
awk '{
	n = split($0, part, "@@"); sub(/^v/, "", $2); sub(/@@.*/, "", $2)
	n = split(part[n - 1], feature, ","); for (i = 1; i <= n; i++) print $1, $2, "+" feature[i]
}' "$tmp/tree" >"$tmp/uses"
# What each depends on: "CRATE VERSION CRATE".
tree --edges "$edges,build" --prefix depth --format ' {p}' >"$tmp/tree" || exit 0
awk '$1 ~ /^[0-9]+$/ { sub(/^v/, "", $3); of[$1] = $2 " " $3; if ($1 > 0) print of[$1 - 1], $2 }' \
	"$tmp/tree" >>"$tmp/uses"

# usage: uses CRATE VERSION OTHER
uses() { grep -qxF -e "$1 $2 $3" "$tmp/uses"; }

# usage: lacking CRATE VERSION UNLESS WITH
lacking() {
	grep -qxF -e "$1 $2" "$tmp/compiled" || return 1
	for other in $3; do
		! uses "$1" "$2" "$other" || return 1
	done
	[ -n "$4" ] || return 0
	for other in $4; do
		! uses "$1" "$2" "$other" || return 0
	done
	return 1
}

failed=
while [ $# -gt 0 ]; do
	if lacking "$1" "$2" "$3" "$4"; then
		echo "xgen: $5" >&2
		failed=yes
	fi
	shift 5
done
[ -z "$failed" ]
