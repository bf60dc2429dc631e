package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/spec"
)

// codeOf returns the name of the instruction set that a specification asks for, and
// the key that does; "" where the catalog knows none of it.
func (r *resolver) codeOf(s *spec.Spec) (name, key string) {
	isa, by := r.Catalog.Code(s.Arch, s.LLVMArch(), s.CPU, s.Features)
	if isa == nil {
		return "", ""
	}
	return isa.Name, []string{"llvm-target", "cpu", "features"}[by]
}

// sameCode refuses a specification whose code is for an older or a newer processor
// than the C toolchain, QEMU and the contract of the triple that it is like.
func (r *resolver) sameCode(s *spec.Spec, t *catalog.Triple) {
	name, key := r.codeOf(s)
	if name == t.Code || name == "" || t.Code == "" {
		return
	}
	is := map[string]string{"llvm-target": s.LLVMTarget, "cpu": s.CPU, "features": s.Features}[key]
	r.contradicts(specFacts, key, s.At(key), "%s is %q, which is code for %s, and that of %s, whose facts hold for the target, is for %s: write one for that%s",
		key, is, name, t.Name, t.Code, r.orLike(s, name))
}

// orLike proposes a triple of the catalog whose code is for an instruction set, where
// there is one with the floats of the specification.
func (r *resolver) orLike(s *spec.Spec, code string) string {
	for _, t := range r.fitting(s) {
		if t.Code == code && r.passesAlike(s, t) {
			return fmt.Sprintf(", or like: %q where the triple's name says so too", t.Name)
		}
	}
	return fmt.Sprintf(": the catalog has no such machine with %s", code)
}

// nameOfCode refuses a name whose first word is that of another instruction set.
func (r *resolver) nameOfCode(asked input.Target, s *spec.Spec) {
	word := firstWord(asked.Triple.V)
	named, _ := r.Catalog.Code(s.Arch, word, "", "")
	if is, key := r.codeOf(s); named != nil && is != "" && is != named.Name {
		r.refuse(specName, asked.Triple.Pos, "triple begins with %q, the name of code for %s, and the specification is for %s (%s, %s): write the name of that", word, named.Name, is, key, s.At(key))
	}
}

// sameLLVM refuses a name of LLVM's for another machine, system or libc than those of
// the triple that the specification is like.
func (r *resolver) sameLLVM(s *spec.Spec, t *catalog.Triple) {
	word, write := s.LLVMArch(), t.LLVM
	arch, endian := r.Catalog.MachineOf(word)
	is := ""
	switch parts := words(s.LLVMTarget); {
	case arch == "":
		is = fmt.Sprintf("LLVM has no machine %q", word)
	case arch != s.Arch || endian != s.Endian:
		is = fmt.Sprintf("it is the name of %s, %s-endian, and the specification is for %s, %s-endian", arch, endian, s.Arch, s.Endian)
	case !slices.Contains(parts[1:max(len(parts)-1, 1)], "linux"):
		is = "it names no target for Linux"
	case !slices.Contains(llvmLibcs(t), lastWord(s.LLVMTarget)):
		is = fmt.Sprintf("%q is another libc or ABI than that of %s, whose facts hold for the target", lastWord(s.LLVMTarget), t.Name)
		write = word + "-unknown-linux-" + lastWord(t.LLVM)
	default:
		return
	}
	r.contradicts(specFacts, "llvm-target", s.At("llvm-target"), "llvm-target is %q: %s: write %q", s.LLVMTarget, is, write)
}

// llvmLibcs are the last words of LLVM's names for a libc with its ABI: LLVM's, rustc's
// and GCC's. rustc 1.80 wrote musl's on ARM as if they were glibc's.
func llvmLibcs(t *catalog.Triple) []string {
	llvm := lastWord(t.LLVM)
	return []string{llvm, lastWord(t.Name), lastWord(t.GCC), strings.Replace(llvm, "musleabi", "gnueabi", 1)}
}
