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
		f.clippyOf(in, func(t *model.Target) bool { return t.Spec != nil },
			"test.lints: clippy knows no target by a specification of the project's own (spec): for %s write test: lints: without \"clippy\", and have it on a target that rustc knows")
		f.clippyOf(in, func(t *model.Target) bool { return t.Spec == nil && t.EmulatesAtomics() },
			"test.lints: clippy knows the target as rustc does, without the 64-bit atomics that std is built with (atomics: 64): for %s write test: lints: without \"clippy\", and have it on a target that needs no atomics: 64")
	},
}

// clippyOf reports the targets of one kind that ask for clippy, those of one place
// together.
func (f *findings) clippyOf(in *Input, of func(*model.Target) bool, format string) {
	targets := map[model.Pos][]string{}
	for _, t := range in.Project.Targets {
		if t.Test != nil && of(t) && slices.Contains(t.Test.Lints, "clippy") {
			asked := input.First(input.OrZero(in.asked(t).Test).Lints, input.OrZero(in.Written.Test).Lints)
			targets[asked.Pos] = append(targets[asked.Pos], t.Name)
		}
	}
	for _, pos := range slices.SortedFunc(maps.Keys(targets), func(a, b model.Pos) int { return a.Line - b.Line }) {
		f.at(pos, format, strings.Join(targets[pos], ", ")).Of = format
	}
}
