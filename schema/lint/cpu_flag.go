package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var cpuFlag = check{
	rule.Error("cpu-flag", "std, the compiler of the other language, QEMU and the contract do not follow a flag that names a processor"),
	func(in *Input, f *findings) {
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			i := slices.IndexFunc(a.Parts, func(part string) bool { return namesCPU(t, g, part) })
			if i < 0 {
				return
			}
			name := in.facts(t).Processors().Named(a.Parts[i])
			if name == "" {
				f.at(g.pos, "%s: %q names an instruction set, which neither std nor QEMU follows: remove it; for a newer one write cpu: with the name of a processor that has it, in targets.cue", g.field, a.Text())
				return
			}
			f.at(g.pos, "%s: %q names a processor, which neither std nor QEMU follows: %s cpu: %q in targets.cue", g.field, a.Text(), g.writes(), name)
		})(in, f)
	},
}

// cpuWord matches how rustc, GCC and clang are told of a processor. Of RISC-V, -march
// lists extensions.
var cpuWord = lazyregexp.New(`^-(Ctarget-cpu=|mcpu=|march=[^r]|march=r[^v]|mips[0-9])`)

// namesCPU reports whether an argument names a processor that the target's is not: with
// the target's own, what stands behind it are features.
func namesCPU(t *model.Target, g given, part string) bool {
	if !cpuWord.MatchString(part) || namesNative.MatchString(part) {
		return false
	}
	own := slices.ContainsFunc(t.Toolchain.CPUArgs, func(arg string) bool {
		bare, _, _ := strings.Cut(arg, "+")
		rest, same := strings.CutPrefix(part, bare)
		return same && (rest == "" || strings.ContainsAny(rest[:1], "+-"))
	})
	return !own && !(g.config && part == "-Ctarget-cpu="+t.CPU.V)
}
