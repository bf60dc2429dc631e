package resolve

import (
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// atomics says how wide they are: as wide as the processor's, unless the user
// asks for more. What is said for all targets concerns those that need it.
func (r *resolver) atomics(asked input.Target, facts *catalog.Triple) model.Value[int] {
	if a := input.First(asked.Atomics, r.Written.Atomics); a != nil && facts.Atomics < a.V {
		return *a
	}
	return byCatalog(facts.Atomics)
}
