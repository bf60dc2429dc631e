package catalog

import (
	"slices"
	"strings"
)

// MachineOf returns what the first word of a GCC's triple, or of LLVM's name of a target, says, "" where nothing is known of it.
func (c *Catalog) MachineOf(word string) (arch, endian string) {
	for _, w := range c.GCCWords {
		if matches(w.Match, word) {
			return w.Arch, w.Endian
		}
	}
	return "", ""
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
