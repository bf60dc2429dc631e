package schema

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/toolchain"
)

const (
	fromSource = "toolchain: kind: \"source\"\n"
	smallDiff  = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b\n"
)

// withDiff is a project with a diff of its own.
func withDiff(targets string) fstest.MapFS {
	p := project(targets)
	p["x.diff"] = &fstest.MapFile{Data: []byte(smallDiff)}
	p["y.diff"] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(smallDiff, "x", "y"))}
	p["same.diff"] = p["x.diff"]
	return p
}

// With nothing said beside the kind, every release and every name is the catalog's.
func TestSourceToolchain(t *testing.T) {
	p, found := Load(project(rowOf(armsoft) + fromSource))
	if p == nil {
		t.Fatal(found)
	}
	got := p.Target("a").Toolchain
	var parts []string
	for _, part := range got.Parts {
		parts = append(parts, part.Name+": "+part.Source.String())
		if len(part.SHA256) != 64 || part.From != model.FromCatalog {
			t.Errorf("%+v", part)
		}
	}
	if want := []string{"binutils: binutils 2.44 (debian)", "gcc: gcc-14 14.2.0 (debian)", "musl: musl 1.2.5 (debian)"}; !slices.Equal(parts, want) {
		t.Errorf("the parts are %q, want %q", parts, want)
	}
	s := got.Params.(toolchain.Source)
	if s.GCC != "arm-linux-musleabi" || s.Kernel != "arm-linux-gnueabi" || !slices.Contains(s.Args, "-march=armv5te") || len(s.Aliases) != 0 {
		t.Errorf("%+v", s)
	}
	if !got.CXX.OK() || got.SharedPrograms.Instead != "zig" {
		t.Errorf("%+v", got)
	}
}

// Every musl triple has what the stages must know of it, and no other has.
func TestSourceToolchainOfCatalog(t *testing.T) {
	for name, e := range catalog.Load().Triples {
		p, found := Load(project(rowOf(name) + fromSource))
		if e.Libc != "musl" {
			want := `targets.cue:3:18: toolchain: kind: "source" is not offered for ` + name + `: it is built with musl`
			if len(found) != 1 || !strings.HasPrefix(found[0].Error(), want) {
				t.Errorf("%v, want %s", found, want)
			}
			continue
		}
		if p == nil {
			t.Errorf("%s: %v", name, found)
		} else if s := p.Target("a").Toolchain.Params.(toolchain.Source); s.Kernel == "" || len(s.Args) == 0 {
			t.Errorf("%s: %+v", name, s)
		}
	}
}

// What the user writes takes the place of the catalog's, part by part.
func TestSourceToolchainOwn(t *testing.T) {
	p, found := Load(withDiff(rowOf(armsoft) + `toolchain: {kind: "source", aliases: ["armv5te-linux-musleabi", "arm-unknown-linux-musleabi"]
	sources: musl: {kind: "url", url: "https://example.org/musl-1.2.4.tar.gz", sha256: "` + someSum + `"}
	patches: gcc: second: {diff: "y.diff", why: "because"}
	patches: gcc: first: {diff: "x.diff", why: "because"}}
`))
	if p == nil {
		t.Fatal(found)
	}
	got := p.Target("a").Toolchain
	if musl := got.Parts[2]; musl.URLs[0] != "https://example.org/musl-1.2.4.tar.gz" || musl.From != model.FromUser {
		t.Errorf("%+v", musl)
	}
	if gcc := got.Parts[1]; gcc.Package != "gcc-14" || len(gcc.Patches) != 2 || gcc.Patches[0].Name != "first" || gcc.Patches[0].Why != "because" || !strings.Contains(gcc.Patches[0].Text, "+b\n") {
		t.Errorf("%+v", gcc)
	}
	if a := got.Params.(toolchain.Source).Aliases; !slices.Equal(a, []string{"arm-unknown-linux-musleabi", "armv5te-linux-musleabi"}) {
		t.Errorf("%q", a)
	}
}

const binutilsSum = "c41a0272424f41bb01bf828e7ffef1b2d59d1788064fd6b5f1d971717e9320b8"

