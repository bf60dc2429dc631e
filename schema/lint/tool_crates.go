package lint

import (
	"maps"
	"slices"

	"github.com/Masterminds/semver/v3"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
)

// mayMissTool reports whether Cargo.lock has a crate that may start a tool which the
// machine that builds a target does not have.
func (in *Input) mayMissTool(t *model.Target) bool {
	ws := in.Workspaces[t.Cargo.Manifest]
	if ws == nil || t.Image.From == model.FromUser { // which may have it
		return false
	}
	return slices.ContainsFunc(ws.ReachedByAll(t.Cargo.Packages), func(c cargo.Reached) bool {
		tool, _ := in.toolOf(c.Name, c.Version, t)
		return tool != ""
	})
}

// toolOf returns the tool that a crate starts, "" for none, or where the target has it.
func (in *Input) toolOf(name, version string, t *model.Target) (string, input.CrateOfTool) {
	for _, tool := range slices.Sorted(maps.Keys(in.Catalog.KnownTools)) {
		known := in.Catalog.KnownTools[tool]
		crate, is := known.Crates[name]
		if !is || !ofVersion(crate.Version, version) || len(crate.Arch) > 0 && !slices.Contains(crate.Arch, t.Triple.Arch) ||
			in.leadsElsewhere(t, crate.Env) || hasTool(t, tool, known) {
			continue
		}
		return tool, crate
	}
	return "", input.CrateOfTool{}
}

// ofVersion reports whether a version meets a requirement; "" is met by all.
func ofVersion(want, version string) bool {
	if want == "" {
		return true
	}
	is, err := semver.NewVersion(version)
	constraint, bad := semver.NewConstraint(want)
	return err == nil && bad == nil && constraint.Check(is)
}

// release is the number in a name of Debian's, as in libclang-19-dev and libclang1-19.
var release = lazyregexp.New(`-?[0-9][0-9.]*`)

// hasTool reports whether the machine that builds a target has a tool.
func hasTool(t *model.Target, name string, known input.KnownTool) bool {
	plain := func(text string) string { return release.ReplaceAllString(text, "") }
	return slices.ContainsFunc(t.Tools, func(tool model.Tool) bool { return tool.Name == name }) ||
		slices.ContainsFunc(t.HostPackages.V, func(have string) bool {
			return slices.ContainsFunc(known.Packages, func(p string) bool { return plain(p) == plain(have) })
		})
}
