#!/bin/sh
# Emitted by xgen: changes an unpacked source. Lines may have moved; a diff of which the context is
# not there to the letter ends the build before anything is compiled.
# usage: patch-source.sh FIELD FOLDER DIFFS   prints the files that were changed, one a line
#   FIELD is where the changes stand in targets.cue, libraries.ncurses.patches, FOLDER is the source;
#   DIFFS is a folder of unified diffs for patch -p1, NAME.patch, which go in by their names
set -eu

field=$1
folder=$2
diffs=$(cd "$3" && pwd)

cd "$folder"

# usage: apply DIFF ARGUMENT…
apply() {
	diff=$1
	shift
	patch -p1 --forward --batch --fuzz=0 --reject-file=- --no-backup-if-mismatch "$@" <"$diff"
}

for diff in "$diffs"/*.patch; do
	name=$(basename "$diff" .patch)
	if apply "$diff" --dry-run --reverse >/dev/null 2>&1; then
		echo "xgen: $field.$name: the change is in this release already: remove the patch" >&2
		exit 1
	fi
	if ! apply "$diff" --dry-run >/dev/null; then
		apply "$diff" --dry-run >&2 || true
		echo "xgen: $field.$name: it does not apply to this release: make the diff anew from its files" >&2
		exit 1
	fi
	apply "$diff" >/dev/null
	sed -n 's|^+++ b/||p' "$diff"
done
