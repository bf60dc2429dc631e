package lint

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var sameReading = check{
	rule.Error("same-reading", "what is emitted is the same with and without cargo, so that xgen reads the manifests itself: where cargo reads them otherwise, the build would be of something else"),
	func(in *Input, f *findings) {
		done := map[string]bool{}
		for _, t := range in.Project.Targets {
			ws := in.Workspaces[t.Cargo.Manifest]
			if ws == nil || done[t.Cargo.Manifest] {
				continue
			}
			done[t.Cargo.Manifest] = true
			if above, _ := in.workspaceAbove(ws); above != "" {
				continue // which builds are not sent
			}
			if different := in.describe(t).different; len(different) > 0 {
				f.at(model.Pos{File: ws.Manifest, Line: 1, Col: 1},
					"xgen does not read the project as cargo does: %s: that is a mistake of xgen: please report it with the manifests", some(different))
			}
		}
	},
}

// some returns the first of some clauses.
func some(clauses []string) string {
	const most = 3
	if len(clauses) > most {
		clauses = append(clauses[:most:most], "…")
	}
	return strings.Join(clauses, "; ")
}
