package resolve

import (
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// packagesOfHost are those that the user asks for on the machine that builds, by name or
// with a tool.
func (r *resolver) packagesOfHost(asked input.Target, ofTools model.Value[[]string]) model.Value[[]string] {
	host := input.First(asked.Host, r.Written.Host)
	if host == nil {
		ofTools.V = sorted(ofTools.V)
		return ofTools
	}
	out := host.Packages
	out.V, out.Why = sorted(slices.Concat(out.V, ofTools.V)), host.Why
	return out
}
