package isa

import "slices"

// armBase lists, for each architecture, those whose instructions it has
// besides its own; the numbers of Tag_CPU_arch are in no such order.
var armBase = map[string][]string{
	"v4":     {"Pre-v4"},
	"v4T":    {"v4"},
	"v5T":    {"v4T"},
	"v5TE":   {"v5T"},
	"v5TEJ":  {"v5TE"},
	"v6":     {"v5TEJ"},
	"v6K":    {"v6"},
	"v6T2":   {"v6"},
	"v7":     {"v6K", "v6T2"},
	"v8":     {"v7"},
	"v8.1-A": {"v8"},
	"v8.2-A": {"v8.1-A"},
	"v8.3-A": {"v8.2-A"},
	"v9":     {"v8.3-A"},
}

// ARMHas reports whether a CPU of architecture have runs code for want.
func ARMHas(have, want string) bool {
	have, want = armUser(have), armUser(want)
	return have == want || slices.ContainsFunc(armBase[have], func(base string) bool {
		return ARMHas(base, want)
	})
}

// armUser returns v6K for v6KZ, which adds only SMC, an instruction that no
// user's program can execute.
func armUser(arch string) string {
	if arch == "v6KZ" {
		return "v6K"
	}
	return arch
}
