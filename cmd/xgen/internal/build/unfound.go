package build

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/xgen-build/xgen/cmd/xgen/internal/engine"
)

// Unfound says that a build script failed for want of something that the machine which
// builds does not have.
type Unfound struct {
	Program string // as the shell named it; "" where the script does not say what it was
	Err     error  // the failure
}

// Error returns the failure.
func (e *Unfound) Error() string { return e.Err.Error() }

// Unwrap returns the failure.
func (e *Unfound) Unwrap() error { return e.Err }

// Hint returns what to write.
func (e *Unfound) Hint() string {
	if e.Program != "" {
		return "the machine that builds has no " + e.Program + ": write host: packages: [\"…\"] in targets.cue, with the package of Debian's that has it"
	}
	return "a build script found no such file: where it starts a program, write host: packages: [\"…\"] in targets.cue, with the package of Debian's that has it"
}

var (
	// By dash and bash: "sh: 1: python3: not found", "line 2: gperf: command not found".
	noProgram = regexp.MustCompile(`: ([A-Za-z0-9][A-Za-z0-9+._-]*): (?:command )?not found$`)
	// By Rust's std: an error as {:?} and as {} shows it.
	noFile = regexp.MustCompile(`kind: NotFound|\(os error 2\)`)
)

// unfound returns a failed step's error as an *Unfound where a build script says that
// something is not there.
func unfound(err error) error {
	var step *engine.StepError
	if !errors.As(err, &step) || !slices.ContainsFunc(step.Tail, ofBuildScript) {
		return err
	}
	for _, line := range step.Tail {
		if m := noProgram.FindStringSubmatch(strings.TrimSpace(line)); m != nil {
			return &Unfound{m[1], err}
		}
	}
	if slices.ContainsFunc(step.Tail, noFile.MatchString) {
		return &Unfound{"", err}
	}
	return err
}

// ofBuildScript reports whether cargo says in a line that a build script failed.
func ofBuildScript(line string) bool {
	return strings.Contains(line, "failed to run custom build command")
}