func TestSourceToolchainFaults(t *testing.T) {
	for more, want := range map[string]string{
		`aliases: ["mips-linux-musl"]`:                          `targets.cue:3:38: toolchain.aliases names "mips-linux-musl", which is a GCC for mips, big-endian, and this one is for armv5te-unknown-linux-musleabi: write a name for that`,
		`aliases: ["arm-linux-musleabihf"]`:                     `targets.cue:3:38: toolchain.aliases names "arm-linux-musleabihf", which is a GCC that passes floats the hard way`,
		`aliases: ["arm-linux-musleabi"]`:                       `targets.cue:3:38: toolchain.aliases names "arm-linux-musleabi", which is the compiler's own name: remove it`,
		`gcc: "arm-linux-musleabi"`:                             `targets.cue:3:29: unknown field "gcc" in toolchain of the kind "source"`,
		`sources: glibc: {kind: "file"}`:                        `targets.cue:3:38: toolchain.sources: "glibc" is no name for it: want binutils, gcc or musl`,
		`patches: musl: a: diff: "x.diff"`:                      `targets.cue:3:47: toolchain.patches.musl.a.why is missing: want the reason`,
		`patches: musl: a: {diff: "none.diff", why: "because"}`: `targets.cue:3:54: toolchain.patches.musl.a.diff: none.diff: no such file`,
		`patches: musl: a: {diff: "../x.diff", why: "because"}`: `targets.cue:3:54: toolchain.patches.musl.a.diff is "../x.diff": it must lie below the project's root`,
		`patches: musl: a: {diff: "Cargo.toml", why: "b"}`:      `Cargo.toml:1:1: is no part of a unified diff`,
		`sources: musl: {kind: "debian", package: "musl", version: "1.2.5", sha256: "` + someSum + `"}`:                      `targets.cue:3:104: toolchain.sources.musl.sha256 is not that of musl 1.2.5 (debian), which is a9a1`,
		`sources: musl: {kind: "debian", package: "binutils", version: "2.44", sha256: "` + binutilsSum + `"}`:               `targets.cue:3:51: toolchain.sources.musl is from binutils, which is no release of musl: write one that is`,
		`sources: musl: {kind: "url", url: "https://example.org/x.tar.gz", sha256: "` + binutilsSum + `"}`:                   `targets.cue:3:51: toolchain.sources.musl is from binutils, which`,
		`sources: musl: {kind: "url", url: "https://example.org/gcc-14.2.0.tar.gz", sha256: "` + someSum + `"}`:              `targets.cue:3:51: toolchain.sources.musl is from gcc, which`,
		`sources: gcc: {kind: "debian", package: "gcc-defaults", version: "1.220", sha256: "` + someSum + `"}`:               `targets.cue:3:50: toolchain.sources.gcc is from gcc-defaults, which is no release of gcc: write one that is`,
		`sources: gcc: {kind: "debian", package: "gcc-14-cross", version: "12", sha256: "` + someSum + `"}`:                  `targets.cue:3:50: toolchain.sources.gcc is from gcc-14-cross, which`,
		`sources: gcc: {kind: "ubuntu", suite: "noble", package: "gcc-mingw-w64", version: "26", sha256: "` + someSum + `"}`: `targets.cue:3:50: toolchain.sources.gcc is from gcc-mingw-w64, which`,
		`sources: gcc: {kind: "url", url: "https://example.org/gcc-14-cross_12.tar.xz", sha256: "` + someSum + `"}`:          `targets.cue:3:50: toolchain.sources.gcc is from gcc-14-cross, which`,
		`sources: binutils: {kind: "debian", package: "binutils-mingw-w64", version: "12", sha256: "` + someSum + `"}`:       `targets.cue:3:55: toolchain.sources.binutils is from binutils-mingw-w64, which`,
		`sources: musl: {kind: "url", url: "https://example.org/glibc-2.41.tar.xz", sha256: "` + someSum + `"}`:              `targets.cue:3:51: toolchain.sources.musl is from glibc, which`,
		`sources: musl: {kind: "debian", package: "glibc", version: "2.41", sha256: "` + someSum + `"}`:                      `targets.cue:3:51: toolchain.sources.musl is from glibc, which`,
		`sources: gcc: {kind: "npm", package: "gcc", version: "1.0.0", sha256: "` + someSum + `"}`:                           `targets.cue:3:50: toolchain.sources.gcc is of kind "npm", in which nobody releases gcc: write kind: "debian", "ubuntu", "url", "file"`,
		`sources: musl: {kind: "crate", crate: "musl", version: "1.0.0", sha256: "` + someSum + `"}`:                         `targets.cue:3:51: toolchain.sources.musl is of kind "crate", in which`,
		`sources: musl: {kind: "pypi", package: "musl", version: "1.0.0", sha256: "` + someSum + `"}`:                        `targets.cue:3:51: toolchain.sources.musl is of kind "pypi", in which`,
		`patches: musl: {a: {diff: "x.diff", why: "b"}, b: {diff: "same.diff", why: "b"}}`:                                   `targets.cue:3:86: toolchain.patches.musl.b.diff is the same diff as toolchain.patches.musl.a.diff, and applies once: remove one of them`,
		`sources: gcc: {kind: "debian", package: "musl", version: "1.2.6", sha256: "` + someSum + `"}`:                       `targets.cue:3:50: toolchain.sources.gcc is from musl, which`,
	} {
		_, found := Load(withDiff(rowOf(armsoft) + `toolchain: {kind: "source", ` + more + "}\n"))
		if len(found) != 1 || !strings.HasPrefix(found[0].Error(), want) {
			t.Errorf("%s gives %v, want %s", more, found, want)
		}
	}
}

