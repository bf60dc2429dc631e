package schema

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// Where the toolchain can make a static position-independent executable that
// rustc's own specification of the target does not have, contract.pie asks for it.
func TestStaticPIE(t *testing.T) {
	for triple, own := range map[string]bool{
		"x86_64-unknown-linux-musl": true, "i686-unknown-linux-musl": false, "aarch64-unknown-linux-musl": false, "arm-unknown-linux-musleabihf": false, armsoft: false,
	} {
		p, found := Load(project(rowOf(triple) + "contract: pie: true\n"))
		if p == nil {
			t.Fatal(triple, found)
		}
		a := p.Target("a")
		i := slices.IndexFunc(a.Flags, func(f model.Flag) bool { return f.Name == "static-pie" })
		if !a.Contract.PIE.V || (i < 0) != own || i >= 0 && (a.Flags[i].Why == "" || !slices.Contains(a.Flags[i].Args, "-Clink-arg=-pie")) {
			t.Errorf("%s: %v, %+v", triple, a.Contract.PIE, a.Flags)
		}
		p, _ = Load(project(rowOf(triple)))
		if a := p.Target("a"); a.Contract.PIE.V != own || slices.ContainsFunc(a.Flags, func(f model.Flag) bool { return f.Name == "static-pie" }) {
			t.Errorf("%s unasked: %v, %+v", triple, a.Contract.PIE, a.Flags)
		}
	}
}

// On every other musl target it is refused, since nobody has seen such a program of zig's
// run there.
func TestUntriedStaticPIE(t *testing.T) {
	seen := []string{"i686-unknown-linux-musl", "aarch64-unknown-linux-musl", "arm-unknown-linux-musleabihf", armsoft}
	for _, triple := range catalog.Load().Names() {
		if facts := catalog.Load().Triples[triple]; facts.Libc != "musl" || facts.StaticPIE || slices.Contains(seen, triple) {
			continue
		}
		_, found := Load(project(rowOf(triple) + "contract: pie: true\n"))
		checkFound(t, found.Error(), []string{"targets.cue:3:16: contract.pie: rustc by itself makes no static position-independent executable for " + triple +
			", and no such program that zig linked was seen to run there yet: remove it"})
	}
}

