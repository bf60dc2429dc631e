package lint

import (
	"maps"
	"slices"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
)

// writtenFlags are the groups of flags that the user wrote for a target and whose
// condition holds of it: the project's, also where the target has another group of
// that name, and its own.
func (in *Input) writtenFlags(t *model.Target) (out []model.Flag) {
	for _, layer := range []map[string]input.Flag{in.Written.Flags, in.asked(t).Flags} {
		for _, name := range slices.Sorted(maps.Keys(layer)) {
			if layer[name].When.Unmet(t) == "" {
				out = append(out, resolve.UserFlag(name, layer[name])...)
			}
		}
	}
	return out
}

// eachArgument makes a check's find of what is looked for in each argument that
// the user adds for a target. Those that are refused whatever they mean are left out.
func eachArgument(find func(*Input, *model.Target, model.Flag, argument, *findings)) func(*Input, *findings) {
	return eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, flag := range in.writtenFlags(t) {
			for _, a := range arguments(flag.Kind, flag.Args) {
				if forbidden(a) == "" {
					find(in, t, flag, a, f)
				}
			}
		}
	})
}
