package stage

import (
	"path"
	"slices"

	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/schema/model"
)

// Builder collects what one stage needs and uses.
type Builder struct {
	dir            string // of the shared files
	name           string
	needs, scripts []string
}

// New returns the Builder of a stage that needs others: the one that it is based on,
// and those that it copies from. The other methods add what it mounts.
func New(p *model.Project, name string, needs ...string) *Builder {
	return &Builder{dir: layout.StageDir(p), name: name, needs: needs}
}

// Stage returns the finished stage, whose text the template makes of the view.
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

// Script returns a mount of a shared file at /xgen/NAME, where the stage calls it.
func (b *Builder) Script(name string) Mount { return b.ScriptAt(name, path.Join("/xgen", name)) }

// ScriptAt returns a mount of a shared file at another place.
func (b *Builder) ScriptAt(name, target string) Mount { return Bind(b.File(name), target) }

// From returns a mount of what lies at a path of another stage.
func (b *Builder) From(name, source, target string) Mount {
	b.needs = append(b.needs, name)
	m := Bind(source, target)
	m.From = name
	return m
}

// Online returns a Run with a network. Its command calls the scripts through net.sh,
// which has them trust the CA bundle that the build was given, if any.
func (b *Builder) Online(mounts ...Mount) Run {
	return Run{Mounts: slices.Concat([]Mount{b.Script("net.sh")}, mounts, []Mount{{Type: "secret", ID: "ca"}})}
}

// Packages returns an instruction that installs packages of Debian's.
func (b *Builder) Packages(names ...string) Packages {
	return Packages{Run: Run{Mounts: []Mount{b.Script("packages.sh")}}, Names: names}
}

// Needs adds a stage that the template copies from.
func (b *Builder) Needs(name string) { b.needs = append(b.needs, name) }
