package emit

import (
	"path"

	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// patchesView is what patch-crates.sh.tmpl shows.
type patchesView struct {
	Triple  string
	Patches []patchView
	Adds    []string
}

type patchView struct {
	Name, Why string
	Crates    []string // folders of `cargo vendor --versioned-dirs`
}

// patches returns the diffs of a target, and the script that applies those of its
// crates, where it has any.
func patches(p *model.Project, t *model.Target) ([]Artifact, error) {
	out := sourceDiffs(p, t)
	if len(t.Patches) == 0 {
		return out, nil
	}
	view := patchesView{Triple: t.Triple.Name, Adds: dockerfile.AddedCrates(t)}
	for _, change := range t.Patches {
		v := patchView{Name: change.Name, Why: change.Why}
		for _, version := range change.Versions {
			v.Crates = append(v.Crates, change.Crate+"-"+version)
		}
		view.Patches = append(view.Patches, v)
		out = append(out, file(path.Join(layout.Dir(p, t), "patches", change.Name+".patch"), []byte(change.Text)))
	}
	data, err := templates.Render("patch-crates.sh.tmpl", view)
	return append(out, script(path.Join(layout.Dir(p, t), "patch-crates.sh"), data)), err
}

// sourceDiffs returns the diffs of what a target's libraries and its toolchain are
// built from, which stage/patch-source.sh applies.
func sourceDiffs(p *model.Project, t *model.Target) (out []Artifact) {
	add := func(dir string, changes []model.SourcePatch) {
		for _, c := range changes {
			out = append(out, file(path.Join(dir, c.Name+".patch"), []byte(c.Text)))
		}
	}
	for _, l := range t.Libraries {
		add(layout.LibraryDiffs(p, t, l.Name), l.Patches)
	}
	for _, part := range t.Toolchain.Parts {
		add(layout.ToolchainDiffs(p, t, part.Name), part.Patches)
	}
	return out
}
