package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
)

// verdict is whether a target lacks what it is said to lack.
type verdict int

const (
	no    verdict = iota
	hint          // the files do not say, and look as if it does not
	maybe         // the files do not say
	yes
)

// lacks judges one of a target's lacks.
func (in *Input) lacks(t *model.Target, l model.Lack) verdict {
	if a := in.compiled(t); a.silence == nil {
		return max(compiledWith(l, a.crates), compiledWith(l, a.tested))
	}
	return lockedWith(l, in.Workspaces[t.Cargo.Manifest].Crates(t.Cargo.Packages, resolve.Platform(in.Catalog, t), t.Test != nil))
}

// compiledWith judges a lack by what cargo says. What is compiled for the machine that
// builds is another matter than what the target has.
func compiledWith(l model.Lack, crates []cargo.Compiled) verdict {
	for _, c := range crates {
		if c.Name != l.Crate || c.Version != l.Version || c.Host {
			continue
		}
		has := func(name string) bool {
			if feature, is := strings.CutPrefix(name, "+"); is {
				return slices.Contains(c.Features, feature)
			}
			return slices.Contains(c.Uses, name)
		}
		if !slices.ContainsFunc(l.Unless, has) && (len(l.With) == 0 || slices.ContainsFunc(l.With, has)) {
			return yes
		}
	}
	return no
}

// lockedWith judges a lack by the files: what a package that is built names without a
// condition is compiled.
func lockedWith(l model.Lack, crates []cargo.Reached) verdict {
	out := no
	for _, c := range crates {
		of := c.Name == l.Crate && c.Version == l.Version
		switch {
		case of && c.DependsOn(l.Unless...):
			return hint
		case of && slices.ContainsFunc(l.With, isFeature): // which few turn on
			out = max(out, hint)
		case of && (len(l.With) > 0 || slices.ContainsFunc(l.Unless, isFeature)): // for a feature
			out = max(out, maybe)
		case of && c.Certain, c.Certain && slices.Contains(l.Needs, c.Name):
			out = yes
		case of:
			out = max(out, maybe)
		}
	}
	return out
}

// isFeature reports whether a lack names a feature of the crate's own so, and no crate.
func isFeature(name string) bool { return strings.HasPrefix(name, "+") }

// lacking makes a check's find of the lacks of one kind: a message for a crate and all
// targets that it concerns.
func lacking(kind model.LackKind) func(*Input, *findings) {
	return func(in *Input, f *findings) {
		type group struct {
			what string
			verdict
		}
		var order []group
		of := map[group][]model.Lacking{}
		for _, t := range in.Project.Targets {
			for _, l := range t.Lacks {
				if l.Kind != kind {
					continue
				}
				g := group{l.What, in.lacks(t, l)}
				if of[g] == nil {
					order = append(order, g)
				}
				of[g] = append(of[g], model.Lacking{Target: t.Name, Lack: l})
			}
		}
		for _, g := range order {
			if g.verdict != yes && g.verdict != maybe {
				continue
			}
			all := of[g]
			d := f.at(all[0].Pos, "%s", model.LackMessage(all))
			d.Of = all[0].Crate + " " + all[0].Version
			for _, l := range all[1:] {
				if l.Pos != all[0].Pos {
					d.Related = append(d.Related, l.Pos)
				}
			}
			if g.verdict == maybe {
				d.Severity = model.Warning
				continue
			}
			for _, l := range all {
				d.Mends = append(d.Mends, l.Mends...)
			}
		}
	}
}
