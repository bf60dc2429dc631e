package schema

import (
	"slices"
	"strings"
	"testing"

	"github.com/xgen-build/xgen/schema/model"
)

const windows = "x86_64-pc-windows-gnu"

// A Windows program is promised to need nothing but Windows, which loads it at
// another address each time.
func TestWindowsContract(t *testing.T) {
	for _, triple := range []string{windows, "i686-pc-windows-gnu", "x86_64-pc-windows-gnullvm"} {
		p, found := Load(project(rowOf(triple)))
		if p == nil {
			t.Fatal(found)
		}
		c, facts := p.Target("a").Contract, p.Target("a").Triple.PE
		if c.Format.V != model.FormatPE || c.Class.V != facts.Bits || c.Machine.V != facts.Machine || !c.Static.V || !c.PIE.V || c.Subsystem.V != model.SubsystemConsole {
			t.Errorf("%s: %+v", triple, c)
		}
		if c.Interp.V != "" || c.ISA.V != "" || c.FloatABI.V != "" || c.Glibc.V != "" || c.Pages.V != nil {
			t.Errorf("%s promises what no Windows program can: %+v", triple, c)
		}
		if !slices.Equal(c.System.V, facts.Imports) || len(c.Needed.V) > 0 || !slices.Equal(c.Own.V, facts.Own) || !c.IsOwn("libWinPThread-1.DLL") || c.IsOwn("kernel32.dll") {
			t.Errorf("%s: %+v", triple, c)
		}
	}
}

// What a project says for all its targets is for those that can promise it.
func TestContractOfBothSystems(t *testing.T) {
	p, found := Load(project(`name: "hello"
targets: {
	linux: {triple: "x86_64-unknown-linux-gnu"}
	w: {triple: "` + windows + `"}
	own: {triple: "` + windows + `", contract: needed: ["winspool.drv"]}
}
contract: {needed: ["libc.so.6", "Kernel32.dll", "foo.DLL"], subsystem: "windows", glibc: "2.41"}
`))
	if p == nil {
		t.Fatal(found)
	}
	for target, want := range map[string][]string{
		"linux": {"libc.so.6"}, "w": {"Kernel32.dll", "foo.DLL"}, "own": {"winspool.drv"},
	} {
		if got := p.Target(target).Contract.Needed.V; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", target, got, want)
		}
	}
	if l, w := p.Target("linux").Contract, p.Target("w").Contract; l.Subsystem.V != "" || w.Subsystem.V != model.SubsystemWindows || w.Glibc.V != "" {
		t.Errorf("%+v\n%+v", l, w)
	}
	p, found = Load(project(rowOf(windows) + "contract: needed: []\n"))
	if p == nil {
		t.Fatal(found)
	}
	if got := p.Target("a").Contract; len(got.Needed.V) > 0 || len(got.System.V) == 0 {
		t.Errorf("%+v", got)
	}
}

// What none of a project's targets can promise is refused, and what one of them can
// passes over the others.
func TestPromisesOfAllTargets(t *testing.T) {
	const (
		armv6  = "a: triple: \"arm-unknown-linux-musleabihf\"\n"
		arm64  = "b: triple: \"aarch64-unknown-linux-musl\"\n"
		mipsel = "c: triple: \"mipsel-unknown-linux-musl\"\n"
		glibc  = "d: triple: \"x86_64-unknown-linux-gnu\"\n"
		pe     = "e: triple: \"x86_64-pc-windows-gnu\"\n"
		i686   = "f: triple: \"i686-pc-windows-gnu\"\n"
	)
	for _, c := range []struct{ promise, targets, want string }{
		{`isa: "v6K"`, armv6 + arm64 + mipsel + glibc + pe, ""},
		{`isa: "v6K"`, arm64 + pe, "contract.isa: binaries for aarch64-unknown-linux-musl do not record an instruction set: remove it"},
		{`isa: "v6K"`, mipsel + pe, `contract.isa is "v6K", which no binary for mipsel-unknown-linux-musl records: write a MIPS level`},
		{`isa: "v4T"`, armv6 + pe, `contract.isa is "v4T", and code for arm-unknown-linux-musleabihf needs v6`},
		{`needed: ["kernel32.dll"]`, glibc + pe, ""},
		{`needed: ["kernel32.dll"]`, glibc, `contract.needed has "kernel32.dll": x86_64-unknown-linux-gnu has no DLLs: write names such as "libc.so.6"`},
		{`needed: ["libc.so.6", "kernel32.dll"]`, glibc + glibc, `contract.needed has "kernel32.dll": x86_64-unknown-linux-gnu has no DLLs`},
		{`needed: ["libc.so.6"]`, pe + i686, `contract.needed has "libc.so.6": x86_64-pc-windows-gnu imports DLLs`},
		{`glibc: "2.31"`, armv6 + pe, "contract.glibc: arm-unknown-linux-musleabihf has musl, not glibc: remove it"},
		{`glibc: "2.41"`, armv6 + glibc + pe, ""},
		{`subsystem: "windows"`, armv6 + i686, ""},
		{`subsystem: "windows"`, armv6 + glibc, "contract.subsystem: arm-unknown-linux-musleabihf is not for Windows"},
	} {
		_, found := Load(project("name: \"hello\"\ncontract: " + c.promise + "\ntargets: {\n" + c.targets + "}\n"))
		if got := found.Error(); (c.want == "") != (got == "") || strings.Count(got, "\n") > 0 || !strings.Contains(got, c.want) {
			t.Errorf("%s of\n%s%s\nwant %s", c.promise, c.targets, got, c.want)
		}
	}
}

