package main

import (
	"runtime"

	"github.com/xgen-build/xgen/cmd/xgen/internal/build"
	"github.com/xgen-build/xgen/schema/model"
)

// fits refuses jobs that the machine behind an engine cannot build, as far as
// that machine is known: only the private engine is sure to run on this one.
func (a *app) fits(jobs []build.Job, m model.Machine, engine string) error {
	if engine == "private" {
		if err := a.checkHosts(jobs, runtime.GOARCH); err != nil {
			return err
		}
	}
	return a.checkMemory(jobs, m, engine)
}
