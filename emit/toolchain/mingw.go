package toolchain

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
	resolved "github.com/xgen-build/xgen/schema/toolchain"
)

// mingw is Debian's GCC for Windows.
type mingw struct {
	plain
	params resolved.Mingw
}

func (m mingw) Text() string {
	return fmt.Sprintf("mingw %s-gcc-posix %s", m.params.GCC, strings.Join(m.params.Args, " "))
}

func (m mingw) Stages(p *model.Project, _ Common) []stage.Stage {
	b := stage.New(p, "cc", "rust")
	run := stage.Run{Mounts: []stage.Mount{b.Script("packages.sh"), b.Script("release.sh"), b.Script("multiarch.sh")}}
	return []stage.Stage{b.Stage("toolchain/mingw/cc.stage.tmpl", struct {
		Run      stage.Run
		Packages []string
	}{run, m.params.Packages})}
}

func (m mingw) Wrappers() []Wrapper {
	names, gcc := layout.ToolsOf(m.Target), m.params.GCC
	return []Wrapper{
		{names.CC, "toolchain/mingw/compiler.sh.tmpl", m.compiler("cc", "gcc-posix", model.FlagC)},
		{names.CXX, "toolchain/mingw/compiler.sh.tmpl", m.compiler("c++", "g++-posix", model.FlagC, model.FlagCXX)},
		{names.AR, "toolchain/mingw/binutil.sh.tmpl", gccTool{gcc, "ar"}},
		{names.Ranlib, "toolchain/mingw/binutil.sh.tmpl", gccTool{gcc, "ranlib"}},
	}
}

func (m mingw) compiler(tool, program string, kinds ...model.FlagKind) gccCompiler {
	return gccCompiler{compilerOf(m.Target, tool, m.params.Args, kinds...), m.params.GCC, program}
}
