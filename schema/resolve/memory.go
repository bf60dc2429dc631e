package resolve

import "github.com/xgen-build/xgen/schema/model"

// memory estimates what fat LTO takes: all crates are one module then, and the
// figures of the catalog say what a module takes by the number of its crates.
func (r *resolver) memory(t *model.Target, ws *Workspace) {
	var need model.Value[int64]
	if asked := t.Cargo.ProfileSettings.LTO; asked != nil {
		if asked.V != "fat" {
			return
		}
		need.Origin = asked.Origin
	} else {
		pos, fat := ws.FatLTO(t.Cargo.Profile)
		if !fat {
			return
		}
		need.Origin = model.Origin{Source: model.FromCargo, Pos: pos}
	}
	t.Cargo.Crates = len(ws.Reached(t.Cargo.Packages))
	need.V = r.catalog.FatLTO.Base + int64(t.Cargo.Crates)*r.catalog.FatLTO.Crate
	t.Cargo.FatLTO = &need
}
