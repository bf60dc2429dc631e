package dockerfile

import (
	"github.com/xgen-build/xgen/emit/stage"
	"github.com/xgen-build/xgen/schema/model"
)

// toolRole returns the name, behind pulledPrefix, of the stage of a tool.
func toolRole(name string) string { return "tool-" + stageName(name) }

// onHost is what the stages that fetch a tool have behind its name, for each kind
// of machine. No name of another tool ends so: stageName doubles underscores.
const onHost = "_on_"

// toolView is one tool of the stage tools.
type toolView struct {
	Why     string
	Install stage.Run
	Args    []string
}

// tools returns three sorts of stages: those that fail, on the machines for which
// a tool has no source; one for each tool, which is based on that of the machine that
// builds; and at last the stage tools, which has them all.
func (m maker) tools() []stage.Stage {
	var missing, chosen []stage.Stage
	var views []toolView
	b := m.new("tools", "os")
	for i, tool := range m.t.Tools {
		name := pulledPrefix + toolRole(tool.Name)
		var hosts []string
		for _, h := range model.Hosts {
			hosts = append(hosts, name+onHost+h.Docker)
			if why := tool.NoSource(h.Docker); why != "" {
				missing = append(missing, m.toolMissing(name+onHost+h.Docker, why))
			}
		}
		chosen = append(chosen, m.new(name, hosts...).Stage("dockerfile/tool.tmpl", struct {
			First        bool
			OnHost, Name string
		}{i == 0, name + onHost, name}))
		views = append(views, toolView{tool.Why, stage.Offline(b.Script("tool.sh"), b.From(name, "/pulled", "/xgen/pulled")), toolArgs(tool)})
	}
	all := b.Stage("dockerfile/tools.tmpl", struct{ Tools []toolView }{views})
	return append(append(missing, chosen...), all)
}

// toolMissing returns the stage of a machine for which a tool has no source.
func (m maker) toolMissing(name, why string) stage.Stage {
	return m.new(name, "os").Stage("dockerfile/tool_missing.tmpl", struct{ Name, Message string }{name, "xgen: " + why})
}

// toolArgs returns the arguments of tool.sh.
func toolArgs(tool model.Tool) []string {
	args := []string{tool.Name, tool.Program}
	if tool.Env != "" {
		args = append(args, tool.Env+"=")
	}
	for _, p := range tool.Paths {
		args = append(args, p.Env+"="+p.Path)
	}
	return args
}
