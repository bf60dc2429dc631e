package emit

import "github.com/xgen-build/xgen/schema/model"

// toolView is one tool of the stage tools.
type toolView struct {
	Stage string // what fetched it …
	OnAny string // … on each kind of machine: this and Docker's name of it
	Why   string
	Args  []string
}

// noSourceView is the stage of a machine for which a tool has no source.
type noSourceView struct{ Stage, Message string }

// toolRole names the stage of a tool.
func toolRole(name string) string { return "tool-" + stageName(name) }

// onHost is what the stages that fetch a tool have behind its name, for each kind
// of machine. No name of another tool ends so: stageName doubles underscores.
const onHost = "_on_"

func toolViews(t *model.Target) []toolView {
	var out []toolView
	for _, tool := range t.Tools {
		stage := pulledPrefix + toolRole(tool.Name)
		v := toolView{Stage: stage, OnAny: stage + onHost, Why: tool.Why, Args: []string{tool.Name, tool.Program}}
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
			if why := tool.NoSource(h.Docker); why != "" {
				out = append(out, noSourceView{Stage: pulledPrefix + toolRole(tool.Name) + onHost + h.Docker, Message: "xgen: " + why})
			}
		}
	}
	return out
}
