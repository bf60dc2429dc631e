package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var prebuiltStd = check{
	rule.Error("no-prebuilt-std", "rustup ships no std for the target, and would say so only when the toolchain is installed"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if t.Rust.Std.V == model.StdPrebuilt && !t.Triple.Prebuilt {
			f.at(t.Rust.Std.Pos, "rustup ships no std for %s: remove rust.std, or write \"sysroot\" to have it built once from rust-src", t.Triple.Name)
		}
	}),
}
