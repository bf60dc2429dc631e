package dockerfile

import (
	"path"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// buildView is what build.tmpl shows.
type buildView struct {
	Packages         *stage.Packages // that build scripts need; nil where there are none
	Libraries, Tools bool
	Script, Dir      string
	Clang            string   // clang.sh, where the build calls it
	Files            []string // of the target, beside bin
	Here, Entrypoint string
	Inputs           []input
	Run              stage.Run
}

// build has the project built.
func (m maker) build() stage.Stage {
	b := m.new("build", "std", "patch", "source")
	v := buildView{
		Libraries: len(built(m.t)) > 0, Tools: len(m.t.Tools) > 0,
		Script: b.File("build.sh"), Dir: m.dir(),
		Files: []string{path.Join(m.dir(), "entrypoint.sh"), path.Join(m.dir(), "config.toml")},
		Here:  layout.InImage(m.t), Entrypoint: m.entrypoint(),
		Inputs: inputs(m.p), Run: stage.Offline(stage.TargetDir(m.cacheID())),
	}
	if len(m.t.Cargo.Settings) > 0 {
		v.Files = append(v.Files, path.Join(m.dir(), layout.ProjectConfig))
	}
	if layout.ClangVariable(m.t) != "" {
		v.Clang = b.File("clang.sh")
	}
	v.Packages = hostPackages(b, m.t, m.t.Cargo.HostPackages)
	if v.Libraries {
		b.Needs("libraries")
	}
	if v.Tools {
		b.Needs("tools")
	}
	if layout.ReadsCMakeToolchain(m.t) {
		v.Files = append(v.Files, path.Join(m.dir(), layout.CMakeToolchain))
	}
	return b.Stage("dockerfile/build.tmpl", v)
}

// input is an ARG of the Dockerfile.
type input struct {
	Name, Default, Why string
	HasDefault         bool
}

func inputs(p *model.Project) []input {
	var out []input
	for _, in := range p.Inputs {
		v := input{Name: in.Name, Why: in.Why}
		if in.Default != nil {
			v.HasDefault, v.Default = true, *in.Default
		}
		out = append(out, v)
	}
	return out
}
