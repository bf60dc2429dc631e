package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

// eachArgument makes a check's find of what is looked for in each argument that
// the user adds for a target. Those that are refused whatever they mean are left out.
func eachArgument(find func(*Input, *model.Target, model.Flag, argument, *findings)) func(*Input, *findings) {
	return eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, flag := range t.Flags {
			if flag.From != model.FromUser {
				continue
			}
			for _, a := range arguments(flag.Kind, flag.Args) {
				if forbidden(a) == "" {
					find(in, t, flag, a, f)
				}
			}
		}
	})
}

var forbiddenFlag = check{
	rule.Error("forbidden-flag", "a flag that runs or reads what no emitted file shows makes the build another one than was reviewed"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, flag := range t.Flags {
			for _, a := range arguments(flag.Kind, flag.Args) {
				if why := forbidden(a); why != "" && flag.From == model.FromUser {
					f.at(flag.Pos, "flags.%s: %q %s: remove it", flag.Name, a.text, why)
				}
			}
		}
		for _, args := range in.libraryArguments(t) {
			for _, a := range args.words {
				if why := forbidden(a); why != "" {
					f.at(args.pos, "%s: %q %s: remove it", args.field, a.text, why)
				}
			}
		}
	}),
}
