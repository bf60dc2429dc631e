package main

import (
	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// checkHosts refuses targets with a build tool that has no source for this
// machine's architecture, and those whose programs it cannot run. What a remote
// engine runs on is not known here; there the stage of the tool itself fails.
func (a *app) checkHosts(jobs []build.Job, goarch string) error {
	found := withoutHost(targetsOf(jobs), goarch)
	if len(found) == 0 {
		return nil
	}
	a.show(found)
	return said(exitcode.Invalid)
}

func withoutHost(targets []*model.Target, goarch string) model.Diagnostics {
	var found model.Diagnostics
	for _, t := range targets {
		if why := t.NoEmulator(goarch); why != "" {
			found = append(found, emulatorRule.At(t.Pos, "targets.%s: %s", t.Name, why))
		}
		for _, tool := range t.Tools {
			if why := tool.NoSource(goarch); why != "" {
				found = append(found, model.Diagnostic{Pos: tool.Pos, Severity: model.Error, Rule: hostRule.Name, Of: tool.Name, Message: why})
			}
		}
	}
	return found.Sort()
}

func targetsOf(jobs []build.Job) (out []*model.Target) {
	for _, j := range jobs {
		out = append(out, j.Target)
	}
	return out
}
