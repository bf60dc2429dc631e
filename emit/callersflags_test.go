package emit_test

import (
	"regexp"
	"strings"
	"testing"
)

// seeingCargo shows which of the caller's variables it was given.
const seeingCargo = `#!/bin/sh
env | sed -n 's/=callers-own$//p'
mkdir -p "$XGEN_TARGET/$XGEN_TRIPLE/release"
: >"$XGEN_TARGET/$XGEN_TRIPLE/release/hello"
`

// What the caller's environment says of flags and of cargo's profiles is left out,
// and said; what it says to the compilers of the building machine and to cargo
// otherwise, is not.
func TestCallersFlags(t *testing.T) {
	ignored := strings.Fields("CARGO_BUILD_RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_INCREMENTAL CARGO_PROFILE_RELEASE_LTO " +
		"CARGO_TARGET_ARMV5TE_UNKNOWN_LINUX_MUSLEABI_RUSTFLAGS CFLAGS CFLAGS_armv5te_unknown_linux_musleabi CPPFLAGS CXXFLAGS " +
		"LDFLAGS RUSTFLAGS TARGET_CFLAGS TARGET_CXXFLAGS")
	kept := strings.Fields("CARGO_TERM_QUIET CFLAGS_x86_64_unknown_linux_gnu HOST_CFLAGS MY_RUSTFLAGS")
	var env []string
	for _, name := range append(ignored, kept...) {
		env = append(env, name+"=callers-own")
	}
	out, err := built(t, place(t, compile(t, smallest)), seeingCargo, append(env, "TEXT=a\nRUSTFLAGS_OF=x\nLDFLAGS_=y")...)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	var said []string
	for _, m := range regexp.MustCompile(`(?m)^xgen: (\S+) is ignored: flags belong in the target's definition$`).FindAllStringSubmatch(out, -1) {
		said = append(said, m[1])
	}
	if strings.Join(said, " ") != strings.Join(ignored, " ") {
		t.Errorf("ignored is %q,\nwant %q", said, ignored)
	}
	for _, name := range ignored {
		if strings.Contains(out, "\n"+name+"\n") {
			t.Errorf("cargo sees %s", name)
		}
	}
	for _, name := range kept {
		if !strings.Contains(out, "\n"+name+"\n") {
			t.Errorf("cargo does not see %s", name)
		}
	}
}

// Every build is told the same day, unless an input or the caller names another.
func TestSameDay(t *testing.T) {
	const cargo = "#!/bin/sh\necho \"built at $SOURCE_DATE_EPOCH\"\n" + `mkdir -p "$XGEN_TARGET/$XGEN_TRIPLE/release"; : >"$XGEN_TARGET/$XGEN_TRIPLE/release/hello"`
	for env, want := range map[string]string{"SOURCE_DATE_EPOCH=": "built at 315532800\n", "SOURCE_DATE_EPOCH=1700000000": "built at 1700000000\n"} {
		if out, err := built(t, place(t, compile(t, smallest)), cargo, strings.Fields(env)...); err != nil || !strings.Contains(out, want) {
			t.Errorf("%q: %v\n%s", env, err, out)
		}
	}
}
