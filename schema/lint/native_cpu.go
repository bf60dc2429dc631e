package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var nativeCPU = check{
	rule.Error("native-cpu", "native is the processor of whatever machine builds: the program dies on an older one, and each machine builds another"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		if slices.ContainsFunc(a.Parts, namesNative.MatchString) {
			f.at(g.pos, "%s: %q is for the processor of whatever machine builds, and the program dies on an older one: %s", g.field, a.Text(), g.instead())
		}
	}),
}

// namesNative matches how rustc, GCC and clang are told to build for their own machine.
var namesNative = lazyregexp.New(`^-(Ctarget-cpu|Ztune-cpu|m(arch|cpu|tune))=native([+,]|$)`)
