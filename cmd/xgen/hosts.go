package main

import (
	"fmt"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/schema/model"
)

// checkHosts refuses targets with a tool that has no source for this machine.
// What a remote engine runs on is not known here: there the tool's own stage
// says so.
func (a *app) checkHosts(jobs []build.Job, goarch string) error {
	found := withoutHost(targetsOf(jobs), goarch)
	if len(found) == 0 {
		return nil
	}
	a.show(found)
	return said(exitInvalid)
}

func withoutHost(targets []*model.Target, goarch string) model.Diagnostics {
	var found model.Diagnostics
	for _, h := range model.Hosts {
		if h.Docker != goarch {
			continue
		}
		for _, t := range targets {
			for _, tool := range t.Tools {
				if tool.For(h.Name) == nil {
					found = append(found, model.Diagnostic{
						Pos: tool.Pos, Severity: model.Error, Rule: hostRule.Name, Of: tool.Name,
						Message: fmt.Sprintf("tools.%s has no source for a machine that builds on %s: add hosts: %s", tool.Name, h.Name, h.Name),
					})
				}
			}
		}
	}
	return found.Sort()
}
