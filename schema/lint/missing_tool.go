package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// missingTool finds crates that need a program where a build script calls them. Whether one
// does is known to the scripts alone.
var missingTool = check{
	rule.Warning("missing-tool", "a program that a build script starts, and that the machine that builds does not have, would show only in the middle of the build"),
	func(in *Input, f *findings) {
		missing := map[string][]*model.Target{} // by the crate with its version, and the tool
		for _, t := range in.Project.Targets {
			for _, m := range in.missingTools(t) {
				missing[m] = append(missing[m], t)
			}
		}
		for _, m := range slices.Sorted(maps.Keys(missing)) {
			crate, name, _ := strings.Cut(m, "\x00")
			var names []string
			for _, t := range missing[m] {
				names = append(names, t.Name)
			}
			d := f.at(missing[m][0].Pos, "%s needs %s where a build script calls it, and the machine that builds %s has none: write tools: %s: {}",
				crate, name, strings.Join(names, ", "), input.Label(name))
			d.Of = crate
			d.Mends = []model.Mend{{Path: []string{"tools", name}, Value: model.Empty{}, Why: "a build script that calls " + crate + " needs it"}}
		}
	},
}

// missingTools returns the crates that a target is compiled of and that start a tool that
// there is not, each with the tool behind it: "prost-build 0.13.5\x00protoc".
func (in *Input) missingTools(t *model.Target) (out []string) {
	if !in.mayMissTool(t) {
		return nil
	}
	crates := map[string]string{} // the name of each, by name and version
	if a := in.compiled(t); a.silence == nil {
		for _, c := range a.crates {
			crates[c.Name+" "+c.Version] = c.Name
		}
	} else {
		for _, c := range in.Workspaces[t.Cargo.Manifest].ReachedByAll(t.Cargo.Packages) {
			crates[c.Name+" "+c.Version] = c.Name
		}
	}
	names := slices.Collect(maps.Values(crates))
	for _, crate := range slices.Sorted(maps.Keys(crates)) {
		name, version, _ := strings.Cut(crate, " ")
		tool, known := in.toolOf(name, version, t)
		if tool != "" && !slices.ContainsFunc(known.Unless, func(other string) bool { return slices.Contains(names, other) }) {
			out = append(out, crate+"\x00"+tool)
		}
	}
	return out
}
