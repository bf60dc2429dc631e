#!/bin/sh
# Emitted by xgen: builds Rust's standard library for the target XGEN_TRIPLE into the sysroot of
# $XGEN_PREFIX/rust, where ordinary stable cargo finds it like a prebuilt one. Needs no network.
# usage: std.sh FLAG…   the target's flags for rustc
#   XGEN_CC is the compiler wrapper that links, in the folder XGEN_BIN; XGEN_ATOMICS is 64
#   for a std with 64-bit atomics, which the target does not have (atomics.sh): its
#   specification is then $XGEN_PREFIX/atomics/$XGEN_TRIPLE.json. That of a target which
#   rustc does not know lies in XGEN_BIN
set -eu

rust="$XGEN_PREFIX/rust"
src="$rust/lib/rustlib/src/rust"
lib="$rust/lib/rustlib/$XGEN_TRIPLE/lib"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER
# What an image says for the compiler that it holds would change every other.
unset CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX
export PATH="$XGEN_BIN:$rust/bin:$PATH" RUSTC="$rust/bin/rustc"
export CARGO_HOME="$XGEN_PREFIX/cargo" CARGO_TARGET_DIR="$tmp/target"

# Panic messages and debug info name the same paths as a prebuilt std does,
# whatever the prefix. Bitcode is for LTO.
commit=$(rustc -vV | sed -n 's/^commit-hash: //p')
set -- "$@" -Cembed-bitcode=yes \
	"--remap-path-prefix=$src=/rustc/$commit" \
	"--remap-path-prefix=$(readlink -f "$src")=/rustc/$commit" \
	"--remap-path-prefix=$CARGO_HOME=/cargo"
flags=$1 # joined as cargo wants them: a flag may hold spaces
shift
for flag; do
	flags=$(printf '%s\037%s' "$flags" "$flag")
done

mkdir -p "$tmp/std"
cat >"$tmp/std/Cargo.toml" <<'END'
[package]
name = "xgen-empty"
edition = "2021"
[lib]
path = "lib.rs"
[workspace]
END
: >"$tmp/std/lib.rs"

# One number is another than in rustc's own, which then has to believe it. Of the
# project's own nothing may be left out: rustc would ignore a feature or a CPU that it
# does not know.
target=$XGEN_TRIPLE
if [ -e "$XGEN_BIN/$XGEN_TRIPLE.json" ]; then
	target="$XGEN_BIN/$XGEN_TRIPLE.json"
	said=$(RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --print cfg --target "$target" 2>&1 >/dev/null) || :
	if [ "$said" ]; then
		echo "xgen: rustc does not take $XGEN_TRIPLE.json as it is: change the file that spec names" >&2
		printf '%s\n' "$said" >&2
		exit 1
	fi
elif [ "${XGEN_ATOMICS:-}" ]; then
	target="$XGEN_PREFIX/atomics/$XGEN_TRIPLE.json"
	mkdir -p "$XGEN_PREFIX/atomics"
	RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --print target-spec-json --target "$XGEN_TRIPLE" |
		sed -e 's/^  "max-atomic-width": [0-9]*\(,*\)$/  "max-atomic-width": '"$XGEN_ATOMICS"'\1/' \
			-e '/^  "is-builtin": true,*$/d' >"$target"
	if ! RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --print cfg --target "$target" |
		grep -qxF "target_has_atomic=\"$XGEN_ATOMICS\""; then
		echo "xgen: atomics: $XGEN_ATOMICS does not fit this Rust: what it prints of $XGEN_TRIPLE has no max-atomic-width to change" >&2
		exit 1
	fi
fi

# panic_abort must be built for the strategy that it implements: otherwise
# rustc refuses it in programs with panic=abort.
cat >"$tmp/rustc" <<'END'
#!/bin/sh
case "$XGEN_SPEC" in
*.json)
	for arg; do
		shift
		[ "$arg" != "$XGEN_TRIPLE" ] || arg=$XGEN_SPEC
		set -- "$@" "$arg"
	done
	set -- "$@" -Zunstable-options
	;;
esac
case " $* " in
*' --crate-name panic_abort '*) exec "$@" -Cpanic=abort ;;
*) exec "$@" ;;
esac
END
chmod +x "$tmp/rustc"

# test is for cargo test.
linker="CARGO_TARGET_$(echo "$XGEN_TRIPLE" | tr 'a-z.-' 'A-Z__')_LINKER"
(
	cd "$tmp/std"
	env "$linker=$XGEN_CC" RUSTC_WRAPPER="$tmp/rustc" XGEN_SPEC="$target" RUSTC_BOOTSTRAP=1 \
		CARGO_ENCODED_RUSTFLAGS="$flags" \
		cargo build --release --offline --target "$XGEN_TRIPLE" \
		-Zbuild-std=std,panic_abort,panic_unwind,test
)

rm -rf "$lib"
mkdir -p "$lib" "$XGEN_PREFIX/stamp"
rm "$CARGO_TARGET_DIR/$XGEN_TRIPLE"/release/deps/libxgen_empty-*
cp "$CARGO_TARGET_DIR/$XGEN_TRIPLE"/release/deps/*.rlib "$lib"

# Start files that a specification names and no C toolchain has.
case "$(RUSTC_BOOTSTRAP=1 "$RUSTC" -Zunstable-options --print target-spec-json --target "$XGEN_TRIPLE")" in
*'"rsbegin.o"'*)
	for part in rsbegin rsend; do
		RUSTC_BOOTSTRAP=1 "$RUSTC" --target "$XGEN_TRIPLE" --crate-type lib --emit obj \
			-o "$lib/$part.o" "$src/library/rtstartup/$part.rs"
	done
	;;
esac

(cd "$lib" && sha256sum -- *) >"$XGEN_PREFIX/stamp/std-$XGEN_TRIPLE"
