package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var forbiddenFlag = check{
	rule.Error("forbidden-flag", "a flag that runs or reads what no emitted file shows makes the build another one than was reviewed"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		for _, flag := range in.writtenFlags(t) {
			for _, a := range arguments(flag.Kind, flag.Args) {
				if why := forbidden(a); why != "" {
					f.at(flag.Pos, "flags.%s: %q %s: remove it", flag.Name, a.text, why)
				}
			}
		}
		for _, args := range in.argumentsOfLibraries(t) {
			for _, a := range args.words {
				if why := forbidden(a); why != "" {
					f.at(args.pos, "%s: %q %s: remove it", args.field, a.text, why)
				}
			}
		}
	}),
}
