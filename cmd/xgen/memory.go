package main

import (
	"fmt"

	"github.com/pbnjay/memory"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// checkMemory refuses fat LTO that does not fit into the memory of the machine
// that builds: the kernel would kill rustc at the very end of the build, and
// nothing would say why. Only the private engine is known to run on this
// machine.
func (a *app) checkMemory(jobs []build.Job, m model.Machine, engine string) error {
	have := m.Memory
	if have == 0 && engine == "private" {
		have = int64(memory.TotalMemory())
	}
	if have == 0 {
		return nil
	}
	var found model.Diagnostics
	for _, j := range jobs {
		if need := j.Target.Cargo.FatLTO; need != nil && need.V > have {
			found = append(found, model.Diagnostic{
				Pos: need.Pos, Severity: model.Error, Rule: fatLTORule.Name,
				Message: fmt.Sprintf("fat LTO makes one module of up to %d crates, which takes about %s of memory, and %s may be used for a build: write cargo: lto: \"thin\"",
					j.Target.Cargo.Crates, gigabytes(need.V), gigabytes(have)),
			})
		}
	}
	if len(found) == 0 {
		return nil
	}
	a.show(found.Sort())
	return said(exitcode.Invalid)
}

func gigabytes(n int64) string { return fmt.Sprintf("%.1f GB", float64(n)/1e9) }
