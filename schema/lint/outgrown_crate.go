package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var outgrownCrate = check{
	rule.Error("outgrown-crate", "rustc has become stricter than the crate is: the build would end in the middle, with an error in somebody else's source"),
	func(in *Input, f *findings) {
		of := map[string][]*model.Target{} // by the crate, its version and the channel
		for _, t := range in.Project.Targets {
			for _, c := range in.outgrown(t) {
				of[c+" "+t.Rust.Channel.V] = append(of[c+" "+t.Rust.Channel.V], t)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(of)) {
			words, targets := strings.Fields(key), of[key]
			known := in.Catalog.Outgrown[words[0]]
			d := f.at(targets[0].Pos, "%s has %s %s, which Rust %s and newer ones do not compile, and the channel is %s: it %s: run cargo update -p %s@%s --precise %s, or a newer one",
				in.Workspaces[targets[0].Cargo.Manifest].Lock, words[0], words[1], known.Rust, words[2], known.Why, words[0], words[1], known.Fixed)
			if d.Of = words[0] + " " + words[1]; in.compiled(targets[0]).silence != nil {
				d.Severity = model.Warning
			}
		}
	},
}

// outgrown returns the crates, with their versions, that a target is compiled of and that
// its release of Rust no longer compiles. Where cargo does not say what it is compiled of,
// those are left out that depend on a feature.
func (in *Input) outgrown(t *model.Target) (out []string) {
	if !in.mayBeOutgrown(t) {
		return nil
	}
	if a := in.compiled(t); a.silence == nil {
		for _, c := range slices.Concat(a.crates, a.tested) {
			known, is := in.outgrownOf(t, c.Name, c.Version)
			has := func(feature string) bool { return slices.Contains(c.Features, feature) }
			if is && (len(known.With) == 0 || slices.ContainsFunc(known.With, has)) {
				out = append(out, c.Name+" "+c.Version)
			}
		}
	} else {
		for _, c := range in.Workspaces[t.Cargo.Manifest].ReachedByAll(t.Cargo.Packages) {
			if known, is := in.outgrownOf(t, c.Name, c.Version); is && len(known.With) == 0 {
				out = append(out, c.Name+" "+c.Version)
			}
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(out)))
}
