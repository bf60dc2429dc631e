#!/bin/sh
# Emitted by xgen: builds the project with cargo, offline. A target's entrypoint.sh calls it.
# usage: build.sh CARGO-ARGUMENT…           builds, and copies XGEN_BINS to XGEN_OUT
#        build.sh --tests CARGO-ARGUMENT…   has tests.sh compile the tests
#        build.sh --lint COMMAND ARGUMENT…  has a command of cargo's judge the sources
#        build.sh --exec COMMAND…           runs a command as cargo would be run here
#   XGEN_PREFIX has rust, the C toolchain, std, libraries and tools; XGEN_HERE is the target's
#   emitted files, XGEN_SRC the project, XGEN_MANIFEST its Cargo.toml in there, XGEN_VENDOR
#   the crates (fetch.sh, patch.sh, relock.sh), XGEN_TARGET what earlier builds left, old or
#   missing; XGEN_TRIPLE the target, XGEN_PROFILE cargo's folder of the profile, and
#   XGEN_PKG_CONFIG where the system's libraries for the target are, or empty
set -eu

say() { echo "xgen: $*" >&2; }

# These would add to the rustflags of config.toml or replace them, change the
# profile, or add to what C is compiled with.
suffix=$(echo "$XGEN_TRIPLE" | tr .- __)
rust='RUSTFLAGS|CARGO_[A-Z0-9_]+_RUSTFLAGS|CARGO_PROFILE_[A-Z0-9_]+|CARGO_INCREMENTAL'
c='(C|CXX|CPP|LD)FLAGS'
for name in $(env | sed -nE "s/^($rust|(TARGET_)?$c|${c}_$suffix)=.*/\1/p" | sort); do
	printenv "$name" >/dev/null || continue
	say "$name is ignored: flags belong in the target's definition"
	unset "$name"
done

# What an image says for the compiler that it holds would change every other; the
# cache is the Dockerfile's alone.
unset XGEN_CACHE CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX

# The toolchain is first on PATH: rustup is not asked, and a rust-toolchain.toml starts no download.
export PATH="$XGEN_HERE/bin:$XGEN_PREFIX/rust/bin:$XGEN_PREFIX/tools/bin:$PATH"
export CARGO_HOME="$XGEN_PREFIX/cargo" CARGO_TARGET_DIR="$XGEN_TARGET"
[ ! -e "$XGEN_HERE/bin/rustc" ] || export RUSTC="$XGEN_HERE/bin/rustc"
# Objects of the project do not belong into the toolchain's own cache.
export XGEN_COMPILER_CACHE="$XGEN_TARGET/compiler-cache"
[ ! -e "$XGEN_HERE/toolchain.cmake" ] || export "CMAKE_TOOLCHAIN_FILE_$suffix=$XGEN_HERE/toolchain.cmake"
export CARGO_NET_OFFLINE=true RUSTC_WRAPPER='' RUSTC_WORKSPACE_WRAPPER='' CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-always}"

# The target's C libraries and no others; what is built for this machine has its own. There
# are only static ones. Where there is none pkg-config says so, and names what it was asked for.
export XGEN_LIBRARIES="$XGEN_PREFIX/libraries"
[ ! -d "$XGEN_LIBRARIES" ] || export PKG_CONFIG_ALL_STATIC=1
if [ -d "$XGEN_LIBRARIES" ] || [ "$XGEN_TRIPLE" != "$(uname -m)-unknown-linux-gnu" ]; then
	export "PKG_CONFIG_ALLOW_CROSS_$suffix=1" \
		"PKG_CONFIG_LIBDIR_$suffix=$XGEN_LIBRARIES/lib/pkgconfig:$XGEN_LIBRARIES/share/pkgconfig${XGEN_PKG_CONFIG:+:$XGEN_PKG_CONFIG}"
fi

# The programs that build scripts run (tool.sh).
if [ -e "$XGEN_PREFIX/tools/env" ]; then
	while IFS='=' read -r name path; do
		export "$name=$XGEN_PREFIX/tools/$path"
	done <"$XGEN_PREFIX/tools/env"
fi

