package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var crtStatic = check{
	rule.Error("crt-static", "rustc links some musl targets dynamically unless told otherwise, and the binary would then need a loader that is not there"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		if t.Triple.Libc != "musl" || !t.Contract.Static.V || t.Triple.CRTStatic || slices.ContainsFunc(slices.Concat(t.Flags, t.Cargo.Rustflags), saysCRTStatic) {
			return
		}
		f.at(in.crtStaticPos(t), "contract.static is true (%s) and rustc links %s dynamically unless told otherwise: leave the catalog's flags.crt-static as it is, or write contract: static: false",
			t.Contract.Static.Origin, t.Triple.Name)
	}),
}

// saysCRTStatic reports whether a group says how libc is linked, in either way:
// the wrong one is another check's.
func saysCRTStatic(flag model.Flag) bool {
	return slices.ContainsFunc(arguments.Of(flag.Kind, flag.Args), func(a arguments.Argument) bool {
		return flag.Kind == model.FlagRustc && a.Feature("crt-static") != ""
	})
}

// crtStaticPos is where the catalog's flag was taken back.
func (in *Input) crtStaticPos(t *model.Target) model.Pos {
	for _, flags := range []map[string]input.Flag{in.asked(t).Flags, in.Written.Flags} {
		if f, ok := flags["crt-static"]; ok {
			return f.Pos
		}
	}
	return t.Pos
}
