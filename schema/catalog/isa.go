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

// has reports whether a feature that is asked for is of this instruction set.
func (isa *ISA) has(feature string) bool {
	name, on := strings.CutPrefix(feature, "+")
	return on && slices.Contains(isa.Features, name)
}

func matches(pattern, word string) bool {
	return pattern != "" && lazyregexp.Of(pattern).MatchString(word)
}