// What is named as its makers name it, or as nothing that is known, is taken for what it
// is said to be.
func TestSourceToolchainParts(t *testing.T) {
	for _, source := range []string{
		`gcc: {kind: "debian", package: "gcc-13", version: "13.3.0"`,
		`gcc: {kind: "debian", package: "gcc-snapshot", version: "1:20250315"`,
		`gcc: {kind: "url", url: "https://example.org/gcc-linaro-7.5.0-2019.12.tar.xz"`,
		`gcc: {kind: "url", url: "https://example.org/gcc-14.3.0.tar.xz"`,
		`binutils: {kind: "url", url: "https://example.org/binutils-gdb-2.44.tar.gz"`,
		`binutils: {kind: "ubuntu", suite: "noble", package: "binutils", version: "2.42"`,
		`musl: {kind: "url", url: "https://example.org/v1.2.5.tar.gz"`,
		`musl: {kind: "url", url: "https://example.org/musl-acme-1.2.5.tar.gz"`,
	} {
		if p, found := Load(project(rowOf(armsoft) + `toolchain: {kind: "source", sources: ` + source + `, sha256: "` + someSum + "\"}}\n")); p == nil || len(found) > 0 {
			t.Errorf("%s: %v", source, found)
		}
	}
	// One diff may be for two sources.
	if p, found := Load(withDiff(rowOf(armsoft) + `toolchain: {kind: "source", patches: gcc: a: {diff: "x.diff", why: "b"}, patches: musl: a: {diff: "x.diff", why: "b"}}` + "\n")); p == nil || len(found) > 0 {
		t.Error(found)
	}
}

// Where no compiler from source was tried, vet says so, and for which triples one was.
func TestUntriedToolchain(t *testing.T) {
	for triple, want := range map[string]string{
		armsoft:                        "",
		"x86_64-unknown-linux-musl":    "",
		"s390x-unknown-linux-musl":     `targets.cue:3:18: warning: toolchain: kind: "source" for s390x-unknown-linux-musl: no compiler was built for it yet: it can be named, and the build looks whether it fits; one was built, and ran a program, for armv5te-unknown-linux-musleabi, x86_64-unknown-linux-musl`,
		"riscv64gc-unknown-linux-musl": `warning: toolchain: kind: "source" for riscv64gc-unknown-linux-musl: no compiler`,
	} {
		p, found := Load(project(rowOf(triple) + fromSource))
		if p == nil || (want == "") != (len(found) == 0) || len(found) > 1 || !strings.Contains(found.Error(), want) {
			t.Errorf("%s: %v, want %s", triple, found, want)
		}
	}
	if p, found := Load(project(rowOf("s390x-unknown-linux-musl"))); p == nil || len(found) > 0 {
		t.Errorf("with zig: %v", found)
	}
}

