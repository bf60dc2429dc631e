package lint

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var collision = check{
	rule.Error("target-collision", "names become folders, environment variables and stages, where case and the difference of - and _ are lost"),
	func(in *Input, f *findings) {
		seen := map[string]*model.Target{}
		for _, t := range in.Project.Targets {
			if t.Name == "stage" || t.Name == "manifest" {
				f.at(t.Pos, "target %q is named like a part of the emitted files: rename it", t.Name)
			}
			key := strings.ReplaceAll(strings.ToLower(t.Name), "-", "_")
			if other := seen[key]; other != nil {
				f.at(t.Pos, "targets %q and %q (%s) differ only in - and _: rename one", other.Name, t.Name, other.Pos).Related = []model.Pos{other.Pos}
			}
			seen[key] = t
		}
	},
}
