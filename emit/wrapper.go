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

// ccView is what cc.tmpl shows.
type ccView struct {
	Tool, Triple, Target, CPUFlag string
	StripDebug                    bool       // the program keeps its symbol table and loses its debug information
	Flags                         []flagView // the last one is passed first
}

type flagView struct {
	Why  string
	Args []string
}

func wrappers(p *model.Project, t *model.Target) ([]Artifact, error) {
	dir := path.Join(Dir(p, t), "bin")
	names := toolNames(t)
	var out []Artifact
	for _, w := range []struct {
		name, template string
		view           any
	}{
		{names.CC, "cc.tmpl", compiler(t, "cc", model.FlagC)},
		{names.CXX, "cc.tmpl", compiler(t, "c++", model.FlagC, model.FlagCXX)},
		{names.AR, "tool.tmpl", ccView{Tool: "ar"}},
		{names.Ranlib, "tool.tmpl", ccView{Tool: "ranlib"}},
	} {
		data, err := templates.Render(w.template, w.view)
		if err != nil {
			return nil, err
		}
		out = append(out, script(path.Join(dir, w.name), data))
	}
	return out, nil
}

func compiler(t *model.Target, tool string, kinds ...model.FlagKind) ccView {
	zig := t.Toolchain.Zig
	view := ccView{Tool: tool, Triple: t.Triple.Name, Target: zig.Target, CPUFlag: "-mcpu=" + zig.CPU,
		StripDebug: t.Cargo.Strip == "debuginfo"}
	for _, f := range flagsOf(t, kinds...) {
		// Each group is put in front of those before it.
		view.Flags = append([]flagView{{Why: f.Why, Args: f.Args}}, view.Flags...)
	}
	return view
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
