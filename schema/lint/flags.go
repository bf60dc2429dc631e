package lint

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/cargo"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/resolve"
)

// given are all of them: of targets.cue, of cargo's configuration, of the profile, of
// what stands for build scripts and of a specification.
func (in *Input) given(t *model.Target) []given {
	return slices.Concat(in.givenFlags(t), in.givenToCargo(t), in.givenToLibraries(t), givenBySpec(t))
}

// givenFlags are the groups that the user wrote for a target and whose condition holds
// of it: the project's, also where the target has another group of that name, and its
// own.
func (in *Input) givenFlags(t *model.Target) (out []given) {
	for _, layer := range []map[string]input.Flag{in.Written.Flags, in.asked(t).Flags} {
		for _, name := range slices.Sorted(maps.Keys(layer)) {
			if layer[name].When.Unmet(t) == "" {
				for _, f := range resolve.UserFlag(name, layer[name]) {
					out = append(out, givenBy("flags."+name, f.Kind, f.Pos, f.Args))
				}
			}
		}
	}
	return out
}

// givenToCargo are those that cargo reads from the project's own files.
func (in *Input) givenToCargo(t *model.Target) (out []given) {
	for _, f := range t.Cargo.Rustflags {
		out = append(out, givenBy(f.Name, f.Kind, f.Pos, f.Args))
	}
	for _, s := range t.Cargo.Settings {
		part := cargo.Part{Value: s.Value}
		switch last := s.Key[len(s.Key)-1]; {
		case s.Key[0] == "profile" && last == "rustflags" && in.isBuilt(t, s.Key[1]), s.Key[0] == "target" && last == "rustc-flags":
			out = append(out, givenBy(cargo.KeyName(s.Key), model.FlagRustc, s.Pos, part.Words()))
		case s.Key[0] == "target" && last == "rustc-link-search":
			out = append(out, givenBy(cargo.KeyName(s.Key), model.FlagRustc, s.Pos, each("-L", part.Words())))
		case s.Key[0] == "target" && last == "rustc-link-lib":
			out = append(out, givenBy(cargo.KeyName(s.Key), model.FlagRustc, s.Pos, each("-l", part.Words())))
		case s.Key[0] == "target" && strings.HasPrefix(last, "rustc-link-arg"):
			out = append(out, givenBy(cargo.KeyName(s.Key), model.FlagLink, s.Pos, part.Words()))
		}
	}
	for i := range out {
		out[i].config = true
	}
	if ws := in.Workspaces[t.Cargo.Manifest]; ws != nil {
		for name, p := range ws.Profiles {
			if len(p.Rustflags) > 0 && in.isBuilt(t, name) {
				pos := in.Files.Place(path.Join(ws.Root, "Cargo.toml"), "profile", name, "rustflags")
				out = append(out, givenBy("profile."+name+".rustflags", model.FlagRustc, pos, p.Rustflags))
			}
		}
	}
	return out
}

// each puts an option before each of its values.
func each(option string, values []string) (out []string) {
	for _, value := range values {
		out = append(out, option+value)
	}
	return out
}

// givenToLibraries are those that a target's libraries hand on from their configure
// scripts to the compiler: flags may not say them either.
func (in *Input) givenToLibraries(t *model.Target) (out []given) {
	for _, l := range t.Libraries {
		for _, args := range l.Args {
			if args.From == model.FromUser {
				out = append(out, givenBy("libraries."+l.Name+".args", model.FlagC, args.Pos, wordsOf(args.V)))
			}
		}
	}
	return out
}

// isBuilt reports whether the target is built with a profile, or one that inherits from it.
func (in *Input) isBuilt(t *model.Target, profile string) bool {
	ws := in.Workspaces[t.Cargo.Manifest]
	return ws != nil && slices.Contains(ws.Profiles.Chain(t.Cargo.Profile), profile)
}

// eachArgument makes a check's find of what is looked for in each argument that
// the user adds for a target. Those that are refused whatever they mean are left out.
func eachArgument(find func(*model.Target, given, arguments.Argument, *findings)) func(*Input, *findings) {
	return eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, g := range in.given(t) {
			for _, a := range g.arguments {
				if forbidden(a) == "" {
					find(t, g, a, f)
				}
			}
		}
	})
}
