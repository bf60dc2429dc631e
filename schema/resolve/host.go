package resolve

import (
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// packagesOfHost are those that the user asks for on the machine that builds.
func (r *resolver) packagesOfHost(asked input.Target) model.Value[[]string] {
	host := input.First(asked.Host, r.Written.Host)
	if host == nil {
		return byDefault[[]string](nil)
	}
	out := host.Packages
	out.V, out.Why = sorted(out.V), host.Why
	return out
}
