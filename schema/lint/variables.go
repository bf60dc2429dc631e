package lint

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/model"
)

// variable is one that the user's file sets for the build, and where.
type variable struct {
	field, name string
	pos         model.Pos
}

// variables are those of inputs, env and tools.
func variables(in *Input) (out []variable) {
	for _, i := range in.Project.Inputs {
		out = append(out, variable{"inputs", i.Name, i.Pos})
	}
	for _, t := range in.Project.Targets {
		for _, e := range t.Env {
			out = append(out, variable{"env", e.Name, e.Pos})
		}
		for _, tool := range in.tools(t) {
			out = append(out, variablesOf(tool)...)
		}
	}
	return out
}

// variablesOf are those that a tool sets.
func variablesOf(t tool) (out []variable) {
	field := "tools." + t.name + "."
	if t.Env != nil {
		out = append(out, variable{field + "env", t.Env.V, t.Env.Pos})
	}
	for _, env := range slices.Sorted(maps.Keys(t.Paths)) {
		out = append(out, variable{field + "paths", env, t.Paths[env].Pos})
	}
	return out
}
