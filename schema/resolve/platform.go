package resolve

import (
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// Platform is what cargo evaluates the tables [target.…] of manifests by. Of a target
// with a specification of its own nothing is said.
func Platform(c *catalog.Catalog, t *model.Target) cargo.Platform {
	facts := c.Triples[t.Triple.Name]
	if t.Spec != nil || facts == nil {
		return cargo.Platform{}
	}
	return cargo.Platform{Triple: facts.Name, Printed: facts.Cfg(facts.CRTStatic)}
}
