package emit

import (
	"path"

	"github.com/xgen-build/xgen/emit/cargoargs"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// entrypointView is what entrypoint.sh.tmpl shows.
type entrypointView struct {
	Manifest           string
	Triple, ProfileDir string
	Bins               []string
	Inputs             []inputView
	BuildStd           bool
	CargoArgs          []string
	PkgConfig          string // where Debian's own libraries are found
	Clang              *clangView
}

// clangView is the variable that tells Clang where the target's compiler has its headers.
type clangView struct{ Variable, CC string }

// entrypoint returns the script that calls cargo in the image.
func entrypoint(p *model.Project, t *model.Target) ([]Artifact, error) {
	view := entrypointView{
		Manifest:   t.Cargo.Manifest,
		Triple:     t.Triple.Name,
		ProfileDir: profileDir(t.Cargo.Profile),
		Bins:       t.Files(),
		Inputs:     inputViews(p),
		BuildStd:   t.Rust.Std.V == model.StdBuild,
		CargoArgs:  cargoargs.Build(t),
		PkgConfig:  pkgConfig(t),
	}
	if variable := layout.ClangVariable(t); variable != "" {
		view.Clang = &clangView{variable, layout.ToolsOf(t).CC}
	}
	data, err := templates.Render("entrypoint.sh.tmpl", view)
	return []Artifact{script(path.Join(layout.Dir(p, t), "entrypoint.sh"), data)}, err
}

// inputView is a value that is given from outside.
type inputView struct {
	Name, Default string
	HasDefault    bool
	Missing       string // what to say where it is not given
}

func inputViews(p *model.Project) []inputView {
	var out []inputView
	for _, in := range p.Inputs {
		v := inputView{Name: in.Name, Missing: "xgen: " + in.Name + " is not set: give it with --set " + in.Name + "=…"}
		if in.Default != nil {
			v.HasDefault, v.Default = true, *in.Default
		}
		out = append(out, v)
	}
	return out
}

// profileDir returns the folder that cargo names after a profile: dev and test
// share "debug", bench shares "release" (the Cargo book, "Build cache").
func profileDir(profile string) string {
	switch profile {
	case "dev", "test":
		return "debug"
	case "bench":
		return "release"
	}
	return profile
}
