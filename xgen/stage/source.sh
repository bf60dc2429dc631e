#!/bin/sh
# Emitted by xgen: makes two trees of the project in XGEN_CONTEXT. XGEN_SOURCE gets its source;
# XGEN_MANIFESTS what decides which crates are fetched: manifests, vendored crates, and empty
# .rs files, since cargo finds targets by their names. Steps that copy them are keyed by
# content: an edited line fetches nothing again.
# usage: source.sh FOLDER…   of vendored crates in there, if any
#   XGEN_ROOT is the folder of emitted files, which are no source; XGEN_LIST gets the
#   digests of all files, by which xgen sees that a build had what it was sent
set -eu

mkdir -p "$XGEN_SOURCE" "$XGEN_MANIFESTS/.cargo"
cd "$XGEN_CONTEXT"
# Records end with NUL, since a path may hold anything else.
{
	find . -type f -exec sha256sum --zero {} +
	find . -type f -perm -u=x -printf 'exec  %p\0'
	find . -type l -printf 'link  %p\0%l\0'
} >"$XGEN_LIST"
tar --create --file - --exclude "./$XGEN_ROOT" . |
	tar --extract --file - --no-same-owner --directory "$XGEN_SOURCE"

cd "$XGEN_SOURCE"
find . -type f \( -name Cargo.toml -o -name Cargo.lock \) -exec cp --parents -t "$XGEN_MANIFESTS" {} +
find . -type f -name '*.rs' \
	-exec cp --attributes-only --parents -t "$XGEN_MANIFESTS" {} +
find . -type l ! -path '*/.cargo*' -exec cp --no-dereference --parents -t "$XGEN_MANIFESTS" {} +

for dir; do
	[ ! -d "./$dir" ] || cp -R --parents -t "$XGEN_MANIFESTS" "./$dir"
done

# One time for all: build.sh decides by content what is new.
find . -exec touch --no-dereference --date=@1 {} +
