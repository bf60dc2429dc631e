package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/reserved"
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

// setVariable is a variable with the value that build scripts find.
type setVariable struct {
	variable
	value string
}

// variablesOfBuild are those of env, but for those that cannot be set, and of cargo's own
// [env].
func (in *Input) variablesOfBuild(t *model.Target) (out []setVariable) {
	for _, e := range t.Env {
		if reserved.For(e.Name, in.builds) == "" {
			out = append(out, setVariable{variable{"env", e.Name, e.Pos}, e.Value})
		}
	}
	for _, s := range t.Cargo.Settings {
		if value, ok := s.Value.(string); ok && len(s.Key) == 3 && s.Key[0] == "env" && s.Key[2] == "value" {
			out = append(out, setVariable{variable{"env", s.Key[1], s.Pos}, value})
		}
	}
	return out
}

// ofTarget is the name of a variable without the triple of the target, which crates read
// before a name and behind it.
func ofTarget(t *model.Target, name string) string {
	own := inVariable(t.Triple.Name)
	name = inVariable(name)
	return strings.TrimSuffix(strings.TrimPrefix(name, own+"_"), "_"+own)
}

// inVariable is a triple as variables have it in capitals.
func inVariable(triple string) string { return strings.ToUpper(model.InVariable(triple)) }

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
