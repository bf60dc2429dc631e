package main

import (
	"fmt"

	"github.com/xgen-build/xgen/schema/model"
)

// checkHosts refuses targets with a tool that has no source for this machine.
// What a remote engine runs on is not known here: there the tool's own stage
// says so.
func checkHosts(targets []*model.Target, goarch string) error {
	for _, h := range model.Hosts {
		if h.Docker != goarch {
			continue
		}
		for _, t := range targets {
			for _, tool := range t.Tools {
				if tool.For(h.Name) == nil {
					return fmt.Errorf("%s: tools.%s has no source for a machine that builds on %s: add hosts: %s", tool.Pos, tool.Name, h.Name, h.Name)
				}
			}
		}
	}
	return nil
}
