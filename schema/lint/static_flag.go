package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var staticFlag = check{
	rule.Error("static-flag", "the flag contradicts the contract, which the binary would break only after the build"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		static := t.Contract.Static
		if t.Triple.Libc != "musl" || !static.V {
			return
		}
		for _, flag := range slices.Concat(t.Flags, t.Cargo.Rustflags) {
			for _, a := range arguments.Of(flag.Kind, flag.Args) {
				if flag.From != model.FromCatalog && flag.Kind == model.FlagRustc && a.Feature("crt-static") == "-" {
					f.at(flag.Pos, "%s: %q links libc dynamically and contract.static is true (%s): remove it, or write contract: static: false",
						fieldOf(flag), a.Text(), static.Origin)
				}
			}
		}
	}),
}

// fieldOf names where a flag is written.
func fieldOf(flag model.Flag) string {
	if flag.From == model.FromConfig {
		return flag.Name
	}
	return "flags." + flag.Name
}
