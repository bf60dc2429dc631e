package resolve

import (
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
	switch {
	case !fits && asked.CPU == nil:
		return model.Value[string]{}, facts
	case !fits:
		r.refuse(badCPU, name.Pos, "cpu is %q, and %s: for %s", name.V, facts.Processors().WhyNot(name.V), facts.Name)
		return model.Value[string]{}, facts
	}
	if facts.ELF.ISA != "" && !isa.Has(cpu.ISA, facts.ELF.ISA) {
		r.refuse(badCPU, name.Pos, "cpu is %q, which is %s, and code for %s needs %s: write a newer one, or another triple", name.V, cpu.ISA, facts.Name, facts.ELF.ISA)
	} else if cpu.NoFPU && facts.FloatABI == model.FloatHard {
		r.refuse(badCPU, name.Pos, "cpu is %q, which computes no floating-point values, and %s passes them in the registers of such a unit: write one that has it, or another triple", name.V, facts.Name)
	}
	return *name, withCPU(facts, cpu)
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
