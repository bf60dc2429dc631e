package emit

import "github.com/xgen-build/xgen/schema/model"

// toolView is one tool of the stage tools.
type toolView struct {
	Stage string // what fetched it
	Why   string
	Args  []string
}

// noSourceView is the stage of a machine for which a tool has no source.
type noSourceView struct{ Stage, Message string }

// toolRole names the stage of a tool; those that fetch it have the name of a
// kind of machine behind it.
func toolRole(name string) string { return "tool-" + stageName(name) }

func toolViews(t *model.Target) []toolView {
	var out []toolView
	for _, tool := range t.Tools {
		v := toolView{Stage: "pulled-" + toolRole(tool.Name), Why: tool.Why, Args: []string{tool.Name, tool.Program}}
		if tool.Env != "" {
			v.Args = append(v.Args, tool.Env+"=")
		}
		for _, p := range tool.Paths {
			v.Args = append(v.Args, p.Env+"="+p.Path)
		}
		out = append(out, v)
	}
	return out
}

// noSources are the stages that say so where a tool cannot be had.
func noSources(t *model.Target) []noSourceView {
	var out []noSourceView
	for _, tool := range t.Tools {
		for _, h := range model.Hosts {
			if tool.For(h.Name) == nil {
				out = append(out, noSourceView{
					Stage:   "pulled-" + toolRole(tool.Name) + "-" + h.Docker,
					Message: "xgen: tools." + tool.Name + " has no source for a machine that builds on " + h.Name + ": add hosts: " + h.Name,
				})
			}
		}
	}
	return out
}
