package lint

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// What no target needs is out of date, or its condition is not what was meant.

var emptyWhen = check{
	rule.Error("empty-when", "a condition that says nothing was meant to say something"),
	func(in *Input, f *findings) {
		for _, c := range conditions(in) {
			if c.when != nil && c.when.String() == "" {
				f.at(c.when.Pos, "%s.when says nothing, so every target meets it: write a condition such as arch: \"arm\", or remove when", c.field)
			}
		}
	},
}

// condition is a `when` that the user wrote, nil where none is, and what it is of.
type condition struct {
	field string
	pos   model.Pos // of the field
	when  *input.When
}

// conditions are those of all flags, patches and libraries.
func conditions(in *Input) (out []condition) {
	for _, flags := range layers(in, func(s *input.Settings) map[string]input.Flag { return s.Flags }) {
		for _, name := range slices.Sorted(maps.Keys(flags)) {
			out = append(out, condition{"flags." + name, flags[name].Pos, flags[name].When})
		}
	}
	for _, patches := range layers(in, func(s *input.Settings) map[string]input.Patch { return s.Patches }) {
		for _, name := range slices.Sorted(maps.Keys(patches)) {
			out = append(out, condition{"patches." + name, patches[name].Pos, patches[name].When})
		}
	}
	for _, libraries := range layers(in, func(s *input.Settings) map[string]input.Library { return s.Libraries }) {
		for _, name := range slices.Sorted(maps.Keys(libraries)) {
			out = append(out, condition{"libraries." + name, libraries[name].Pos, libraries[name].When})
		}
	}
	return out
}
