package lint

import (
	"strings"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var libraryArgs = check{
	rule.Error("library-args", "a library that says otherwise than the build itself lies elsewhere, is for another machine or is not static"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		for _, l := range t.Libraries {
			for _, args := range l.Args {
				for _, text := range args.V {
					if hint := settledFor(l.Kind, text); hint != "" && args.From == model.FromUser {
						f.at(args.Pos, "libraries.%s.args: %q: %s", l.Name, text, hint)
					}
				}
			}
		}
	}),
}

// wordsOf are the arguments, and what is in the values of those that have one: a
// configure script hands "EXTRA=-O2 -fplugin=x" on to the compiler.
func wordsOf(args []string) (out []string) {
	for _, a := range args {
		out = append(out, a)
		if _, value, assigned := strings.Cut(a, "="); assigned {
			out = append(out, strings.Fields(value)...)
		}
	}
	return out
}
