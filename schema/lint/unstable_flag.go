package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var unstableFlag = check{
	rule.Error("unstable-flag", "a release of rustc takes no unstable options, and would say so only once the toolchain is installed"),
	eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
		if slices.ContainsFunc(a.Parts, arguments.ChoosesLinker) {
			return // refused, whoever would take it
		}
		if g.kind == model.FlagRustc && strings.HasPrefix(a.Parts[0], "-Z") && !t.Rust.Unstable() && !(g.config && bootstraps(t)) {
			f.at(g.pos, "%s: %q is an unstable option, which rustc %s does not take: remove it, or write rust: channel: \"nightly-…\"", g.field, a.Text(), t.Rust.Channel.V)
		}
	}),
}

// bootstraps reports whether cargo's configuration has rustc take what is unstable.
func bootstraps(t *model.Target) bool {
	return slices.ContainsFunc(t.Cargo.Settings, func(s model.CargoSetting) bool {
		return slices.Equal(s.Key, []string{"env", "RUSTC_BOOTSTRAP", "value"})
	})
}