// Elsewhere it is refused, with another toolchain where one can; and rustc's own
// word for it is refused where its specification has none.
func TestNoStaticPIE(t *testing.T) {
	const word = "flags: f: link: [\"-static-pie\"]\n"
	const external = "toolchain: {kind: \"image\", gcc: \"mips-linux-muslsf\", image: \"example.org/x@sha256:" + someSum + "\"}\n"
	for src, want := range map[string]string{
		rowOf("mips-unknown-linux-musl") + external + "contract: pie: true\n":  `targets.cue:4:16: contract.pie: rustc by itself makes no static position-independent executable for mips-unknown-linux-musl, and nothing that has it make one was tried with this toolchain: remove it`,
		rowOf("aarch64-unknown-linux-musl") + debian + "contract: pie: true\n": `targets.cue:4:16: contract.pie: rustc by itself makes no static position-independent executable for aarch64-unknown-linux-musl, and nothing that has it make one was tried with this toolchain: remove it, or write toolchain: kind: "zig"`,
		rowOf(armsoft) + word:                      `targets.cue:3:17: flags.f: "-static-pie": rustc makes no static position-independent executable for armv5te-unknown-linux-musleabi by that word: write contract: pie: true`,
		rowOf("aarch64-unknown-linux-musl") + word: `targets.cue:3:17: flags.f: "-static-pie": rustc makes no static position-independent executable for aarch64-unknown-linux-musl by that word: write contract: pie: true`,
	} {
		_, found := Load(project(src))
		if got := strings.Split(found.Error(), "\n")[0]; got != want {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// Where rustc would make a position-independent program, contract.pie: false has it make
// one for a fixed address.
func TestFixedAddress(t *testing.T) {
	for triple, flagged := range map[string]bool{
		"x86_64-unknown-linux-musl": true, "x86_64-unknown-linux-gnu": true, "armv7-unknown-linux-gnueabihf": true,
		"armv5te-unknown-linux-musleabi": false, "i686-unknown-linux-musl": false,
	} {
		for _, promise := range []string{"", "contract: pie: false\n"} {
			p, found := Load(project(rowOf(triple) + promise))
			if p == nil {
				t.Fatalf("%s: %v", triple, found)
			}
			i := slices.IndexFunc(p.Target("a").Flags, func(f model.Flag) bool { return f.Name == "fixed-address" })
			if (i >= 0) != (flagged && promise != "") || i >= 0 && !slices.Equal(p.Target("a").Flags[i].Args, []string{"-Crelocation-model=static"}) {
				t.Errorf("%s, %q: %+v", triple, promise, p.Target("a").Flags)
			}
		}
	}
}

// What links another kind of program than the contract promises is refused by every
// word for it, wherever it stands, and what fits is not.
func TestPIEFlags(t *testing.T) {
	const x64, i686, gnu, windows = "x86_64-unknown-linux-musl", "i686-unknown-linux-musl", "x86_64-unknown-linux-gnu", "x86_64-pc-windows-gnu"
	const seeds = "flags: f: rustc: [\"-Crelocation-model=pie\", \"-Clink-arg=-static\", \"-Clink-arg=-pie\"]\n"
	const source, fixed = "toolchain: kind: \"source\"\n", "contract: pie: false\n"
	c := func(kind, word string) string { return "flags: f: " + kind + ": [\"" + word + "\"]\n" }
	link := func(words ...string) string { return "flags: f: link: [\"" + strings.Join(words, `", "`) + "\"]\n" }
	for _, c := range []struct{ src, want string }{
		{rowOf(i686) + source + seeds, `targets.cue:4:18: flags.f: "-Clink-arg=-pie": rustc by itself makes no static position-independent executable for i686-unknown-linux-musl, and nothing that has it make one was tried with this toolchain: remove it, or write toolchain: kind: "zig"`},
		{rowOf(i686) + source + link("-Wl,-pie"), `targets.cue:4:17: flags.f: "-Wl,-pie": rustc by itself makes no static`},
		{rowOf(i686) + source + link("-Wl,--pie"), `targets.cue:4:17: flags.f: "-Wl,--pie": rustc by itself makes no static`},
		{rowOf(i686) + source + link("-Wl,-z,now,--pic-executable"), `targets.cue:4:17: flags.f: "-Wl,-z,now,--pic-executable": rustc by itself makes no static`},
		{rowOf(i686) + source + "flags: f: rustc: [\"-Clink-args=-Xlinker --pic\"]\n", `targets.cue:4:18: flags.f: "-Clink-args=-Xlinker --pic": rustc by itself makes no static`},
		{rowOf(i686) + source + link("-Wl,--no-pie", "-Wl,--pi"), ""}, // GNU ld refuses --pi
		{rowOf(i686) + source + link("-Xlinker", "--pic-exec"), `targets.cue:4:17: flags.f: "-Xlinker --pic-exec": rustc by itself makes no static`},
		{rowOf(gnu) + link("-static"), `targets.cue:3:17: flags.f: "-static" links libc statically and contract.static is false (catalog): remove it`},
		{rowOf(gnu) + link("-static-pie"), `targets.cue:3:17: flags.f: "-static-pie" links libc statically and contract.static is false (catalog): remove it`},
		{rowOf(x64) + link("-static") + "contract: static: false\n", `targets.cue:3:17: flags.f: "-static" links libc statically and contract.static is false (targets.cue:4:19): remove it, or write contract: static: true`},
		{rowOf(gnu) + link("-static-libgcc", "-Wl,-static,-lz,-Bdynamic"), ""},
		{rowOf(x64) + link("-static"), ""},
		{rowOf(i686) + link("-Wl,--pie"), `targets.cue:3:17: flags.f: "-Wl,--pie" links a position-independent program and`},
		{rowOf(x64) + link("-Wl,--no-pie"), `targets.cue:3:17: flags.f: "-Wl,--no-pie" links a program for a fixed address and contract.pie is true (catalog)`},
		{rowOf(x64) + link("-Wl,--no-pic-executable"), `targets.cue:3:17: flags.f: "-Wl,--no-pic-executable" links a program for a fixed address`},
		{rowOf(x64) + link("-Wl,--no-pi"), `targets.cue:3:17: flags.f: "-Wl,--no-pi" links a program for a fixed address`},
		{rowOf(x64) + link("-Wl,--pie", "-Wl,--no-pic"), ""},
		{rowOf(i686) + seeds, `targets.cue:3:18: flags.f: "-Clink-arg=-pie" links a position-independent program and contract.pie is false (catalog): remove it, or write contract: pie: true`},
		{rowOf(i686) + seeds + "contract: pie: true\n", ""},
		{rowOf(x64) + link("-static-pie"), ""},
		{rowOf(x64) + link("-static-pie") + fixed, `targets.cue:3:17: flags.f: "-static-pie" links a position-independent program and contract.pie is false (targets.cue:4:16): remove it, or write contract: pie: true`},
		{rowOf(x64) + link("-no-pie"), `targets.cue:3:17: flags.f: "-no-pie" links a program for a fixed address and contract.pie is true (catalog): remove it, or write contract: pie: false`},
		{rowOf(x64) + link("-no-pie") + fixed, ""},
		{rowOf(x64) + "flags: f: rustc: [\"-C\", \"relocation-model=static\"]\n", `targets.cue:3:18: flags.f: "-C relocation-model=static" links a program for a fixed address`},
		{rowOf(x64) + "flags: f: rustc: [\"-Crelocation-model=ropi-rwpi\"]\n", `targets.cue:3:18: flags.f: "-Crelocation-model=ropi-rwpi" links a program for a fixed address`},
		{rowOf(x64) + "flags: f: rustc: [\"-Crelocation-model=dynamic-no-pic\"]\n", `targets.cue:3:18: flags.f: "-Crelocation-model=dynamic-no-pic" links a program for a fixed address`},
		{rowOf(x64) + "flags: f: rustc: [\"-Crelocation-model=pic\"]\n" + fixed, `targets.cue:3:18: flags.f: "-Crelocation-model=pic" has rustc make a position-independent program and contract.pie is false (targets.cue:4:16): remove it`},
		{rowOf(i686) + "flags: f: rustc: [\"-Crelocation-model=pic\"]\n", ""}, // it makes a static one of that
		{rowOf(gnu) + link("-pie") + fixed, `targets.cue:3:17: flags.f: "-pie" links a position-independent program and`},
		{rowOf(gnu) + link("-pie"), ""},
		{rowOf(windows) + "flags: f: rustc: [\"-Crelocation-model=static\"]\n", ""},
		{rowOf(x64) + c("c", "-fno-pie"), `targets.cue:3:14: flags.f: "-fno-pie" compiles C for a fixed address, which links into no position-independent program, and contract.pie is true (catalog): remove it, or write contract: pie: false`},
		{rowOf(gnu) + c("cxx", "-fno-PIC"), `targets.cue:3:16: flags.f: "-fno-PIC" compiles C for a fixed address`},
		{rowOf(x64) + "libraries: openssl: args: [\"-fno-pic\"]\n", `targets.cue:3:27: libraries.openssl.args: "-fno-pic": a library is static and position-independent`},
		{rowOf(i686) + c("c", "-fno-PIE") + "contract: pie: true\n", `targets.cue:3:14: flags.f: "-fno-PIE" compiles C for a fixed address`},
		{rowOf(i686) + c("c", "-fno-pie"), ""},
		{rowOf(x64) + c("c", "-fPIE"), ""},
		{rowOf(x64) + c("c", "-fno-pie") + fixed, ""},
		{rowOf("aarch64-unknown-linux-gnu") + c("c", "-fno-pie"), ""}, // its addresses are relative all the same
		{rowOf("aarch64-unknown-linux-musl") + c("c", "-fno-PIC") + "contract: pie: true\n", ""},
		{rowOf(windows) + c("c", "-fno-pic"), ""},
	} {
		_, found := Load(project(c.src))
		found = slices.DeleteFunc(found, func(d model.Diagnostic) bool { return d.Severity == model.Warning })
		if got := found.Error(); c.want == "" && len(found) > 0 || !strings.HasPrefix(got, c.want) || strings.Contains(got, "\n") {
			t.Errorf("%s gives %v\nwant %s", c.src, found, c.want)
		}
	}
}

// GCC's code for one address links into no position-independent program, but on the
// architectures that the catalog says.
func TestFixedCode(t *testing.T) {
	gcc, err := exec.LookPath("gcc")
	facts := catalog.Load().Triples[map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[runtime.GOARCH]+"-unknown-linux-gnu"]
	if err != nil || facts == nil {
		t.Skip("there is no GCC for a triple of the catalog")
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.c"), []byte("static int seven = 7; int *at(void) { return &seven; } int main(void) { return *at() != 7; }\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for word, links := range map[string]bool{
		"-fPIE": true, "-fno-pie": facts.AnyAddress, "-fno-PIE": facts.AnyAddress, "-fno-pic": facts.AnyAddress, "-fno-PIC": facts.AnyAddress,
	} {
		cmd := exec.Command(gcc, word, "-c", "a.c")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", word, err, out)
		}
		cmd = exec.Command(gcc, "-pie", "a.o")
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); (err == nil) != links || err != nil && !strings.Contains(string(out), "recompile with -fPI") {
			t.Errorf("%s: %v\n%s", word, err, out)
		}
	}
}
