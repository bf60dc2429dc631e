package toolchain

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
	resolved "github.com/xgen-build/xgen/schema/toolchain"
)

// debian is Debian's cross GCC, with Debian's glibc or musl.
type debian struct {
	plain
	params resolved.Debian
}

func (d debian) Text() string {
	c, libc := d.params, "musl-dev"
	if c.Musl == "" {
		libc = "libc6-dev"
	}
	return fmt.Sprintf("debian %s-gcc %s, %s:%s", c.GCC, strings.Join(c.Args, " "), libc, c.Arch)
}

func (d debian) glibc() bool { return d.params.Musl == "" }

func (d debian) Stages(p *model.Project, common Common) []stage.Stage {
	b, c := stage.New(p, "cc", "rust"), d.params
	if d.glibc() {
		run := stage.Run{Mounts: []stage.Mount{b.Script("packages.sh"), b.Script("release.sh"), b.Script("multiarch.sh")}}
		return []stage.Stage{b.Stage("toolchain/debian/glibc.stage.tmpl", struct {
			Run      stage.Run
			Packages []string
		}{run, common.glibcPackages[d.Target.Image.V]})}
	}
	run := b.Online(b.Script("packages.sh"), b.Script("release.sh"), b.Script("debian-gcc.sh"))
	return []stage.Stage{b.Stage("toolchain/debian/musl.stage.tmpl", struct {
		Run             stage.Run
		GCC, Arch, Musl string
		Packages        []string
	}{run, c.GCC, c.Arch, c.Musl, c.Packages})}
}

// glibcPackages lists, by the base image, what the stage cc installs for every
// target of this toolchain with glibc on that base: one image has them all, and
// the stage is the same in each Dockerfile. On another base the packages may be
// called otherwise.
func glibcPackages(p *model.Project) map[string][]string {
	out := map[string][]string{}
	for _, t := range p.Targets {
		params, same := t.Toolchain.Params.(resolved.Debian)
		if !same || !t.Toolchain.DebianLibraries.OK() {
			continue
		}
		names := append(out[t.Image.V], params.Packages...)
		for _, l := range t.Libraries {
			for _, name := range l.Packages {
				names = append(names, name+":"+params.Arch)
			}
		}
		out[t.Image.V] = names
	}
	for image, names := range out {
		slices.Sort(names)
		out[image] = slices.Compact(names)
	}
	return out
}

// Wrappers returns those of the compilers as Debian means them. With musl there
// is no C++ compiler: Debian's C++ library is glibc's.
func (d debian) Wrappers() []Wrapper {
	names, c := layout.ToolsOf(d.Target), d.params
	cc := gccCompiler{compilerOf(d.Target, "cc", c.Args, model.FlagC), c.GCC, "gcc"}
	cxx := gccCompiler{compilerOf(d.Target, "c++", c.Args, model.FlagC, model.FlagCXX), c.GCC, "g++"}
	out := []Wrapper{{names.CC, "toolchain/debian/glibc.sh.tmpl", cc}, {names.CXX, "toolchain/debian/glibc.sh.tmpl", cxx}}
	if !d.glibc() {
		out = []Wrapper{{names.CC, "toolchain/debian/musl.sh.tmpl", cc}, {names.CXX, "toolchain/debian/nocxx.sh.tmpl",
			fmt.Sprintf("xgen: %s: write toolchain: kind: %q in targets.cue", d.Toolchain.CXX.WhyNot, d.Toolchain.CXX.Instead)}}
	}
	return append(out,
		Wrapper{names.AR, "toolchain/debian/binutil.sh.tmpl", gccTool{c.GCC, "ar"}},
		Wrapper{names.Ranlib, "toolchain/debian/binutil.sh.tmpl", gccTool{c.GCC, "ranlib"}})
}