// A change to a library's source is read before anything is built.
func TestLibraryPatches(t *testing.T) {
	lib := `libraries: a: {kind: "autotools", ` + from("a", "1.0", someSum) + `}` + "\n"
	p, found := Load(withDiff(rowOf(armsoft) + lib + `libraries: a: patches: b: {diff: "x.diff", why: "because"}` + "\n"))
	if p == nil {
		t.Fatal(found)
	}
	if got := p.Target("a").Libraries[0].Patches; len(got) != 1 || got[0].Name != "b" || !slices.Equal(got[0].Files, []string{"x"}) || got[0].Why != "because" || got[0].Pos.Line != 4 {
		t.Errorf("%+v", got)
	}
	for diff, want := range map[string]string{
		"x.diff\", why: \"b\"}\nlibraries: a: patches: c: {diff: \"same.diff": `targets.cue:5:34: libraries.a.patches.c.diff is the same diff as libraries.a.patches.b.diff, and applies once: remove one of them`,
		"none.diff":   `targets.cue:4:34: libraries.a.patches.b.diff: none.diff: no such file`,
		"src/main.rs": `src/main.rs:1:1: is no part of a unified diff`,
	} {
		_, found := Load(withDiff(rowOf(armsoft) + lib + `libraries: a: patches: b: {diff: "` + diff + `", why: "because"}` + "\n"))
		if len(found) != 1 || !strings.HasPrefix(found[0].Error(), want) {
			t.Errorf("%s gives %v, want %s", diff, found, want)
		}
	}
}

// A library that would be built before the one that it stands on is refused where
// it is written, and what does stand on it is not.
func TestLibraryBefore(t *testing.T) {
	library := func(name, more string) string {
		sum := strings.Repeat(map[string]string{"libedit": "1", "ncurses": "2", "middle": "3"}[name], 64)
		return `libraries: ` + name + `: {kind: "autotools", ` + from(name, "9", sum) + more + "}\n"
	}
	unknown := `libraries: terms: {kind: "autotools", source: {kind: "url", url: "https://example.org/terms.tgz", sha256: "` + strings.Repeat("4", 64) + "\"}}\n"
	edit, curses := library("libedit", ""), library("ncurses", "")
	fetched := func(name, url, sum, more string) string {
		return `libraries: ` + name + `: {kind: "autotools", source: {kind: "url", url: "https://example.org/` + url + `", sha256: "` + sum + `"}` + more + "}\n"
	}
	const libeditSum = "23792701694550a53720630cd1cd6167101b5773adddcb4104f7345b73a568ac"
	const says = `libraries.libedit is built from libedit, which needs ncurses or termcap below it, as its configure script ends with "libncurses, `
	for _, c := range []struct{ src, pos, want string }{
		{library("libedit", `, needs: ["ncurses"]`) + curses, "", ""},
		{library("libedit", `, needs: ["middle"]`) + library("middle", `, needs: ["ncurses"]`) + curses, "", ""},
		{library("libedit", `, needs: ["terms"]`) + unknown, "", ""},
		{curses, "", ""},
		{fetched("libedit", "v3.1.tar.gz", someSum, ""), "", ""},
		{fetched("libedit", "libeditor-3.1.tar.gz", someSum, ""), "", ""},
		{fetched("libedit", "libedit-20250104-3.1.tar.gz", someSum, ""), "3:28", `: write needs: ["ncurses"], which comes along`},
		{fetched("libedit", "libedit_3.1-20250104.orig.tar.gz", someSum, ""), "3:28", `: write needs: ["ncurses"], which comes along`},
		{fetched("libedit", "editline.tar.gz", libeditSum, ""), "3:28", `: write needs: ["ncurses"], which comes along`},
		{edit + fetched("curses", "ncurses-6.5.tar.gz", someSum, ""), "3:28", `: write needs: ["curses"]`},
		{library("libedit", `, needs: ["terms"]`) + fetched("terms", "libmnl-1.0.4.tar.bz2", libmnl104, ""), "3:184", `: write needs: ["ncurses"], which comes along`},
		{edit + curses, "3:28", `: write needs: ["ncurses"]`},
		{curses + edit, "4:28", `: write needs: ["ncurses"]`},
		{edit, "3:28", `: write needs: ["ncurses"], which comes along`},
		{edit + unknown, "3:28", `: write needs: ["ncurses"], which comes along`},
		{library("libedit", `, needs: ["middle"]`) + library("middle", "") + curses, "3:184", `: write needs: ["ncurses"]`},
		{edit + library("ncurses", `, needs: ["libedit"]`), "3:28", `: libraries.ncurses needs "libedit", and it is the other way round: write needs: ["ncurses"] here, and take "libedit" out there`},
	} {
		_, found := Load(project(rowOf(armsoft) + c.src))
		if c.want == "" {
			if len(found) > 0 {
				t.Errorf("%s gives %v", c.src, found)
			}
			continue
		}
		if len(found) != 1 || !strings.HasPrefix(found[0].Error(), "targets.cue:"+c.pos+": "+says) || !strings.Contains(found[0].Error(), c.want) {
			t.Errorf("%s gives %v, want %s … %s", c.src, found, c.pos, c.want)
		}
	}
	// Circles have their own words.
	_, found := Load(project(rowOf(armsoft) + library("libedit", `, needs: ["ncurses"]`) + library("ncurses", `, needs: ["libedit"]`)))
	if len(found) != 1 || !strings.Contains(found[0].Error(), "libedit → ncurses → libedit") {
		t.Errorf("%v", found)
	}
}

