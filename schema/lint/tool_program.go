package lint

import (
	"cmp"
	"path"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var toolProgram = check{
	rule.Error("tool-program", "of two programs of one name build scripts would find only one on the PATH"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		programs := map[string]string{} // whose it is
		for _, tool := range in.tools(t) {
			program := path.Base(cmp.Or(input.OrZero(tool.Program).V, tool.name))
			if other := programs[program]; other != "" {
				f.at(programPos(tool), "tools.%s and tools.%s both have a program %s, and build scripts would find only one: keep one of them for this target",
					other, tool.name, program)
			}
			programs[program] = tool.name
		}
	}),
}

// programPos is where the program is named, or the tool.
func programPos(t tool) model.Pos {
	if t.Program != nil {
		return t.Program.Pos
	}
	return t.Pos
}
