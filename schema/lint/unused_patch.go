package lint

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var unusedPatch = check{
	rule.Error("unused-patch", "a patch that changes nothing is out of date: its crate is gone, or no target needs it"),
	func(in *Input, f *findings) {
		with := places(in, func(t *model.Target) []model.Patch { return t.Patches }, func(p model.Patch) model.Pos { return p.Pos })
		said := map[model.Pos]bool{}
		for _, t := range in.Project.Targets {
			for _, u := range t.Unpatched {
				if with[u.Pos] || said[u.Pos] {
					continue
				}
				said[u.Pos] = true
				p := in.patch(t, u.Name)
				if hint := in.noCrate(t, u.Crate); hint != "" {
					f.at(p.Crate.Pos, "patches.%s: %s", u.Name, hint)
				} else {
					f.at(u.Pos, "%s", forNone(condition{"patches." + u.Name, u.Pos, p.When}))
				}
			}
		}
	},
}

// noCrate says that Cargo.lock does not have a crate at all, and what may have been
// meant; "" where it has it.
func (in *Input) noCrate(t *model.Target, crate string) string {
	ws := in.Workspaces[t.Cargo.Manifest]
	if ws == nil || ws.Locks(crate) {
		return ""
	}
	var names []string
	for _, c := range ws.Locked {
		names = append(names, c.Name)
	}
	hint := "remove the patch, or run cargo update --workspace where Cargo.toml asks for it"
	if near := suggest.Name(crate, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	return fmt.Sprintf("%s has no crate %s: %s", ws.Lock, crate, hint)
}

// places are where some parts of all targets are written.
func places[V any](in *Input, of func(*model.Target) []V, pos func(V) model.Pos) map[model.Pos]bool {
	out := map[model.Pos]bool{}
	for _, t := range in.Project.Targets {
		for _, v := range of(t) {
			out[pos(v)] = true
		}
	}
	return out
}

func forNone(c condition) string {
	return fmt.Sprintf("%s is for targets with %s and none is: remove it", c.field, c.when)
}
