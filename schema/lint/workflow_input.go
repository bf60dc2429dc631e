package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/rule"
	"github.com/xgen-build/xgen/schema/suggest"
)

var workflowInput = check{
	rule.Error("workflow-input", "a job of the workflow gives each input one value, or it stops before it builds"),
	func(in *Input, f *findings) {
		g := in.workflow()
		if g == nil {
			return
		}
		known, set := in.Written.Inputs, setBy(input.OrZero(g.Args).V)
		for _, name := range slices.Sorted(maps.Keys(g.Inputs)) {
			pos := g.Inputs[name].Pos
			if _, ok := known[name]; !ok {
				f.at(pos, "ci.github.inputs: there is no input %q: %s", name, nearestInput(name, slices.Sorted(maps.Keys(known))))
			} else if slices.Contains(set, name) {
				f.at(pos, "%s has its value from ci.github.args already: keep one", name)
			}
		}
		for _, i := range in.Project.Inputs {
			if _, given := g.Inputs[i.Name]; i.Default == nil && !given && !slices.Contains(set, i.Name) {
				f.at(g.Pos, "the input %s has no default, and the workflow gives it no value: write ci: github: inputs: %s: \"describe\", which is what git describe says, or \"ref\" or \"commit\"", i.Name, i.Name)
			}
		}
	},
}

func nearestInput(name string, known []string) string {
	if near := suggest.Name(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	return "write inputs: " + name + ": {} beside targets"
}

// setBy are the inputs that arguments of xgen run give a value.
func setBy(args []string) (out []string) {
	for i, a := range args {
		value, ok := strings.CutPrefix(a, "--set=")
		if !ok && i > 0 && args[i-1] == "--set" {
			value, ok = a, true
		}
		if name, _, hasValue := strings.Cut(value, "="); ok && hasValue {
			out = append(out, name)
		}
	}
	return out
}
