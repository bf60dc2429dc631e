package lint

import (
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var emulatedAtomics = check{
	rule.Error("atomics-std", "a program and its std must be of one mind about the atomics that there are"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		std := t.Rust.Std
		if !t.EmulatesAtomics() || std.V == model.StdSysroot {
			return
		}
		why := "rustup's was built without them"
		if std.V == model.StdBuild {
			why = "cargo builds that for the target as rustc knows it"
		}
		f.at(std.Pos, "atomics: %d (%s) needs a std that has them, and rust.std is %q: %s: remove rust.std, write \"sysroot\", or remove atomics",
			t.Atomics.V, t.Atomics.Pos, std.V, why)
	}),
}