# The same bytes from any folder.
remap=
export XGEN_CFLAGS=
for pair in "$XGEN_SRC=/src" "$XGEN_VENDOR=/vendor" "$XGEN_TARGET=/target"; do
	remap="$remap'--remap-path-prefix=$pair',"
	XGEN_CFLAGS="$XGEN_CFLAGS -ffile-prefix-map=$pair"
done

# And on any day; 1980 is the earliest that every archive can hold.
export SOURCE_DATE_EPOCH="${SOURCE_DATE_EPOCH:-315532800}"

mkdir -p "$XGEN_TARGET" "$XGEN_OUT"

# Cargo looks for configuration from where it is called, which is where the project has
# none: what of that is about the program comes with xgen's own, which is heard before it.
manifest=$XGEN_SRC/$XGEN_MANIFEST cargo=cargo exec=
call() {
	command=$1
	shift
	set -- --config "$XGEN_HERE/config.toml" --config "$XGEN_VENDOR.toml" --config "target.$XGEN_TRIPLE.rustflags=[$remap]" "$@"
	if [ -e "$XGEN_HERE/project.toml" ]; then
		sed "s|@XGEN_SRC@|$(printf %s "$XGEN_SRC" | sed 's/[&|\\]/\\&/g')|g" "$XGEN_HERE/project.toml" >"$XGEN_TARGET/project.toml"
		set -- --config "$XGEN_TARGET/project.toml" "$@"
	fi
	case "$command" in # those of cargo's own; others may take no manifest
	b | bench | build | c | check | clean | clippy | d | doc | fix | metadata | r | run | rustc | rustdoc | t | test | tree)
		cd / && set -- --manifest-path="$manifest" "$@" ;;
	esac
	${exec:+exec} "$cargo" "$command" "$@"
}

# Cargo.lock as the patched crates need it (relock.sh), for as long as cargo
# or the command runs: where the project is the user's own folder, its lock
# stays as it was.
if [ -e "$XGEN_VENDOR.lock" ]; then
	root=$(cd / && cargo locate-project --manifest-path="$manifest" --workspace --message-format plain)
	lock=$(dirname "$root")/Cargo.lock
	own=$(mktemp)
	cp -p "$lock" "$own"
	trap 'cp -p "$own" "$lock"; rm -f "$own"' EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM
	cp "$XGEN_VENDOR.lock" "$lock"
fi

if [ "${1-}" = --exec ]; then
	shift
	cd "$XGEN_SRC/$(dirname "$XGEN_MANIFEST")"
	[ -e "$XGEN_VENDOR.lock" ] || exec=yes # else the lock is put back
	if [ "$1" = cargo ] && [ $# -gt 1 ] && [ "$2" != fmt ]; then # which takes no configuration
		shift
		export CARGO_BUILD_TARGET="$XGEN_TRIPLE"
		call "$@"
		exit
	fi
	${exec:+exec} "$@"
	exit
fi

lint=
case "${1-}" in
--tests)
	shift
	cargo=$XGEN_HERE/../stage/tests.sh
	;;
--lint)
	lint=$2
	shift
	;;
esac

# The packages whose build scripts ran when a file was written. Their output has the
# time at which they began (cargo sets it), and was changed when they ended.
writers() {
	find "$XGEN_TARGET" -path '*/build/*/output' -printf '%h\n' | while IFS= read -r dir; do
		[ "$(find "$1" -maxdepth 0 -newercc "$dir/output")" ] ||
			[ "$(find "$dir/invoked.timestamp" -newermc "$1")" ] || basename "$dir" | sed 's/-[0-9a-f]*$//'
	done | sort -u | tr '\n' ' '
}

out() { find "$XGEN_OUT" -mindepth 1 -maxdepth 1 -printf '%f\n' | LC_ALL=C sort; }

# Nothing that cargo runs has any business where the binaries go.
refuse_others() {
	out | LC_ALL=C comm -13 "$XGEN_TARGET/out" - >"$XGEN_TARGET/out.new"
	[ -s "$XGEN_TARGET/out.new" ] || return 0
	while IFS= read -r name; do
		who=$(writers "$XGEN_OUT/$name" 2>/dev/null)
		who=${who:+while the build script of ${who}ran}
		: "${who:=by a build script or a procedural macro}"
		say "$(printf %s "$name" | tr -c '[:print:]' '?') was written into $XGEN_OUT, where only binaries belong, $who"
	done <"$XGEN_TARGET/out.new"
	exit 1
}

