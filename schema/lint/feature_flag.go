package lint

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/arguments"
	"github.com/xgen-build/xgen/schema/catalog"
	sets "github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/lazyregexp"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var featureFlag = check{
	rule.Error("feature-flag", "the flag has instructions of a newer instruction set than the contract promises, and the binary records it"),
	func(in *Input, f *findings) {
		eachArgument(func(t *model.Target, g given, a arguments.Argument, f *findings) {
			isa := t.Contract.ISA
			if newer := in.newerThan(t, a); newer != "" && isa.V != "" && !sets.Has(isa.V, newer) {
				f.at(g.pos, "%s: %q has instructions of %s and contract.isa is %s (%s): remove it, or write cpu: \"…\" in targets.cue, with a processor that has them",
					g.field, a.Text(), newer, isa.V, isa)
			}
		})(in, f)
	},
}

// newerFPU matches GCC's and clang's names of floating-point units that no ARM before v7
// has.
var newerFPU = lazyregexp.New(`^-mfpu=(neon|vfpv?[3-9]|fp-armv8|crypto)`)

// newerThan returns the instruction set, in the contract's words, that is the first with
// the instructions an argument asks for; "" where nothing is known of them, or where some
// have them that the contract promises.
func (in *Input) newerThan(t *model.Target, a arguments.Argument) string {
	if t.Triple.Arch == "arm" && slices.ContainsFunc(a.Parts, newerFPU.MatchString) {
		return "v7"
	}
	features, ok := strings.CutPrefix(a.Parts[0], "-Ctarget-feature=")
	if !ok {
		return ""
	}
	for _, word := range strings.Split(features, ",") {
		name, on := strings.CutPrefix(word, "+")
		if newer := in.firstWith(t, name); on && newer != "" && !sets.Has(t.Contract.ISA.V, newer) {
			return newer
		}
	}
	return ""
}

// firstWith returns the oldest instruction set of an architecture's triples whose code has
// one of LLVM's features; "" where none has it.
func (in *Input) firstWith(t *model.Target, feature string) string {
	first := ""
	for _, name := range in.Catalog.Names() {
		has := func(c *catalog.Triple) bool { return c.Arch == t.Triple.Arch && c.Code.Has(feature) }
		if c := in.Catalog.Triples[name]; has(c) && (first == "" || sets.Has(first, c.ELF.ISA)) {
			first = c.ELF.ISA
		}
	}
	return first
}
