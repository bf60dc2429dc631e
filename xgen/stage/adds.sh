#!/bin/sh
# Emitted by xgen: vendors into XGEN_VENDOR crates that patches need and Cargo.lock does not have. Needs
# the network.
# usage: adds.sh CRATE=VERSION=SHA256…
#   XGEN_PREFIX has rust; XGEN_MANIFESTS is the project, whose own configuration may name a
#   mirror, and XGEN_MANIFEST its Cargo.toml in there. XGEN_VENDORED is not empty where that
#   configuration takes crates from a folder, which has none that Cargo.lock does not have:
#   then they come from crates.io itself
set -eu

export CARGO_HOME="$XGEN_PREFIX/cargo"
export PATH="$XGEN_PREFIX/rust/bin:$PATH"
export RUSTC_WRAPPER='' RUSTC_WORKSPACE_WRAPPER='' CARGO_NET_OFFLINE=false

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/src"
: >"$tmp/src/lib.rs"
{
	printf '[package]\nname = "xgen-adds"\nedition = "2021"\n[workspace]\n[dependencies]\n'
	for add; do
		crate=${add%%=*}
		version=${add#*=}
		printf '%s = { version = "=%s", default-features = false }\n' "$crate" "${version%%=*}"
	done
} >"$tmp/Cargo.toml"

respect=--respect-source-config
[ -z "${XGEN_VENDORED:-}" ] || respect=

cd "$XGEN_MANIFESTS/$(dirname "$XGEN_MANIFEST")"
cargo vendor --quiet --versioned-dirs $respect \
	--manifest-path "$tmp/Cargo.toml" "$tmp/vendor" >/dev/null

for add; do
	sha256=${add##*=}
	version=${add%=*}
	dir=${version%%=*}-${version#*=}
	found=$(sed -n 's/.*"package":"\([0-9a-f]*\)".*/\1/p' "$tmp/vendor/$dir/.cargo-checksum.json")
	if [ "$found" != "$sha256" ]; then
		echo "xgen: the crate $dir of a patch's adds has the sha256 $found, and targets.cue wants $sha256: compare it with a Cargo.lock that cargo has made, and write what that says" >&2
		exit 1
	fi
	rm -rf "${XGEN_VENDOR:?}/$dir"
	mv "$tmp/vendor/$dir" "$XGEN_VENDOR/$dir"
done