// What only programs for Linux can promise passes over the targets for Windows, but
// where there are no others.
func TestLinuxPromisesOfAProject(t *testing.T) {
	for promise, refused := range map[string]string{
		"static: false": "no Windows has", "pie: false": "rustc makes no program for Windows", "pages: [4Ki]": "pages of one size",
		"pie: true": "",
	} {
		w := "targets: {w: triple: \"" + windows + "\", v: triple: \"i686-pc-windows-gnu\"}\n"
		p, found := Load(project("name: \"hello\"\n" + w + "targets: l: triple: \"x86_64-unknown-linux-gnu\"\ncontract: " + promise + "\n"))
		if p == nil {
			t.Fatalf("%s: %v", promise, found)
		}
		if c := p.Target("w").Contract; !c.Static.V || !c.PIE.V || c.Pages.V != nil {
			t.Errorf("%s: %+v", promise, c)
		}
		if c := p.Target("l").Contract; c.Static.V && promise == "static: false" || c.PIE.V && promise == "pie: false" || len(c.Pages.V) != 1 && promise == "pages: [4Ki]" {
			t.Errorf("%s: %+v", promise, c)
		}
		_, found = Load(project("name: \"hello\"\n" + w + "contract: " + promise + "\n"))
		if got := found.Error(); (refused == "") != (len(found) == 0) || !strings.Contains(got, refused) {
			t.Errorf("%s: %s", promise, got)
		}
	}
}

// What nothing would hold is refused where it is written.
func TestPromisesOfOtherFormats(t *testing.T) {
	own := func(triple, promise string) string {
		return "name: \"hello\"\ntargets: a: {triple: \"" + triple + "\", contract: " + promise + "}\n"
	}
	const linux, musl = "x86_64-unknown-linux-gnu", "x86_64-unknown-linux-musl"
	for src, want := range map[string]string{
		own(windows, `glibc: "2.31"`):                            `contract.glibc: x86_64-pc-windows-gnu has mingw, not glibc: remove it`,
		own(windows, `isa: "v7"`):                                `contract.isa: binaries for x86_64-pc-windows-gnu do not record an instruction set: remove it`,
		own(windows, `pages: [4Ki]`):                             `contract.pages: Windows has memory pages of one size only on x86_64: remove it`,
		own(windows, `pie: false`):                               `contract.pie: rustc makes no program for Windows that is loaded at a fixed address: remove it`,
		own(windows, `needed: ["libc.so.6"]`):                    `contract.needed has "libc.so.6": x86_64-pc-windows-gnu imports DLLs: write names such as "kernel32.dll"`,
		own(windows, `needed: ["a.dll", "LibWinpthread-1.dll"]`): `contract.needed has "LibWinpthread-1.dll", which is a C compiler's and not Windows's: a static binary has it in itself: remove it`,
		own(windows, `needed: ["*.dll"]`):                        `targets.a.contract.needed[0] is "*.dll": want the whole name of a library such as "libc.so.6" or "kernel32.dll": patterns and folders are none`,
		own(linux, `needed: ["libc.so.[67]"]`):                   `targets.a.contract.needed[0] is "libc.so.[67]": want the whole name of a library`,
		own(linux, `needed: ["kernel32.dll"]`):                   `contract.needed has "kernel32.dll": x86_64-unknown-linux-gnu has no DLLs: write names such as "libc.so.6"`,
		own(linux, `subsystem: "console"`):                       `contract.subsystem: x86_64-unknown-linux-gnu is not for Windows, which alone has them: remove it`,
		own(windows, `subsystem: "gui"`):                         `targets.a.contract.subsystem is "gui": want console or windows`,
		rowOf(musl) + "contract: subsystem: \"windows\"\n":       `contract.subsystem: x86_64-unknown-linux-musl is not for Windows, which alone has them: remove it`,
		rowOf(windows) + "contract: pages: [4Ki]\n":              `contract.pages: Windows has memory pages of one size only on x86_64: remove it`,
		own(windows, `static: false`):                            `contract.static: no Windows has the C compiler's own DLLs, so that a program has in itself what it needs of them: remove it`,
	} {
		_, found := Load(project(src))
		if got := found.Error(); strings.Count(got, "\n") > 0 || !strings.Contains(got, want) || !strings.HasPrefix(got, "targets.cue:") {
			t.Errorf("%s\nwant %s", got, want)
		}
	}
}

// Programs of a target have one format, which its system runs.
func TestEachTripleHasOneFormat(t *testing.T) {
	for _, triple := range Catalog() {
		if elf := triple.ELF.Class != 0; elf == (triple.PE != nil) || elf != (triple.OS == "linux") || elf != (triple.Format() == model.FormatELF) {
			t.Errorf("%s: %s, %+v, %+v", triple.Name, triple.OS, triple.ELF, triple.PE)
		}
		if pe := triple.PE; pe != nil && (pe.Bits != triple.Width || len(pe.Imports) == 0) {
			t.Errorf("%s: %+v", triple.Name, pe)
		}
	}
}
