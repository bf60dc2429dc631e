package build

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/emit/dockerfile"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
)

// FinalStage is the stage up to which a whole run is solved. It exports the
// binaries and the report of what they did.
const FinalStage = "report"

// TestStage runs the smoke command. A run up to it judges and publishes
// nothing.
const TestStage = "test"

// ProgramStage is the stage in which cargo compiles the project.
const ProgramStage = "build"

// The other stages that a run depends on.
const (
	testsStage   = "tests"   // compiles the project's own tests
	testrunStage = "testrun" // runs them
	reportsStage = "reports" // takes over what test and testrun measured
)

// MissingStage says that a target's Dockerfile has no such stage.
type MissingStage struct {
	Target, Stage string
	There         []string // the stages that people ask for
}

// Error returns why the stage is missing, where that is known, and which
// stages there are.
func (e *MissingStage) Error() string {
	there := strings.Join(e.There, ", ")
	if why := dockerfile.WhyAbsent(e.Stage); why != "" {
		return fmt.Sprintf("target %s has no stage %s: %s; there are %s", e.Target, e.Stage, why, there)
	}
	return fmt.Sprintf("target %s has no stage %q: there are %s", e.Target, e.Stage, there)
}

// ExitCode returns exitcode.Usage.
func (*MissingStage) ExitCode() exitcode.Code { return exitcode.Usage }

// checkStage returns a *MissingStage where the Dockerfile of some target lacks
// the stage.
func checkStage(p *model.Project, targets []*model.Target, stage string) error {
	for _, t := range targets {
		asked, pulling, err := emit.Stages(p, t)
		if err != nil {
			return err
		}
		if !slices.Contains(asked, stage) && !slices.Contains(pulling, stage) {
			return &MissingStage{Target: t.Name, Stage: stage, There: asked}
		}
	}
	return nil
}
