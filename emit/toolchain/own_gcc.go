package toolchain

import (
	"fmt"
	"path"
	"strings"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
	resolved "github.com/xgen-build/xgen/schema/toolchain"
)

// ownGCC is a GCC that is none of Debian's, which the project brings or has built. Its
// programs lie where the wrappers look: import.sh puts there those that are brought, and
// binutils.sh, compiler.sh and libc.sh install there what they build. check-link-modes.sh
// holds the wrappers' work against the target.
type ownGCC struct {
	plain
	gcc resolved.OwnGCC
}

// image is a GCC in an image, which the stage cc is based on.
type image struct {
	ownGCC
	params resolved.External
}

// tarball is a GCC in an archive, which lies beside Rust.
type tarball struct {
	ownGCC
	params resolved.External
}

func (g ownGCC) LinkModes() []string {
	switch {
	case !g.Contract.Static.V:
		return []string{"plain", "pie", "shared"}
	case g.Contract.PIE.V:
		return []string{"static", "static-pie"}
	}
	return []string{"static"}
}

func (g ownGCC) text(from string) string {
	return fmt.Sprintf("%s %s-gcc %s, from %s", g.Toolchain.Kind.V, g.gcc.GCC, strings.Join(g.gcc.Args, " "), from)
}

func (i image) Text() string { return i.text(i.Image()) }

func (t tarball) Text() string { return t.text(t.Toolchain.Parts[0].Source.String()) }

func (i image) Image() string { return i.params.Image }

func (t tarball) Archives() []Archive {
	return []Archive{{Part: t.Toolchain.Parts[0], DropLinks: true}}
}

func (i image) BringsStd() bool { return i.Rust.Std.V == model.StdPrebuilt }

// importView is what import.stage.tmpl shows.
type importView struct {
	Run            stage.Run
	GCC, Bin, From string
}

func (g ownGCC) imported(b *stage.Builder, bin string) importView {
	return importView{stage.Offline(b.Script("import.sh")), g.gcc.GCC, bin, string(g.Toolchain.Kind.V)}
}

// Stages returns a stage cc that copies Rust from the stage rust or, where rustup's
// std is wanted, from the stage component, which has both.
func (i image) Stages(p *model.Project, _ Common) []stage.Stage {
	out := []stage.Stage{stage.New(p, "toolchain").Stage("toolchain/external/toolchain.stage.tmpl", i.Image())}
	rust := "rust"
	if i.BringsStd() {
		rust = "component"
		b := stage.New(p, rust, "rust")
		out = append(out, b.Stage("toolchain/external/component.stage.tmpl", b.PrebuiltStd(i.Target)))
	}
	b := stage.New(p, "cc", "toolchain", rust)
	return append(out, b.Stage("toolchain/external/image.stage.tmpl", struct {
		Rust   string
		Import importView
	}{rust, i.imported(b, i.params.Bin)}))
}

func (t tarball) Stages(p *model.Project, _ Common) []stage.Stage {
	b := stage.New(p, "cc", "rust", "pulled-toolchain")
	bin := path.Join(layout.Prefix, "toolchain", t.params.Bin)
	return []stage.Stage{b.Stage("toolchain/external/tarball.stage.tmpl", t.imported(b, bin))}
}

// externalCompiler is what ownGCC's compiler.sh.tmpl shows.
type externalCompiler struct {
	gccCompiler
	Static  bool   // nothing is linked with a loader
	Missing string // what to say where the program is not there
}

func (g ownGCC) Wrappers() []Wrapper {
	names, gcc := layout.ToolsOf(g.Target), g.gcc.GCC
	return []Wrapper{
		{names.CC, "toolchain/external/compiler.sh.tmpl", g.compiler("cc", "gcc", model.FlagC)},
		{names.CXX, "toolchain/external/compiler.sh.tmpl", g.compiler("c++", "g++", model.FlagC, model.FlagCXX)},
		{names.AR, "toolchain/external/binutil.sh.tmpl", gccTool{gcc, "ar"}},
		{names.Ranlib, "toolchain/external/binutil.sh.tmpl", gccTool{gcc, "ranlib"}},
	}
}

func (g ownGCC) compiler(tool, program string, kinds ...model.FlagKind) externalCompiler {
	c := g.gcc
	return externalCompiler{
		gccCompiler: gccCompiler{compilerOf(g.Target, tool, c.Args, kinds...), c.GCC, program},
		Static:      g.Contract.Static.V,
		Missing:     "xgen: the toolchain has no " + c.GCC + "-" + program + ", which is called for " + g.Triple.Name + ": take one that has it",
	}
}
