package lint

import (
	"slices"

	"github.com/xgen-build/xgen/schema/model"
	"github.com/xgen-build/xgen/schema/rule"
)

var cpuRuns = check{
	rule.Error("cpu-runs", "QEMU runs a program on a processor that it knows: on another one it dies of an illegal instruction"),
	eachTarget(func(in *Input, t *model.Target, f *findings) {
		cpu := in.facts(t).Processors().Fit[t.CPU.V]
		if t.CPU.V != "" && t.Triple.Wine == nil && t.Runs() && cpu.QEMU == "" {
			f.at(t.CPU.Pos, "cpu is %q, and QEMU does not have %s, so that nothing runs the program of %s: write an older one, or remove contract.smoke and test there to have it built and verified without a run",
				t.CPU.V, cpu.Lacks, t.Name)
		}
	}),
}

var cpuOfNone = check{
	rule.Error("cpu-of-none", "a project's processor is for its targets whose architecture has it"),
	func(in *Input, f *findings) {
		shared := in.Written.CPU
		if shared == nil || slices.ContainsFunc(in.Project.Targets, func(t *model.Target) bool { return t.CPU.V != "" }) {
			return
		}
		for _, t := range in.Project.Targets[:min(1, len(in.Project.Targets))] {
			f.at(shared.Pos, "cpu is %q, which no target has: %s, for %s", shared.V, in.facts(t).Processors().WhyNot(shared.V), t.Triple.Name)
		}
	},
}

var cpuOfC = check{
	rule.Warning("cpu-of-c", "C code for the target's oldest processor runs on a newer one too, and uses nothing of it"),
	eachTarget(func(_ *Input, t *model.Target, f *findings) {
		if !t.Toolchain.NamedCPU.OK() {
			f.at(t.CPU.Pos, "cpu is %q: %s, so that the C code of %s is for the oldest processor of its triple", t.CPU.V, t.Toolchain.NamedCPU.WhyNot, t.Name)
		}
	}),
}