// What it needs depends on its kind, its arguments and the target, and the advice has the
// arguments without which it would not look.
func TestSourceNeeds(t *testing.T) {
	const x64, windows = "x86_64-unknown-linux-musl", "x86_64-pc-windows-gnu"
	library := func(kind, name, more string) string {
		return `libraries: a: {kind: "` + kind + `", ` + from(name, "9", someSum) + more + "}\n"
	}
	const tls = `: write needs: ["openssl"], which comes along, and args: ["--with-openssl"]`
	for _, c := range []struct{ triple, src, want string }{
		{x64, library("autotools", "curl", ""), tls},
		{x64, library("autotools", "curl", `, args: ["--with-openssl", "--without-libpsl"]`), `: write needs: ["openssl"], which comes along`},
		{x64, library("autotools", "curl", "") + "libraries: openssl: {}\n", `: write needs: ["openssl"], and args: ["--with-openssl"]`},
		{x64, library("autotools", "curl", `, needs: ["openssl"]`), ""},
		{x64, library("autotools", "curl", `, args: ["--without-ssl"]`), ""},
		{windows, library("autotools", "curl", `, args: ["--with-schannel"]`), ""},
		{x64, library("cmake", "curl", ""), ""},
		{x64, library("autotools", "libssh2", ""), `"Required dependencies are missing.", and says that there is no crypto library: write needs: ["openssl"], which comes along`},
		{windows, library("autotools", "libssh2", ""), ""},
		{x64, library("autotools", "libpng1.6", ""), `"zlib not installed": write needs: ["zlib"], which comes along`},
		{x64, library("autotools", "libpng1.6", `, needs: ["zlib"]`), ""},
		{x64, library("autotools", "elfutils", ""), `"zlib not found but is required": write needs: ["zlib"], which comes along`},
	} {
		_, found := Load(project(rowOf(c.triple) + c.src))
		found = slices.DeleteFunc(found, func(d model.Diagnostic) bool { return d.Rule != "library-before" })
		if (c.want == "") != (len(found) == 0) || len(found) > 1 || !strings.HasSuffix(found.Error(), c.want) {
			t.Errorf("%s, %s gives %v\nwant %s", c.triple, c.src, found, c.want)
		}
	}
}

// What a library needs comes along by the recipe of the first that does, and its own
// recipe, where it has one, says the same.
func TestSourceNeedsAreRecipes(t *testing.T) {
	c := catalog.Load()
	for _, name := range slices.Sorted(maps.Keys(c.SourceNeeds)) {
		need := c.SourceNeeds[name].Any[0]
		if of := c.Recipes[need]; of.Source == nil || of.Source.Package.V != need {
			t.Errorf("%s needs %s, of which there is no recipe", name, need)
		}
		if of, known := c.Recipes[name]; known && (of.Needs == nil || !slices.Contains(of.Needs.V, need)) {
			t.Errorf("the recipe of %s does not need %s", name, need)
		}
	}
}
