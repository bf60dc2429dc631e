package resolve

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/catalog"
	"github.com/xgen-build/xgen/schema/input"
	"github.com/xgen-build/xgen/schema/isa"
	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var badCPU = rule.Error("cpu", "a compiler passes over a processor that it does not know, and what is older than the target's own code cannot run it")

// cpu is the oldest processor that the program is for, "" where the user names none,
// with the facts about the target that follow it. What is said for all targets concerns
// those whose architecture has it.
func (r *resolver) cpu(asked input.Target, facts *catalog.Triple) (model.Value[string], *catalog.Triple) {
	name := input.First(asked.CPU, r.Written.CPU)
	if name == nil {
		return model.Value[string]{}, facts
	}
	cpu, fits := facts.Processors().Fit[name.V]
	if !fits && asked.CPU == nil {
		return model.Value[string]{}, facts
	}
	if why, write := unfitCPU(facts, name.V); why != "" {
		r.refuse(badCPU, name.Pos, "cpu is %q, %s: %s", name.V, why, write)
	}
	if !fits {
		return model.Value[string]{}, facts
	}
	return *name, withCPU(facts, cpu)
}

// unfitCPU says why a target cannot be built for a processor, "" where it can, and what
// to do about it.
func unfitCPU(facts *catalog.Triple, name string) (why, write string) {
	switch cpu, fits := facts.Processors().Fit[name]; {
	case !fits:
		return "and " + facts.Processors().WhyNot(name), "for " + facts.Name
	case facts.ELF.ISA != "" && !isa.Has(cpu.ISA, facts.ELF.ISA):
		return fmt.Sprintf("which is %s, and code for %s needs %s", cpu.ISA, facts.Name, facts.ELF.ISA), "write a newer one, or another triple"
	case cpu.NoFPU && facts.FloatABI == model.FloatHard:
		return fmt.Sprintf("which computes no floating-point values, and %s passes them in the registers of such a unit", facts.Name), "write one that has it, or another triple"
	}
	return "", ""
}

// withCPU are the facts about a target that is built for a processor.
func withCPU(facts *catalog.Triple, cpu catalog.CPU) *catalog.Triple {
	of := *facts
	of.Processor = &cpu
	if of.Wine == nil {
		of.QEMU.CPU = cpu.QEMU
	}
	if of.ELF.ISA != "" {
		of.ELF.ISA = cpu.ISA
	}
	if cpu.NewQEMU && of.QEMU.NoOtherPages == "" {
		of.QEMU.NoOtherPages = "QEMU 7.2 does not know the processor"
	}
	return &of
}
