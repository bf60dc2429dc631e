package stage

import (
	"slices"

	"github.com/xgen-build/xgen/templates"
)

// Stage is one stage of a Dockerfile.
type Stage struct {
	Name     string
	Needs    []string // the stages that it is based on or takes files from, sorted
	Scripts  []string // the shared files that it runs or copies, sorted
	template string
	view     any
}

// Render returns the stage's text. An error means that a value cannot be
// written where the template uses it.
func (s Stage) Render() ([]byte, error) { return templates.Render(s.template, s.view) }

// Reachable returns those of the stages that the named ones need, and those
// themselves, in the order of all.
func Reachable(all []Stage, names ...string) []Stage {
	byName := map[string]Stage{}
	for _, s := range all {
		byName[s.Name] = s
	}
	needed := map[string]bool{}
	for len(names) > 0 {
		name := names[0]
		names = names[1:]
		if !needed[name] {
			needed[name] = true
			names = append(names, byName[name].Needs...)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(s Stage) bool { return !needed[s.Name] })
}
