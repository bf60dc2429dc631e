package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/model"
)

// mayBeOutgrown reports whether Cargo.lock has such a crate.
func (in *Input) mayBeOutgrown(t *model.Target) bool {
	ws := in.Workspaces[t.Cargo.Manifest]
	return ws != nil && slices.ContainsFunc(ws.ReachedByAll(t.Cargo.Packages), func(c cargo.Reached) bool {
		_, is := in.outgrownOf(t, c.Name, c.Version)
		return is
	})
}

func (in *Input) outgrownOf(t *model.Target, name, version string) (catalog.OutgrownCrate, bool) {
	known, is := in.Catalog.Outgrown[name]
	patched := slices.ContainsFunc(t.Patches, func(p model.Patch) bool { return p.Crate == name && slices.Contains(p.Versions, version) })
	return known, is && !patched && !t.Rust.Before(known.Rust) && ofVersion(known.Version, version)
}