# What cargo does not watch: with other crates, flags, wrappers, libraries, tools or
# another std nothing in the target folder can be trusted.
{
	cat "$0" "${0%/*}/link.sh" "$XGEN_PREFIX/stamp/rust" "$XGEN_PREFIX/stamp/cc" "$XGEN_VENDOR.stamp"
	# None where the program brings its own std, the processor has all atomics, or
	# nothing of the kind is asked for.
	for stamp in "$XGEN_PREFIX/stamp/std-$XGEN_TRIPLE" "$XGEN_PREFIX/atomics/$XGEN_TRIPLE.stamp" \
		"$XGEN_PREFIX"/stamp/library-* "$XGEN_PREFIX/tools/env" "$XGEN_PREFIX/tools/stamp"; do
		[ ! -e "$stamp" ] || cat "$stamp"
	done
	cd "$XGEN_HERE"
	find . -type f ! -name 'Dockerfile*' -exec sha256sum {} + | sort -k 2
} | sha256sum >"$XGEN_OUT/.stamp"
if ! cmp -s "$XGEN_OUT/.stamp" "$XGEN_TARGET/xgen.stamp"; then
	say "toolchain, crates or flags are new: building from the start"
	find "$XGEN_TARGET" -mindepth 1 -delete
fi
mv "$XGEN_OUT/.stamp" "$XGEN_TARGET/xgen.stamp"

# cargo watches the times of files, and a cached copy of the source has old
# ones (cargo#9312). So: what differs from the last build that succeeded here
# is touched; after a failure or on a first build, everything is.
cd "$XGEN_SRC"
find . -type f -exec sha256sum -z {} + | sort -z >"$XGEN_TARGET/sources.new"
# A link that leads elsewhere changes what is read at paths that are not its own,
# and an empty folder shows in no file.
find . \( -type l -printf '%p -> %l\0' \) -o \( -type f -perm -u=x -printf '%p\0' \) -o \( -type d -printf '%p/\0' \) |
	sort -z >"$XGEN_TARGET/tree.new"
if [ ! -e "$XGEN_TARGET/sources" ] || ! cmp -s "$XGEN_TARGET/tree.new" "$XGEN_TARGET/tree"; then
	: >"$XGEN_TARGET/sources"
	find . -type d -exec touch {} +
fi
comm -z -23 "$XGEN_TARGET/sources.new" "$XGEN_TARGET/sources" | cut -z -c 67- | xargs -0 -r touch --
# A vanished file shows only in the time of its folder.
comm -z -13 "$XGEN_TARGET/sources.new" "$XGEN_TARGET/sources" | cut -z -c 67- |
	xargs -0 -r dirname -z -- | xargs -0 -r touch --no-create --
rm "$XGEN_TARGET/sources"

out >"$XGEN_TARGET/out"
records() { (cd "$XGEN_TARGET" && sha256sum out sources.new tree.new xgen.stamp); }
recorded=$(records)

call "$@" || {
	code=$?
	[ -z "$lint" ] || say "cargo $lint found what stands above: mend it, or allow it in the sources or under [lints] in Cargo.toml"
	exit "$code"
}

if [ "$(records)" != "$recorded" ]; then
	find "$XGEN_TARGET" -mindepth 1 -delete
	say "a build script or a procedural macro wrote into $XGEN_TARGET what decides which sources are new"
	exit 1
fi
mv "$XGEN_TARGET/tree.new" "$XGEN_TARGET/tree"
mv "$XGEN_TARGET/sources.new" "$XGEN_TARGET/sources"
[ "$cargo$lint" = cargo ] || exit 0
refuse_others
for bin in $XGEN_BINS; do
	cp --remove-destination "$XGEN_TARGET/$XGEN_TRIPLE/$XGEN_PROFILE/$bin" "$XGEN_OUT/$bin"
done
