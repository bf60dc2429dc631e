#!/bin/sh
# Emitted by xgen: compiles the project's tests and notes how cargo would run them. Called by
# build.sh --tests in the build's environment.
# usage: tests.sh CARGO-ARGUMENT…   the configuration, and `test` with its choice
#   XGEN_TESTS gets messages (what cargo compiled, lines of JSON), programs/ (a folder each:
#   what it is, its folder and environment, and native where it is for this machine),
#   binaries (a path a line) and root/ (all those files). XGEN_EMULATOR is the emulator that
#   config.toml's runner names; XGEN_INPUTS are variables that a test may ask for too
set -eu

export XGEN_TESTS
rm -rf "$XGEN_TESTS"
mkdir -p "$XGEN_TESTS/programs" "$XGEN_TESTS/root"

cargo "$@" --no-run --message-format=json-render-diagnostics >"$XGEN_TESTS/messages"

# A program that only notes what cargo hands it takes the emulator's place: so
# each program's folder and environment are exactly cargo's. The last argument
# that is a file is the program; --quiet may follow.
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
cat >"$tmp/$XGEN_EMULATOR" <<'END'
#!/bin/sh
set -eu
for word; do
	[ ! -f "$word" ] || program=$word
done
note=$(printf '%s/programs/%04d' "$XGEN_TESTS" "$(find "$XGEN_TESTS/programs" -mindepth 1 -maxdepth 1 | wc -l)")
mkdir "$note"
printf %s "$program" >"$note/program"
pwd >"$note/folder"
{
	# A shell drops what is no name to it, such as CARGO_BIN_EXE_my-tool.
	sort -z "/proc/$$/environ" | comm -z -13 "$XGEN_TESTS/environment" - |
		grep -zvE '^(PWD|OLDPWD|SHLVL|_|LD_LIBRARY_PATH)=' || true
	for name in $XGEN_INPUTS; do
		printf '%s=%s\0' "$name" "$(printenv "$name")"
	done
} >"$note/environment"
cp --parents "$program" "$XGEN_TESTS/root"
case "$program" in
"$XGEN_TARGET/$XGEN_TRIPLE"/*) ;;
*)
	# A procedural macro's own tests, which load what it does.
	: >"$note/native"
	printf 'LD_LIBRARY_PATH=%s\0' "${LD_LIBRARY_PATH-}" >>"$note/environment"
	ldd "$program" | sed -n 's/.* => \(.*\) (0x[0-9a-f]*)$/\1/p' | { grep -vE '^(/usr)?/lib' || true; } |
		while read -r library; do
			cp --dereference --parents "$library" "$XGEN_TESTS/root"
		done
	;;
esac
[ ! -d "${OUT_DIR-}" ] || cp -R --parents "$OUT_DIR" "$XGEN_TESTS/root"
END
chmod +x "$tmp/$XGEN_EMULATOR"

# What is for the machine that builds has a runner of its own, by the same name.
host=$(rustc -vV | sed -n 's/^host: //p' | tr 'a-z.-' 'A-Z__')
export "CARGO_TARGET_${host}_RUNNER=$XGEN_EMULATOR"

# --tests leaves out the examples, which are compiled by now and not run, and
# the documentation's, which rustdoc compiles and runs in one.
export PATH="$tmp:$PATH"
env -0 | sort -z >"$XGEN_TESTS/environment"
cargo "$@" --tests

# Integration tests start the project's binaries by their path, and write into
# CARGO_TARGET_TMPDIR.
: >"$XGEN_TESTS/binaries"
mkdir -p "$XGEN_TESTS/root$XGEN_TARGET/tmp" "$XGEN_TESTS/root$XGEN_TARGET/$XGEN_TRIPLE/tmp"
for note in "$XGEN_TESTS"/programs/*; do
	[ -e "$note/program" ] || continue
	[ ! -e "$note/native" ] || continue
	dirname "$(dirname "$(cat "$note/program")")"
done | sort -u | while read -r dir; do
	find "$dir" -maxdepth 1 -type f -perm -u+x ! -name '*.so' ! -name '*.dll'
done >"$XGEN_TESTS/binaries"
while read -r binary; do
	cp --parents "$binary" "$XGEN_TESTS/root"
done <"$XGEN_TESTS/binaries"
