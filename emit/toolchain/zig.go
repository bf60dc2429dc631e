package toolchain

import (
	"fmt"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// zig is `zig cc`, which builds a libc for the target when it first links.
type zig struct{ plain }

func (z zig) LinksInLayer() bool { return true }

func (z zig) Text() string {
	c := z.Toolchain.Zig
	return fmt.Sprintf("zig %s -target %s -mcpu=%s", c.Version, c.Target, c.CPU)
}

func (z zig) Stages(p *model.Project) []stage.Stage {
	b, c := stage.New(p, "zig", "os"), z.Toolchain.Zig
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
	return []Wrapper{
		{names.CC, "toolchain/zig/compiler.sh.tmpl", z.compiler("cc", model.FlagC)},
		{names.CXX, "toolchain/zig/compiler.sh.tmpl", z.compiler("c++", model.FlagC, model.FlagCXX)},
		{names.AR, "toolchain/zig/binutil.sh.tmpl", tool{"ar"}},
		{names.Ranlib, "toolchain/zig/binutil.sh.tmpl", tool{"ranlib"}},
	}
}

func (z zig) compiler(tool string, kinds ...model.FlagKind) zigCompiler {
	c := z.Toolchain.Zig
	return zigCompiler{
		compilerView: compilerOf(z.Target, tool, nil, kinds...),
		Target:       c.Target, CPUFlag: "-mcpu=" + c.CPU, Drop: c.Drop,
		StripDebug: z.Cargo.Strip == "debuginfo",
	}
}
