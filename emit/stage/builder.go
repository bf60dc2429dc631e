package stage

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

// Builder makes one stage.
type Builder struct {
	dir            string // of the shared files
	name           string
	needs, scripts []string
}

// New begins a stage that needs others: the one that it is based on, and those
// that it copies from. What it mounts, the methods below add.
func New(p *model.Project, name string, needs ...string) *Builder {
	return &Builder{dir: layout.StageDir(p), name: name, needs: needs}
}

// Stage returns the stage. Its text is what the template makes of the view.
func (b *Builder) Stage(template string, view any) Stage {
	return Stage{Name: b.name, Needs: sorted(b.needs), Scripts: sorted(b.scripts), template: template, view: view}
}

func sorted(names []string) []string {
	out := slices.Clone(names)
	slices.Sort(out)
	return slices.Compact(out)
}

// File returns the path of a shared file from the project's root, for a COPY.
func (b *Builder) File(name string) string {
	b.scripts = append(b.scripts, name)
	return path.Join(b.dir, name)
}

// Script mounts a shared file where the stage calls it: /xgen/NAME.
func (b *Builder) Script(name string) Mount { return b.ScriptAt(name, path.Join("/xgen", name)) }

// ScriptAt mounts a shared file at another place.
func (b *Builder) ScriptAt(name, target string) Mount { return Bind(b.File(name), target) }

// From mounts what lies at a path of another stage.
func (b *Builder) From(name, source, target string) Mount {
	b.needs = append(b.needs, name)
	m := Bind(source, target)
	m.From = name
	return m
}

// Online is a command with a network: net.sh calls the scripts, and has the
// machine's own certificates.
func (b *Builder) Online(mounts ...Mount) Run {
	return Run{Mounts: slices.Concat([]Mount{b.Script("net.sh")}, mounts, []Mount{{Type: "secret", ID: "ca"}})}
}

// Packages installs packages of Debian's.
func (b *Builder) Packages(names ...string) Packages {
	return Packages{Run: Run{Mounts: []Mount{b.Script("packages.sh")}}, Names: names}
}

// Needs adds a stage that the template copies from.
func (b *Builder) Needs(name string) { b.needs = append(b.needs, name) }
