package catalog

import (
	"slices"

	"github.com/xgen-build/xgen/schema/lazyregexp"
)

// Code is what a target's code is compiled for, in LLVM's words.
type Code struct {
	CPU      string   // "" for LLVM's generic one
	Features []string // the instruction sets that it has
	ABI      string   // rustc's rustc-abi
	Words    string   // a regular expression of the first word of LLVM's name of the target; "" where others are for no other processor
}

// Names reports whether a word, the first of a target's name, is one for the code's
// processor.
func (c Code) Names(word string) bool { return c.Words == "" || matches(c.Words, word) }

// Has reports whether it has the instructions of one of LLVM's features.
func (c Code) Has(feature string) bool { return slices.Contains(c.Features, feature) }

func matches(pattern, word string) bool {
	return pattern != "" && lazyregexp.Of(pattern).MatchString(word)
}
