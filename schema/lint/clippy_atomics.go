package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var clippyAtomics = check{
	rule.Error("clippy-atomics", "clippy is a compiler of its own, and finds no std for a target that only the build's own compiler knows"),
	func(in *Input, f *findings) {
		targets := map[model.Pos][]string{}
		for _, t := range in.Project.Targets {
			if t.Test != nil && t.EmulatesAtomics() && slices.Contains(t.Test.Lints, "clippy") {
				asked := input.First(input.OrZero(in.asked(t).Test).Lints, input.OrZero(in.Written.Test).Lints)
				targets[asked.Pos] = append(targets[asked.Pos], t.Name)
			}
		}
		for _, pos := range slices.SortedFunc(maps.Keys(targets), func(a, b model.Pos) int { return a.Line - b.Line }) {
			f.at(pos, "test.lints: clippy knows the target as rustc does, without the 64-bit atomics that std is built with (atomics: 64): for %s write test: lints: without \"clippy\", and have it on a target that needs no atomics: 64",
				strings.Join(targets[pos], ", "))
		}
	},
}
