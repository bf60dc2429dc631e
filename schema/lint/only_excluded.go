package lint

import (
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var onlyExcluded = check{
	rule.Error("only-excluded", "of a list that only leaves out GitHub starts nothing"),
	func(in *Input, f *findings) {
		g := input.OrZero(in.workflow())
		for field, list := range map[string]*model.Value[[]string]{"branches": g.Branches, "tags": g.Tags} {
			if list != nil && len(list.V) > 0 && allBegin(list.V, "!") {
				f.at(list.Pos, "ci.github.%s only leaves out: write \"**\" before %q for all others", field, list.V[0])
			}
		}
	},
}

// allBegin reports whether all words begin so.
func allBegin(words []string, prefix string) bool {
	for _, w := range words {
		if !strings.HasPrefix(w, prefix) {
			return false
		}
	}
	return true
}
