package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
	"github.com/xgen-build/xgen/schema/rule"
)

var requiredFeatures = check{
	rule.Error("required-features", "cargo leaves out a binary whose features are not turned on"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		asked := input.First(input.OrZero(in.asked(t).Cargo).Bins, input.OrZero(in.Written.Cargo).Bins)
		ws := in.Workspaces[t.Cargo.Manifest]
		if asked == nil || ws == nil {
			return
		}
		for _, b := range ws.Bins(resolve.Choice(t.Cargo)) {
			// Features of dependencies (a/b) are left to cargo: other ways may turn them on.
			own := slices.DeleteFunc(slices.Clone(b.Missing), func(f string) bool { return strings.Contains(f, "/") })
			if len(own) > 0 && slices.Contains(asked.V, b.Name) {
				f.at(asked.Pos, "binary %q requires features that are not turned on: write cargo: features: %s", b.Name, input.List(own))
			}
		}
	}),
}
