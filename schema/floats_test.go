package schema

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/toolchain"
)

const (
	mips    = "mips-unknown-linux-musl"
	armhf   = "armv7-unknown-linux-musleabihf"
	armsoft = "armv5te-unknown-linux-musleabi"
	riscv   = "riscv64gc-unknown-linux-musl"
	loong   = "loongarch64-unknown-linux-musl"
)

// Row 15: what gives code another float ABI is refused, however it is said.
func TestRow15Floats(t *testing.T) {
	for _, c := range []struct{ triple, group string }{
		{riscv, `c: ["-mabi=lp64"]`},
		{riscv, `cxx: ["-mabi=lp64f"]`},
		{riscv, `rustc: ["-Clink-arg=-mabi=lp64"]`},
		{riscv, `rustc: ["-Ctarget-feature=-d"]`},
		{riscv, `rustc: ["-C", "target_feature=+v,-f"]`},
		{riscv, `c: ["-mcpu=baseline_rv64-d"]`},
		{riscv, `c: ["-msoft-float"]`},
		{loong, `c: ["-mabi=lp64s"]`},
		{loong, `rustc: ["-Ctarget-feature=-d,+lsx"]`},
		{mips, `c: ["-msingle-float"]`},
		{mips, `c: ["-mdouble-float"]`},
		{mips, `c: ["-mhard-float"]`},
		{mips, `rustc: ["-Ctarget-feature=+msa,-soft-float"]`},
		{mips, `c: ["-mcpu=mips32r2-soft_float"]`},
		{"mips64-unknown-linux-muslabi64", `c: ["-msingle-float"]`},
		{armhf, `c: ["-mfloat-abi=softfp"]`},
		{armhf, `c: ["-mfloat-abi=soft"]`},
		{armhf, `rustc: ["-Cllvm-args=-inline-threshold=9 -float-abi=soft"]`},
		{armhf, `rustc: ["-C", "llvm_args=--float-abi=soft"]`},
		{armhf, `c: ["-mllvm", "-float-abi=soft"]`},
		{armhf, `rustc: ["-Ctarget-feature=+soft-float"]`},
		{armhf, `c: ["-Xclang", "-target-feature", "-Xclang", "+soft-float"]`},
		{armsoft, `c: ["-mfloat-abi=hard"]`},
		{armsoft, `rustc: ["-Cllvm-args=-float-abi=hard"]`},
	} {
		_, found := Load(project(rowOf(c.triple) + "flags: f: {" + c.group + "}\n"))
		if len(found) != 1 || found[0].Rule != "float-abi" || !strings.HasPrefix(found[0].String(), "targets.cue:3:") ||
			!strings.Contains(found[0].Message, " contradicts "+c.triple+", which passes floats the ") {
			t.Errorf("%s %s: %v", c.triple, c.group, found)
		}
	}
}

// TestRow15FloatsThatPass keeps the check from refusing what agrees with the
// triple, or says nothing of floats.
func TestRow15FloatsThatPass(t *testing.T) {
	for _, c := range []struct{ triple, group string }{
		{riscv, `c: ["-mabi=lp64d", "-mcmodel=medany"]`},
		{riscv, `rustc: ["-Ctarget-feature=+d,-zfh"]`},
		{mips, `c: ["-msoft-float"], rustc: ["-Ctarget-feature=+soft-float"]`},
		{armhf, `c: ["-mfloat-abi=hard", "-mfpu=vfpv3-d16"]`},
		{armsoft, `c: ["-mfloat-abi=softfp", "-msoft-float"]`},
		{armsoft, `link: ["-L/usr/lib/arm-soft-float"]`},
		{armhf, `link: ["-L/usr/lib/arm+soft-float"]`},
	} {
		if _, found := Load(project(rowOf(c.triple) + "flags: f: {" + c.group + "}\n")); len(found) > 0 {
			t.Errorf("%s %s: %v", c.triple, c.group, found)
		}
	}
}

// What the catalog itself passes agrees with what it refuses of others.
func TestCatalogAgreesWithItsFloats(t *testing.T) {
	c := catalog.Load()
	for _, name := range c.Names() {
		e := c.Triples[name]
		if len(e.OtherFloat) < 3 {
			t.Errorf("%s refuses only %v", name, e.OtherFloat)
		}
		var zig toolchain.Zig
		var debian toolchain.Debian
		for kind, into := range map[string]any{"zig": &zig, "debian": &debian} {
			if err := json.Unmarshal(e.Toolchains[kind], into); err != nil {
				t.Fatal(err)
			}
		}
		for _, pattern := range e.OtherFloat {
			other := regexp.MustCompile(pattern)
			for _, arg := range append([]string{"-mcpu=" + zig.CPU, "-m" + string(e.FloatABI) + "-float"}, debian.Args...) {
				if other.MatchString(arg) {
					t.Errorf("%s passes %s, which %s refuses", name, arg, pattern)
				}
			}
		}
	}
}
