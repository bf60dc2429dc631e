package catalog

import (
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// ISA is an instruction set, and how LLVM is told of it. The regular expressions are
// "" where they match nothing.
type ISA struct {
	Name     string
	Words    string   // matches the first word of LLVM's name of a target
	CPUs     string   // matches LLVM's name of a processor that has it and nothing newer
	Features []string // of LLVM's, that no older one has
}

// Code is the newest instruction set that code of LLVM's for an architecture may have,
// by the first word of LLVM's name of the target, by the processor's and by a list of
// features as in -Ctarget-feature; and which of the three asks for it: 0, 1 or 2. It is
// nil where none says anything that is known.
func (c *Catalog) Code(arch, word, cpu, features string) (newest *ISA, by int) {
	isas := c.ISAs[arch]
	for i := range slices.Backward(isas) {
		switch isa := &isas[i]; {
		case matches(isa.Words, word):
			return isa, 0
		case matches(isa.CPUs, cpu):
			return isa, 1
		case slices.ContainsFunc(strings.Split(features, ","), isa.has):
			return isa, 2
		}
	}
	return nil, 0
}

// has reports whether a feature that is asked for is of this instruction set.
func (isa *ISA) has(feature string) bool {
	name, on := strings.CutPrefix(feature, "+")
	return on && slices.Contains(isa.Features, name)
}

func matches(pattern, word string) bool {
	return pattern != "" && lazyregexp.Of(pattern).MatchString(word)
}
