package lint

import (
	"fmt"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
)

var collision = Rule{
	Name: "target-collision",
	Why:  "names become folders, environment variables and stages, where case and the difference of - and _ are lost",
	Run: func(in Input) model.Diagnostics {
		var found model.Diagnostics
		seen := map[string]*model.Target{}
		for _, t := range in.Project.Targets {
			if t.Name == "stage" || t.Name == "manifest" {
				found = append(found, model.Diagnostic{
					Pos: t.Pos, Severity: model.Error,
					Message: fmt.Sprintf("target %q is named like a part of the emitted files: rename it", t.Name),
				})
			}
			key := strings.ReplaceAll(strings.ToLower(t.Name), "-", "_")
			if other := seen[key]; other != nil {
				found = append(found, model.Diagnostic{
					Pos: t.Pos, Severity: model.Error, Related: []model.Pos{other.Pos},
					Message: fmt.Sprintf("targets %q and %q (%s) differ only in - and _: rename one", other.Name, t.Name, other.Pos),
				})
			}
			seen[key] = t
		}
		return found
	},
}
