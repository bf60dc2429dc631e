package emit

import (
	"path"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/templates"
)

// tools are the names of a target's wrappers. The linker's name must not end
// in -ld: rustc would hand it a bare linker's arguments.
type tools struct{ CC, CXX, AR, Ranlib string }

func toolNames(t *model.Target) tools {
	gcc := t.Triple.GCC
	return tools{CC: gcc + "-cc", CXX: gcc + "-c++", AR: gcc + "-ar", Ranlib: gcc + "-ranlib"}
}

type flagView struct {
	Why  string
	Args []string
}

// wrapper is one of a target's wrappers: its name, and what it is made from.
type wrapper struct {
	name, template string
	view           any
}

func wrappers(p *model.Project, t *model.Target) ([]Artifact, error) {
	dir := path.Join(Dir(p, t), "bin")
	var out []Artifact
	for _, w := range wrappersOf(t) {
		data, err := templates.Render(w.template, w.view)
		if err != nil {
			return nil, err
		}
		out = append(out, script(path.Join(dir, w.name), data))
	}
	return out, nil
}

func wrappersOf(t *model.Target) []wrapper {
	all := zigWrappers
	switch {
	case debianOf(t) != nil:
		all = debianWrappers
	case ownOf(t) != nil:
		all = ownWrappers
	}
	return append(all(t), rustcWrappers(t)...)
}

// linkView is what stage/link.sh is told of every target.
type linkView struct {
	Atomics bool   // there is an archive of atomic operations
	ARM     string // the newest architecture that the contract allows
}

func linkOf(t *model.Target) linkView {
	v := linkView{Atomics: narrow(t)}
	if t.Triple.ELF.Machine == "EM_ARM" {
		v.ARM = t.Contract.ISA.V
	}
	return v
}

// wrapperFlags are the groups for a compiler, the last one passed first: each is
// put in front of those before it.
func wrapperFlags(t *model.Target, kinds ...model.FlagKind) []flagView {
	var out []flagView
	for _, f := range flagsOf(t, kinds...) {
		out = append([]flagView{{Why: f.Why, Args: f.Args}}, out...)
	}
	return out
}

func flagsOf(t *model.Target, kinds ...model.FlagKind) []model.Flag {
	var out []model.Flag
	for _, k := range kinds {
		for _, f := range t.Flags {
			if f.Kind == k && len(f.Args) > 0 {
				out = append(out, f)
			}
		}
	}
	return out
}
