package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/spec"
)

// sameLLVM refuses a name of LLVM's for another machine, processor, system or libc than
// those of the triple that the specification is like.
func (r *resolver) sameLLVM(s *spec.Spec, t *catalog.Triple) {
	word, write := s.LLVMArch(), fmt.Sprintf("%q", t.LLVM)
	arch, endian := r.Catalog.MachineOf(word)
	is := ""
	switch parts := words(s.LLVMTarget); {
	case arch == "":
		is = fmt.Sprintf("LLVM has no machine %q", word)
	case arch != s.Arch || endian != s.Endian:
		is = fmt.Sprintf("it is the name of %s, %s-endian, and the specification is for %s, %s-endian", arch, endian, s.Arch, s.Endian)
	case !t.Code.Names(word):
		is = fmt.Sprintf("%q is the name of another processor than that of %s (%s), whose facts hold for the target", word, t.Name, t.ELF.ISA)
		write += r.orLike(s, word)
	case !slices.Contains(parts[1:max(len(parts)-1, 1)], "linux"):
		is = "it names no target for Linux"
	case !slices.Contains(llvmLibcs(t), lastWord(s.LLVMTarget)):
		is = fmt.Sprintf("%q is another libc or ABI than that of %s, whose facts hold for the target", lastWord(s.LLVMTarget), t.Name)
		write = fmt.Sprintf("%q", word+"-unknown-linux-"+lastWord(t.LLVM))
	default:
		return
	}
	r.contradicts(specFacts, "llvm-target", s.At("llvm-target"), "llvm-target is %q: %s: write %s", s.LLVMTarget, is, write)
}

// llvmLibcs are the last words of LLVM's names for a libc with its ABI: LLVM's, rustc's
// and GCC's. rustc 1.80 wrote musl's on ARM as if they were glibc's.
func llvmLibcs(t *catalog.Triple) []string {
	llvm := lastWord(t.LLVM)
	return []string{llvm, lastWord(t.Name), lastWord(t.GCC), strings.Replace(llvm, "musleabi", "gnueabi", 1)}
}

// orLike proposes a triple of the catalog for whose processor a word is, where there is
// one with the floats of the specification.
func (r *resolver) orLike(s *spec.Spec, word string) string {
	for _, t := range r.fitting(s) {
		if t.Code.Names(word) && r.passesAlike(s, t) {
			return fmt.Sprintf(", or a triple that begins with %q and like: %q", word, t.Name)
		}
	}
	return ""
}

// isOtherCode reports whether the first word of a target's name is that of another processor
// than a triple's.
func (r *resolver) isOtherCode(word string, t *catalog.Triple) bool {
	arch, _ := r.machineOf(word)
	return arch != "" && word != firstWord(t.Name) && !t.Code.Names(word)
}

// nameOfCode refuses a name whose first word is that of another processor.
func (r *resolver) nameOfCode(asked input.Target, t *catalog.Triple) {
	if word := firstWord(asked.Triple.V); r.isOtherCode(word, t) {
		r.refuse(specName, asked.Triple.Pos, "triple begins with %q, the name of another processor than that of %s (%s), whose facts hold for the target: write the name of that", word, t.Name, t.ELF.ISA)
	}
}
