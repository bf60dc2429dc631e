package toolchain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// debian is Debian's cross GCC, with Debian's glibc or musl.
type debian struct{ plain }

func (d debian) Text() string {
	c, libc := d.Toolchain.Debian, "musl-dev"
	if c.Musl == "" {
		libc = "libc6-dev"
	}
	return fmt.Sprintf("debian %s-gcc %s, %s:%s", c.GCC, strings.Join(c.Args, " "), libc, c.Arch)
}

// DebianLibraries says where Debian's own packages of a target's architecture
// are found.
type DebianLibraries struct {
	Multiarch string // the folder of the libraries below /usr/lib: "aarch64-linux-gnu"
	Arch      string // Debian's name of the architecture: "arm64"
}

// DebianLibrariesOf returns where Debian's packages for a target are, and
// whether its programs can be linked with them.
func DebianLibrariesOf(t *model.Target) (DebianLibraries, bool) {
	c := t.Toolchain.Debian
	if c == nil || c.Multiarch == "" {
		return DebianLibraries{}, false
	}
	return DebianLibraries{Multiarch: c.Multiarch, Arch: c.Arch}, true
}

func (d debian) glibc() bool { return d.Toolchain.Debian.Multiarch != "" }

func (d debian) Stages(p *model.Project) []stage.Stage {
	b, c := stage.New(p, "cc", "rust"), d.Toolchain.Debian
	if d.glibc() {
		run := stage.Run{Mounts: []stage.Mount{b.Script("packages.sh"), b.Script("release.sh"), b.Script("multiarch.sh")}}
		return []stage.Stage{b.Stage("toolchain/debian/glibc.stage.tmpl", struct {
			Run      stage.Run
			Packages []string
		}{run, d.allPackages(p)})}
	}
	run := b.Online(b.Script("packages.sh"), b.Script("release.sh"), b.Script("gcc.sh"))
	return []stage.Stage{b.Stage("toolchain/debian/musl.stage.tmpl", struct {
		Run             stage.Run
		GCC, Arch, Musl string
		Packages        []string
	}{run, c.GCC, c.Arch, c.Musl, c.Packages})}
}

// allPackages lists what the stage cc installs for every target of this
// toolchain with glibc on the same base: one image has them all, and the stage
// is the same in each Dockerfile. On another base the packages may be called
// otherwise.
func (d debian) allPackages(p *model.Project) []string {
	var out []string
	for _, other := range p.Targets {
		if lib, ok := DebianLibrariesOf(other); ok && other.Image.V == d.Target.Image.V {
			out = append(out, other.Toolchain.Debian.Packages...)
			for _, l := range other.Libraries {
				for _, name := range l.Packages {
					out = append(out, name+":"+lib.Arch)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// gccCompiler is what the compilers' templates of this toolchain show.
type gccCompiler struct {
	compilerView
	GCC, Program string // what the names of its programs begin with, and gcc or g++
}

// gccTool is what the templates of a GCC's ar and ranlib show.
type gccTool struct{ GCC, Program string }

// Wrappers returns those of the compilers as Debian means them. With musl there
// is no C++ compiler: Debian's C++ library is glibc's.
func (d debian) Wrappers() []Wrapper {
	names, c := layout.ToolsOf(d.Target), d.Toolchain.Debian
	cc := gccCompiler{compilerOf(d.Target, "cc", c.Args, model.FlagC), c.GCC, "gcc"}
	cxx := gccCompiler{compilerOf(d.Target, "c++", c.Args, model.FlagC, model.FlagCXX), c.GCC, "g++"}
	out := []Wrapper{{names.CC, "toolchain/debian/glibc.sh.tmpl", cc}, {names.CXX, "toolchain/debian/glibc.sh.tmpl", cxx}}
	if !d.glibc() {
		out = []Wrapper{{names.CC, "toolchain/debian/musl.sh.tmpl", cc}, {names.CXX, "toolchain/debian/nocxx.sh.tmpl",
			"xgen: Debian has no C++ library for musl: write toolchain: kind: \"zig\" in targets.cue"}}
	}
	return append(out,
		Wrapper{names.AR, "toolchain/debian/binutil.sh.tmpl", gccTool{c.GCC, "ar"}},
		Wrapper{names.Ranlib, "toolchain/debian/binutil.sh.tmpl", gccTool{c.GCC, "ranlib"}})
}
