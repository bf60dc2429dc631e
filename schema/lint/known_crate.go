package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var knownCrate = check{
	rule.Error("known-crate", "a crate that Cargo.lock already has is checked by the project's own checksum"),
	eachPatch(func(in *Input, t *model.Target, p model.Patch, f *findings) {
		ws := in.Workspaces[t.Cargo.Manifest]
		for _, added := range p.Adds {
			for _, c := range ws.Locked {
				if c.Name == added.Name && compatible(c.Version, added.Version) {
					f.at(in.patch(t, p.Name).Adds[added.Name].Pos, "patches.%s.adds: %s has %s %s already, and cargo keeps to that: remove it here", p.Name, ws.Lock, c.Name, c.Version)
				}
			}
		}
	}),
}
