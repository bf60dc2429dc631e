#!/bin/sh
# Emitted by xgen: changes one vendored crate, or the same crate in several versions. Lines may have
# moved; one of which the context is not there to the letter ends the build before
# anything is compiled.
# usage: patch.sh NAME DIFF CRATE-VERSION…
#   NAME is that of the patch in targets.cue, DIFF a unified one, for patch -p1 from the
#   crate's folder; XGEN_VENDOR are the crates, and $XGEN_VENDOR.stamp changes with the diff
set -eu

name=$1
diff=$2
shift 2

fail() {
	echo "xgen: patches.$name: $*" >&2
	exit 1
}

apply() {
	patch -p1 --forward --batch --fuzz=0 --reject-file=- --no-backup-if-mismatch "$@" <"$diff"
}

for crate; do
	cd "$XGEN_VENDOR/$crate" ||
		fail "$crate is not among the fetched crates: Cargo.lock has changed since xgen emit"
	if apply --dry-run --reverse >/dev/null 2>&1; then
		fail "the change is in $crate already: remove the patch"
	fi
	apply --dry-run >/dev/null || {
		apply --dry-run >&2 || true
		fail "it does not apply to $crate: make the diff anew from that version, or narrow the patch's version"
	}
	apply
	if apply --dry-run >/dev/null 2>&1; then
		fail "it applies to $crate twice: give the diff more lines of context"
	fi

	# cargo holds every file against the sum that stood here, except those that
	# are not listed. The sum of the whole crate is what Cargo.lock knows.
	sum=$(sed -n 's/.*"package":\("[0-9a-f]*"\).*/\1/p' .cargo-checksum.json)
	printf '{"files":{},"package":%s}' "${sum:-null}" >.cargo-checksum.json
done
sha256sum <"$diff" >>"$XGEN_VENDOR.stamp"
