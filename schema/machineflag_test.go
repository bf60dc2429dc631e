package schema

import (
	"strings"
	"testing"
)

const (
	x86windows = "x86_64-pc-windows-gnu"
	aarch64    = "aarch64-unknown-linux-musl"
	x86musl    = "x86_64-unknown-linux-musl"
)

// Words that make code of another width, byte order or ABI are refused in flags, in
// cargo's configuration and in specifications.
func TestMachineFlags(t *testing.T) {
	for _, c := range []struct{ triple, group, is string }{
		{x86musl, `c: ["-m32"]`, "code of 32 bits"},
		{x86musl, `c: ["-mx32"]`, "code of x86-64 with pointers of 32 bits"},
		{x86musl, `link: ["-m32"]`, "code of 32 bits"},
		{x86musl, `rustc: ["-Clink-arg=-m32"]`, "code of 32 bits"},
		{x86musl, `link: ["-Wl,-melf_i386"]`, "a program of elf_i386"},
		{x86musl, `link: ["-Wl,-m,elf_i386"]`, "a program of elf_i386"},
		{x86musl, `link: ["-Xlinker", "-m", "-Xlinker", "elf_i386"]`, "a program of elf_i386"},
		{x86musl, `c: ["-Wa,--32"]`, "code of 32 bits"},
		{"i686-unknown-linux-musl", `link: ["-m64"]`, "code of 64 bits"},
		{x86windows, `c: ["-m32"]`, "code of 32 bits"},
		{aarch64, `c: ["-mbig-endian"]`, "big-endian code"},
		{aarch64, `cxx: ["-mabi=ilp32"]`, "code with pointers of 32 bits"},
		{mips, `c: ["-EL"]`, "little-endian code"},
		{"mipsel-unknown-linux-musl", `c: ["-EB"]`, "big-endian code"},
		{"mipsel-unknown-linux-musl", `c: ["-meb"]`, "big-endian code"},
		{"mipsel-unknown-linux-musl", `c: ["-mabi=64"]`, "code with pointers of 64 bits"},
		{"mipsel-unknown-linux-musl", `c: ["-mabi=n32"]`, "code for another ABI of MIPS"},
		{"mipsel-unknown-linux-musl", `link: ["-EB"]`, "big-endian code"},
		{"mipsel-unknown-linux-musl", `link: ["-Wl,-m,elf32btsmip"]`, "a program of elf32btsmip"},
		{armsoft, `c: ["-mabi=apcs-gnu"]`, "code for another ABI of ARM"},
	} {
		_, found := Load(project(rowOf(c.triple) + "flags: f: {" + c.group + "}\n"))
		if len(found) != 1 || found[0].Rule != "machine-flag" || !strings.HasPrefix(found[0].String(), "targets.cue:3:") ||
			!strings.Contains(found[0].Message, " makes "+c.is+", which is not "+c.triple+"'s: remove it, or choose another triple") {
			t.Errorf("%s %s: %v", c.triple, c.group, found)
		}
	}
	for _, c := range []struct{ triple, group string }{
		{x86musl, `c: ["-m64"]`},
		{x86musl, `link: ["-Wl,-m,elf_x86_64"]`},
		{x86musl, `link: ["-Wl,-Map=a.map"]`},
		{x86musl, `link: ["-Wl,-mllvm,-inline-threshold=3"]`},
		{"i686-unknown-linux-musl", `c: ["-m32"]`},
		{aarch64, `c: ["-mlittle-endian", "-mabi=lp64"]`},
		{mips, `c: ["-EB", "-mabi=32"]`},
		{"mipsel-unknown-linux-musl", `link: ["-Wl,-EL", "-Wl,-m,elf32ltsmip"]`},
		{"mips64-unknown-linux-muslabi64", `c: ["-mabi=64"]`},
		{riscv, `c: ["-mabi=lp64d"]`},
		{armsoft, `c: ["-mabi=aapcs-linux"]`},
	} {
		if _, found := Load(project(rowOf(c.triple) + "flags: f: {" + c.group + "}\n")); len(found) > 0 {
			t.Errorf("%s %s: %v", c.triple, c.group, found)
		}
	}
	for change, want := range map[string]string{
		`pre-link-args: {"gnu-cc": ["-EB"]}`:               `pre-link-args: "-EB" makes big-endian code`,
		`late-link-args: {"gcc": ["-Wl,-melf32btsmip"]}`:   `late-link-args: "-Wl,-melf32btsmip" makes a program of elf32btsmip`,
		`post-link-args: {"gnu-lld-cc": ["-m64"]}`:         `post-link-args: "-m64" makes code of 64 bits`,
		`pre-link-args: {"gnu-cc": ["-m32", "-Wl,-EL"]}`:   "",
		`pre-link-args: {"gnu-cc": ["-Wl,-melf32ltsmip"]}`: "",
	} {
		_, found := Load(specified(t, acmeMIPS, "", change))
		if want == "" && len(found) > 0 || want != "" && (len(found) != 1 || !strings.Contains(found.Error(), acmeMIPS+".json:2:3: "+want)) {
			t.Errorf("%s: %v, want %s", change, found, want)
		}
	}
}
