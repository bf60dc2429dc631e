#!/bin/sh
# Builds Rust's standard library for one target into the sysroot, where
# ordinary stable cargo finds it like a prebuilt one. Needs no network.
#   XGEN_PREFIX  where rust and the C toolchain are
#   XGEN_TRIPLE  the target
#   XGEN_CC      the compiler wrapper that links
#   XGEN_BIN     the folder that holds it
# The arguments are the target's flags for rustc.
set -eu

rust="$XGEN_PREFIX/rust"
src="$rust/lib/rustlib/src/rust"
lib="$rust/lib/rustlib/$XGEN_TRIPLE/lib"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

unset RUSTFLAGS CARGO_ENCODED_RUSTFLAGS RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER
# What an image says for the compiler that it holds would change every other.
unset CPATH C_INCLUDE_PATH CPLUS_INCLUDE_PATH LIBRARY_PATH COMPILER_PATH GCC_EXEC_PREFIX
export PATH="$XGEN_BIN:$rust/bin:$PATH"
export CARGO_HOME="$XGEN_PREFIX/cargo" CARGO_TARGET_DIR="$tmp/target"
export ZIG_GLOBAL_CACHE_DIR="$XGEN_PREFIX/zig-cache"

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

# panic_abort must be built for the strategy that it implements: otherwise
# rustc refuses it in programs with panic=abort.
cat >"$tmp/rustc" <<'END'
#!/bin/sh
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
	env "$linker=$XGEN_CC" RUSTC_WRAPPER="$tmp/rustc" RUSTC_BOOTSTRAP=1 \
		CARGO_ENCODED_RUSTFLAGS="$flags" \
		cargo build --release --offline --target "$XGEN_TRIPLE" \
		-Zbuild-std=std,panic_abort,panic_unwind,test
)

rm -rf "$lib"
mkdir -p "$lib" "$XGEN_PREFIX/stamp"
rm "$CARGO_TARGET_DIR/$XGEN_TRIPLE"/release/deps/libxgen_empty-*
cp "$CARGO_TARGET_DIR/$XGEN_TRIPLE"/release/deps/*.rlib "$lib"

(cd "$lib" && sha256sum -- *.rlib) >"$XGEN_PREFIX/stamp/std-$XGEN_TRIPLE"
