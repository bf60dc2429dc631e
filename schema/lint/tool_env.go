package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var toolEnv = check{
	rule.Error("tool-env", "of two tools under one variable build scripts would find only one"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		sets := map[string]string{} // what sets a variable
		for _, e := range t.Env {
			sets[e.Name] = "env"
		}
		for _, tool := range in.tools(t) {
			for _, v := range variablesOf(tool) {
				if other := sets[v.name]; other != "" {
					f.at(v.pos, "tools.%s sets %s, and so does %s: give one of them another variable", tool.name, v.name, other)
				}
				sets[v.name] = "tools." + tool.name
			}
		}
	}),
}
