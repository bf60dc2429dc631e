package dockerfile

import (
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit/cargoargs"
	"github.com/xgen-build/xgen/emit/layout"
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// source has the project twice: its source, and what of it decides which crates
// are fetched.
func (m maker) source() stage.Stage {
	b := m.new("source", "os")
	return b.Stage("dockerfile/source.tmpl", struct {
		Run            stage.Run
		Output, Script string
		Vendored       []string
	}{stage.Offline(stage.Bind("", "/xgen/context")), m.p.Output, b.File("source.sh"), m.p.Vendored})
}

// fetch has the crates of Cargo.lock.
func (m maker) fetch() stage.Stage {
	b := m.new("fetch", "rust", "source")
	v := struct {
		Known    *stage.Packages // looked for, before anything waits for them
		Run      stage.Run
		Manifest string
		BuildStd bool
		Config   string // the file of the project's own configuration, "" where there is none
		Vendored []string
	}{Manifest: m.t.Cargo.Manifest, BuildStd: m.t.Rust.Std.V == model.StdBuild, Vendored: m.t.Cargo.Vendored}
	mounts := []stage.Mount{b.Script("fetch.sh"), stage.Registry()}
	if len(m.t.Cargo.Settings) > 0 {
		v.Config = path.Join("/xgen", layout.ProjectConfig)
		mounts = append(mounts, stage.Bind(path.Join(m.dir(), layout.ProjectConfig), v.Config))
	}
	if names := m.t.HostPackages.V; len(names) > 0 {
		v.Known = &stage.Packages{Run: stage.Run{Mounts: []stage.Mount{b.Script("known-packages.sh")}}, Names: names}
	}
	v.Run = b.Online(mounts...)
	return b.Stage("dockerfile/fetch.tmpl", v)
}

// patchView is what patch.tmpl shows; what is nil is not done.
type patchView struct {
	Manifest string
	Lacks    *lacksView
	Adds     *addsView
	Apply    *stage.Run
}

type lacksView struct {
	Run   stage.Run
	Edges string   // of cargo tree: the kinds of dependencies that are compiled for the target
	Cargo []string // arguments
	Table []string // what compiled.sh takes of each lack
}

type addsView struct {
	Run      stage.Run
	Vendored bool
	Crates   []string
}

// patch has the crates as the target's patches make them. Before that it asks cargo
// whether the target is compiled of a crate that cannot be built for it.
func (m maker) patch() (stage.Stage, error) {
	b := m.new("patch", "fetch")
	choice, err := cargoargs.Choice(m.t)
	v := patchView{Manifest: m.t.Cargo.Manifest}
	if len(m.t.Lacks) > 0 {
		v.Lacks = &lacksView{stage.Offline(b.Script("compiled.sh")), edges(m.t), choice, lacks(m.t)}
	}
	if crates := AddedCrates(m.t); len(crates) > 0 {
		v.Adds = &addsView{b.Online(b.Script("adds.sh"), stage.Registry()), len(m.t.Cargo.Vendored) > 0, crates}
	}
	if len(m.t.Patches) > 0 {
		run := stage.Offline(
			stage.Bind(path.Join(m.dir(), "patch-crates.sh"), "/xgen/target/patch-crates.sh"),
			stage.Bind(path.Join(m.dir(), "patches"), "/xgen/target/patches"),
			b.ScriptAt("patch.sh", "/xgen/stage/patch.sh"), b.ScriptAt("relock.sh", "/xgen/stage/relock.sh"))
		v.Apply = &run
	}
	return b.Stage("dockerfile/patch.tmpl", v), err
}

// edges returns the kinds of dependencies that a target's programs are compiled of, and
// its tests where it has some.
func edges(t *model.Target) string {
	if t.Test != nil {
		return "normal,dev"
	}
	return "normal"
}

// lacks returns what compiled.sh takes of each lack of a target.
func lacks(t *model.Target) (out []string) {
	for _, l := range t.Lacks {
		message := model.LackMessage([]model.Lacking{{Target: t.Name, Lack: l}})
		out = append(out, l.Crate, l.Version, strings.Join(l.Unless, " "), strings.Join(l.With, " "), message)
	}
	return out
}

// AddedCrates returns the crates that a target's patches bring along, each once, as
// adds.sh and relock.sh take them: NAME=VERSION=SHA256.
func AddedCrates(t *model.Target) []string {
	var out []string
	for _, change := range t.Patches {
		for _, c := range change.Adds {
			out = append(out, c.Name+"="+c.Version+"="+c.SHA256)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
