package build

import (
	"fmt"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/emit"
	"github.com/xgen-build/xgen/schema/exitcode"
	"github.com/xgen-build/xgen/schema/model"
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
	if why := absent[e.Stage]; why != "" {
		return fmt.Sprintf("target %s has no stage %s: %s; there are %s", e.Target, e.Stage, why, there)
	}
	return fmt.Sprintf("target %s has no stage %q: there are %s", e.Target, e.Stage, there)
}

// ExitCode returns exitcode.Usage.
func (*MissingStage) ExitCode() exitcode.Code { return exitcode.Usage }

const noTests = "write test: {} to have the project's tests compiled and run"

// absent has the reasons why a stage may be missing. Whether it is missing is
// read from the Dockerfile; a stage without a reason here is reported all the
// same.
var absent = map[string]string{
	"zig":        "its C toolchain is made in the stage cc",
	"toolchain":  "no image holds its C toolchain",
	"component":  "only beside the image of a C toolchain does rustup's std have a stage of its own",
	"atomics":    "its processor has 64-bit atomic operations",
	"libraries":  "it asks for none that is built from source",
	"tools":      "it asks for none",
	testsStage:   noTests,
	testrunStage: noTests,
	"runtime":    "its programs are static, or the stage cc has the shared libraries that they need",
	"system":     "its programs are static",
}

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
