package lint

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
)

// What the user wrote for a target, its own in the place of the project's.

// tool is one of them with its name.
type tool struct {
	name string
	input.Tool
}

// tools are those of a target, by name.
func (in *Input) tools(t *model.Target) (out []tool) {
	for _, resolved := range t.Tools {
		written, own := in.asked(t).Tools[resolved.Name]
		if !own {
			written = in.Written.Tools[resolved.Name]
		}
		if written.Hosts == nil {
			written = in.Catalog.KnownTools[resolved.Name].With(written)
		}
		out = append(out, tool{resolved.Name, written})
	}
	return out
}

// writtenLibrary is one of a target's.
func (in *Input) writtenLibrary(t *model.Target, name string) input.Library {
	if l, own := in.asked(t).Libraries[name]; own {
		return l
	}
	return in.Written.Libraries[name]
}

// patch is one of a target's.
func (in *Input) patch(t *model.Target, name string) input.Patch {
	if p, own := in.asked(t).Patches[name]; own {
		return p
	}
	return in.Written.Patches[name]
}

// source is where a resolved source of a target is written.
func (in *Input) source(t *model.Target, s model.NamedSource) input.Source {
	for _, written := range toolchainSources(input.First(in.asked(t).Toolchain, in.Written.Toolchain)) {
		if written.Kind.Pos == s.Pos {
			return written
		}
	}
	for _, l := range t.Libraries {
		if written := in.writtenLibrary(t, l.Name).Source; written != nil && written.Kind.Pos == s.Pos {
			return *written
		}
		if recipe := in.Written.Recipes[l.Name]; recipe.Source != nil && recipe.Source.Kind.Pos == s.Pos {
			return *recipe.Source
		}
	}
	for _, tool := range in.tools(t) {
		for _, written := range tool.Hosts {
			if written.Kind.Pos == s.Pos {
				return written
			}
		}
	}
	return input.Source{}
}

// toolchainSources are those that a user's toolchain is made of.
func toolchainSources(toolchain *input.Toolchain) (out []input.Source) {
	if toolchain == nil {
		return nil
	}
	if toolchain.Source != nil {
		out = append(out, *toolchain.Source)
	}
	for _, s := range toolchain.Sources {
		out = append(out, s)
	}
	return out
}

// layers are what a project and each of its targets says of one kind: the
// project's first, then by target.
func layers[V any](in *Input, of func(*input.Settings) map[string]V) []map[string]V {
	out := []map[string]V{of(&in.Written.Settings)}
	for _, name := range slices.Sorted(maps.Keys(in.Written.Targets)) {
		settings := in.Written.Targets[name].Settings
		out = append(out, of(&settings))
	}
	return out
}
