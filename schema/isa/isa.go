package isa

import "strings"

// Has reports whether a CPU that has one instruction set runs code for another. Of
// words that it does not know it does not.
func Has(have, want string) bool {
	switch {
	case strings.HasPrefix(have, "MIPS"):
		a, err := ParseMIPS(have)
		b, err2 := ParseMIPS(want)
		return err == nil && err2 == nil && a.Has(b)
	case strings.HasPrefix(have, "rv"):
		return riscvHas(have, want)
	}
	return ARMHas(have, want)
}
