package catalog

import (
	"maps"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/schema/suggest"
)

// CPU is a processor that a target can be built for. A text is "" where there is no
// such thing.
type CPU struct {
	Clang   string // LLVM 19's name of it, its hyphens and dots written as _
	GCC     string // what GCC is told: "-mcpu=cortex-a53"
	QEMU    string // the smallest model of QEMU's that has its instructions
	Lacks   string // where QEMU is "", which of them QEMU does not have
	NewQEMU bool   // the QEMU that can have other memory pages does not know the model
	ISA     string // in readelf's words: "v7"
	NoFPU   bool   // it computes no floating-point values
	Alias   string // where rustc takes the name and does not print it, the one that it prints
}

// CPUs are the processors of an architecture, by rustc's names.
type CPUs struct {
	Fit   map[string]CPU
	Unfit map[string][]string // those that no target of it can be built for, by the reason
}

// WhyNot says why a name is none of those that fit, and what to write.
func (c CPUs) WhyNot(name string) string {
	for why, names := range c.Unfit {
		if slices.Contains(names, name) {
			return why
		}
	}
	known := slices.Sorted(maps.Keys(c.Fit))
	if near := suggest.Name(name, known); near != "" {
		return "rustc knows no such processor: did you mean \"" + near + "\"?"
	}
	return "rustc knows no such processor: there are " + strings.Join(known, ", ")
}

// Named returns rustc's name of the processor that a C compiler is told of by an
// argument, "" where that is not known.
func (c CPUs) Named(argument string) string {
	_, value, _ := strings.Cut(argument, "=")
	for _, name := range slices.Sorted(maps.Keys(c.Fit)) {
		if cpu := c.Fit[name]; name == value || cpu.Alias == "" && (cpu.Clang == value || cpu.GCC == argument) {
			return name
		}
	}
	return ""
}
