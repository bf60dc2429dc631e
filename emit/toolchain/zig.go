package toolchain

import (
	"fmt"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
	resolved "github.com/xgen-build/xgen/schema/toolchain"
)

// zig is `zig cc`, which builds a libc for the target when it first links.
type zig struct {
	plain
	params resolved.Zig
}

func (z zig) WarmUp() string { return "zig.sh" }

// LibraryFlags is as zig.sh has linked: zig builds one libc for programs whose
// symbols are stripped and another for the rest, and so for those that are
// position-independent, as the objects of libraries always are.
func (z zig) LibraryFlags() (compile, link string) {
	if z.Cargo.Strip == "symbols" {
		compile = "-s"
	}
	if !z.Contract.PIE.V {
		link = "-fno-PIC"
	}
	return compile, link
}

func (z zig) Text() string {
	return fmt.Sprintf("zig %s -target %s -mcpu=%s", z.params.Version, z.target(), z.params.CPU)
}

// target returns zig's name of the target, with the release of glibc to link with.
func (z zig) target() string {
	if glibc := z.Contract.Glibc.V; glibc != "" {
		return z.params.Target + "." + glibc
	}
	return z.params.Target
}

func (z zig) Stages(p *model.Project, _ Common) []stage.Stage {
	b, c := stage.New(p, "zig", "os"), z.params
	return []stage.Stage{
		b.Stage("toolchain/zig/zig.stage.tmpl", struct {
			Packages stage.Packages
			Install  stage.Run
			Version  string
			SHA256   []string
		}{b.Packages("ca-certificates", "python3-pip"), b.Online(b.Script("zig.sh")), c.Version, c.SHA256}),
		stage.New(p, "cc", "rust", "zig").Stage("toolchain/zig/cc.stage.tmpl", nil),
	}
}

// zigCompiler is what zig's compiler.sh.tmpl shows.
type zigCompiler struct {
	compilerView
	Target, CPUFlag string
	Drop            []string // arguments that zig does not know
	StripDebug      bool     // the program keeps its symbol table and loses its debug information
}

func (z zig) Wrappers() []Wrapper {
	names := layout.ToolsOf(z.Target)
	type tool struct{ Tool string }
	out := []Wrapper{
		{names.CC, "toolchain/zig/compiler.sh.tmpl", z.compiler("cc", model.FlagC)},
		{names.CXX, "toolchain/zig/compiler.sh.tmpl", z.compiler("c++", model.FlagC, model.FlagCXX)},
		{names.AR, "toolchain/zig/binutil.sh.tmpl", tool{"ar"}},
		{names.Ranlib, "toolchain/zig/binutil.sh.tmpl", tool{"ranlib"}},
	}
	if z.Triple.PE != nil { // rustc makes import libraries with it
		out = append(out, Wrapper{z.Triple.GCC + "-dlltool", "toolchain/zig/binutil.sh.tmpl", tool{"dlltool"}})
	}
	return out
}

func (z zig) compiler(tool string, kinds ...model.FlagKind) zigCompiler {
	c := z.params
	return zigCompiler{
		compilerView: compilerOf(z.Target, tool, nil, kinds...),
		Target:       z.target(), CPUFlag: "-mcpu=" + c.CPU, Drop: c.Drop,
		StripDebug: z.Cargo.Strip == "debuginfo",
	}
}
